"""What grading tests share: one real grader, and classes handed in to a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.grading.grade import Grader
from autograder.grading.replay import Times
from autograder.layout import Course

ROOT = Path(__file__).resolve().parents[2]
UNIT = "01_linear_regression"


@pytest.fixture(scope="session")
def course() -> Course:
    """This repository."""
    return Course(ROOT)


@pytest.fixture(scope="session")
def grader(course: Course) -> Iterator[Grader]:
    """A real grader whose patience is short."""
    times = Times(cell=1.0, submission=20.0, exercise=1.0)
    with Grader(course, UNIT, "a seed for tests", times=times, allow_unsandboxed=True) as grader:
        yield grader


HandIn = Callable[..., Path]


@pytest.fixture
def hand_in(tmp_path: Path) -> HandIn:
    """Hands in a situation's notebook (or any text) for a student; returns its path."""

    def hand_in(student: str, situation: str = "all_right", text: str | None = None) -> Path:
        path = tmp_path / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        source = ROOT / "tests" / "notebooks" / f"{situation}.ipynb"
        path.write_text(source.read_text() if text is None else text, encoding="utf-8")
        return path

    return hand_in
