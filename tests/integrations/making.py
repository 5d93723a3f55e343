"""Submissions and results made by hand, for tests of what is written about them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from autograder.authoring.build import Built, build_unit
from autograder.authoring.source import read_source
from autograder.exercises import load_unit
from autograder.integrations.autograded import autograded_notebook
from autograder.integrations.marks import Marks, read_marks
from autograder.judging.judge import no_answer
from autograder.layout import Course
from autograder.model import AspectResult, Exercise, Location, Status, Verdict
from autograder.results import SubmissionResult

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course(ROOT)
UNIT = load_unit("01_linear_regression")
SEED = "0123456789abcdef"
WRONG = "dw is exactly 5 times the true gradient (N = 5): it is not divided by N."


@dataclass(frozen=True)
class Cell:
    """A cell as the reader gives it."""

    kind: str
    source: str


@dataclass(frozen=True)
class Submission:
    """A submission as the reader gives it."""

    cells: tuple[Cell, ...]


@cache
def built() -> Built:
    """The unit's notebooks, made from its source: these tests do not mind a stale ``course/``."""
    return build_unit(read_source(COURSE.source(UNIT.slug)))


def _released() -> NotebookNode:
    return built().student


def released() -> NotebookNode:
    """A fresh copy of the unit's notebook, as students got it."""
    return copy.deepcopy(_released())


@cache
def solutions() -> Mapping[str, str]:
    """The reference's text for every answer cell, by grade id, without marks."""
    cells = {c.id: c.source for c in built().instructor.cells if c.id.endswith("-answer")}
    return {
        name: "\n".join(line for line in source.split("\n") if "### " not in line)
        for name, source in cells.items()
    }


def submission(answers: Mapping[str, str] | None = None) -> Submission:
    """The released notebook with ``answers`` (by grade id) in its answer cells."""
    answers = answers or {}
    return Submission(
        tuple(Cell(c.cell_type, answers.get(c.id, c.source)) for c in _released().cells)
    )


def right(exercise: Exercise) -> Verdict:
    """Full marks."""
    aspects = tuple(AspectResult(a.name, a.points, a.points, True) for a in exercise.aspects)
    most = exercise.max_points
    return Verdict(exercise.slug, "graded", most, most, aspects, "All right.")


def wrong(exercise: Exercise, label: str = "not-divided-by-n", says: str = WRONG) -> Verdict:
    """All but the last aspect's points, with a named mistake."""
    verdict = right(exercise)
    last = replace(verdict.aspects[-1], points=0.0, passed=False, label=label, message=says)
    place = Location("dw", (2,), 0.731, 0.146, "N = 5, D = 3", 0.146, ((0.8, 0.0, 0.8),))
    return replace(
        verdict,
        points=verdict.points - last.max_points,
        aspects=(*verdict.aspects[:-1], last),
        message=says,
        hint="What does a mean divide by?",
        location=place,
    )


def result(
    student: str = "ada", *, wrongly: tuple[str, ...] = (), **verdicts: Verdict
) -> SubmissionResult:
    """A graded submission: all right, but for the exercises named."""
    made = tuple(wrong(e) if e.slug in wrongly else right(e) for e in UNIT.exercises)
    named = {name.replace("_", "-"): verdict for name, verdict in verdicts.items()}
    made = tuple(named.get(verdict.exercise, verdict) for verdict in made)
    return SubmissionResult(student, UNIT.slug, "graded", made, SEED, 0.25, "work")


def ungraded(student: str, status: Status, problem: str) -> SubmissionResult:
    """A submission of which nothing could be graded."""
    verdicts = tuple(no_answer(e, status, problem) for e in UNIT.exercises)
    return SubmissionResult(student, UNIT.slug, status, verdicts, SEED, 0.0, "", problem)


def notebook_of(result: SubmissionResult, answers: Mapping[str, str] | None = None) -> NotebookNode:
    """The autograded notebook of a submission with these answers."""
    return autograded_notebook(_released(), submission(answers), result)


def marks_of(result: SubmissionResult, answers: Mapping[str, str] | None = None) -> Marks:
    """The row for the grade book of a submission with these answers."""
    return read_marks(result, notebook_of(result, answers))
