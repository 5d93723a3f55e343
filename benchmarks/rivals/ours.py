"""``autograder grade`` as a teacher calls it, and the floor beneath it."""

from __future__ import annotations

import json
import os
import pickle
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from autograder.authoring.keys import cases_for
from autograder.exercises import load_unit
from autograder.grading.released import read_released
from autograder.layout import Course
from benchmarks.rivals.classroom import deed
from benchmarks.rivals.environment import Ran, Refused, run
from benchmarks.rivals.floor import Task
from benchmarks.rivals.table import Marks

SEED = "peers"
CORES = os.cpu_count() or 1
RESULTS_ONLY = "--results-only"
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}


@dataclass(frozen=True)
class Graded:
    """A class graded by us: what it took, the marks, and seconds by what the students did."""

    ran: Ran
    marks: Marks
    kinds: dict[str, float]
    """Median seconds of one core for one submission: reading and writing are not among them."""


@cache
def only_results() -> tuple[str, ...]:
    """The option that leaves all books and pages out; nothing where there is none yet."""
    said = run(sys.executable, "-m", "autograder", "grade", "--help", cwd=Path.cwd()).said
    return (RESULTS_ONLY,) if RESULTS_ONLY in said else ()


def grade(course: Course, submitted: Path, unit: str, out: Path, *options: str) -> Graded:
    """The whole command for a class, by every core."""
    words: list[str | Path] = [submitted, "--unit", unit, "--out", out, "--seed", SEED, *options]
    ran = run(sys.executable, "-m", "autograder", "grade", *words, cwd=course.root)
    lines = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
    lost = sorted({r["student"] for r in lines if r["submission_status"] != "graded"})
    if lost:
        raise Refused(f"We could not grade {', '.join(lost)} in {unit}.")
    marks: dict[str, dict[str, float]] = {}
    kinds: dict[str, dict[str, float]] = {}
    for row in lines:
        marks.setdefault(row["student"], {})[row["exercise"]] = row["points"]
        kind = deed(int(row["student"][-3:])).__name__
        kinds.setdefault(kind, {})[row["student"]] = row["seconds"]
    return Graded(ran, marks, {kind: median(each.values()) for kind, each in kinds.items()})


def floor(course: Course, submitted: Path, unit: str, file: Path) -> Ran:
    """The same class with nothing done but what must be done; loading is not counted."""
    task = Task(
        unit=unit,
        paths=tuple(sorted(submitted.glob(f"*/{unit}/{unit}.ipynb"))),
        demos=read_released(course.notebook(unit)).demos,
        cases={
            exercise.slug: [case.inputs for case in cases_for(unit, exercise, SEED)]
            for exercise in load_unit(unit).exercises
        },
        cores=CORES,
    )
    file.write_bytes(pickle.dumps(task))
    script = Path(__file__).with_name("floor.py")
    done = run(sys.executable, script, file, cwd=course.root, env={**os.environ, **ONE_THREAD})
    said = json.loads(done.said)
    if said["answered"] < said["cases"] / 2:
        raise Refused(f"The floor answers {said['answered']} of {said['cases']} cases of {unit}.")
    return Ran(said["seconds"], said["processor"], done.said)
