"""The report's tables as CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from autograder.reports.around import Around, HandIn
from autograder.reports.class_report import sections_of
from autograder.reports.class_tables import tables
from autograder.reports.tables import FORMULA, marks_csv
from tests.integrations.making import ROOT, UNIT, WRONG, result, ungraded, wrong
from tests.reports.test_class_report import MSE, a_class

HAND_IN = HandIn(datetime(2026, 3, 3), {"loop": datetime(2026, 3, 3, 1)})


def made(results=None) -> dict[str, list[dict[str, str]]]:
    """Every table of a class, as a reader of CSV sees it."""
    around = Around(
        sections={UNIT.slug: {"mse-loss": "2. One number"}}, hand_in={UNIT.slug: HAND_IN}
    )
    found = tables(sections_of(results or a_class(), around))
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in found}


def test_mistakes_have_share_example_and_suggestion() -> None:
    """Does a row say the mistake, how many of how many, an example and what to show?"""
    (row,) = made()["mistakes.csv"]
    assert (row["exercise"], row["mistake"]) == ("mse-loss", "not-divided-by-n")
    assert (row["misconception"], row["said"]) == ("Not divided by N", WRONG)
    assert (row["students"], row["attempted"], row["share"]) == ("3", "8", "0.375")
    assert row["example"].startswith("dw[2] is 0.731") and "Double the batch" in row["suggestion"]
    assert row["section"] == "2. One number"


def test_exercises_have_a_row_an_aspect() -> None:
    """Does each exercise stand once as a whole and once an aspect?"""
    rows = [row for row in made()["exercises.csv"] if row["exercise"] == "mse-loss"]
    assert [row["aspect"] for row in rows] == ["", "shape", "loss", "dw", "db"]
    whole = rows[0]
    counts = [whole[n] for n in ("all right", "partly right", "without points", "not written")]
    assert counts == ["5", "3", "2", "1"] and rows[4]["all right"] == "5"


def test_everybody_has_a_standing() -> None:
    """Is there a row a student, with the first open exercise of those who have begun?"""
    rows = {row["student"]: row for row in made()["standing.csv"]}
    assert len(rows) == 11
    said = {s: (rows[s]["standing"], rows[s]["first open exercise"], rows[s]["its status"])
            for s in ("right0", "wrong0", "loop", "torn", "idle")}  # fmt: skip
    assert said == {
        "right0": ("done", "", ""),
        "wrong0": ("begun", "mse-loss", "graded"),
        "loop": ("begun", "mse-loss", "timeout"),
        "torn": ("not graded", "", ""),
        "idle": ("untouched", "quadratic-features", "not-attempted"),
    }


def test_attention_has_a_row_a_student() -> None:
    """Is everything to look at there, with groups numbered?"""
    digests = tuple("1" * 16 if e.slug == "mse-loss" else "" for e in UNIT.exercises)
    alike = [replace(r, digests=digests) if r.student[:5] == "wrong" else r for r in a_class()]
    rows = made(alike)["attention.csv"]
    assert [(r["what"], r["student"], r["group"]) for r in rows] == [
        ("unreadable", "torn", ""), ("timeout", "loop", ""),
        ("alike", "wrong0", "1"), ("alike", "wrong1", "1"), ("alike", "wrong2", "1"),
    ]  # fmt: skip
    assert "it proves nothing" in rows[2]["said"]


def test_units_and_times() -> None:
    """Are a unit's figures in a row, and hand-in and lateness in a row a student?"""
    (unit,) = made()["units.csv"]
    assert (unit["students"], unit["not started"], unit["human eye"]) == ("11", "1", "2")
    late = {row["student"]: row for row in made()["times.csv"]}
    assert late["loop"]["seconds late"] == "3600.0" and late["wrong0"]["handed in (UTC)"] == ""


def test_no_cell_is_a_formula() -> None:
    """Whatever a student is called or an exception says: is no cell of any table a formula?"""
    evil = '=HYPERLINK("http://x")'
    odd = replace(wrong(MSE, label="raises", says=evil), for_teacher=(evil,))
    results = [result(evil, mse_loss=odd), ungraded("@x", "unreadable", evil)]
    for name, rows in made(results).items():
        for row in rows:
            assert not [c for c in row.values() if c.lstrip(" ").startswith(FORMULA)], name


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_by_any_separator(separator: str) -> None:
    """Is no cell of any table a formula for a spreadsheet that parts them elsewhere?"""
    evil = "x;=HYPERLINK(0);+1;@SUM(1)\t=1\n=2"
    odd = replace(wrong(MSE, label="raises", says=evil), for_teacher=(evil,))
    results = [result(f"{evil}{i}", mse_loss=odd) for i in range(2)]
    results.append(ungraded(f"{evil}9", "unreadable", evil))
    for name, text in (*tables(sections_of(results)), ("marks.csv", marks_csv(results))):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [c for c in row if c.lstrip(" ").startswith(FORMULA)], name


@pytest.mark.parametrize("name", [name for name, _ in tables(())])
def test_every_column_is_described(name: str) -> None:
    """Does the teacher's page on the report name each column of each table, in order?"""
    text = Path(ROOT / "docs" / "class-report.md").read_text(encoding="utf-8")
    part = text[text.index(f"### `{name}`") :].split("\n### ")[0]
    described = re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)
    (head, *_) = csv.reader(io.StringIO(dict(tables(()))[name]))
    assert described == head
