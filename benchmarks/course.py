"""What the course costs a student: ``python benchmarks/course.py [UNIT]…`` prints three tables.

First what a notebook's imports take, in fresh processes. Then each solved notebook as a whole:
seconds from start to end of its kernel, and the most memory that it held. Then ``check()`` under
every exercise, in a kernel that ran the solution but trained and plotted nothing: the first
call, and the median of five later ones. A check that trains a model says so by its name. The
figures also go to ``build/bench/course.json``.
"""

from __future__ import annotations

import json
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.authoring.build import build_unit
from autograder.authoring.source import read_source
from autograder.exercises import unit_slugs
from autograder.layout import find_course

LATER = 5
TIMES = 7
IMPORTS = (
    "",
    "; import autograder",
    "; from autograder import check, hint, plots, progress, start",
)
TRAINS = ("gradient-descent", "linear-classifier", "-train", "train-", "capstone")
OUT = Path("build") / "bench" / "course.json"

PEAK = """
from pathlib import Path
print(next(row for row in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in row))
"""
TIMED = """
import json as _json, time as _time
def _timed():
    start = _time.perf_counter()
    marks = float(check("{slug}"))
    return _time.perf_counter() - start, marks
_times = [_timed() for _ in range({times})]
print(_json.dumps(_times))
"""


def run(notebook: NotebookNode) -> float:
    """Execute a notebook in a kernel of its own; the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        where = {"metadata": {"path": folder}}
        client = NotebookClient(
            notebook, timeout=300, kernel_name="python3", resources=where, store_widget_state=False
        )
        start = time.perf_counter()
        client.execute()
        return time.perf_counter() - start


def imports() -> dict[str, float]:
    """Milliseconds that imports take beyond those of numpy; medians of alternated processes."""
    took: dict[str, list[float]] = {code: [] for code in IMPORTS}
    for _ in range(TIMES):
        for code in IMPORTS:
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"import numpy{code}"], check=True)
            took[code].append((time.perf_counter() - start) * 1e3)
    base, *more = (statistics.median(times) for times in took.values())
    return {code.lstrip("; "): cost - base for code, cost in zip(IMPORTS[1:], more, strict=True)}


def printed(cell: NotebookNode) -> str:
    """What a cell printed."""
    return "".join(o.text for o in cell.outputs if o.output_type == "stream")


def whole(notebook: NotebookNode) -> tuple[float, float]:
    """Seconds and MB of a solved notebook."""
    notebook.cells.append(new_code_cell(PEAK))
    seconds = run(notebook)
    said = printed(notebook.cells[-1]).split()
    return seconds, int(said[1]) / 1024


def checks(notebook: NotebookNode) -> Iterator[tuple[str, float, float]]:
    """Each exercise of a notebook with the milliseconds of its first and of later checks."""
    kept = []
    for cell in notebook.cells:
        role = cell.metadata.get("autograder", {}).get("role", "text")
        if role == "check":
            kept.append(new_code_cell(TIMED.format(slug=cell.id, times=1 + LATER), id=cell.id))
        elif cell.cell_type == "code" and role != "demo":
            kept.append(cell)
    notebook.cells = kept
    run(notebook)
    for cell in kept:
        if "_times" in cell.source:
            (first, marks), *later = json.loads(printed(cell))
            assert marks > 0, f"the solution got nothing for {cell.id}"
            yield cell.id, first * 1e3, statistics.median(t for t, _ in later) * 1e3


def main(units: list[str]) -> None:
    """Measure, print, and write the figures down."""
    logging.disable(logging.WARNING)  # kernels warn of the local socket they are asked at
    course = find_course()
    sources = {unit: read_source(course.source(unit)) for unit in units or unit_slugs()}
    found: dict[str, dict[str, Any]] = {"imports": imports()}
    print("milliseconds beyond import numpy")
    for code, cost in found["imports"].items():
        print(f"{code:<60}{cost:8.0f}")
    print(f"\n{'solved notebook':<34}{'seconds':>9}{'MB':>7}")
    for unit, source in sources.items():
        seconds, memory = whole(build_unit(source).instructor)
        found[unit] = {"seconds": seconds, "megabytes": memory}
        print(f"{unit:<34}{seconds:9.1f}{memory:7.0f}", flush=True)
    print(f"{'all, one after another':<34}{sum(found[u]['seconds'] for u in sources):9.1f}\n")
    print(f"{'check, milliseconds':<34}{'first':>9}{'later':>8}")
    later: list[float] = []
    for unit, source in sources.items():
        found[unit]["checks"] = {}
        for slug, first, again in checks(build_unit(source).instructor):
            found[unit]["checks"][slug] = {"first": first, "later": again}
            trains = any(part in slug for part in TRAINS)
            later += [] if trains else [again]
            note = "   trains" if trains else ""
            print(f"{slug:<34}{first:9.0f}{again:8.0f}{note}", flush=True)
    print(f"{'median but for what trains':<34}{'':>9}{statistics.median(later):8.0f}")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
