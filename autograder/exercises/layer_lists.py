"""Cases and probe of ``sequential``: a list of layers of the check's own.

What these layers compute is no derivative of anything: which layer was handed what, and what
a step did to their weights, is all that is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.exercises.planes import drawn, highest
from autograder.model import Array, Case, Find, Inputs, WrongReturn

Rng = np.random.Generator


class LayerWithoutWeights:
    """A layer of the check's own. What it computes is no derivative of anything."""

    def __init__(self, up: Array, down: Array) -> None:
        self.up, self.down = up, down

    def forward(self, x: Any) -> Any:
        return np.sin(x @ self.up) + 0.2

    def backward(self, dout: Any) -> Any:
        return np.cos(dout @ self.down) - 0.3


class LayerWithWeights(LayerWithoutWeights):
    """The same with weights, and gradients that tell which upstream gradient came.

    What it hands down leans on its weights: so it tells whether they have moved.
    """

    def __init__(self, up: Array, down: Array, kept: Mapping[str, Array]) -> None:
        super().__init__(up, down)
        self.W, self.b = np.array(kept["W"]), np.array(kept["b"])
        self._slopes = kept["dW"], kept["db"]
        self.dW, self.db = self._slopes

    def backward(self, dout: Any) -> Any:
        self.dW, self.db = (slope * (2 + np.mean(dout)) for slope in self._slopes)
        return super().backward(dout) + np.mean(self.W) - np.mean(self.b)


WEIGHTS = {"W": "W", "b": "b", "dW": "W", "db": "b"}
"""What a layer with weights keeps, and whose shape it has."""
STEPPED = ("W by layer", "b by layer")
"""The outputs that tell what the steps did; their first index is the layer's place in the list."""


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


def _built(inputs: Inputs) -> list[LayerWithoutWeights]:
    layers = []
    for i in range(sum(name.startswith("up") for name in inputs)):
        matrices = inputs[f"up{i}"], inputs[f"down{i}"]
        kept = {name: inputs[f"{name}{i}"] for name in WEIGHTS if f"{name}{i}" in inputs}
        layers.append(LayerWithWeights(*matrices, kept) if kept else LayerWithoutWeights(*matrices))
    return layers


def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Forward and backward, twice, and a step; then all of it again to see two steps.

    All layers are the check's own.
    """
    layers = _built(inputs)
    net, before = find("Sequential")(list(layers)), _weights(layers)
    for _ in range(2):
        out = net.forward(inputs["x"])
        dx = net.backward(inputs["dout"])
    kept = all(map(np.array_equal, before, _weights(layers)))
    _step(net, inputs["learning_rate"])
    net.forward(inputs["x"])
    net.backward(inputs["dout"])
    _step(net, inputs["learning_rate"])
    found = {"out": out, "dx": dx, "weights_kept": kept}
    return found | dict(zip(STEPPED, _weights(layers), strict=True))


def _step(net: Any, learning_rate: float) -> None:
    """A step; one that looks for a bare ``W`` is told how ``hasattr`` is asked."""
    try:
        net.step(learning_rate)
    except NameError as error:
        if error.name not in WEIGHTS:
            raise
        said = f"step asks for something called {error.name}, which no line has made."
        how = f'hasattr takes a name as a string, "{error.name}"; an array belongs to its layer'
        raise WrongReturn(f"{said} {how}: layer.{error.name}.") from None


def _weights(layers: list[LayerWithoutWeights]) -> list[Array]:
    """W and b of all layers, each layer's in a table of its own: zeros where it has none."""
    width = len(layers[0].up)
    shapes = {"W": (width, width + 1), "b": (width + 1,)}
    return [np.array([_kept(layer, name, of) for layer in layers]) for name, of in shapes.items()]


def _kept(layer: LayerWithoutWeights, name: str, shape: tuple[int, ...]) -> Array:
    if not isinstance(layer, LayerWithWeights):
        return np.zeros(shape)
    array: Array = np.array(getattr(layer, name))
    if array.shape == (1, *shape):
        array = array.reshape(shape)
    if array.shape != shape:
        said = f"{name} of a layer has shape {array.shape} after a step; before it was {shape}."
        raise WrongReturn(said)
    return array


# ------------------------------------------------------------------------- the boundary


def draw(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """What a net of the student's own parts says of the plane, after steps of its own."""
    X, y = inputs["X"], inputs["y"]
    linear, rng = find("Linear"), np.random.default_rng(0)
    first, second = linear(2, inputs["hidden"], rng), linear(inputs["hidden"], 3, rng)
    net, loss = find("Sequential")([first, find("ReLU")(), second]), find("SoftmaxCrossEntropy")()
    for _ in range(inputs["steps"]):
        loss.forward(net.forward(X), y)
        net.backward(loss.backward())
        net.step(inputs["learning_rate"])
    return drawn(lambda points: highest(net.forward(points)), inputs)
