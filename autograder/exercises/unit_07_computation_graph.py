"""Unit 07: a small library of graph nodes, their order, and descent on what it computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.exercises import graph_nodes
from autograder.exercises.graph_nodes import ADD, SCALE, SQUARE
from autograder.exercises.probes import pair
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

LEFT_OUT = 0.0
LEFT_AS_FOUND = (
    satisfies("inputs_kept", "unchanged", label="inputs-overwritten"),
    satisfies("readers_kept", "unchanged", label="readers-changed"),
    satisfies("value_kept", "unchanged", label="own-value-changed"),
)

# ------------------------------------------------------------------- nodes of the student


def _linear_cases(rng: Rng) -> list[Case]:
    """Between one and three readers, and an earlier batch of the same size."""
    cases = []
    for n, d, c, readers in [(5, 3, 2, 2), (6, 2, 4, 3), (4, 5, 3, 1), (1, 4, 3, 2), (7, 1, 5, 2)]:
        upstream = (readers, n, c)
        inputs = {
            "X": rng.normal(0, 1, (n, d)),
            "W": rng.normal(0, 1, (d, c)),
            "b": rng.uniform(0.5, 1.5, c) * rng.choice([-1, 1], c),
            "upstream": rng.normal(0, 1, upstream),
            "earlier_X": rng.normal(0, 1, (n, d)),
            "earlier_upstream": rng.normal(0, 1, upstream),
        }
        cases.append(Case(f"N = {n}, D = {d}, C = {c}, {_readers(readers)}", inputs))
    return cases


def _sigmoid_cases(rng: Rng) -> list[Case]:
    cases = []
    for n, h, readers in [(4, 3, 2), (2, 5, 3), (6, 2, 1), (1, 4, 2)]:
        inputs = {
            "node": rng.normal(0.4, 1.5, (n, h)),
            "upstream": rng.normal(0, 1, (readers, n, h)),
            "earlier_node": rng.normal(0.4, 1.5, (n, h)),
            "earlier_upstream": rng.normal(0, 1, (readers, n, h)),
        }
        cases.append(Case(f"N = {n}, H = {h}, {_readers(readers)}", inputs))
    return cases


def _readers(count: int) -> str:
    return "one reader" if count == 1 else f"{count} readers"


def _mse_cases(rng: Rng) -> list[Case]:
    """Every mix of (m,) and (m, 1), each after an earlier batch of the same size."""
    cases = []
    for m, y_column, a_column in [(5, 1, 1), (6, 0, 1), (7, 1, 0), (4, 0, 0), (3, 0, 1), (1, 0, 1)]:
        shapes = {"y": (m, 1)[: 1 + y_column], "a": (m, 1)[: 1 + a_column]}
        inputs: dict[str, Any] = {}
        for when in ("", "earlier_"):
            inputs |= {f"{when}y": rng.normal(0.5, 1, shapes["y"])}
            inputs |= {f"{when}a": rng.normal(-0.5, 1, shapes["a"])}
        cases.append(Case(f"y of shape {shapes['y']}, a of shape {shapes['a']}", inputs))
    return cases


def _ask_linear(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    inbound = {name: graph_nodes.fed(find, inputs[name]) for name in ("X", "W", "b")}
    node = find("Linear")(*inbound.values())
    found: Mapping[str, Any] = graph_nodes.with_readers(find, node, inbound, inputs)
    return found


def _ask_sigmoid(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    inbound = {"node": graph_nodes.fed(find, inputs["node"])}
    node = find("Sigmoid")(inbound["node"])
    found: Mapping[str, Any] = graph_nodes.with_readers(find, node, inbound, inputs)
    return found


def _ask_mse(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """One node, two batches: what it holds after the second, and what its inputs do."""
    y, a = (graph_nodes.fed(find, inputs[f"earlier_{name}"]) for name in ("y", "a"))
    node = find("MSE")(y, a)
    for when in ("earlier_", ""):
        y.value, a.value = np.array(inputs[f"{when}y"]), np.array(inputs[f"{when}a"])
        node.forward()
        value = graph_nodes.value_of(node)
        graph_nodes.go_back(node)
    gradients = {
        f"d{n}": graph_nodes.gradient(node, of, graph_nodes.told(n))
        for n, of in (("y", y), ("a", a))
    }
    return {"value": value, **gradients, "y_left": y.value, "a_left": a.value}


# --------------------------------------------------------------------- graphs of the check


SKIPPING = [(0, 2), (0, 6), (1, 2), (1, 5), (2, 3), (3, 4), (4, 6), (5, 6)]
"""Two inputs (0, 1), a chain (2, 3, 4), a side node (5); the end (6) reads 0, 4 and 5."""


def _random_edges(rng: Rng, inputs: int, nodes: int) -> list[tuple[int, int]]:
    """Each node reads some earlier ones; the last reads whatever nobody has read."""
    edges = set()
    for node in range(inputs, nodes - 1):
        some = rng.choice(node, size=min(node, int(rng.integers(1, 4))), replace=False)
        edges |= {(int(a), node) for a in some}
    read = {a for a, _ in edges}
    return sorted(edges | {(a, nodes - 1) for a in range(nodes - 1) if a not in read})


def _sort_cases(rng: Rng) -> list[Case]:
    wanted = [("a graph of 7 nodes, one reading an input late", 2, SKIPPING)]
    wanted += [
        (f"a random graph of {n} nodes", k, _random_edges(rng, k, n))
        for k, n in [(3, 9), (4, 12), (1, 8), (5, 15)]
    ]
    cases = []
    for name, count, edges in wanted:
        inputs = {
            "edges": np.array(sorted(edges)),
            "fed": rng.normal(0, 1, (count, 2)),
            "stale": rng.normal(0, 1, (count, 2)),
            "feeding": rng.permutation(count),
        }
        cases.append(Case(name, inputs))
    return cases


def _ask_sort(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The order as numbers of nodes; what the inputs hold; both ends of the edges left."""
    sort = find("topological_sort")
    nodes = graph_nodes.wired(find, inputs["edges"], inputs["stale"])
    order = sort({nodes[i]: inputs["fed"][i].copy() for i in inputs["feeding"]})
    if order is None or not hasattr(order, "__iter__"):
        kind = "None" if order is None else f"one {type(order).__name__}"
        raise WrongReturn(f"topological_sort should return a list of nodes; it returned {kind}.")
    return {
        "order": np.array([graph_nodes.place(nodes, node) for node in order], dtype=int),
        "values": tuple(node.value for node in nodes[: len(inputs["fed"])]),
        "readers_left": graph_nodes.edges_of(nodes, "outbound_nodes"),
        "reads_left": graph_nodes.edges_of(nodes, "inbound_nodes"),
    }


