"""Marks into nbgrader's grade book, as ``nbgrader autograde`` itself would leave it.

One writer, one session, one commit for a batch. What people did by hand (scores,
extra credit, comments, extensions) is never overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select
from sqlalchemy.orm import Session, load_only
from traitlets.config import Config

from autograder.integrations.cells import Cells, save_cells
from autograder.integrations.database import (
    BACKUPS_KEPT,
    back_up,
    changes,
    keep_back_up,
    longest_id,
    open_gradebook,
    try_to_write,
    wait_for_turn,
)
from autograder.integrations.marks import Marks
from autograder.integrations.settings import course_id

Penalty = Callable[[str, float, float], float | None]
"""Student, score, seconds late → marks to take off, as nbgrader's plugins give it."""

IN_ONE_QUERY = 400
"""SQLite takes at most 999 parameters in older builds."""

AT_ONCE = 200
"""Submissions whose rows are in memory together."""


@dataclass(frozen=True)
class Written:
    """What was done: how many submissions were recorded, and where the old book is kept.

    backup: None of a database on a server, whose backups are its administrator's, and where
        nothing in the grade book has changed.
    problems: who is not in the grade book, as sentences.
    """

    students: int
    backup: Path | None
    problems: tuple[str, ...] = ()


def write_gradebook(
    url: str,
    unit: str,
    released: NotebookNode,
    marks: Iterable[Marks],
    *,
    settings: Config | None = None,
    roster: Iterable[str] = (),
    missing_as_zero: bool = False,
) -> Written:
    """Record a batch of submissions of one unit.

    Args:
        url: any database that nbgrader accepts; made if it is not there.
        released: the student notebook, for the cells.
        settings: nbgrader's configuration, for its course id and late penalties.
        roster: students who should be in the grade book, with or without work.
        missing_as_zero: give students without work 0; else they stay as they are.

    Raises ``UsageError`` where nothing could be written; then nothing was.
    """
    settings = settings or Config()
    try_to_write(url)
    backup = back_up(url, kept=BACKUPS_KEPT + 1)
    with open_gradebook(url, course_id(settings)) as gradebook:
        session = gradebook.db()
        before = changes(session)
        wait_for_turn(session)
        cells = save_cells(session, gradebook.course_id, unit, released)
        most = longest_id(session)
        every = list(marks)
        names = dict.fromkeys([*(m.student for m in every), *roster])
        long = [name for name in names if most and len(name) > most]
        batch = [m for m in every if m.student not in long]
        add_students(session, [name for name in names if name not in long])
        record(session, cells, batch, late_penalty(settings))
        if missing_as_zero:
            record(session, cells, _missing(session, cells), late_penalty(settings))
        changed = changes(session) != before
        session.commit()
    backup = keep_back_up(url, backup, changed)
    return Written(len(batch), backup, tuple(_too_long(student, most) for student in long))


def _too_long(student: str, most: int | None) -> str:
    return (
        f"{student[:40]}… is not in the grade book: the database keeps ids of at most {most} "
        "characters. Rename the student's folder and grade again."
    )


def record(session: Session, cells: Cells, marks: Iterable[Marks], penalty: Penalty) -> None:
    """Write marks into rows, made where they are missing. Commits nothing."""
    batch = list({mark.student: mark for mark in marks}.values())
    for start in range(0, len(batch), AT_ONCE):
        _record(session, cells, batch[start : start + AT_ONCE], penalty)


def _record(session: Session, cells: Cells, batch: list[Marks], penalty: Penalty) -> None:
    """Write a few marks, and forget their rows: of ten thousand they would fill the memory."""
    rows = _Rows(session, cells, [mark.student for mark in batch])
    for mark in batch:
        student = mark.student
        submission, notebook = rows.submission(student)
        submission.timestamp = mark.timestamp
        grades = rows.cells(api.Grade, notebook, cells.grades)
        for name in mark.scores.keys() & grades.keys():
            _score(grades[name], mark.scores[name], name in mark.same)
        for name, comment in rows.cells(api.Comment, notebook, cells.solutions).items():
            comment.auto_comment = _storable(mark.comments.get(name))
        notebook.late_submission_penalty = _late(submission, cells, grades, penalty)
    session.flush()
    rows.forget()


def late_penalty(settings: Config) -> Penalty:
    """The late submission plugin that the teacher configured for nbgrader."""
    assign = AssignLatePenalties(config=settings)
    assign.init_plugin()
    found: Penalty = assign.plugin_inst.late_submission_penalty
    return found


