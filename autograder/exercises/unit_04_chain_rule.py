"""Unit 04: the chain rule, and gradients as matrix products."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises import bent_activations, glorot_starts
from autograder.exercises.bent_activations import net_probe, with_bends
from autograder.exercises.planes import boundary
from autograder.exercises.probes import calls
from autograder.model import (
    Array,
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    Unit,
    WrongReturn,
    derivative,
    equals,
    satisfies,
    tells,
)

Rng = np.random.Generator

# ------------------------------------------------------------------------- activations

SLOPE_AT_ZERO = (
    "relu_grad(0) is not 0: at 0 take 0. It counts, but the nets of sections 5 and 6 ask for the "
    "slope at units that are off, and then their gradients and pictures mislead you."
)
FUNCTIONS = ("relu", "relu_grad", "logistic", "logistic_grad")


def _activation_cases(rng: Rng) -> list[Case]:
    shapes = [(5, 3), (7,), (1, 4), (2, 3, 2)]
    cases = [Case(f"z of shape {s}", {"z": _both_signs(rng, s)}) for s in shapes]
    for large, n in ((1000.0, 6), (-1000.0, 9)):
        far = np.concatenate([[large, -large], rng.uniform(-900, 900, n - 4), rng.normal(0, 1, 2)])
        cases.append(Case(f"{n} numbers from -1000 to 1000", {"far": far}, group="stable"))
    return cases


def _both_signs(rng: Rng, shape: tuple[int, ...]) -> Array:
    """Numbers of order 1 of both signs, away from the kink at 0."""
    size = int(np.prod(shape))
    signs = rng.permutation(np.where(np.arange(size) % 2 == 0, 1.0, -1.0))
    return (signs * rng.uniform(0.3, 2.5, size)).reshape(shape)


def _ask_activations(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """All that are written, each on a copy of ``z``; far from 0 the logistic and its slope."""
    if "far" in inputs:
        return _ask_far(find, inputs["far"])
    found: dict[str, Any] = {}
    unwritten: list[NotImplementedError] = []
    given = inputs["z"].copy()
    for name in FUNCTIONS:
        z = given.copy()
        try:
            found[name] = find(name)(z)
        except NotImplementedError as stub:
            unwritten.append(stub)
        except Exception:
            _blame_none(found)
            raise
        if not np.array_equal(z, given):  # overwritten: shown in the inputs, for the note
            inputs["z"][...] = z
    if not found:
        raise unwritten[0]
    flat = _at_zero(find, given.shape)
    return found if flat is None else {**found, "flat_at_zero": flat}


def _at_zero(find: Find, shape: tuple[int, ...]) -> bool | None:
    """Whether relu_grad is 0 at 0, where either slope would do; None where it cannot be asked."""
    try:
        slopes = np.asarray(find("relu_grad")(np.zeros(shape)), dtype=float)
    except Exception:
        return None
    return bool((slopes == 0).all())


def _blame_none(found: Mapping[str, Any]) -> None:
    """Raise ``WrongReturn`` for a function that gave None to the one which then stopped."""
    for name, value in found.items():
        if value is None:
            raise WrongReturn(f"{name} returns None: is a return missing?") from None


def _ask_far(find: Find, z: Array) -> Mapping[str, Any]:
    """The logistic and its slope far from 0.

    Numbers of a logistic that overflowed on the way are not taken, though they may be right;
    and where it is not finite, it is to blame for its slope as well.
    """
    logistic, quiet = _listened(find("logistic"), z.copy())
    found = {"logistic_far": logistic} if quiet else {}
    if not _finite(logistic):
        return {**found, "logistic_grad_far": np.full(z.shape, np.nan)}
    try:
        return {**found, "logistic_grad_far": find("logistic_grad")(z.copy())}
    except Exception:
        return found  # told where it stops near 0


def _listened(function: Callable[[Any], Any], z: Array) -> tuple[Any, bool]:
    """What the function returns, and whether numpy was quiet where the numbers are good."""
    loud = {"over": "warn", "divide": "warn", "invalid": "warn"}
    with warnings.catch_warnings(record=True) as said, np.errstate(**loud):  # type: ignore[arg-type]
        warnings.simplefilter("always")
        found = function(z)
    return found, not said or not _finite(found)


def _finite(found: Any) -> bool:
    array = np.asarray(found)
    return array.dtype.kind in "biuf" and bool(np.isfinite(array).all())


# --------------------------------------------------------------------- matrix products


def _matmul_cases(rng: Rng) -> list[Case]:
    sizes = [(5, 3, 4), (3, 4, 6), (1, 5, 3), (7, 4, 2)]
    return [
        Case(
            f"N = {n}, D = {d}, C = {c}",
            {
                "dS": rng.normal(0, 1, (n, c)),
                "X": rng.normal(0, 1, (n, d)),
                "W": rng.normal(0, 1, (d, c)),
            },
        )
        for n, d, c in sizes
    ]


# ------------------------------------------------------------------------- nets by hand


def _regression_cases(rng: Rng) -> list[Case]:
    sizes = [(5, 3, 4, 2), (3, 2, 6, 4), (1, 4, 3, 5), (6, 4, 5, 3)]
    return [
        Case(f"N = {n}, D = {d}, H = {h}, C = {c}", _two_layers(rng, n, d, h, c))
        for n, d, h, c in sizes
    ]


def _two_layers(rng: Rng, n: int, d: int, h: int, c: int) -> dict[str, Any]:
    """Data and weights of order 1: each example has units on and off, none near the kink."""
    while True:
        x, w1 = rng.normal(0, 1, (n, d)), rng.normal(0, 1, (d, h))
        z = x @ w1
        on = (z > 0).mean()
        if np.abs(z).min() > 0.02 and 0.2 < on < 0.8:
            break
    return {"x": x, "y": rng.normal(0, 1, (n, c)), "w1": w1, "w2": rng.normal(0, 1, (h, c))}


def _classifier_cases(rng: Rng) -> list[Case]:
    """Small weights above, so that no class is sure and its gradient nothing but rounding."""
    sizes = [(6, 3, 5, 4, 4), (5, 2, 4, 3, 2), (1, 4, 3, 2, 2), (7, 5, 2, 6, 6)]
    regs = (0.3, 0.0, 0.5, 0.2)
    return [
        Case(
            f"N = {n}, D = {d}, H = {h}, C = {c}" + (", a class absent" if used < c else ""),
            {
                "W1": rng.normal(0, 1, (d, h)),
                "b1": rng.normal(0, 1, h),
                "W2": rng.normal(0, 0.3, (h, c)),
                "b2": rng.normal(0, 0.5, c),
                "X": rng.normal(0, 1, (n, d)),
                "y": rng.integers(0, used, n),
                "reg": reg,
            },
        )
        for (n, d, h, c, used), reg in zip(sizes, regs, strict=True)
    ]


# ---------------------------------------------------------------------- initialisation


def _start_cases(rng: Rng) -> list[Case]:
    plain = glorot_starts.cases(
        rng, lambda fan_in, fan_out: f"{fan_in} by {fan_out} weights", "main"
    )
    return [replace(case, withheld={**case.withheld, **_more_ranges(case)}) for case in plain]


def _more_ranges(case: Case) -> Mapping[str, Array]:
    """Two more ranges that people draw from."""
    bound = float(case.withheld["high"])
    third = bound / 3
    return {
        "divided-by-three": np.array([-third, third]),
        "one-taken-off": np.array([-1.0, 2 * bound - 1.0]),
    }


_EVEN: dict[str, Any] = {
    **glorot_starts.CRITERION,
    "instead": (*glorot_starts.INSTEAD, "divided-by-three", "one-taken-off"),
}


def _ask_start(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Draw three times: twice from one seed, once from another."""
    fans = inputs["fan_in"], inputs["fan_out"]
    found = glorot_starts.three_draws(
        lambda rng: find("glorot_uniform")(*fans, rng), inputs["seed"]
    )
    return {"W": found.pop("weights"), **found}


