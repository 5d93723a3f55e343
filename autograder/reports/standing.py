"""Who has not started, and who is stuck on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.model import Unit, Verdict
from autograder.reports.figures import handed_in, has_begun, is_another_units
from autograder.results import SubmissionResult


@dataclass(frozen=True)
class Stuck:
    """The students whose first open exercise this is, by what they have of it."""

    exercise: str
    title: str
    wrong: tuple[str, ...] = ()
    unwritten: tuple[str, ...] = ()

    @property
    def students(self) -> tuple[str, ...]:
        return tuple(sorted((*self.wrong, *self.unwritten)))


@dataclass(frozen=True)
class Standing:
    """How far a class is in one unit. Every student is in one of these."""

    done: tuple[str, ...]
    absent: tuple[str, ...]
    """Handed in nothing."""
    untouched: tuple[str, ...]
    """Handed in what was given out."""
    unread: tuple[str, ...]
    """Handed in what could not be graded."""
    stuck: tuple[Stuck, ...] = field(default=())
    """In the order of the unit; exercises at which somebody is."""

    @property
    def hardest(self) -> Stuck | None:
        """Where most are stuck."""
        return max(self.stuck, key=lambda s: len(s.students), default=None)


def standing(unit: Unit, results: Sequence[SubmissionResult]) -> Standing:
    """How far a class is in one unit."""
    there = handed_in(results)
    readable = {r.student: r.status == "graded" and not is_another_units(r) for r in there}
    graded = [result for result in there if readable[result.student]]
    begun = [result for result in graded if has_begun(result)]
    first = {result.student: first_open(unit, result) for result in begun}
    stuck = [_stuck(exercise.slug, exercise.title, first) for exercise in unit.exercises]
    return Standing(
        done=_sorted(student for student, verdict in first.items() if verdict is None),
        absent=_sorted(r.student for r in results if r.status == "not-attempted"),
        untouched=_sorted(r.student for r in graded if not has_begun(r)),
        unread=_sorted(student for student, is_readable in readable.items() if not is_readable),
        stuck=tuple(place for place in stuck if place.students),
    )


def first_open(unit: Unit, result: SubmissionResult) -> Verdict | None:
    """The first exercise of the unit that is not right; None where all are."""
    verdicts = {verdict.exercise: verdict for verdict in result.verdicts}
    order = (verdicts[e.slug] for e in unit.exercises if e.slug in verdicts)
    return next((verdict for verdict in order if not verdict.passed), None)


def falling_behind(
    by_unit: Mapping[str, Sequence[SubmissionResult]], units: int = 2
) -> tuple[str, ...]:
    """Who handed in nothing for the last units, but something before."""
    recent = list(by_unit)[-units:]
    if len(by_unit) <= units:
        return ()
    there = {unit: {r.student for r in handed_in(results)} for unit, results in by_unit.items()}
    before = set().union(*(there[unit] for unit in by_unit if unit not in recent))
    return _sorted(before.difference(*(there[unit] for unit in recent)))


def _stuck(slug: str, title: str, first: Mapping[str, Verdict | None]) -> Stuck:
    here = {s: v for s, v in first.items() if v is not None and v.exercise == slug}
    unwritten = _sorted(s for s, v in here.items() if v.status == "not-attempted")
    return Stuck(slug, title, _sorted(here.keys() - set(unwritten)), unwritten)


def _sorted(students: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(students))
