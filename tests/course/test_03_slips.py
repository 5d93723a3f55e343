"""Unit 03: what is said of two slips at once is true of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.keys import Maker
from autograder.exercises.asking import ask
from autograder.judging.readings import best_verdict
from autograder.layout import find_course
from autograder.model import ExerciseKey, Verdict

SLUG = "softmax-loss-vectorized"
UNSHIFTED = """\
import numpy as np
def softmax_loss_vectorized(W, X, y, reg):
    e = np.exp(X @ W)
    p, N = e / e.sum(axis=1, keepdims=True), len(y)
    loss = -np.log(p[np.arange(N), y]).mean() + 0.5 * reg * np.sum(W * W)
    p[np.arange(N), y] -= 1
    return loss, X.T @ p / N + reg * W
"""


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker.of(find_course(Path(__file__)), "03_softmax_classifier")


@pytest.fixture(scope="module")
def key(maker: Maker) -> ExerciseKey:
    return maker.exercise_key(maker.unit.exercise(SLUG), "slips")


def verdict(maker: Maker, key: ExerciseKey, code: str) -> Verdict:
    names: dict[str, object] = {}
    exec(code, names)
    exercise = maker.unit.exercise(SLUG)
    return best_verdict(exercise, key, lambda inputs: ask(exercise, names, inputs), {})


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("X.T @ p / N + reg * W", "X.T @ p + reg * W"),
        ("    p[np.arange(N), y] -= 1\n", ""),
        ("X.T @ p / N + reg * W", "-X.T @ p / N + reg * W"),
    ],
)
def test_a_missing_shift_is_no_shift_taken_twice(
    maker: Maker, key: ExerciseKey, right: str, wrong: str
) -> None:
    """With a second slip in dW: is nothing said of a shift that is taken off twice?"""
    found = verdict(maker, key, UNSHIFTED.replace(right, wrong))
    assert not any("twice" in said for said in (found.message, *found.more))
    assert not any("shift-taken-twice" in label for label in found.labels)
    alone = verdict(maker, key, UNSHIFTED)
    assert any("Nothing is taken off" in said for said in (alone.message, *alone.more))
