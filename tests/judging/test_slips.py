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
