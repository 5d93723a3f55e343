"""Unit 01: squared features, why descent diverges on them, and the cure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.exercises.probes import calls, standing_in
from autograder.model import (
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    Unit,
    WrongReturn,
    derivative,
    equals,
)

Rng = np.random.Generator


def _feature_cases(rng: Rng) -> list[Case]:
    return [
        Case("seven numbers", {"x": rng.normal(0, 2, 7)}),
        Case("four numbers", {"x": rng.uniform(-3, 3, 4)}),
        Case("one number", {"x": rng.uniform(1.5, 3, 1)}),
    ]


def _regression(rng: Rng, n: int, d: int) -> dict[str, Any]:
    """Data and weights of order 1, with the bias far from its best value."""
    return {
        "w": rng.normal(0, 1, d),
        "b": float(rng.uniform(0.5, 1.5)),
        "X": rng.normal(0, 1, (n, d)) + rng.uniform(-0.5, 0.5, d),
        "y": rng.normal(0, 1, n) - 1.0,
    }


def _loss_cases(rng: Rng) -> list[Case]:
    """Most predictions are too large, and one of them too small wherever there are several.

    The targets are drawn around a line: the errors never cancel.
    """
    cases = []
    for n, d in [(5, 3), (7, 2), (1, 4), (6, 1)]:
        data = _regression(rng, n, d)
        above = rng.uniform(1, 2, n) * np.where(np.arange(n) == n - 2, -1, 1)
        data["y"] = data["X"] @ data["w"] + data["b"] - above
        cases.append(Case(f"N = {n}, D = {d}", data))
    return cases


def _descent_cases(rng: Rng) -> list[Case]:
    """Descent in a bowl of the check's own, whatever became of ``mse_loss``."""
    return [
        Case(
            f"{case.name}, with a mse_loss of the check's own",
            {**case.inputs, "bend": rng.uniform(1.0, 3.0, np.size(case.inputs["w"]))},
        )
        for case in _own_descent_cases(rng)
    ]


def _own_descent_cases(rng: Rng) -> list[Case]:
    """The single weight begins so far from 0 that a step does not end there but for rounding."""
    sizes = [(6, 2, 0.05, 4), (5, 3, 0.02, 7), (4, 1, 0.04, 1)]
    cases = []
    for n, d, rate, steps in sizes:
        data = _regression(rng, n, d) | {"learning_rate": rate, "steps": steps}
        if d == 1:
            data["w"] = rng.uniform(2.0, 3.0, 1)
        cases.append(Case(f"{steps} step{'s' * (steps > 1)} at rate {rate}", data))
    return cases


_descend = calls("gradient_descent", "X y w b learning_rate steps", "w b losses")


