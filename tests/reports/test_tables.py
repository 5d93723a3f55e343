"""Marks as tables, and files with safe names."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.reports.tables import FORMULA, marks_csv, to_csv
from autograder.reports.write import as_part, feedback_files, write, write_report
from tests.integrations.making import UNIT, notebook_of, result, ungraded

SIGNS = ("=", "+", "-", "@")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_a_student() -> None:
    """Do the rows hold each exercise's points and the total?"""
    rows = table(
        marks_csv([result("bob", wrongly=("mse-loss",)), ungraded("ann", "unreadable", "?")])
    )
    assert [row["student"] for row in rows] == ["ann", "bob"]
    assert rows[1]["mse-loss"] == "5.0"
    assert rows[1][f"{UNIT.slug} total"] == rows[1]["sum"] == "19.0"
    assert rows[0][f"{UNIT.slug} status"] == "unreadable"
    assert rows[0]["sum"] == "0.0"


@given(st.sampled_from(FORMULA), st.text())
def test_no_cell_is_a_formula(start: str, rest: str) -> None:
    """Does no text in a table begin as a formula, whatever a student is called?"""
    ((cell,),) = csv.reader(io.StringIO(to_csv([[start + rest]]), newline=""))
    assert cell.startswith("'")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(
    st.lists(
        st.sampled_from([";", "\t", "|", ",", "\n", "\r", '"', " ", "=1", "+1", "@S", "-1", "x"]),
        max_size=8,
    )
)
def test_no_cell_is_a_formula_by_any_separator(separator: str, pieces: list[str]) -> None:
    """Is no cell a formula for a reader that parts cells at semicolons, bars or tabs?"""
    text = to_csv([["ada", "".join(pieces), 1.0]])
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        assert not [cell for cell in row if cell.lstrip().startswith(SIGNS)], row


def test_text_survives_quotes_and_lines() -> None:
    """Do names with quotes, commas and line ends come back as they were?"""
    names = ['Ann "A", Smith', "two\nlines", "é"]
    assert list(csv.reader(io.StringIO(to_csv([names]), newline=""))) == [names]


@pytest.mark.parametrize(
    "name", ["", " ", ".", "..", "a/b", "a\\b", "a:b", "a\nb", "a\0b", "x" * 300]
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    """Can no name of a student lead out of its folder?"""
    with pytest.raises(UsageError):
        as_part(name)


@pytest.mark.parametrize("name", ["ada", "ada.lovelace@x.org", "Ada Lovelace", "gül", "-rf", "..a"])
def test_honest_names_pass(name: str) -> None:
    """Are the names that people have accepted?"""
    assert as_part(name) == name


def test_report_is_written_whole(tmp_path: Path) -> None:
    """Are page and tables there, and nothing half-written beside them?"""
    path = write_report(tmp_path, [result()])
    assert path == tmp_path / "report" / "index.html"
    tables = ("units", "exercises", "mistakes", "standing", "attention", "times", "marks")
    found = {p.name for p in path.parent.iterdir()}
    assert found == {"index.html", *(f"{name}.csv" for name in tables)}


def test_feedback_stands_beside_its_files(tmp_path: Path) -> None:
    """Is the page under the name that the exchange expects?"""
    graded = result()
    beside = {"timestamp.txt": "now"}
    small, page = feedback_files(tmp_path, notebook_of(graded), graded, beside=beside)
    folder = tmp_path / "feedback" / "ada" / UNIT.slug
    assert small == (folder / "timestamp.txt", "now") and page[0] == folder / f"{UNIT.slug}.html"


def test_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """Is a file in the way of a folder an error that says where, with nothing lost?"""
    (tmp_path / "report").write_text("in the way")
    with pytest.raises(UsageError, match=r"report.*cannot be written.*results\.jsonl"):
        write_report(tmp_path, [result()])


def test_full_disk_is_a_sentence() -> None:
    """Is a full disk an error that says where?"""
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with pytest.raises(UsageError, match="cannot be written"):
        write(Path("/dev/full/x"), "text")
