"""Two Dask workers against one: ``python benchmarks/cluster.py [SIZE]`` (200 by default).

A real scheduler and real workers on this machine, over loopback TCP. The class is graded by the
real command through one worker and through two, each time twice: a small class and a large one,
so that what a run costs before and after grading drops out of the difference. One run through
two workers loses one of them in its middle. Marks must be those of a local run throughout.
The figures also go to ``build/bench/cluster.json``. On more than one machine: see docs/cluster.md.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the benchmarks are no package that is installed

from benchmarks.load import UNIT, write_class  # noqa: E402
from tests.grading.machines import Machines  # noqa: E402

OUT = Path("build") / "bench" / "cluster.json"
SMALL = 40
"""Submissions of the small class: enough to warm the workers."""
PROMISED = 1.8


@dataclass(frozen=True)
class Run:
    """One grading: seconds of the clock, and of the coordinator's processor."""

    seconds: float
    coordinator: float
    marks: tuple[tuple[str, str, float], ...]


def grade(
    submitted: Path, out: Path, *options: str, kill: subprocess.Popen[bytes] | None = None
) -> Run:
    """Grade a class by the real command; ``kill``: a worker that dies after a third of it."""
    words = ["grade", str(submitted), "--out", str(out), "--seed", "cluster", *options]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    command = subprocess.Popen(
        [sys.executable, "-m", "autograder", *words], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    results = out / "results.jsonl"
    third = 5 * len(list(submitted.iterdir())) // 3
    while kill is not None and command.poll() is None:
        if results.exists() and results.read_bytes().count(b"\n") >= third:
            kill.kill()
            break
        time.sleep(0.05)
    assert command.wait() == 0
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    rows = map(json.loads, results.read_text().splitlines())
    marks = tuple(sorted((r["student"], r["exercise"], r["points"]) for r in rows))
    return Run(seconds, own, marks)


def slope(small: Run, large: Run, size: int) -> float:
    """Seconds for one more submission."""
    return (large.seconds - small.seconds) / (size - SMALL)


def measure(size: int) -> dict[str, object]:
    """The figures, as they are printed and kept."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cluster-")))
        for count in (SMALL, size):
            write_class(folder / f"class{count}", count, lambda _: False)
        local = grade(folder / f"class{size}", folder / "local", "--jobs", "1")
        each: dict[int, float] = {}
        runs: dict[str, Run] = {}
        for workers in (1, 2):
            place = folder / f"machines{workers}"
            place.mkdir()
            with Machines(place, workers) as machines:
                options = ("--scheduler", machines.address)
                small, large = (
                    grade(folder / f"class{n}", folder / f"out{workers}-{n}", *options)
                    for n in (SMALL, size)
                )
                each[workers] = slope(small, large, size)
                runs[f"{workers} workers"] = large
                if workers == 2:
                    lost = machines.workers[-1]
                    runs["2 workers, one lost"] = grade(
                        folder / f"class{size}", folder / "lost", *options, kill=lost
                    )
                    assert lost.poll() is not None, "no worker was lost"
        same = {name: run.marks == local.marks for name, run in runs.items()}
    coordinator = runs["2 workers"].coordinator / size
    return {
        "size": size,
        "unit": UNIT,
        "cores": os.cpu_count(),
        "ms_each": {f"{n} workers": seconds * 1e3 for n, seconds in each.items()},
        "speed_up": each[1] / each[2],
        "coordinator_ms_each": coordinator * 1e3,
        "marks_equal": same,
        "runs": {name: {**asdict(run), "marks": None} for name, run in runs.items()},
    }


def main(size: int) -> int:
    """Measure, print and keep; fails where marks differ or the promise is not kept."""
    found = measure(size)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1))
    print(json.dumps({k: v for k, v in found.items() if k != "runs"}, indent=1))
    equal = all(dict(found["marks_equal"]).values())  # type: ignore[call-overload]
    return 0 if equal and float(str(found["speed_up"])) >= PROMISED else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
