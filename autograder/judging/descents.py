"""Criteria for an optimiser, judged by how far down it came.

The bowl is the check's own: ``bend (L, L)``, symmetric, and the start are inputs of the case,
its foot is withheld.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judging.structure import Problem
from autograder.model import Array, Case


def descended(array: Array, case: Case, options: Mapping[str, Any]) -> Problem | None:
    """Between ``least`` and ``most`` of the start's height above the foot is left."""
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
        return None
    if left < options["most"]:
        return Problem("iterations-ignored", f"After so few iterations {here}: too little.")
    if left >= 1:
        return Problem("uphill", f"{here}: the cost has not fallen.")
    return Problem("stops-too-early", f"{here}.", "Is that as far as an optimiser can come?")


def _height(theta: Array, bend: Array, foot: Array) -> float:
    with np.errstate(over="ignore", invalid="ignore"):  # a walk may have left all numbers behind
        height = float((theta - foot) @ bend @ (theta - foot))
    return np.inf if np.isnan(height) else max(height, 0.0)
