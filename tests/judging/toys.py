"""A key made by hand: the mean squared error and a few of its mistakes, as code."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from autograder.exercises import find_exercise
from autograder.exercises.asking import ask
from autograder.judging.judge import judge
from autograder.model import (
    CaseKey,
    Exercise,
    ExerciseKey,
    MistakeWords,
    Verdict,
)

MSE = find_exercise("mse-loss")[1]
DESCENT = find_exercise("gradient-descent")[1]

RIGHT = """
import numpy as np
def mse_loss(w, b, X, y):
    r = X @ w + b - y
    N = len(y)
    return np.mean(r**2), 2 / N * X.T @ r, 2 / N * r.sum()
"""
MISTAKES = {
    "two-missing": (RIGHT.replace("2 / N", "1 / N"), False),
    "half-mean": (
        RIGHT.replace("2 / N", "1 / N").replace("np.mean(r**2)", "np.mean(r**2) / 2"),
        True,
    ),
    "sum": (RIGHT.replace("2 / N", "2").replace("np.mean", "np.sum"), True),
    "db-not-summed": (RIGHT.replace("r.sum()", "r"), False),
}


def namespace(code: str) -> dict[str, object]:
    """The names that code defines."""
    names: dict[str, object] = {}
    exec(code, names)
    return names


def make_key(
    exercise: Exercise, right: str, mistakes: Mapping[str, tuple[str, bool]], seed: int = 0
) -> ExerciseKey:
    """A key from code, for the cases of ``seed``."""
    cases = exercise.cases(np.random.default_rng(seed))
    truth = namespace(right)
    wrong = {label: namespace(code) for label, (code, _) in mistakes.items()}

    def arrays(names: dict[str, object], inputs: Mapping[str, object]) -> dict[str, np.ndarray]:
        reply = ask(exercise, names, [inputs])[0]
        assert reply.failure is None, reply.failure
        return {k: v.array for k, v in reply.values.items() if v.array is not None}

    keys = tuple(
        CaseKey(
            case,
            arrays(truth, case.inputs),
            {},
            {label: arrays(names, case.inputs) for label, names in wrong.items()},
        )
        for case in cases
    )
    words = {
        label: MistakeWords(label, f"It is {label}.", f"Think about {label}.", carries)
        for label, (_, carries) in mistakes.items()
    }
    return ExerciseKey(exercise.slug, keys, words, ("a hint",))


def verdict(
    code: str,
    exercise: Exercise = MSE,
    key: ExerciseKey | None = None,
    before: Mapping[str, Verdict] | None = None,
) -> Verdict:
    """What the judge says of code."""
    key = key or make_key(exercise, RIGHT, MISTAKES)
    replies = ask(exercise, namespace(code), [case.case.inputs for case in key.cases])
    return judge(exercise, key, replies, before)
