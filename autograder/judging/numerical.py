"""The numerical derivative of the student's *own* loss, at the worst entry.

It says whether loss and gradient at least agree with each other. Only inputs
and replies pass through here: whoever holds the student's code asks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.model import Exercise, ExerciseKey, Inputs, Reply, Verdict

STEPS = (1e-3, 5e-4, 1e-6)


def question(exercise: Exercise, key: ExerciseKey, verdict: Verdict) -> list[Inputs]:
    """Inputs moved to both sides at the worst entry; empty where there is nothing to ask."""
    place = verdict.location
    if place is None:
        return []
    output = exercise.output(place.output)
    case = next((c.case for c in key.cases if c.case.name == place.case), None)
    if output.meaning != "derivative" or output.wrt is None or case is None:
        return []
    return [
        {**case.inputs, output.wrt: _moved(case.inputs[output.wrt], place.index, sign * h)}
        for h in STEPS
        for sign in (1, -1)
    ]


def with_numerical(exercise: Exercise, verdict: Verdict, replies: Sequence[Reply]) -> Verdict:
    """The verdict with the derivative that the replies to ``question`` give, if they do."""
    place = verdict.location
    if place is None or len(replies) != 2 * len(STEPS):
        return verdict
    parent = exercise.output(place.output).of or ""
    losses = [_scalar(reply, parent) for reply in replies]
    if not np.isfinite(losses).all():
        return verdict
    return replace(verdict, location=replace(place, numerical=derivative(losses)))


def derivative(losses: Sequence[float]) -> float:
    """Richardson's extrapolation, or the smallest step where a kink lies between.

    ``losses`` are f(x+h), f(x-h) for each h of ``STEPS``. Error near 1e-11 of the
    derivative where f is smooth (central differences: Press et al., Numerical
    Recipes, section 5.7).
    """
    wide, half, tiny = ((losses[2 * i] - losses[2 * i + 1]) / (2 * h) for i, h in enumerate(STEPS))
    scale = max(abs(wide), abs(half), abs(tiny), 1e-12)
    smooth = abs(wide - half) <= 1e-3 * scale and abs(half - tiny) <= 1e-3 * scale
    return float((4 * half - wide) / 3 if smooth else tiny)


def _moved(value: Any, index: tuple[int, ...], step: float) -> Any:
    if np.ndim(value) == 0:
        return float(value) + step
    moved = np.array(value, dtype=float)
    moved[index] += step
    return moved


def _scalar(reply: Reply, name: str) -> float:
    value = reply.values.get(name)
    if value is None or value.array is None or value.array.size != 1:
        return float("nan")
    return float(np.real(value.array.reshape(())))
