"""Keys depend on their seed, and their gradients are the derivatives they claim to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np

from autograder.authoring import gradients
from autograder.authoring.proofs.subject import FRESH_SEEDS, Count, Subject, Yield
from autograder.exercises.asking import ask
from autograder.judging.compare import relative_error
from autograder.model import Array, CaseKey, Exercise, ExerciseKey, Inputs, Output

TOLERANCE = 1e-13


def expected_values_depend_on_the_seed(subject: Subject) -> Yield:
    """No expected value is the same for two seeds, so none can be written into an answer.

    Numbers are compared case by case. Whole numbers (a sign, a class) and truths
    coincide by chance in one case: they must differ in at least one of the cases.
    """
    for exercise in subject.unit.exercises:
        one, other = (subject.key(exercise, seed) for seed in FRESH_SEEDS[:2])
        readings = zip(one.readings, other.readings, strict=True)
        every = [list(zip(a.cases, b.cases, strict=True)) for a, b in readings]
        for output, cases in product(exercise.outputs, every):
            pairs = [(a, b) for a, b in cases if output.name in a.expected]
            if output.meaning == "satisfies" or not pairs:
                continue
            same = [a.case.name for a, b in pairs if _same(a, b, output.name)]
            counted = all(_whole(case, output.name) for pair in pairs for case in pair)
            yield Count("expected values against another seed", len(pairs))
            if same and (not counted or len(same) == len(pairs)):
                said = (
                    f"{output.name} of {exercise.slug} is the same for two seeds "
                    f"({same[0]}). Draw its inputs from rng."
                )
                yield subject.at_exercise(exercise, said)


def gradients_are_derivatives(subject: Subject) -> Yield:
    """Every reference gradient is the complex-step derivative of the reference loss.

    Cases whose loss is not told (a stand-in has its place) prove nothing, so every
    gradient needs a case where it is.
    """
    for exercise in subject.unit.exercises:
        names = subject.maker.reference.namespace(exercise.slug)
        key = subject.key(exercise, FRESH_SEEDS[0])
        found = list(derivatives(exercise, key))
        told = {output.name for output, _ in found}
        for output in exercise.outputs:
            if output.meaning == "derivative" and output.name not in told:
                said = f"{output.name} of {exercise.slug} stands nowhere beside its {output.of}."
                yield subject.at_exercise(exercise, said)
        for output, case in found:
            error = complex_step_error(exercise, output, case, names)
            where = f"{output.name} of {exercise.slug}, {case.case.name}"
            yield Count("gradients proved")
            yield Count("worst complex-step error", error, "max", where)
            if not error <= TOLERANCE:
                said = (
                    f"{where}: its complex-step derivative differs by {error:.1e} of its size. "
                    f"Is the gradient right, and does {output.of} take complex numbers?"
                )
                yield subject.at_source(exercise.slug, said)


def derivatives(exercise: Exercise, key: ExerciseKey) -> Iterator[tuple[Output, CaseKey]]:
    """Every gradient with every case that tells both it and what it is the gradient of."""
    cases = [case for reading in key.readings for case in reading.cases]
    for output in exercise.outputs:
        told = {output.name, str(output.of)}
        if output.meaning == "derivative":
            yield from ((output, case) for case in cases if told <= set(case.expected))


def complex_step_error(
    exercise: Exercise, output: Output, case: CaseKey, names: Mapping[str, Any]
) -> float:
    """How far a reference gradient is from the complex-step derivative, of its largest entry."""
    claimed = case.expected[output.name]
    derivative = complex_step(exercise, output, case.case.inputs, names)
    if derivative.shape != claimed.shape:
        return float("inf")
    return float(np.nan_to_num(relative_error(claimed, derivative), nan=np.inf))


def complex_step(
    exercise: Exercise, output: Output, inputs: Inputs, names: Mapping[str, Any]
) -> Array:
    """The derivative of the scalar ``output.of`` in the input ``output.wrt``; nan if refused."""
    wrt, of = str(output.wrt), str(output.of)

    def f(x: Array) -> Any:
        moved = {**inputs, wrt: x if x.ndim else complex(x)}
        value = ask(exercise, names, [moved])[0].values.get(of)
        return None if value is None else value.array

    return gradients.complex_step(f, np.asarray(inputs[wrt]))


def _whole(case: CaseKey, name: str) -> bool:
    expected = case.expected[name]
    return bool(np.array_equal(expected, np.round(expected)))


def _same(one: CaseKey, other: CaseKey, name: str) -> bool:
    a, b = one.expected[name], other.expected[name]
    return a.shape == b.shape and relative_error(a, b) < 1e-9
