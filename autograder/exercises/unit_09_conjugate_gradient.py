"""Unit 09: all weights in one vector, handed to an optimiser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.exercises.probes import calls, describe, name_results, standing_in
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
)

Rng = np.random.Generator
ARRAYS = ("W1", "b1", "W2", "b2")


def _shapes(sizes: Any) -> list[tuple[int, ...]]:
    """The shapes of ``W1, b1, W2, b2`` of layers ``(D, H, C)``."""
    d, h, c = (int(size) for size in sizes)
    return [(d, h), (h,), (h, c), (c,)]


def _layers(inputs: Inputs) -> tuple[int, ...]:
    return tuple(int(size) for size in inputs["layer_sizes"])


def _length(sizes: Any) -> int:
    return sum(int(np.prod(shape)) for shape in _shapes(sizes))


# ---------------------------------------------------------------- one vector for all


def _pack_cases(rng: Rng) -> list[Case]:
    cases = []
    for sizes in [(4, 3, 2), (2, 5, 3), (3, 2, 6)]:
        arrays = (rng.normal(0, 1, shape) for shape in _shapes(sizes))
        inputs = dict(zip(ARRAYS, arrays, strict=True))
        name = "D = {}, H = {}, C = {}".format(*sizes)
        cases.append(Case(name, {**inputs, "flat": rng.normal(0, 1, _length(sizes))}))
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
        "twice-as-wide": np.array([-2 * epsilon, 2 * epsilon]),
        "half-as-wide": np.array([-epsilon / 2, epsilon / 2]),
        "epsilon-unused": np.array([-1.0, 1.0]),
        "zero-to-one": np.array([0.0, 1.0]),
        "range-of-the-page": np.array([-0.12, 0.12]),
    }


INSTEAD = (
    "draws-from-zero twice-as-wide half-as-wide epsilon-unused zero-to-one range-of-the-page"
).split()


def _ask_start(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Draw twice from one seed, and tell weights from biases."""
    sizes, function = _layers(inputs), find("random_init")
    one, other = (
        function(sizes, inputs["epsilon"], np.random.default_rng(inputs["seed"])) for _ in range(2)
    )
    again = _drawn("random_init", other, sizes)["weights"][:KEPT]
    return {**_drawn("random_init", one, sizes), "again": again}


def _drawn(function: str, theta: Any, sizes: tuple[int, ...]) -> dict[str, Any]:
    """The weights and the biases of a flat theta."""
    flat, wanted = _vector(function, theta), _length(sizes)
    if flat.size != wanted:
        d, h, c = sizes
        raise WrongReturn(
            f"{function} should give {wanted} numbers for D = {d}, H = {h}, C = {c}, "
            f"weights and biases of both layers; it gave {flat.size}."
        )
    ends = np.cumsum([np.prod(shape) for shape in _shapes(sizes)])[:-1]
    w1, b1, w2, b2 = np.split(flat, ends)
    return {"weights": np.concatenate([w1, w2]), "biases": np.concatenate([b1, b2])}


def _vector(function: str, theta: Any) -> Array:
    """What was returned, if it is one flat vector of numbers."""
    said = f"{function} should return theta, one flat vector; it returned"
    if isinstance(theta, (tuple, list)) and any(np.ndim(part) for part in theta):
        raise WrongReturn(f"{said} {describe(theta)} arrays.")
    if isinstance(theta, (str, Mapping)) or np.ndim(theta) != 1:
        raise WrongReturn(f"{said} {describe(theta)}.")
    return np.asarray(theta)


# --------------------------------------------------------------------------- the cost

SIZES = ((5, 3, 4, 2, 2), (6, 2, 3, 5, 5), (1, 4, 2, 3, 3), (7, 3, 5, 4, 3))
"""N, D, H, C, and how many of the classes occur in y."""
REGS = (1.5, 0.0, 0.8, 2.5)


def _own_cost_cases(rng: Rng) -> list[Case]:
    """A theta in the order of the page, for those who take it apart by hand."""
    return [
        Case(
            f"N = {n}, D = {d}, H = {h}, C = {c}" + (", a class absent" if used < c else ""),
            {
                "theta": rng.normal(0, 1, _length((d, h, c))),
                "layer_sizes": np.array([d, h, c]),
                "X": rng.normal(0, 1, (n, d)),
                "y": rng.permutation(np.arange(n) % used),
                "reg": reg,
            },
        )
        for (n, d, h, c, used), reg in zip(SIZES, REGS, strict=True)
    ]


