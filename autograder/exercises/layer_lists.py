"""Cases and probe of ``sequential``: a list of layers of the check's own.

What these layers compute is no derivative of anything: which layer was handed what, and what
a step did to their weights, is all that is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.model import Array, Case, Find, Inputs

Rng = np.random.Generator


class _Part:
    """A layer of the check's own. What it computes is no derivative of anything."""

    def __init__(self, up: Array, down: Array) -> None:
        self.up, self.down = up, down

    def forward(self, x: Any) -> Any:
        return np.sin(x @ self.up) + 0.2

    def backward(self, dout: Any) -> Any:
        return np.cos(dout @ self.down) - 0.3


class _PartWithWeights(_Part):
    """The same with weights, and gradients that tell which upstream gradient came."""

    def __init__(self, up: Array, down: Array, kept: Mapping[str, Array]) -> None:
        super().__init__(up, down)
        self.W, self.b = np.array(kept["W"]), np.array(kept["b"])
        self._slopes = kept["dW"], kept["db"]
        self.dW, self.db = self._slopes

    def backward(self, dout: Any) -> Any:
        self.dW, self.db = (slope * (2 + np.mean(dout)) for slope in self._slopes)
        return super().backward(dout)


WEIGHTS = {"W": "W", "b": "b", "dW": "W", "db": "b"}
"""What a layer with weights keeps, and whose shape it has."""


def cases(rng: Rng) -> list[Case]:
    """Layers with weights (1) and without (0).

    All layers of a case have one width, so that a wrong order gives wrong numbers, and no error.
    """
    rows = [(4, 3, (1, 0, 1)), (3, 5, (0, 1, 0, 1)), (5, 2, (1, 1, 0)), (6, 4, (0, 1))]
    rows += [(1, 6, (0, 1, 1))]
    return [
        Case(f"N = {n}, {len(held)} layers of width {width}", _layers(rng, n, width, held))
        for n, width, held in rows
    ]


def _layers(rng: Rng, n: int, width: int, held: tuple[int, ...]) -> dict[str, Any]:
    inputs: dict[str, Any] = {
        "x": rng.normal(0, 1, (n, width)),
        "dout": rng.normal(0, 1, (n, width)),
        "learning_rate": float(rng.uniform(0.1, 0.4)),
    }
    shapes = {"W": (width, width + 1), "b": (width + 1,)}
    for i, weights in enumerate(held):
        inputs |= {f"{way}{i}": rng.normal(0, 1, (width, width)) for way in ("up", "down")}
        if weights:
            inputs |= {f"{k}{i}": rng.normal(0, 1, shapes[of]) for k, of in WEIGHTS.items()}
    return inputs


def _built(inputs: Inputs) -> list[_Part]:
    layers = []
    for i in range(sum(name.startswith("up") for name in inputs)):
        matrices = inputs[f"up{i}"], inputs[f"down{i}"]
        kept = {name: inputs[f"{name}{i}"] for name in WEIGHTS if f"{name}{i}" in inputs}
        layers.append(_PartWithWeights(*matrices, kept) if kept else _Part(*matrices))
    return layers


def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Forward, backward and a step, twice, through layers of the check's own."""
    layers = _built(inputs)
    net = find("Sequential")(list(layers))
    for _ in range(2):
        out = net.forward(inputs["x"])
        dx = net.backward(inputs["dout"])
        net.step(inputs["learning_rate"])
    held = [layer for layer in layers if isinstance(layer, _PartWithWeights)]
    W, b = (np.concatenate([np.ravel(getattr(layer, k)) for layer in held]) for k in "Wb")
    return {"out": out, "dx": dx, "W": W, "b": b}