RECIPES: tuple[tuple[str, int, tuple[tuple[int, int, int], ...]], ...] = (
    (
        "one input, read by three nodes",
        1,
        ((SCALE, 0, 0), (SQUARE, 0, 0), (ADD, 1, 2), (ADD, 0, 3)),
    ),
    ("two inputs and a fork", 2, ((SQUARE, 0, 0), (ADD, 1, 2), (SCALE, 3, 0), (ADD, 2, 4))),
    ("a chain", 1, ((SQUARE, 0, 0), (SCALE, 1, 0), (SCALE, 2, 0))),
    (
        "three inputs, two forks",
        3,
        ((ADD, 0, 1), (ADD, 1, 2), (SQUARE, 3, 0), (ADD, 4, 5), (ADD, 3, 6)),
    ),
)
"""Name, number of inputs, and the parts: kind, and the numbers of the nodes that are read."""


def _pass_cases(rng: Rng) -> list[Case]:
    cases = []
    for (name, count, recipe), d in zip(RECIPES, (3, 4, 2, 5), strict=True):
        batch = {key: rng.normal(0, 1, (count, d)) for key in ("fed", "earlier", "stale")}
        parts = {
            "recipe": np.array(recipe),
            "factors": _away_from_zero(rng, len(recipe), d),
            "weights": _away_from_zero(rng, d),
        }
        cases.append(Case(name, batch | parts))
    return cases


def _away_from_zero(rng: Rng, *shape: int) -> Array:
    drawn: Array = rng.uniform(0.5, 1.3, shape) * rng.choice([-1, 1], shape)
    return drawn


