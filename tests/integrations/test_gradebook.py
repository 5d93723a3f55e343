"""Marks in a real nbgrader grade book."""

from __future__ import annotations

import copy
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from traitlets.config import Config

from autograder.errors import UsageError
from autograder.integrations import database
from autograder.integrations.gradebook import write_gradebook
from autograder.integrations.reading import read_marked, read_roster, read_times
from autograder.reports.around import HandIn
from tests.integrations.making import (
    UNIT,
    marks_of,
    notebook_of,
    released,
    result,
    solutions,
    ungraded,
)

pytestmark = [
    pytest.mark.nbgrader,
    # SQLAlchemy's advice on nbgrader's own sessions.
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]

ANSWERS = {**solutions(), "mean-or-sum": "It does not depend on N."}
HANDED_IN = datetime(2026, 1, 31, 23, 59)
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="session")
def empty_book(bare_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grade book with this unit's cells and nobody in it; made once, then copied."""
    path = Path(shutil.copy(bare_book, tmp_path_factory.mktemp("book")))
    write_gradebook(url(path), UNIT.slug, released(), [])
    return path


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_book, tmp_path / "gradebook.db"))


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def rows(path: Path, query: str) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def change(path: Path, statement: str, *values: Any) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def write(path: Path, *marks: Any, **options: Any) -> Any:
    return write_gradebook(url(path), UNIT.slug, released(), marks, **options)


def content(path: Path) -> dict[str, Rows]:
    """A grade book's rows without its random ids."""
    return {
        "cells": rows(
            path,
            "SELECT b.name, b.type, g.max_score, g.cell_type FROM base_cell b "
            "LEFT JOIN grade_cells g ON g.id = b.id ORDER BY b.name, b.type",
        ),
        "source": rows(
            path,
            "SELECT name, cell_type, locked, source, checksum FROM source_cell ORDER BY name",
        ),
        "notebooks": rows(path, "SELECT name, kernelspec FROM notebook"),
        "submissions": rows(
            path,
            "SELECT student_id, timestamp, extension, late_submission_penalty, flagged "
            "FROM submitted_assignment s JOIN submitted_notebook n ON n.assignment_id = s.id "
            "ORDER BY student_id",
        ),
        "grades": rows(
            path,
            "SELECT s.student_id, b.name, auto_score, manual_score, extra_credit, "
            "needs_manual_grade FROM grade g JOIN base_cell b ON b.id = g.cell_id "
            "JOIN submitted_notebook n ON n.id = g.notebook_id "
            "JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1, 2",
        ),
        "comments": rows(
            path,
            "SELECT s.student_id, b.name, auto_comment, manual_comment FROM comment c "
            "JOIN base_cell b ON b.id = c.cell_id "
            "JOIN submitted_notebook n ON n.id = c.notebook_id "
            "JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1, 2",
        ),
        "version": rows(path, "SELECT * FROM alembic_version"),
    }


def grades(path: Path, student: str) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(rest) for who, name, *rest in content(path)["grades"] if who == student}


def by_nbgrader(path: Path, student: str, notebook: nbformat.NotebookNode) -> None:
    """What nbgrader's own steps leave behind for one notebook."""
    from nbgrader.api import Gradebook
    from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades, SaveCells

    here = {"notebook": UNIT.slug, "assignment": UNIT.slug, "student": student, "db_url": url(path)}
    resources = {"nbgrader": here}
    with Gradebook(url(path)) as gradebook:
        gradebook.update_or_create_assignment(UNIT.slug)
        SaveCells().preprocess(released(), resources)
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(UNIT.slug, student, timestamp="2026-01-31 23:59 UTC")
    SaveAutoGrades().preprocess(copy.deepcopy(notebook), resources)
    AssignLatePenalties().preprocess(notebook, resources)


def test_same_rows_as_nbgrader(bare_book: Path, tmp_path: Path) -> None:
    """Does our writer leave the grade book as nbgrader's own steps do, ids aside?"""
    graded = result(wrongly=("mse-loss",))
    notebook = notebook_of(graded, ANSWERS)
    ours, theirs = (shutil.copy(bare_book, tmp_path / name) for name in ("ours.db", "theirs.db"))
    write(ours, replace(marks_of(graded, ANSWERS), timestamp=HANDED_IN))
    by_nbgrader(theirs, "ada", notebook)
    expected, found = content(theirs), content(ours)
    comments = {row[:2]: row for row in expected.pop("comments")}
    for row in found.pop("comments"):
        blank = comments[row[:2]][2] == "No response."
        assert (row[2] == "No response.") == blank
    assert found == expected
    assert len(found["grades"]) == 7


