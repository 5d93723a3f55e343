"""Facts that stand beside a message: where numbers overflow, and on which cases all is well."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.model import Array, Case, Inputs

EXP_OVERFLOWS = 709.78
"""np.exp of more than this is inf in float64: the logarithm of the largest number there is."""
_SCORES = ("scores", "z")


def overflow(inputs: Inputs) -> str:
    """Which scores of a case are too large for np.exp as they are; "" where none is."""
    scores = _scores(inputs)
    if scores is None or not scores.size or not np.nanmax(scores) > EXP_OVERFLOWS:
        return ""
    row = int(np.unravel_index(int(np.nanargmax(scores)), scores.shape)[0])
    low, high = float(np.nanmin(scores[row])), float(np.nanmax(scores[row]))
    reach = f"from {low:.0f} to {high:.0f}" if scores.ndim > 1 else f"{high:.0f}"
    return f"Row {row} of the scores holds {reach}, and np.exp is inf above 709"


def _scores(inputs: Inputs) -> Array | None:
    """The scores of a case: given, or those of its linear layer."""
    for name in _SCORES:
        if np.ndim(inputs.get(name, 0)):
            return np.asarray(inputs[name], dtype=float)
    X, W = np.asarray(inputs.get("X", 0.0)), np.asarray(inputs.get("W", 0.0))
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] != W.shape[0]:
        return None
    return np.asarray(X @ W + inputs.get("b", 0.0), dtype=float)


def elsewhere(right: Sequence[Case], wrong: Case) -> str:
    """Where an output that is wrong on one case is right, to be compared; "" if nowhere."""
    if not right:
        return ""
    there, here = right[0].inputs.get("reg"), wrong.inputs.get("reg")
    if isinstance(there, float) and isinstance(here, float) and there != here:
        return f"It is right for {right[0].name}, reg = {there:g}; here reg is {here:g}."
    return f"It is right for {right[0].name}."
