"""The numbers of a class: pure functions from the results of one unit to what the report shows.

What was never handed in is counted as that, and in no mean, median or share.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median, pstdev

from autograder.model import Exercise
from autograder.rendering import points
from autograder.results import SubmissionResult

MOST_BINS = 12
LEAST_FOR_DISCRIMINATION = 60
"""Students with whom a correlation is worth showing: of 20 it is noise (± 0.4)."""
LEAST_OF_EACH = 10
"""Of those who have an exercise right, and of those who have not."""


@dataclass(frozen=True)
class Bin:
    """How many students have marks from ``low`` to ``high`` (the last bin: ``high`` included)."""

    low: float
    high: float
    count: int

    @property
    def label(self) -> str:
        return f"{points(self.low)}–{points(self.high)}"


@dataclass(frozen=True)
class AspectFigures:
    """How many students passed one aspect of an exercise."""

    name: str
    passed: int


@dataclass(frozen=True)
class ExerciseFigures:
    """How a class did in one exercise.

    discrimination: how far it parts strong from weak: the correlation of having it right with
        the points in the unit's other exercises; None where the class is too small to tell.
    """

    slug: str
    title: str
    max_points: float
    mean: float
    full: int
    partly: int
    none: int
    unstarted: int
    aspects: tuple[AspectFigures, ...]
    discrimination: float | None = None

    @property
    def students(self) -> int:
        return self.full + self.partly + self.none + self.unstarted

    @property
    def share(self) -> float:
        """Of its points, what the class has got: the lower, the harder."""
        return self.mean / self.max_points if self.max_points else 0.0


@dataclass(frozen=True)
class Summary:
    """A class in one unit. Means are of those who handed something in.

    students: all; begun: of those who handed in, who wrote anything.
    """

    students: int
    handed_in: int
    begun: int
    full: int
    most: float
    mean: float = 0.0
    median: float = 0.0

    @property
    def not_started(self) -> int:
        """Who handed in nothing, or what was given out."""
        return self.students - self.begun


def handed_in(results: Iterable[SubmissionResult]) -> list[SubmissionResult]:
    """Those who handed something in, be it unreadable."""
    return [result for result in results if result.status != "not-attempted"]


def is_another_units(result: SubmissionResult) -> bool:
    """Whether a notebook without work of this unit looks like another unit's."""
    return result.status == "graded" and bool(result.problem)


def has_begun(result: SubmissionResult) -> bool:
    """Whether there is more than what was given out; what cannot be read may be."""
    return is_another_units(result) or any(
        verdict.status != "not-attempted" for verdict in result.verdicts
    )


def summary(results: Sequence[SubmissionResult]) -> Summary:
    """The class in a few numbers."""
    there = handed_in(results)
    marks = [result.points for result in there]
    return Summary(
        students=len(results),
        handed_in=len(there),
        begun=sum(map(has_begun, there)),
        full=sum(r.points >= r.max_points > 0 for r in there),
        most=max((result.max_points for result in results), default=0.0),
        mean=mean(marks) if marks else 0.0,
        median=median(marks) if marks else 0.0,
    )


def bins(results: Sequence[SubmissionResult]) -> list[Bin]:
    """The distribution of marks over at most twelve equal steps of a round size."""
    there = handed_in(results)
    most = max((r.max_points for r in there), default=0.0)
    if most <= 0:
        return []
    step = _round_step(most / MOST_BINS)
    count = math.ceil(most / step - 1e-9)
    counts = Counter(min(int(r.points / step + 1e-9), count - 1) for r in there)
    return [Bin(i * step, (i + 1) * step, counts[i]) for i in range(count)]


def _round_step(least: float) -> float:
    """The smallest round number that is not below ``least``."""
    unit = 10.0 ** math.floor(math.log10(least))
    sizes = (1, 2, 3, 4, 5, 10) if unit >= 1 else (1, 2, 5, 10)
    return next(n * unit for n in sizes if n * unit >= least * (1 - 1e-9))


def of_exercise(exercise: Exercise, results: Iterable[SubmissionResult]) -> ExerciseFigures:
    """How often an exercise and each of its aspects was passed."""
    there = handed_in(results)
    verdicts = [v for r in there for v in r.verdicts if v.exercise == exercise.slug]
    unstarted = sum(v.status == "not-attempted" for v in verdicts)
    full = sum(v.passed for v in verdicts)
    partly = sum(not v.passed and v.points > 0 for v in verdicts)
    passed = Counter(aspect.name for v in verdicts for aspect in v.aspects if aspect.passed)
    return ExerciseFigures(
        slug=exercise.slug,
        title=exercise.title,
        max_points=max((v.max_points for v in verdicts), default=exercise.max_points),
        mean=mean(v.points for v in verdicts) if verdicts else 0.0,
        full=full,
        partly=partly,
        none=len(verdicts) - full - partly - unstarted,
        unstarted=unstarted,
        aspects=tuple(AspectFigures(a.name, passed[a.name]) for a in exercise.aspects),
        discrimination=discrimination(exercise.slug, there),
    )


def hardest_first(exercises: Iterable[ExerciseFigures]) -> list[ExerciseFigures]:
    """Exercises by the share of their points that the class has got."""
    return sorted(exercises, key=lambda e: e.share)


def discrimination(slug: str, results: Sequence[SubmissionResult]) -> float | None:
    """The point-biserial correlation of one exercise with the rest of its unit."""
    pairs = [
        (verdict.passed, result.points - verdict.points)
        for result in results
        for verdict in result.verdicts
        if verdict.exercise == slug and has_begun(result)
    ]
    right = [rest for passed, rest in pairs if passed]
    wrong = [rest for passed, rest in pairs if not passed]
    if len(pairs) < LEAST_FOR_DISCRIMINATION or min(len(right), len(wrong)) < LEAST_OF_EACH:
        return None
    spread = pstdev([rest for _, rest in pairs])
    if spread == 0:
        return None
    share = len(right) / len(pairs)
    return (mean(right) - mean(wrong)) / spread * math.sqrt(share * (1 - share))