def test_marks_are_read_back(book: Path) -> None:
    """Do the scores of the grade book agree with the results?"""
    write(book, marks_of(result(wrongly=("mse-loss",)), ANSWERS), marks_of(result("bob")))
    marked = read_marked(url(book), UNIT.slug)
    assert sum(cell.points for cell in marked["ada"].cells.values()) == 19.0
    assert [name for name, cell in marked["ada"].cells.items() if cell.waiting] == ["mean-or-sum"]
    assert read_marked(url(book), UNIT.slug, "bob").keys() == {"bob"}
    assert read_roster(url(book)) == ("ada", "bob")


def test_marks_by_hand_survive(book: Path) -> None:
    """Are manual scores, extra credit and comments kept, and asked for again only on change?"""
    first, other = result(wrongly=("mse-loss",)), result()
    write(book, marks_of(first, ANSWERS))
    for name, score in (("mean-or-sum", 1.5), ("mse-loss", 5.5)):
        change(
            book,
            "UPDATE grade SET manual_score = ?, extra_credit = 0.5, needs_manual_grade = 0 "
            "WHERE cell_id IN (SELECT id FROM base_cell WHERE name = ? AND type = 'GradeCell')",
            score,
            name,
        )
    change(book, "UPDATE comment SET manual_comment = 'Well done'")
    again = replace(marks_of(first, ANSWERS), same=frozenset({"mean-or-sum", "mse-loss"}))
    write(book, again)
    assert grades(book, "ada")["mean-or-sum"] == (None, 1.5, 0.5, 0)
    assert grades(book, "ada")["mse-loss"] == (5.0, 5.5, 0.5, 0)
    write(book, marks_of(other, ANSWERS))
    assert grades(book, "ada")["mean-or-sum"] == (None, 1.5, 0.5, 1)
    assert grades(book, "ada")["mse-loss"] == (6.0, 5.5, 0.5, 1)
    marked = read_marked(url(book), UNIT.slug)["ada"]
    assert marked.cells["mse-loss"].by_hand
    assert marked.cells["mse-loss"].points == 6.0
    assert marked.comments["mean-or-sum"] == "Well done"


def test_other_assignments_are_not_touched(book: Path) -> None:
    """Is every row of another assignment what it was?"""
    from nbgrader.api import Gradebook

    with Gradebook(url(book)) as gradebook:
        gradebook.add_assignment("midterm", duedate="2026-01-01 00:00 UTC")
        gradebook.add_notebook("p1", "midterm")
        gradebook.add_grade_cell("q1", "p1", "midterm", max_score=3, cell_type="code")
        gradebook.add_student("zoe", first_name="Zoë")
        gradebook.add_submission("midterm", "zoe")
        gradebook.find_grade("q1", "p1", "midterm", "zoe").manual_score = 2.5
        gradebook.db.commit()
    keep = {row[1:3] for row in content(book)["grades"] if row[0] == "zoe"}
    write(book, marks_of(result("zoe"), ANSWERS), missing_as_zero=True)
    after = [row for row in content(book)["grades"] if row[1] == "q1"]
    assert {row[1:3] for row in after} == keep
    assert after[0][3] == 2.5
    assert rows(book, "SELECT first_name FROM student WHERE id = 'zoe'") == [("Zoë",)]
    assert rows(book, "SELECT count(*) FROM assignment") == [(2,)]


@pytest.mark.parametrize(("method", "late", "taken"), [
    ("zero", timedelta(hours=1), 19.0),
    ("zero", timedelta(hours=-1), None),
    ("none", timedelta(hours=1), None),
])  # fmt: skip
def test_late_penalty_of_nbgraders_plugin(
    book: Path, method: str, late: timedelta, taken: float | None
) -> None:
    """Does the plugin that the teacher configured decide what lateness costs?"""
    change(book, "UPDATE assignment SET duedate = ?", str(HANDED_IN - late))
    settings = Config({"LateSubmissionPlugin": {"penalty_method": method}})
    marks = replace(marks_of(result(wrongly=("mse-loss",)), ANSWERS), timestamp=HANDED_IN)
    write(book, marks, settings=settings)
    assert content(book)["submissions"][0][3] == taken
    assert read_marked(url(book), UNIT.slug)["ada"].late_penalty == (taken or 0.0)


