"""Nodes and graphs that the checks of unit 07 bring, built on the student's own ``Node``.

They scale, add and square; none of them is asked for in an exercise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import numpy as np

from autograder.model import Find, Inputs, WrongReturn

SCALE, ADD, SQUARE = 0, 1, 2
LARGER = "value of a larger batch"


def fed(find: Find, value: Any) -> Any:
    """An ``Input`` that holds a copy of an array."""
    node = find("Input")()
    node.value = np.array(value)
    return node


def gradient(node: Any, of: Any, name: str) -> Any:
    """What ``node.gradients`` holds for a node; raises ``WrongReturn`` where it holds nothing."""
    kind, gradients = type(node).__name__, getattr(node, "gradients", None)
    if not isinstance(gradients, Mapping):
        raise WrongReturn(f"{kind}.gradients should be a dict with a gradient for each node.")
    if of not in gradients:
        why = _why_missing(node, of, gradients)
        raise WrongReturn(f"After backward, {kind}.gradients has no entry for {name}.{why}")
    return gradients[of]


def _why_missing(node: Any, of: Any, gradients: Mapping[Any, Any]) -> str:
    """Where a gradient went instead, if that can be told."""
    if node in gradients:
        return " Its key is the node itself, not the one that it reads."
    if any(isinstance(key, str) for key in gradients):
        return " Its keys are texts, in quotes: the keys are the nodes themselves."
    if node is not of and not _as_made(of):
        return " backward wrote into a node that it reads: the dict is self.gradients."
    return "" if gradients else " It is empty: does backward set self.gradients?"


def _as_made(node: Any) -> bool:
    """Whether the gradients of a node are still the empty dict that it began with."""
    return isinstance(node.gradients, Mapping) and not node.gradients


def go_back(node: Any) -> None:
    """``node.backward()``; raises ``WrongReturn`` where it asks a dict for the wrong node."""
    try:
        node.backward()
    except KeyError as error:
        if not (error.args and hasattr(error.args[0], "outbound_nodes")):
            raise
        kind = type(node).__name__
        raise WrongReturn(
            f"{kind}.backward asks a dict of gradients for a node that it has no entry for. "
            "Each reader keeps what it sends back under the node that it reads, here yours."
        ) from None


def value_of(node: Any) -> Any:
    """What ``forward`` stored; raises ``WrongReturn`` where it stored nothing."""
    if getattr(node, "value", None) is None:
        kind = type(node).__name__
        raise WrongReturn(f"{kind}.forward left value at None: store the result in self.value.")
    return node.value


def with_readers(
    find: Find, node: Any, inbound: Mapping[str, Any], inputs: Inputs, last: Mapping[str, str]
) -> Any:
    """A node between inputs and readers of its own, on an earlier batch and on this one.

    ``upstream (R, …)`` are the gradients that R readers hold for the node. The earlier
    values of the batch are ``earlier_NAME``; parameters have none. Who leaves things as they
    were found is seen by what comes next: ``value`` is read after the way back; ``cost`` is
    that of another forward on what the inputs then hold, and ``LARGER`` the value of one for
    which only ``larger_NAME`` are new; ``last`` names gradients of a further way back, on
    values ``later_NAME``, with what the readers hold by then.
    """
    readers = [find("Node")([node]) for _ in inputs["upstream"]]
    for when in ("earlier_", ""):
        _feed(inbound, inputs, when)
        node.forward()
        before = np.array(value_of(node))
        for reader, upstream in zip(readers, inputs[f"{when}upstream"], strict=True):
            reader.gradients = {node: upstream.copy()}
        go_back(node)
    value = np.array(value_of(node))
    found = {f"d{name}": _copied(gradient(node, of, told(name))) for name, of in inbound.items()}
    held = [reader.gradients.get(node) for reader in node.outbound_nodes]
    found |= {
        "readers_kept": alike(list(inputs["upstream"]), held),
        "inputs_kept": alike([inputs[n] for n in inbound], [of.value for of in inbound.values()]),
        "value_kept": alike(before, value),
    }
    with suppress(Exception):  # it stops on what is left: then there is no cost
        node.forward()
        found["cost"] = _cost(np.array(value_of(node)), inputs["upstream"])
        for name in (name for name in inbound if f"larger_{name}" in inputs):
            inbound[name].value = np.array(inputs[f"larger_{name}"])
        node.forward()
        found[LARGER] = np.array(value_of(node))
    _feed(inbound, inputs, "later_")
    node.forward()
    go_back(node)
    found |= {out: gradient(node, inbound[name], told(name)) for out, name in last.items()}
    return {"value": value, **found}


def _copied(thing: Any) -> Any:
    """As it is now: a node may go on working in the array that it keeps."""
    return thing.copy() if isinstance(thing, np.ndarray) else thing


def _feed(inbound: Mapping[str, Any], inputs: Inputs, when: str) -> None:
    """Set the inputs' values, those of another batch where the case brings them."""
    for name, of in inbound.items():
        of.value = np.array(inputs.get(when + name, inputs[name]))


