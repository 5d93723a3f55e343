"""nbgrader makes the same student notebook from our instructor's notebook."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

CONFIG = """
from autograder.authoring.passes import GENERATE_ASSIGNMENT
c = get_config()
c.GenerateAssignment.preprocessors = GENERATE_ASSIGNMENT
c.CourseDirectory.source_directory = "build/source"
"""


@pytest.mark.nbgrader
def test_generate_assignment_gives_the_same_notebook(toy) -> None:
    """Does nbgrader generate_assignment give the student notebook of the build, cell by cell?"""
    toy.build()
    (toy.course.root / "nbgrader_config.py").write_text(CONFIG)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "00_toy", "--no-db"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        cwd=toy.course.root,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": path},
    )
    assert done.returncode == 0, done.stderr
    made = toy.course.root / "release" / "00_toy" / "00_toy.ipynb"
    theirs, ours = (nbformat.read(p, as_version=4) for p in (made, toy.notebook))
    assert [cell.source for cell in theirs.cells] == [cell.source for cell in ours.cells]
    assert [cell.metadata for cell in theirs.cells] == [cell.metadata for cell in ours.cells]
    assert [cell.id for cell in theirs.cells] == [cell.id for cell in ours.cells]
