"""Facts beside a message: what overflows, and where all is well."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.facts import elsewhere, overflow
from autograder.model import Case


def test_the_row_that_overflows_is_told():
    """Is the row of the largest score named, with its range, from scores or from X @ W + b?"""
    scores = np.array([[0.0, 3.0], [900.0, -10.0], [800.0, 2.0]])
    said = "Row 1 of the scores holds from -10 to 900, and np.exp is inf above 709"
    assert overflow({"scores": scores}) == said
    assert overflow({"X": scores, "W": np.eye(2), "reg": 0.1}) == said
    assert overflow({"X": scores - [1, 2], "W": np.eye(2), "b": np.array([1.0, 2.0])}) == said


@pytest.mark.parametrize(
    "inputs",
    [
        {},
        {"scores": np.array([[709.0, -3.0]])},
        {"scores": np.array([[-801.0, 1.0]])},
        {"scores": np.empty((0, 3))},
        {"X": np.ones(3), "W": np.ones((2, 2))},
        {"X": np.full((2, 3), 1e4), "W": np.ones((2, 2))},
    ],
)
def test_nothing_is_told_where_nothing_overflows(inputs):
    """Are small scores, no scores and things that do not multiply left alone?"""
    assert overflow(inputs) == ""


def test_a_case_that_is_right_is_told_with_its_reg():
    """Is the first right case named, and reg where both have one?"""
    right, wrong = Case("N = 7", {"reg": 0.0}), Case("N = 5", {"reg": 0.6})
    assert elsewhere([right], wrong) == "It is right for N = 7, reg = 0; here reg is 0.6."
    assert elsewhere([Case("one row", {})], wrong) == "It is right for one row."
    assert elsewhere([], wrong) == ""
