"""What a report knows beside the results: the notebooks' sections, known answers, times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from autograder.results import SubmissionResult


def nothing_known(unit: str, slugs: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """No answer is known to be everybody's."""
    return {}


@dataclass(frozen=True)
class HandIn:
    """When a unit is due, and when each student handed in, as the grade book has it (UTC).

    longer: who was given an extension, and how long.
    """

    due: datetime | None = None
    at: Mapping[str, datetime] = field(default_factory=dict)
    longer: Mapping[str, timedelta] = field(default_factory=dict)

    def seconds_late(self, student: str) -> float | None:
        """How late a student was (negative: early); None where one of the times is not known."""
        if self.due is None or student not in self.at:
            return None
        due = self.due + self.longer.get(student, timedelta())
        return (self.at[student] - due).total_seconds()


@dataclass(frozen=True)
class Around:
    """What surrounds the results of a class.

    sections: by unit and exercise, the notebook's section that explains it;
    commonplace: unit and exercises → digests of answers that many would write alone;
    hand_in: by unit.
    """

    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    commonplace: Callable[[str, Iterable[str]], Mapping[str, frozenset[str]]] = nothing_known
    hand_in: Mapping[str, HandIn] = field(default_factory=dict)


LAST_HOUR = 3600.0
SLOWEST = 3


@dataclass(frozen=True)
class Times:
    """What a unit took: seconds of grading, and when work came in."""

    seconds: float
    median: float
    slowest: tuple[tuple[str, float], ...]
    first: datetime | None = None
    half: datetime | None = None
    last: datetime | None = None
    due: datetime | None = None
    in_last_hour: int = 0
    late: tuple[str, ...] = ()


def times(results: Sequence[SubmissionResult], hand_in: HandIn) -> Times:
    """The times of one unit."""
    graded = sorted((r for r in results if r.seconds > 0), key=lambda r: -r.seconds)
    at = sorted(hand_in.at[r.student] for r in results if r.student in hand_in.at)
    lateness = {r.student: hand_in.seconds_late(r.student) for r in results}
    known = {student: late for student, late in lateness.items() if late is not None}
    return Times(
        seconds=sum(r.seconds for r in graded),
        median=median(r.seconds for r in graded) if graded else 0.0,
        slowest=tuple((r.student, r.seconds) for r in graded[:SLOWEST]),
        first=at[0] if at else None,
        half=at[(len(at) - 1) // 2] if at else None,
        last=at[-1] if at else None,
        due=hand_in.due,
        in_last_hour=sum(-LAST_HOUR <= late <= 0 for late in known.values()),
        late=tuple(sorted(student for student, late in known.items() if late > 0)),
    )