def _ask_passes(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Two batches through one graph whose nodes hold the numbers of an older one.

    A list that comes back with another number of nodes is made anew for the second.
    """
    nodes = graph_nodes.arithmetic(find, inputs)
    graph_nodes.age(nodes, inputs["stale"][0])
    graph, count, lengths = list(nodes), len(inputs["fed"]), []
    for batch in (inputs["earlier"], inputs["fed"]):
        for node, value in zip(nodes, batch, strict=False):
            node.value = np.array(value)
        find("forward_and_backward")(graph)
        lengths.append(len(graph))
        graph = graph if len(graph) == len(nodes) else list(nodes)
    return {
        "graph_kept": pair([len(nodes)] * 2, lengths),
        "values": tuple(node.value for node in nodes[count:-1]),
        "cost": nodes[-1].value,
        "gradients": tuple(graph_nodes.gradient(n, n, "itself") for n in nodes[:count]),
    }


def _update_cases(rng: Rng) -> list[Case]:
    cases = []
    for d, c, rate in [(3, 2, 0.3), (2, 4, 0.05), (4, 1, LEFT_OUT), (1, 5, LEFT_OUT)]:
        inputs = {
            "W": rng.normal(0, 1, (d, c)),
            "b": rng.normal(0, 1, c),
            "dW": rng.normal(0, 20, (d, c)),
            "db": rng.normal(0, 20, c),
            "learning_rate": rate,
        }
        name = f"rate {rate:g}" if rate else "the rate left out"
        cases.append(Case(f"D = {d}, C = {c}, {name}", inputs))
    return cases


def _ask_update(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """A step of two inputs, each with two readers that hold a quarter and the rest."""
    trainables = [graph_nodes.fed(find, inputs[name]) for name in ("W", "b")]
    for node, name in zip(trainables, ("dW", "db"), strict=True):
        node.gradients = {node: inputs[name].copy()}
        for share in (0.25, 0.75):
            find("Node")([node]).gradients = {node: share * inputs[name]}
    rate = () if inputs["learning_rate"] == LEFT_OUT else (inputs["learning_rate"],)
    find("sgd_update")(trainables, *rate)
    return {"W": trainables[0].value, "b": trainables[1].value}


UNIT = Unit(
    slug="07_computation_graph",
    title="A small graph library",
    exercises=(
        Exercise(
            slug="graph-linear",
            title="A linear node",
            needs=("Linear",),
            probe=_ask_linear,
            cases=_linear_cases,
            outputs=(
                equals("value"),
                equals("cost"),
                derivative("dX", of="cost", wrt="X"),
                derivative("dW", of="cost", wrt="W"),
                derivative("db", of="cost", wrt="b"),
                *LEFT_AS_FOUND,
            ),
            aspects=(
                Aspect(
                    "shape", 0.5, ("value", "dX", "dW", "db"), kind="shape", requires=("value",)
                ),
                Aspect("value", 0.5, ("value", "cost", "inputs_kept", "value_kept")),
                Aspect("dX", 1, ("dX", "readers_kept")),
                Aspect("dW", 1, ("dW",)),
                Aspect("db", 1, ("db",)),
            ),
        ),
        Exercise(
            slug="graph-sigmoid",
            title="A sigmoid node",
            needs=("Sigmoid",),
            probe=_ask_sigmoid,
            cases=_sigmoid_cases,
            outputs=(
                equals("value"),
                equals("cost"),
                derivative("dnode", of="cost", wrt="node"),
                *LEFT_AS_FOUND,
            ),
            aspects=(
                Aspect("value", 1, ("value", "cost", "inputs_kept", "value_kept")),
                Aspect("gradient", 1.5, ("dnode",)),
                Aspect("readers kept", 0.5, ("readers_kept",), requires=("gradient",)),
            ),
        ),
        Exercise(
            slug="graph-mse",
            title="Bug hunt: a cost node",
            needs=("MSE",),
            probe=_ask_mse,
            cases=_mse_cases,
            outputs=(
                equals("value"),
                derivative("dy", of="value", wrt="y"),
                derivative("da", of="value", wrt="a"),
                equals("y_left"),
                equals("a_left"),
            ),
            aspects=(
                Aspect("shape", 0.5, ("value", "dy", "da"), kind="shape", requires=("value",)),
                Aspect("value", 1, ("value",)),
                Aspect("dy", 1, ("dy", "y_left")),
                Aspect("da", 1.5, ("da", "a_left")),
            ),
        ),
        Exercise(
            slug="topological-sort",
            title="An order for the nodes",
            needs=("topological_sort",),
            probe=_ask_sort,
            cases=_sort_cases,
            outputs=(
                satisfies("order", "topological-order", edges="edges"),
                equals("values"),
                equals("readers_left"),
                equals("reads_left"),
            ),
            aspects=(
                Aspect("order", 3, ("order",)),
                Aspect("values fed", 0.5, ("values",), requires=("order",)),
                Aspect("graph kept", 0.5, ("readers_left", "reads_left"), requires=("order",)),
            ),
        ),
        Exercise(
            slug="forward-and-backward",
            title="There and back",
            needs=("forward_and_backward",),
            probe=_ask_passes,
            cases=_pass_cases,
            outputs=(
                equals("values"),
                equals("cost"),
                derivative("gradients", of="cost", wrt="fed"),
                satisfies("graph_kept", "unchanged", label="graph-emptied"),
            ),
            aspects=(
                Aspect("values", 1, ("values", "cost", "graph_kept")),
                Aspect("gradients", 1, ("gradients",)),
            ),
        ),
        Exercise(
            slug="sgd-update",
            title="A step of descent",
            needs=("sgd_update",),
            probe=_ask_update,
            cases=_update_cases,
            outputs=(equals("W"), equals("b")),
            aspects=(Aspect("parameters", 1, ("W", "b")),),
        ),
    ),
)
