"""What is seen of one graded submission, and by what an attack would be seen to succeed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from autograder.model import Verdict
from autograder.results import SubmissionResult
from autograder.sandbox import Limits, wire

SLUG = "mse-loss"
DONE = "the attack came through"
CAP = wire.MAX_HEADER + Limits().answer
"""Bytes that the grader may be made to hold for one reply."""

Marks = tuple[tuple[str, str, float], ...]


@dataclass(frozen=True)
class Seen:
    """Everything that grading one submission left behind.

    stopped: the exception that ended grading, where one did;
    lines: the lines of its result; touched: files and folders that are not as before;
    alive: processes that still ran afterwards; printed: bytes on the output of the sandbox;
    largest: bytes that the grader set out to read at once; victim: whether the process that
    stands by is alive; following: the marks of the honest submission that came next,
    where one did.
    """

    result: SubmissionResult | None
    stopped: str
    lines: str
    touched: tuple[str, ...]
    alive: tuple[int, ...]
    printed: int
    largest: int
    victim: bool
    following: Marks | None

    @property
    def verdict(self) -> Verdict:
        """The verdict on the exercise that is attacked."""
        assert self.result is not None, self.stopped
        return next(v for v in self.result.verdicts if v.exercise == SLUG)

    @property
    def others(self) -> dict[str, float]:
        """The points of all other exercises."""
        assert self.result is not None, self.stopped
        return {v.exercise: v.points for v in self.result.verdicts if v.exercise != SLUG}

    @property
    def words(self) -> str:
        """All that is said, as it is read: escapes of JSON are undone."""
        return "".join(str(json.loads(line)) for line in self.lines.splitlines())


def marks(result: SubmissionResult) -> Marks:
    """Exercise, status and points of each verdict."""
    return tuple((v.exercise, v.status, v.points) for v in result.verdicts)


@dataclass(frozen=True)
class Known:
    """What is known beforehand: the honest work, and what may stand in no output."""

    honest: Seen
    canaries: Mapping[str, str]
    hidden: frozenset[str]


def sings(seen: Seen, known: Known) -> bool:
    """Whether a canary is heard."""
    return any(text in seen.lines for text in known.canaries.values())


def shows_hidden(seen: Seen, known: Known) -> bool:
    """Whether a number of the hidden cases stands in the result."""
    return any(text in seen.lines for text in known.hidden)


def has_control_characters(seen: Seen, known: Known) -> bool:
    """Whether what is said holds what a terminal would obey."""
    said = (seen.verdict.message, *seen.verdict.more, *(a.message for a in seen.verdict.aspects))
    return any(not c.isprintable() and c != "\n" for text in said for c in text)


WINS: dict[str, Callable[[Seen, Known], bool]] = {
    "marks": lambda seen, known: seen.verdict.points > 0,
    "canary": sings,
    "hidden": shows_hidden,
    "said": lambda seen, known: f"RuntimeError: {DONE}" in seen.lines,
    "control": has_control_characters,
    "file": lambda seen, known: bool(seen.touched),
    "victim": lambda seen, known: not seen.victim,
    "outlives": lambda seen, known: bool(seen.alive),
    "printed": lambda seen, known: seen.printed > 1 << 20,
    "swallowed": lambda seen, known: seen.largest > CAP,
    "grader": lambda seen, known: bool(seen.stopped),
    "next": lambda seen, known: seen.following != marks_of(known.honest),
    "unremarked": lambda seen, known: not seen.verdict.for_teacher,
}
"""By what an attack is seen to succeed."""


def marks_of(seen: Seen) -> Marks:
    """All marks of a submission that was graded."""
    assert seen.result is not None, seen.stopped
    return marks(seen.result)


def harm(seen: Seen, known: Known, required: str) -> list[str]:
    """What is not as it must be while every rule stands; nothing where all is well."""
    if seen.stopped:
        return [f"grading stopped: {seen.stopped}"]
    found = [
        (sings(seen, known), "a canary is heard"),
        (shows_hidden(seen, known), "a hidden number is told"),
        (has_control_characters(seen, known), "control characters are told"),
        (DONE in seen.lines, "the attack says that it came through"),
        (bool(seen.touched), f"touched: {seen.touched}"),
        (bool(seen.alive), f"still running: {seen.alive}"),
        (seen.printed > 0, f"{seen.printed} bytes were printed"),
        (seen.largest > CAP, f"{seen.largest} bytes were to be read"),
        (not seen.victim, "the process that stands by is dead"),
        (
            seen.following not in (None, marks_of(known.honest)),
            f"next submission: {seen.following}",
        ),
        (seen.others != known.honest.others, f"other exercises: {seen.others}"),
        (not _earned(seen.verdict, required), f"{required} was required, not {seen.verdict}"),
    ]
    return [text for wrong, text in found if wrong]


def _earned(verdict: Verdict, required: str) -> bool:
    """Whether the marks are those that are required."""
    return {
        "same-marks": verdict.passed and not verdict.for_teacher,
        "same-marks-and-a-remark": verdict.passed and bool(verdict.for_teacher),
        "loses-the-exercise": verdict.points == 0 and not verdict.passed,
        "loses-a-part": 0 < verdict.points < verdict.max_points,
    }[required]
