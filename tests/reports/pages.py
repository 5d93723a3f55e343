"""Feedback pages in every state that a student may get them in, made by hand."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from nbformat import NotebookNode

from autograder.authoring.build import build_unit
from autograder.authoring.source import read_source
from autograder.exercises import load_unit
from autograder.integrations.autograded import autograded_notebook
from autograder.judging.boundaries import plane, runs
from autograder.model import Array, Classified, Location, Plane, Verdict
from autograder.reports.feedback import feedback_html
from autograder.reports.marks import CellMarks, Marked
from autograder.results import SubmissionResult
from autograder.student import load_public_key
from tests.integrations.making import (
    COURSE,
    SEED,
    Cell,
    Submission,
    notebook_of,
    released,
    result,
    right,
    solutions,
    ungraded,
    wrong,
)

PICTURED = "03_softmax_classifier"
DRAWN = "linear-classifier"
REFERENCE: Mapping[str, Array] = load_public_key(PICTURED).exercises[DRAWN].boundary
ANSWERS = {**solutions(), "mean-or-sum": "# It *does not*\n\ndepend on N."}
ZALGO = "z" + "\u0301\u0489\u0325" * 400
LONG = "W" * 3000


def classifier_verdict(regions: Array, points: Array, passed: bool = True) -> Verdict:
    """A verdict on the exercise that is drawn, where a classifier gives these classes."""
    exercise = load_unit(PICTURED).exercise(DRAWN)
    yours = Classified(runs(regions), runs(points))
    reference = Classified(*(runs(REFERENCE[name]) for name in ("regions", "points")))
    verdict = right(exercise) if passed else wrong(exercise)
    return replace(verdict, plane=Plane(reference, yours))


@cache
def _notebooks() -> tuple[NotebookNode, Mapping[str, str]]:
    made = build_unit(read_source(COURSE.source(PICTURED)))
    code = {c.id: c.source for c in made.instructor.cells if c.id.endswith("-answer")}
    return made.student, {name: text.replace("###", "#") for name, text in code.items()}


def pictured(verdict: Verdict) -> str:
    """The page of a submission of the unit with a classifier; all else is right."""
    unit = load_unit(PICTURED)
    verdicts = tuple(verdict if e.slug == DRAWN else right(e) for e in unit.exercises)
    graded = SubmissionResult("ada", PICTURED, "graded", verdicts, SEED, 0.25, "work")
    student, answers = _notebooks()
    cells = (Cell(c.cell_type, answers.get(c.id, c.source)) for c in student.cells)
    notebook = autograded_notebook(copy.deepcopy(student), Submission(tuple(cells)), graded)
    return feedback_html(notebook, graded)


def _page(
    graded: SubmissionResult,
    answers: Mapping[str, str] = ANSWERS,
    marked: Marked | None = None,
) -> str:
    return feedback_html(notebook_of(graded, answers), graded, marked)


def _all_right() -> str:
    marked = {name: CellMarks(2, 2, by_hand=True) for name in ("mean-or-sum", "which-rate")}
    return _page(result(), marked=Marked(marked))


def _with_a_map() -> str:
    loss = wrong(load_unit("01_linear_regression").exercise("mse-loss"))
    rows = tuple(tuple(error * (i + j > 3) for j in range(8)) for i, error in
                 enumerate((0.0, 1e-3, 0.05, 0.3, 0.9, 2.0)))  # fmt: skip
    place = Location("dw", (4, 1), 0.731, 0.146, "N = 5, D = 3", 0.146, rows)
    graded = result(mse_loss=replace(loss, location=place, more=("db is off too.",)))
    return _page(graded)


def _with_a_picture() -> str:
    return pictured(
        classifier_verdict(REFERENCE["regions"][::-1], REFERENCE["points"][::-1], passed=False)
    )


def _without_a_picture() -> str:
    verdict = classifier_verdict(REFERENCE["regions"], REFERENCE["points"])
    boundary = load_unit(PICTURED).exercise(DRAWN).boundary
    assert boundary is not None
    return pictured(replace(verdict, plane=plane(boundary, REFERENCE, None)))


def _unreadable() -> str:
    graded = ungraded("eve", "unreadable", "/class/eve/01_linear_regression.ipynb is not JSON.")
    return feedback_html(autograded_notebook(released(), None, graded), graded)


def _by_hand_and_late() -> str:
    cells = {
        "mean-or-sum": CellMarks(1.5, 2, by_hand=True),
        "mse-loss": CellMarks(6.0, 6, by_hand=True, extra=0.5),
    }
    comments = {"mse-loss-answer": "Nearly & <nice>\n\nLook again.", "mean-or-sum": "Good."}
    return _page(result(wrongly=("mse-loss",)), marked=Marked(cells, comments, late_penalty=1.0))


def _not_started() -> str:
    return _page(ungraded("bob", "not-attempted", ""), {})


def _hostile() -> str:
    verdict = wrong(load_unit("01_linear_regression").exercise("mse-loss"))
    said = f"{ZALGO} {LONG}"
    graded = result(LONG, mse_loss=replace(verdict, message=said, hint=LONG, more=(said, LONG)))
    answers = {
        "mean-or-sum": f"{ZALGO} {LONG}\n\n    {LONG}\n\n| {LONG} | b |\n|-|-|\n| 1 | {ZALGO} |\n",
        "mse-loss-answer": f"def mse_loss(w, b, X, y):\n    return '{LONG}{ZALGO}'",
    }
    return _page(graded, answers, Marked({}, {"mse-loss-answer": said, "mean-or-sum": LONG}))


STATES: Mapping[str, Callable[[], str]] = {
    "all-right": _all_right,
    "wrong-with-a-map": _with_a_map,
    "with-a-picture": _with_a_picture,
    "without-a-picture": _without_a_picture,
    "unreadable": _unreadable,
    "by-hand-and-late": _by_hand_and_late,
    "not-started": _not_started,
    "hostile": _hostile,
}
"""A page for each state."""
