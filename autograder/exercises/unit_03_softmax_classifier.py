"""Unit 03: a softmax classifier, from scores to a decision boundary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.exercises import linear_training
from autograder.exercises.planes import boundary
from autograder.exercises.probes import calls, name_results, standing_in
from autograder.model import (
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    NotFound,
    Output,
    Probe,
    Unit,
    derivative,
    equals,
    satisfies,
    tells,
)

Rng = np.random.Generator
Rows = list[tuple[str, tuple[float, ...], int]]

APART = (-5000.0, 5000.0)
"""Two offsets 1e4 apart; scores on a grid of 1/16 keep every sum exact, in float32 too."""
WIDE = (
    ((0.0, 2000.0, 2000.0, 800.0), (0.0, 1000.0, 1000.0, 0.0), (500.0,) * 4, (0.0,) * 4),
    ((0.0, 0.0, 2000.0), (1000.0, 0.0, 1000.0), (500.0,) * 3, (0.0,) * 3),
)
"""Offsets far apart inside a row: in the first row of each neither the smallest score nor the
mean is a shift that helps, in the second row the mean is."""


# ------------------------------------------------------------ softmax and cross-entropy


def _sixteenths(rng: Rng, *shape: int) -> Any:
    """Numbers of order 1 that float32 and sums with thousands hold exactly."""
    return np.round(16 * rng.normal(0, 1, shape)) / 16


def _softmax_cases(rng: Rng) -> list[Case]:
    sizes = [(5, 3), (3, 6), (1, 4), (4, 2)]
    cases = [Case(f"N = {n}, C = {c}", {"scores": rng.normal(0, 1.5, (n, c))}) for n, c in sizes]
    rows: Rows = [
        ("all scores near 1000", (1000.0,) * 4, 3),
        ("all scores near 60", (60.0,) * 3, 4),
    ]
    rows += [("rows 10 000 apart", (*APART, 0.0), 2), ("two rows 10 000 apart", APART[::-1], 3)]
    for name, offsets, c in rows:
        scores = _sixteenths(rng, len(offsets), c) + np.array(offsets)[:, None]
        cases.append(Case(name, {"scores": scores}, group="stable"))
    for table in map(np.array, WIDE):
        scores = _sixteenths(rng, *table.shape) + table
        name = f"scores from 0 to 2000 in one row, C = {table.shape[1]}"
        cases.append(Case(name, {"scores": scores}, group="stable"))
    return cases


def _entropy_cases(rng: Rng) -> list[Case]:
    """In the last two a row number is a class too: rows and columns can be taken for each other."""
    sizes = [(6, 4, 4), (5, 3, 3), (1, 5, 5), (7, 2, 2), (8, 6, 5), (4, 7, 4), (3, 5, 3)]
    cases = [
        Case(
            f"N = {n}, C = {c}" + (", a class absent" if used < c else ""),
            {"probs": _probabilities(rng, n, c), "y": rng.integers(0, used, n)},
        )
        for n, c, used in sizes
    ]
    for case in cases[-2:]:
        case.inputs["y"][:2] = 1, 2  # so that y is not its own inverse
    return cases


def _probabilities(rng: Rng, n: int, c: int) -> Any:
    raw = rng.uniform(0.2, 2.0, (n, c))
    return raw / raw.sum(axis=1, keepdims=True)


# ------------------------------------------------------------------- loss and gradient

SIZES = ((5, 4, 3, 3), (7, 3, 4, 4), (6, 5, 3, 2), (1, 3, 4, 1), (4, 5, 2, 2), (9, 2, 6, 6))
"""N, D, C, and how many of the classes occur in y (no more than N, so a class is a row too)."""
REGS = (0.6, 0.0, 0.4, 0.8, 0.5, 0.3)


def _loss_cases(rng: Rng) -> list[Case]:
    return [
        Case(_named(n, d, c, used), _weights(rng, d, c) | _data(rng, n, d, used) | {"reg": reg})
        for (n, d, c, used), reg in zip(SIZES, REGS, strict=True)
    ]


def _named(n: int, d: int, c: int, used: int) -> str:
    return f"N = {n}, D = {d}, C = {c}" + (", a class absent" if used < c else "")


def _weights(rng: Rng, d: int, c: int) -> dict[str, Any]:
    return {"W": rng.normal(0, 1, (d, c))}


def _data(rng: Rng, n: int, d: int, classes: int) -> dict[str, Any]:
    return {"X": rng.normal(0, 1, (n, d)), "y": rng.integers(0, classes, n)}


def _stable_cases(rng: Rng) -> list[Case]:
    """The first feature, with weight 1 in every class, lifts all scores of an example alike.

    In the last two it lifts one class only, far above the right one.
    """
    rows: Rows = [("all scores near 1000", (1000.0,) * 4, 2)]
    rows += [("rows 10 000 apart", (*APART, 0.0), 5), ("two rows 10 000 apart", APART[::-1], 4)]
    cases = []
    for d, (name, offsets, c) in zip((3, 4, 3), rows, strict=True):
        n = len(offsets)
        X, W = _sixteenths(rng, n, d), _sixteenths(rng, d, c)
        X[:, 0], W[0] = offsets, 1.0
        inputs = {"W": W, "X": X, "y": rng.integers(0, min(n, c), n), "reg": 0.0}
        cases.append(Case(name, inputs, group="stable"))
    return cases + [_far_below(rng, n, d, c) for n, d, c in [(3, 4, 5), (5, 4, 3)]]


def _far_below(rng: Rng, n: int, d: int, c: int) -> Case:
    """Class 1 scores 2000 above all others, which is right for the last example only."""
    X, W = _sixteenths(rng, n, d), _sixteenths(rng, d, c)
    X[:, 0], W[0] = 2000.0 * (np.arange(n) != 1), np.arange(c) == 1
    y = rng.integers(0, 3, n)
    y[0], y[-1] = 0, 1
    name = f"a right class scored 2000 below another, its p is 0 in float64, C = {c}"
    return Case(name, {"W": W, "X": X, "y": y, "reg": 0.0}, group="stable")


def _all_loss_cases(rng: Rng) -> list[Case]:
    return _loss_cases(rng) + _stable_cases(rng)


def _watched(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Loss and gradient of the version without loops, and whether the other one stayed asleep."""
    asleep = True

    def naive(*arguments: Any, **named: Any) -> Any:
        nonlocal asleep
        asleep = False
        return own(*arguments, **named)

    try:
        own = find("softmax_loss_naive")
    except NotFound:
        return _ask_vectorized(find, inputs)
    with standing_in(find("softmax_loss_vectorized"), "softmax_loss_naive", naive):
        return {**_ask_vectorized(find, inputs), "loops_left_out": asleep}