def _ask_descent(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Call ``gradient_descent``; where ``bend (D,)`` is given, on a bowl in place of its loss."""
    if "bend" not in inputs:
        return _descend(find, inputs)

    def bowl(w: Any, b: Any, X: Any, y: Any) -> tuple[Any, Any, Any]:
        if (np.ndim(w), np.ndim(X)) != (1, 2):
            raise TypeError("mse_loss is called as mse_loss(w, b, X, y), in this order")
        if (np.shape(X), np.shape(y)) != (inputs["X"].shape, inputs["y"].shape):
            raise WrongReturn(
                f"mse_loss is handed X of shape {np.shape(X)} and y of shape {np.shape(y)}: it "
                "takes both as they came in."
            )
        if np.size(b) != 1:
            raise WrongReturn(
                f"b has become an array of {np.size(b)} numbers on the way, where it is one: "
                "which of the two gradients moves b?"
            )
        from_w, from_b = w - X.mean(axis=0), b - y.mean()
        loss = (inputs["bend"] * from_w**2).sum() + from_b**2 + from_b * from_w.sum()
        return loss, 2 * inputs["bend"] * from_w + from_b, 2 * from_b + from_w.sum()

    with standing_in(find("gradient_descent"), "mse_loss", bowl):
        return _descend(find, inputs)


def _rate_cases(rng: Rng) -> list[Case]:
    return [
        Case("N = 5, D = 2", {"X": rng.normal(1.0, 1.0, (5, 2))}),
        Case("N = 9, D = 3", {"X": rng.normal(-0.5, 2.0, (9, 3))}),
        Case("N = 5, D = 1", {"X": rng.uniform(1.0, 3.0, (5, 1))}),
        Case("N = 8, D = 4", {"X": rng.normal(0.3, 1.5, (8, 4))}),
    ]


def _units_cases(rng: Rng) -> list[Case]:
    def case(d: int) -> Case:
        return Case(
            f"D = {d}",
            {
                "w": rng.normal(0, 1, d),
                "b": float(rng.uniform(0.5, 1.5)),
                "x_mean": rng.normal(0, 2, d),
                "x_std": rng.uniform(0.5, 3.0, d),
                "y_mean": float(rng.uniform(-6.0, -3.0)),
                "y_std": float(rng.uniform(1.5, 4.0)),
            },
        )

    return [case(2), case(3), case(1)]


UNIT = Unit(
    slug="01_linear_regression",
    title="Linear regression with squared features",
    exercises=(
        Exercise(
            slug="quadratic-features",
            title="Squared features",
            needs=("quadratic_features",),
            probe=calls("quadratic_features", "x", "features"),
            cases=_feature_cases,
            by_hand="Try x = (1, 2, 3): the rows must be (1, 1), (2, 4) and (3, 9).",
            outputs=(equals("features"),),
            aspects=(
                Aspect("shape", 0.5, ("features",), kind="shape", requires=("values",)),
                Aspect("values", 1.5, ("features",)),
            ),
        ),
        Exercise(
            slug="mse-loss",
            title="The loss and its gradient",
            needs=("mse_loss",),
            probe=calls("mse_loss", "w b X y", "loss dw db"),
            cases=_loss_cases,
            by_hand=(
                "Try the table of the page: X = [[1], [3]], y = [4, 1], w = [1] and b = 2 give "
                "8.5, [11] and 3."
            ),
            outputs=(
                equals("loss"),
                derivative("dw", of="loss", wrt="w"),
                derivative("db", of="loss", wrt="b"),
            ),
            aspects=(
                Aspect("shape", 1, ("loss", "dw", "db"), kind="shape", requires=("loss",)),
                Aspect("loss", 2, ("loss",)),
                Aspect("dw", 2, ("dw",)),
                Aspect("db", 1, ("db",)),
            ),
        ),
        Exercise(
            slug="gradient-descent",
            title="Gradient descent",
            needs=("gradient_descent",),
            probe=_ask_descent,
            cases=_descent_cases,
            own_cases=_own_descent_cases,
            by_hand=(
                "Try 2 steps at rate 0.1 on the table of section 2: w goes 1, -0.1, 0.02 and b "
                "goes 2, 1.7, 1.9, with losses 8.5 and 2.96."
            ),
            outputs=(equals("w"), equals("b"), equals("losses")),
            aspects=(
                Aspect("w", 1.5, ("w",)),
                Aspect("b", 1, ("b",)),
                Aspect("losses", 1.5, ("losses",)),
            ),
        ),
        Exercise(
            slug="stable-rate",
            title="The largest stable learning rate",
            needs=("largest_stable_learning_rate",),
            probe=calls("largest_stable_learning_rate", "X", "rate"),
            cases=_rate_cases,
            by_hand=(
                "Try X = [[1], [1], [3], [3]]: H must be [[10, 4], [4, 2]], its eigenvalues 0.343 "
                "and 11.657, the rate 0.1716."
            ),
            outputs=(equals("rate"),),
            aspects=(Aspect("rate", 4, ("rate",)),),
        ),
        Exercise(
            slug="original-units",
            title="Back to original units",
            needs=("to_original_units",),
            probe=calls(
                "to_original_units",
                "w b x_mean x_std y_mean y_std",
                "coefficients intercept",
            ),
            cases=_units_cases,
            by_hand=(
                "Try w = (2, 1), b = 0.5, x_mean = (10, 4), x_std = (5, 2), y_mean = 100, y_std = "
                "20: the coefficients are 8 and 10, the intercept -10."
            ),
            outputs=(equals("coefficients"), equals("intercept")),
            aspects=(
                Aspect("coefficients", 2, ("coefficients",)),
                Aspect("intercept", 2, ("intercept",)),
            ),
        ),
    ),
)
