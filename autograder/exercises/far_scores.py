"""Nets whose scores are in the thousands, where a softmax without a shift loses its numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.model import Case

Rng = np.random.Generator

_LIFT = 1000.0


def far_cases(rng: Rng) -> list[Case]:
    """The first hidden unit lifts all scores of an example alike."""
    rows: list[tuple[str, tuple[float, ...], float, int, int, int]]
    rows = [("all scores near 1000", (0.0, 0.0, 0.0), 1000.0, 4, 5, 2)]
    rows += [("rows 10 000 apart", (2000.0, 12000.0), -8000.0, 4, 3, 5)]
    rows += [("three rows far apart", (12000.0, 6000.0, 1000.0), -8000.0, 5, 4, 2)]
    return [
        Case(name, lifted(rng, np.array(offsets), lift, d, h, c), group="stable")
        for name, offsets, lift, d, h, c in rows
    ]


def lifted(rng: Rng, offsets: Any, lift: float, d: int, h: int, c: int) -> dict[str, Any]:
    """A net ``d, h, c`` whose first feature and unit carry ``offsets`` to all scores alike.

    Each example wakes another unit too, and no unit feels all classes alike: else the
    first layer's gradient would be nothing but rounding. The feature is small and its
    weight large for the same reason.
    """
    n = len(offsets)
    while True:
        X, W1, W2 = steps(rng, 2, n, d, size=1), steps(rng, 4, d, h), steps(rng, 4, h, c)
        X[:, 0], W1[0], W2[0] = offsets / _LIFT, 0.0, 1.0
        W1[0, 0] = _LIFT
        b1 = (2 * rng.integers(-8, 8, h) + 1) / 16  # odd sixteenths: no unit is at its kink
        awake = (X @ W1 + b1)[:, 1:] > 0
        if awake.any(axis=1).all() and np.ptp(W2[1:], axis=1).min() > 0:
            start = {"W1": W1, "b1": b1, "W2": W2, "b2": steps(rng, 4, c) + lift}
            return start | {"X": X, "y": rng.integers(0, c, n), "reg": 0.0}


def steps(rng: Rng, parts: int, *shape: int, size: float = 0.5) -> Any:
    """Numbers near ``size`` in steps of 1/parts, which float32 adds to thousands exactly."""
    return np.round(parts * rng.normal(0, size, shape)) / parts
