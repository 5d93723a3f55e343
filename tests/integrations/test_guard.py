"""What a student leaves beside the notebook stays there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from autograder.integrations import guard
from autograder.integrations.preprocessors import close_grader
from autograder.integrations.reading import read_roster
from tests.integrations.conftest import STAMP, Taught, make_course
from tests.integrations.making import SEED, UNIT

pytestmark = pytest.mark.nbgrader


@pytest.fixture
def course(bare_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Taught:
    """ada with links to the teacher's files; fay and hal with links to another's folder."""
    monkeypatch.setenv("PATH", os.environ["PATH"])
    course = make_course(tmp_path)
    shutil.copy(bare_book, course.root)
    for student in ("bob", "cyd", "dan", "eve"):
        shutil.rmtree(course.root / "submitted" / student)
    folder = course.unit("submitted", "ada")
    (folder / "notes.html").symlink_to(course.root / ".grading_seed")
    (folder / "helper.py").symlink_to(course.root / "solutions" / f"{UNIT.slug}.py")
    (folder / "evil.html").write_text("<script>alert(1)</script>")
    secret = folder / "submission_secret.txt"
    secret.rename(course.root / "secret")
    secret.symlink_to(course.root / ".grading_seed")
    (course.root / "submitted" / "fay").mkdir()
    course.unit("submitted", "fay").symlink_to(folder)
    other = course.unit("submitted", "gus")
    other.mkdir(parents=True)
    shutil.copy(folder / f"{UNIT.slug}.ipynb", other)
    shutil.copy(course.root / "secret", other / "submission_secret.txt")
    (course.root / "submitted" / "hal").mkdir()
    course.unit("submitted", "hal").symlink_to(other)
    return course


def written(course: Taught) -> dict[str, str]:
    """Every file in autograded/ and feedback/, by its name."""
    places = [course.root / step for step in ("autograded", "feedback")]
    files = [p for place in places for p in place.rglob("*") if p.is_file()]
    return {str(p.relative_to(course.root)): p.read_text(errors="replace") for p in files}


def test_nothing_of_a_students_folder_is_copied_and_no_link_is_followed(course: Taught) -> None:
    """Do links to the seed and the solutions, and a page of one's own, stay where they are?"""
    course.nbgrader("autograde", UNIT.slug, "--create")
    course.nbgrader("generate_feedback", UNIT.slug)
    close_grader()
    files = written(course)
    names = {Path(name).name for name in files}
    assert names == {
        f"{UNIT.slug}.ipynb", f"{UNIT.slug}.html", "timestamp.txt", "submission_secret.txt"
    }  # fmt: skip
    assert not any(SEED in text for text in files.values())
    page = next(
        text for name, text in files.items() if name.endswith("fay.html") or "/fay/" in name
    )
    assert "20 / " not in page


def test_a_timestamp_that_is_no_file_or_no_time_is_none(tmp_path: Path) -> None:
    """Are a link, a pipe and nonsense no time, without an error?"""
    guard.guard_folders()
    folders = [tmp_path / name for name in ("link", "pipe", "words", "time")]
    for folder in folders:
        folder.mkdir()
    (tmp_path / "real.txt").write_text(STAMP)
    (folders[0] / "timestamp.txt").symlink_to(tmp_path / "real.txt")
    os.mkfifo(folders[1] / "timestamp.txt")
    (folders[2] / "timestamp.txt").write_text("\x1b[2J soon")
    (folders[3] / "timestamp.txt").write_text(STAMP)
    found = [guard._existing_timestamp(None, str(folder)) for folder in folders]
    assert found[:3] == [None] * 3 and found[3] is not None


def test_a_folder_whose_name_is_markup(course: Taught) -> None:
    """Is a name that formgrader would take for markup in no grade book of nbgrader's either?"""
    course.unit("submitted", "gus").parent.rename(course.root / "submitted" / "<b onclick=x>")
    with pytest.raises(AssertionError, match="cannot be the name of a student's folder"):
        course.nbgrader("autograde", UNIT.slug, "--create")
    close_grader()
    assert "ada" in read_roster(course.url)
    assert "<b onclick=x>" not in read_roster(course.url)
