"""The made-up class: varied, always the same, and never written over somebody's work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.authoring import sample_class
from autograder.authoring.sample_class import SPECIAL, STUDENTS, deeds, write_class
from autograder.errors import UsageError
from autograder.grading.grade import Grader
from autograder.layout import Course
from tests.grading.conftest import UNIT


@pytest.fixture(scope="module")
def submitted(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample class of unit 01."""
    folder = tmp_path_factory.mktemp("class") / "submitted"
    write_class(course, UNIT, folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_forty_students(submitted: Path) -> None:
    """Is there a folder for each of 40, one of them without a notebook?"""
    assert len(STUDENTS) == len(set(STUDENTS)) == 40
    assert {path.name for path in submitted.iterdir()} == set(STUDENTS)
    assert len(list(submitted.rglob("*.ipynb"))) == 39
    assert len(deeds(40)) == 38 and set(SPECIAL) < set(deeds(40))


def test_the_same_course_gives_the_same_class(
    course: Course, submitted: Path, tmp_path: Path
) -> None:
    """Are two classes equal, byte for byte?"""
    write_class(course, UNIT, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(submitted)


def test_submissions_differ(submitted: Path) -> None:
    """Are no two working students' notebooks the same?"""
    notebooks = [path.read_bytes() for path in submitted.rglob("*.ipynb")]
    assert len(set(notebooks)) >= 32


def test_no_marker_of_a_solution_is_handed_in(submitted: Path) -> None:
    """Does no student hand in our markers?"""
    assert not [name for name, text in contents(submitted).items() if b"BEGIN SOLUTION" in text]


def test_marks_are_what_was_done(grader: Grader, submitted: Path) -> None:
    """Are the right answers right, the untouched 0, and what is special costs its exercise?"""
    status: dict[str, int] = {}
    full = nothing = 0
    for student in STUDENTS:
        result = grader.grade(student, submitted / student / UNIT / f"{UNIT}.ipynb").result
        full += result.points == result.max_points
        nothing += result.points == 0
        for verdict in result.verdicts:
            status[verdict.status] = status.get(verdict.status, 0) + 1
    assert full >= 12 and nothing >= 5
    assert {"graded", "not-attempted", "syntax-error", "timeout", "crashed", "error"} <= set(status)


def test_somebody_elses_folder_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, course: Course
) -> None:
    """Is a folder with other things in it refused, and nothing in it touched?"""
    monkeypatch.chdir(course.root)
    (tmp_path / "submitted").mkdir()
    (tmp_path / "submitted" / "precious").write_text("work")
    with pytest.raises(UsageError, match="holds other things"):
        sample_class.main([str(tmp_path)])
    assert contents(tmp_path) == {"submitted/precious": b"work"}


def test_notebooks_are_json(submitted: Path) -> None:
    """Is only the one broken file no JSON?"""

    def parses(path: Path) -> bool:
        try:
            return isinstance(json.loads(path.read_text()), dict)
        except ValueError:
            return False

    assert [parses(path) for path in submitted.rglob("*.ipynb")].count(False) == 1
