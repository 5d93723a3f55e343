"""What stands in the grade book: students, marks, and what was given by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from nbgrader import api
from sqlalchemy import Select, case, func, select

from autograder.integrations.database import read_session
from autograder.integrations.gradebook import total
from autograder.reports.around import HandIn
from autograder.reports.marks import CellMarks, Marked

IN_PIECES = {"yield_per": 1000}
"""Rows of a large class are not all in memory at once."""


def read_roster(url: str) -> tuple[str, ...]:
    """The students that a grade book knows, sorted (databases sort in ways of their own)."""
    with read_session(url) as session:
        return tuple(sorted(session.execute(select(api.Student.id)).scalars()))


def read_marked(url: str, unit: str, student: str | None = None) -> dict[str, Marked]:
    """Marks and comments of a unit by student (or of one), those given by hand included."""
    cells: dict[str, dict[str, CellMarks]] = {}
    said: dict[str, dict[str, str]] = {}
    with read_session(url) as session:
        grades = of_unit(unit, student, api.Grade, api.GradeCell, api.GradeCell.max_score)
        for row in session.execute(grades, execution_options=IN_PIECES):
            cells.setdefault(row.student_id, {})[row.name] = _marks(row)
        comments = of_unit(unit, student, api.Comment, api.SolutionCell)
        for row in session.execute(comments, execution_options=IN_PIECES):
            if row.manual_comment:
                said.setdefault(row.student_id, {})[row.name] = row.manual_comment
        late = {name: penalty for name, penalty in session.execute(late_of_unit(unit, student))}
    return {s: Marked(c, said.get(s, {}), late.get(s) or 0.0) for s, c in cells.items()}


def read_terms(url: str, unit: str) -> tuple[str, dict[str, str]]:
    """When a unit is due, and who was given longer: what late penalties depend on."""
    submission, assignment = api.SubmittedAssignment, api.Assignment
    longer = select(submission.student_id, submission.extension).join(assignment)
    longer = longer.where(assignment.name == unit, submission.extension.is_not(None))
    with read_session(url) as session:
        due = session.execute(select(assignment.duedate).where(assignment.name == unit)).scalar()
        return str(due), {name: str(time) for name, time in session.execute(longer)}


def read_due(url: str, unit: str) -> datetime | None:
    """When the last student must have handed a unit in, in UTC; None where that is not set."""
    submission, assignment = api.SubmittedAssignment, api.Assignment
    longest = select(func.max(submission.extension)).join(assignment)
    with read_session(url) as session:
        due = session.execute(select(assignment.duedate).where(assignment.name == unit)).scalar()
        if due is None:
            return None
        extension = session.execute(longest.where(assignment.name == unit)).scalar()
        last: datetime = due + (extension or timedelta())
        return last


def read_penalties(url: str, unit: str) -> dict[str, float]:
    """The late penalties of a unit by student, of those who have one."""
    with read_session(url) as session:
        return {
            name: penalty for name, penalty in session.execute(late_of_unit(unit, None)) if penalty
        }


def count_by_hand(url: str, unit: str) -> tuple[int, int]:
    """How many marks of a unit were given by hand, and of how many the answer changed since."""
    grade, notebook = api.Grade, api.SubmittedNotebook
    changed = func.sum(case((grade.needs_manual_grade.is_(True), 1), else_=0))
    counts: Any = (func.count(grade.id), changed)
    query = select(*counts).select_from(grade)
    query = query.join(notebook, notebook.id == grade.notebook_id)
    query = query.where(grade.manual_score.is_not(None))
    with read_session(url) as session:
        given, again = session.execute(_submitted(query, unit, None)).one()
    return int(given), int(again or 0)


def _marks(grade: Any) -> CellMarks:
    by_hand = grade.manual_score is not None
    return CellMarks(
        points=total(grade),
        max_points=grade.max_score,
        by_hand=by_hand,
        extra=grade.extra_credit or 0.0,
        waiting=bool(grade.needs_manual_grade) and not by_hand,
    )


def of_unit(unit: str, student: str | None, kind: Any, cell: Any, *more: Any) -> Select[Any]:
    """``student_id``, ``name`` of the cell, ``more`` of it, and the columns of ``kind`` there.

    Rows, not objects of nbgrader's: of a large class those take three times as long.
    """
    columns = [getattr(kind, column.name) for column in kind.__table__.columns]
    query = select(api.SubmittedAssignment.student_id, cell.name, *more, *columns)
    query = query.select_from(kind).join(cell, cell.id == kind.cell_id)
    query = query.join(api.SubmittedNotebook, api.SubmittedNotebook.id == kind.notebook_id)
    return _submitted(query, unit, student)


def late_of_unit(unit: str, student: str | None) -> Select[Any]:
    """Student and late penalty."""
    notebook = api.SubmittedNotebook
    query = select(api.SubmittedAssignment.student_id, notebook.late_submission_penalty)
    return _submitted(query.select_from(notebook), unit, student)


def _submitted(query: Select[Any], unit: str, student: str | None) -> Select[Any]:
    submission, notebook = api.SubmittedAssignment, api.SubmittedNotebook
    query = query.join(submission, submission.id == notebook.assignment_id)
    query = query.join(api.Assignment, api.Assignment.id == submission.assignment_id)
    query = query.where(api.Assignment.name == unit)
    return query if student is None else query.where(submission.student_id == student)


def read_times(url: str, unit: str) -> HandIn:
    """When a unit is due and when each student handed it in, extensions included."""
    submission, assignment = api.SubmittedAssignment, api.Assignment
    query = select(submission.student_id, submission.timestamp, submission.extension)
    query = query.join(assignment).where(assignment.name == unit)
    with read_session(url) as session:
        due = session.execute(select(assignment.duedate).where(assignment.name == unit)).scalar()
        rows = [tuple(row) for row in session.execute(query)]
    at = {student: time for student, time, _ in rows if time is not None}
    longer = {student: extension for student, _, extension in rows if extension}
    return HandIn(due, at, longer)
