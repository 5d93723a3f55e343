"""Unit 03: a softmax classifier, from scores to a decision boundary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.exercises.probes import calls, name_results, standing_in
from autograder.model import (
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    Unit,
    derivative,
    equals,
    satisfies,
)

Rng = np.random.Generator
Predict = Callable[[Any], Any]

APART = (-6000.0, 4000.0)
"""Two offsets 1e4 apart; scores on a grid of 1/16 keep every sum exact, in float32 too."""


# ------------------------------------------------------------ softmax and cross-entropy


def _sixteenths(rng: Rng, *shape: int) -> Any:
    """Numbers of order 1 that float32 and sums with thousands hold exactly."""
    return np.round(16 * rng.normal(0, 1, shape)) / 16


def _softmax_cases(rng: Rng) -> list[Case]:
    sizes = [(5, 3), (3, 6), (1, 4), (4, 2)]
    cases = [Case(f"N = {n}, C = {c}", {"scores": rng.normal(0, 1.5, (n, c))}) for n, c in sizes]
    rows = [("all scores near 1000", (1000.0,) * 4, 3)]
    rows += [("rows 10 000 apart", (*APART, 0.0), 4), ("two rows 10 000 apart", APART[::-1], 5)]
    for name, offsets, c in rows:
        scores = _sixteenths(rng, len(offsets), c) + np.array(offsets)[:, None]
        cases.append(Case(name, {"scores": scores}, group="stable"))
    return cases


def _entropy_cases(rng: Rng) -> list[Case]:
    sizes = [(6, 4, 4), (5, 3, 3), (1, 5, 5), (7, 2, 2), (8, 6, 5)]
    return [
        Case(
            f"N = {n}, C = {c}" + (", a class absent" if used < c else ""),
            {"probs": _probabilities(rng, n, c), "y": rng.integers(0, used, n)},
        )
        for n, c, used in sizes
    ]


def _probabilities(rng: Rng, n: int, c: int) -> Any:
    raw = rng.uniform(0.2, 2.0, (n, c))
    return raw / raw.sum(axis=1, keepdims=True)


# ------------------------------------------------------------------- loss and gradient

SIZES = ((5, 4, 3, 3), (7, 3, 4, 4), (6, 5, 3, 2), (1, 3, 4, 4), (4, 5, 2, 2), (9, 2, 6, 6))
"""N, D, C, and how many of the classes occur in y."""
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
    """The first feature, with weight 1 in every class, lifts all scores of an example alike."""
    rows = [("all scores near 1000", (1000.0,) * 4, 3, 2)]
    rows += [("rows 10 000 apart", (*APART, 0.0), 4, 5), ("two rows apart", APART[::-1], 3, 4)]
    cases = []
    for name, offsets, d, c in rows:
        n = len(offsets)
        X, W = _sixteenths(rng, n, d), _sixteenths(rng, d, c)
        X[:, 0], W[0] = offsets, 1.0
        inputs = {"W": W, "X": X, "y": rng.integers(0, c, n), "reg": 0.5}
        cases.append(Case(name, inputs, group="stable"))
    return cases


def _all_loss_cases(rng: Rng) -> list[Case]:
    return _loss_cases(rng) + _stable_cases(rng)


def _loss_exercise(slug: str, title: str, function: str, points: tuple[float, ...]) -> Exercise:
    """Loss and gradient of ``function(W, X, y, reg)``; points for loss, dW and stability."""
    loss, gradient, stable = points
    return Exercise(
        slug=slug,
        title=title,
        needs=(function,),
        probe=calls(function, "W X y reg", "loss dW"),
        cases=_all_loss_cases,
        outputs=(equals("loss"), derivative("dW", of="loss", wrt="W", zero="reg")),
        aspects=(
            Aspect("loss", loss, ("loss",)),
            Aspect("dW", gradient, ("dW",)),
            Aspect("stable", stable, ("loss", "dW"), group="stable", requires=("loss", "dW")),
        ),
    )


# ------------------------------------------------------------------- a linear classifier


class _Still(np.random.Generator):
    """A generator whose normal draws are all at their mean, so that descent has one path."""

    def normal(self, loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> Any:
        return np.full(() if size is None else size, float(loc))

    def standard_normal(self, size: Any = None, dtype: Any = float, out: Any = None) -> Any:
        return np.zeros(() if size is None else size, dtype)


def _classifier_cases(rng: Rng) -> list[Case]:
    """Each function by itself: descent takes place in a bowl of the check's own."""
    bowl = [
        Case(
            f"{case.name} in a bowl of the check's own",
            {
                **case.inputs,
                "slope": rng.normal(0, 1, case.inputs["num_classes"]),
                "bend": float(rng.uniform(0.5, 1.5)),
            },
            group="training",
        )
        for case in _training_cases(rng)
    ]
    return _biased_cases(rng) + bowl + _start_cases(rng)


def _own_classifier_cases(rng: Rng) -> list[Case]:
    """Descent on the student's own loss, for those who wrote it all in one function."""
    return _biased_cases(rng) + _training_cases(rng) + _start_cases(rng)


