"""nbgrader as it comes: a course folder without any configuration, and its commands."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.layout import Course
from benchmarks.rivals.classroom import for_nbgrader, handed_in, name, without_demos
from benchmarks.rivals.environment import Environment, Ran
from benchmarks.rivals.table import Marks

MARKS = """
SELECT a.student_id, b.name, g.auto_score FROM grade g
JOIN base_cell b ON b.id = g.cell_id
JOIN submitted_notebook n ON n.id = g.notebook_id
JOIN submitted_assignment a ON a.id = n.assignment_id
"""


@dataclass(frozen=True)
class Stock:
    """One unit as an assignment of nbgrader's.

    prepared: a course whose assignment is released and whose grade book is made;
    change: what is done to every notebook before it is handed in.
    """

    environment: Environment
    unit: str
    prepared: Path
    change: Callable[[NotebookNode], NotebookNode]

    def grade(self, submitted: Path, numbers: Sequence[int], folder: Path) -> Graded:
        """``autograde`` and ``generate_feedback`` for these students, in a fresh copy."""
        shutil.copytree(self.prepared, folder)
        for number in numbers:
            path = handed_in(folder / "submitted", number, self.unit)
            path.parent.mkdir(parents=True)
            given = nbformat.read(handed_in(submitted, number, self.unit), as_version=4)
            nbformat.write(self.change(given), path)
        autograde = self.environment.run("nbgrader", "autograde", self.unit, cwd=folder)
        feedback = self.environment.run("nbgrader", "generate_feedback", self.unit, cwd=folder)
        pages = list((folder / "feedback").glob(f"*/{self.unit}/{self.unit}.html"))
        assert len(pages) == len(numbers), f"{len(pages)} pages for {len(numbers)} students"
        return Graded(autograde, feedback, self._marks(folder, numbers))

    def _marks(self, folder: Path, numbers: Sequence[int]) -> Marks:
        """Student → exercise → points, from the grade book."""
        with closing(sqlite3.connect(folder / "gradebook.db")) as book:
            rows = book.execute(MARKS).fetchall()
        found: dict[str, dict[str, float]] = {name(number): {} for number in numbers}
        for student, cell, points in rows:
            found[student][cell] = float(points or 0.0)
        return found


@dataclass(frozen=True)
class Graded:
    """Two commands and the marks that came of them."""

    autograde: Ran
    feedback: Ran
    marks: Marks


def prepare(
    environment: Environment, course: Course, unit: str, folder: Path, *, demos: bool
) -> Stock:
    """A course with one assignment, released by ``nbgrader generate_assignment``."""
    change = _as_it_is if demos else without_demos
    source = folder / "source" / unit / f"{unit}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(change(for_nbgrader(course, unit)), source)
    environment.run("nbgrader", "generate_assignment", unit, cwd=folder)
    return Stock(environment, unit, folder, change)


def _as_it_is(notebook: NotebookNode) -> NotebookNode:
    return notebook
