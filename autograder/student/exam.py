"""Exam mode: a check says that an answer is there and runs, and nothing of whether it is right.

Inputs are drawn anew from what the exercise asks, which is public; no answer is needed for
that, and none is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.judging.findings import failure_problem
from autograder.model import AspectResult, Exercise, Failure, Inputs, Reply, Status, Value, Verdict
from autograder.settings import released_settings

RECEIVED = "received"
SAYS = "This is an exam: whether an answer is right is said when it is over."


def is_exam(unit: str) -> bool:
    """Whether this package came to students with a unit in exam mode."""
    return released_settings().is_exam(unit)


def not_in_an_exam(unit: str, what: str) -> str:
    """Why there is no ``what`` for a unit just now; empty where there is."""
    return f"There are no {what} for unit {unit} now: it is an exam." if is_exam(unit) else ""


def not_handed_out(unit: str) -> str:
    """Why a unit that is no exam has no key in this package; empty where it should have one."""
    exams = released_settings().exam
    if not exams or unit in exams:
        return ""
    return (
        f"Unit {unit} is not handed out yet: there are no checks, hints and examples for it while "
        f"{', '.join(exams)} is an exam. Your teacher hands out a new package afterwards."
    )


def trials(exercise: Exercise) -> list[Inputs]:
    """Inputs to try an answer on, for each of its readings: nobody knows the answers to them."""
    draws = [draw for draw in (exercise.cases, exercise.own_cases) if draw is not None]
    return [draw(np.random.default_rng())[0].inputs for draw in draws]


def receipt(exercise: Exercise, replies: Sequence[Reply]) -> Verdict:
    """What may be said of an answer that runs on one of its ``trials``, or on none.

    It is a verdict worth nothing, out of nothing.
    """
    reply = next((reply for reply in replies if reply.failure is None), replies[0])
    if reply.failure is None:
        said = "; ".join(_returned(exercise, reply))
        came = f" What it gave back: {said}." if said else ""
        return receipt_of(exercise, "graded", f"Received. It ran on an example.{came}")
    problem = failure_problem(exercise, reply.failure)
    status = _status(reply.failure)
    return not_received(exercise, status, problem.message, problem.label)


def not_received(exercise: Exercise, status: Status, why: str, label: str = "") -> Verdict:
    """The receipt for an answer that is not there, or does not run."""
    return receipt_of(exercise, status, f"Not received yet. {why}", label)


def receipt_of(exercise: Exercise, status: Status, said: str, label: str = "") -> Verdict:
    """A receipt in these words; ``graded`` stands for received."""
    passed = status == "graded"
    got = AspectResult(RECEIVED if passed else f"not {RECEIVED}", 0.0, 0.0, passed, label)
    return Verdict(exercise.slug, status, 0.0, 0.0, (got,), said, notes=(SAYS,))


def _returned(exercise: Exercise, reply: Reply) -> Iterator[str]:
    """What the student's own code handed back, by kind and shape; never what it should be."""
    for output in exercise.outputs:
        value = reply.values.get(output.name)
        if value is not None and output.meaning != "satisfies" and not output.again:
            yield f"{output.name}, {_kind(value)}"


def _kind(value: Value) -> str:
    if value.array is None:
        return value.type_name
    return f"an array of shape {value.array.shape}" if value.array.ndim else "a number"


def _status(failure: Failure) -> Status:
    return "not-attempted" if failure.kind in ("not-found", "not-written") else "error"