def _cost_cases(rng: Rng) -> list[Case]:
    """The same with an order of the check's own, whatever became of pack and unpack."""
    cases = []
    for case in _own_cost_cases(rng):
        shapes = _shapes(case.inputs["layer_sizes"])
        places = np.split(
            rng.permutation(np.size(case.inputs["theta"])),
            np.cumsum([np.prod(shape) for shape in shapes])[:-1],
        )
        named = {
            f"place_{name}": place.reshape(shape)
            for name, place, shape in zip(ARRAYS, places, shapes, strict=True)
        }
        said = f"{case.name}, theta in an order of the check's own"
        cases.append(Case(said, {**case.inputs, **named}))
    return cases


@contextmanager
def _own_order(function: Any, inputs: Inputs) -> Iterator[None]:
    """While this lasts, ``function`` packs and unpacks by the places that the case names."""
    if "place_W1" not in inputs:
        yield
        return
    places = [inputs[f"place_{name}"] for name in ARRAYS]

    def unpack(theta: Any, shapes: Any) -> list[Any]:
        return [np.asarray(theta)[place] for place in places]

    def pack(arrays: Any) -> Any:
        arrays = [np.asarray(array) for array in arrays]
        theta = np.zeros(sum(place.size for place in places), np.result_type(*arrays))
        for place, array in zip(places, arrays, strict=True):
            theta[place] = array.reshape(place.shape)
        return theta

    with standing_in(function, "unpack", unpack), standing_in(function, "pack", pack):
        yield


_cost = calls("network_cost", "theta layers X y reg", "cost gradient")


