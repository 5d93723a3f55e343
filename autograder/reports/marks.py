"""Marks as they stand in the grade book, for pages: automatic, by hand, late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
