"""What our own notebook says of the version that made it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder import __version__
from autograder.grading.released import other_version
from autograder.layout import Course
from tests.grading.conftest import ROOT, UNIT


def made_by(version: object, path: Path) -> Path:
    path.write_text(json.dumps({"cells": [], "metadata": {"autograder": {"version": version}}}))
    return path


@pytest.mark.parametrize("version", [__version__, f"{__version__}.1", "", 7, None])
def test_the_same_version_is_no_news(version: object, tmp_path: Path) -> None:
    """Is nothing said where the first two numbers agree, or none are there?"""
    assert other_version(made_by(version, tmp_path / "n.ipynb")) == ""


def test_another_version_is_said(tmp_path: Path) -> None:
    """Does the sentence hold both versions and what to do?"""
    said = other_version(made_by("0.7.3", tmp_path / "n.ipynb"))
    assert "n.ipynb was made by version 0.7.3" in said
    assert f"version {__version__} grades" in said and "autograder build" in said


def test_a_damaged_notebook_is_somebody_elses_to_say(tmp_path: Path) -> None:
    """Is a notebook that is none, or not there, passed over?"""
    (tmp_path / "n.ipynb").write_text("{")
    assert other_version(tmp_path / "n.ipynb") == other_version(tmp_path / "none.ipynb") == ""


def test_the_course_is_of_this_version() -> None:
    """Is this repository's own notebook made by this package?"""
    assert other_version(Course(ROOT).notebook(UNIT)) == ""
