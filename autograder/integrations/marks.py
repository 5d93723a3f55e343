"""What nbgrader would read off an autograded notebook, without nbgrader (it loads slowly)."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dateutil import parser, tz  # type: ignore[import-untyped]
from nbformat import NotebookNode

from autograder.integrations.autograded import is_blank
from autograder.integrations.placing import ANSWER, grade_id, is_solution
from autograder.model import Verdict
from autograder.results import SubmissionResult

NO_RESPONSE = "No response."
"""nbgrader's own words for an answer cell that was left as it was given out."""

MAX_TIMESTAMP = 200


@dataclass(frozen=True)
class Marks:
    """One submission's row for the grade book.

    scores: per grade cell the marks, None where a person must give them; a cell that
        is not in it keeps what it has (nothing is known: our sandbox failed).
    comments: per answer cell what is said there automatically.
    same: grade cells whose answer, marks and maximum are what they were when last graded.
    """

    student: str
    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]
    timestamp: datetime | None = None
    same: frozenset[str] = field(default=frozenset())


def read_marks(
    result: SubmissionResult,
    notebook: NotebookNode,
    *,
    timestamp: datetime | None = None,
    before: NotebookNode | None = None,
) -> Marks:
    """The marks in an autograded notebook, by nbgrader's own rules for cells.

    Args:
        result: what the notebook was made from; gives the comments.
        before: the student's notebook of the last time, to see what has changed.
    """
    verdicts = {verdict.exercise: verdict for verdict in result.verdicts}
    solutions = [cell for cell in notebook.cells if is_solution(cell)]
    broken = {v.exercise for v in result.verdicts if v.status == "sandbox-broken"}
    scores = {name: score for name, score in _scores(notebook).items() if name not in broken}
    return Marks(
        student=result.student,
        scores=scores,
        comments={grade_id(cell): _comment(cell, verdicts) for cell in solutions},
        timestamp=timestamp,
        same=_same(notebook, scores, before) if before else frozenset(),
    )


def submitted_at(folder: Path) -> datetime | None:
    """When a submission was handed in, from its ``timestamp.txt``; None without one.

    The file's own time is no substitute: formgrader takes a submission for graded
    only if the grade book and ``timestamp.txt`` agree, also on there being none.
    """
    try:
        text = read_small(folder / "timestamp.txt")
        return utc(text.strip()) if text and text.strip() else None
    except (ValueError, OverflowError):
        return None


def utc(text: str) -> datetime:
    """A time as nbgrader writes and reads it: UTC, without saying so.

    ``2026-01-31 23:59:00 UTC``, with a zone's name or an offset in seconds as third
    word, or any form that dateutil knows.
    """
    words = text.split(" ")
    if len(words) == 3:
        zone = words[2]
        known = int(zone) if zone.lstrip("+-").isdigit() else tz.gettz(zone)
        moment: datetime = parser.parse(f"{words[0]} {words[1]} TZ", tzinfos={"TZ": known})
    else:
        moment = parser.parse(text)
    offset = moment.utcoffset()
    return moment if offset is None else (moment - offset).replace(tzinfo=None)


def read_small(path: Path, limit: int = MAX_TIMESTAMP) -> str | None:
    """A small regular file of a submission, never through a link; None if it is no such."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode) or about.st_size > limit:
            return None
        return os.read(descriptor, limit).decode("utf-8", "replace")
    finally:
        os.close(descriptor)


def _scores(notebook: NotebookNode) -> dict[str, float | None]:
    graded = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    return {grade_id(cell): _score(cell) for cell in graded}


def _score(cell: NotebookNode) -> float | None:
    """The output of a check; for an answer in words 0 if it is blank, else a person's to give."""
    if is_solution(cell):
        return 0.0 if is_blank(cell) else None
    return float(cell.outputs[0].data["text/plain"])


def _comment(cell: NotebookNode, verdicts: Mapping[str, Verdict]) -> str | None:
    if is_blank(cell):
        return NO_RESPONSE
    verdict = verdicts.get(grade_id(cell).removesuffix(ANSWER))
    if verdict is None or verdict.passed:
        return None
    said = [verdict.message, f"Think about: {verdict.hint}" if verdict.hint else ""]
    return "\n".join(filter(None, said)) or None


def _same(
    notebook: NotebookNode, scores: Mapping[str, float | None], before: NotebookNode
) -> frozenset[str]:
    old, now = _sources(before), _sources(notebook)
    marks, most, most_now = _scores(before), _most(before), _most(notebook)
    return frozenset(
        name
        for name, score in scores.items()
        if name in marks
        and (marks[name], most[name]) == (score, most_now[name])
        and _answer(old, name) == _answer(now, name)
    )


def _most(notebook: NotebookNode) -> dict[str, float]:
    """Points of each graded cell."""
    graded = (cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade"))
    return {grade_id(cell): float(cell.metadata.nbgrader["points"]) for cell in graded}


def _sources(notebook: NotebookNode) -> dict[str, str]:
    return {grade_id(cell): cell.source for cell in notebook.cells if is_solution(cell)}


def _answer(sources: Mapping[str, str], name: str) -> str | None:
    return sources.get(f"{name}{ANSWER}", sources.get(name))
