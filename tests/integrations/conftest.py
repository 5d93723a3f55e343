"""A course in a folder of its own, with a tiny class, taken through real nbgrader once."""

from __future__ import annotations

import contextlib
import copy
import io
import logging
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.authoring.build import notebook_text
from autograder.integrations.database import open_gradebook
from autograder.integrations.settings import COURSE_ID
from autograder.layout import Course
from tests.integrations.making import ROOT, SEED, UNIT, built, released, solutions

STAMP = "2026-01-31 23:59:00 UTC"
SECRET = "s3cret"
EXCHANGE = "exchange"


@dataclass(frozen=True)
class Taught:
    """A course root; ``logs`` holds what each nbgrader command said."""

    root: Path
    logs: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.root}/gradebook.db"

    def unit(self, step: str, student: str) -> Path:
        return self.root / step / student / UNIT.slug

    def nbgrader(self, command: str, *arguments: str) -> str:
        """Run a command in this process (a new one costs seconds); its log."""
        from jupyter_core.application import NoStart
        from nbgrader.apps import NbGraderApp

        said, path = io.StringIO(), list(sys.path)
        with contextlib.chdir(self.root), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's and its servers' own
            app = NbGraderApp.instance()
            try:
                app.initialize([command, *arguments])
                app.init_logging(logging.StreamHandler, [said], color=False, subapps=True)
                app.start()
            except NoStart:  # how Jupyter's applications end once a subcommand is done
                pass
            except SystemExit as stop:
                assert not stop.code, said.getvalue()
            finally:
                app.reset()
                sys.path[:] = path
        self.logs[command] = said.getvalue()
        return said.getvalue()


def full() -> NotebookNode:
    """A notebook with every exercise solved and one question answered."""
    notebook = released()
    for cell in notebook.cells:
        cell.source = solutions().get(cell.id, cell.source)
        if cell.id == "mean-or-sum":
            cell.source = "A *mean* does not grow. <script>alert(1)</script>"
    return notebook


def half() -> NotebookNode:
    """The factor 2 is missing from ``dw``: a named mistake."""
    notebook = full()
    answer = next(c for c in notebook.cells if c.id == "mse-loss-answer")
    assert "2 * X.T" in answer.source
    answer.source = answer.source.replace("2 * X.T", "X.T")
    return notebook


def messy() -> NotebookNode:
    """Right answers, with everything that makes nbgrader stumble."""
    notebook = full()
    at = next(i for i, c in enumerate(notebook.cells) if c.id == "mse-loss-answer")
    copied = copy.deepcopy(notebook.cells[at])
    copied.id = "copied"
    noise = nbformat.v4.new_code_cell("import sys\nprint('noise', file=sys.stderr)", id="noise")
    notebook.cells[at + 1 : at + 1] = [copied, noise]
    notebook.cells = [c for c in notebook.cells if c.id != "stable-rate"]
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution"]
    return notebook


CLASS = {"ada": full, "bob": half, "cyd": released, "dan": messy}


def hand_in(root: Path) -> None:
    """The tiny class: four notebooks (one without side files) and one that is none."""
    for student, make in CLASS.items():
        folder = root / "submitted" / student / UNIT.slug
        folder.mkdir(parents=True)
        (folder / f"{UNIT.slug}.ipynb").write_text(nbformat.writes(make()))
        if student != "bob":
            (folder / "timestamp.txt").write_text(STAMP)
            (folder / "submission_secret.txt").write_text(f"{SECRET}-{student}")
    folder = root / "submitted" / "eve" / UNIT.slug
    folder.mkdir(parents=True)
    (folder / f"{UNIT.slug}.ipynb").write_text('{"cells": [')


def make_course(root: Path) -> Taught:
    """A copy of the course with the class's submissions, and no grade book."""
    for name in ("solutions", "course"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / ".grading_seed").write_text(SEED)
    (root / ".grading_seed").chmod(0o600)
    course = Course(root)
    instructor = course.instructor / UNIT.slug / f"{UNIT.slug}.ipynb"
    instructor.parent.mkdir(parents=True)
    instructor.write_text(notebook_text(built().instructor))
    course.notebook(UNIT.slug).write_text(notebook_text(built().student))
    hand_in(root)
    return Taught(root)


@pytest.fixture(scope="session")
def bare_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grade book with nothing in it. Made once and copied: nbgrader takes seconds to make one."""
    path = tmp_path_factory.mktemp("bare") / "gradebook.db"
    with open_gradebook(f"sqlite:///{path}", COURSE_ID):
        return path


@pytest.fixture(scope="session")
def taught(bare_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taught]:
    """A course that has been through every nbgrader command."""
    from autograder.integrations.preprocessors import close_grader

    path = os.environ["PATH"]
    course = make_course(tmp_path_factory.mktemp("taught"))
    shutil.copy(bare_book, course.root)
    (course.root / EXCHANGE).mkdir(mode=0o777)
    (course.root / EXCHANGE).chmod(0o777)
    try:
        course.nbgrader("generate_assignment", UNIT.slug)
        course.nbgrader("autograde", UNIT.slug)
        course.nbgrader("generate_feedback", UNIT.slug)
        course.nbgrader("release_feedback", UNIT.slug, f"--Exchange.root={course.root / EXCHANGE}")
        course.nbgrader("export", "--to", "grades.csv")
        yield course
    finally:
        os.environ["PATH"] = path
        close_grader()
