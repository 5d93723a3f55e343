"""What a proof works on, and what it yields."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from autograder.authoring.build import Built, build_unit
from autograder.authoring.keys import Maker
from autograder.authoring.percent import shown
from autograder.authoring.tailor import tailor
from autograder.course_file import read_settings
from autograder.layout import Course
from autograder.model import Exercise, ExerciseKey, Unit
from autograder.settings import Settings

FRESH_SEEDS = ("verify-1", "verify-2", "verify-3")


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be, where, and the command that repairs it."""

    path: str
    line: int
    problem: str
    command: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem} Run {self.command}"


@dataclass(frozen=True)
class Count:
    """Something that was looked at. Counts of one name add up, or the extreme is kept."""

    name: str
    value: float = 1
    keep: Literal["sum", "max", "min"] = "sum"
    where: str = ""


@dataclass(frozen=True)
class Confusion:
    """A mistake that was planted, and what it was called instead: a row for a table."""

    proof: str
    exercise: str
    planted: str
    said: str
    style: str = ""


@dataclass(frozen=True)
class Effort:
    """On how many seeds the long proofs try: right answers, those of core exercises, marks."""

    seeds: int = 50
    core_seeds: int = 1000
    mark_seeds: int = 100


Yield = Iterator[Finding | Count | Confusion]


@dataclass(frozen=True)
class Subject:
    """A unit that can be built, with everything that proofs share."""

    course: Course
    maker: Maker
    effort: Effort = Effort()

    @property
    def unit(self) -> Unit:
        return self.maker.unit

    @cached_property
    def built(self) -> Built:
        return build_unit(tailor(self.maker.source, self.settings))

    @cached_property
    def settings(self) -> Settings:
        """What the teacher set in ``course.toml``."""
        return read_settings(self.course)

    @cached_property
    def _keys(self) -> dict[tuple[str, str], ExerciseKey]:
        return {}

    def key(self, exercise: Exercise, seed: str) -> ExerciseKey:
        """The answers to one exercise for a seed, made once."""
        place = (exercise.slug, seed)
        if place not in self._keys:
            self._keys[place] = self.maker.exercise_key(exercise, seed)
        return self._keys[place]

    def readings(
        self, exercise: Exercise, seeds: Sequence[str]
    ) -> Iterator[tuple[str, ExerciseKey]]:
        """Each set of cases of an exercise as a key, for each seed."""
        for seed in seeds:
            yield from ((seed, reading) for reading in self.key(exercise, seed).readings)

    def at_source(self, slug: str, problem: str) -> Finding:
        """A finding at an exercise's cell in the unit's source."""
        found = (e.answer.line for e in self.maker.source.exercises if e.slug == slug)
        return Finding(shown(self.maker.source.path), next(found, 1), problem, self.verify)

    def at_exercise(self, exercise: Exercise, problem: str) -> Finding:
        """A finding at the exercise's declaration in ``autograder/exercises``."""
        path = Path(inspect.getsourcefile(inspect.unwrap(exercise.cases)) or self.maker.source.path)
        line = line_of(path, f'"{exercise.slug}"')
        return Finding(shown(path), line, problem, self.verify)

    def at_bank(self, line: int, problem: str) -> Finding:
        """A finding at a line of the unit's mistakes."""
        return Finding(shown(self.maker.bank.path), line, problem, self.verify)

    @property
    def verify(self) -> str:
        return f"autograder verify {self.unit.slug}"

    @property
    def build(self) -> str:
        return f"autograder build {self.unit.slug}"


def line_of(path: Path, text: str) -> int:
    """The first line of a file that holds ``text``; 1 if none does."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((n for n, line in enumerate(lines, start=1) if text in line), 1)
