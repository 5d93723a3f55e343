"""Unit 09: all weights in one vector, handed to an optimiser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.exercises import optimiser_runs
from autograder.exercises.flat_costs import (
    AGAIN,
    ARRAYS,
    GRADIENTS,
    ask_cost,
    cost_and_blocks,
    cost_cases,
    equal,
    layers_of,
    length_of,
    own_cost_cases,
    own_order,
    shapes_of,
    twice,
    vector,
)
from autograder.exercises.probes import name_results
from autograder.model import (
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    Output,
    Unit,
    WrongReturn,
    derivative,
    equals,
    satisfies,
    tells,
)

Rng = np.random.Generator


# ---------------------------------------------------------------- one vector for all


def _pack_cases(rng: Rng) -> list[Case]:
    cases = []
    for sizes in [(4, 3, 2), (2, 5, 3), (3, 2, 6)]:
        arrays = (rng.normal(0, 1, shape) for shape in shapes_of(sizes))
        inputs = dict(zip(ARRAYS, arrays, strict=True))
        name = "D = {}, H = {}, C = {}".format(*sizes)
        cases.append(Case(name, {**inputs, "flat": rng.normal(0, 1, length_of(sizes))}))
    return cases


def _ask_pack(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """``pack`` on four arrays and ``unpack`` on a vector of the case: each by itself."""
    arrays = [inputs[name] for name in ARRAYS]
    found: dict[str, Any] = {}
    unwritten: list[NotImplementedError] = []
    try:
        found["theta"] = find("pack")(arrays)
    except NotImplementedError as stub:
        unwritten.append(stub)
    try:
        parts = find("unpack")(inputs["flat"], [array.shape for array in arrays])
        parts = list(parts) if isinstance(parts, Iterator) else parts
        found |= name_results("unpack", parts, list(ARRAYS))
    except NotImplementedError as stub:
        unwritten.append(stub)
    if not found:
        raise unwritten[0]
    return found


# -------------------------------------------------------------------------- the start

WIDE = ((2, 400, 3), (3, 5, 380))
"""Layers of a thousand weights and more, and of hundreds of biases."""
HUNTED = (2, 110, 3)
KEPT = 20
"""Draws of a second run that are looked at."""


def _start_cases(rng: Rng) -> list[Case]:
    return [
        Case(
            "D = {}, H = {}, C = {}".format(*sizes),
            {"layer_sizes": np.array(sizes), **(drawn := _range(rng))},
            withheld=_bounds(drawn["epsilon"]),
        )
        for sizes in WIDE
    ]


def _range(rng: Rng) -> dict[str, Any]:
    """A range that is neither 0.12 nor 1, and the seed of a draw from it."""
    return {"epsilon": float(rng.uniform(0.3, 0.45)), "seed": int(rng.integers(2**31))}


def _bounds(epsilon: float) -> dict[str, Any]:
    """The range asked for, and those that people draw from instead."""
    return {
        "low": -epsilon,
        "high": epsilon,
        "draws-from-zero": np.array([0.0, epsilon]),
        "not-shifted": np.array([0.0, 2 * epsilon]),
        "shifted-only": np.array([-epsilon, 1 - epsilon]),
        "twice-as-wide": np.array([-2 * epsilon, 2 * epsilon]),
        "half-as-wide": np.array([-epsilon / 2, epsilon / 2]),
        "draws-up-to-zero": np.array([-epsilon, 0.0]),
        "epsilon-unused": np.array([-1.0, 1.0]),
        "zero-to-one": np.array([0.0, 1.0]),
        "range-of-the-page": np.array([-0.12, 0.12]),
    }


INSTEAD = (
    "draws-from-zero draws-up-to-zero not-shifted shifted-only twice-as-wide half-as-wide "
    "epsilon-unused zero-to-one range-of-the-page"
).split()


def _ask_start(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Draw twice from one seed and once from another, and tell weights from biases."""
    sizes, function, seed = layers_of(inputs), find("random_init"), inputs["seed"]
    one, same, other = (
        _drawn("random_init", function(sizes, inputs["epsilon"], np.random.default_rng(s)), sizes)
        for s in (seed, seed, seed + 1)
    )
    return {**one, "again": same["weights"][:KEPT], "other": other["weights"][:KEPT]}


