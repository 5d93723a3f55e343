"""Is this array the gradient of that function? For authors, and for the proof of the references.

Two ways to differentiate without formulas, and a check that chooses between them. It is for
trusted code and stays with the teacher: in what students install it would answer unit 02.

Complex step: Im f(x + ih) / h has no cancellation, so h may be 1e-30 and the error is that of f
itself (Squire and Trapp, SIAM Review 40, 1998). It is silently 0 through abs, norm, float() and
real buffers, so it is believed only where a central difference confirms it.

Richardson: two central differences, extrapolated; error near 1e-11 (Press et al., Numerical
Recipes, section 5.7). Where the slopes to the left and right do not draw nearer as the step is
halved, a kink lies between, and the step shrinks until it does not.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.model import Array

Function = Callable[[Array], float]

COMPLEX = 1e-30
STEP, SMALLEST = 1e-4, 1e-9
"""The first step of central differences, and the one at which a kink is taken to be at x."""
EXACT, NEAR = 1e-10, 1e-8
"""Error allowed, of the largest entry: by complex step and by central differences."""
_UNSURE = 10
"""How many times its own estimate of its error a central difference may be off."""


@dataclass(frozen=True)
class Derivative:
    """One number: the derivative in a direction, how far it may be off, and what it cost.

    left, right: the slopes to both sides, where a kink lies at the point itself.
    """

    value: float
    error: float
    evaluations: int
    left: float = np.nan
    right: float = np.nan

    @property
    def at_a_kink(self) -> bool:
        return not np.isnan(self.left)


@dataclass(frozen=True)
class GradientCheck:
    """What ``check_gradient`` found.

    worst: the index of the worst entry; error: how far it is off, of the largest entry;
    method: ``complex step`` or ``central differences``; kinks: entries at a kink, which any
    slope between those of both sides satisfies; evaluations: how often f was called.
    """

    ok: bool
    worst: tuple[int, ...]
    error: float
    yours: float
    expected: float
    method: str
    kinks: int
    evaluations: int

    def __str__(self) -> str:
        where = f"[{', '.join(map(str, self.worst))}]" if self.worst else ""
        how = f"by {self.method}, {self.evaluations} evaluations"
        if self.ok:
            return f"The gradient is right to {self.error:.1e} ({how})."
        return (
            f"The gradient is wrong{' at ' + where if where else ''}: {self.yours:.9g} where "
            f"{self.expected:.9g} is right, off by {self.error:.1e} of the largest entry ({how})."
        )


def check_gradient(
    f: Function, gradient: Array, x: Array, rng: np.random.Generator | None = None
) -> GradientCheck:
    """Whether ``gradient`` is the gradient of ``f`` at ``x``, entry by entry.

    Args:
        f: takes an array shaped like ``x``, returns a number, and leaves the array alone.
        gradient: what is to be checked, shaped like ``x``.
        x: where, in float64.
        rng: draws the direction in which the complex step is confirmed (default: fixed).

    Raises:
        ValueError: where the shapes differ or f(x) is not one finite number.
    """
    x, gradient = np.asarray(x, dtype=float), np.asarray(gradient)
    if gradient.shape != x.shape:
        raise ValueError(f"the gradient has shape {gradient.shape}, x has shape {x.shape}.")
    start = _number(f(x.copy()))
    if not np.isfinite(start):
        raise ValueError(f"f(x) is {start}: there is nothing to differentiate.")
    exact = complex_step(f, x)
    confirmed, cost = _confirmed(f, x, exact, start, rng or np.random.default_rng(0))
    if confirmed:
        return _verdict(gradient, exact, np.zeros(x.shape), EXACT, "complex step", 0, cost + x.size)
    found = [central_difference(f, x, _unit(x, i), start) for i in np.ndindex(x.shape)]
    sure = [_between(d, float(np.real(g))) for d, g in zip(found, gradient.ravel(), strict=True)]
    values = np.array([value for value, _ in sure]).reshape(x.shape)
    errors = np.array([error for _, error in sure]).reshape(x.shape)
    kinks = sum(d.at_a_kink for d in found)
    cost += x.size + sum(d.evaluations for d in found)
    return _verdict(gradient, values, errors, NEAR, "central differences", kinks, cost)


def check_direction(
    f: Function, gradient: Array, x: Array, rng: np.random.Generator, times: int = 3
) -> GradientCheck:
    """The same in ``times`` random directions only: cheap for many parameters.

    It sees that something is wrong, hardly where: an error in one of n entries shows with
    about 1/sqrt(n) of its size.
    """
    x, gradient = np.asarray(x, dtype=float), np.asarray(gradient, dtype=float)
    directions = [_unit_length(np.asarray(rng.normal(size=x.shape))) for _ in range(times)]
    start = _number(f(x.copy()))
    found = [central_difference(f, x, v, start) for v in directions]
    yours = np.array([np.vdot(gradient, v) for v in directions])
    expected, errors = np.array([d.value for d in found]), np.array([d.error for d in found])
    kinks, cost = sum(d.at_a_kink for d in found), 1 + sum(d.evaluations for d in found)
    return _verdict(yours, expected, errors, NEAR, "central differences", kinks, cost)


def complex_step(f: Function, x: Array) -> Array:
    """The gradient of ``f`` at ``x`` by one evaluation an entry; nan where f refuses.

    f must take complex arrays. Believe it only where something else confirms it.
    """
    at = np.asarray(x, dtype=complex)
    found = np.full(at.shape, np.nan)
    for index in np.ndindex(at.shape):
        moved = at.copy()
        moved[index] += 1j * COMPLEX
        found[index] = _imaginary(f, moved) / COMPLEX
    return found


def central_difference(f: Function, x: Array, direction: Array, start: float) -> Derivative:
    """The derivative of ``f`` at ``x`` along ``direction``; ``start`` is f(x)."""
    h, cost = STEP, 0
    while True:
        left, right = _sides(f, x, direction, start, h)
        near_left, near_right = _sides(f, x, direction, start, h / 2)
        cost += 4
        middle, near = (left + right) / 2, (near_left + near_right) / 2
        rounding = 8 * np.finfo(float).eps * max(abs(start), abs(near) * h) / h
        # Where f is smooth the slopes of both sides are half as far apart at half the step.
        apart = abs((near_right - near_left) - (right - left) / 2)
        if apart <= 4 * rounding + 1e-10 * abs(near):
            return Derivative((4 * near - middle) / 3, abs(near - middle) + rounding, cost)
        if h <= SMALLEST:
            return Derivative(near, rounding, cost, near_left, near_right)
        h /= 10


def _sides(f: Function, x: Array, direction: Array, start: float, h: float) -> tuple[float, float]:
    """The slopes to the left and to the right over a step."""
    ahead, behind = _number(f(x + h * direction)), _number(f(x - h * direction))
    return (start - behind) / h, (ahead - start) / h


def _confirmed(
    f: Function, x: Array, exact: Array, start: float, rng: np.random.Generator
) -> tuple[bool, int]:
    """Whether a central difference in a random direction agrees with a complex step."""
    if not np.isfinite(exact).all() or not x.size:
        return bool(not x.size), 1
    direction = _unit_length(np.asarray(rng.normal(size=x.shape)))
    found = central_difference(f, x, direction, start)
    scale = max(abs(found.value), float(np.abs(exact).max()))
    near = abs(float(np.vdot(exact, direction)) - found.value) <= 1e-6 * scale + found.error
    return bool(near) and not found.at_a_kink, 1 + found.evaluations


def _between(found: Derivative, yours: float) -> tuple[float, float]:
    """Value and error of a derivative; at a kink every slope between both sides is right."""
    if not found.at_a_kink:
        return found.value, found.error
    low, high = sorted((found.left, found.right))
    return float(np.clip(yours, low, high)), found.error


def _verdict(
    gradient: Array,
    expected: Array,
    errors: Array,
    allowed: float,
    method: str,
    kinks: int,
    cost: int,
) -> GradientCheck:
    scale = float(np.abs(expected).max(initial=0.0)) or 1.0
    with np.errstate(invalid="ignore"):
        off = np.where(np.isfinite(gradient), np.abs(gradient - expected), np.inf) / scale
        beyond = off / (allowed + _UNSURE * errors / scale)
    if not off.size:
        return GradientCheck(True, (), 0.0, 0.0, 0.0, method, kinks, cost)
    worst = tuple(int(i) for i in np.unravel_index(int(np.argmax(beyond)), off.shape))
    yours = float(np.real(gradient[worst]))
    right = bool(beyond[worst] <= 1)
    return GradientCheck(
        right, worst, float(off[worst]), yours, float(expected[worst]), method, kinks, cost
    )


def _imaginary(f: Function, x: Array) -> float:
    """Im f(x), or nan where f does not take complex numbers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            value = np.asarray(f(x), dtype=complex)
    except Exception:
        return float("nan")
    return float(value.imag.reshape(())) if value.size == 1 else float("nan")


def _number(value: object) -> float:
    array = np.asarray(value)
    if array.size != 1:
        raise ValueError(f"f should return one number; it returned shape {array.shape}.")
    return float(np.real(array.reshape(())))


def _unit(x: Array, index: tuple[int, ...]) -> Array:
    direction = np.zeros(x.shape)
    direction[index] = 1.0
    return direction


def _unit_length(direction: Array) -> Array:
    return np.asarray(direction / (np.linalg.norm(direction) or 1.0))
