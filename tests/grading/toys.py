"""A toy notebook language and a toy child, to drive a replay without a sandbox.

A cell is words: ``def NAME=VALUE`` sets a name, ``check NAME`` is a check cell,
``hang``, ``crash``, ``raise`` and ``(`` do what they say. A value that is a word
of trouble makes the ask misbehave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from autograder.errors import ChildCrashed, ChildTimeout
from autograder.grading.asking import Question, Replayed
from autograder.grading.plan import Released, plan
from autograder.grading.replay import Times, collect
from autograder.model import Failure, Inputs, Reply, Value, Verdict
from autograder.sandbox import CellOutcome

HIDDEN: tuple[Inputs, ...] = ({"x": 1.0},)
EXAMPLES: tuple[Inputs, ...] = ({"x": 2.0},)


def asked(source: str) -> tuple[str, ...]:
    """The checks of a toy cell."""
    return tuple(re.findall(r"check (\w+)", source))


@dataclass
class Toy:
    """A toy sandbox that remembers what it was told to do."""

    log: list[str] = field(default_factory=list)

    @contextmanager
    def child(self) -> Iterator[ToyChild]:
        self.log.append("fork")
        yield ToyChild(self.log)


@dataclass
class ToyChild:
    """One toy process: names, and words that misbehave."""

    log: list[str]
    names: dict[str, str] = field(default_factory=dict)

    def run(self, source: str, seconds: float) -> CellOutcome:
        self.log.append(source)
        if "(" in source:
            return CellOutcome("syntax-error", "never closed", 1)
        for word in source.split():
            self._misbehave(word)
            if word == "raise":
                return CellOutcome("raised", "ValueError: 3", 2)
            if word == "if-demo" and "demo" not in self.names:
                return CellOutcome("raised", "NameError: demo", 1)
            if "=" in word:
                name, value = word.split("=")
                self.names[name] = value
        return CellOutcome("ok")

    def ask(self, slug: str, inputs: Sequence[Inputs], seconds: float) -> list[Reply]:
        kind = "hidden" if inputs == HIDDEN else "examples" if inputs == EXAMPLES else "more"
        self.log.append(f"ask {slug} {kind}")
        value = self.names.get(slug)
        self._misbehave(value or "")
        if value is None:
            return [Reply(failure=Failure("not-found", slug))]
        if value == "stub":
            return [Reply(failure=Failure("not-written", ""))]
        return [Reply({"v": Value(np.array(float(value)))})]

    def _misbehave(self, word: str) -> None:
        if word == "hang":
            raise ChildTimeout("too slow")
        if word == "crash":
            raise ChildCrashed("gone")


def judge(
    slug: str, reading: int, replies: Sequence[Reply], before: Mapping[str, Verdict]
) -> Verdict:
    """As many points as the value says, out of 6."""
    value = replies[0].values.get("v")
    points = float(value.array) if value and value.array is not None else 0.0
    status = "graded" if value else "not-attempted"
    aspects = ()
    if points == 6:
        from autograder.model import AspectResult

        aspects = (AspectResult("value", 6, 6, True),)
    return Verdict(slug, status, points, 6.0, aspects)


def replay(
    *cells: str,
    slugs: str = "a b",
    demos: Sequence[str] = (),
    more: bool = False,
    times: Times | None = None,
) -> tuple[Replayed, list[str]]:
    """What was found in a toy notebook, and everything its children did."""
    toy = Toy()
    steps = plan(cells, Released(demos=frozenset(demos)), slugs.split(), asked)
    questions = {slug: Question((HIDDEN,), (EXAMPLES,), 5.0) for slug in slugs.split()}
    follow = ({"x": 3.0},) if more else ()
    found = collect(
        toy.child, steps, questions, judge, lambda slug, reading, replies: follow, times or Times()
    )
    return found, toy.log


def marks(found: Replayed) -> dict[str, float]:
    """Points by exercise."""
    return {slug: answer.verdict.points for slug, answer in found.answers.items()}
