"""Stand-ins for an activation and its slope, so that a net is judged by itself.

The activation is a wave of the check's own: smooth, and none that a course asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.exercises.probes import calls, standing_in
from autograder.model import Case, Find, Inputs, Probe

Cases = Callable[[np.random.Generator], list[Case]]

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
