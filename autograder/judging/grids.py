"""Criteria for a grid of points in the plane, and for the classes predicted on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.judging.structure import Problem
from autograder.model import Array, Case

_WIDE = 4.0
_NEAR = 1e-5


def axis(array: Array, case: Case, options: Mapping[str, Any]) -> str | Problem | None:
    """One coordinate of a grid of ``resolution`` by ``resolution`` points around ``X``.

    ``column`` says which column of ``X`` it must span. Either indexing will do: the
    values change along one axis of the array only, and not along that of the array
    which the option ``across`` names (one of those in ``beside``). ``twin`` names one that
    must only span another interval.
    """
    size, column = int(case.inputs["resolution"]), case.inputs["X"][:, options["column"]]
    if array.shape != (size, size):
        return _misshapen(array, size, case)
    array = _real(array)
    steps = _steps(array)
    if steps is None:
        return Problem("not-a-grid", "The coordinates do not make a grid: row upon row, evenly.")
    other = options.get(options.get("across", options.get("twin", "")))
    if other is not None and other.shape == array.shape and _steps(_real(other)) is not None:
        if np.array_equal(np.unique(array), np.unique(_real(other))):
            return Problem("one-column-for-both", "Both coordinates span the same column of X.")
        if "across" in options and _along_rows(array) == _along_rows(_real(other)):
            return Problem("not-a-grid", "Both coordinates change along the same axis.")
    low, high, step = column.min(), column.max(), float(steps[0])
    slack = _NEAR * (high - low)
    if array.min() <= low + slack and high - step - slack <= array.max() < high - slack:
        return Problem("upper-end-missing", f"The grid stops before the largest value, {high:.4g}.")
    if array.min() > low + slack or array.max() < high - slack:
        return Problem(
            "does-not-cover",
            f"The grid runs from {array.min():.4g} to {array.max():.4g}; the points in that "
            f"direction lie from {low:.4g} to {high:.4g} ({case.name}).",
        )
    if np.ptp(array) > _WIDE * (high - low):
        return Problem("too-wide", "The grid is far wider than the points: their picture is tiny.")
    return None


def nearest(array: Array, case: Case, options: Mapping[str, Any]) -> str | Problem | None:
    """Row by row the index of the nearest of ``centres``, at the coordinates ``xx`` and ``yy``."""
    array, xx, yy = _real(array), _real(options["xx"]), _real(options["yy"])
    if xx.shape != yy.shape or array.shape != xx.shape:
        if array.shape == (len(case.inputs["X"]),):
            return Problem("asked-at-the-data", "Z holds one answer a row of X, not one a point.")
        if array.size == xx.size:
            return Problem("not-reshaped", f"Z has shape {array.shape}, xx has {xx.shape}.")
        return f"has shape {array.shape}, and xx has {xx.shape}."
    if not array.size or not (np.isfinite(xx) & np.isfinite(yy)).all():
        return "cannot be judged: xx and yy are no points of the plane."
    if _right(array, xx, yy, case):
        return None
    if _right(array, yy, xx, case):
        return Problem("coordinates-swapped", "Z[i, j] is the class at (yy, xx), not (xx, yy).")
    if array.ndim == 2 and array.shape[0] == array.shape[1] and _right(array.T, xx, yy, case):
        return Problem("answers-transposed", "Z is transposed: Z[j, i] belongs to (i, j).")
    if xx.size and any(_right(array, x, y, case) for x, y in _dealt_anew(xx, yy)):
        return Problem("points-dealt-anew", "Z holds the classes at pairs that reshape made.")
    return f"is not what predict says at (xx, yy) ({case.name})."


def _real(array: Array) -> Array:
    """Numbers that can be subtracted, whatever was returned; nan where they are complex."""
    if np.iscomplexobj(array):
        return np.full(array.shape, np.nan)
    return np.asarray(array, dtype=float)


def _misshapen(array: Array, size: int, case: Case) -> Problem:
    said = f"it has shape {array.shape}; (resolution, resolution) is {(size, size)} ({case.name})."
    if array.shape == (size,):
        return Problem("not-a-table", f"This is one axis of the grid, not its table: {said}")
    if len(array.shape) == 2 and array.shape[0] == array.shape[1]:
        fact = f"Here it has {array.shape[0]} points an axis, and resolution is {size}"
        return Problem("another-resolution", f"{fact}.", fact=fact)
    return Problem("wrong-number-of-points", f"The grid has not resolution points an axis: {said}")


def _dealt_anew(xx: Array, yy: Array) -> Iterator[tuple[Array, Array]]:
    """The points that ``reshape(-1, 2)`` makes of both tables, one after or beside the other."""
    for both in (np.array([xx, yy]), np.hstack([xx, yy])):
        points = both.reshape(-1, 2)
        yield points[:, 0].reshape(xx.shape), points[:, 1].reshape(xx.shape)


def _steps(array: Array) -> Array | None:
    """The equal steps between the values of one coordinate of a grid; None if it is none."""
    if array.ndim != 2 or min(array.shape) < 2 or not np.isfinite(array).all():
        return None
    table = array if _along_rows(array) else array.T
    steps = np.diff(table[0])
    slack = 1e-3 * np.abs(steps).max()
    even = bool(np.ptp(steps) <= slack and np.abs(steps).min() > 0)
    return np.abs(steps) if even and bool(np.ptp(table, axis=0).max() <= slack) else None


def _along_rows(array: Array) -> bool:
    """Whether the values change along a row (numpy's usual indexing) rather than a column."""
    return bool(np.ptp(array[0]) > np.ptp(array[:, 0]))


def _right(labels: Array, x: Array, y: Array, case: Case) -> bool:
    """Whether each label names a centre as near as the nearest, to within rounding."""
    centres = np.asarray(case.inputs["centres"], dtype=float)
    away = np.hypot(x[..., None] - centres[:, 0], y[..., None] - centres[:, 1])
    if not np.isin(labels, np.arange(len(centres))).all():
        return False
    own = np.take_along_axis(away, labels.astype(int)[..., None], axis=-1)[..., 0]
    return bool((own <= away.min(axis=-1) + _NEAR * away.max()).all())
