"""Reports and pages on disk: whole or not at all, under names that stay in their folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from nbformat import NotebookNode

from autograder.errors import UsageError
from autograder.grading.journal import write_atomically
from autograder.reports import class_tables
from autograder.reports.around import Around
from autograder.reports.class_report import class_report_html, sections_of
from autograder.reports.feedback import feedback_html
from autograder.reports.marks import Marked
from autograder.reports.tables import marks_csv
from autograder.results import SubmissionResult

MAX_NAME = 200


def write_report(
    out: Path, results: Sequence[SubmissionResult], around: Around | None = None
) -> Path:
    """Write ``report/``: ``index.html`` and its tables as CSV; returns the page's path."""
    folder = out / "report"
    sections = sections_of(results, around)
    for name, text in (
        ("marks.csv", marks_csv(results)),
        *class_tables.tables(sections),
        ("index.html", class_report_html(results, sections=sections)),
    ):
        write(folder / name, text)
    return folder / "index.html"


def feedback_files(
    out: Path,
    notebook: NotebookNode,
    result: SubmissionResult,
    marked: Marked | None = None,
    beside: Mapping[str, str] | None = None,
) -> list[tuple[Path, str]]:
    """One student's page and the small files ``beside`` it, as paths below ``out`` and texts."""
    unit = as_part(result.unit)
    folder = out / "feedback" / as_part(result.student) / unit
    small = [(folder / as_part(name), text) for name, text in (beside or {}).items()]
    return [*small, (folder / f"{unit}.html", feedback_html(notebook, result, marked))]


def as_part(name: str) -> str:
    """``name``, if it can be one part of a path and no more; else ``UsageError``."""
    odd = any(unicodedata.category(c) in ("Cc", "Cs") for c in name)
    long = len(name.encode(errors="replace")) > MAX_NAME
    if not name.strip() or name in (".", "..") or odd or long:
        raise UsageError(f"{name!r} cannot be the name of a folder or file. Rename it.")
    if "/" in name or "\\" in name or ":" in name:
        raise UsageError(f"{name!r} would lead out of its folder. Rename it.")
    return name


def write(path: Path, text: str) -> None:
    """Write a file in one step; raises ``UsageError`` where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}. The results are kept in results.jsonl."
        ) from error
