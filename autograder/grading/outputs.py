"""What is written for one submission: its page in ``autograded/`` and its feedback.

The rooms that write are imported where they are used: one that cannot be loaded
costs its own files, never a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import AutograderError
from autograder.grading.grade import Graded
from autograder.grading.journal import write_atomically
from autograder.grading.submissions import Handed, looks_like
from autograder.results import SubmissionResult

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.integrations.marks import Marks
    from autograder.reports.marks import Marked

PAGE = ".html"

Put = Callable[[Path, str], object]
"""Writes a text to a path, or keeps it for whoever will."""


@dataclass(frozen=True)
class Written:
    """The row for the grade book, and what could not be written, as sentences."""

    marks: Marks | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """What lies on disk around a submission that its pages need.

    files: the two small files that nbgrader's exchange asks for, by name.
    stamp: when it was handed in.
    before: the page in ``autograded/`` of the last time, where the grade book knows it.
    """

    files: Mapping[str, str]
    stamp: datetime | None = None
    before: str | None = None


@dataclass(frozen=True)
class Outputs:
    """The output folder, and the notebook as students got it."""

    out: Path
    released: Path

    def autograded(self, student: str, unit: str) -> Path:
        return self.out / "autograded" / student / unit / f"{unit}.ipynb"

    def pages(self, student: str, unit: str) -> tuple[Path, Path]:
        """The two pages of a submission, there or not."""
        page = self.out / "feedback" / student / unit / f"{unit}{PAGE}"
        return self.autograded(student, unit), page

    def beside(self, handed: Handed, same: bool) -> Beside:
        """What lies around a submission; ``same``: the grade book knows the page there now."""
        page = self.autograded(handed.student, handed.unit)
        before = _attempt([], page, lambda: page.read_text(encoding="utf-8")) if same else None
        files, stamp = _attempt([], page, lambda: _side_files(handed, page.parent)) or ({}, None)
        return Beside(files, stamp, before)

    def write(
        self,
        handed: Handed,
        graded: Graded,
        marked: Marked | None,
        beside: Beside,
        put: Put | None = None,
    ) -> Written:
        """Write a submission's files. A file that cannot be written costs itself only.

        Args:
            marked: what stands in the grade book for this student, marks by hand included.
            put: what writes (default: to the disk).
        """
        put = put or to_disk
        problems: list[str] = []
        page = self.autograded(handed.student, handed.unit)
        notebook = _attempt(problems, page, lambda: _notebook(self.released, graded))
        if notebook is None:
            return Written(None, tuple(problems))
        marks = _attempt(problems, page, lambda: _marks(notebook, graded, beside))
        _attempt(problems, page, lambda: _page(put, page, notebook, beside.files))
        folder = self.out / "feedback" / handed.student
        shown = replace(graded, result=named(graded.result, handed))
        files = _attempt(problems, folder, lambda: self._feedback(notebook, shown, marked, beside))
        _attempt(problems, folder, lambda: [put(path, text) for path, text in files or ()])
        return Written(marks, tuple(problems))

    def _feedback(
        self, notebook: NotebookNode, graded: Graded, marked: Marked | None, beside: Beside
    ) -> list[tuple[Path, str]]:
        from autograder.reports.write import feedback_files

        return feedback_files(self.out, notebook, graded.result, marked, beside.files)


def named(result: SubmissionResult, handed: Handed) -> SubmissionResult:
    """A result without any work, with a word on which unit the notebook may be of."""
    if result.status != "graded" or any(v.status != "not-attempted" for v in result.verdicts):
        return result
    return replace(result, problem=looks_like(handed.path, result.unit))


def written(files: Sequence[tuple[Path, str]]) -> list[str]:
    """Write what another machine made; what could not be written, as sentences."""
    problems: list[str] = []
    for path, text in files:
        _attempt(problems, path, partial(to_disk, path, text))
    return problems


def to_disk(path: Path, text: str) -> None:
    """Write a file in one step; raises ``OSError`` or an ``AutograderError``.

    A page of feedback may be read by all, whatever the teacher's umask, as nbgrader's own may:
    ``release_feedback`` copies its mode with it, and students could not fetch it. Here its folder
    keeps it from them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)
    if path.suffix == PAGE:
        path.chmod(0o644)


def _side_files(handed: Handed, earlier: Path) -> tuple[Mapping[str, str], datetime | None]:
    from autograder.integrations.marks import submitted_at
    from autograder.integrations.side_files import side_files

    if not handed.readable:
        return side_files(earlier), None
    here = handed.path.parent
    return side_files(here, earlier), submitted_at(here)


def _notebook(released: Path, graded: Graded) -> NotebookNode:
    from autograder.integrations.autograded import autograded_notebook

    return autograded_notebook(_released(released), graded.submission, graded.result)


def _marks(notebook: NotebookNode, graded: Graded, beside: Beside) -> Marks:
    from autograder.integrations.marks import read_marks

    before = None if beside.before is None else _attempt([], Path(), lambda: _parsed(beside.before))
    return read_marks(graded.result, notebook, timestamp=beside.stamp, before=before)


def _page(put: Put, path: Path, notebook: NotebookNode, beside: Mapping[str, str]) -> None:
    import nbformat

    from autograder.reports.write import as_part

    as_part(path.parents[1].name)
    for name, text in beside.items():
        put(path.with_name(name), text)
    put(path, nbformat.writes(notebook) + "\n")


def _read(path: Path) -> NotebookNode:
    from autograder.integrations.autograded import read_notebook

    return read_notebook(path)


def _parsed(text: str | None) -> NotebookNode:
    import nbformat

    notebook: NotebookNode = nbformat.reads(text, as_version=4)
    return notebook


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
