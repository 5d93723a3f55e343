"""The secret seed: kept, hidden from others, changed on demand."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.seed import fingerprint, grading_seed
from autograder.layout import Course


def test_a_seed_is_drawn_once_and_kept(tmp_path: Path) -> None:
    """Does the second call give the first one's seed, readable by its owner only?"""
    course = Course(tmp_path)
    seed = grading_seed(course)
    assert len(seed) == 32 and grading_seed(course) == seed
    assert course.seed_file.stat().st_mode & 0o777 == 0o600


def test_a_new_seed_replaces_the_old(tmp_path: Path) -> None:
    """Does ``new`` draw another, keep it, and leave no other file behind?"""
    course = Course(tmp_path)
    old = grading_seed(course)
    new = grading_seed(course, new=True)
    assert new != old and grading_seed(course) == new
    assert [path.name for path in tmp_path.iterdir()] == [course.seed_file.name]
    assert course.seed_file.stat().st_mode & 0o777 == 0o600


def test_a_seed_that_others_can_read_is_hidden(tmp_path: Path) -> None:
    """Is a file that was copied with open permissions closed again?"""
    course = Course(tmp_path)
    course.seed_file.write_text("abc\n")
    course.seed_file.chmod(0o644)
    assert grading_seed(course) == "abc"
    assert course.seed_file.stat().st_mode & 0o777 == 0o600


def test_an_empty_seed_is_no_seed(tmp_path: Path) -> None:
    """Is an empty file refused, with what to do?"""
    course = Course(tmp_path)
    course.seed_file.touch()
    with pytest.raises(UsageError, match="--new-seed"):
        grading_seed(course)


def test_a_folder_that_cannot_hold_it(tmp_path: Path) -> None:
    """Is a course root that is not there, or no folder, said in a sentence?"""
    with pytest.raises(UsageError, match="cannot be kept"):
        grading_seed(Course(tmp_path / "missing"))


def test_a_fingerprint_tells_seeds_apart_and_nothing_else() -> None:
    """Are fingerprints short, different, and free of the seed?"""
    assert fingerprint("a") != fingerprint("b")
    assert "secret" not in fingerprint("secret") and len(fingerprint("secret")) == 12
