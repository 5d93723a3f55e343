"""Marks as they stand in the grade book, for pages: automatic, by hand, late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autograder.rendering import points


@dataclass(frozen=True)
class CellMarks:
    """One graded cell. ``waiting``: a person has still to mark it."""

    points: float
    max_points: float
    by_hand: bool = False
    extra: float = 0.0
    waiting: bool = False


@dataclass(frozen=True)
class Marked:
    """One student's unit in the grade book: marks, and teachers' comments by answer cell."""

    cells: Mapping[str, CellMarks]
    comments: Mapping[str, str] = field(default_factory=dict)
    late_penalty: float = 0.0


def what_marks_are(most: Iterable[float]) -> str:
    """What the marks of a run or report are, given what its units have at most."""
    out_of = " or ".join(points(number) for number in sorted(set(most)))
    return (
        f"Marks here are the automatic ones, of the exercises in code, out of {out_of}. "
        "Questions in words, marks by hand and late penalties are in the grade book "
        "(autograder export)."
    )
