"""The same answers on many seeds, and rounded: right ones stay right, and no mark changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from autograder.authoring.bank import ways
from autograder.authoring.proofs.answers import judged
from autograder.authoring.proofs.keys import TOLERANCE, complex_step_error, derivatives
from autograder.authoring.proofs.subject import FRESH_SEEDS, Count, Subject, Yield
from autograder.errors import SourceError
from autograder.exercises.asking import ask
from autograder.judging.readings import best_verdict
from autograder.model import Exercise, Inputs, Reply

CORE = frozenset(
    "softmax-loss-naive softmax-loss-vectorized linear-classifier two-layer-net-forward "
    "two-layer-net-loss two-layer-net-gradients two-layer-net-train two-layer-net-predict "
    "linear-layer relu-layer softmax-layer cross-entropy-layer softmax-cross-entropy sequential "
    "graph-linear graph-sigmoid graph-mse topological-sort forward-and-backward "
    "sgd-update".split()
)
"""Exercises whose right answers are tried on the most seeds."""
BY_OUTCOME = ("accuracy", "descended")
"""Criteria that judge how far a training came: a mark may swing with the draw, and is told."""
_ROUNDING = "Does the case cancel all of the gradient but its rounding?"

Names = Mapping[str, Any]


def styles_pass_on_many_seeds(subject: Subject) -> Yield:
    """Right answers in every style get full marks on each of many seeds."""
    for exercise in subject.unit.exercises:
        core = exercise.slug in CORE
        seeds = subject.effort.core_seeds if core else subject.effort.seeds
        styles = dict(_right_answers(subject, exercise))
        lost: dict[str, str] = {}
        for i in range(seeds):
            key = subject.maker.exercise_key(exercise, f"styles-{i}", ())
            for name, names in styles.items():
                verdict = judged(exercise, names, key)
                if not verdict.passed or verdict.points != verdict.max_points:
                    lost[name] = f"{verdict.points:g} points: {verdict.message} (seed styles-{i})"
        yield Count("right answers × many seeds", seeds * len(styles))
        yield Count("right answers rejected on many seeds", len(lost))
        if core:
            where = f"{exercise.slug}, {len(styles)} styles"
            yield Count("fewest seeds of a core exercise", seeds, "min", where)
            yield Count("fewest styles of a core exercise", len(styles), "min", where)
        for name, said in lost.items():
            yield subject.at_bank(1, f'"{name}" of {exercise.slug} loses marks: {said}')


def marks_do_not_depend_on_the_seed(subject: Subject) -> Yield:
    """Each right and each wrong answer gets the same points on every one of many seeds.

    Where a criterion judges how far a training came, the spread is told instead.
    """
    for exercise in subject.unit.exercises:
        bank = subject.maker.bank.mistakes.get(exercise.slug, ())
        # Only what carries needs fingerprints: all other points come from the values alone.
        known = bank if any(mistake.carries for mistake in bank) else ()
        answers = dict((*_right_answers(subject, exercise), *_wrong_answers(subject, exercise)))
        points: dict[str, set[float]] = {name: set() for name in answers}
        for i in range(subject.effort.mark_seeds):
            key = subject.maker.exercise_key(exercise, f"marks-{i}", known)
            for name, names in answers.items():
                points[name].add(judged(exercise, names, key).points)
        spread = {name: max(found) - min(found) for name, found in points.items() if found}
        yield Count("answers × grading seeds", len(answers) * subject.effort.mark_seeds)
        if any(output.criterion in BY_OUTCOME for output in exercise.outputs):
            worst = max(spread, key=lambda name: spread[name], default="")
            where = f"{exercise.slug}: {worst}, of {exercise.max_points:g}"
            yield Count("widest spread of a mark by outcome", spread.get(worst, 0.0), "max", where)
            continue
        changing = {name: sorted(points[name]) for name in answers if spread.get(name)}
        yield Count("marks that change with the seed", len(changing))
        for name, found in changing.items():
            said = f'the points of "{name}" in {exercise.slug} change with the seed: {found}.'
            yield subject.at_bank(1, said)


def rounding_gains_nothing(subject: Subject) -> Yield:
    """No mistake earns more when its values are rounded to float32 or to float16."""
    for exercise in subject.unit.exercises:
        key = subject.key(exercise, FRESH_SEEDS[0])
        for name, names in _wrong_answers(subject, exercise):
            points = judged(exercise, names, key).points
            for dtype in (np.float32, np.float16):
                asked = partial(_asked, exercise, names, dtype)
                found = best_verdict(exercise, key, asked).points
                yield Count("mistakes rounded")
                yield Count("mistakes that gain by rounding", int(found > points))
                if found > points:
                    said = f'"{name}" of {exercise.slug} gains a mark in {dtype.__name__}:'
                    said = f"{said} {found:g} for {points:g}. Draw a case that shows it there too."
                    yield subject.at_exercise(exercise, said)


def _asked(exercise: Exercise, names: Names, dtype: Any, inputs: Sequence[Inputs]) -> list[Reply]:
    return [_rounded(reply, dtype) for reply in ask(exercise, names, inputs)]


def _rounded(reply: Reply, dtype: Any) -> Reply:
    """The same values in another precision, where they are of double precision."""
    with np.errstate(all="ignore"):
        values = {
            name: replace(value, array=value.array.astype(dtype))
            for name, value in reply.values.items()
            if value.array is not None and value.array.dtype == np.float64
        }
    return replace(reply, values={**reply.values, **values})


def gradients_are_derivatives_on_many_seeds(subject: Subject) -> Yield:
    """Every reference gradient against complex step, on every case of many seeds."""
    for exercise in subject.unit.exercises:
        if not any(output.meaning == "derivative" for output in exercise.outputs):
            continue
        names = subject.maker.reference.namespace(exercise.slug)
        for i in range(subject.effort.seeds):
            key = subject.maker.exercise_key(exercise, f"gradients-{i}", ())
            for output, case in derivatives(exercise, key):
                error = complex_step_error(exercise, output, case, names)
                where = f"{output.name} of {exercise.slug}, {case.case.name} (gradients-{i})"
                yield Count("gradients proved on many seeds")
                yield Count("worst complex-step error on many seeds", error, "max", where)
                if not error <= TOLERANCE:
                    said = f"{where}: its complex-step derivative differs by {error:.1e}."
                    yield subject.at_exercise(exercise, f"{said} {_ROUNDING}")


def _right_answers(subject: Subject, exercise: Exercise) -> Iterator[tuple[str, Names]]:
    yield "the solution", subject.maker.reference.namespace(exercise.slug)
    for style in subject.maker.bank.correct.get(exercise.slug, ()):
        yield f"right: {style.name}", subject.maker.reference.styled(exercise.slug, style)


def _wrong_answers(subject: Subject, exercise: Exercise) -> Iterator[tuple[str, Names]]:
    source = subject.maker.reference.answer(exercise.slug)
    for mistake in subject.maker.bank.mistakes.get(exercise.slug, ()):
        for name, code in ways(mistake, source).items():
            try:
                yield name, subject.maker.reference.replaced(exercise.slug, code)
            except SourceError:
                continue
