"""A class graded again costs what is new in it, and misses nothing that is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from autograder.grading import run as running
from autograder.grading.run import Summary, Wishes, grade_class
from autograder.layout import Course
from tests.grading.conftest import ROOT, UNIT, HandIn

Again = Callable[..., tuple[Summary, list[str]]]


@pytest.fixture
def again(tmp_path: Path, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[Again]:
    """Grades a class of three, graded before; returns the summary and who was sent to workers."""
    sent: list[str] = []
    jobs = running._Run._jobs

    def noted(self: running._Run, present: list[running.Handed]) -> list[running.Job]:
        sent.extend(one.student for one in present)
        return jobs(self, present)

    monkeypatch.setattr(running._Run, "_jobs", noted)

    def again(**wishes: object) -> tuple[Summary, list[str]]:
        sent.clear()
        options = {"out": tmp_path / "out", "seed": "s", "jobs": 1, "allow_unsandboxed": True}
        options |= wishes
        usual = Wishes(submitted=tmp_path / "submitted", **options)  # type: ignore[arg-type]
        summary = grade_class(Course(ROOT), usual)
        assert not summary.problems
        return summary, sorted(sent)

    hand_in("ada")
    hand_in("bob", "gradient_without_two")
    hand_in("eve", "exits")
    again()
    yield again


def everything(out: Path) -> dict[str, str]:
    """Every text that a run writes, but for its own memory and old grade books."""
    paths = (p for p in out.rglob("*") if p.is_file() and "gradebook.db" not in p.name)
    return {str(p.relative_to(out)): p.read_text() for p in paths if p.suffix != ".settled"}


def by_hand(out: Path, statement: str) -> None:
    """Change the grade book, as formgrader does."""
    with closing(sqlite3.connect(out / "gradebook.db")) as book, book:
        assert book.execute(statement).rowcount


GRADE = (
    "UPDATE grade SET {0} WHERE notebook_id = (SELECT n.id FROM submitted_notebook n JOIN "
    "submitted_assignment a ON n.assignment_id = a.id WHERE a.student_id = 'bob') AND cell_id = "
    "(SELECT id FROM base_cell WHERE name = 'mse-loss' AND type = 'GradeCell')"
)


def test_nothing_new_costs_nothing(again: Again, tmp_path: Path) -> None:
    """Is only what had crashed looked at again, and every text what it was?"""
    before = everything(tmp_path / "out")
    summary, sent = again()
    assert sent == ["eve"] and summary.kept == 2 and len(summary.results) == 3
    after = everything(tmp_path / "out")
    report = ("report/index.html", "report/times.csv")
    timed = ("results.jsonl", f"autograded/eve/{UNIT}/{UNIT}.ipynb", *report)
    assert {n: t for n, t in after.items() if n not in timed} == {
        name: text for name, text in before.items() if name not in timed
    }


def long(*names: str) -> list[object]:
    """Cases that are tried in the long proof."""
    return [pytest.param(name, marks=pytest.mark.prove) for name in names]


@pytest.mark.parametrize(
    "what", ["notebook", "points", *long("time", "page", "extra", "comment", "late")]
)
def test_one_change_costs_one_submission(
    what: str, again: Again, hand_in: HandIn, tmp_path: Path
) -> None:
    """Is the one submission done again whose notebook, pages or row in the grade book changed?"""
    out = tmp_path / "out"
    page = out / "feedback" / "bob" / UNIT / f"{UNIT}.html"
    if what == "notebook":
        hand_in("bob", "all_right")
    elif what == "time":
        hand_in("bob", "gradient_without_two").with_name("timestamp.txt").write_text(
            "2026-03-02 08:00:00.000000 UTC"
        )
    elif what == "page":
        page.unlink()
    elif what == "points":
        by_hand(out, GRADE.format("manual_score = 5.5"))
    elif what == "extra":
        by_hand(out, GRADE.format("extra_credit = 1"))
    elif what == "comment":
        by_hand(
            out,
            "UPDATE comment SET manual_comment = 'Well tried.' WHERE notebook_id = (SELECT n.id "
            "FROM submitted_notebook n JOIN submitted_assignment a ON n.assignment_id = a.id "
            "WHERE a.student_id = 'bob')",
        )
    else:
        by_hand(out, "UPDATE submitted_assignment SET extension = '2026-01-01' "
                     "WHERE student_id = 'bob'")  # fmt: skip
    assert again()[1] == ["bob", "eve"]
    assert page.is_file()
    if what == "points":
        assert "points given by your teacher" in page.read_text()
    if what == "comment":
        assert "Well tried." in page.read_text()
    assert again()[1] == ["eve"]


@pytest.mark.parametrize(
    "what", ["book", "stopped", *long("mark", "due", "program", "regrade", "memory")]
)
def test_what_may_concern_all_costs_all(
    what: str, again: Again, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is everybody looked at where grade book, due date, program or memory are others?"""
    out = tmp_path / "out"
    if what == "book":
        (out / "gradebook.db").unlink()
    elif what == "mark":
        by_hand(out, "UPDATE grade SET auto_score = auto_score + 0.5 WHERE auto_score = 0")
        by_hand(out, "UPDATE grade SET auto_score = auto_score + 0.5 WHERE auto_score = 2")
    elif what == "due":
        by_hand(out, "UPDATE assignment SET duedate = '2026-01-01 00:00:00.000000'")
    elif what == "program":
        monkeypatch.setattr(running.remote, "version", lambda: "another")
    elif what == "stopped":
        (out / f".{UNIT}.gradebook-due").touch()
    elif what == "memory":
        (out / f".{UNIT}.settled").write_text("{")
    summary, sent = again(regrade=what == "regrade")
    assert sent == ["ada", "bob", "eve"]
    marks = {result.student: result.points for result in summary.results}
    with closing(sqlite3.connect(out / "gradebook.db")) as book:
        rows = book.execute(
            "SELECT a.student_id, sum(g.auto_score) FROM grade g JOIN submitted_notebook n ON "
            "g.notebook_id = n.id JOIN submitted_assignment a ON n.assignment_id = a.id GROUP BY 1"
        )
        assert dict(rows) == marks


def test_a_new_student_and_one_who_left(again: Again, hand_in: HandIn, tmp_path: Path) -> None:
    """Is a new student graded, and one whose folder is gone kept in the grade book?"""
    hand_in("joan")
    assert again()[1] == ["eve", "joan"]
    (tmp_path / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb").unlink()
    summary, sent = again()
    assert sent == ["ada", "eve"]
    assert next(r.status for r in summary.results if r.student == "ada") == "not-attempted"


def test_results_alone(again: Again, hand_in: HandIn, tmp_path: Path) -> None:
    """Do marks without pages equal those with them, write one file, and serve the next run?"""
    out = tmp_path / "alone"
    summary, _ = again(out=out, results_only=True)
    marks = {result.student: result.points for result in summary.results}
    assert sorted(p.name for p in out.iterdir()) == [".results.lock", "results.jsonl"]
    whole, _ = again(out=out)
    assert {result.student: result.points for result in whole.results} == marks
    assert whole.kept == 2 and (out / "feedback" / "ada" / UNIT / f"{UNIT}.html").is_file()


def test_the_memory_holds_no_secret(again: Again, tmp_path: Path) -> None:
    """Is it readable by the teacher alone, without the seed?"""
    path = tmp_path / "out" / f".{UNIT}.settled"
    assert path.stat().st_mode & 0o077 == 0
    held = json.loads(path.read_text())
    assert set(held["made"]) == {"ada", "bob", ""}
