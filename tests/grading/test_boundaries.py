"""Classifiers are drawn last, by a child that knows nothing, and no mark hangs on it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder.authoring.keys import Maker
from autograder.authoring.proofs.marks import solved_notebook
from autograder.authoring.proofs.subject import Subject
from autograder.errors import SandboxBroken
from autograder.grading import boundaries, run
from autograder.grading.grade import Grader
from autograder.grading.replay import Times
from autograder.grading.run import Summary, Wishes, grade_class
from autograder.integrations.autograded import autograded_notebook, read_notebook, result_of
from autograder.judging.boundaries import NO_CLASSES
from autograder.layout import Course
from autograder.model import Plane, Verdict
from autograder.reports.feedback import feedback_html
from autograder.results import SubmissionResult, from_lines, to_lines
from tests.grading.conftest import ROOT
from tests.grading.machines import Machines

UNIT, SLUG = "03_softmax_classifier", "linear-classifier"
COURSE = Course(ROOT)
ONLY_HERE = """if steps == 100:
        {0}
    return train_honestly(X, y, num_classes, learning_rate, reg, steps, rng)"""
TWISTED = """
import os, sys
import numpy as np
train_honestly = train_linear_classifier
def train_linear_classifier(X, y, num_classes, learning_rate, reg, steps, rng):
    {0}
"""
SENDS = "sys._getframe(1).f_globals['drawn'] = lambda *_: {0}"


@pytest.fixture(scope="module")
def solved() -> NotebookNode:
    """The unit's notebook with every answer right."""
    return solved_notebook(Subject(COURSE, Maker.of(COURSE, UNIT)))


@pytest.fixture(scope="module")
def drawing_grader() -> Iterator[Grader]:
    """A real grader of a unit that is drawn."""
    times = Times(cell=5.0, submission=40.0)
    with Grader(COURSE, UNIT, "a seed", times=times, allow_unsandboxed=True) as grader:
        yield grader


Hand = Callable[[str], Path]


@pytest.fixture
def handed(tmp_path: Path, solved: NotebookNode) -> Hand:
    """Writes the solved notebook with code after the cell of the classifier."""

    def handed(code: str = "") -> Path:
        path = tmp_path / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        notebook = json.loads(json.dumps(solved))
        answer = next(c for c in notebook["cells"] if c["id"] == f"{SLUG}-answer")
        answer["source"] = f"{answer['source']}\n{code}"
        path.write_text(json.dumps(notebook))
        return path

    return handed


def twist(statement: str) -> str:
    """A classifier that is honest but where it is drawn."""
    return TWISTED.format(ONLY_HERE.format(statement))


def drawn(result: SubmissionResult) -> Verdict:
    """The verdict on the exercise that is drawn."""
    return next(v for v in result.verdicts if v.exercise == SLUG)


def without_planes(result: SubmissionResult) -> SubmissionResult:
    """The marks and words alone."""
    verdicts = tuple(replace(v, plane=None) for v in result.verdicts)
    return replace(result, verdicts=verdicts, seconds=0.0, work="", digests=())


def test_right_work_is_drawn_as_the_reference(drawing_grader: Grader, handed: Hand) -> None:
    """Is a right classifier the reference's, and does it survive the journal and the notebook?"""
    graded = drawing_grader.grade("ada", handed())
    plane = drawn(graded.result).plane
    assert isinstance(plane, Plane) and plane.yours == plane.reference
    assert from_lines(to_lines(graded.result).splitlines()) == [graded.result]
    assert len(json.dumps(to_lines(graded.result).splitlines()[4])) < 3500
    notebook = autograded_notebook(
        read_notebook(COURSE.notebook(UNIT)), graded.submission, graded.result
    )
    kept = result_of(notebook)
    assert kept is not None and drawn(kept).plane == plane
    page = feedback_html(notebook, graded.result)
    assert page == feedback_html(notebook, kept) and page.count('class="plane"') == 2