def test_extension_is_respected(book: Path) -> None:
    """Is a student with an extension not late?"""
    change(book, "UPDATE assignment SET duedate = ?", str(HANDED_IN - timedelta(hours=1)))
    settings = Config({"LateSubmissionPlugin": {"penalty_method": "zero"}})
    marks = replace(marks_of(result(), ANSWERS), timestamp=HANDED_IN)
    write(book, marks, settings=settings)
    assert content(book)["submissions"][0][3] == 20.0
    change(book, "UPDATE submitted_assignment SET extension = '1970-01-01 02:00:00.000000'")
    write(book, marks, settings=settings)
    assert content(book)["submissions"][0][3] is None


def test_times_are_read(book: Path) -> None:
    """Are due date, hand-ins and extensions what stands in the grade book, and nothing else?"""
    marks = replace(marks_of(result(), ANSWERS), timestamp=HANDED_IN)
    write(book, marks, roster=["ada", "bob"], missing_as_zero=True)
    assert read_times(url(book), UNIT.slug) == HandIn(None, {"ada": HANDED_IN}, {})
    change(book, "UPDATE assignment SET duedate = ?", str(HANDED_IN - timedelta(hours=3)))
    change(book, "UPDATE submitted_assignment SET extension = '1970-01-01 02:00:00.000000'")
    found = read_times(url(book), UNIT.slug)
    assert found.due == HANDED_IN - timedelta(hours=3)
    assert found.seconds_late("ada") == 3600 and found.seconds_late("bob") is None
    assert read_times(url(book), "02_gradient_checking") == HandIn()


def test_mended_exercise_is_updated(book: Path) -> None:
    """After points change and a cell comes in, are cells and submissions brought up to date?"""
    write(book, marks_of(result(), ANSWERS))
    mended = released()
    check = next(c for c in mended.cells if c.id == "mse-loss")
    check.metadata.nbgrader.points = 8
    fresh = copy.deepcopy(check)
    fresh.metadata.nbgrader.grade_id = fresh.id = "new-one"
    mended.cells.append(fresh)
    write_gradebook(url(book), UNIT.slug, mended, [])
    cells = {name: most for name, _, most, _ in content(book)["cells"] if most is not None}
    assert (cells["mse-loss"], cells["new-one"]) == (8.0, 8.0)
    assert grades(book, "ada")["new-one"] == (None, None, None, 1)
    assert grades(book, "ada")["mse-loss"][0] == 6.0


def test_cell_that_is_gone_goes_unless_marked_by_hand(book: Path) -> None:
    """Does a removed question disappear, but never with marks that a person gave?"""
    write(book, marks_of(result(), ANSWERS))
    shorter = released()
    shorter.cells = [c for c in shorter.cells if not c.id.startswith("which-rate")]
    change(book, "UPDATE grade SET manual_score = 1 WHERE cell_id IN "
                 "(SELECT id FROM base_cell WHERE name = 'which-rate')")  # fmt: skip
    before = content(book)
    with pytest.raises(UsageError, match="by hand"):
        write_gradebook(url(book), UNIT.slug, shorter, [])
    assert content(book) == before
    change(book, "UPDATE grade SET manual_score = NULL")
    write_gradebook(url(book), UNIT.slug, shorter, [])
    assert "which-rate" not in grades(book, "ada")
    assert len(grades(book, "ada")) == 6


def test_students_without_work(book: Path) -> None:
    """Do those on the roster get nothing, or 0 where the teacher wants it?"""
    write(book, marks_of(result(), ANSWERS), roster=["bob", "ada"])
    assert read_roster(url(book)) == ("ada", "bob")
    assert grades(book, "bob") == {}
    write(book, missing_as_zero=True)
    assert set(grades(book, "bob").values()) == {(0.0, None, None, 0)}
    assert grades(book, "ada")["mse-loss"][0] == 6.0
    write(book, marks_of(result("bob"), ANSWERS))
    assert grades(book, "bob")["mse-loss"] == (6.0, None, None, 0)


