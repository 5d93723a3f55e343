"""The derivative of a function of one number from values on both sides of it."""

from __future__ import annotations

from collections.abc import Sequence

STEPS = (1e-3, 5e-4, 1e-6)
"""How far to both sides the function is asked."""


def derivative(values: Sequence[float]) -> float:
    """Richardson's extrapolation, or the smallest step where a kink lies between.

    ``values`` are f(x+h), f(x-h) for each h of ``STEPS``. Error near 1e-11 of the
    derivative where f is smooth (central differences: Press et al., Numerical
    Recipes, section 5.7).
    """
    wide, half, tiny = ((values[2 * i] - values[2 * i + 1]) / (2 * h) for i, h in enumerate(STEPS))
    scale = max(abs(wide), abs(half), abs(tiny), 1e-12)
    smooth = abs(wide - half) <= 1e-3 * scale and abs(half - tiny) <= 1e-3 * scale
    return float((4 * half - wide) / 3 if smooth else tiny)
