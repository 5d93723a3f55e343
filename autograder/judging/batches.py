"""Were the batches of a training run drawn as they should be? Any way of drawing passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judging.structure import Problem
from autograder.model import Array, Case

_NEAR = 1e-4
"""Rows are drawn far apart, so that float32 copies are found again."""
_NEAR_STEP = 1e-3
MOST_ROWS = 20_000
"""Many times what any run of a case draws: more are an attack on the judge's memory."""


def drawn(array: Array, case: Case, options: Mapping[str, Any]) -> str | Problem | None:
    """Rows ``(iteration, features of an example, its label)`` of a whole run.

    ``X``, ``y`` and ``batch_size`` are inputs of the case. Every row must be one of the
    examples with its own label, every batch as large as asked for (shorter ones occur,
    at the end of an epoch or where there are fewer examples), and at least half of all
    examples must occur: with three epochs or more, a fair draw misses that less than
    once in 1e9 runs.
    """
    X, y = np.asarray(case.inputs["X"]), np.asarray(case.inputs["y"])
    size, n = int(case.inputs["batch_size"]), len(X)
    if array.ndim != 2 or array.shape[1] != X.shape[1] + 2 or not len(array):
        return "do not hold examples and labels."
    if len(array) > MOST_ROWS:
        return f"hold {len(array)} rows, many more than a run draws."
    iterations, features, labels = array[:, 0], array[:, 1:-1], array[:, -1]
    distances = np.abs(features[:, None, :] - X[None]).max(axis=2)
    if not (distances.min(axis=1) < _NEAR).all():
        return "hold rows that are no rows of X."
    which = distances.argmin(axis=1)
    if not np.array_equal(y[which], labels):
        return Problem("pairs-broken", "Examples meet the labels of other examples.")
    counts = np.unique(iterations, return_counts=True)[1]
    if counts.max() > size:
        return Problem("batch-too-large", f"A batch has {counts.max()} examples, not {size}.")
    if counts.max() not in (size, min(size, n)):
        return Problem("batch-too-small", f"The largest batch has {counts.max()} examples.")
    if 2 * len(np.unique(which)) < n:
        return Problem("same-examples", "Most examples never occur in a batch.")
    return None


def trained(array: Array, case: Case, options: Mapping[str, Any]) -> str | Problem | None:
    """``W1`` after steps on these batches, which stand ``beside`` as rows.

    The loss is a plane with the slope ``slope_W1``, times 1 + reg, times 1 + the mean of the
    batch's first feature. A run that was trained on other rows ends elsewhere.
    """
    rows, inputs = np.asarray(options["batches"]), case.inputs
    start, slope = np.asarray(inputs["W1"]), np.asarray(inputs["slope_W1"])
    if array.shape != start.shape or np.iscomplexobj(array):
        return f"has shape {array.shape}; W1 has {start.shape}."
    if rows.ndim != 2 or rows.shape[1] < 2 or not 0 < len(rows) <= MOST_ROWS:
        return "cannot be judged without batches."
    if np.iscomplexobj(rows) or not (np.isfinite(rows).all() and np.isfinite(array).all()):
        return "cannot be judged: the numbers are not finite."
    taken = rows[rows[:, 0] <= inputs["num_iters"]]  # a loss asked after the last step is none
    _, which, counts = np.unique(taken[:, 0], return_inverse=True, return_counts=True)
    if len(counts) != inputs["num_iters"]:
        return f"cannot be judged: {len(counts)} batches came, for {inputs['num_iters']} steps."
    means = np.bincount(which, weights=taken[:, 1]) / counts
    step = inputs["learning_rate"] * (1 + inputs["reg"]) * np.sum(1 + means) * slope
    if np.abs(start - array - step).max() <= _NEAR_STEP * np.abs(step).max():
        return None
    return Problem("other-steps", "The steps are not those that these batches ask for.")
