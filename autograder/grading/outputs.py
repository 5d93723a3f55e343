"""What is written for one submission: its page in ``autograded/`` and its feedback.

The rooms that write are imported where they are used: one that cannot be loaded
costs its own files, never a mark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.grading.grade import Graded
from autograder.grading.journal import write_atomically
from autograder.grading.submissions import Handed

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.integrations.marks import Marks
    from autograder.reports.marks import Marked


@dataclass(frozen=True)
class Written:
    """The row for the grade book, and what could not be written, as sentences."""

    marks: Marks | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outputs:
    """The output folder, and the notebook as students got it."""

    out: Path
    released: Path

    def autograded(self, student: str, unit: str) -> Path:
        return self.out / "autograded" / student / unit / f"{unit}.ipynb"

    def feedback(self, student: str, unit: str) -> Path:
        return self.out / "feedback" / student / unit / f"{unit}.html"

    def write(self, handed: Handed, graded: Graded, marked: Marked | None, same: bool) -> Written:
        """Write a submission's files. A file that cannot be written costs itself only.

        Args:
            marked: what stands in the grade book for this student, marks by hand included.
            same: the grade book knows the page that is there now.
        """
        problems: list[str] = []
        page = self.autograded(handed.student, handed.unit)
        target = self.feedback(handed.student, handed.unit)
        before = _attempt([], page, lambda: _read(page)) if same else None
        notebook = _attempt(problems, page, lambda: _notebook(self.released, graded))
        if notebook is None:
            return Written(None, tuple(problems))
        marks = _attempt(problems, page, lambda: _marks(notebook, handed, graded, before))
        _attempt(problems, page, lambda: _page(page, notebook))
        _attempt(problems, target, lambda: _feedback(target, notebook, graded, marked))
        _attempt(problems, target, lambda: _beside(handed, page.parent, target.parent))
        return Written(marks, tuple(problems))


def _notebook(released: Path, graded: Graded) -> NotebookNode:
    from autograder.integrations.autograded import autograded_notebook

    return autograded_notebook(_released(released), graded.submission, graded.result)


def _marks(
    notebook: NotebookNode, handed: Handed, graded: Graded, before: NotebookNode | None
) -> Marks:
    from autograder.integrations.marks import read_marks, submitted_at

    stamp = submitted_at(handed.path.parent) if handed.readable else None
    return read_marks(graded.result, notebook, timestamp=stamp, before=before)


def _page(path: Path, notebook: NotebookNode) -> None:
    from autograder.authoring.build import notebook_text

    _write(path, notebook_text(notebook))


def _beside(handed: Handed, *folders: Path) -> None:
    """The two small files that nbgrader's exchange asks for, beside page and feedback."""
    from autograder.integrations.side_files import side_files

    sources = (handed.path.parent, *folders) if handed.readable else folders
    for name, text in side_files(*sources).items():
        for folder in folders:
            _write(folder / name, text)


def _feedback(path: Path, notebook: NotebookNode, graded: Graded, marked: Marked | None) -> None:
    from autograder.reports.feedback import feedback_html

    _write(path, feedback_html(notebook, graded.result, marked))


def _read(path: Path) -> NotebookNode:
    from autograder.integrations.autograded import read_notebook

    return read_notebook(path)


_released = cache(_read)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)


def _attempt(problems: list[str], path: Path, step: Callable[[], Any]) -> Any:
    """Whatever a writer does, the marks are kept and the next file is written."""
    try:
        return step()
    except Exception as error:
        why = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        problems.append(f"{path} was not written: {why}.")
        return None
