"""What was handed in, found without following links."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.submissions import (
    chosen_students,
    handed_in,
    student_folders,
    units_handed_in,
)

UNIT = "01_linear_regression"


def folder(root: Path, student: str = "ada") -> Path:
    """A student's folder for the unit."""
    path = root / student / UNIT
    path.mkdir(parents=True)
    return path


def test_students_are_the_visible_folders(tmp_path: Path) -> None:
    """Are files and hidden folders left out, and the rest sorted?"""
    for name in ("zoë", "ada", ".ipynb_checkpoints"):
        folder(tmp_path, name)
    (tmp_path / "notes.txt").touch()
    assert list(student_folders(tmp_path)) == ["ada", "zoë"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "There is no folder"),
        (lambda path: path.touch(), "autograder check NOTEBOOK"),
        (lambda path: path.mkdir(), "holds no submissions"),
    ],
)
def test_no_class(tmp_path: Path, make, said: str) -> None:
    """Is a folder that is missing, a file or empty refused, with what to do?"""
    make(tmp_path / "submitted")
    with pytest.raises(UsageError, match=said):
        student_folders(tmp_path / "submitted")


def test_a_student_who_is_not_there(tmp_path: Path) -> None:
    """Is a mistyped student refused, with a suggestion?"""
    folder(tmp_path, "grace")
    with pytest.raises(UsageError, match='Did you mean "grace"'):
        chosen_students(student_folders(tmp_path), ["grce"])


def test_units_are_those_somebody_handed_in(tmp_path: Path) -> None:
    """Are units found by their folders, and a class without any refused?"""
    folder(tmp_path)
    assert units_handed_in(student_folders(tmp_path)) == (UNIT,)
    (tmp_path / "ada" / UNIT).rename(tmp_path / "ada" / "homework")
    with pytest.raises(UsageError, match="Nobody handed in"):
        units_handed_in(student_folders(tmp_path))


def test_a_notebook_to_grade(tmp_path: Path) -> None:
    """Is a notebook in its place something to grade?"""
    (folder(tmp_path) / f"{UNIT}.ipynb").touch()
    handed = handed_in("ada", tmp_path / "ada", UNIT)
    assert (handed.status, handed.problem, handed.readable) == ("graded", "", True)


def test_nothing_handed_in(tmp_path: Path) -> None:
    """Is a student without the unit's folder absent, and one with an empty one not?"""
    (tmp_path / "ada").mkdir()
    assert handed_in("ada", tmp_path / "ada", UNIT).absent
    folder(tmp_path, "bob")
    handed = handed_in("bob", tmp_path / "bob", UNIT)
    assert (handed.status, handed.absent) == ("not-attempted", False)


def test_a_notebook_of_another_name(tmp_path: Path) -> None:
    """Is a renamed notebook pointed out?"""
    (folder(tmp_path) / "Untitled.ipynb").touch()
    handed = handed_in("ada", tmp_path / "ada", UNIT)
    assert handed.status == "unreadable"
    assert "Untitled.ipynb. Rename it" in handed.problem


@pytest.mark.parametrize("level", ["student", "unit", "notebook"])
def test_links_are_refused(tmp_path: Path, level: str) -> None:
    """Is a symbolic link at any level a status of that submission?"""
    secret = tmp_path / "elsewhere" / UNIT
    secret.mkdir(parents=True)
    (secret / f"{UNIT}.ipynb").write_text("{}")
    root = tmp_path / "submitted"
    places = {
        "student": (root / "ada", secret.parent),
        "unit": (root / "ada" / UNIT, secret),
        "notebook": (root / "ada" / UNIT / f"{UNIT}.ipynb", secret / f"{UNIT}.ipynb"),
    }
    link, target = places[level]
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    handed = handed_in("ada", root / "ada", UNIT)
    assert (handed.status, handed.readable) == ("unreadable", False)
    assert "symbolic link" in handed.problem


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """Is a folder's name in another encoding spelled out?"""
    os.mkdir(os.fsencode(tmp_path) + b"/caf\xe9")
    assert list(student_folders(tmp_path)) == ["caf\\xe9"]
