"""What else is asked where an answer is wrong: two things that the first replies cannot tell.

The numerical derivative of the student's *own* loss at the worst entry says whether loss and
gradient at least agree with each other. The case at which the answer stumbled, asked once
more, says whether something is kept from one call to the next. Only inputs and replies pass
through here: whoever holds the student's code asks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.judging.numerical import STEPS, derivative
from autograder.model import AspectResult, Exercise, ExerciseKey, Inputs, Location, Reply, Verdict

KEEPS = "keeps-state"
KEEPS_SAYS = (
    "Asked twice with the same numbers it gives two answers: something is kept from one call "
    "to the next."
)
KEEPS_HINT = "Which names outside of it does it change: a global, a default list, an attribute?"


def question(exercise: Exercise, key: ExerciseKey, verdict: Verdict) -> list[Inputs]:
    """What to ask: nothing where no number is wrong; else moved inputs, then the case again."""
    place = verdict.location
    index = _case(key, place)
    if place is None or index is None:
        return []
    inputs = key.cases[index].case.inputs
    return [*_moved_inputs(exercise, place, inputs), inputs]


def with_answers(
    exercise: Exercise,
    key: ExerciseKey,
    verdict: Verdict,
    replies: Sequence[Reply],
    answers: Sequence[Reply],
) -> Verdict:
    """The verdict with what the answers to ``question`` tell.

    replies: those that the verdict was made from.
    """
    index = _case(key, verdict.location)
    if index is None or len(answers) != len(question(exercise, key, verdict)):
        return verdict
    *moved, again = answers
    if "unclassified" in verdict.labels and _differ(replies[index], again):
        verdict = _keeping(verdict)
    return _with_numerical(exercise, verdict, moved) if moved else verdict


def _case(key: ExerciseKey, place: Location | None) -> int | None:
    """The number of the case at which an answer stumbled."""
    if place is None:
        return None
    return next((i for i, c in enumerate(key.cases) if c.case.name == place.case), None)


def _moved_inputs(exercise: Exercise, place: Location, inputs: Inputs) -> list[Inputs]:
    """Inputs moved to both sides at the worst entry of a derivative."""
    output = exercise.output(place.output)
    if output.meaning != "derivative" or output.wrt is None:
        return []
    return [
        {**inputs, output.wrt: _moved(inputs[output.wrt], place.index, sign * h)}
        for h in STEPS
        for sign in (1, -1)
    ]


def _moved(value: Any, index: tuple[int, ...], step: float) -> Any:
    if np.ndim(value) == 0:
        return float(value) + step
    moved = np.array(value, dtype=float)
    moved[index] += step
    return moved


def _with_numerical(exercise: Exercise, verdict: Verdict, moved: Sequence[Reply]) -> Verdict:
    place = verdict.location
    if place is None:
        return verdict
    losses = [_scalar(reply, exercise.output(place.output).of or "") for reply in moved]
    if not np.isfinite(losses).all():
        return verdict
    return replace(verdict, location=replace(place, numerical=derivative(losses)))


def _scalar(reply: Reply, name: str) -> float:
    value = reply.values.get(name)
    if value is None or value.array is None or value.array.size != 1:
        return float("nan")
    return float(np.real(value.array.reshape(())))


def _differ(one: Reply, other: Reply) -> bool:
    """Whether two replies to the same question differ by more than rounding."""
    if (one.failure is None) != (other.failure is None) or one.values.keys() != other.values.keys():
        return True
    arrays = ((one.values[name].array, other.values[name].array) for name in one.values)
    return not all(_alike(a, b) for a, b in arrays)


def _alike(one: Any, other: Any) -> bool:
    if one is None or other is None or one.shape != other.shape:
        return one is other
    return bool(np.allclose(one, other, rtol=1e-6, atol=1e-12, equal_nan=True))


def _keeping(verdict: Verdict) -> Verdict:
    """The verdict with the name of state that is kept on all that has no name."""
    said = tuple(dict.fromkeys((verdict.message, *verdict.more)))
    return replace(
        verdict,
        aspects=tuple(map(_renamed, verdict.aspects)),
        message=KEEPS_SAYS,
        more=said,
        hint=KEEPS_HINT,
    )


def _renamed(aspect: AspectResult) -> AspectResult:
    if aspect.label != "unclassified":
        return aspect
    return replace(aspect, label=KEEPS, message=KEEPS_SAYS)
