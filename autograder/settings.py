"""What a teacher sets without touching Python: other points, and units in exam mode.

It is said in ``course.toml`` (read by ``autograder.course_file``). Students get the same as
data, ``keys/settings.json`` of the package; where that is missing, nothing is set.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from autograder.errors import UsageError
from autograder.exercises import load_unit
from autograder.model import Exercise, Unit

QUARTER = 0.25
"""Points come in quarters: their sums are exact, and each is written in two decimals at most."""
MOST = 1000.0
"""Points of one exercise."""


@dataclass(frozen=True)
class Settings:
    """Points by exercise or question, where they are not the course's own; units in exam mode."""

    points: Mapping[str, float] = field(default_factory=dict)
    exam: tuple[str, ...] = ()

    @property
    def is_default(self) -> bool:
        """Whether the course is as it comes."""
        return not self.points and not self.exam

    def is_exam(self, unit: str) -> bool:
        """Whether checks of a unit say only that an answer was received."""
        return unit in self.exam

    def of(self, unit: Unit) -> Unit:
        """The unit with these points: an exercise's aspects share them in proportion."""
        if not any(exercise.slug in self.points for exercise in unit.exercises):
            return unit
        return replace(unit, exercises=tuple(map(self._of_exercise, unit.exercises)))

    def _of_exercise(self, exercise: Exercise) -> Exercise:
        wanted = self.points.get(exercise.slug)
        if wanted is None or wanted == exercise.max_points:
            return exercise
        shares = shared_out(wanted, tuple(float(aspect.points) for aspect in exercise.aspects))
        aspects = zip(exercise.aspects, shares, strict=True)
        return replace(exercise, aspects=tuple(replace(a, points=p) for a, p in aspects))


@cache
def shared_out(total: float, own: Sequence[float]) -> tuple[float, ...]:
    """``total`` points in the proportion of ``own``, in quarters that add up to it exactly.

    Each share gets a quarter; each further quarter goes where most is owed, the first of equals
    first (Sainte-Laguë's rule: shares that are whole quarters already come out as they are).
    ``total`` must hold a quarter for each share (see ``least``).
    """
    quarters = [1] * len(own)
    for _ in range(round(total / QUARTER) - len(own)):
        owed = [points / (2 * had + 1) for points, had in zip(own, quarters, strict=True)]
        quarters[owed.index(max(owed))] += 1
    return tuple(number * QUARTER for number in quarters)


def least(exercise: Exercise) -> float:
    """The fewest points that an exercise can be given: a quarter for each aspect."""
    return len(exercise.aspects) * QUARTER


def to_json(settings: Settings) -> str:
    """The settings as students get them."""
    said = {"points": dict(sorted(settings.points.items())), "exam": list(settings.exam)}
    return json.dumps(said, indent=1) + "\n"


def from_json(text: str) -> Settings:
    """What ``to_json`` wrote; raises ``ValueError`` for anything else."""
    try:
        said: Any = json.loads(text)
        points = {str(slug): float(number) for slug, number in said["points"].items()}
        exam = tuple(map(str, said["exam"]))
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"These are no settings: {type(error).__name__}: {error}.") from error
    return Settings(points, exam)


def digest(settings: Settings, more: Sequence[str] = ()) -> str:
    """Eight hex digits that change when anything set does, or ``more``."""
    return hashlib.sha256("\n".join([to_json(settings), *more]).encode()).hexdigest()[:8]


@cache
def released_settings() -> Settings:
    """The settings that came with this package; raises ``UsageError`` where they are damaged."""
    file = files("autograder") / "keys" / "settings.json"
    try:
        return from_json(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise UsageError(
            "The settings of the course are damaged. Install the package again; in the course "
            "repository run `autograder build`."
        ) from error


def set_unit(slug: str) -> Unit:
    """The unit called ``slug`` with the points that came with this package."""
    return released_settings().of(load_unit(slug))
