"""One submission through the sandbox: run its cells, ask where its checks stand.

A cell that does not parse or raises loses itself only. One that hangs or crashes
takes the child with it: a fresh child replays the rest without it. An exercise is
asked where its check stands and, where that falls short, again at the end; the
better answer counts. Before a mark is lost all of it is done once more with the
demo cells, which are skipped at first. So a shortcut may give marks, never take them.

Hidden inputs leave this process only inside an ask, and only values come back.
Everything a student may be told comes from a last pass in fresh children that are
asked the notebook's own examples and have never seen a hidden input.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from autograder.errors import ChildCrashed, ChildOutOfMemory, ChildTimeout, SandboxError
from autograder.grading.asking import (
    END,
    Asker,
    Judge,
    Marks,
    More,
    Question,
    Replayed,
    Trouble,
    Words,
)
from autograder.grading.plan import Step
from autograder.model import Inputs, Reply


class CellOutcome(Protocol):
    """What a child says of one cell."""

    @property
    def status(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def line(self) -> int | None: ...


class Child(Protocol):
    """One confined process with the student's namespace (see ``autograder.sandbox``)."""

    def run(self, source: str, seconds: float) -> CellOutcome: ...
    def ask(self, slug: str, inputs: Sequence[Inputs], seconds: float) -> list[Reply]: ...
    def draw(self, slug: str, inputs: Inputs, seconds: float) -> Reply: ...


NewChild = Callable[[], AbstractContextManager[Child]]


@dataclass(frozen=True)
class Times:
    """Limits in seconds: one cell, a whole submission, one exercise beside its own limit."""

    cell: float = 10.0
    submission: float = 60.0
    exercise: float = math.inf


def collect(
    new_child: NewChild,
    steps: Sequence[Step],
    questions: Mapping[str, Question],
    judge: Judge,
    more: More,
    times: Times,
) -> Replayed:
    """Run a submission and ask about every exercise; raises ``SandboxBroken``."""
    found = Replayed()
    runner = _Runner(new_child, steps, found, times)
    marks = Marks(found, steps, questions, judge)
    try:
        runner.through(marks)
        if any(step.demo for step in steps) and marks.hopeful():
            marks.demos = True
            runner.through(marks)
        for demos in (False, True):
            words = Words(found, questions, more, demos, cells=demos == marks.demos)
            if words.needed():
                runner.through(words)
    except _OutOfTime:
        found.out_of_time = True
    return found


class _OutOfTime(Exception):
    """The submission has used its time."""


class _ChildGone(Exception):
    """The child died; what it died of is noted, so that a fresh one goes round it."""


class _Runner:
    """Replays the cells for an asker. Each attempt ends, or learns what to go round."""

    def __init__(
        self, new_child: NewChild, steps: Sequence[Step], found: Replayed, times: Times
    ) -> None:
        self.new_child, self.steps, self.found, self.times = new_child, steps, found, times
        self.deadline = time.monotonic() + times.submission
        self.skipped: set[int] = set()

    def through(self, asker: Asker) -> None:
        """Replay from the start, in a fresh child each time one dies, to the end."""
        while not self._attempt(asker):
            pass

    def _attempt(self, asker: Asker) -> bool:
        try:
            with self.new_child() as child:
                self._from_the_start(child, asker)
        except _ChildGone:
            return False
        return True

    def _from_the_start(self, child: Child, asker: Asker) -> None:
        for i, step in enumerate(self.steps):
            if asker.done():
                return
            if i in self.skipped or (step.demo and not asker.demos):
                continue
            self._run(child, i, asker)
            self._ask(child, i, asker)
        self._ask(child, END, asker)

    def _run(self, child: Child, i: int, asker: Asker) -> None:
        step, limit = self.steps[i], self._limit(self.times.cell)
        try:
            outcome = child.run(step.source, limit)
        except SandboxError as error:
            self._blame_the_whole(error, limit, self.times.cell)
            self.skipped.add(i)
            self.found.cells[i] = _died(error, _cell(step), limit)
            raise _ChildGone from None
        trouble = _trouble(step, outcome, quoted=not asker.hidden)
        if trouble is None:
            self.found.cells.pop(i, None)
        else:
            self.found.cells[i] = trouble

    def _ask(self, child: Child, place: int, asker: Asker) -> None:
        while slugs := asker.wanted(place):
            slug = slugs[0]
            inputs, seconds = asker.inputs(slug, place)
            seconds = min(seconds, self.times.exercise)
            limit = self._limit(seconds)
            try:
                replies = tuple(child.ask(slug, inputs, limit))
            except SandboxError as error:
                asker.died(slug, place)
                self._blame_the_whole(error, limit, seconds)
                self.found.asks.setdefault(slug, _died(error, "This exercise", limit))
                raise _ChildGone from None
            asker.take(slug, place, replies)

    def _limit(self, seconds: float) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise _OutOfTime
        return min(seconds, left)

    def _blame_the_whole(self, error: SandboxError, limit: float, allowed: float) -> None:
        """What is stopped because the submission's time is up is not to blame by itself."""
        if isinstance(error, ChildTimeout) and limit < allowed:
            raise _OutOfTime from None


def _cell(step: Step) -> str:
    if not step.cell:
        return "A cell that the course gave"
    above = f' (above check("{step.towards}"))' if step.towards and not step.asks else ""
    return f"Code cell {step.cell}{above}"


def _trouble(step: Step, outcome: CellOutcome, *, quoted: bool) -> Trouble | None:
    """What went wrong in a cell. Its own words are quoted only from a child that has
    never seen a hidden input: an exception's text can carry anything."""
    line = outcome.line if quoted else None
    where = f"{_cell(step)}, line {line}," if line else _cell(step)
    if outcome.status == "syntax-error":
        said = f": {outcome.message}" if quoted else "."
        return Trouble("syntax-error", f"{where} is not valid Python{said}")
    if outcome.status == "raised":
        said = outcome.message if quoted else "an error."
        return Trouble("error", f"{where} stopped with {said}")
    return None


def _died(error: SandboxError, what: str, limit: float) -> Trouble:
    """Why a child ended, in fixed words: how it ended is the student's choice, and a
    child that was asked hidden inputs could spell them in its last signal."""
    if isinstance(error, ChildTimeout):
        said = f"{what} did not end within {limit:.3g} seconds. Is there an endless loop?"
        return Trouble("timeout", said)
    if isinstance(error, ChildOutOfMemory):
        return Trouble("out-of-memory", f"{what} needed too much memory.")
    if isinstance(error, ChildCrashed):
        return Trouble("crashed", f"{what} ended the process it runs in.")
    raise error
