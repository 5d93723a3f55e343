"""Automatic marks as a table for spreadsheets (final ones: ``autograder export``).

A cell that a spreadsheet would take for a formula is made text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from autograder.exercises import load_unit
from autograder.results import SubmissionResult

Cell = str | float
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First letters that start a formula; the wide ones do in some East Asian settings."""
_CELL_WITHIN = re.compile(r"([;|\t\r\n])(?=[\s\"]*[=+\-@＝＋－＠])")
"""Where a formula would begin for who reads the table by another separator than the comma."""


def marks_csv(results: Iterable[SubmissionResult]) -> str:
    """A row a student: status, points per exercise and total of every unit, and a sum."""
    table = _by_student(results)
    units = sorted({unit for row in table.values() for unit in row})
    head: list[Cell] = ["student"]
    for unit in units:
        slugs = [exercise.slug for exercise in load_unit(unit).exercises]
        head += [f"{unit} status", *slugs, f"{unit} total", f"{unit} maximum"]
    rows = [_row(student, table[student], units) for student in sorted(table)]
    return to_csv([[*head, "sum"], *rows])


def to_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV; text is quoted, and harmless in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: what might be one begins with ``'``.

    That holds whatever separates the cells: a German Excel parts them at semicolons.
    """
    if not isinstance(cell, str):
        return cell
    within = _CELL_WITHIN.sub(r"\1'", cell)
    return f"'{within}" if cell.lstrip(" ").startswith(FORMULA) else within


def _by_student(results: Iterable[SubmissionResult]) -> dict[str, dict[str, SubmissionResult]]:
    table: dict[str, dict[str, SubmissionResult]] = {}
    for result in results:
        table.setdefault(result.student, {})[result.unit] = result
    return table


def _row(student: str, row: dict[str, SubmissionResult], units: Sequence[str]) -> list[Cell]:
    cells: list[Cell] = [student]
    total = 0.0
    for unit in units:
        exercises = load_unit(unit).exercises
        result = row.get(unit)
        if result is None:
            cells += ["", *([""] * len(exercises)), "", ""]
            continue
        marks = {verdict.exercise: verdict.points for verdict in result.verdicts}
        cells += [result.status, *(marks.get(e.slug, "") for e in exercises)]
        cells += [result.points, result.max_points]
        total += result.points
    return [*cells, total]