def _drawn(function: str, theta: Any, sizes: tuple[int, ...]) -> dict[str, Any]:
    """The weights and the biases of a flat theta."""
    flat, wanted = vector(function, theta), length_of(sizes)
    if flat.size != wanted:
        d, h, c = sizes
        raise WrongReturn(
            f"{function} should give {wanted} numbers for D = {d}, H = {h}, C = {c}, "
            f"weights and biases of both layers; it gave {flat.size}."
        )
    ends = np.cumsum([np.prod(shape) for shape in shapes_of(sizes)])[:-1]
    w1, b1, w2, b2 = np.split(flat, ends)
    return {"weights": np.concatenate([w1, w2]), "biases": np.concatenate([b1, b2])}


# ------------------------------------------------------------------------ the bug hunt


def _hunt_cases(rng: Rng) -> list[Case]:
    return _with_stored(rng, cost_cases(rng))


def _own_hunt_cases(rng: Rng) -> list[Case]:
    return _with_stored(rng, own_cost_cases(rng))


def _with_stored(rng: Rng, cases: list[Case]) -> list[Case]:
    """Cases of the cost, with other weights stored in the net, and a start to draw."""
    found = []
    for case in cases:
        drawn = _range(rng)
        stored = rng.normal(0, 1, length_of(case.inputs["layer_sizes"]))
        inputs = {**case.inputs, **drawn, "stored": stored}
        found.append(Case(case.name, inputs, withheld=_bounds(drawn["epsilon"])))
    return found


