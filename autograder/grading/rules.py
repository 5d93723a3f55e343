"""Everything a unit's marks depend on, apart from the submission."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import autograder
from autograder.errors import UsageError
from autograder.exercises import load_unit
from autograder.grading.pairs import LazyPairs
from autograder.grading.plan import Released
from autograder.grading.released import read_released
from autograder.grading.replay import Times
from autograder.grading.seed import fingerprint
from autograder.judging.answer_key import to_json
from autograder.layout import Course
from autograder.model import Unit, UnitKey


@dataclass(frozen=True)
class Rules:
    """How submissions of a unit are marked. For trusted processes only: it holds answers.

    version: changes when an exercise, a key, a judge or the notebook given out does;
    seed: a fingerprint, never the seed;
    pairs: whoever can make two mistakes at once in the reference.
    """

    slug: str
    hidden: UnitKey
    public: UnitKey
    released: Released
    version: str
    seed: str
    times: Times = field(default_factory=Times)
    pairs: LazyPairs | None = None

    @property
    def unit(self) -> Unit:
        return load_unit(self.slug)


def make_rules(course: Course, unit: str, seed: str, times: Times | None = None) -> Rules:
    """The rules for a unit and a secret seed: the reference is run."""
    # A worker is sent its rules, and so need not load what makes them.
    from autograder.authoring.keys import PUBLIC_SEED, Maker

    if seed == PUBLIC_SEED:
        raise UsageError(f'The seed "{seed}" is the one that students have. Choose another.')
    maker = Maker.of(course, unit)
    hidden, public = maker.key(seed), maker.key(PUBLIC_SEED)
    return Rules(
        slug=unit,
        hidden=hidden,
        public=public,
        released=read_released(course.notebook(unit)),
        version=_version(course, unit, hidden, public),
        seed=fingerprint(seed),
        times=times or Times(),
        pairs=LazyPairs(course, unit, maker.version),
    )


def _version(course: Course, unit: str, hidden: UnitKey, public: UnitKey) -> str:
    """A digest over the keys, the notebook given out and the code that asks and judges."""
    digest = hashlib.sha256()
    for text in (to_json(hidden), to_json(public)):
        digest.update(hashlib.sha256(text.encode()).digest())
    module = importlib.import_module(f"autograder.exercises.unit_{unit}")
    for file in (course.notebook(unit), Path(module.__file__ or ""), *code_files()):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def code_files() -> Iterator[Path]:
    """The code that asks and judges, whatever the unit."""
    package = Path(autograder.__file__).parent
    yield from (package / "exercises" / name for name in ("asking.py", "probes.py"))
    for room in ("judging", "grading"):
        yield from sorted((package / room).glob("*.py"))
