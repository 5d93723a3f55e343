"""Everything a unit's marks depend on, apart from the submission."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import autograder
from autograder.course_file import own_points, settings_of
from autograder.errors import UsageError
from autograder.exercises import load_unit
from autograder.grading.pairs import LazyPairs
from autograder.grading.plan import Released
from autograder.grading.released import read_released, released_as_exam, released_points
from autograder.grading.replay import Times
from autograder.grading.seed import PUBLIC_SEED, fingerprint
from autograder.judging.answer_key import from_json
from autograder.layout import Course
from autograder.model import ExerciseKey, Unit, UnitKey
from autograder.settings import Settings, digest

if TYPE_CHECKING:
    from autograder.authoring.keys import Sources


@dataclass(frozen=True)
class Rules:
    """How submissions of a unit are marked. For trusted processes only: it holds answers.

    version: changes when an exercise, a key, a judge or the notebook given out does;
    seed: a fingerprint, never the seed;
    pairs: whoever can make two mistakes at once in the reference;
    settings: the points that the teacher set.
    """

    slug: str
    hidden: UnitKey
    public: UnitKey
    released: Released
    version: str
    seed: str
    times: Times = field(default_factory=Times)
    pairs: LazyPairs | None = None
    settings: Settings = field(default_factory=Settings)

    @property
    def unit(self) -> Unit:
        return self.settings.of(load_unit(self.slug))


@dataclass(frozen=True)
class Part:
    """One exercise's part of a key, to be made by whoever has time."""

    sources: Sources
    slug: str
    seed: str

    def make(self) -> ExerciseKey:
        """Run the reference; raises ``AutograderError`` where that does not run."""
        maker = self.sources.maker()
        return maker.exercise_key(maker.unit.exercise(self.slug), self.seed)


Spread = Callable[[Sequence[Part]], Iterable[ExerciseKey]]
"""Has the parts of a key made, in any order."""


def here(parts: Sequence[Part]) -> Iterator[ExerciseKey]:
    """Parts made in this process, one after another."""
    return map(Part.make, parts)


def make_rules(
    course: Course,
    unit: str,
    seed: str,
    times: Times | None = None,
    spread: Spread = here,
) -> Rules:
    """The rules for a unit and a secret seed: the reference is run, by default here."""
    from autograder.authoring.keys import Sources

    if seed == PUBLIC_SEED:
        raise UsageError(f'The seed "{seed}" is the one that students have. Choose another.')
    sources, settings = Sources.of(course, unit), settings_of(course, unit)
    _refuse_unbuilt(course, unit, settings)
    hidden = _key(sources, seed, spread)
    return Rules(
        slug=unit,
        hidden=hidden,
        public=public_key(course, sources) or _key(sources, PUBLIC_SEED, spread),
        released=read_released(course.notebook(unit)),
        version=rules_version(course, unit, sources.version),
        seed=fingerprint(seed),
        times=times or Times(),
        pairs=LazyPairs(sources, hidden),
        settings=settings,
    )


def _refuse_unbuilt(course: Course, unit: str, settings: Settings) -> None:
    """Raise where the notebook given out is not built with what the course now sets.

    Its points are the grade book's: marks out of others would not add up.
    """
    path, name = course.notebook(unit), course.settings_file.name
    wanted = {**own_points(course.source(unit)), **settings.points}
    for slug, points in released_points(path).items():
        if points != wanted.get(slug, points):
            raise UsageError(
                f"{path} gives {points:g} for {slug}, and the course now {wanted[slug]:g} "
                f"({name}). Run: autograder build {unit}"
            )
    if released_as_exam(path) != settings.is_exam(unit):
        raise UsageError(f"{path} is not built as {name} says. Run: autograder build {unit}")


def _key(sources: Sources, seed: str, spread: Spread) -> UnitKey:
    slugs = [exercise.slug for exercise in load_unit(sources.slug).exercises]
    parts = [Part(sources, slug, seed) for slug in reversed(slugs)]  # the longest come first
    made = {part.exercise: part for part in spread(parts)}
    return UnitKey(sources.slug, sources.version, {slug: made[slug] for slug in slugs})


def public_key(course: Course, sources: Sources) -> UnitKey | None:
    """The key that students have, if it was made from these sources."""
    try:
        key = from_json(course.public_key(sources.slug).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return key if key.version == sources.version else None


def rules_version(course: Course, unit: str, keys: str = "") -> str:
    """A digest over what keys are made from, settings, the notebook given out and our code.

    keys: the version of the unit's keys, where it is known; else it is read off the files.
    Raises ``OSError`` where one is not there.
    """
    from autograder.authoring.versions import unit_version

    keys = keys or unit_version(course, unit)
    version = hashlib.sha256(keys.encode())
    for file in (course.notebook(unit), *code_files()):
        version.update(hashlib.sha256(file.read_bytes()).digest())
    version.update(digest(settings_of(course, unit)).encode())
    return version.hexdigest()


def code_files() -> Iterator[Path]:
    """The code that asks and judges, whatever the unit."""
    package = Path(autograder.__file__).parent
    yield from (package / "exercises" / name for name in ("asking.py", "probes.py"))
    yield package / "settings.py"
    for room in ("judging", "grading"):
        yield from sorted((package / room).glob("*.py"))
