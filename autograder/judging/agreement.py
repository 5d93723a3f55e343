"""Two gradients, each a flat array, that should be the same but for rounding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judging.compare import FLOAT32_RTOL
from autograder.judging.structure import Problem
from autograder.model import Array, Case

_COARSE = dict.fromkeys(("float16", "float32", "complex64"), FLOAT32_RTOL)
_NEAR = 1e-4


def same(array: Array, case: Case, options: Mapping[str, Any]) -> str | Problem | None:
    """Apart by at most ``to`` of the largest entry of both lists; more where an answer is float32.

    The other gradient is what stands ``beside``. Block by block would ask too much: a block
    that is nearly 0 is made of rounding.
    """
    other = np.asarray(next(options[name] for name in options["beside"]))
    if array.shape != other.shape:
        return f"holds {array.size} numbers, the other gradient {other.size} ({case.name})."
    if not (np.isfinite(array).all() and np.isfinite(other).all()):
        return f"cannot be compared: one of the gradients is not finite ({case.name})."
    largest = max(np.abs(array).max(initial=0.0), np.abs(other).max(initial=0.0))
    if not largest > 0:
        return "is all zeros."
    apart = float(np.abs(array - other).max() / largest)
    dtypes = (array.dtype.name, other.dtype.name)
    if apart <= max(options["to"], *(_COARSE.get(name, 0.0) for name in dtypes)):
        return None
    said = f"The two gradients are {apart:.1e} apart, of the largest entry ({case.name})"
    if apart > _NEAR:  # one of them is wrong, which is told elsewhere
        return Problem("", f"{said}: they do not belong to one loss.")
    return Problem(
        "nearly-the-same",
        f"{said}; two exact ones are within {options['to']:.0e}.",
        "Exact derivatives differ by rounding only. Is one of them measured, or in float32?",
    )
