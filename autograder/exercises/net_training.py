"""Cases and probe of ``two-layer-net-train``: a net whose loss and predict are the check's own.

The loss is a plane over the parameters, so its gradient is the same for every batch and
training has one path, however batches are drawn. The predicted class turns as the loss
falls, so an accuracy tells after which step it was taken. Where it is the batches that are
asked for, the plane is as steep as their first feature says: the end tells what was drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.exercises.planes import drawn
from autograder.exercises.probes import describe, net_with, stood_in
from autograder.model import Case, Find, Inputs, WrongReturn

Rng = np.random.Generator

PARAMS = ("W1", "b1", "W2", "b2")
HISTORIES = ("loss_history", "train_acc_history", "val_acc_history")
_SETTINGS = ("learning_rate", "learning_rate_decay", "reg", "num_iters", "batch_size")


# --------------------------------------------------------------------------- the cases


def cases(rng: Rng) -> list[Case]:
    """Runs of whole and broken epochs, of batches larger than N, and what batches hold."""
    some = rng.integers(0, 3, 6)
    runs = [
        ("an epoch that does not divide N", 23 + some[0] % 2, 5, 14 + some[1], 3, 4, 2),
        ("a run of whole epochs", 12, 4, 3 * (3 + int(some[2])), 4, 3, 5),
        ("batches larger than N", 7, 16 + some[3], 4 + some[4], 2, 5, 3),
        ("batches of almost all", 9, 8, 5 + some[5], 3, 2, 4),
        ("epochs of two iterations", 20, 7, 11, 2, 6, 3),
        ("one example more than whole batches", 13, 4, 10, 4, 2, 3),
        ("a batch of more than twice N", 5, 11, 6, 3, 4, 2),
    ]
    found = [Case(name, _run(rng, *sizes)) for name, *sizes in runs]
    for name, *sizes in [
        ("batches of 4", 30, 4, 30, 3, 2, 4),
        ("batches of 20", 6, 20, 5, 2, 4, 3),
    ]:
        inputs = _run(rng, *sizes)
        inputs["X"] = rng.normal(0, 1, inputs["X"].shape)
        inputs["y"] = np.arange(len(inputs["y"]))
        inputs["seed"], inputs["learning_rate_decay"] = int(rng.integers(2**31)), 1.0
        found.append(Case(name, inputs, group="batches"))
    return found


def _run(rng: Rng, n: int, batch: int, iterations: int, d: int, h: int, c: int) -> dict[str, Any]:
    """All of training's arguments, a start, and the plane that the loss is."""
    shapes = {"W1": (d, h), "b1": (h,), "W2": (h, c), "b2": (c,)}
    start = {name: rng.normal(0, 1, shape) for name, shape in shapes.items()}
    slopes = {f"slope_{name}": rng.normal(0, 1, shape) for name, shape in shapes.items()}
    X, X_val = rng.normal(0, 1, (n, d)), rng.normal(0, 1, (25, d))
    # One class and one turn for all training examples: every batch has the accuracy of the set.
    X[:, 0], X_val[:, 0] = rng.uniform(0, 2), rng.uniform(0, 2, 25)
    data = {"X": X, "y": np.ones(n, int), "X_val": X_val, "y_val": rng.integers(0, 2, 25)}
    rate, reg = float(rng.uniform(0.05, 0.2)), float(rng.uniform(0.2, 0.6))
    step = rate * (1 + reg) * sum(float((slope**2).sum()) for slope in slopes.values())
    return {
        **start, **slopes, **data,
        "learning_rate": rate, "learning_rate_decay": float(rng.uniform(0.75, 0.9)), "reg": reg,
        "num_iters": int(iterations), "batch_size": int(batch),
        "turns": float(rng.uniform(0.6, 0.8)) / step,
        "early": int(n // batch > 1),
    }  # fmt: skip


# --------------------------------------------------------------------------- the probe


def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Train a net in a plane of the check's own, and watch it."""
    watch = _Watch(inputs)
    net = net_with(stood_in(find("TwoLayerNet"), watch.methods()), inputs)
    net.rng = np.random.default_rng(inputs.get("seed"))
    data = [inputs[name] for name in ("X", "y", "X_val", "y_val")]
    history = net.train(*data, *(inputs[name] for name in _SETTINGS))
    if "seed" in inputs:
        return {"batches": watch.rows(net), "trained": net.params["W1"]}
    if not isinstance(history, Mapping):
        said = f"train should return a dict of {', '.join(HISTORIES)}; it returned"
        raise WrongReturn(f"{said} {describe(history)}.")
    found = {name: history[name] for name in HISTORIES if name in history}
    for name, updates in (("train_acc_history", watch.train), ("val_acc_history", watch.val)):
        if name in found:
            found[name] = _without_iteration_0(found[name], updates, inputs["early"])
    return {**{name: net.params[name] for name in PARAMS}, **found}


def _without_iteration_0(entries: Any, updates: list[int], early: int) -> Any:
    """A history without the further entry that iteration 0 may have.

    ``updates`` says after how many updates each entry was taken; with epochs of one
    iteration only an entry before the first update is a further one.
    """
    listed = isinstance(entries, (list, tuple, np.ndarray)) and len(entries) == len(updates)
    return entries[1:] if listed and updates and updates[0] <= early else entries


class _Watch:
    """A stand-in for ``loss`` and ``predict`` that notes batches, and when accuracies are taken."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.train: list[int] = []
        self.val: list[int] = []
        self._seen: list[float] = []
        self._asked: list[tuple[float, Any]] = []
        self._batches: list[Any] = []
        self._square = sum(float(np.sum(inputs[f"slope_{name}"] ** 2)) for name in PARAMS)

    def methods(self) -> dict[str, Any]:
        """The two stand-ins as functions: bound methods would not be handed the net."""
        return {
            "loss": lambda net, X, y=None, reg=0.0: self._loss(net, X, y, reg),
            "predict": lambda net, X: self._predict(net, X),
        }

    def rows(self, net: Any) -> Any:
        """Every example of every batch: iteration, features, label."""
        self._step_to(self._height(net))
        return np.concatenate(self._batches) if self._batches else np.empty((0, 0))

    def _height(self, net: Any) -> float:
        slopes = (np.sum(self.inputs[f"slope_{name}"] * net.params[name]) for name in PARAMS)
        return float(sum(slopes))

    def _loss(self, net: Any, X: Any, y: Any, reg: Any) -> Any:
        if y is None:
            return np.zeros((len(X), len(self.inputs["b2"])))
        height = self._height(net)
        if not self._seen or height != self._seen[-1]:
            self._step_to(height)
            self._seen.append(height)
        steep = (1 + reg) * (1 + np.mean(X[:, 0]) if "seed" in self.inputs else 1.0)
        at = np.full((len(X), 1), len(self._seen))
        self._asked.append((steep, np.hstack([at, X, np.reshape(y, (-1, 1))])))
        return height, {name: steep * self.inputs[f"slope_{name}"] for name in PARAMS}

    def _step_to(self, height: float) -> None:
        """Note the batch on which a step was taken: of all asked here, the one that led there."""
        if self._asked:
            fall = (self._seen[-1] - height) / (self.inputs["learning_rate"] * self._square)
            self._batches.append(min(self._asked, key=lambda both: abs(both[0] - fall))[1])
            self._asked = []

    def _predict(self, net: Any, X: Any) -> Any:
        height = self._height(net)
        behind = bool(self._seen) and height == self._seen[-1]
        X_val = self.inputs["X_val"]
        of_val = np.shape(X) == X_val.shape and np.allclose(X, X_val, rtol=1e-5)
        (self.val if of_val else self.train).append(len(self._seen) - behind)
        return (np.floor(X[:, 0] + self.inputs["turns"] * height) % 2).astype(int)


# ------------------------------------------------------------------------- the boundary


def draw(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """What a net of the student's, trained by its own method, says of the plane."""
    X, y = inputs["X"], inputs["y"]
    sizes = (X.shape[1], inputs["hidden"], int(y.max()) + 1)
    net = find("TwoLayerNet")(*sizes, inputs["std"], np.random.default_rng(0))
    few = slice(None, None, len(X) // 3)  # to validate on: nothing hangs on it, and it takes time
    net.train(X, y, X[few], y[few], *(inputs[name] for name in _SETTINGS))
    for name, array in net.params.items():
        if not np.isfinite(array).all():
            raise WrongReturn(f"after training {name} holds no finite numbers.")
    return drawn(net.predict, inputs)
