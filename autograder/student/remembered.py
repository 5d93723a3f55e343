"""What a student has reached, remembered from one notebook to the next.

A small file beside the units' folders, so that ``progress()`` can show the whole course.
It is for the student's eyes alone: nobody grades by it, so nobody need protect it, and
where it cannot be written nothing is remembered.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from autograder.model import Verdict

FILE = ".progress.json"
LARGEST = 100_000
"""Bytes of the largest file that is believed to be ours."""

Reached = Mapping[str, float]
"""Points by exercise."""

_place: list[Path] = []
"""The course's folder, once a notebook in it has called ``start``; at most one."""


_unit: list[str] = []
"""The unit that ``start`` opened; at most one."""


def open_unit() -> str:
    """The unit of this notebook, once it has called ``start``; else ``""``."""
    return _unit[0] if _unit else ""


def open_course(unit: str, here: Path | None = None) -> None:
    """Remember from now on, where the notebook of ``unit`` lies in a course."""
    _unit[:] = [unit]
    _place[:] = [folder] if (folder := course_folder(unit, here or Path.cwd())) else []


def place() -> Path | None:
    """The folder of the course, if there is one."""
    return _place[0] if _place else None


def course_folder(unit: str, here: Path) -> Path | None:
    """The folder that holds all units, seen from the one in which a notebook runs."""
    if here.name == unit:
        return here.parent
    return here if (here / f"{unit}.ipynb").is_file() else None


def reached() -> dict[str, float]:
    """The points that are remembered; empty where nothing is, or what is there is not ours."""
    folder = place()
    if folder is None:
        return {}
    try:
        with open(folder / FILE, "rb") as file:
            found = json.loads(file.read(LARGEST))
        return {str(slug): float(n) for slug, n in found["points"].items() if math.isfinite(n)}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def remember(verdicts: Iterable[Verdict]) -> None:
    """Keep what these exercises have reached."""
    folder, before = place(), reached()
    now = before | {v.exercise: float(v.points) for v in verdicts if v.max_points}
    if folder is None or now == before:
        return
    said = "What progress() shows. Marks do not come from here; delete it whenever you like."
    new = folder / f"{FILE}.{os.getpid()}"
    try:
        new.write_text(json.dumps({"about": said, "points": now}, indent=1), encoding="utf-8")
        os.replace(new, folder / FILE)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
