"""What the classifiers of a submission make of the plane: asked last, for the eye alone.

It is asked of a fresh child that has never seen a hidden input, for what it says is drawn on
the student's page. Whatever goes wrong here costs the picture: the marks stand before.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.errors import SandboxError
from autograder.grading.asking import END, LOST, Replayed
from autograder.grading.bench import Bench
from autograder.grading.plan import Step
from autograder.grading.replay import Child, NewChild, Times
from autograder.judging.boundaries import plane
from autograder.model import Boundary, Reply, Unit, Verdict

SECONDS = 10.0
"""What the cells and the questions may take together, of the submission's time."""


def has_boundaries(unit: Unit) -> bool:
    """Whether any exercise of a unit is drawn."""
    return any(exercise.boundary is not None for exercise in unit.exercises)


def with_planes(
    verdicts: Sequence[Verdict],
    bench: Bench,
    found: Replayed,
    steps: Sequence[Step],
    new_child: NewChild,
    times: Times,
    until: float,
) -> tuple[Verdict, ...]:
    """The verdicts, each with what its exercise's classifier makes of the plane.

    Args:
        bench: the unit between its keys; the public one tells what the reference makes of it.
        found: the replay that the marks come from; what killed a child there is not run again.
        until: the monotonic time at which the submission's time is up.
    """
    wanted = {v.exercise: b for v in verdicts if (b := _wanted(bench, v)) is not None}
    if not wanted:
        return tuple(verdicts)
    run = _Run(steps, found, times, min(until, time.monotonic() + SECONDS))
    replies = run.replies(new_child, wanted)
    planes = {
        slug: plane(boundary, bench.public.exercises[slug].boundary, replies.get(slug))
        for slug, boundary in wanted.items()
    }
    return tuple(replace(v, plane=planes.get(v.exercise)) for v in verdicts)


def _wanted(bench: Bench, verdict: Verdict) -> Boundary | None:
    """What is to be drawn of an exercise that was answered."""
    exercise = bench.unit.exercise(verdict.exercise)
    known = bench.public.exercises[exercise.slug].boundary
    return exercise.boundary if known and verdict.status == "graded" else None


@dataclass(frozen=True)
class _Run:
    """One more replay, which notes nothing and is given up where anything goes wrong."""

    steps: Sequence[Step]
    found: Replayed
    times: Times
    until: float

    def replies(self, new_child: NewChild, wanted: Mapping[str, Boundary]) -> dict[str, Reply]:
        """What came back, for as many as answered."""
        replies: dict[str, Reply] = {}
        left = dict(wanted)
        demos = any(self.found.answers[slug].demos for slug in wanted)
        try:
            with new_child() as child:
                for place in (*self._places(demos), END):
                    if not left:
                        break
                    if place != END:
                        child.run(self.steps[place].source, self._limit(self.times.cell))
                    for slug in [s for s in left if self.found.answers[s].place == place]:
                        replies[slug] = self._draw(child, slug, left.pop(slug))
        except (SandboxError, TimeoutError):
            pass
        return replies

    def _places(self, demos: bool) -> Sequence[int]:
        """The cells to run: those that ran for the marks, and lost no child."""
        lost = {i for i, trouble in self.found.cells.items() if trouble.status in LOST}
        every = enumerate(self.steps)
        return [i for i, step in every if i not in lost and (demos or not step.demo)]

    def _draw(self, child: Child, slug: str, boundary: Boundary) -> Reply:
        return child.draw(slug, boundary.inputs(), self._limit(boundary.seconds))

    def _limit(self, seconds: float) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(seconds, left)