_ask_vectorized = calls("softmax_loss_vectorized", "W X y reg", "loss dW")
STILL_LOOPS = (
    "softmax_loss_vectorized calls softmax_loss_naive: the numbers are right, and the loop is "
    "still there. Section 4 is about doing without it."
)


def _loss_exercise(
    slug: str,
    title: str,
    function: str,
    points: tuple[float, ...],
    probe: Probe | None = None,
    remarks: tuple[Output, ...] = (),
) -> Exercise:
    """Loss and gradient of ``function(W, X, y, reg)``; points for loss, dW and stability."""
    loss, gradient, stable = points
    return Exercise(
        slug=slug,
        title=title,
        needs=(function,),
        probe=probe or calls(function, "W X y reg", "loss dW"),
        cases=_all_loss_cases,
        outputs=(equals("loss"), derivative("dW", of="loss", wrt="W", zero="reg"), *remarks),
        aspects=(
            Aspect("loss", loss, ("loss",)),
            Aspect("dW", gradient, ("dW",)),
            Aspect("stable", stable, ("loss", "dW"), group="stable", requires=("loss", "dW")),
        ),
    )


def _classifier_cases(rng: Rng) -> list[Case]:
    return linear_training.cases(rng, _loss_cases(rng))


def _own_classifier_cases(rng: Rng) -> list[Case]:
    return linear_training.own_cases(rng, _loss_cases(rng))


# ---------------------------------------------------------------------------- the grid


def _grid_cases(rng: Rng) -> list[Case]:
    cases = []
    for n, k, resolution in [(9, 3, 12), (7, 4, 17), (11, 2, 9)]:
        middle, spread = np.array([[-3.0, 4.0]]), np.array([[2.0, 3.0]])
        X = middle + spread * rng.uniform(-1, 1, (n, 2))
        X[:2] = middle + spread * np.array([[-1.0, 1.0], [1.0, -1.0]])
        order = rng.permutation(n)
        places = rng.uniform(-0.6, 0.6, (k, 2))
        # One low on the left, one high on the right: so (y, x) is not what (x, x'), (y, y') are.
        places[:2] = rng.uniform(0.4, 0.6, (2, 2)) * [[-1.0], [1.0]]
        centres = middle + spread * places
        inputs = {"X": X[order], "centres": centres, "resolution": resolution}
        cases.append(Case(f"{n} points, {k} classes, resolution {resolution}", inputs))
    return cases


