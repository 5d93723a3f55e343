"""Answers that show no understanding, made from inputs and the shapes of outputs alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from autograder.model import Array, CaseKey, Exercise, ExerciseKey, Output, Reply, Value

Answer = Callable[[Output, CaseKey], Array | None]
"""An output of a case, or None where the case has not what the answer is made of."""


def trivial_answers(exercise: Exercise, key: ExerciseKey) -> Iterator[tuple[str, list[Reply]]]:
    """Every trivial answer to an exercise: a name, and a reply for each case.

    zeros, ones, constants and nan of the right shape; every input of the right
    shape handed back; nothing at all; the loss and gradient of ``½ Σ W²``, which
    agree with each other and have nothing to do with the data.
    """
    for name, number in (("zeros", 0.0), ("ones", 1.0), ("halves", 0.5), ("minus ones", -1.0)):
        yield name, _replies(exercise, key, _constant(number))
    yield "nan", _replies(exercise, key, _constant(np.nan))
    yield "empty arrays", _replies(exercise, key, lambda output, case: np.empty(0))
    yield (
        "None",
        [Reply({o.name: Value(None, "NoneType") for o in exercise.outputs}) for _ in key.cases],
    )
    for name in key.cases[0].case.inputs:
        yield f"the input {name}", _replies(exercise, key, _echo(name))
    for weight in dict.fromkeys(o.wrt for o in exercise.outputs if o.wrt):
        for reg in (None, "reg"):
            if reg is None or reg in key.cases[0].case.inputs:
                name = f"half the sum of squares of {weight}" + (f" times {reg}" if reg else "")
                yield name, _replies(exercise, key, _squares(exercise, weight, reg))


def nearly_right(
    exercise: Exercise, key: ExerciseKey, by: float, dtype: type
) -> Iterator[tuple[str, list[Reply]]]:
    """The right answer with one output wrong by the factor ``1 + by``, output by output."""
    for wrong in exercise.outputs:
        if wrong.meaning == "satisfies" or not wrong.counts:
            continue

        def answer(output: Output, case: CaseKey, name: str = wrong.name) -> Array:
            right = case.expected[output.name]
            return (right * (1 + by)).astype(dtype) if output.name == name else right

        yield wrong.name, _replies(exercise, key, answer)


def right_answer(exercise: Exercise, key: ExerciseKey, dtype: type | None = None) -> list[Reply]:
    """The expected values themselves, real ones in another precision if one is given."""

    def answer(output: Output, case: CaseKey) -> Array:
        right = case.expected[output.name]
        return right.astype(dtype) if dtype and right.dtype == np.float64 else right

    return _replies(exercise, key, answer)


def _constant(number: float) -> Answer:
    return lambda output, case: np.full(case.expected[output.name].shape, number)


def _echo(name: str) -> Answer:
    def answer(output: Output, case: CaseKey) -> Array | None:
        if name not in case.case.inputs:
            return None
        given, shape = np.asarray(case.case.inputs[name]), case.expected[output.name].shape
        if given.size == int(np.prod(shape)):
            return given.reshape(shape).astype(float)
        return np.resize(given.astype(float), shape)

    return answer


def _squares(exercise: Exercise, weight: str, reg: str | None) -> Answer:
    parents = {output.of for output in exercise.outputs if output.wrt == weight}

    def answer(output: Output, case: CaseKey) -> Array | None:
        if not {weight, reg or weight} <= case.case.inputs.keys():
            return None
        inputs: Mapping[str, Array] = case.case.inputs
        scale = float(inputs[reg]) if reg else 1.0
        w = np.asarray(inputs[weight], dtype=float)
        if output.name in parents:
            return np.asarray(0.5 * scale * (w**2).sum())
        if output.wrt == weight:
            return scale * w
        return np.zeros(case.expected[output.name].shape)

    return answer


def _replies(exercise: Exercise, key: ExerciseKey, answer: Answer) -> list[Reply]:
    """One reply a case, with the outputs that the case is asked for."""
    replies = []
    for case in key.cases:
        asked = [output for output in exercise.outputs if output.name in case.expected]
        found = {output.name: answer(output, case) for output in asked}
        replies.append(Reply({n: Value(a) for n, a in found.items() if a is not None}))
    return replies