HOSTILE = {
    "huge": "{'regions': np.full(2304, 10**15), 'points': np.zeros(36, int)}",
    "negative": "{'regions': np.full(2304, -1), 'points': np.zeros(36, int)}",
    "one too high": "{'regions': np.full(2304, 3), 'points': np.zeros(36, int)}",
    "nan": "{'regions': np.full(2304, np.nan), 'points': np.zeros(36, int)}",
    "floats": "{'regions': np.zeros(2304), 'points': np.zeros(36)}",
    "objects": "{'regions': np.array([object()] * 2304), 'points': np.zeros(36, int)}",
    "strings": "{'regions': np.array(['A'] * 2304), 'points': '36A'}",
    "markup": "{'regions': '<svg onload=1>', 'points': '<b>'}",
    "truths": "{'regions': np.zeros(2304, bool), 'points': np.zeros(36, bool)}",
    "a square": "{'regions': np.zeros((48, 48), int), 'points': np.zeros(36, int)}",
    "ten million": "{'regions': np.zeros(10**7, int), 'points': np.zeros(36, int)}",
    "one of two": "{'points': np.zeros(36, int)}",
    "nothing": "{}",
    "no mapping": "7",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_predictions_are_no_picture(
    what: str, drawing_grader: Grader, handed: Hand
) -> None:
    """Is whatever a child sends but classes no picture, with every mark as it was?"""
    honest = drawing_grader.grade("ada", handed()).result
    result = drawing_grader.grade("ada", handed(twist(SENDS.format(HOSTILE[what])))).result
    plane = drawn(result).plane
    assert plane is not None and plane.yours is None and plane.problem
    if what in ("huge", "negative", "one too high", "nan", "a square", "truths", "objects"):
        assert plane.problem == NO_CLASSES
    assert without_planes(result) == without_planes(honest)
    assert result.work.split(".")[2:] == honest.work.split(".")[2:]


@pytest.mark.parametrize(
    "statement",
    ["while True: pass", "os._exit(0)", "raise SystemExit('<b>bye')", "np.zeros(10**11)", "1 / 0",
     "b = bytearray(8 << 30)"],
)  # fmt: skip
def test_trouble_in_the_picture_alone_costs_the_picture(
    statement: str, drawing_grader: Grader, handed: Hand
) -> None:
    """Does a loop, an exit or an error that only the picture meets leave all marks, and be kept?"""
    honest = drawing_grader.grade("ada", handed()).result
    result = drawing_grader.grade("ada", handed(twist(statement))).result
    plane = drawn(result).plane
    assert plane is not None and plane.yours is None and plane.problem
    assert without_planes(result) == without_planes(honest)
    assert result.work  # it is not graded again for the picture's sake
    assert result.seconds < 15


def test_a_sandbox_that_breaks_costs_the_picture(
    drawing_grader: Grader, handed: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no child can be had for the picture, do the marks stand?"""
    honest = drawing_grader.grade("ada", handed()).result

    def broken(self: object, new_child: object, wanted: object) -> object:
        def none() -> object:
            raise SandboxBroken("no child")

        return replies(self, none, wanted)

    replies = boundaries._Run.replies
    monkeypatch.setattr(boundaries._Run, "replies", broken)
    result = drawing_grader.grade("ada", handed()).result
    assert without_planes(result) == without_planes(honest)
    assert drawn(result).plane is not None and drawn(result).plane.yours is None


REMEMBERS = """
import numpy as np
SEEN = []
for name in ("softmax", "cross_entropy", "linear_classifier_loss"):
    def noted(*given, honest=globals()[name]):
        SEEN.append(given)
        return honest(*given)
    globals()[name] = noted
train_honestly = train_linear_classifier
def train_linear_classifier(X, y, num_classes, learning_rate, reg, steps, rng):
    if steps == 100:
        raise ValueError(f"seen {len(SEEN)}")
    return train_honestly(X, y, num_classes, learning_rate, reg, steps, rng)
"""


def test_a_child_that_is_drawn_has_seen_no_hidden_input(
    drawing_grader: Grader, handed: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Has the child nothing to tell, where one that was asked for marks would have?"""
    result = drawing_grader.grade("ada", handed(REMEMBERS)).result
    plane = drawn(result).plane
    assert plane is not None and plane.problem == "its code stopped with ValueError: seen 0"
    assert drawn(result).passed

    draw = boundaries._Run._draw

    def after_marks(self: object, child: object, slug: str, boundary: object) -> object:
        cases = drawing_grader.rules.hidden.exercises[slug].cases
        child.ask(slug, [case.case.inputs for case in cases], 10)  # type: ignore[attr-defined]
        return draw(self, child, slug, boundary)  # type: ignore[arg-type]

    monkeypatch.setattr(boundaries._Run, "_draw", after_marks)
    told = drawn(drawing_grader.grade("ada", handed(REMEMBERS)).result).plane
    assert told is not None and not told.problem.endswith("seen 0")


def test_what_was_not_answered_is_not_drawn(drawing_grader: Grader, handed: Hand) -> None:
    """Has an exercise without an answer no picture and no sentence about one?"""
    path = handed()
    notebook = json.loads(path.read_text())
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] != f"{SLUG}-answer"]
    path.write_text(json.dumps(notebook))
    verdict = drawn(drawing_grader.grade("ada", path).result)
    assert verdict.status == "not-attempted" and verdict.plane is None


