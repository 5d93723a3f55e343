"""Unit 02: gradients by nudging, and how to compare them with gradients by hand.

The functions that a student's checkers are tried on are built here from arrays.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from autograder.exercises.nudged import stand_in_for_nudging
from autograder.exercises.probes import name_results, standing_in
from autograder.model import (
    Array,
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    Output,
    Unit,
    WrongReturn,
    equals,
    satisfies,
)

Rng = np.random.Generator

# --------------------------------------------------------- derivatives by nudging

LEFT_OUT = 0.0
AFTERWARDS = "gradient at x afterwards"


def wave(inputs: Inputs, height: str = "height") -> Callable[[Any], Any]:
    """A smooth scalar function of an array of any shape, also of a complex one."""

    def f(x: Any) -> Any:
        waves = np.sum(inputs[height] * np.sin(x + inputs["shift"]))
        return waves + 0.5 * np.sum(inputs["weight"] * x) ** 2

    return f


def _wave_case(rng: Rng, shape: tuple[int, ...], h: float, **fixed: Any) -> Case:
    inputs = {
        "x": np.array(rng.normal(0, 1, shape)),
        "height": np.array(rng.uniform(0.5, 2.0, shape)),
        "other_height": np.array(rng.uniform(0.5, 2.0, shape)),
        "shift": np.array(rng.uniform(0.0, 6.0, shape)),
        "weight": np.array(rng.uniform(0.4, 0.8, shape) * rng.choice([-1, 1], shape)),
        "h": h,
    }
    name = f"x of shape {shape}, h = {h:g}" if h else f"x of shape {shape}, h left out"
    return Case(name, inputs | fixed, "main" if shape else "0-d")


def _point_case(rng: Rng, h: float) -> Case:
    """A single number, where slope and both next derivatives of the wave are away from 0."""
    x = np.array(rng.uniform(0.3, 1.5))
    return _wave_case(rng, (), h, x=x, shift=np.array(rng.uniform(-0.9, -0.4) - x))


def _wave_cases(rng: Rng) -> list[Case]:
    return [
        _wave_case(rng, (2, 3), 0.2),
        _wave_case(rng, (4,), LEFT_OUT),
        _wave_case(rng, (3, 2, 2), 0.1),
        _wave_case(rng, (5,), 0.3),
        _point_case(rng, LEFT_OUT),
        _point_case(rng, 0.2),
    ]


def _ask_wave(function: str) -> Callable[[Find, Inputs], dict[str, Any]]:
    """Differentiate the wave, then another at the same ``x``; ``h`` is passed unless left out.

    Whoever leaves ``x`` at another place finds the second gradient there.
    """

    def probe(find: Find, inputs: Inputs) -> dict[str, Any]:
        x = np.array(inputs["x"], dtype=float)
        step = () if inputs["h"] == LEFT_OUT else (inputs["h"],)
        asked, f = [], wave(inputs)

        def watched(place: Any) -> Any:
            asked.append(True)
            return f(place)

        try:
            gradient = copy.deepcopy(find(function)(watched, x, *step))
        except ValueError:
            if asked:
                raise
            raise WrongReturn(
                f"{function} stopped before it had called the f that it was handed: does it call "
                "another function of the notebook, such as that of an example?"
            ) from None
        found = {"gradient": gradient}
        with suppress(Exception):
            found[AFTERWARDS] = find(function)(wave(inputs, "other_height"), x, *step)
        return found

    return probe


# ------------------------------------------------------------- comparing gradients


IN_A, IN_B, NOWHERE = 0, 1, 2


def _pair_case(rng: Rng, shape: tuple[int, ...], grows: bool, sign: float) -> Case:
    """Two arrays whose worst entry is neither the largest nor the farthest apart.

    It is one of those that become 0, so that the error is another then.
    """
    size = int(np.prod(shape))
    a = rng.uniform(0.5, 2.0, size) * rng.choice([-1, 1], size)
    b = a * (1 + rng.uniform(0.05, 0.3, size) * rng.choice([-1, 1], size))
    worst, large, nan_at, zero_too = rng.permutation(size)[:4]
    a[worst] = sign * rng.uniform(0.1, 0.2)
    b[worst] = a[worst] * (rng.uniform(2.5, 3.5) if grows else rng.uniform(0.3, 0.4))
    a[large] *= 8
    b[large] = a[large] * rng.uniform(0.85, 0.9)
    return Case(
        f"a and b of shape {shape}",
        {
            "a": a.reshape(shape),
            "b": b.reshape(shape),
            "zero_at": np.array([worst, zero_too]),
            "nan_at": int(nan_at),
            "nan_in": rng.permutation([IN_A, IN_B, NOWHERE]),
        },
    )


def _pair_cases(rng: Rng) -> list[Case]:
    return [
        _pair_case(rng, (5,), True, 1.0),
        _pair_case(rng, (2, 3), False, -1.0),
        _pair_case(rng, (2, 2, 3), True, -1.0),
        _pair_case(rng, (7,), False, 1.0),
    ]


def _ask_relative_error(find: Find, inputs: Inputs) -> dict[str, Any]:
    """Ask for the pair as it is, with entries that are 0 in both, and thrice, twice with a nan."""
    relative_error = find("relative_error")
    zeroed = [np.array(inputs[name]) for name in "ab"]
    for array in zeroed:
        array.flat[inputs["zero_at"]] = 0.0
    found = {
        "error": relative_error(inputs["a"], inputs["b"]),
        "error_with_zeros": relative_error(*zeroed),
    }
    told = []
    for where in inputs["nan_in"]:
        pair = [np.array(inputs[name]) for name in "ab"]
        if where != NOWHERE:
            pair[where].flat[inputs["nan_at"]] = np.nan
        told.append(relative_error(*pair))
    return {**found, "error_with_nan": told}


# ------------------------------------------------------------ a checker on planted slips

FINE, BAD = 2e-7, 5e-6
"""Relative errors on both sides of the tol that is left out, 1e-6."""
STRICT, WIDE = (0.05, 0.1), (0.7, 0.9)
"""Ranges of tol on both sides of the error of a planted slip."""


def _slip_case(
    rng: Rng,
    shape: tuple[int, ...],
    signs: tuple[int, int],
    limit: tuple[float, float],
    grows: bool = False,
    fine: bool = False,
) -> Case:
    """A true gradient, and one with slips.

    Three entries differ: where the slip is, where the gradient is largest (of these two
    the signs are given), and where the slip is largest beside its own entry. The largest
    entry grows or shrinks.
    """
    sign, tol = signs[0], float(rng.uniform(*limit))
    size = int(np.prod(shape))
    true = rng.uniform(0.8, 1.2, size) * rng.choice([-1, 1], size)
    slips = rng.uniform(-0.2, 0.2, size)
    worst = 1 + int(rng.integers(size - 1))
    large, small = rng.permutation([i for i in range(size) if i != worst])[:2]
    true[worst], slips[worst] = sign, sign * rng.uniform(1.5, 1.8)
    true[small], slips[small] = 0.1, rng.uniform(0.3, 0.4)
    true[large] = 3 * signs[1]
    slips[large] = true[large] * rng.uniform(0.25, 0.35) * (1 if grows else -1)
    nudges = rng.permutation([FINE, BAD]) if fine else rng.choice([FINE, BAD], 2)
    return Case(
        f"x of shape {shape}, tol = {tol:.2f}",
        {
            "x": rng.normal(0, 1, shape),
            "true": true.reshape(shape),
            "slips": slips.reshape(shape),
            "bend": rng.uniform(0.5, 1.5, shape),
            "tol": tol,
            "nudges": nudges,
        },
    )


def _slip_cases(rng: Rng) -> list[Case]:
    """Signs so that each array handed to argmax by mistake finds other places in two cases."""
    wide = rng.permutation([True, True, False, False, *rng.choice([True, False], 2)])
    limits = [WIDE if is_wide else STRICT for is_wide in wide]
    return [
        _slip_case(rng, (3,), (1, 1), limits[0], grows=True, fine=True),
        _slip_case(rng, (2, 3), (-1, -1), limits[1], grows=True),
        _slip_case(rng, (2, 2, 3), (1, 1), limits[2], fine=True),
        _slip_case(rng, (5, 2), (-1, 1), limits[3]),
        _slip_case(rng, (4,), (-1, -1), limits[4]),
        _slip_case(rng, (2, 4), (1, 1), limits[5]),
    ]


def _ask_check_gradient(find: Find, inputs: Inputs) -> dict[str, Any]:
    """Check gradients with planted slips; the derivative by nudging is known beforehand.

    ``f`` is a bowl whose gradient at ``x`` is ``true``: a student who differentiates
    it without calling ``central_difference`` finds the same. Who calls it must hand it
    ``f`` and ``x``.
    """
    at, true = np.array(inputs["x"]), inputs["true"]

    def f(x: Any) -> Any:
        return np.sum(true * x) + 0.5 * np.sum(inputs["bend"] * (x - at) ** 2)

    def verdict(slips: Array, *tol: float) -> dict[str, Any]:
        def grad(x: Any) -> Any:
            return true + slips + inputs["bend"] * (x - at)

        try:
            found = find("check_gradient")(f, grad, x := at.copy(), *tol)
        except AssertionError:
            raise WrongReturn(
                "check_gradient stopped at an assert: a wrong gradient should give ok = False, "
                "and no error."
            ) from None
        if not np.allclose(x, at, rtol=0, atol=1e-12):  # rounding is left where x is put back
            inputs["x"][...] = x
        told = name_results("check_gradient", found, ["ok", "worst_index", "error"])
        if isinstance(told["ok"], str):
            raise WrongReturn("ok is a text; the truth value of a comparison is asked for.")
        return told

    spoiled = np.zeros(true.shape)
    spoiled.flat[-1] = np.nan
    nudged = stand_in_for_nudging(find, f, at, lambda x: true + inputs["bend"] * (x - at))
    with standing_in(find("check_gradient"), "central_difference", nudged):
        planted = verdict(inputs["slips"], inputs["tol"])
        small = [verdict(true * nudge)["ok"] for nudge in inputs["nudges"]]
        with_nan = verdict(spoiled)["ok"]
    return {
        **planted,
        "worst_index": _as_integers(planted["worst_index"]),
        "ok_without_tol": [*small, with_nan],
    }


def _as_integers(index: Any) -> Any:
    """An index tuple as one array; anything else is left to the judge."""
    if isinstance(index, (tuple, list)) and len(index):
        return np.ravel(index)
    return index


# ------------------------------------------------------------------------ the bug hunt


def _hunt_case(rng: Rng, n: int, d: int, shape: tuple[int, ...]) -> Case:
    size = int(np.prod(shape))
    signs = rng.permutation(np.where(np.arange(size) % 2, -1.0, 1.0))
    return Case(
        f"x of shape {shape}; N = {n}, D = {d}",
        {
            "x": (signs * rng.uniform(0.3, 0.9, size) * rng.choice([1, 2.5], size)).reshape(shape),
            "w": rng.uniform(0.5, 1.5, d) * rng.choice([-1, 1], d),
            "X": rng.normal(0, 1, (n, d)),
            "y": rng.normal(0, 1, n) + 1.0,
            "reg": float(rng.uniform(0.5, 1.5)),
        },
    )


def _hunt_cases(rng: Rng) -> list[Case]:
    return [
        _hunt_case(rng, 5, 3, (8,)),
        _hunt_case(rng, 2, 4, (3, 4)),
        _hunt_case(rng, 1, 3, (9,)),
        _hunt_case(rng, 6, 2, (2, 2, 3)),
    ]


def _ask_hunt(find: Find, inputs: Inputs) -> dict[str, Any]:
    w, X, y = (inputs[name] for name in "wXy")
    return {
        "cubic": find("cubic_gradient")(inputs["x"]),
        "absolute": find("absolute_gradient")(inputs["x"]),
        "ridge_without_reg": find("ridge_gradient")(w, X, y, 0.0),
        "ridge": find("ridge_gradient")(w, X, y, inputs["reg"]),
    }


UNIT = Unit(
    slug="02_gradient_checking",
    title="Gradient checking",
    exercises=(
        Exercise(
            slug="central-difference",
            title="The central difference",
            needs=("central_difference",),
            probe=_ask_wave("central_difference"),
            cases=_wave_cases,
            by_hand="Try x[0]**2 * x[1] at (3.0, 2.0): the gradient must be (12, 9).",
            outputs=(equals("gradient", rtol=1e-7), Output(AFTERWARDS, rtol=1e-7, again=True)),
            aspects=(
                Aspect("gradient", 2.5, ("gradient",)),
                Aspect("x unchanged", 1, (AFTERWARDS,), requires=("gradient",)),
                Aspect("0-d", 0.5, ("gradient",), group="0-d", requires=("gradient",)),
            ),
        ),
        Exercise(
            slug="relative-error",
            title="The relative error",
            needs=("relative_error",),
            probe=_ask_relative_error,
            cases=_pair_cases,
            by_hand="Try (1000, 0.001, 0) against (1001, 0.002, 0): the error must be 0.5.",
            outputs=(
                equals("error"),
                equals("error_with_zeros"),
                satisfies("error_with_nan", "nan", into="nan_in", nowhere=NOWHERE),
            ),
            aspects=(
                Aspect("error", 2, ("error",)),
                Aspect("0/0", 0.5, ("error_with_zeros",), requires=("error",)),
                Aspect("nan", 0.5, ("error_with_nan",), requires=("error",)),
            ),
        ),
        Exercise(
            slug="complex-step",
            title="The complex step",
            needs=("complex_step",),
            probe=_ask_wave("complex_step"),
            cases=_wave_cases,
            by_hand="Try the sum of x**2 at (3.0, -4.0): the gradient must be (6, -8).",
            outputs=(equals("gradient", rtol=1e-13),),
            aspects=(
                Aspect("gradient", 2.5, ("gradient",)),
                Aspect("0-d", 0.5, ("gradient",), group="0-d", requires=("gradient",)),
            ),
        ),
        Exercise(
            slug="check-gradient",
            title="A gradient checker",
            needs=("check_gradient",),
            probe=_ask_check_gradient,
            cases=_slip_cases,
            by_hand=(
                "Try f = x[0]**2 + x[1]**2 at x = (1, 2), with a grad that gives (2, 5): "
                "worst_index must be (1,) and error 0.2."
            ),
            outputs=(
                equals("ok"),
                equals("worst_index"),
                equals("error"),
                Output("ok_without_tol", again=True),
            ),
            aspects=(
                Aspect("error", 1.5, ("error",)),
                Aspect("worst_index", 1, ("worst_index",)),
                Aspect("ok", 1, ("ok",), requires=("error",)),
                Aspect("default tol", 0.5, ("ok_without_tol",), requires=("error",)),
            ),
        ),
        Exercise(
            slug="gradient-bug-hunt",
            title="Bug hunt: three gradients",
            needs=("cubic_gradient", "absolute_gradient", "ridge_gradient"),
            probe=_ask_hunt,
            cases=_hunt_cases,
            by_hand=(
                "Try w = (3,), X = [[1]], y = (0,) and reg = 2: both terms of the ridge have the "
                "slope 6. At x = 2 the cubic has the slope 12."
            ),
            outputs=(
                equals("cubic"),
                equals("absolute"),
                equals("ridge_without_reg"),
                Output("ridge", zero="reg"),
            ),
            aspects=(
                Aspect("cubic", 1.5, ("cubic",)),
                Aspect("ridge, reg = 0", 1, ("ridge_without_reg",)),
                Aspect("ridge", 1, ("ridge",)),
                Aspect("absolute", 0.5, ("absolute",), requires=("cubic", "ridge")),
            ),
        ),
    ),
)
