"""One tiny notebook a situation, replayed in the real sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.grade import Grader
from tests.notebooks.write import SITUATIONS, notebook

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


@pytest.mark.parametrize("name", SITUATIONS)
def test_situation(grader: Grader, name: str) -> None:
    """Does the notebook get the status, the marks and the words that belong to it?"""
    expected = SITUATIONS[name]
    result = grader.grade("ada", NOTEBOOKS / f"{name}.ipynb").result
    features, loss = (
        v for v in result.verdicts if v.exercise in ("quadratic-features", "mse-loss")
    )
    assert (loss.status, loss.points) == (expected.status, expected.points), loss.message
    assert expected.message in loss.message
    assert features.points == expected.features
    assert result.status == "graded"


def test_notebooks_are_those_of_the_table() -> None:
    """Is every notebook as ``write.py`` makes it, and none left over?"""
    made = {f"{name}.ipynb": notebook(s) for name, s in SITUATIONS.items()}
    assert {path.name: path.read_text() for path in NOTEBOOKS.glob("*.ipynb")} == made