def _ask_grid(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """``decision_grid`` with a predict of the check's own: the nearest of a few centres."""
    centres = inputs["centres"]

    def predict(points: Any) -> Any:
        points = np.asarray(points, dtype=float)
        if points.ndim != 2 or points.shape[1] != 2:
            raise ValueError(f"predict takes points of shape (M, 2), not {points.shape}")
        return ((points[:, None, :] - centres) ** 2).sum(axis=2).argmin(axis=1)

    result = find("decision_grid")(predict, inputs["X"], inputs["resolution"])
    return name_results("decision_grid", result, ["xx", "yy", "Z"])


UNIT = Unit(
    slug="03_softmax_classifier",
    title="A softmax classifier, from scores to a decision boundary",
    exercises=(
        Exercise(
            slug="softmax",
            title="Scores become probabilities",
            needs=("softmax",),
            probe=calls("softmax", "scores", "probs"),
            cases=_softmax_cases,
            outputs=(equals("probs", rtol=1e-12),),
            aspects=(
                Aspect("shape", 0.5, ("probs",), kind="shape", requires=("values",)),
                Aspect("values", 1.5, ("probs",)),
                Aspect("stable", 1, ("probs",), group="stable", requires=("values",)),
            ),
        ),
        Exercise(
            slug="cross-entropy",
            title="One number for how wrong",
            needs=("cross_entropy",),
            probe=calls("cross_entropy", "probs y", "loss"),
            cases=_entropy_cases,
            outputs=(equals("loss"),),
            aspects=(Aspect("loss", 2, ("loss",)),),
        ),
        _loss_exercise(
            "softmax-loss-naive",
            "Loss and gradient, one example at a time",
            "softmax_loss_naive",
            (1, 1.5, 0.5),
        ),
        _loss_exercise(
            "softmax-loss-vectorized",
            "Loss and gradient without loops",
            "softmax_loss_vectorized",
            (1.5, 2, 0.5),
            probe=_watched,
            remarks=(tells("loops_left_out", note=STILL_LOOPS),),
        ),
        Exercise(
            slug="linear-classifier",
            title="A linear classifier, trained",
            needs=("linear_classifier_loss", "train_linear_classifier"),
            probe=linear_training.ask,
            cases=_classifier_cases,
            own_cases=_own_classifier_cases,
            outputs=(
                equals("loss"),
                derivative("dW", of="loss", wrt="W", zero="reg"),
                derivative("db", of="loss", wrt="b"),
                equals("W"),
                equals("b"),
                equals("losses"),
                tells("all_examples", "not-all-examples"),
                satisfies("start", "normal", scale=0.01, beside=("other",)),
                satisfies("other", "normal", scale=0.01),
                equals("bias"),
                tells("bias_at_zero", "bias-not-at-zero"),
            ),
            aspects=(
                Aspect("loss", 1, ("loss",)),
                Aspect("dW", 0.5, ("dW",)),
                Aspect("db", 1, ("db",)),
                Aspect("training", 1, ("W", "b", "all_examples"), group="training"),
                Aspect("losses", 0.5, ("losses",), group="training", requires=("training",)),
                Aspect(
                    "start",
                    1,
                    ("start", "bias", "bias_at_zero"),
                    group="start",
                    requires=("training",),
                ),
            ),
            boundary=boundary(
                "the linear classifier after 100 steps of training",
                linear_training.draw,
                num_classes=3,
                learning_rate=1.0,
                reg=1e-3,
                steps=100,
            ),
        ),
        Exercise(
            slug="decision-grid",
            title="The classifier asked all over the plane",
            needs=("decision_grid",),
            probe=_ask_grid,
            cases=_grid_cases,
            outputs=(
                satisfies("xx", "grid-axis", column=0, beside=("yy",), twin="yy"),
                satisfies("yy", "grid-axis", column=1, beside=("xx",), across="xx"),
                satisfies("Z", "nearest-centre", beside=("xx", "yy")),
            ),
            aspects=(
                Aspect("grid", 1, ("xx", "yy")),
                Aspect("answers", 1, ("Z",), requires=("grid",)),
            ),
        ),
    ),
)
