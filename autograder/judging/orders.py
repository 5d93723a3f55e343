"""A criterion for the order in which the nodes of a graph are visited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judging.structure import Problem
from autograder.model import Array, Case


def topological(array: Array, case: Case, options: Mapping[str, Any]) -> str | Problem | None:
    """Every node once, and none before a node that it reads.

    ``array`` holds the numbers of the nodes in the order returned, -1 for what is none of
    them. The input that ``options["edges"]`` names, ``(E, 2)``, has a row (from, to) for
    each reading; the nodes are numbered from 0, and each stands in some row.
    """
    edges = np.asarray(case.inputs[options["edges"]])
    count = int(edges.max()) + 1
    if array.ndim != 1 or not np.isin(array, np.arange(-1, count)).all() or (array == -1).any():
        return Problem("not-nodes", "What came back is no list of the graph's own nodes.")
    found, times = np.unique(array, return_counts=True)
    if (times > 1).any():
        said = f"{int((times > 1).sum())} of the {count} nodes stand in the order more than once."
        return Problem("nodes-repeated", said)
    missing = np.setdiff1d(np.arange(count), found)
    if missing.size:
        said = f"{missing.size} of the {count} nodes are missing from the order."
        return Problem(_gap(missing, edges), said)
    place = np.empty(count, dtype=int)
    place[array.astype(int)] = np.arange(count)
    early = place[edges[:, 0]] > place[edges[:, 1]]
    if early.all():
        return Problem("order-reversed", "Every node stands before the nodes that it reads.")
    if early.any():
        said = f"{int(early.sum())} of {len(edges)} readings come before what they read is there."
        return Problem("reads-too-early", said)
    return None


def _gap(missing: Array, edges: Array) -> str:
    """Which nodes are missing: all, the inputs, the ends, what lies behind the inputs, others."""
    starts, ends = (np.setdiff1d(edges[:, i], edges[:, 1 - i]) for i in (0, 1))
    there = np.setdiff1d(np.unique(edges), missing)
    if not there.size:
        return "order-empty"
    if np.array_equal(missing, starts):
        return "inputs-left-out"
    if np.array_equal(missing, ends):
        return "end-left-out"
    if np.array_equal(there, starts):
        return "only-inputs"
    behind = np.union1d(starts, edges[np.isin(edges[:, 0], starts), 1])
    early = np.isin(starts, there).all() and np.isin(there, behind).all()
    return "walk-ends-early" if early else "nodes-missing"
