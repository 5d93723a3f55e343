"""otter-grader as it comes: an equivalent assignment, and ``otter run`` for every submission.

A question of otter's is a list of test cases that each pass or fail. Here they ask the same check
for its marks, a step each, so the points of a question are the check's marks, partial ones too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.exercises import load_unit
from autograder.model import Exercise
from benchmarks.rivals.classroom import handed_in, name, without_demos
from benchmarks.rivals.environment import Environment, Ran
from benchmarks.rivals.table import Marks

START = "import otter\ngrader = otter.Notebook()"
TEST = """\
from functools import cache

from autograder import check
from otter.test_files import test_case

OK_FORMAT = False
name = {slug!r}
points = None


@cache
def marks():
    return float(check(name))


def at_least(least):
    @test_case(points={step!r})
    def earned():
        assert marks() >= least

    return earned


globals().update({{f"test_{{n}}": at_least(n * {step!r}) for n in range(1, {steps} + 1)}})
"""


@dataclass(frozen=True)
class Otter:
    """One unit as an assignment of otter's; ``autograder`` is the file that it grades with."""

    environment: Environment
    unit: str
    autograder: Path

    def grade(
        self, submitted: Path, numbers: Sequence[int], folder: Path
    ) -> tuple[list[Ran], Marks]:
        """``otter run`` for each of these students; what each took, and the marks."""
        runs, marks = [], {}
        for number in numbers:
            path = folder / name(number) / f"{self.unit}.ipynb"
            path.parent.mkdir(parents=True)
            given = nbformat.read(handed_in(submitted, number, self.unit), as_version=4)
            nbformat.write(for_otter(given), path)
            words = ("--autograder", self.autograder, "--output-dir", path.parent, path)
            runs.append(self.environment.run("otter", "run", *words, cwd=path.parent))
            found = json.loads((path.parent / "results.json").read_text())["tests"]
            marks[name(number)] = {t["name"]: t["score"] for t in found if "score" in t}
        return runs, marks


def prepare(environment: Environment, unit: str, folder: Path) -> Otter:
    """Write the tests, and have ``otter generate`` pack them."""
    tests = folder / "tests"
    tests.mkdir(parents=True)
    for exercise in load_unit(unit).exercises:
        (tests / f"{exercise.slug}.py").write_text(questions(exercise))
    packed = folder / "autograder.zip"
    environment.run("otter", "generate", "--tests-dir", tests, "--output-path", packed, cwd=folder)
    return Otter(environment, unit, packed)


def questions(exercise: Exercise) -> str:
    """An exercise as a file of test cases: a case for every step of its marks."""
    step = step_of([aspect.points for aspect in exercise.aspects])
    return TEST.format(slug=exercise.slug, step=step, steps=round(exercise.max_points / step))


def step_of(points: Sequence[float]) -> float:
    """The largest step of which all points are multiples."""
    exact = [Fraction(x).limit_denominator(1000) for x in points]
    below = lcm(*(x.denominator for x in exact))
    return reduce(gcd, (int(x * below) for x in exact)) / below


def for_otter(notebook: NotebookNode) -> NotebookNode:
    """The notebook without demonstrations, asking otter where it asks our check."""
    asks = without_demos(notebook)
    for cell in asks.cells:
        if cell.cell_type == "code" and cell.source.startswith("check("):
            cell.source = f"grader.{cell.source}"
    first = new_code_cell(START, id="otter-start")
    asks.cells.insert(0, first)
    return asks
