"""The files that Canvas, Moodle and a spreadsheet take. Pure: columns in, text out.

What is relied on, from the two systems' own sources:

* Canvas (lib/gradebook_importer.rb): the columns Student, ID, SIS User ID, SIS Login ID and
  Section, in this order, then a column an assignment; a row whose first cell holds "Points
  Possible" has the maxima; a student is found by ID, else SIS User ID, else SIS Login ID,
  else name; a column called like an assignment, or ``name (its id)``, is that assignment,
  and of any other Canvas asks; an empty cell is no score. It writes UTF-8 and needs no byte
  order mark.
* Moodle (grade/import/csv): any columns; the teacher says which one identifies a user (user
  id, ID number, email address, username) and which grade item, or its feedback, each of the
  others is. ``-`` is no grade. An empty cell is **not** safe: in a grade item that the import
  makes, it becomes 0 (import_new_grade_item, and the database layer's "prevent '' problems
  in numeric fields"). UTF-8, with a byte order mark or without.

Text that might be a formula is made harmless as in all our tables, ids too: with the quote
before it, it matches nobody, and nobody's marks go astray. The cells of a roster are
Canvas's or Moodle's own: they must match, and are left byte for byte as they came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from autograder.integrations.lms.book import ClassBook, Student
from autograder.integrations.lms.columns import Column
from autograder.integrations.lms.matching import Matches
from autograder.integrations.lms.numbers import plain_number
from autograder.integrations.lms.raw_csv import RawRow, joined, quoted, table_text
from autograder.integrations.lms.roster import POINTS_POSSIBLE, Roster
from autograder.reports.tables import harmless

CANVAS_HEAD = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE_HEAD = ("First name", "Last name", "ID number", "Username", "Email address")
CSV_HEAD = ("student", "last name", "first name", "email")
NO_SCORE = {"canvas": "", "moodle": "-"}
_CANVAS_TITLE = re.compile(r"(.*?)\s*\(\d+\)\s*")
_MOODLE_TITLE = re.compile(r"(?:[^:]*:\s*)?(.*?)\s*(?:\(Real\))?\s*")


@dataclass(frozen=True)
class Filled:
    """A roster with marks in it, and the points that Canvas has and we have not."""

    text: str
    notes: tuple[str, ...] = ()


def csv_file(book: ClassBook, columns: Sequence[Column]) -> str:
    """Everything, a row a student; an empty cell is no mark."""
    head = [*CSV_HEAD, *(column.title for column in columns)]
    rows = [
        [*map(_safe, (s.id, s.last, s.first, s.email)), *_marks(columns, s, "")]
        for s in book.students
    ]
    return table_text([head, *rows])


def canvas_file(book: ClassBook, columns: Sequence[Column]) -> str:
    """A gradebook for Canvas without its own identities: students by SIS Login ID."""
    head = [*CANVAS_HEAD, *(column.title for column in columns)]
    possible = [f"    {POINTS_POSSIBLE}", "", "", "", "", *map(_maximum, columns)]
    rows = [
        [_safe(_sortable(s)), "", "", _safe(s.id), "", *_marks(columns, s, "")]
        for s in book.students
    ]
    return table_text([head, possible, *rows])


def moodle_file(book: ClassBook, columns: Sequence[Column]) -> str:
    """Grades for Moodle without its own identities: the id as ID number and as username."""
    head = [*MOODLE_HEAD, *(column.title for column in columns)]
    rows = [
        [*map(_safe, (s.first, s.last, s.id, s.id, s.email)), *_marks(columns, s, "-")]
        for s in book.students
    ]
    return table_text([head, *rows])


def fill(roster: Roster, columns: Sequence[Column], matches: Matches) -> Filled:
    """The roster with our columns in place of its own marks, its order and identities kept."""
    table = roster.table
    places = {column.title: _place(roster, column.title) for column in columns}
    rows = [_head(roster, columns, places)]
    has_points = any(map(_is_points, map(table.values, table.rows)))
    if roster.kind == "canvas" and not has_points:
        rows.append(_points(RawRow((f"    {POINTS_POSSIBLE}",), rows[0].end), roster, columns))
    for number, row in enumerate(table.rows[1:], start=1):
        if roster.kind == "canvas" and _is_points(table.values(row)):
            rows.append(_points(row, roster, columns))
        elif number in matches.rows or any(person.row == number for person in roster.people):
            marks = _of_row(columns, matches.rows.get(number), NO_SCORE[roster.kind])
            rows.append(_row(row, roster, marks))
        else:
            rows.append(_row(row, roster, [""] * len(columns)))
    notes = _other_points(roster, columns, places) if has_points else ()
    return Filled(joined(replace(table, rows=tuple(rows))), tuple(notes))


def _head(roster: Roster, columns: Sequence[Column], places: dict[str, int | None]) -> RawRow:
    """Titles as Canvas or Moodle writes them, where they know the column already."""
    first, sign = roster.table.rows[0], roster.table.delimiter
    titles = []
    for column in columns:
        place = places[column.title]
        titles.append(quoted(column.title, sign) if place is None else first.cells[place])
    cells = (*(first.cells[i] for i in roster.identity), *titles)
    return RawRow(cells, first.end or "\n")


def _row(row: RawRow, roster: Roster, values: Sequence[str]) -> RawRow:
    mine = (row.cells[i] if i < len(row.cells) else "" for i in roster.identity)
    sign = roster.table.delimiter
    return RawRow((*mine, *(quoted(value, sign) for value in values)), row.end)


def _points(row: RawRow, roster: Roster, columns: Sequence[Column]) -> RawRow:
    return _row(row, roster, [_maximum(column) for column in columns])


def _of_row(columns: Sequence[Column], student: Student | None, none: str) -> list[str]:
    if student is None:
        return [none if column.maximum is not None else "" for column in columns]
    return _marks(columns, student, none)


def _marks(columns: Sequence[Column], student: Student, none: str) -> list[str]:
    """Marks are numbers and left alone; feedback is text."""
    return [
        _safe(column.values.get(student.id, ""))
        if column.maximum is None
        else column.values.get(student.id) or none
        for column in columns
    ]


def _place(roster: Roster, title: str) -> int | None:
    """The roster's own column of this title: ``unit (4711)`` in Canvas, or an item in Moodle."""
    named: Callable[[str], re.Match[str] | None]
    named = _CANVAS_TITLE.fullmatch if roster.kind == "canvas" else _MOODLE_TITLE.fullmatch
    for i, name in enumerate(roster.header):
        found = named(name)
        if i not in roster.identity and title in (name.strip(), found[1] if found else ""):
            return i
    return None


def _other_points(
    roster: Roster, columns: Sequence[Column], places: dict[str, int | None]
) -> list[str]:
    """Where Canvas has other maxima than the grade book: its import takes over the file's."""
    values = next(v for v in map(roster.table.values, roster.table.rows) if _is_points(v))
    notes = []
    for column in columns:
        place, most = places[column.title], _maximum(column)
        theirs = values[place].strip() if place is not None and place < len(values) else ""
        if theirs and _number(theirs) != _number(most):
            notes.append(
                f"{column.title}: {roster.source} has {theirs} points possible, the grade book "
                f"{most}. The file says {most}, and Canvas takes that over."
            )
    return notes


def _number(text: str) -> float | None:
    """What Canvas writes, in some languages with a comma."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _is_points(values: Sequence[str]) -> bool:
    return bool(values) and POINTS_POSSIBLE in values[0]


def _maximum(column: Column) -> str:
    return "" if column.maximum is None else plain_number(column.maximum)


def _sortable(student: Student) -> str:
    return ", ".join(filter(None, (student.last, student.first))) or student.id


def _safe(text: str) -> str:
    return str(harmless(text))
