"""Unit 06: layers, each with a forward and a backward.

Every probe calls a layer twice in a row, with another batch first: what a layer keeps
belongs to its last forward, and gradients are overwritten, not added to. The loss that a
layer is differentiated by is the sum of ``out * dout``, whose gradient in ``out`` is ``dout``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exercises.probes import describe
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
    satisfies,
)

Rng = np.random.Generator
LEAST = 0.5
"""No loss is nearer to 0 than this, so that float32 holds it to a few parts in a million."""


# ---------------------------------------------------------------------- linear and ReLU


def _linear_cases(rng: Rng) -> list[Case]:
    sizes = [(5, 3, 4), (3, 4, 6), (1, 5, 3), (7, 4, 2)]
    main = [Case(f"N = {n}, D = {d}, C = {c}", _linear(rng, n, d, c)) for n, d, c in sizes]
    fresh = [
        Case(f"a new layer, {d} to {c}, with its first biases", _linear(rng, n, d, c), "biases")
        for n, d, c in [(4, 3, 5), (2, 5, 3), (6, 2, 4)]
    ]
    return main + fresh + _start_cases(rng)


def _linear(rng: Rng, n: int, d: int, c: int) -> dict[str, Any]:
    layer = {"W": rng.normal(0, 1, (d, c)), "b": rng.normal(0, 1, c)}
    while True:
        x, dout = rng.normal(0, 1, (n, d)), rng.normal(0, 1, (n, c))
        if abs(np.sum((x @ layer["W"] + layer["b"]) * dout)) > LEAST:
            break
    before = {"x_before": rng.normal(0, 1, (n + 2, d)), "dout_before": rng.normal(0, 1, (n + 2, c))}
    return {"x": x, "dout": dout} | layer | before


INSTEAD = ("zero-to-one", "not-scaled", "fan-in-only", "spread-for-bound")
KEPT = 7
"""So many numbers of a second draw show whether it repeats the first."""


def _start_cases(rng: Rng) -> list[Case]:
    """About a thousand draws each; only the judge holds the bounds, right and wrong ones."""
    cases = []
    for fan_in, fan_out in [(24, 50), (60, 19), (12, 100)]:
        both = fan_in + fan_out
        bound = float(np.sqrt(6 / both))
        halves = (1.0, np.sqrt(6 / fan_in), np.sqrt(2 / both))
        wrong = [(0.0, 1.0), *((-half, half) for half in halves)]
        bounds = {label: np.array(pair) for label, pair in zip(INSTEAD, wrong, strict=True)}
        cases.append(
            Case(
                f"a new layer, {fan_in} to {fan_out}",
                {"fan_in": fan_in, "fan_out": fan_out, "seed": int(rng.integers(2**31))},
                group="start",
                withheld={"low": -bound, "high": bound} | bounds,
            )
        )
    return cases


def _ask_linear(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """A layer with the weights of a case; as it begins, where the case brings a seed."""
    if "seed" in inputs:
        fans = inputs["fan_in"], inputs["fan_out"]
        one, other = (
            _held(find("Linear")(*fans, np.random.default_rng(inputs["seed"])), "W")
            for _ in range(2)
        )
        return {"weights": one, "again": np.ravel(other)[:KEPT]}
    layer = find("Linear")(*np.shape(inputs["W"]), np.random.default_rng(0))
    layer.W = np.array(inputs["W"])
    if "b" in inputs and not _fresh(inputs):
        layer.b = np.array(inputs["b"])
    else:
        return {"first_out": layer.forward(inputs["x"])}
    layer.forward(inputs["x_before"])
    layer.backward(inputs["dout_before"])
    found = _forward_and_backward(layer, inputs["x"], inputs["dout"], "dx")
    kept = {name: getattr(layer, name) for name in ("dW", "db") if hasattr(layer, name)}
    return found | kept
