"""Whether what is committed is still what the source says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from autograder.model import UnitKey

KEY_TOLERANCE = 1e-12
"""Relative to the largest entry of a block: exp and BLAS differ in their last bits."""
FLIPPED = 0.01
"""The share of a plane that such bits may carry over a border, after a hundred steps."""


def key_differences(old: UnitKey, new: UnitKey) -> list[str]:
    """Where two keys differ by more than ``KEY_TOLERANCE``, as places in words."""
    return list(_differences(old, new, "key"))


def _differences(a: Any, b: Any, place: str) -> Iterator[str]:
    if is_dataclass(a) and type(a) is type(b):
        for field in fields(a):
            x, y, where = getattr(a, field.name), getattr(b, field.name), f"{place}.{field.name}"
            yield from (_flips if field.name == "boundary" else _differences)(x, y, where)
    elif isinstance(a, Mapping) and isinstance(b, Mapping):
        if list(a) != list(b):
            yield f"{place} (names)"
            return
        for name in a:
            yield from _differences(a[name], b[name], f"{place}[{name}]")
    elif isinstance(a, tuple | list) and isinstance(b, tuple | list):
        if len(a) != len(b):
            yield f"{place} (number)"
            return
        for n, (x, y) in enumerate(zip(a, b, strict=True)):
            yield from _differences(x, y, f"{place}[{n}]")
    elif not _equal(a, b):
        yield place


def _flips(a: Mapping[str, Any], b: Mapping[str, Any], place: str) -> Iterator[str]:
    """Where the classes of two planes differ by more than a border that moved in its last bits."""
    if list(a) != list(b) or any(a[name].shape != b[name].shape for name in a):
        yield f"{place} (names)"
        return
    for name in a:
        if np.mean(a[name] != b[name]) > FLIPPED:
            yield f"{place}[{name}]"


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, str) or isinstance(b, str) or a is None or b is None:
        return bool(a == b)
    x, y = np.asarray(a), np.asarray(b)
    if x.shape != y.shape or x.dtype.kind != y.dtype.kind:
        return False
    if x.dtype.kind not in "fc":
        return bool(np.array_equal(x, y))
    finite = np.isfinite(y)
    scale = float(np.abs(y[finite]).max(initial=0.0))
    return bool(np.allclose(x, y, rtol=0, atol=KEY_TOLERANCE * scale, equal_nan=True))
