"""Where a notebook explains an exercise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.exercises import load_unit, unit_slugs
from autograder.reports.sections import sections
from tests.integrations.making import COURSE


@pytest.mark.parametrize("unit", unit_slugs())
def test_every_exercise_is_explained_somewhere(unit: str) -> None:
    """Does every exercise of the course stand in a section with a heading?"""
    found = sections(COURSE.notebook(unit))
    assert list(found) == [exercise.slug for exercise in load_unit(unit).exercises]
    assert all(heading and not heading.startswith("#") for heading in found.values())


def test_the_last_heading_above_counts(tmp_path: Path) -> None:
    """Is it the nearest heading above the answer, and none where there is none?"""

    def cell(kind: str, text: str, name: str = "") -> dict[str, object]:
        metadata = {"nbgrader": {"grade_id": name}} if name else {}
        return {"cell_type": kind, "source": [text], "metadata": metadata}

    cells = [
        cell("code", "", "a-answer"),
        cell("markdown", "## 1. First\n\ntext"),
        cell("markdown", "no heading"),
        cell("code", "## no heading", "b-answer"),
        cell("code", "", "b"),
    ]
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    assert sections(path) == {"b": "1. First"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 1}', '{"cells": [1]}'])
def test_a_notebook_that_cannot_be_read_explains_nothing(tmp_path: Path, text: str) -> None:
    """Is a report written without suggestions where the notebook is gone or broken?"""
    (tmp_path / "x.ipynb").write_text(text)
    assert sections(tmp_path / "x.ipynb") == sections(tmp_path / "none.ipynb") == {}
