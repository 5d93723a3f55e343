"""Costs whose weights are one flat vector, as unit 09 asks for them.

A case may name the places of the arrays in this vector: then ``pack`` and ``unpack`` are
the check's own while it asks, so that a slip in the student's costs that exercise alone.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from autograder.exercises.probes import describe, name_results, standing_in
from autograder.model import Array, Case, Find, Inputs, WrongReturn

Rng = np.random.Generator
ARRAYS = ("W1", "b1", "W2", "b2")
GRADIENTS = tuple(f"d{name}" for name in ARRAYS)
AGAIN = "cost at the same theta"


def shapes_of(sizes: Any) -> list[tuple[int, ...]]:
    """The shapes of ``W1, b1, W2, b2`` of layers ``(D, H, C)``."""
    d, h, c = (int(size) for size in sizes)
    return [(d, h), (h,), (h, c), (c,)]


def layers_of(inputs: Inputs) -> tuple[int, ...]:
    """The sizes of the layers, as the tuple that a notebook hands on."""
    return tuple(int(size) for size in inputs["layer_sizes"])


def length_of(sizes: Any) -> int:
    """How many numbers all arrays hold together."""
    return sum(int(np.prod(shape)) for shape in shapes_of(sizes))


SIZES = ((5, 3, 4, 2, 2), (6, 2, 3, 5, 5), (1, 4, 2, 3, 3), (7, 3, 5, 4, 3))
"""N, D, H, C, and how many of the classes occur in y."""
REGS = (1.5, 0.0, 0.8, 2.5)


def own_cost_cases(rng: Rng) -> list[Case]:
    """Weights that a theta in the order of the page holds, for those who cut it by hand."""
    cases = []
    for (n, d, h, c, used), reg in zip(SIZES, REGS, strict=True):
        weights = {
            name: rng.normal(0, 1, shape)
            for name, shape in zip(ARRAYS, shapes_of((d, h, c)), strict=True)
        }
        data = {"X": rng.normal(0, 1, (n, d)), "y": rng.permutation(np.arange(n) % used)}
        said = f"N = {n}, D = {d}, H = {h}, C = {c}" + (", a class absent" if used < c else "")
        more = {"layer_sizes": np.array([d, h, c]), "other_reg": float(rng.uniform(3, 4))}
        cases.append(Case(said, {**weights, **data, **more, "reg": reg}))
    return cases


def cost_cases(rng: Rng) -> list[Case]:
    """The same with the arrays from last to first, whatever became of pack and unpack."""
    cases = []
    for case in own_cost_cases(rng):
        counts = [int(np.prod(shape)) for shape in shapes_of(case.inputs["layer_sizes"])]
        begins = sum(counts) - np.cumsum(counts)
        places = [np.arange(b, b + n) for b, n in zip(begins, counts, strict=True)]
        cases.append(Case(case.name, {**case.inputs, "places": np.concatenate(places)}))
    return cases


def _places(inputs: Inputs) -> list[Any]:
    """Where in theta the numbers of each array stand: as the case says, or as the page does."""
    shapes = shapes_of(inputs["layer_sizes"])
    places = inputs.get("places", np.arange(length_of(inputs["layer_sizes"])))
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1]
    return [part.reshape(shape) for part, shape in zip(np.split(places, ends), shapes, strict=True)]


def _theta(inputs: Inputs) -> Any:
    """The arrays of a case in one vector."""
    kind = np.result_type(*(inputs[name] for name in ARRAYS))
    theta = np.zeros(length_of(inputs["layer_sizes"]), kind)
    for name, place in zip(ARRAYS, _places(inputs), strict=True):
        theta[place] = inputs[name]
    return theta


Misfits = dict[str, Any]
"""Arrays that were packed in a place of another shape, by the name of their output."""


@contextmanager
def own_order(function: Any, inputs: Inputs) -> Iterator[Misfits]:
    """While this lasts, ``function`` packs and unpacks by the places that the case names."""
    misfits: Misfits = {}
    if "places" not in inputs:
        yield misfits
        return
    places = _places(inputs)

    def unpack(theta: Any, shapes: Any) -> list[Any]:
        """Views, as slices are: what is written into an array is written into theta."""
        begins = [int(place.flat[0]) for place in places]
        cut = [np.asarray(theta)[b:][: p.size] for b, p in zip(begins, places, strict=True)]
        return [part.reshape(p.shape) for part, p in zip(cut, places, strict=True)]

    def pack(arrays: Any) -> Any:
        arrays = [np.asarray(array) for array in arrays]
        theta = np.zeros(length_of(inputs["layer_sizes"]), np.result_type(*arrays))
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


def cost_and_blocks(named: Mapping[str, Any], misfits: Misfits, inputs: Inputs) -> dict[str, Any]:
    """The cost, and the gradient as the four arrays that it holds, if it has theta's length."""
    if np.ndim(named["cost"]) == 1 and np.size(named["gradient"]) == 1 < np.size(named["cost"]):
        raise WrongReturn("(cost, gradient) is asked, in this order; they came turned round.")
    flat = vector("network_cost", named["gradient"], "gradient")
    if flat.size != length_of(inputs["layer_sizes"]):
        return {"cost": named["cost"], **misfits}
    blocks = zip(GRADIENTS, _places(inputs), strict=True)
    return {"cost": named["cost"], **{name: flat[place] for name, place in blocks}, **misfits}


def ask_cost(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """``network_cost``, with a tuple of sizes, twice at one theta."""
    function = find("network_cost")

    def cost(theta: Any, X: Any, y: Any, reg: Any) -> Any:
        return function(theta, layers_of(inputs), X, y, reg)

    with own_order(function, inputs) as misfits:
        result, again = twice(cost, inputs)
    named = name_results("network_cost", result, ["cost", "gradient"])
    return {**cost_and_blocks(named, misfits, inputs), **again}


def twice(cost: Callable[..., Any], inputs: Inputs) -> tuple[Any, dict[str, Any]]:
    """What a cost returns, and the cost of another reg at the same theta.

    Where theta was written into, that is the cost of another place: so an optimiser loses
    its own.
    """
    theta = _theta(inputs)
    X, y, reg = (copy.deepcopy(inputs[name]) for name in ("X", "y", "reg"))
    result = copy.deepcopy(cost(theta, inputs["X"], inputs["y"], reg))
    found: dict[str, Any] = {"theta_kept": equal(theta, _theta(inputs))}
    with suppress(Exception):
        again = cost(theta, X, y, inputs["other_reg"])
        found[AGAIN] = name_results("network_cost", again, ["cost", "gradient"])["cost"]
    return result, found


def equal(one: Any, other: Any) -> bool:
    """Whether two arrays hold the same numbers, nan among them."""
    return bool(np.array_equal(one, other, equal_nan=True))


def alike(one: Any, other: Any) -> bool:
    """Whether two things hold the same numbers, to float32."""
    try:
        return np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=1e-4))
    except (TypeError, ValueError):
        return False


def vector(function: str, theta: Any, name: str = "theta") -> Array:
    """What was returned, if it is one flat vector of numbers."""
    said = f"{function} should return {name}, one flat vector; it returned"
    if isinstance(theta, (tuple, list)) and any(np.ndim(part) for part in theta):
        raise WrongReturn(f"{said} {describe(theta)} arrays.")
    if isinstance(theta, (str, Mapping)) or np.ndim(theta) != 1:
        raise WrongReturn(f"{said} {describe(theta)}.")
    return np.asarray(theta)