UNIT = Unit(
    slug="04_chain_rule",
    title="The chain rule: gradients as matrix products",
    exercises=(
        Exercise(
            slug="activations",
            title="Activations and their slopes",
            needs=FUNCTIONS,
            probe=_ask_activations,
            cases=_activation_cases,
            outputs=(
                *(equals(name) for name in FUNCTIONS),
                equals("logistic_far", absent="logistic-overflows"),
                equals("logistic_grad_far"),
                tells("flat_at_zero", note=SLOPE_AT_ZERO),
            ),
            aspects=(
                Aspect("relu", 0.5, ("relu",)),
                Aspect("relu_grad", 1, ("relu_grad",)),
                Aspect("logistic", 1, ("logistic",)),
                Aspect("logistic_grad", 1, ("logistic_grad",)),
                Aspect(
                    "stable",
                    0.5,
                    ("logistic_far", "logistic_grad_far"),
                    group="stable",
                    requires=("logistic", "logistic_grad"),
                ),
            ),
        ),
        Exercise(
            slug="matmul-gradients",
            title="The gradients of a matrix product",
            needs=("matmul_gradients",),
            probe=calls("matmul_gradients", "dS X W", "dX dW db"),
            cases=_matmul_cases,
            outputs=(equals("dX"), equals("dW"), equals("db")),
            aspects=(
                Aspect("dX", 1.5, ("dX",)),
                Aspect("dW", 1.5, ("dW",)),
                Aspect("db", 1, ("db",)),
            ),
        ),
        Exercise(
            slug="two-layer-regression",
            title="Two layers by hand",
            needs=("two_layer_regression",),
            probe=net_probe("two_layer_regression", "relu", "x y w1 w2", "loss grad_w1 grad_w2"),
            cases=_regression_cases,
            own_cases=with_bends(_regression_cases, "relu"),
            outputs=(
                equals("loss"),
                derivative("grad_w1", of="loss", wrt="w1"),
                derivative("grad_w2", of="loss", wrt="w2"),
            ),
            aspects=(
                Aspect("loss", 1, ("loss",)),
                Aspect("grad_w1", 2, ("grad_w1",)),
                Aspect("grad_w2", 1, ("grad_w2",)),
            ),
        ),
        Exercise(
            slug="glorot-uniform",
            title="A start of the right size",
            needs=("glorot_uniform",),
            probe=_ask_start,
            cases=_start_cases,
            outputs=(
                satisfies("W", "uniform", shape=("fan_in", "fan_out"), **_EVEN),
                satisfies("again", "uniform", low="low", high="high"),
                satisfies("other", "uniform", low="low", high="high"),
            ),
            aspects=(
                Aspect("spread", 1.5, ("W",)),
                Aspect("shape", 0.5, ("W",), kind="shape", requires=("spread",)),
            ),
        ),
        Exercise(
            slug="logistic-net-bug-hunt",
            title="Bug hunt: a logistic net that does not learn",
            needs=("logistic_net_gradients",),
            probe=net_probe(
                "logistic_net_gradients",
                "logistic",
                "W1 b1 W2 b2 X y reg",
                "loss dW1 db1 dW2 db2",
            ),
            cases=_classifier_cases,
            own_cases=with_bends(_classifier_cases, "logistic"),
            outputs=(
                equals("loss"),
                derivative("dW1", of="loss", wrt="W1", zero="reg"),
                derivative("db1", of="loss", wrt="b1"),
                derivative("dW2", of="loss", wrt="W2", zero="reg"),
                derivative("db2", of="loss", wrt="b2"),
            ),
            aspects=(
                Aspect("rest", 1, ("loss", "dW2", "db2"), requires=("repair",)),
                Aspect("repair", 3, ("dW1", "db1")),
            ),
            boundary=boundary(
                "a logistic net of 24 hidden units after 200 steps along these gradients",
                bent_activations.draw,
                hidden=24,
                steep=2.0,
                learning_rate=5.0,
                reg=1e-3,
                steps=200,
            ),
        ),
    ),
)
