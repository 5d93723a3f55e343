"""A unit's source with what the teacher set in ``course.toml``: points, and exam mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.authoring.rules import BEGIN
from autograder.authoring.source import SourceCell, UnitSource, read_source
from autograder.course_file import read_settings
from autograder.layout import Course
from autograder.model import Unit
from autograder.rendering import points
from autograder.settings import Settings

OWN = "own_points"
"""Among a cell's options and in its metadata: the course's own points, where others are set."""


def read_tailored(course: Course, path: Path, unit: Unit | None = None) -> UnitSource:
    """The source at ``path`` as this course sets it; raises ``SourceError``, ``UsageError``."""
    return tailor(read_source(path, unit), read_settings(course))


def tailor(source: UnitSource, settings: Settings) -> UnitSource:
    """The source with a teacher's settings; the very same where none is about it."""
    cells = tuple(_cell(cell, settings.points) for cell in source.cells)
    exam = settings.is_exam(source.slug)
    if cells == source.cells and exam == source.exam:
        return source
    named = {(cell.role, cell.slug): cell for cell in cells}
    exercises = tuple(
        replace(e, points=settings.points.get(e.slug, e.points), check=named["check", e.slug])
        for e in source.exercises
    )
    return replace(source, cells=cells, exercises=exercises, exam=exam)


def _cell(cell: SourceCell, wanted: Mapping[str, float]) -> SourceCell:
    own = cell.options.get("points")
    given = wanted.get(cell.slug)
    if cell.role not in ("check", "question") or given is None or given == own:
        return cell
    options: dict[str, Any] = {**cell.options, "points": _short(given), OWN: own}
    if cell.role == "check":
        return replace(cell, options=options)
    told = f"**Marks below are out of {points(float(own or 0))}, the course's own; this course "
    told += f"gives {points(given)}: mark in proportion.**\n"
    return replace(cell, options=options, source=_below_begin(cell.source, told))


def _below_begin(text: str, told: str) -> str:
    """A question with a sentence at the top of its marking guide."""
    return text.replace(f"{BEGIN}\n", f"{BEGIN}\n{told}\n", 1)


def _short(number: float) -> int | float:
    """Whole points as the course writes them: ``10``, not ``10.0``."""
    return int(number) if number.is_integer() else number
