"""What is wrong with a value before its numbers matter: type, shape, dtype, nan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.judging.compare import fit, relative_error
from autograder.model import Array, Case, Value

FACTS = frozenset(
    "unclassified raises none zeros complex integers ragged wrong-type not-finite not-reduced "
    "transposed broadcast wrong-shape wrong-return no-answer wrong-order not-written not-found "
    "examples-missing wrong-sizes not-the-examples not-uniform not-normal not-grid-axis "
    "not-nearest-centre not-permutation not-same-gradient not-topological-order missing "
    "half-precision".split()
)
"""Labels that say what is seen, and not by which mistake it came about."""
HALF_PRECISION = 2e-3
"""Four times what rounding to float16 costs."""


def is_fact(label: str) -> bool:
    """Whether a label says what is seen, and not by which mistake it came about."""
    return label in FACTS


@dataclass(frozen=True)
class Problem:
    """Something wrong with one output, in the words of a label and a sentence."""

    label: str
    message: str
    hint: str = ""
    fact: str = ""
    """What a criterion measured, to stand beside the bank's words for the label."""


def shape_problem(name: str, value: Value, expected: Array, case: Case) -> Problem | None:
    """Why a value has not the expected shape, or None where it has."""
    if value.array is None:
        return _no_array(name, value)
    if fit(value.array, expected) is not None:
        return None
    got, want = value.array.shape, expected.shape
    said = f"{name} has shape {got}; it should be {want} ({case.name})."
    if want and got == (*want, 1):
        hint = "Which operand was a column, (N, 1) or (D, 1)? A flat one gives a flat result."
        return Problem("transposed", f"{said} It stands upright, as a column.", hint)
    if len(got) > 1 and got[::-1] == want:
        return Problem("transposed", f"{said} It is transposed.", "Which axis are the examples?")
    if len(got) >= 2 and len(got) > len(want) and len(set(got)) == 1 and got[0] > 1:
        return Problem(
            "broadcast",
            f"{said} A row met a column and numpy made every pair of them.",
            "Print the shapes on both sides of each minus: (N,) and (N, 1) make (N, N).",
        )
    if not want and got:
        return Problem(
            "not-reduced",
            f"{said} One number per entry came back where one number in all is asked for.",
            "Over which axis is something still to be summed or averaged?",
        )
    return Problem("wrong-shape", said, "Compare the shapes in the docstring, line by line.")


def number_problem(name: str, value: Value, expected: Array, case: Case) -> Problem | None:
    """Why the numbers are none, or None where they are ordinary finite floats."""
    array = value.array
    if array is None or fit(array, expected) is None:
        return shape_problem(name, value, expected, case)
    if np.iscomplexobj(array) and not np.iscomplexobj(expected):
        return Problem("complex", f"{name} is complex; real numbers are asked for.")
    if np.isfinite(expected).all() and not np.isfinite(array).all():
        what = "nan" if np.isnan(array).any() else "inf"
        return Problem(
            "not-finite",
            f"{name} contains {what} ({case.name}).",
            "Which step overflows, divides by 0 or takes the logarithm of 0?",
        )
    if array.dtype == np.float16 and _near(array, expected):
        return Problem(
            "half-precision",
            f"{name} is in float16, which keeps three digits: too few ({case.name}).",
            "numpy calculates in float64 by itself. Where does your code ask for less?",
        )
    if array.dtype.kind in "iub" and expected.dtype.kind == "f" and _truncated(array, expected):
        return Problem(
            "integers",
            f"{name} holds whole numbers: the fractions were cut off ({case.name}).",
            "An array made from integers stays an array of integers. Make it of floats.",
        )
    if array.size and not array.any() and expected.any() and expected.dtype.kind != "b":
        return Problem(
            "zeros", f"{name} is all zeros.", "Is this part still the placeholder you began with?"
        )
    return None


def _near(array: Array, expected: Array) -> bool:
    fitted = fit(array, expected)
    return fitted is not None and relative_error(fitted, expected) <= HALF_PRECISION


def _truncated(array: Array, expected: Array) -> bool:
    close = np.abs(np.asarray(array, float).reshape(expected.shape) - expected) <= 1.0
    return bool(close.all())


def _no_array(name: str, value: Value) -> Problem:
    if value.type_name == "NoneType":
        return Problem("none", f"{name} is None.", "Is a return missing, or a line unfinished?")
    if value.type_name in ("list", "tuple"):
        return Problem("ragged", f"{name} is a {value.type_name} that does not make one array.")
    return Problem("wrong-type", f"{name} is a {value.type_name}; numbers are asked for.")
