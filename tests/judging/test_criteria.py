"""Named properties: judged without a reference draw."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.criteria import problem
from autograder.model import Case, Value, satisfies

UNIFORM = satisfies("draws", "uniform", low="low", high="high")
RANGE = Case("range", {"low": -2.0, "high": 3.0})
ROWS = satisfies("rows", "permutation", of="X")


@pytest.mark.parametrize("seed", range(200))
def test_uniform_draws_pass(seed):
    """Does any generator's honest draw pass?"""
    draws = np.random.default_rng(seed).uniform(-2, 3, (40, 30))
    assert problem(UNIFORM, Value(draws), RANGE) is None


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 3.0), (-2.0, 2.0), (-2.0, 3.5), (-3.0, 3.0), (0.49, 0.51)]
)
def test_draws_from_another_range_fail(low, high):
    """Is a wrong range, mean or spread noticed?"""
    draws = np.random.default_rng(0).uniform(low, high, (40, 30))
    assert problem(UNIFORM, Value(draws), RANGE) is not None


def test_nan_and_things_that_are_no_numbers_fail():
    """Is nan, or no array at all, a problem rather than a pass?"""
    assert problem(UNIFORM, Value(np.full(9, np.nan)), RANGE) is not None
    assert problem(UNIFORM, Value(None, "str"), RANGE) is not None


def test_a_permutation_has_each_row_once():
    """Is any order right, and a doubled row wrong?"""
    rows = np.arange(12.0).reshape(4, 3)
    case = Case("rows", {"X": rows})
    assert problem(ROWS, Value(rows[[2, 0, 3, 1]]), case) is None
    assert problem(ROWS, Value(rows[[2, 2, 3, 1]]), case) is not None
    assert problem(ROWS, Value(rows[:3]), case) is not None


def test_an_unknown_criterion_is_an_error_of_ours():
    """Is a mistyped criterion never taken for a pass?"""
    with pytest.raises(LookupError, match="permutation"):
        problem(satisfies("x", "permutatoin"), Value(np.ones(2)), RANGE)
