"""Nodes and graphs that the checks of unit 07 bring, built on the student's own ``Node``.

They scale, add and square; none of them is asked for in an exercise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exercises.probes import pair
from autograder.model import Find, Inputs, WrongReturn

SCALE, ADD, SQUARE = 0, 1, 2


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


def with_readers(find: Find, node: Any, inbound: Mapping[str, Any], inputs: Inputs) -> Any:
    """A node between inputs and readers of its own, on an earlier batch and on this one.

    ``upstream (R, …)`` are the gradients that R readers hold for the node. The earlier
    values of the batch are ``earlier_NAME``; parameters have none.
    """
    readers = [find("Node")([node]) for _ in inputs["upstream"]]
    for when in ("earlier_", ""):
        for name, of in inbound.items():
            of.value = np.array(inputs.get(when + name, inputs[name]))
        node.forward()
        value = np.array(value_of(node))
        for reader, upstream in zip(readers, inputs[f"{when}upstream"], strict=True):
            reader.gradients = {node: upstream.copy()}
        go_back(node)
    held = [reader.gradients.get(node) for reader in node.outbound_nodes]
    found = {f"d{name}": gradient(node, of, told(name)) for name, of in inbound.items()}
    given, left = [inputs[name] for name in inbound], [of.value for of in inbound.values()]
    found |= {
        "readers_kept": pair(list(inputs["upstream"]), held),
        "inputs_kept": pair(given, left),
        "value_kept": pair(value, node.value),
    }
    return {"value": value, "cost": _cost(value, inputs["upstream"]), **found}


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
    for number in range(len(values), int(edges.max()) + 1):
        nodes.append(find("Node")([nodes[a] for a, b in edges if b == number]))
    return nodes


def edges_of(nodes: Sequence[Any], side: str) -> Any:
    """The rows (a, b) of a graph, read from each node's ``outbound_nodes`` or ``inbound_nodes``."""
    ends = [(i, place(nodes, end)) for i, n in enumerate(nodes) for end in getattr(n, side)]
    rows = [(b, a) if side == "inbound_nodes" else (a, b) for a, b in ends]
    return np.array(sorted(rows), dtype=int).reshape(-1, 2)


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