def _ask_cost(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """``network_cost``, with a tuple of sizes."""
    with _own_order(find("network_cost"), inputs):
        return _cost(find, {**inputs, "layers": _layers(inputs)})


# ----------------------------------------------------------------------- the optimiser


def _training_cases(rng: Rng) -> list[Case]:
    """Bowls of the check's own: many iterations, and a run that must stop early."""
    sizes = [(6, 2, 3, 2, 40, "main"), (5, 3, 2, 4, 40, "main"), (7, 2, 4, 3, 2, "few")]
    return [_bowl_case(rng, *size) for size in sizes]


def _bowl_case(rng: Rng, n: int, d: int, h: int, c: int, iterations: int, group: str) -> Case:
    """A bowl 400 times as steep in one direction as in another; its foot depends on the data."""
    length = _length((d, h, c))
    bend = rng.permutation(np.geomspace(1.0, 400.0, length))
    X, y = rng.uniform(0.5, 1.5, (n, d)), rng.permutation(np.arange(n) % c)
    reg = float(rng.uniform(0.6, 1.4))
    pull, push = rng.normal(0, 1, (2, length))
    foot, other = (_foot(pull, push, X, y, price) for price in (reg, 0.0))
    away = rng.choice([-1.0, 1.0], length) * rng.uniform(0.7, 1.3, length) / np.sqrt(bend)
    inputs = {
        "theta": foot + away,
        "layer_sizes": np.array([d, h, c]),
        "X": X,
        "y": y,
        "reg": reg,
        "iterations": iterations,
        "bend": bend,
        "pull": pull,
        "push": push,
    }
    return Case(
        f"{iterations} iterations", inputs, group, {"foot": foot, "foot_without_reg": other}
    )


def _foot(pull: Any, push: Any, X: Any, y: Any, reg: Any) -> Any:
    """Where the bowl is lowest."""
    return pull * np.mean(X) + push * (np.mean(y) + reg)


def _ask_training(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """``train`` with a bowl in place of its ``network_cost``."""
    function = find("train")
    bend, pull, push = (inputs[name] for name in ("bend", "pull", "push"))

    def network_cost(theta: Any, layer_sizes: Any, X: Any, y: Any, reg: Any) -> tuple[Any, Any]:
        away = theta - _foot(pull, push, X, y, reg)
        return 1.0 + 0.5 * float(np.sum(bend * away**2)), bend * away

    with standing_in(function, "network_cost", network_cost):
        arguments = (inputs[name] for name in ("X", "y", "reg", "iterations"))
        theta = function(inputs["theta"], _layers(inputs), *arguments)
    flat = _vector("train", theta)
    return {"theta": flat, "deep": flat, "early": flat}


# ------------------------------------------------------------------------ the bug hunt


def _hunt_cases(rng: Rng) -> list[Case]:
    return _with_stored(rng, _cost_cases(rng))


def _own_hunt_cases(rng: Rng) -> list[Case]:
    return _with_stored(rng, _own_cost_cases(rng))


def _with_stored(rng: Rng, cases: list[Case]) -> list[Case]:
    """Cases of the cost, with other weights stored in the net, and a start to draw."""
    found = []
    for case in cases:
        drawn = _range(rng)
        stored = rng.normal(0, 1, np.size(case.inputs["theta"]))
        inputs = {**case.inputs, **drawn, "stored": stored}
        found.append(Case(case.name, inputs, withheld=_bounds(drawn["epsilon"])))
    return found


def _ask_hunt(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The cost at a theta that is not the net's own, and the start of a wide net."""
    owner, epsilon = find("ReportedNet"), inputs["epsilon"]
    net = owner(_layers(inputs), epsilon, np.random.default_rng(inputs["seed"]))
    net.theta = np.array(inputs["stored"])
    with _own_order(owner.cost, inputs):
        result = net.cost(*(inputs[name] for name in ("theta", "X", "y", "reg")))
    wide, again = (
        np.ravel(owner(HUNTED, epsilon, np.random.default_rng(inputs["seed"])).theta)
        for _ in range(2)
    )
    named = name_results("ReportedNet.cost", result, ["cost", "gradient"])
    return {**named, "start": wide, "again": again[:KEPT]}


_GRADIENT = derivative("gradient", of="cost", wrt="theta", zero="reg")
_EVEN: dict[str, Any] = {"low": "low", "high": "high", "instead": tuple(INSTEAD)}

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
            outputs=(equals("theta"), *(equals(name) for name in ARRAYS)),
            aspects=(Aspect("pack", 1, ("theta",)), Aspect("unpack", 2, ARRAYS)),
        ),
        Exercise(
            slug="random-init",
            title="A random start",
            needs=("random_init",),
            probe=_ask_start,
            cases=_start_cases,
            outputs=(
                satisfies("weights", "uniform", **_EVEN, beside=("again",)),
                satisfies("biases", "uniform", **_EVEN),
                satisfies("again", "uniform", low="low", high="high"),
            ),
            aspects=(Aspect("weights", 1, ("weights",)), Aspect("biases", 1, ("biases",))),
            uses=("pack-unpack",),
        ),
        Exercise(
            slug="network-cost",
            title="A cost for yes-no questions",
            needs=("network_cost",),
            probe=_ask_cost,
            cases=_cost_cases,
            own_cases=_own_cost_cases,
            outputs=(equals("cost"), _GRADIENT),
            aspects=(Aspect("cost", 2, ("cost",)), Aspect("gradient", 4, ("gradient",))),
        ),
        Exercise(
            slug="train-cg",
            title="Hand the gradient to an optimiser",
            needs=("train",),
            probe=_ask_training,
            cases=_training_cases,
            outputs=(
                satisfies("theta", "descended", most=0.5),
                satisfies("deep", "descended", most=0.03),
                satisfies("early", "descended", most=0.95, least=0.01),
            ),
            aspects=(
                Aspect("half-way", 1, ("theta",)),
                Aspect("all-the-way", 1, ("deep",)),
                Aspect("iterations", 1, ("early",), group="few", requires=("half-way",)),
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
                _GRADIENT,
                satisfies("start", "uniform", **_EVEN, beside=("again",)),
                satisfies("again", "uniform", low="low", high="high"),
            ),
            aspects=(
                Aspect("cost", 1, ("cost",)),
                Aspect("gradient", 1, ("gradient",)),
                Aspect("start", 2, ("start",)),
            ),
        ),
    ),
)
