"""Is this array that array? Relative to the block, scaled by the precision returned.

One absolute tolerance would hide a small regularisation term or an output of
small scale, so every output is compared relative to its own largest entry.
"""

from __future__ import annotations

import numpy as np

from autograder.model import Array, Output, Value

FLOAT32_RTOL = 2e-4
"""Right float32 answers are nearly always within 1e-5 of the truth, wrong ones beyond 1e-3.

float16 rounds to 5e-4, and is allowed no more: nobody computes in it here.
"""


def rtol(output: Output, array: Array) -> float:
    """The relative error allowed for an answer of this precision."""
    if array.dtype in (np.float16, np.float32, np.complex64):
        return max(output.rtol, FLOAT32_RTOL)
    return output.rtol


def fit(array: Array, expected: Array) -> Array | None:
    """``array`` in the shape of ``expected``, or None where the shapes differ.

    Leading axes of length 1 are forgiven on either side: a bias gradient
    ``(1, C)`` and a loss ``(1,)`` are right answers.
    """
    if _stripped(array.shape) != _stripped(expected.shape):
        return None
    return array.reshape(expected.shape)


def relative_error(array: Array, expected: Array) -> float:
    """Largest difference over the largest expected entry; nan where either is nan.

    Both have one shape. Where nothing but 0 is expected the error is absolute.
    Infinite entries agree with themselves.
    """
    a, b = _numbers(array), _numbers(expected)
    if not b.size:
        return 0.0
    with np.errstate(all="ignore"):
        difference = np.where(a == b, 0.0, np.abs(a - b))
        finite = np.abs(b[np.isfinite(b)])
        scale = finite.max(initial=0.0)
        return float(difference.max() / (scale or 1.0))


def agrees(value: Value, expected: Array, output: Output) -> bool:
    """Whether a returned value is the expected array. ``err <= tol``, so nan fails."""
    if value.array is None:
        return False
    array = fit(value.array, expected)
    if array is None or np.iscomplexobj(array) > np.iscomplexobj(expected):
        return False
    return relative_error(array, expected) <= rtol(output, value.array)


def repeats(value: Value, fingerprint: Array, output: Output, loosely: bool = False) -> bool:
    """Whether a value is a mistake's fingerprint: there nan is matched by nan, entry by entry.

    loosely: where the fingerprint has lost numbers the value has lost some too, no matter which
    ones or whether to nan or inf. That depends on the order of the steps, and on the precision.
    """
    array = None if value.array is None else fit(value.array, fingerprint)
    if array is None:
        return False
    if loosely:
        lost, gone = ~np.isfinite(array), ~np.isfinite(fingerprint)
        alike = bool(lost.any() == gone.any())
    else:
        lost, gone = np.isnan(array), np.isnan(fingerprint)
        alike = np.array_equal(lost, gone)
    if not alike:
        return False
    out = lost | gone
    kept = Value(np.where(out, array.dtype.type(0), array), value.type_name)
    return agrees(kept, np.where(out, 0.0, fingerprint), output)


def _numbers(array: Array) -> Array:
    kind = np.complex128 if np.iscomplexobj(array) else np.float64
    return np.asarray(array, dtype=kind)


def _stripped(shape: tuple[int, ...]) -> tuple[int, ...]:
    while shape and shape[0] == 1:
        shape = shape[1:]
    return shape
