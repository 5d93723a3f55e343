"""Criteria for an optimiser, judged by how far down it came, and along which slopes.

The bowl is the check's own: ``bend (L, L)``, symmetric, the start and the ``slope`` there are
inputs of the case, its foot is withheld. In some directions it is level.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judging.structure import Problem
from autograder.model import Array, Case


def descended(array: Array, case: Case, options: Mapping[str, Any]) -> Problem | None:
    """Between ``least`` and ``most`` of the start's height above the foot is left.

    ``level``: where the bowl is level, theta is as it was at the start. ``path`` names the
    number of iterations: theta is where so many of them lead, each along the slopes met
    until then, whatever the optimiser (a Krylov space: Nocedal and Wright, Numerical
    Optimization, section 5.1).
    """
    start = np.asarray(case.inputs["theta"])
    if array.shape != start.shape:
        said = f"train returned shape {array.shape}; theta has {start.shape} ({case.name})."
        return Problem("wrong-shape", said)
    if np.iscomplexobj(array) or not np.isfinite(array).all():
        return Problem("not-finite", f"theta is not finite at the end ({case.name}).")
    if np.array_equal(array, start):
        return Problem("start-returned", f"theta is the start, unchanged ({case.name}).")
    bend, foot = np.asarray(case.inputs["bend"]), np.asarray(case.withheld["foot"])
    left = _height(array, bend, foot) / _height(start, bend, foot)
    here = f"{100 * left:.2g} % of the cost above its lowest value is left ({case.name})"
    if options.get("least", 0.0) <= left <= options["most"]:
        return _path(array - start, case, options)
    if left < options["most"]:
        return Problem("iterations-ignored", f"After so few iterations {here}: too little.")
    if left >= 1:
        return Problem("uphill", f"{here}: the cost has not fallen.")
    return Problem("stops-too-early", f"{here}.", "Is that as far as an optimiser can come?")


_NEAR = 1e-3
"""Of the way from the start: measured slopes stray far less, other iterations far more."""


def _path(way: Array, case: Case, options: Mapping[str, Any]) -> Problem | None:
    """Whether a way down the bowl can be that of an optimiser which began at the start."""
    bend = np.asarray(case.inputs["bend"])
    far = _NEAR * np.linalg.norm(way)
    if options.get("level"):
        curved, directions = np.linalg.eigh(bend)
        level = directions[:, curved < 1e-9 * curved.max()]
        if np.linalg.norm(level.T @ way) > far:
            said = "theta is another where the cost is level: the walk began elsewhere"
            return Problem("begins-elsewhere", f"{said} ({case.name}).")
    if "path" in options:
        met = [np.asarray(case.inputs["slope"])]
        for _ in range(int(case.inputs[options["path"]]) - 1):
            met.append(bend @ met[-1])
        directions = np.linalg.qr(np.stack(met, axis=1))[0]
        parts = directions.T @ way
        if np.linalg.norm(way - directions @ parts) > far or abs(parts[-1]) < far:
            said = "theta is not where as many iterations from this start lead"
            return Problem("off-the-path", f"{said} ({case.name}).")
    return None


def _height(theta: Array, bend: Array, foot: Array) -> float:
    with np.errstate(over="ignore", invalid="ignore"):  # a walk may have left all numbers behind
        height = float((theta - foot) @ bend @ (theta - foot))
    return np.inf if np.isnan(height) else max(height, 0.0)
