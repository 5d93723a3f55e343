"""Unit 09: all weights in one vector, handed to an optimiser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from autograder.exercises.probes import describe, name_results, standing_in
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
    derivative,
    equals,
    satisfies,
)

Rng = np.random.Generator
ARRAYS = ("W1", "b1", "W2", "b2")
GRADIENTS = tuple(f"d{name}" for name in ARRAYS)


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
        "not-shifted": np.array([0.0, 2 * epsilon]),
        "shifted-only": np.array([-epsilon, 1 - epsilon]),
        "twice-as-wide": np.array([-2 * epsilon, 2 * epsilon]),
        "half-as-wide": np.array([-epsilon / 2, epsilon / 2]),
        "epsilon-unused": np.array([-1.0, 1.0]),
        "zero-to-one": np.array([0.0, 1.0]),
        "range-of-the-page": np.array([-0.12, 0.12]),
    }


INSTEAD = (
    "draws-from-zero not-shifted shifted-only twice-as-wide half-as-wide epsilon-unused "
    "zero-to-one range-of-the-page"
).split()


def _ask_start(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Draw twice from one seed and once from another, and tell weights from biases."""
    sizes, function, seed = _layers(inputs), find("random_init"), inputs["seed"]
    one, same, other = (
        _drawn("random_init", function(sizes, inputs["epsilon"], np.random.default_rng(s)), sizes)
        for s in (seed, seed, seed + 1)
    )
    return {**one, "again": same["weights"][:KEPT], "other": other["weights"][:KEPT]}


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


def _vector(function: str, theta: Any, name: str = "theta") -> Array:
    """What was returned, if it is one flat vector of numbers."""
    said = f"{function} should return {name}, one flat vector; it returned"
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
    """Weights that a theta in the order of the page holds, for those who cut it by hand."""
    cases = []
    for (n, d, h, c, used), reg in zip(SIZES, REGS, strict=True):
        weights = {
            name: rng.normal(0, 1, shape)
            for name, shape in zip(ARRAYS, _shapes((d, h, c)), strict=True)
        }
        data = {"X": rng.normal(0, 1, (n, d)), "y": rng.permutation(np.arange(n) % used)}
        said = f"N = {n}, D = {d}, H = {h}, C = {c}" + (", a class absent" if used < c else "")
        sizes = {"layer_sizes": np.array([d, h, c])}
        cases.append(Case(said, {**weights, **sizes, **data, "reg": reg}))
    return cases


def _cost_cases(rng: Rng) -> list[Case]:
    """The same with an order of the check's own, whatever became of pack and unpack."""
    cases = []
    for case in _own_cost_cases(rng):
        length = _length(case.inputs["layer_sizes"])
        cases.append(Case(case.name, {**case.inputs, "places": rng.permutation(length)}))
    return cases


def _places(inputs: Inputs) -> list[Any]:
    """Where in theta the numbers of each array stand: as the case says, or as the page does."""
    shapes = _shapes(inputs["layer_sizes"])
    places = inputs.get("places", np.arange(_length(inputs["layer_sizes"])))
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1]
    return [part.reshape(shape) for part, shape in zip(np.split(places, ends), shapes, strict=True)]


def _theta(inputs: Inputs) -> Any:
    """The arrays of a case in one vector."""
    kind = np.result_type(*(inputs[name] for name in ARRAYS))
    theta = np.zeros(_length(inputs["layer_sizes"]), kind)
    for name, place in zip(ARRAYS, _places(inputs), strict=True):
        theta[place] = inputs[name]
    return theta


Misfits = dict[str, Any]
"""Arrays that were packed in a place of another shape, by the name of their output."""


@contextmanager
def _own_order(function: Any, inputs: Inputs) -> Iterator[Misfits]:
    """While this lasts, ``function`` packs and unpacks by the places that the case names."""
    misfits: Misfits = {}
    if "places" not in inputs:
        yield misfits
        return
    places = _places(inputs)

    def unpack(theta: Any, shapes: Any) -> list[Any]:
        return [np.asarray(theta)[place] for place in places]

    def pack(arrays: Any) -> Any:
        arrays = [np.asarray(array) for array in arrays]
        theta = np.zeros(_length(inputs["layer_sizes"]), np.result_type(*arrays))
        for name, place, array in zip(GRADIENTS, places, arrays, strict=True):
            if _fits(array.shape, place.shape):
                theta[place] = array.reshape(place.shape)
            else:
                misfits[name] = array
        return theta

    with standing_in(function, "unpack", unpack), standing_in(function, "pack", pack):
        yield misfits


