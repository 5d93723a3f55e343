"""The final marks of a class, as they stand in nbgrader's grade book.

A mark is what nbgrader's ``Grade.score`` says: the one given by hand before the automatic
one, extra credit added. A total is the sum less the late penalty, never below 0, as
``nbgrader export`` has it. One thing differs: what nobody has marked is None here, not 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from autograder.exercises import unit_slugs
from autograder.integrations.database import read_session
from autograder.integrations.gradebook import total
from autograder.integrations.marks import NO_RESPONSE
from autograder.integrations.reading import IN_PIECES, late_of_unit, of_unit


@dataclass(frozen=True)
class Student:
    """A student of the grade book."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""


@dataclass(frozen=True)
class Final:
    """One student's marks of one unit.

    scores: by grade cell, in the notebook's order; None where nobody has marked the answer.
    comments: by cell, what a person said there, else what the grading did.
    old: marks given by hand for an answer that has changed since.
    """

    scores: Mapping[str, float | None]
    penalty: float = 0.0
    comments: Mapping[str, str] = field(default_factory=dict)
    old: int = 0

    @property
    def waiting(self) -> tuple[str, ...]:
        """The cells that nobody has marked."""
        return tuple(name for name, score in self.scores.items() if score is None)

    @property
    def blank(self) -> bool:
        """Whether no answer was found: nothing there, nothing readable, or nothing filled in."""
        said = self.comments.values()
        return len(said) >= len(self.scores) > 0 == self.score and {*said} == {NO_RESPONSE}

    @property
    def score(self) -> float:
        """What is marked so far, late or not."""
        return math.fsum(score for score in self.scores.values() if score is not None)

    def total(self, partial: bool) -> float | None:
        """The final mark; None where a mark is missing, unless it may be ``partial``."""
        if self.waiting and not partial:
            return None
        return max(0.0, self.score - self.penalty)


@dataclass(frozen=True)
class UnitBook:
    """A unit: the most points of each grade cell, and every student's marks."""

    unit: str
    cells: Mapping[str, float]
    finals: Mapping[str, Final]

    @property
    def maximum(self) -> float:
        return math.fsum(self.cells.values())


@dataclass(frozen=True)
class ClassBook:
    """A class: students sorted by id, units in course order, assignments that are no units."""

    students: tuple[Student, ...]
    units: tuple[UnitBook, ...]
    others: tuple[str, ...] = ()


def read_book(url: str, orders: Mapping[str, Sequence[str]]) -> ClassBook:
    """Read the marks of some units; raises ``UsageError`` where there is no grade book.

    Args:
        orders: per unit its cells in the order of the notebook; a unit that the grade book
            does not know is left out.
    """
    with read_session(url) as session:
        people = session.execute(select(api.Student).options(*_plain(api.Student))).scalars()
        names = set(session.execute(select(api.Assignment.name)).scalars())
        students = tuple(sorted((_student(row) for row in people), key=lambda s: s.id))
        units = tuple(_unit(session, u, order) for u, order in orders.items() if u in names)
        return ClassBook(students, units, tuple(sorted(names - set(unit_slugs()))))


def _unit(session: Session, unit: str, order: Sequence[str]) -> UnitBook:
    cells = _in_order(_cells(session, unit), order)
    scores: dict[str, dict[str, float | None]] = {}
    old: dict[str, int] = {}
    grades = of_unit(unit, None, api.Grade, api.GradeCell)
    for row in session.execute(grades, execution_options=IN_PIECES):
        scores.setdefault(row.student_id, dict.fromkeys(cells))[row.name] = _score(row)
        old[row.student_id] = old.get(row.student_id, 0) + _is_old(row)
    comments: dict[str, dict[str, str]] = {}
    said = of_unit(unit, None, api.Comment, api.SolutionCell)
    for row in session.execute(said, execution_options=IN_PIECES):
        text = row.manual_comment or row.auto_comment
        if text:
            comments.setdefault(row.student_id, {})[row.name] = text
    late = {student: penalty for student, penalty in session.execute(late_of_unit(unit, None))}
    finals = {
        s: Final(found, late.get(s) or 0.0, comments.get(s, {}), old[s])
        for s, found in scores.items()
    }
    return UnitBook(unit, cells, finals)


def _cells(session: Session, unit: str) -> dict[str, float]:
    cell, notebook, assignment = api.GradeCell, api.Notebook, api.Assignment
    query = select(cell.name, cell.max_score).join(notebook, notebook.id == cell.notebook_id)
    query = query.join(assignment, assignment.id == notebook.assignment_id)
    return {name: most for name, most in session.execute(query.where(assignment.name == unit))}


def _in_order(cells: Mapping[str, float], order: Iterable[str]) -> dict[str, float]:
    """The notebook's order first; what it does not have comes last, by name."""
    known = [name for name in order if name in cells]
    return {name: cells[name] for name in dict.fromkeys([*known, *sorted(cells)])}


def _score(grade: Any) -> float | None:
    """A mark; None where a person has still to give it, or grading did not come to it."""
    if grade.manual_score is None and (grade.needs_manual_grade or grade.auto_score is None):
        return None
    return total(grade)


def _is_old(grade: Any) -> bool:
    return grade.manual_score is not None and bool(grade.needs_manual_grade)


def _student(row: Any) -> Student:
    return Student(row.id, row.first_name or "", row.last_name or "", row.email or "")


def _plain(kind: Any) -> list[Any]:
    """The columns of the table alone: nbgrader adds sums to them that cost a query each."""
    return [load_only(*(getattr(kind, column.name) for column in kind.__table__.columns))]
