"""Cases and probe of ``linear-classifier``: a loss with biases, and descent on it.

Each function is asked by itself. Descent takes place in a bowl of the check's own,
whatever became of the loss; ``own_cases`` let it use the student's loss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exercises.planes import drawn, highest, of_shape
from autograder.exercises.probes import calls, name_results, standing_in
from autograder.model import Case, Find, Inputs

Rng = np.random.Generator


class _Still(np.random.Generator):
    """A generator whose normal draws are all at their mean, so that descent has one path."""

    def normal(self, loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> Any:
        return np.full(() if size is None else size, float(loc))

    def standard_normal(self, size: Any = None, dtype: Any = float, out: Any = None) -> Any:
        return np.zeros(() if size is None else size, dtype)


def cases(rng: Rng, plain: Sequence[Case]) -> list[Case]:
    """Cases of the loss (``plain`` with biases), of descent in a bowl, and of the start."""
    bowls = [
        Case(
            f"{case.name}, on a loss that the check puts in place of yours",
            {
                **case.inputs,
                "slope": _slope(rng, case),
                "bend": float(rng.uniform(0.5, 1.5)),
            },
            group="training",
        )
        for case in _training_cases(rng)
    ]
    flat = [
        Case(case.name, {**case.inputs, "slope": _slope(rng, case), "bend": 0.0}, group="start")
        for case in _start_cases(rng)
    ]
    return _biased(rng, plain) + bowls + flat


def own_cases(rng: Rng, plain: Sequence[Case]) -> list[Case]:
    """Descent on the student's own loss, for those who wrote it all in one function."""
    return _biased(rng, plain) + _training_cases(rng) + _start_cases(rng)


def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """One of the two functions, by what the case brings."""
    if "steps" not in inputs:
        return _ask_loss(find, inputs)
    if "seed" not in inputs:
        return _path(find, inputs)
    rngs = [np.random.default_rng(inputs["seed"] + more) for more in (0, 0, 1)]
    (one, watch), (again, _), (other, _) = (_train(find, inputs, rng) for rng in rngs)
    found = {"start": np.array([one["W"], again["W"]]), "other": other["W"], "bias": one["b"]}
    return found | ({"bias_at_zero": not np.any(watch.origin[1])} if watch.origin else {})


def _path(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """How far training went from where it started, and whether each step saw all examples."""
    found, watch = _train(find, inputs, _Still(np.random.PCG64(0)))
    if watch.origin:
        W, b = watch.origin
        found = {**found, "W": _from(W, found["W"]), "b": _from(b, found["b"])}
    return {**found, "all_examples": set(watch.lengths) <= {len(inputs["X"])}}


def _from(origin: Any, end: Any) -> Any:
    """The way from a start to an end; the end itself where it is no such array."""
    return end - origin if np.shape(end) == np.shape(origin) else end


# --------------------------------------------------------------------------- the cases


def _biased(rng: Rng, plain: Sequence[Case]) -> list[Case]:
    """The same cases with biases, and labels under which no gradient is nothing but rounding.

    Of two classes one occurs, else their errors may cancel; and the class of a single
    example is never sure.
    """
    biased = []
    for case in plain:
        y, c = case.inputs["y"], case.inputs["W"].shape[1]
        labels, b = np.full_like(y, rng.integers(c)) if c == 2 else y, rng.normal(0, 1, c)
        if len(y) == 1:
            b[y[0]] -= 4.0
        biased.append(Case(case.name, {**case.inputs, "b": b, "y": labels}))
    return biased


def _training_cases(rng: Rng) -> list[Case]:
    sizes = [(26, 2, 3, 0.5, 0.3, 4), (5, 3, 4, 0.2, 0.6, 7), (17, 4, 2, 0.8, 0.2, 3)]
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
    """Without features the weights stay where they start: 150 draws and more, from a given seed.

    The biases move, so that where they end tells where they began.
    """
    return [
        Case(
            f"the start of {d} by {c} weights",
            {
                "X": np.zeros((5, d)),
                "y": rng.permutation(np.arange(1, 6)),
                "num_classes": c,
                "learning_rate": float(rng.uniform(0.3, 0.8)),
                "reg": 0.0,
                "steps": 1,
                "seed": int(rng.integers(2**31)),
            },
            group="start",
        )
        for d, c in [(15, 12), (14, 11)]
    ]


def _slope(rng: Rng, case: Case) -> Any:
    return rng.normal(0, 1, case.inputs["num_classes"])


# --------------------------------------------------------------------------- the probe

_ask_loss = calls("linear_classifier_loss", "W b X y reg", "loss dW db")
_ARGUMENTS = ("X", "y", "num_classes", "learning_rate", "reg", "steps")


class _Bowl:
    """A loss in place of the student's: a bowl around the start, watched while it is asked."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.origin: list[Any] = []
        self.lengths: list[int] = []

    def __call__(self, W: Any, b: Any, X: Any, y: Any, reg: Any) -> tuple[Any, Any, Any]:
        _refuse(self.inputs, W, b, X)
        self.origin = self.origin or [np.array(W), np.array(b)]
        self.lengths.append(len(X))
        moved, lifted = W - self.origin[0], b - self.origin[1]
        feature, mean = X.mean(axis=0), y.mean()
        pull, bend = self.inputs["slope"], self.inputs["bend"]
        loss = feature @ moved @ pull + mean * np.sum(pull * lifted) + 5.0
        loss = loss + 0.5 * (bend + reg) * np.sum(moved**2) + 0.5 * bend * np.sum(lifted**2)
        dW = np.outer(feature, pull) + (bend + reg) * moved
        return loss, dW, mean * pull + bend * lifted


def _refuse(inputs: Inputs, W: Any, b: Any, X: Any) -> None:
    """Say what is wrong where training calls the loss in another order, or with another W."""
    asked = (inputs["X"].shape[1], inputs["num_classes"])
    if np.shape(X)[1:] != asked[:1] or np.shape(b) == asked:
        raise TypeError(
            "linear_classifier_loss is called as linear_classifier_loss(W, b, X, y, reg), "
            "in this order"
        )
    if np.shape(W) != asked:
        why = ": is a size written as a number?"
        if not np.ndim(W):
            why = ": rng.normal takes mean and spread first, a shape is passed as size=(D, C)"
        raise TypeError(f"W has shape {np.shape(W)} where (D, C) is {asked} here{why}")


def _train(find: Find, inputs: Inputs, rng: Rng) -> tuple[dict[str, Any], _Bowl]:
    """What training returns, and the bowl that watched it if it took place in one."""
    function, bowl = find("train_linear_classifier"), _Bowl(inputs)
    arguments = [inputs[name] for name in _ARGUMENTS]
    if "slope" in inputs:
        with standing_in(function, "linear_classifier_loss", bowl):
            result = function(*arguments, rng)
    else:
        result = function(*arguments, rng)
    return name_results("train_linear_classifier", result, ["W", "b", "losses"]), bowl


# ------------------------------------------------------------------------- the boundary


def draw(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """What the student's trained lines say of the plane."""
    arguments = [inputs[name] for name in _ARGUMENTS]
    result = find("train_linear_classifier")(*arguments, np.random.default_rng(0))
    found = name_results("train_linear_classifier", result, ["W", "b", "losses"])
    W, b = of_shape("W", found["W"], (2, 3)), of_shape("b", found["b"], (3,), (1, 3))
    return drawn(lambda points: highest(points @ W + b), inputs)