def _fits(shape: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """Whether an array has as many numbers as are wanted, and is no matrix turned round."""
    turned = len(shape) == len(wanted) == 2 and shape != wanted
    return not turned and np.prod(shape) == np.prod(wanted)


def _cost_and_blocks(named: Mapping[str, Any], misfits: Misfits, inputs: Inputs) -> dict[str, Any]:
    """The cost, and the gradient as the four arrays that it holds, if it has theta's length."""
    if np.ndim(named["cost"]) == 1 and np.size(named["gradient"]) == 1 < np.size(named["cost"]):
        raise WrongReturn("(cost, gradient) is asked, in this order; they came turned round.")
    flat = _vector("network_cost", named["gradient"], "gradient")
    if flat.size != _length(inputs["layer_sizes"]):
        return {"cost": named["cost"], **misfits}
    blocks = zip(GRADIENTS, _places(inputs), strict=True)
    return {"cost": named["cost"], **{name: flat[place] for name, place in blocks}, **misfits}


def _ask_cost(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """``network_cost``, with a tuple of sizes."""
    function = find("network_cost")
    with _own_order(function, inputs) as misfits:
        data = (inputs[name] for name in ("X", "y", "reg"))
        result = function(_theta(inputs), _layers(inputs), *data)
    named = name_results("network_cost", result, ["cost", "gradient"])
    return _cost_and_blocks(named, misfits, inputs)


# ----------------------------------------------------------------------- the optimiser


def _training_cases(rng: Rng) -> list[Case]:
    """Bowls of the check's own: many iterations, and a run that must stop early."""
    sizes = [(6, 2, 3, 2, 40, "main"), (5, 3, 2, 4, 40, "main"), (7, 2, 4, 3, 2, "few")]
    return [_bowl_case(rng, *size) for size in sizes]


def _bowl_case(rng: Rng, n: int, d: int, h: int, c: int, iterations: int, group: str) -> Case:
    """A bowl 400 times as steep in one direction as in another; its foot is withheld."""
    length = _length((d, h, c))
    bend, foot = rng.permutation(np.geomspace(1.0, 400.0, length)), rng.normal(0, 0.5, length)
    away = rng.choice([-1.0, 1.0], length) * rng.uniform(0.7, 1.3, length) / np.sqrt(bend)
    inputs = {
        "theta": foot + away,
        "layer_sizes": np.array([d, h, c]),
        "X": rng.uniform(0.5, 1.5, (n, d)),
        "y": rng.permutation(np.arange(n) % c),
        "reg": float(rng.uniform(0.6, 1.4)),
        "iterations": iterations,
        "bend": bend,
        "slope": bend * away,
    }
    return Case(f"{iterations} iterations", inputs, group, {"foot": foot})


ORDER = ("layer_sizes", "X", "y", "reg")
"""What network_cost is handed after theta."""


def _ask_training(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """``train`` with a bowl in place of its ``network_cost``: where it ends, what it hands on."""
    function = find("train")
    start, wanted = np.array(inputs["theta"]), [inputs[name] for name in ORDER]
    calls: list[tuple[Any, ...]] = []
    limits: list[Any] = []

    def network_cost(theta: Any, layer_sizes: Any, X: Any, y: Any, reg: Any) -> tuple[Any, Any]:
        calls.append((np.array(theta), layer_sizes, X, y, reg))
        slope = inputs["slope"] + inputs["bend"] * (theta - start)
        return 1.0 + 0.5 * float(np.sum(slope**2 / inputs["bend"])), slope

    network_cost.__qualname__ = "network_cost"
    with (
        standing_in(function, "network_cost", network_cost),
        _watched(function, "minimize", limits),
    ):
        arguments = (inputs[name] for name in ("X", "y", "reg", "iterations"))
        theta = function(inputs["theta"], _layers(inputs), *arguments)
    flat, faults = _vector("train", theta), [_fault(call[1:], wanted) for call in calls]
    return {
        **{f"{name}_handed_on": name not in faults for name in ("order", "reg", "data")},
        "begins": not calls or any(_alike(call[0], start) for call in calls),
        "enough": all(limit >= inputs["iterations"] for limit in limits),
        "limit": all(limit == inputs["iterations"] for limit in limits),
        "theta": flat,
        "deep": flat,
        "early": flat,
    }


@contextmanager
def _watched(function: Any, name: str, limits: list[Any]) -> Iterator[None]:
    """While this lasts, an optimiser that ``function`` calls notes down its ``maxiter``."""
    own = getattr(function, "__globals__", {}).get(name)
    if not callable(own):
        yield
        return

    def watching(*arguments: Any, **named: Any) -> Any:
        with suppress(TypeError, ValueError, KeyError, AttributeError):
            limits.append(int(named["options"]["maxiter"]))
        return own(*arguments, **named)

    with standing_in(function, name, watching):
        yield


def _fault(handed: Sequence[Any], wanted: Sequence[Any]) -> str:
    """What is wrong with what network_cost was handed: its order, reg, the data, or nothing."""
    same = [_alike(one, other) for one, other in zip(handed, wanted, strict=True)]
    if all(same):
        return ""
    missed = [other for other, right in zip(wanted, same, strict=True) if not right]
    astray = any(_alike(one, other) for one in handed for other in missed)
    return "order" if astray else "reg" if all(same[:3]) else "data"


def _alike(one: Any, other: Any) -> bool:
    """Whether two things hold the same numbers, to float32."""
    try:
        return np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=1e-4))
    except (TypeError, ValueError):
        return False


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
        stored = rng.normal(0, 1, _length(case.inputs["layer_sizes"]))
        inputs = {**case.inputs, **drawn, "stored": stored}
        found.append(Case(case.name, inputs, withheld=_bounds(drawn["epsilon"])))
    return found


def _ask_hunt(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The cost at a theta that is not the net's own, and the start of a wide net."""
    owner, epsilon, seed = find("ReportedNet"), inputs["epsilon"], inputs["seed"]
    net = owner(_layers(inputs), epsilon, np.random.default_rng(seed))
    net.theta = np.array(inputs["stored"])
    with _own_order(owner.cost, inputs) as misfits:
        result = net.cost(_theta(inputs), *(inputs[name] for name in ("X", "y", "reg")))
    wide, again, other = (
        np.ravel(owner(HUNTED, epsilon, np.random.default_rng(s)).theta)
        for s in (seed, seed, seed + 1)
    )
    named = name_results("ReportedNet.cost", result, ["cost", "gradient"])
    found = _cost_and_blocks(named, misfits, inputs)
    return {**found, "start": wide, "again": again[:KEPT], "other": other[:KEPT]}


_LENGTH = "gradient-of-another-length"
_BLOCKS = tuple(
    derivative(f"d{n}", of="cost", wrt=n, zero="reg" if n[0] == "W" else None, absent=_LENGTH)
    for n in ARRAYS
)
_EVEN: dict[str, Any] = {"low": "low", "high": "high", "instead": tuple(INSTEAD)}
_SECOND_RUNS = tuple(satisfies(n, "uniform", low="low", high="high") for n in ("again", "other"))
_FROM_RNG = ("again", "other")

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
            probe=_ask_cost,
            cases=_cost_cases,
            own_cases=_own_cost_cases,
            outputs=(equals("cost"), *_BLOCKS),
            aspects=(
                Aspect("cost", 2, ("cost",)),
                *(Aspect(name, 1, (name,)) for name in GRADIENTS),
            ),
        ),
        Exercise(
            slug="train-cg",
            title="Hand the gradient to an optimiser",
            needs=("train",),
            probe=_ask_training,
            cases=_training_cases,
            outputs=(
                satisfies("order_handed_on", "holds", label="args-in-another-order"),
                satisfies("reg_handed_on", "holds", label="reg-not-passed"),
                satisfies("data_handed_on", "holds", label="other-data"),
                satisfies("begins", "holds", label="begins-elsewhere"),
                satisfies("enough", "holds", label="another-limit"),
                satisfies("limit", "holds", label="another-limit"),
                satisfies("theta", "descended", most=0.5),
                satisfies("deep", "descended", most=0.03),
                satisfies("early", "descended", most=0.95, least=0.01),
            ),
            aspects=(
                Aspect(
                    "half-way", 1, ("order_handed_on", "reg_handed_on", "data_handed_on", "theta")
                ),
                Aspect("all-the-way", 1, ("begins", "enough", "deep"), requires=("half-way",)),
                Aspect(
                    "iterations",
                    1,
                    ("begins", "limit", "early"),
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
            ),
            aspects=(
                Aspect("cost", 1, ("cost",)),
                Aspect("gradient", 1, GRADIENTS),
                Aspect("start", 2, ("start",)),
            ),
        ),
    ),
)
