"""What is written for one submission: its page in ``autograded/`` and its feedback.

The rooms that write are imported where they are used: one that cannot be loaded
costs its own files, never a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import AutograderError
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

    def write(self, handed: Handed, graded: Graded, marked: Marked | None, same: bool) -> Written:
        """Write a submission's files. A file that cannot be written costs itself only.

        Args:
            marked: what stands in the grade book for this student, marks by hand included.
            same: the grade book knows the page that is there now.
        """
        problems: list[str] = []
        page = self.autograded(handed.student, handed.unit)
        before = _attempt([], page, lambda: _read(page)) if same else None
        notebook = _attempt(problems, page, lambda: _notebook(self.released, graded))
        if notebook is None:
            return Written(None, tuple(problems))
        marks = _attempt(problems, page, lambda: _marks(notebook, handed, graded, before))
        beside = _attempt(problems, page, lambda: _beside(handed, page.parent)) or {}
        _attempt(problems, page, lambda: _page(page, notebook, beside))
        feedback = self.out / "feedback" / handed.student
        _attempt(problems, feedback, lambda: _feedback(self.out, notebook, graded, marked, beside))
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


def _beside(handed: Handed, earlier: Path) -> Mapping[str, str]:
    """The two small files that nbgrader's exchange asks for, beside page and feedback."""
    from autograder.integrations.side_files import side_files

    return side_files(handed.path.parent, earlier) if handed.readable else side_files(earlier)


def _page(path: Path, notebook: NotebookNode, beside: Mapping[str, str]) -> None:
    import nbformat

    from autograder.reports.write import as_part

    as_part(path.parents[1].name)
    path.parent.mkdir(parents=True, exist_ok=True)
    for name, text in beside.items():
        write_atomically(path.with_name(name), text)
    write_atomically(path, nbformat.writes(notebook) + "\n")


def _feedback(
    out: Path,
    notebook: NotebookNode,
    graded: Graded,
    marked: Marked | None,
    beside: Mapping[str, str],
) -> None:
    from autograder.reports.write import write_feedback

    write_feedback(out, notebook, graded.result, marked, beside)


def _read(path: Path) -> NotebookNode:
    from autograder.integrations.autograded import read_notebook

    return read_notebook(path)


_released = cache(_read)


def _attempt(problems: list[str], path: Path, step: Callable[[], Any]) -> Any:
    """Whatever a writer does, the marks are kept and the next file is written."""
    try:
        return step()
    except AutograderError as error:
        problems.append(str(error))
    except Exception as error:
        why = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        problems.append(f"{path} was not written: {why}.")
    return None
