"""What to do next: from a unit's figures to a few sentences, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.reports.attention import Alike, Notice, needs_an_eye
from autograder.reports.figures import ExerciseFigures, Summary
from autograder.reports.mistakes import Misconception, share
from autograder.reports.standing import Standing

LECTURES = 2
"""Misconceptions that one lecture has time for."""
FEW, MANY, HALF = 3, 0.15, 0.5
WORTH_A_LECTURE = 0.08
"""Of those who wrote the exercises."""


@dataclass(frozen=True)
class Step:
    """One thing to do; ``part`` of the section says more."""

    do: str
    why: str
    part: str


def next_steps(
    summary: Summary,
    notices: Sequence[Notice],
    groups: Sequence[Alike],
    found: Sequence[Misconception],
    stands: Standing,
    exercises: Sequence[ExerciseFigures],
) -> tuple[Step, ...]:
    """At most six things to do after looking at a unit."""
    return (
        *_look(notices, groups),
        *_teach(found),
        *_go_through(exercises, summary),
        *_unstick(stands, summary),
        *_write_to(stands),
    )


def _look(notices: Sequence[Notice], groups: Sequence[Alike]) -> Iterator[Step]:
    students = needs_an_eye(notices, groups)
    if not students:
        return
    said = [f"{notice.count} {notice.words.count(notice.count)}" for notice in notices]
    if groups:
        alike = len({student for group in groups for student in group.students})
        said.append(f"{alike} handed in answers that are alike")
    many = f"the work of {len(students)} students" if len(students) > 1 else "one student's work"
    yield Step(f"Look at {many} yourself.", f"{'; '.join(said)}.", "eye")


def _teach(found: Sequence[Misconception]) -> Iterator[Step]:
    """What so many have misunderstood that it is worth everybody's time."""
    worth = [
        one
        for one in found
        if one.named
        and len(one.students) >= FEW
        and len(one.students) >= WORTH_A_LECTURE * one.attempted
    ]
    for one in worth[:LECTURES]:
        made = share(len(one.students), one.attempted)
        yield Step(f"In the next lecture: {lowered(one.name)}", f"{made} got it wrong.", "mistakes")


def _go_through(exercises: Sequence[ExerciseFigures], summary: Summary) -> Iterator[Step]:
    if not exercises or summary.begun < FEW:
        return
    hardest = exercises[0]
    if hardest.full < HALF * hardest.students:
        done = share(hardest.full, hardest.students)
        yield Step(f"Go through “{hardest.title}”.", f"{done} have it all right.", "exercises")


def _unstick(stands: Standing, summary: Summary) -> Iterator[Step]:
    place = stands.hardest
    if place is None or len(place.students) < max(FEW, MANY * summary.begun):
        return
    count, unwritten = len(place.students), len(place.unwritten)
    why = "All have tried it." if not unwritten else f"{unwritten} of them have not written it."
    yield Step(f"Help {count} students past “{place.title}”.", why, "stuck")


def _write_to(stands: Standing) -> Iterator[Step]:
    absent, untouched = len(stands.absent), len(stands.untouched)
    if not absent and not untouched:
        return
    said = [f"{absent} handed in nothing"] if absent else []
    said += [f"{untouched} handed in what was given out"] if untouched else []
    count = absent + untouched
    who = f"the {count} students who have" if count > 1 else "the one student who has"
    yield Step(f"Write to {who} not started.", f"{', '.join(said)}.", "stuck")


def lowered(said: str) -> str:
    """A sentence as part of another: its first letter small, unless it stands for itself."""
    first = said.split(" ", 1)[0]
    small = said[:1].lower() + said[1:] if first.istitle() and len(first) > 1 else said
    return small if small.endswith((".", "!", "?")) else f"{small}."
