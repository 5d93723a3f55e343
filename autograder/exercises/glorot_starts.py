"""Glorot's start: the range that is asked for, and those that people draw from instead.

Only the judge sees these. The right bound is the formula of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.model import Array, Case

FANS = ((34, 55), (60, 19), (12, 100))
"""A thousand weights and more each. In the first of them, which is the one that names a mistake,
the wrong bounds lie more than a tenth from the right one and from each other."""
KEPT = 7
"""So many numbers of another draw show whether it repeats the first."""


def wrong_ranges(fan_in: int, fan_out: int) -> dict[str, Array]:
    """The ranges of known mistakes, by label."""
    both, bound = fan_in + fan_out, np.sqrt(6 / (fan_in + fan_out))
    halves = {
        "fan-in-only": np.sqrt(6 / fan_in),
        "fan-out-only": np.sqrt(6 / fan_out),
        "fan-in-only-of-three": np.sqrt(3 / fan_in),
        "fan-out-only-of-three": np.sqrt(3 / fan_out),
        "fans-averaged": np.sqrt(12 / both),
        "fans-multiplied": np.sqrt(6 / (fan_in * fan_out)),
        "sum-without-brackets": np.sqrt(6 / fan_in + fan_out),
        "sum-without-brackets-in-s": np.sqrt(3 * (2 / fan_in + fan_out)),
        "sum-without-brackets-at-the-end": np.sqrt(6 / fan_in) + fan_out,
        "spread-for-bound": np.sqrt(2 / both),
        "three-for-six": np.sqrt(3 / both),
        "root-missing": 6 / both,
        "root-of-the-six-only": np.sqrt(6) / both,
        "root-of-the-three-only": 2 * np.sqrt(3) / both,
        "half-as-wide": bound / 2,
        "twice-as-wide": 2 * bound,
        "not-scaled": 1.0,
    }
    ranges = {label: np.array([-half, half]) for label, half in halves.items()}
    positive = {"only-positive": bound, "only-positive-as-wide": 2 * bound, "zero-to-one": 1.0}
    return ranges | {label: np.array([0.0, high]) for label, high in positive.items()}


INSTEAD = tuple(wrong_ranges(*FANS[0]))
CRITERION: dict[str, Any] = {
    "low": "low",
    "high": "high",
    "instead": INSTEAD,
    "beside": ("again", "other"),
}
"""What ``uniform`` is told of the weights."""


def cases(rng: np.random.Generator, name: Callable[[int, int], str], group: str) -> list[Case]:
    """Starts of three sizes, each with a seed."""
    return [_case(fans, int(rng.integers(2**31)), name(*fans), group) for fans in FANS]


def _case(fans: tuple[int, int], seed: int, name: str, group: str) -> Case:
    bound = float(np.sqrt(6 / sum(fans)))
    inputs = {"fan_in": fans[0], "fan_out": fans[1], "seed": seed}
    return Case(name, inputs, group, {"low": -bound, "high": bound} | wrong_ranges(*fans))


def three_draws(draw: Callable[[np.random.Generator], Any], seed: int) -> dict[str, Any]:
    """A draw, and the beginnings of one from an equal rng and of one from another."""
    weights, again, other = (draw(np.random.default_rng(s)) for s in (seed, seed, seed + 1))
    return {"weights": weights, "again": np.ravel(again)[:KEPT], "other": np.ravel(other)[:KEPT]}
