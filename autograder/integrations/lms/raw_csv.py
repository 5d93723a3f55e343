"""A CSV file as cells that keep their quotes: what is not changed is written byte for byte."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.errors import UsageError

DELIMITERS = (",", ";", "\t")
"""Canvas writes a semicolon where a comma is the decimal sign; Moodle lets one choose."""


@dataclass(frozen=True)
class RawRow:
    """A row as it stands in the file: cells with their quotes, and how the line ends."""

    cells: tuple[str, ...]
    end: str = "\n"


@dataclass(frozen=True)
class RawTable:
    """A file: ``text`` is what stands before the first cell (a byte order mark, or nothing)."""

    mark: str
    delimiter: str
    rows: tuple[RawRow, ...]

    def value(self, cell: str) -> str:
        """What a cell says."""
        return unquoted(cell, self.delimiter)

    def values(self, row: RawRow) -> list[str]:
        """What the cells of a row say."""
        return [self.value(cell) for cell in row.cells]


def split(text: str) -> RawTable:
    """Take a file apart; raises ``UsageError`` where a quote is not closed."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text[len(mark) :]
    head = body.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda sign: (head.count(sign), -DELIMITERS.index(sign)))
    return RawTable(mark, delimiter, tuple(_rows(body, delimiter)))


def joined(table: RawTable) -> str:
    """The file again."""
    lines = (table.delimiter.join(row.cells) + row.end for row in table.rows)
    return table.mark + "".join(lines)


def unquoted(cell: str, delimiter: str = ",") -> str:
    """What one cell says, as Python's csv reads it."""
    rows = list(csv.reader(io.StringIO(cell, newline=""), delimiter=delimiter))
    return rows[0][0] if rows and rows[0] else ""


def quoted(value: str, delimiter: str = ",") -> str:
    """A value as a cell, in quotes where it needs them."""
    if value != value.strip() or {delimiter, '"', "\r", "\n"} & {*value}:
        return '"' + value.replace('"', '""') + '"'
    return value


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows of values as a file: commas, UTF-8, a line feed at the end of each line."""
    return "".join(",".join(map(quoted, row)) + "\n" for row in rows)


def _rows(body: str, delimiter: str) -> Iterable[RawRow]:
    plain = rf"[^{delimiter}\r\n]*"
    cell = re.compile(rf'"(?:[^"]|"")*+"{plain}|(?!"){plain}|')
    at, cells = 0, []
    while at < len(body):
        found = cell.match(body, at)
        assert found is not None  # it matches the empty cell
        cells.append(found[0])
        at = found.end()
        if body.startswith(delimiter, at):
            at += len(delimiter)
            if at == len(body):
                cells.append("")
                yield RawRow(tuple(cells), "")
            continue
        end = next((e for e in ("\r\n", "\n", "\r") if body.startswith(e, at)), "")
        if not end and at < len(body):
            raise UsageError("a quote is opened and not closed")
        yield RawRow(tuple(cells), end)
        at, cells = at + len(end), []
