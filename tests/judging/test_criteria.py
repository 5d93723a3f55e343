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


START = satisfies("start", "normal", scale=0.01)


def two_runs(draw, seed):
    """What a draw gives twice from the same seed."""
    return Value(np.array([draw(np.random.default_rng(seed)) for _ in range(2)]))


@pytest.mark.parametrize("seed", range(200))
def test_normal_draws_pass(seed):
    """Does any generator's honest draw of the right scale pass?"""
    draws = two_runs(lambda rng: 0.01 * rng.normal(size=(14, 11)), seed)
    assert problem(START, draws, RANGE) is None


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    ("draw", "label"),
    [
        (lambda rng: rng.normal(size=(14, 11)), "too-large"),
        (lambda rng: 0.02 * rng.normal(size=(14, 11)), "too-large"),
        (lambda rng: rng.uniform(-0.01, 0.01, (14, 11)), "too-small"),
        (lambda rng: 0.01 * rng.random((14, 11)), "not-centred"),
        (lambda rng: np.zeros((14, 11)), "starts-at-zero"),
        (lambda rng: 0.01 * np.random.default_rng().normal(size=(14, 11)), "not-from-rng"),
    ],
)
def test_other_draws_are_named(draw, label, seed):
    """Is each other start told by its own label?"""
    unmet = problem(START, two_runs(draw, seed), RANGE)
    assert unmet is not None and unmet.label == label


def test_draws_in_half_precision_are_judged_without_a_warning():
    """Is a start in float16, whose range ends at 65 504, judged like any other?"""
    draws = two_runs(lambda rng: 0.01 * rng.normal(size=(14, 11)), 1)
    half = Value(draws.array.astype(np.float16))
    assert problem(START, half, RANGE) is None


def test_an_rng_of_its_own_is_named():
    """Is a start that another rng does not change told apart from one that it does?"""
    output = satisfies("start", "normal", scale=0.01, beside=("other",))
    runs = two_runs(lambda rng: 0.01 * rng.normal(size=(14, 11)), 0)
    other = Value(0.01 * np.random.default_rng(1).normal(size=(14, 11)))
    assert problem(output, runs, RANGE, {"other": other}) is None
    unmet = problem(output, runs, RANGE, {"other": Value(runs.array[0])})
    assert unmet is not None and unmet.label == "rng-of-its-own"


BETWEEN = satisfies(
    "W",
    "uniform",
    low="low",
    high="high",
    shape=("n", "k"),
    beside=("again", "other"),
    instead=("wide",),
)
KEPT_BACK = Case(
    "30 by 40", {"n": 30, "k": 40}, withheld={"low": -0.2, "high": 0.2, "wide": [-1, 1]}
)


def drawn(draw, seed):
    """What is wrong with a draw, asked twice from one seed and once from another, as a label."""
    rngs = map(np.random.default_rng, (seed, seed, seed + 1))
    one, again, other = (np.asarray(draw(rng)) for rng in rngs)
    returned = {"again": Value(again.ravel()[:7]), "other": Value(other.ravel()[:7])}
    unmet = problem(BETWEEN, Value(one), KEPT_BACK, returned)
    return unmet.label if unmet else ""


@pytest.mark.parametrize("seed", range(200))
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_draws_within_withheld_bounds_pass(seed, dtype):
    """Does an honest draw pass whose bounds only the judge knows?"""
    assert not drawn(lambda rng: rng.uniform(-0.2, 0.2, (30, 40)).astype(dtype), seed)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    ("draw", "label"),
    [
        (lambda rng: rng.uniform(-1, 1, (30, 40)), "wide"),
        (lambda rng: rng.normal(0, 0.2 / np.sqrt(3), (30, 40)), "not-even"),
        (lambda rng: np.tile(rng.uniform(-0.2, 0.2, 40), (30, 1)), "draws-repeated"),
        (lambda rng: rng.choice([-0.2, 0.2], (30, 40)), "two-values-only"),
        (lambda rng: rng.normal(0, 0.2, (30, 40)), "normal-draws"),
        (lambda rng: np.zeros((30, 40)), "all-alike"),
        (lambda rng: np.random.default_rng().uniform(-0.2, 0.2, (30, 40)), "not-from-rng"),
        (lambda rng: np.random.default_rng(0).uniform(-0.2, 0.2, (30, 40)), "rng-of-its-own"),
        (lambda rng: rng.uniform(-0.21, 0.21, (30, 40)), "not-uniform"),
        (lambda rng: rng.uniform(-0.19, 0.19, (30, 40)), "not-uniform"),
        (lambda rng: rng.uniform(-0.2, 0.2, 40), "not-uniform"),
        (lambda rng: rng.uniform(-0.2, 0.2, (30, 40)) * 1j, "not-uniform"),
    ],
)
def test_other_even_draws_are_named(draw, label, seed):
    """Is each other draw told by its own label, where it has one?"""
    assert drawn(draw, seed) == label