def test_our_failure_leaves_old_marks(book: Path) -> None:
    """Does a run in which the sandbox broke take no mark away?"""
    write(book, marks_of(result(), ANSWERS))
    write(book, marks_of(ungraded("ada", "sandbox-broken", "No fork."), ANSWERS))
    assert grades(book, "ada")["mse-loss"][0] == 6.0


def test_backup_comes_first(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the book as it was before kept beside it, and only a few such copies?"""
    before = content(book)
    written = write(book, marks_of(result(), ANSWERS))
    assert written.backup is not None
    assert content(written.backup) == before != content(book)
    assert write(book, marks_of(result(), ANSWERS)).backup is None  # nothing new: no copy
    assert list(book.parent.glob("gradebook.db.bak-*")) == [written.backup]
    for number in range(database.BACKUPS_KEPT + 2):
        write(book, roster=[f"new{number}"])
    copies = sorted(book.parent.glob("gradebook.db.bak-*"))
    assert len(copies) == database.BACKUPS_KEPT
    assert written.backup not in copies


@pytest.fixture
def locked(book: Path) -> Iterator[Path]:
    with closing(sqlite3.connect(book, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield book


def _no_book(path: Path) -> None:
    path.write_bytes(b"This is no database at all. " * 100)


def test_locked_book_is_a_sentence(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do we wait for a book in use, then say so, with nothing written and nothing copied?"""
    monkeypatch.setattr(database.try_to_write, "__defaults__", (0.3,))
    started = time.monotonic()
    with pytest.raises(UsageError, match=r"in use \(locked\).*results\.jsonl"):
        write(locked, marks_of(result()))
    assert 0.3 <= time.monotonic() - started < 5
    assert not list(locked.parent.glob("*.bak-*"))


def test_read_only_book_is_a_sentence(book: Path) -> None:
    """Is a book that may not be written named as such?"""
    address = f"sqlite:///file:{book}?mode=ro&uri=true"
    with pytest.raises(UsageError, match=r"read-only.*results\.jsonl"):
        write_gradebook(address, UNIT.slug, released(), [])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:///{tmp}/none/gradebook.db", "There is no folder"),
        ("sqlite:///{tmp}/no-book.db", "not a grade book"),
        ("gradebook.db", "not the address"),
        ("nosuchdb://here/book", "not the address|cannot be opened|cannot be written"),
    ],
)
def test_bad_addresses_are_sentences(tmp_path: Path, address: str, said: str) -> None:
    """Does every address that leads nowhere say what to do?"""
    _no_book(tmp_path / "no-book.db")
    with pytest.raises(UsageError, match=said):
        write_gradebook(address.format(tmp=tmp_path), UNIT.slug, released(), [])


def test_reading_makes_nothing(tmp_path: Path) -> None:
    """Is a book that is not there not made by looking for it?"""
    with pytest.raises(UsageError, match="no grade book"):
        read_marked(url(tmp_path / "gradebook.db"), UNIT.slug)
    assert list(tmp_path.iterdir()) == []


def test_failure_half_way_leaves_nothing(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If writing stops in the middle, is the book as before?"""
    before = content(book)
    good = marks_of(result(), ANSWERS)
    bad = replace(marks_of(result("bob"), ANSWERS), scores={"mse-loss": "x"})  # type: ignore[dict-item]
    with pytest.raises(UsageError, match=r"results\.jsonl"):
        write(book, good, bad)
    assert content(book) == before


def test_time_for_a_class(book: Path, at_the_end: Callable[[str], None]) -> None:
    """How long does a class of 300 take to record? (nbgrader's own calls: 20–30 ms a student)"""
    graded = marks_of(result(wrongly=("mse-loss",)), ANSWERS)
    batch = [replace(graded, student=f"s{i:03}") for i in range(300)]
    times = []
    for _ in range(2):
        started = time.monotonic()
        write(book, *batch)
        times.append((time.monotonic() - started) / 300)
    at_the_end(
        f"grade book, per student: new {times[0] * 1e3:.2f} ms, again {times[1] * 1e3:.2f} ms"
    )
    assert max(times) < 0.02