class _Rows:
    """The rows of one unit, read with a few queries for a whole batch."""

    def __init__(self, session: Session, cells: Cells, students: list[str]) -> None:
        self.session, self.unit = session, cells
        self.every: list[Any] = []
        self.submissions = self._by("student_id", self._load(
            api.SubmittedAssignment, api.SubmittedAssignment.student_id, students,
            api.SubmittedAssignment.assignment_id == cells.assignment.id))  # fmt: skip
        ids = [row.id for row in self.submissions.values()]
        self.notebooks = self._by("assignment_id", self._load(
            api.SubmittedNotebook, api.SubmittedNotebook.assignment_id, ids,
            api.SubmittedNotebook.notebook_id == cells.notebook_id))  # fmt: skip
        notebooks = [row.id for row in self.notebooks.values()]
        self.rows = {
            (kind, row.notebook_id, row.cell_id): row
            for kind in (api.Grade, api.Comment)
            for row in self._load(kind, kind.notebook_id, notebooks)
        }

    def submission(self, student: str) -> tuple[Any, Any]:
        """A student's submission and its notebook."""
        submission = self.submissions.get(student)
        if submission is None:
            submission = api.SubmittedAssignment(
                id=api.new_uuid(), assignment=self.unit.assignment, student_id=student
            )
            self._add(submission)
        notebook = self.notebooks.get(submission.id)
        if notebook is None:
            notebook = api.SubmittedNotebook(
                id=api.new_uuid(), assignment_id=submission.id, notebook_id=self.unit.notebook_id
            )
            self._add(notebook)
        return submission, notebook

    def cells(self, kind: Any, notebook: Any, ids: Mapping[str, str]) -> dict[str, Any]:
        """The grades or comments of one notebook by name."""
        return {name: self._row(kind, notebook.id, cell) for name, cell in ids.items()}

    def _row(self, kind: Any, notebook_id: str, cell_id: str) -> Any:
        row = self.rows.get((kind, notebook_id, cell_id))
        if row is None:
            row = kind(id=api.new_uuid(), notebook_id=notebook_id, cell_id=cell_id)
            self._add(row)
        return row

    def _add(self, row: Any) -> None:
        self.session.add(row)
        self.every.append(row)

    def forget(self) -> None:
        """Take the rows, which must be flushed, out of the session."""
        for row in self.every:
            self.session.expunge(row)
        self.session.expire(self.unit.assignment, ["submissions"])

    def _load(self, kind: Any, column: Any, values: list[str], *where: Any) -> list[Any]:
        plain = load_only(*(getattr(kind, c.name) for c in kind.__table__.columns))
        found = [
            row
            for start in range(0, len(values), IN_ONE_QUERY)
            for row in self.session.execute(
                select(kind)
                .options(plain)
                .where(column.in_(values[start : start + IN_ONE_QUERY]), *where)
            ).scalars()
        ]
        self.every += found
        return found

    @staticmethod
    def _by(name: str, rows: Iterable[Any]) -> dict[str, Any]:
        return {getattr(row, name): row for row in rows}


def _storable(comment: str | None) -> str | None:
    """PostgreSQL keeps no nul, which an exception's text may hold: one would stop the class."""
    return None if comment is None else comment.replace("\0", "\\x00")


def _score(grade: Any, score: float | None, same: bool) -> None:
    """As nbgrader's SaveAutoGrades; but what a person marked is not asked for again
    as long as neither the answer nor its automatic marks nor its maximum have changed."""
    grade.auto_score = score
    if not (same and grade.manual_score is not None):
        grade.needs_manual_grade = grade.manual_score is not None or score is None


def _late(submission: Any, cells: Cells, grades: Mapping[str, Any], penalty: Penalty) -> Any:
    """The late penalty of nbgrader's AssignLatePenalties, never below 0 or above the score."""
    if submission.timestamp is None or cells.assignment.duedate is None:
        return None
    late = submission.total_seconds_late
    if late <= 0:
        return None
    score = sum(total(grade) for grade in grades.values())
    marks = penalty(submission.student_id, score, late)
    return None if marks is None else min(max(marks, 0.0), score)


def total(grade: Any) -> float:
    """nbgrader's ``Grade.score``: extra credit counts where there is a score."""
    given = grade.auto_score if grade.manual_score is None else grade.manual_score
    return 0.0 if given is None else given + (grade.extra_credit or 0.0)


def add_students(session: Session, students: Iterable[str]) -> None:
    """Put students into the grade book who are not there."""
    known = set(session.execute(select(api.Student.id)).scalars())
    session.add_all(api.Student(id=s) for s in dict.fromkeys(students) if s not in known)
    session.flush()


def _missing(session: Session, cells: Cells) -> list[Marks]:
    """Marks of 0 for every student of the grade book who has no submission of this unit."""
    handed_in = select(api.SubmittedAssignment.student_id).filter_by(
        assignment_id=cells.assignment.id
    )
    students = session.execute(select(api.Student.id).where(api.Student.id.not_in(handed_in)))
    return [Marks(s, dict.fromkeys(cells.grades, 0.0), {}) for s in students.scalars()]