def alike(one: Any, other: Any) -> bool:
    """Whether two arrays, or lists of arrays, hold the same numbers."""
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    try:
        return bool(np.array_equal(one, other, equal_nan=True))
    except TypeError:
        return False


def told(name: str) -> str:
    """A node in words: by its name on the page, if it has one there."""
    return "the node that it reads" if name == "node" else f"the node {name}"


def _cost(value: Any, upstream: Any) -> Any:
    """A number, far from 0, whose gradient in the value is what the readers hold, added up."""
    far = 10 * np.sum(np.abs(upstream))
    return far + np.sum(upstream * value) if value.shape == upstream.shape[1:] else np.nan


# --------------------------------------------------------------------------- whole graphs


def wired(find: Find, edges: Any, values: Any) -> list[Any]:
    """A graph of empty nodes; row (a, b) of ``edges`` says that node b reads node a."""
    nodes = [fed(find, value) for value in values]
    grow(find, nodes, edges)
    return nodes


def edges_of(nodes: Sequence[Any], side: str) -> list[tuple[int, int]]:
    """The rows (a, b) of a graph, read from each node's ``outbound_nodes`` or ``inbound_nodes``."""
    ends = [(i, place(nodes, end)) for i, n in enumerate(nodes) for end in getattr(n, side)]
    return sorted((b, a) if side == "inbound_nodes" else (a, b) for a, b in ends)


def grow(find: Find, nodes: list[Any], edges: Any) -> None:
    """Add the nodes that ``edges`` speaks of and the graph lacks, each behind those it reads."""
    for number in range(len(nodes), int(edges.max()) + 1):
        nodes.append(find("Node")([nodes[a] for a, b in edges if b == number]))


def reached(edges: Any, weights: Any, starts: Iterable[Any]) -> Any:
    """What arrives at the last node: each node's weight times the sum of what it reads.

    starts: what stands in the inputs; row (a, b) of ``edges`` says that node b reads node a.
    """
    found = list(starts)
    for number in range(len(found), len(weights)):
        found.append(weights[number] * sum(found[a] for a, b in edges if b == number))
    return found[-1]


@contextmanager
def few_lines(most: int = 100_000) -> Iterator[None]:
    """While this lasts, lines are counted: a walk through a broken graph may never end."""
    before, left = sys.gettrace(), most

    def count(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal left
        left -= event == "line"
        if left < 0:
            raise TimeoutError("too many lines")
        return count

    sys.settrace(count)
    try:
        yield
    finally:
        sys.settrace(before)


def place(nodes: Sequence[Any], wanted: Any) -> int:
    """The number of a node, -1 for what is no node of this graph."""
    return next((i for i, node in enumerate(nodes) if node is wanted), -1)


def arithmetic(find: Find, inputs: Inputs) -> list[Any]:
    """A graph that computes: inputs, parts by ``recipe (M, 3)``, and a cost, in order.

    A row (kind, i, j) scales, adds or squares nodes i (and j); each part has its own
    ``factors (M, d)``. The cost is the sum of ``weights (d,)`` times the last part squared.
    """
    Part, Cost = _kinds(find("Node"))
    nodes = [fed(find, value) for value in inputs["stale"]]
    for (kind, i, j), factor in zip(inputs["recipe"], inputs["factors"], strict=True):
        read = [nodes[i], nodes[j]] if kind == ADD else [nodes[i]]
        nodes.append(Part(read, kind, factor))
    return [*nodes, Cost(nodes[-1], inputs["weights"])]


def age(nodes: Iterable[Any], older: Any) -> None:
    """Let every node hold numbers of an older batch: ``older (d,)`` as value and gradients."""
    for node in nodes:
        node.value = np.array(older)
        node.gradients = {read: np.array(older) for read in node.inbound_nodes or [node]}


def _kinds(base: Any) -> tuple[Any, Any]:
    """Classes of nodes on the student's ``Node``."""

    class Part(base):  # type: ignore[misc]
        def __init__(self, inbound: Any, kind: int, factor: Any) -> None:
            super().__init__(inbound)
            self.kind, self.factor = kind, factor

        def forward(self) -> None:
            total = sum(node.value for node in self.inbound_nodes)
            self.value = total**2 if self.kind == SQUARE else self.factor * total

        def backward(self) -> None:
            upstream = sum(reader.gradients[self] for reader in self.outbound_nodes)
            total = sum(node.value for node in self.inbound_nodes)
            slope = 2 * total if self.kind == SQUARE else self.factor
            self.gradients = {node: upstream * slope for node in self.inbound_nodes}

    class Cost(base):  # type: ignore[misc]
        def __init__(self, inbound: Any, weights: Any) -> None:
            super().__init__([inbound])
            self.weights = weights

        def forward(self) -> None:
            self.value = np.sum(self.weights * self.inbound_nodes[0].value ** 2)

        def backward(self) -> None:
            (node,) = self.inbound_nodes
            self.gradients = {node: 2 * self.weights * node.value}

    return Part, Cost
