"""Which named mistakes explain these values? Fingerprints are arrays from the key.

A label is given only if it explains *everything it would change*: each output that
the mistake changes must equal the mistake's own on every case. Labels that explain
more are preferred, so two slips in two blocks are named side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.judging.compare import fit, relative_error, repeats
from autograder.model import Array, Exercise, ExerciseKey, Output, Reply

_DIFFERS = 1e-3
"""Evidence for a mistake: a case on which it is farther from the truth than this."""


@dataclass(frozen=True)
class Match:
    """A named mistake that explains the values, and the outputs it changes."""

    label: str
    outputs: frozenset[str]


def explain(
    exercise: Exercise,
    key: ExerciseKey,
    replies: Sequence[Reply],
    wrong: frozenset[str],
    group: str = "main",
    seen: frozenset[str] = frozenset(),
) -> tuple[Match, ...]:
    """The fewest named mistakes that explain the ``wrong`` outputs of a group, best first.

    Labels in ``seen`` were named in another group: one case of this group is
    evidence enough for them.
    """
    found = [
        match(exercise, key, replies, label, group, 1 if label in seen else 2)
        for label in key.mistakes
    ]
    useful = [m for m in found if m is not None and m.outputs & wrong]
    chosen: list[Match] = []
    left = set(wrong)
    while left:
        best = max(useful, key=lambda m: (len(m.outputs & left), m.label in seen), default=None)
        if best is None or not best.outputs & left:
            break
        chosen.append(best)
        left -= best.outputs
    return tuple(chosen)


def match(
    exercise: Exercise,
    key: ExerciseKey,
    replies: Sequence[Reply],
    label: str,
    group: str = "main",
    needed: int = 2,
) -> Match | None:
    """The mistake ``label``, if every output it changes in a group is as it would make it."""
    changed: set[str] = set()
    evidence = 0
    for output in exercise.outputs:
        if output.meaning == "satisfies":
            continue
        told = _told(output, key, replies, label, group)
        if told is None:
            return None
        evidence += sum(shift > _DIFFERS for shift in told)
        if told:
            changed.add(output.name)
    return Match(label, frozenset(changed)) if evidence >= needed else None


def _told(
    output: Output, key: ExerciseKey, replies: Sequence[Reply], label: str, group: str
) -> list[float] | None:
    """How far the mistake moves this output, case by case; None where it is refuted."""
    shifts: list[float] = []
    repeated = True
    for case, reply in zip(key.cases, replies, strict=True):
        prints = case.mistakes.get(label)
        if case.case.group != group or prints is None or output.name not in prints:
            continue
        shift = _shift(prints[output.name], case.expected[output.name])
        value = reply.values.get(output.name)
        if value is None and not output.absent:
            continue
        repeated &= value is not None and repeats(value, prints[output.name], output)
        if shift > output.rtol:
            shifts.append(shift)
    return shifts if repeated or not shifts else None


def _shift(mistaken: Array, right: Array) -> float:
    """How far apart two answers are; infinite where shapes or finiteness differ."""
    fitted = fit(mistaken, right)
    error = np.inf if fitted is None else relative_error(fitted, right)
    return float(np.nan_to_num(error, nan=np.inf))
