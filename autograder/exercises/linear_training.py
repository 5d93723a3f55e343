"""Cases and probe of ``linear-classifier``: a loss with biases, and descent on it.

Each function is asked by itself. Descent takes place in a bowl of the check's own,
whatever became of the loss; ``own_cases`` let it use the student's loss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

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
    flat = [
        Case(case.name, {**case.inputs, "slope": _zeros(case), "bend": 0.0}, group="start")
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
        found, origin = _train(find, inputs, _Still(np.random.PCG64(0)))
        return found if origin is None else {**found, "W": found["W"] - origin}
    rngs = [np.random.default_rng(inputs["seed"]) for _ in range(2)]
    return {"start": np.array([_train(find, inputs, rng)[0]["W"] for rng in rngs])}


# --------------------------------------------------------------------------- the cases


def _biased(rng: Rng, plain: Sequence[Case]) -> list[Case]:
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
    """At rate 0 the weights stay where they start: 150 draws and more, from a given seed."""
    return [
        Case(
            f"the start of {d} by {c} weights",
            {
                "X": rng.normal(0, 1, (3, d)),
                "y": rng.integers(0, c, 3),
                "num_classes": c,
                "learning_rate": 0.0,
                "reg": 0.0,
                "steps": 1,
                "seed": int(rng.integers(2**31)),
            },
            group="start",
        )
        for d, c in [(15, 12), (14, 11)]
    ]


def _zeros(case: Case) -> Any:
    return np.zeros(case.inputs["num_classes"])


# --------------------------------------------------------------------------- the probe

_ask_loss = calls("linear_classifier_loss", "W b X y reg", "loss dW db")
_ARGUMENTS = ("X", "y", "num_classes", "learning_rate", "reg", "steps")


def _train(find: Find, inputs: Inputs, rng: Rng) -> tuple[dict[str, Any], Any]:
    """What training returns, and where it started if it took place in a bowl around that."""
    function, origin = find("train_linear_classifier"), list[Any]()

    def bowl(W: Any, b: Any, X: Any, y: Any, reg: Any) -> tuple[Any, Any, Any]:
        origin[:] = origin or [np.array(W)]
        moved, feature, mean = W - origin[0], X.mean(axis=0), y.mean()
        pull, bend = inputs["slope"], inputs["bend"]
        loss = feature @ moved @ pull + mean * np.sum(pull * b) + 5.0
        loss = loss + 0.5 * (bend + reg) * np.sum(moved**2) + 0.5 * bend * np.sum(b**2)
        dW = np.outer(feature, pull) + (bend + reg) * moved
        return loss, dW, mean * pull + bend * b

    arguments = [inputs[name] for name in _ARGUMENTS]
    if "slope" in inputs:
        with standing_in(function, "linear_classifier_loss", bowl):
            result = function(*arguments, rng)
    else:
        result = function(*arguments, rng)
    named = name_results("train_linear_classifier", result, ["W", "b", "losses"])
    return named, origin[0] if origin else None
