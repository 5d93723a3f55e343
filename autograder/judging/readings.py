"""The better of an exercise's readings: with stand-ins first, then with the student's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograder.judging.judge import Before, better, judge
from autograder.judging.second_look import question, with_answers
from autograder.model import Exercise, ExerciseKey, Inputs, Reply, Verdict

Asked = Callable[[Sequence[Inputs]], Sequence[Reply]]
"""Asks the student's objects, wherever they are: inputs → one reply each."""


def best_verdict(
    exercise: Exercise, key: ExerciseKey, asked: Asked, before: Before | None = None
) -> Verdict:
    """The verdict that serves the student most; a second reading is asked only at need."""
    first, *others = key.readings
    best = on_reading(exercise, first, asked, before)
    for reading in others:
        if best.passed or best.status == "not-attempted":
            break
        other = on_reading(exercise, reading, asked, before)
        best = other if better(other, best) else best
    return best


def on_reading(
    exercise: Exercise, key: ExerciseKey, asked: Asked, before: Before | None = None
) -> Verdict:
    """Ask every case, judge, and ask once more where an answer is wrong."""
    replies = asked([case.case.inputs for case in key.cases])
    verdict = judge(exercise, key, replies, before)
    wanted = question(exercise, key, verdict)
    return with_answers(exercise, key, verdict, replies, asked(wanted)) if wanted else verdict
