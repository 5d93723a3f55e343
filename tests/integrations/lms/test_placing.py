"""A collected notebook in its place."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.integrations.lms.placing import put
from autograder.integrations.marks import submitted_at
from tests.integrations.lms.downloads_made import UNIT

TIME = datetime(2026, 1, 31, 23, 59, 1, 500000, tzinfo=UTC)


@pytest.fixture
def ada(tmp_path: Path) -> Path:
    return tmp_path / "submitted" / "ada"


def text(folder: Path) -> bytes:
    return (folder / UNIT / f"{UNIT}.ipynb").read_bytes()


def test_new_work_is_put_in_place_with_its_time(ada: Path) -> None:
    """Does nbgrader's time of hand-in come out as it went in?"""
    assert put(ada, UNIT, b"1", TIME).outcome == "collected"
    assert text(ada) == b"1" and submitted_at(ada / UNIT) == TIME.replace(tzinfo=None)
    assert sorted(os.listdir(ada / UNIT)) == [f"{UNIT}.ipynb", "timestamp.txt"]


def test_the_same_again_changes_nothing(ada: Path) -> None:
    """Is work that lies there as it is left alone, and a time that was missing added?"""
    put(ada, UNIT, b"1", None)
    assert put(ada, UNIT, b"1", TIME).outcome == "unchanged"
    assert submitted_at(ada / UNIT) is not None
    assert put(ada, UNIT, b"1", None).outcome == "unchanged"
    assert submitted_at(ada / UNIT) is not None


def test_other_work_is_kept_unless_forced(ada: Path) -> None:
    """Is nothing replaced by itself, and with force the time of the old work gone, too?"""
    put(ada, UNIT, b"1", TIME)
    done = put(ada, UNIT, b"2", None)
    assert done.outcome == "kept" and "--force" in done.said and text(ada) == b"1"
    assert put(ada, UNIT, b"2", None, force=True).outcome == "replaced"
    assert text(ada) == b"2" and submitted_at(ada / UNIT) is None


def test_another_time_is_a_difference(ada: Path) -> None:
    """Is the time of hand-in kept, too, where the same work comes with another?"""
    put(ada, UNIT, b"1", TIME)
    assert put(ada, UNIT, b"1", TIME.replace(hour=1)).outcome == "kept"
    assert put(ada, UNIT, b"1", TIME.replace(hour=1), force=True).outcome == "replaced"


@pytest.mark.parametrize("link", ["", UNIT, f"{UNIT}/{UNIT}.ipynb", f"{UNIT}/timestamp.txt"])
def test_nothing_is_written_through_a_link(ada: Path, tmp_path: Path, link: str) -> None:
    """Is a symbolic link at any step a refusal, with force as well?"""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / UNIT).mkdir(parents=True)
    place = ada / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(elsewhere / "secret")
    assert put(ada, UNIT, b"1", TIME, force=True).outcome == "refused"
    assert list((elsewhere / UNIT).iterdir()) == [] and not (elsewhere / "secret").exists()


def test_what_is_in_the_way_is_a_sentence(ada: Path) -> None:
    """Are a file where a folder belongs, and a folder where the notebook does, refused?"""
    ada.parent.mkdir()
    ada.write_text("a file")
    assert put(ada, UNIT, b"1", None).outcome == "refused"
    ada.unlink()
    (ada / UNIT / f"{UNIT}.ipynb").mkdir(parents=True)
    assert put(ada, UNIT, b"1", None).outcome == "kept"
    assert put(ada, UNIT, b"1", None, force=True).outcome == "refused"
    assert os.listdir(ada / UNIT) == [f"{UNIT}.ipynb"]