def _ask_hunt(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The cost at a theta that is not the net's own, and the start of a wide net."""
    owner, epsilon, seed = find("ReportedNet"), inputs["epsilon"], inputs["seed"]
    net = owner(layers_of(inputs), epsilon, np.random.default_rng(seed))
    net.theta = np.array(inputs["stored"])
    with own_order(owner.cost, inputs) as misfits:
        result, again = twice(net.cost, inputs)
    kept = equal(net.theta, inputs["stored"])
    wide, repeated, other = (
        np.ravel(owner(HUNTED, epsilon, np.random.default_rng(s)).theta)
        for s in (seed, seed, seed + 1)
    )
    named = name_results("ReportedNet.cost", result, ["cost", "gradient"])
    found = cost_and_blocks(named, misfits, inputs)
    found |= {**again, "start_kept": kept}
    return {**found, "start": wide, "again": repeated[:KEPT], "other": other[:KEPT]}


_LENGTH = "gradient-of-another-length"
_BLOCKS = tuple(
    derivative(f"d{n}", of="cost", wrt=n, zero="reg" if n[0] == "W" else None, absent=_LENGTH)
    for n in ARRAYS
)
_EVEN: dict[str, Any] = {"low": "low", "high": "high", "instead": tuple(INSTEAD)}
_SECOND_RUNS = tuple(satisfies(n, "uniform", low="low", high="high") for n in ("again", "other"))
_FROM_RNG = ("again", "other")
HANDED_ON = ("order_handed_on", "reg_handed_on", "data_handed_on")
_AGAIN = (
    Output(AGAIN, absent="theta-overwritten", again=True),
    tells("theta_kept", "theta-overwritten"),
)

SLOPES_MEASURED = (
    "minimize measures the slope here, by nudging the numbers of theta one after the other: that "
    "takes P calls for each gradient, minutes on the digits. Your network_cost has the gradient "
    "already: hand it over too."
)
START_LOST = (
    "cost changes net.theta, where the net keeps the weights that it started from. The theta it "
    "is handed need not be stored."
)

UNIT = Unit(
    slug="09_conjugate_gradient",
    title="Conjugate gradient: hand the gradient to an optimiser",
    packages=("numpy", "scipy.optimize"),
    exercises=(
        Exercise(
            slug="pack-unpack",
            title="One vector for all weights",
            needs=("pack", "unpack"),
            probe=_ask_pack,
            cases=_pack_cases,
            outputs=(
                Output("theta", options={"array": True}, absent="pack-not-written"),
                *(equals(name, absent="unpack-not-written") for name in ARRAYS),
            ),
            aspects=(Aspect("pack", 1, ("theta",)), Aspect("unpack", 2, ARRAYS)),
        ),
        Exercise(
            slug="random-init",
            title="A random start",
            needs=("random_init",),
            probe=_ask_start,
            cases=_start_cases,
            outputs=(
                satisfies("weights", "uniform", **_EVEN, beside=_FROM_RNG),
                satisfies("biases", "uniform", **_EVEN),
                *_SECOND_RUNS,
            ),
            aspects=(Aspect("weights", 1, ("weights",)), Aspect("biases", 1, ("biases",))),
            uses=("pack-unpack",),
        ),
        Exercise(
            slug="network-cost",
            title="A cost for yes-no questions",
            needs=("network_cost",),
            probe=ask_cost,
            cases=cost_cases,
            own_cases=own_cost_cases,
            outputs=(equals("cost"), *_BLOCKS, *_AGAIN),
            aspects=(
                Aspect("cost", 2, ("cost", AGAIN, "theta_kept")),
                *(Aspect(name, 1, (name,)) for name in GRADIENTS),
            ),
        ),
        Exercise(
            slug="train-cg",
            title="Hand the gradient to an optimiser",
            needs=("train",),
            probe=optimiser_runs.ask,
            cases=optimiser_runs.cases,
            outputs=(
                tells("asked_elsewhere", "start-asked-again"),
                tells("order_handed_on", "args-in-another-order"),
                tells("reg_handed_on", "reg-not-passed"),
                tells("data_handed_on", "other-data"),
                tells("begins", "begins-elsewhere"),
                tells("enough", "another-limit"),
                tells("limit", "another-limit"),
                satisfies("theta", "descended", most=0.5),
                satisfies("deep", "descended", most=0.03, level=True),
                satisfies("early", "descended", most=0.95, least=0.2, path="iterations"),
                tells("slopes_handed", note=SLOPES_MEASURED),
            ),
            aspects=(
                Aspect(
                    "half-way",
                    1,
                    (
                        "order_handed_on",
                        "reg_handed_on",
                        "data_handed_on",
                        "asked_elsewhere",
                        "theta",
                    ),
                ),
                Aspect(
                    "all-the-way",
                    1,
                    ("begins", "enough", "asked_elsewhere", "deep"),
                    requires=("half-way",),
                ),
                Aspect(
                    "iterations",
                    1,
                    ("begins", "limit", "asked_elsewhere", "early"),
                    group="few",
                    requires=("half-way",),
                ),
            ),
        ),
        Exercise(
            slug="cost-bug-hunt",
            title="Bug hunt: a cost that stays where it is",
            needs=("ReportedNet",),
            probe=_ask_hunt,
            cases=_hunt_cases,
            own_cases=_own_hunt_cases,
            outputs=(
                equals("cost"),
                *_BLOCKS,
                satisfies("start", "uniform", **_EVEN, beside=_FROM_RNG),
                *_SECOND_RUNS,
                *_AGAIN,
                tells("start_kept", note=START_LOST),
            ),
            aspects=(
                Aspect("cost", 1, ("cost", AGAIN, "theta_kept")),
                Aspect("gradient", 1, GRADIENTS),
                Aspect("start", 2, ("start",)),
            ),
        ),
    ),
)
