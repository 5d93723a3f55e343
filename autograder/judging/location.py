"""Where an array is wrong: the worst entry, and a small map of the error."""

from __future__ import annotations

import numpy as np

from autograder.judging.compare import fit
from autograder.model import Array, Location

MAP_SIZE = 12


def locate(name: str, array: Array, expected: Array, case: str) -> Location | None:
    """The worst entry of a wrong array; None where shapes differ or nothing is wrong."""
    fitted = fit(array, expected)
    if fitted is None or np.iscomplexobj(fitted) or not expected.size:
        return None
    yours, right = np.asarray(fitted, float), np.asarray(expected, float)
    errors = error_map(yours, right)
    index = np.unravel_index(int(np.argmax(errors)), errors.shape) if errors.ndim else ()
    place = tuple(int(i) for i in index)
    if not errors[place] > 0:
        return None
    start, rows = _map(errors)
    return Location(
        output=name,
        index=place,
        yours=float(yours[place]),
        expected=float(right[place]),
        case=case,
        error_map=rows,
        map_start=start,
        map_whole=sum(map(len, rows)) == errors.size,
    )


def error_map(array: Array, expected: Array) -> Array:
    """Error of every entry relative to the largest expected one; inf where not finite."""
    with np.errstate(all="ignore"):
        difference = np.where(array == expected, 0.0, np.abs(array - expected))
    scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0) or 1.0
    relative = np.asarray(difference / scale)
    return np.where(np.isnan(relative), np.inf, relative)


def _map(errors: Array) -> tuple[tuple[int, int], tuple[tuple[float, ...], ...]]:
    """The 12 × 12 entries around the worst one; a vector is one row, a number no map."""
    if errors.ndim == 0:
        return (0, 0), ()
    table = np.atleast_2d(errors) if errors.ndim < 2 else errors.reshape(len(errors), -1)
    worst = np.unravel_index(int(np.argmax(table)), table.shape)
    pairs = zip(worst, table.shape, strict=True)
    i, j = (max(0, min(int(at) - MAP_SIZE // 2, size - MAP_SIZE)) for at, size in pairs)
    shown = table[i : i + MAP_SIZE, j : j + MAP_SIZE]
    return (i, j), tuple(tuple(float(f"{x:.3g}") for x in row) for row in shown.tolist())
