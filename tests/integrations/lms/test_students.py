"""The names of those who handed in, for the grade book."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.integrations.database import open_gradebook
from autograder.integrations.lms.collect import as_text, collect
from autograder.integrations.lms.names import fold
from autograder.integrations.lms.roster import read_roster
from autograder.integrations.lms.students import students_csv

SAMPLES = Path(__file__).resolve().parents[3] / "docs" / "samples"
CANVAS = (SAMPLES / "canvas-gradebook.csv").read_text(encoding="utf-8")


def names(roster: str, *folders: str) -> list[list[str]]:
    """The file's rows below its head."""
    known = {fold(name): name for name in folders} | {name: name for name in folders}
    text = students_csv(read_roster(roster, "r.csv"), known)
    return list(csv.reader(text.splitlines()))[1:]


def test_those_with_a_folder_have_names() -> None:
    """Is each student with work named, first and last, and nobody else?"""
    assert names(CANVAS, "grace", "ada", "nobody") == [
        ["ada", "Ada", "Lovelace", ""],
        ["grace", "Grace", "Hopper", ""],
    ]
    assert students_csv(read_roster(CANVAS, "r.csv"), {}) == ""
    assert names(CANVAS, "ADA") == [["ADA", "Ada", "Lovelace", ""]]  # as the disk calls it


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ('"Lovelace, Ada"', "Ada", "Lovelace"),
        ("Ada Countess Lovelace", "Ada Countess", "Lovelace"),
        ("Ada", "", "Ada"),
        ('"=cmd(), =x"', "'=x", "'=cmd()"),
    ],
)
def test_names_in_every_order(written: str, first: str, last: str) -> None:
    """Are both halves found however a system writes them, and is none of them a formula?"""
    roster = f"Student,ID,SIS Login ID,Section\n{written},1,ada,A\n"
    assert names(roster, "ada") == [["ada", first, last, ""]]


def test_nbgrader_takes_them(tmp_path: Path) -> None:
    """Does collecting write the file, and does nbgrader's own command give the book its names?"""
    to = tmp_path / "submitted"
    roster = read_roster(CANVAS, "r.csv")
    found = collect([SAMPLES / "canvas"], to, roster=roster)
    assert found.names == to / "students.csv"
    assert as_text(found, to).endswith(f"nbgrader db student import {to}/students.csv")
    assert collect([SAMPLES / "canvas"], to).names is None
    url = f"sqlite:///{tmp_path}/gradebook.db"
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "db", "student", "import", str(to / "students.csv"),
         f"--db={url}"],
        check=True, cwd=tmp_path, env=os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path)},
        capture_output=True,
    )  # fmt: skip
    with open_gradebook(url, "course") as book:
        known = {s.id: (s.first_name, s.last_name) for s in book.students}
    assert known == {"ada": ("Ada", "Lovelace"), "grace": ("Grace", "Hopper")}


def test_it_is_not_written_through_a_link(tmp_path: Path) -> None:
    """Does a link under its name stay what it is, and its target too?"""
    to, target = tmp_path / "submitted", tmp_path / "target"
    to.mkdir()
    target.write_text("mine")
    (to / "students.csv").symlink_to(target)
    collect([SAMPLES / "canvas"], to, roster=read_roster(CANVAS, "r.csv"))
    assert target.read_text() == "mine" and not (to / "students.csv").is_symlink()
