"""The order of a graph's nodes is judged by its properties; any valid order passes."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from autograder.judging.criteria import problem
from autograder.model import Case, Value, satisfies

ORDER = satisfies("order", "topological-order", edges="edges")
EDGES = np.array([[0, 2], [0, 4], [1, 3], [2, 3], [3, 4]])
"""Two inputs, 0 and 1; the end, 4, reads the input 0 as well."""
CASE = Case("five nodes", {"edges": EDGES})


def label(order):
    """The label of what is wrong with an order, or ""."""
    unmet = problem(ORDER, Value(np.array(order)), CASE)
    return unmet.label if unmet else ""


def test_exactly_the_valid_orders_pass():
    """Of all 120 orders, are those accepted in which every edge points forward?"""
    for order in permutations(range(5)):
        right = all(order.index(a) < order.index(b) for a, b in EDGES)
        assert (label(order) == "") == right, order


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ([0, 1, 2, 4, 3], "reads-too-early"),
        ([4, 3, 2, 1, 0], "order-reversed"),
        ([0, 1, 2, 2, 3, 4], "nodes-repeated"),
        ([2, 3, 4], "inputs-left-out"),
        ([0, 1, 2, 3], "end-left-out"),
        ([0, 2, 3, 4], "nodes-missing"),
        ([0, 1], "only-inputs"),
        ([0, 1, 2], "walk-ends-early"),
        ([0, 1, 2, 3, -1], "not-nodes"),
        ([0, 1, 2, 3, 4.5], "not-nodes"),
        ([0, 1, 2, 3, np.nan], "not-nodes"),
        ([[0, 1, 2, 3, 4]], "not-nodes"),
    ],
)
def test_each_fault_has_its_label(order, said):
    """Is each kind of wrong order told from the others?"""
    assert label(order) == said


@pytest.mark.parametrize("order", [[], np.empty((0, 5))])
def test_an_empty_order_is_no_pass(order):
    """Is nothing at all refused?"""
    assert label(order) in ("order-empty", "not-nodes")
