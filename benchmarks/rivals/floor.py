"""The floor: ``python floor.py TASK`` says how fast a class can be graded at best.

A process a core has NumPy loaded. For each submission it reads the notebook and forks; the child
runs the cells that are no demonstrations, calls the probe of every exercise on the hidden cases
where its check stands, and sends the arrays back over a pipe. Nobody is confined and nothing is
judged, written or asked twice: what is left is what any grader must do that calls students'
functions in a process of their own. Loading is not counted. It imports little, as every page that
a process holds makes forking it slower. Prints one line of JSON.
"""

from __future__ import annotations

import contextlib
import copy
import gc
import io
import json
import os
import pickle
import random
import re
import resource
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.exercises import load_unit
from autograder.exercises.asking import as_value, finder
from autograder.grading.plan import same_text
from autograder.model import Exercise, Inputs
from autograder.sandbox import stubs

CHECK = re.compile(r"""^check\(["']([\w-]+)["']\)""", re.MULTILINE)
Asked = Mapping[str, tuple[Exercise, Sequence[Inputs]]]


@dataclass(frozen=True)
class Task:
    """What is to be done, made by the benchmark: drawing cases needs more than calling functions.

    demos: texts of the cells that are left out; cases: hidden inputs by exercise.
    """

    unit: str
    paths: tuple[Path, ...]
    demos: frozenset[str]
    cases: Mapping[str, Sequence[Inputs]]
    cores: int


def cells(path: Path, demos: frozenset[str]) -> list[str]:
    """The code cells of a notebook that are no demonstrations."""
    found = json.loads(path.read_bytes())["cells"]
    sources = ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]
    return [source for source in sources if same_text(source) not in demos]


def answers(sources: Sequence[str], asked: Asked) -> dict[str, list[dict[str, Any]]]:
    """Run the cells of a submission; the arrays that come of every exercise, case by case."""
    notebook = ModuleType("__main__")
    names = notebook.__dict__
    names.update(stubs.notebook_names())
    sys.modules["__main__"] = notebook
    found = {}
    for source in sources:
        with contextlib.suppress(Exception):
            exec(compile(source, "<cell>", "exec"), names)
        for slug in CHECK.findall(source):
            exercise, cases = asked[slug]
            found[slug] = [called(exercise, names, case) for case in cases]
    return found


def called(exercise: Exercise, names: Mapping[str, Any], case: Inputs) -> dict[str, Any]:
    """What a probe returns for one case; nothing where the student's code stops."""
    try:
        values = exercise.probe(finder(names), copy.deepcopy(dict(case)))
        return {name: as_value(value).array for name, value in values.items()}
    except Exception:
        return {}


def submission(path: Path, demos: frozenset[str], asked: Asked) -> int:
    """One submission in a child of its own; how many cases were answered."""
    sources = cells(path, demos)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            with open(writing, "wb") as pipe:
                pickle.dump(answers(sources, asked), pipe, protocol=5)
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        found = pickle.load(pipe)
    os.waitpid(pid, 0)
    return sum(bool(case) for cases in found.values() for case in cases)


def share(paths: Sequence[Path], demos: frozenset[str], asked: Asked) -> int:
    """One core's share of the class, quietly."""
    random.seed(0)
    np.random.seed(0)
    sys.stdout = sys.stderr = io.StringIO()
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    return sum(submission(path, demos, asked) for path in paths)


def whole(paths: Sequence[Path], demos: frozenset[str], asked: Asked, cores: int) -> int:
    """The class, a process a core; how many cases were answered."""
    pipes = []
    for core in range(cores):
        reading, writing = os.pipe()
        if os.fork() == 0:
            try:
                os.write(writing, str(share(paths[core::cores], demos, asked)).encode())
            finally:
                os._exit(0)
        os.close(writing)
        pipes.append(open(reading))  # noqa: SIM115  (read below, when all have been started)
    counts = [int(pipe.read()) for pipe in pipes]
    for _ in pipes:
        os.wait()
    return sum(counts)


def main(file: str) -> None:
    """Load, measure, print."""
    task: Task = pickle.loads(Path(file).read_bytes())
    unit = load_unit(task.unit)
    asked = {e.slug: (e, task.cases[e.slug]) for e in unit.exercises}
    stubs.install(unit.packages)
    gc.collect()
    gc.freeze()
    started = time.perf_counter()
    answered = whole(task.paths, task.demos, asked, task.cores)
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = used.ru_utime + used.ru_stime
    of = len(task.paths) * sum(map(len, task.cases.values()))
    said = {"seconds": seconds, "processor": busy, "answered": answered, "cases": of}
    print(json.dumps(said))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from benchmarks.rivals import floor  # the task was made by this module, not by __main__

    floor.main(*sys.argv[1:])
