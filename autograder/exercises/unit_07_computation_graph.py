"""Unit 07: a small library of graph nodes, their order, and descent on what it computes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from autograder.exercises import graph_nodes
from autograder.exercises.graph_nodes import ADD, LARGER, SCALE, SQUARE
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
    tells,
)

Rng = np.random.Generator

LEFT_OUT = 0.0
OVERWRITTEN = "inputs-overwritten"
LEFT_AS_FOUND = (
    tells("inputs_kept", OVERWRITTEN),
    tells("readers_kept", "readers-changed"),
    tells("value_kept", "own-value-changed"),
)
LATER = "dnode of a third batch"

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
            "larger_X": rng.normal(0, 1, (n + 2, d)),
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
            "later_node": rng.normal(0.4, 1.5, (n, h)),
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
    node, last = find("Linear")(*inbound.values()), {"dX": "X"}
    found: Mapping[str, Any] = graph_nodes.with_readers(find, node, inbound, inputs, last)
    return found


def _ask_sigmoid(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    inbound = {"node": graph_nodes.fed(find, inputs["node"])}
    node, last = find("Sigmoid")(inbound["node"]), {LATER: "node"}
    found: Mapping[str, Any] = graph_nodes.with_readers(find, node, inbound, inputs, last)
    return found


def _ask_mse(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """One node, two batches, and the second once more on what the node has left of it."""
    y, a = (graph_nodes.fed(find, inputs[f"earlier_{name}"]) for name in ("y", "a"))
    node = find("MSE")(y, a)
    for when in ("earlier_", ""):
        y.value, a.value = np.array(inputs[f"{when}y"]), np.array(inputs[f"{when}a"])
        node.forward()
        value = np.array(graph_nodes.value_of(node))
        graph_nodes.go_back(node)
    both = (("y", y), ("a", a))
    for name, of in both:  # told in words where there are none
        graph_nodes.gradient(node, of, graph_nodes.told(name))
    found = {"value": value}
    with suppress(Exception):  # it stops on what is left: then there are no gradients
        node.forward()
        graph_nodes.go_back(node)
        found |= {f"d{n}": graph_nodes.gradient(node, of, n) for n, of in both}
    return {**found, "y_left": y.value, "a_left": a.value}


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


def _more_edges(rng: Rng, nodes: int) -> list[tuple[int, int]]:
    """Two more nodes: one reads some that are there, the other reads it and the end so far."""
    some = rng.choice(nodes - 1, size=2, replace=False)
    return [*((int(a), nodes) for a in some), (nodes, nodes + 1), (nodes - 1, nodes + 1)]


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
            "weights": _away_from_zero(rng, 1 + int(np.max(edges))),
            "grown": np.array(sorted(edges + _more_edges(rng, 1 + int(np.max(edges))))),
        }
        cases.append(Case(name, inputs))
    return cases


def _ask_sort(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The order as numbers of nodes, what the inputs then feed, and the order of the grown graph.

    It grows from what the first sort has left of it.
    """
    nodes = graph_nodes.wired(find, inputs["edges"], inputs["stale"])
    found: dict[str, Any] = {"order": _sorted(find, nodes, inputs)}
    with suppress(Exception):  # whatever stands in the inputs
        values = [node.value for node in nodes[: len(inputs["fed"])]]
        found["end"] = graph_nodes.reached(inputs["edges"], inputs["weights"], values)
    wanted = sorted(map(tuple, inputs["edges"].tolist()))
    for name, side in (("readers_kept", "outbound_nodes"), ("reads_kept", "inbound_nodes")):
        found[name] = graph_nodes.edges_of(nodes, side) == wanted
    with suppress(Exception), graph_nodes.few_lines():  # told by the order that is missing
        graph_nodes.grow(find, nodes, inputs["grown"])
        found["grown_order"] = _sorted(find, nodes, inputs)
    return found


def _sorted(find: Find, nodes: list[Any], inputs: Inputs) -> Array:
    """What ``topological_sort`` returns, as numbers of nodes."""
    sort = find("topological_sort")
    order = sort({nodes[i]: inputs["fed"][i].copy() for i in inputs["feeding"]})
    if order is None or not hasattr(order, "__iter__"):
        kind = "None" if order is None else f"one {type(order).__name__}"
        raise WrongReturn(f"topological_sort should return a list of nodes; it returned {kind}.")
    return np.array([graph_nodes.place(nodes, node) for node in order], dtype=int)


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

    The second goes through the list as the first has left it: values are read then. Where
    nodes are missing from the list by then, it is made anew once more for the gradients.
    """
    nodes = graph_nodes.arithmetic(find, inputs)
    graph_nodes.age(nodes, inputs["stale"][0])
    graph, count = list(nodes), len(inputs["fed"])

    def go(batch: Array) -> None:
        for node, value in zip(nodes, batch, strict=False):
            node.value = np.array(value)
        find("forward_and_backward")(graph)

    go(inputs["earlier"])
    kept = len(graph) == len(nodes)
    go(inputs["fed"])
    found = {"values": tuple(node.value for node in nodes[count:-1]), "cost": nodes[-1].value}
    if not kept:
        graph[:] = nodes
        go(inputs["fed"])
    gradients = tuple(graph_nodes.gradient(n, n, "itself") for n in nodes[:count])
    return {**found, "gradients": gradients, "graph_kept": kept}


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
                equals("cost", absent=OVERWRITTEN),
                Output(LARGER, absent=OVERWRITTEN, again=True),
                derivative("dX", of="cost", wrt="X"),
                derivative("dW", of="cost", wrt="W"),
                derivative("db", of="cost", wrt="b"),
                *LEFT_AS_FOUND,
            ),
            aspects=(
                Aspect(
                    "shape", 0.5, ("value", "dX", "dW", "db"), kind="shape", requires=("value",)
                ),
                Aspect("value", 0.5, ("value", "cost", LARGER, "inputs_kept", "value_kept")),
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
                equals("cost", absent=OVERWRITTEN),
                derivative("dnode", of="cost", wrt="node"),
                Output(LATER, again=True),
                *LEFT_AS_FOUND,
            ),
            aspects=(
                Aspect("value", 1, ("value", "cost", "inputs_kept", "value_kept")),
                Aspect("gradient", 1.5, ("dnode",)),
                Aspect("readers kept", 0.5, (LATER, "readers_kept"), requires=("gradient",)),
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
                Output("y_left", counts=False),
                Output("a_left", counts=False),
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
                equals("end"),
                tells("readers_kept", "graph-consumed"),
                tells("reads_kept", "reads-consumed"),
                satisfies("grown_order", "topological-order", edges="grown"),
            ),
            aspects=(
                Aspect("order", 3, ("order",)),
                Aspect("values fed", 0.5, ("end",), requires=("order",)),
                Aspect(
                    "graph kept",
                    0.5,
                    ("readers_kept", "reads_kept", "grown_order"),
                    requires=("order",),
                ),
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
                tells("graph_kept", "graph-emptied"),
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
