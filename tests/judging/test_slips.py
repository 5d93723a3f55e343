"""Complaints of numpy and scipy get a hint; lists where arrays are asked get a note."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from autograder.judging.slips import complaint_hint, listed
from autograder.model import Aspect, Exercise, Output, Reply, Value, equals


@pytest.mark.parametrize(
    ("stop", "hint"),
    [
        (lambda: np.float64(1.0) @ np.ones((2, 3)), "adds up everything"),
        (lambda: math.exp(np.ones(3)), "np.exp takes either"),  # type: ignore[arg-type]
        (lambda: np.concatenate([np.ones((2, 3)), np.ones(3)]), "Flatten each"),
        (lambda: np.array([np.ones((2, 3)), np.ones(3)]), "Flatten each"),
        (lambda: np.ones(0).reshape(3), "where must it end"),
        (lambda: minimize(lambda t: (t @ t, 2 * t), np.ones(2)), "Which argument announces"),
        (lambda: np.random.default_rng(0).uniform(1.0, -1.0), "lower bound comes first"),
        (lambda: np.zeros(5, 4), "brackets of its own"),  # type: ignore[call-overload]
        (lambda: np.random.default_rng(0).random(5, 0.1), "takes no bounds"),  # type: ignore[call-overload]
        (lambda: np.column_stack([np.ones(7), np.ones(5)]), "differ in length"),
        (lambda: np.column_stack([np.ones(7), 1]), "differ in length"),
        (lambda: np.zeros((7, 2)).__setitem__(0, np.ones(7)), "X[:, 0] a column"),
        (lambda: np.linalg.eigvals(np.ones((5, 2))), "Only a square matrix"),
        (lambda: 0.1 * (1.0, 2.0), "a tuple too"),  # type: ignore[operator]
        (lambda: (0, 1) * 1e-30, "imaginary unit"),  # type: ignore[operator]
        (lambda: type("Linear", (), {})(3, 4), "two underscores on each side"),
        (lambda: 0.1 * {}, "by its key"),  # type: ignore[operator]
        (lambda: minimize((1.0, np.ones(2)), np.ones(2)), "its name alone belongs"),
        (lambda: np.zeros(3).__iadd__(np.ones((2, 3))), "taken in the order"),
        (lambda: np.zeros(3, dtype=int).__iadd__(0.5), "hold floats"),
        (lambda: np.random.default_rng(0).integers(-0.2, 0.2, 5), "whole numbers"),
        (lambda: len(np.squeeze(np.ones((1, 1)))), "has no length"),
        (lambda: exec("one, other = lambda: 0"), "call the one that comes out"),
        (lambda: exec("one, other = 1, 2, 3"), "differ in number"),
        (lambda: 0.1 * [np.ones(2), np.ones((2, 2))], "one at a time"),  # type: ignore[operator]
        (lambda: list(np.float64(1)), "in the wrong order"),
        (lambda: np.ones(2) + (p for p in (1.0, 2.0)), "square ones make a list"),  # type: ignore[operator]
    ],
)
def test_a_complaint_gets_a_hint(stop: Callable[[], Any], hint: str) -> None:
    """Does what numpy or scipy says today lead to the sentence that helps?"""
    with pytest.raises((TypeError, ValueError)) as caught:
        stop()
    assert hint in complaint_hint(str(caught.value))


def test_an_output_that_says_so_is_noted_as_a_list() -> None:
    """Is a list noted for an output with the option ``array``, and not for another?"""
    exercise = Exercise(
        slug="join",
        title="join",
        needs=("join",),
        probe=lambda find, inputs: {},
        cases=lambda rng: [],
        outputs=(Output("theta", options={"array": True}), equals("losses")),
        aspects=(Aspect("theta", 1, ("theta", "losses")),),
    )
    back = {name: Value(np.ones(2), "list") for name in ("theta", "losses")}
    assert listed(exercise, [Reply(back)]) == ("theta",)