Again = Callable[..., tuple[Summary, int]]


@pytest.fixture
def again(tmp_path: Path, handed: Hand, monkeypatch: pytest.MonkeyPatch) -> Again:
    """Grades the one who handed in; the summary, and how many were graded and not kept."""
    handed()

    def again(**wishes: object) -> tuple[Summary, int]:
        options = {"out": tmp_path / "out", "seed": "s", "jobs": 1, "allow_unsandboxed": True}
        usual = Wishes(tmp_path / "submitted", **{**options, **wishes})  # type: ignore[arg-type]
        summary = grade_class(COURSE, usual)
        assert not summary.problems
        return summary, len(summary.results) - summary.kept

    return again


@pytest.mark.prove
def test_results_alone_are_not_drawn_and_pages_are(again: Again, tmp_path: Path) -> None:
    """Is no picture made where no page is wanted, made once one is, and kept from then on?"""
    page = tmp_path / "out" / "feedback" / "ada" / UNIT / f"{UNIT}.html"
    bare, graded = again(results_only=True)
    assert graded == 1 and drawn(bare.results[0]).plane is None and not page.exists()
    assert again(results_only=True)[1] == 0
    whole, graded = again()
    assert graded == 1 and drawn(whole.results[0]).plane is not None
    assert without_planes(bare.results[0]) == without_planes(whole.results[0])
    assert page.read_text().count('class="plane"') == 2
    for wishes in ({}, {"results_only": True}, {}):
        kept, graded = again(**wishes)
        assert graded == 0 and kept.results == whole.results
    assert len(re.findall('"plane"', (tmp_path / "out" / "results.jsonl").read_text())) == 1
    assert run.RETRIED  # what is drawn or not is no reason to grade again


@pytest.mark.prove
def test_a_cluster_draws_the_same(handed: Hand, tmp_path: Path) -> None:
    """Do picture and page come back from a Dask worker as they are made here?"""
    pytest.importorskip("distributed")
    handed(twist("return np.ones((2, 3)), np.arange(3.0), []"))
    found = {}
    with Machines(tmp_path, workers=1) as machines:
        for name, address in (("here", ""), ("there", machines.address)):
            wishes = Wishes(tmp_path / "submitted", tmp_path / name, "s", jobs=1, scheduler=address)
            summary = grade_class(COURSE, replace(wishes, allow_unsandboxed=True))
            assert not summary.problems
            page = tmp_path / name / "feedback" / "ada" / UNIT / f"{UNIT}.html"
            found[name] = drawn(summary.results[0]).plane, page.read_text()
    assert found["here"] == found["there"]
    plane = found["here"][0]
    assert plane is not None and plane.yours is not None and plane.yours.regions == "2304C"
