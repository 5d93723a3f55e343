"""Named properties for answers that are random or have no order.

``problem(output, value, case)`` says what is wrong, or None. A criterion sees
the inputs of the case and the options of the output, never a reference draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.judging.structure import Problem
from autograder.model import Array, Case, Output, Value

Criterion = Callable[[Array, Case, Mapping[str, Any]], str | None]


def problem(output: Output, value: Value, case: Case) -> Problem | None:
    """What is wrong with a value that must satisfy a named criterion, or None."""
    if value.array is None:
        return Problem(
            "wrong-type", f"{output.name} is a {value.type_name}; numbers are asked for."
        )
    criterion = CRITERIA.get(output.criterion or "")
    if criterion is None:
        raise LookupError(f"no criterion {output.criterion!r}; there are {sorted(CRITERIA)}")
    said = criterion(value.array, case, output.options)
    return Problem(f"not-{output.criterion}", f"{output.name} {said}") if said else None


def uniform(array: Array, case: Case, options: Mapping[str, Any]) -> str | None:
    """Draws spread evenly over ``[low, high)``; the bounds are named inputs of the case.

    Marginals only: range, mean and standard deviation within five standard errors.
    """
    low, high = float(case.inputs[options["low"]]), float(case.inputs[options["high"]])
    if not np.isfinite(array).all() or array.size < 2:
        return "is not a set of finite draws."
    if array.min() < low or array.max() > high:
        return f"leaves the range from {low:.4g} to {high:.4g}."
    width, n = high - low, array.size
    if abs(array.mean() - (low + high) / 2) > 5 * width / np.sqrt(12 * n):
        return f"has mean {array.mean():.4g}; it should be near {(low + high) / 2:.4g}."
    if (
        abs(array.std() - width / np.sqrt(12))
        > 5 * width * np.sqrt(1 / (180 * n)) * np.sqrt(12) / 2
    ):
        return f"has spread {array.std():.4g}; it should be near {width / np.sqrt(12):.4g}."
    return None


def permutation(array: Array, case: Case, options: Mapping[str, Any]) -> str | None:
    """The same rows as the input named in ``options["of"]``, each once, in any order."""
    rows = np.asarray(case.inputs[options["of"]])
    if array.shape != rows.shape:
        return f"has shape {array.shape}; it should be {rows.shape}."
    flat, right = array.reshape(len(array), -1), rows.reshape(len(rows), -1)
    if not np.allclose(flat[np.lexsort(flat.T)], right[np.lexsort(right.T)], atol=1e-9):
        return f"does not hold each row of {options['of']} exactly once."
    return None


CRITERIA: Mapping[str, Criterion] = {"uniform": uniform, "permutation": permutation}
