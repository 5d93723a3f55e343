"""Stand-ins for an activation and its slope, so that a net is judged by itself.

The activation is a wave of the check's own: smooth, and none that a course asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.exercises.planes import drawn, highest, of_shape
from autograder.exercises.probes import calls, standing_in
from autograder.model import Case, Find, Inputs, Probe

Cases = Callable[[np.random.Generator], list[Case]]

_SLOPES = ("dW1", "db1", "dW2", "db2")
BEND = "bend"
"""Where a case brings this number, the activation is one of the check's own."""


def with_bends(cases: Cases, activation: str) -> Cases:
    """The same cases with an activation of the check's own, whatever became of the student's."""

    def bent(rng: np.random.Generator) -> list[Case]:
        return [_with_bend(case, activation, float(rng.uniform(0.5, 0.9))) for case in cases(rng)]

    return bent


def _with_bend(case: Case, activation: str, bend: float) -> Case:
    said = f"the check puts z + {bend:.3f} sin(z) in place of your {activation}(z)"
    return Case(f"{case.name}; {said}", {**case.inputs, BEND: bend})


@contextmanager
def _bent(function: Any, activation: str, inputs: Inputs) -> Iterator[None]:
    """While this lasts, ``function`` calls a smooth wave and its slope as its activation."""
    if BEND not in inputs:
        yield
        return
    bend = inputs[BEND]
    with (
        standing_in(function, activation, lambda z: z + bend * np.sin(z)),
        standing_in(function, f"{activation}_grad", lambda z: 1 + bend * np.cos(z)),
    ):
        yield


def net_probe(function: str, activation: str, arguments: str, returns: str) -> Probe:
    """A probe that calls a net, with the check's own activation where the case brings one."""
    call = calls(function, arguments, returns)

    def probe(find: Find, inputs: Inputs) -> Mapping[str, Any]:
        with _bent(find(function), activation, inputs):
            return call(find, inputs)

    return probe


def draw(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """What a net says of the plane that bends and steps by the student's functions.

    It starts steep, so that its units are saturated and a slope in the wrong place shows.
    """
    gradients, logistic = find("logistic_net_gradients"), find("logistic")
    hidden, rng = inputs["hidden"], np.random.default_rng(0)
    W1, W2 = inputs["steep"] * rng.normal(size=(2, hidden)), 0.1 * rng.normal(size=(hidden, 3))
    params = [W1, inputs["steep"] * rng.normal(size=hidden), W2, np.zeros(3)]
    for _ in range(inputs["steps"]):
        _, *slopes = gradients(*params, inputs["X"], inputs["y"], inputs["reg"])
        params = [
            p - inputs["learning_rate"] * of_shape(name, d, p.shape, (1, *p.shape)).reshape(p.shape)
            for name, p, d in zip(_SLOPES, params, slopes, strict=True)
        ]
    W1, b1, W2, b2 = params
    return drawn(lambda points: highest(logistic(points @ W1 + b1) @ W2 + b2), inputs)
