"""What is exported, as columns of text: marks by student id, whatever file they go into."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Literal

from autograder.integrations.lms.book import ClassBook, Final, UnitBook
from autograder.integrations.lms.numbers import plain_number
from autograder.integrations.placing import ANSWER

Wanted = Literal["units", "exercises", "both"]
Why = Mapping[tuple[str, str], str]
FEEDBACK = "(Feedback)"
"""How Moodle's own export calls the column beside a grade item's."""


@dataclass(frozen=True)
class Column:
    """One column. A student who is not in ``values``, or has ``""`` there, has no mark.

    maximum: the points possible, None where the column holds no marks.
    """

    title: str
    values: Mapping[str, str]
    maximum: float | None = None


def mark_columns(book: ClassBook, wanted: Wanted, partial: bool) -> list[Column]:
    """Per unit a column for its total, called like the unit, and one for each grade cell."""
    columns: list[Column] = []
    for unit in book.units:
        if wanted != "exercises":
            columns.append(_total(unit, partial))
        if wanted != "units":
            columns += _exercises(unit)
    return columns


def with_feedback(book: ClassBook, columns: list[Column], partial: bool) -> list[Column]:
    """The same with a column of feedback behind each unit's total."""
    units = {unit.unit: unit for unit in book.units}
    found: list[Column] = []
    for column in columns:
        found.append(column)
        if column.title in units:
            found.append(_feedback(units[column.title], partial))
    return found


def every_column(book: ClassBook, partial: bool, why: Why = MappingProxyType({})) -> list[Column]:
    """All that the grade book has: status, exercises, penalty, total and maximum of each unit,
    and the sum of the totals.

    Args:
        why: by unit and student, why there was nothing to mark, where that is known.
    """
    columns: list[Column] = []
    for unit in book.units:
        columns += [
            Column(f"{unit.unit} status", _statuses(unit, why)),
            *_exercises(unit),
            _column(unit, "late penalty", lambda final: plain_number(final.penalty)),
            Column(f"{unit.unit} total", _total(unit, partial).values),
            _column(unit, "maximum", lambda final, most=unit.maximum: plain_number(most)),  # type: ignore[misc]
        ]
    return [*columns, _sum(book, partial)]


def _total(unit: UnitBook, partial: bool) -> Column:
    totals = {student: _text(final.total(partial)) for student, final in unit.finals.items()}
    return Column(unit.unit, totals, unit.maximum)


def _exercises(unit: UnitBook) -> Iterator[Column]:
    for cell, most in unit.cells.items():
        marks = {student: _text(final.scores.get(cell)) for student, final in unit.finals.items()}
        yield Column(f"{unit.unit} {cell}", marks, most)


def _column(unit: UnitBook, name: str, text: Callable[[Final], str]) -> Column:
    return Column(f"{unit.unit} {name}", {s: text(final) for s, final in unit.finals.items()})


def _statuses(unit: UnitBook, why: Why) -> dict[str, str]:
    found = {}
    for student, final in unit.finals.items():
        if final.waiting:
            found[student] = f"waits for marks by hand: {', '.join(final.waiting)}"
        else:
            blank = why.get((unit.unit, student), "no answer")
            found[student] = blank if final.blank else "marked"
    return found


def _sum(book: ClassBook, partial: bool) -> Column:
    """Units without work count nothing; a student with a total to come has no sum."""
    sums = {}
    for student in book.students:
        finals = [u.finals[student.id] for u in book.units if student.id in u.finals]
        totals = [final.total(partial) for final in finals]
        known = [total for total in totals if total is not None]
        sums[student.id] = plain_number(math.fsum(known)) if len(known) == len(totals) > 0 else ""
    return Column("sum", sums)


def _feedback(unit: UnitBook, partial: bool) -> Column:
    said = {
        student: _said(unit, final) if final.total(partial) is not None else ""
        for student, final in unit.finals.items()
    }
    return Column(f"{unit.unit} {FEEDBACK}", said)


def _said(unit: UnitBook, final: Final) -> str:
    """A line for each exercise that is short of points or has a comment, and for lateness.

    Moodle shows feedback as HTML: what is markup in it is escaped.
    """
    lines = []
    for cell, most in unit.cells.items():
        score = final.scores.get(cell)
        comment = final.comments.get(f"{cell}{ANSWER}") or final.comments.get(cell) or ""
        if score is not None and (score < most or comment):
            marks = f"{cell} {plain_number(score)} / {plain_number(most)}"
            lines.append(": ".join(filter(None, (marks, " ".join(comment.split())))))
    if final.penalty:
        lines.append(f"handed in late: {plain_number(final.penalty)} off")
    return escape("\n".join(lines), quote=False)


def _text(mark: float | None) -> str:
    return "" if mark is None else plain_number(mark)