def _biased_cases(rng: Rng) -> list[Case]:
    plain = _loss_cases(rng)
    biases = [rng.normal(0, 1, case.inputs["W"].shape[1]) for case in plain]
    return [Case(case.name, {**case.inputs, "b": b}) for case, b in zip(plain, biases, strict=True)]


def _training_cases(rng: Rng) -> list[Case]:
    sizes = [(6, 2, 3, 0.5, 0.3, 4), (5, 3, 4, 0.2, 0.6, 7), (7, 4, 2, 0.8, 0.2, 3)]
    return [
        Case(
            f"{steps} steps at rate {rate}",
            {
                "X": rng.normal(0.5, 1, (n, d)),
                "y": rng.permutation(np.arange(n) % c),
                "num_classes": c,
                "learning_rate": rate,
                "reg": reg,
                "steps": steps,
            },
            group="training",
        )
        for n, d, c, rate, reg, steps in sizes
    ]


def _start_cases(rng: Rng) -> list[Case]:
    """At rate 0 the weights stay where they start: 1 000 draws and more, from a given seed."""
    settings = {"learning_rate": 0.0, "reg": 0.0, "steps": 1}
    return [
        Case(
            f"the start of {d} by {c} weights",
            {
                "X": rng.normal(0, 1, (3, d)),
                "y": rng.integers(0, c, 3),
                "num_classes": c,
                "seed": int(rng.integers(2**31)),
            }
            | settings,
            group="start",
        )
        for d, c in [(40, 25), (30, 36)]
    ]


_ask_loss = calls("linear_classifier_loss", "W b X y reg", "loss dW db")
_ARGUMENTS = ("X", "y", "num_classes", "learning_rate", "reg", "steps")


def _ask_classifier(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """One of the two functions, by what the case brings."""
    if "steps" not in inputs:
        return _ask_loss(find, inputs)
    if "seed" not in inputs:
        return _ask_training(find, inputs)
    runs = [_train(find, inputs, np.random.default_rng(inputs["seed"]))["W"] for _ in range(2)]
    return {"start": np.array(runs)}


def _train(find: Find, inputs: Inputs, rng: Rng) -> dict[str, Any]:
    function = "train_linear_classifier"
    result = find(function)(*(inputs[name] for name in _ARGUMENTS), rng)
    return name_results(function, result, ["W", "b", "losses"])


def _ask_training(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Train on the student's own loss or, where ``slope`` is given, in a bowl around the start."""
    still = _Still(np.random.PCG64(0))
    if "slope" not in inputs:
        return _train(find, inputs, still)
    origin: list[Any] = []

    def bowl(W: Any, b: Any, X: Any, y: Any, reg: Any) -> tuple[Any, Any, Any]:
        origin[:] = origin or [np.array(W)]
        moved, feature, mean = W - origin[0], X.mean(axis=0), y.mean()
        pull, bend = inputs["slope"], inputs["bend"]
        loss = feature @ moved @ pull + mean * (pull @ b) + 5.0
        loss = loss + 0.5 * (bend + reg) * np.sum(moved**2) + 0.5 * bend * np.sum(b**2)
        dW = np.outer(feature, pull) + (bend + reg) * moved
        return loss, dW, mean * pull + bend * b

    with standing_in(find("train_linear_classifier"), "linear_classifier_loss", bowl):
        found = _train(find, inputs, still)
    return {**found, "W": found["W"] - origin[0]} if origin else found


# ---------------------------------------------------------------------------- the grid


def _grid_cases(rng: Rng) -> list[Case]:
    cases = []
    for n, k, resolution in [(9, 3, 12), (7, 4, 17), (11, 2, 9)]:
        middle, spread = np.array([[-3.0, 4.0]]), np.array([[2.0, 3.0]])
        X = middle + spread * rng.uniform(-1, 1, (n, 2))
        X[:2] = middle + spread * np.array([[-1.0, 1.0], [1.0, -1.0]])
        order = rng.permutation(n)
        centres = middle + spread * rng.uniform(-0.6, 0.6, (k, 2))
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
        ),
        Exercise(
            slug="linear-classifier",
            title="A linear classifier, trained",
            needs=("linear_classifier_loss", "train_linear_classifier"),
            probe=_ask_classifier,
            cases=_classifier_cases,
            own_cases=_own_classifier_cases,
            outputs=(
                equals("loss"),
                derivative("dW", of="loss", wrt="W", zero="reg"),
                derivative("db", of="loss", wrt="b"),
                equals("W"),
                equals("b"),
                equals("losses"),
                satisfies("start", "normal", scale=0.01),
            ),
            aspects=(
                Aspect("loss", 1, ("loss",)),
                Aspect("dW", 0.5, ("dW",)),
                Aspect("db", 1, ("db",)),
                Aspect("training", 1, ("W", "b"), group="training"),
                Aspect("losses", 0.5, ("losses",), group="training", requires=("training",)),
                Aspect("start", 1, ("start",), group="start", requires=("training",)),
            ),
        ),
        Exercise(
            slug="decision-grid",
            title="The classifier asked all over the plane",
            needs=("decision_grid",),
            probe=_ask_grid,
            cases=_grid_cases,
            outputs=(
                satisfies("xx", "grid-axis", column=0),
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
