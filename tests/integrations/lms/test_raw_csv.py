"""CSV that is written as it was read."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.integrations.lms.raw_csv import joined, quoted, split, table_text

CELLS = st.text(st.sampled_from('ab,;"\r\n\t 0é=-\ufeff'), max_size=6)


@given(st.text(st.sampled_from('a,"\n\r b'), max_size=14))
def test_a_file_is_itself_again(text: str) -> None:
    """Is every byte kept, and every cell what Python's csv reads?"""
    try:
        table = split(text)
    except UsageError:
        assert text.count('"')
        return
    assert joined(table) == text
    if table.delimiter == ",":
        rows = [table.values(row) for row in table.rows]
        expected = list(csv.reader(io.StringIO(text, newline="")))
        assert [[] if row == [""] else row for row in rows] == [
            [] if row == [""] else row for row in expected
        ]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_table_comes_back(rows: list[list[str]]) -> None:
    """Are cells with quotes, commas and line ends read back as they were?"""
    assert list(csv.reader(io.StringIO(table_text(rows), newline=""))) == rows


@given(CELLS, st.sampled_from([",", ";", "\t"]))
def test_a_cell_comes_back(value: str, sign: str) -> None:
    """Is a quoted cell its value, whatever separates the cells?"""
    row = next(csv.reader(io.StringIO(f"x{sign}{quoted(value, sign)}", newline=""), delimiter=sign))
    assert row == ["x", value]


@pytest.mark.parametrize(
    ("text", "sign"), [("a;b;c\n1,5;2;3\n", ";"), ("a\tb\n", "\t"), ("a,b", ",")]
)
def test_the_separator_is_the_headers(text: str, sign: str) -> None:
    """Is a file with semicolons or tabs read as such?"""
    assert split(text).delimiter == sign


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    """Is the mark kept, and not the first letter of the first column?"""
    table = split("\ufeffStudent,ID\n")
    assert table.values(table.rows[0]) == ["Student", "ID"] and joined(table)[0] == "\ufeff"


def test_an_open_quote_is_refused() -> None:
    """Is a file that ends inside a quote an error and not one long cell?"""
    with pytest.raises(UsageError, match="not closed"):
        split('a,"b\nc,d\n')
