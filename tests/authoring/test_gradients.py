"""The gradient checker, tried on gradients that are slightly wrong."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring.gradients import (
    central_difference,
    check_direction,
    check_gradient,
    complex_step,
)

X = np.random.default_rng(0).normal(0, 1, (3, 4))


def smooth(a):
    """Takes complex numbers."""
    return np.sum(a**3 + np.sin(a))


def smooth_gradient(a):
    """Its gradient."""
    return 3 * a**2 + np.cos(a)


def kinked(a):
    """abs of a complex number is real: the complex step is silently 0 here."""
    return np.sum(np.abs(a) * a + np.abs(a))


def kinked_gradient(a):
    """Its gradient, away from 0."""
    return 2 * np.abs(a) + np.sign(a)


def through_float(a):
    """Casts to float: a complex step is refused or silently 0."""
    return float(np.sum(np.exp(np.asarray(a, dtype=float))))


FUNCTIONS = [
    (smooth, smooth_gradient, "complex step"),
    (kinked, kinked_gradient, "central differences"),
    (through_float, np.exp, "central differences"),
]


@pytest.mark.parametrize(("f", "gradient", "method"), FUNCTIONS)
def test_a_right_gradient_is_accepted(f, gradient, method):
    """Is a right gradient right, and is the complex step dropped where it would be 0?"""
    found = check_gradient(f, gradient(X), X)
    assert found.ok and found.method == method and found.kinks == 0
    assert str(found).startswith("The gradient is right to ")


@pytest.mark.parametrize("factor", [2.001 / 2.0, 1 + 1e-6, 0.5, -1.0, 0.0])
@pytest.mark.parametrize(("f", "gradient", "method"), FUNCTIONS)
def test_a_slightly_wrong_gradient_is_refused(f, gradient, method, factor):
    """Is 2.001 for 2, or one part in a million, refused with place, numbers and method?"""
    found = check_gradient(f, factor * gradient(X), X)
    worst = np.unravel_index(np.argmax(np.abs(gradient(X))), X.shape)
    assert not found.ok and found.worst == worst
    said = rf"The gradient is wrong at \[{worst[0]}, {worst[1]}\]: \S+ where \S+ is right, off by "
    assert re.match(said, str(found)) and method in str(found)


@pytest.mark.parametrize(("f", "gradient", "method"), FUNCTIONS)
@given(entry=st.integers(0, 11), by=st.sampled_from([1e-6, 1e-3, 1.0]))
def test_one_wrong_entry_is_found(f, gradient, method, entry, by):
    """Is a single entry that is off by a millionth of the largest one found, and named?"""
    wrong = gradient(X)
    wrong.ravel()[entry] += by * np.abs(wrong).max()
    found = check_gradient(f, wrong, X)
    assert not found.ok and found.worst == np.unravel_index(entry, X.shape)


@pytest.mark.parametrize("lost", [np.nan, np.inf])
def test_a_gradient_that_is_not_finite_is_refused(lost):
    """Does nan, which is never larger than a tolerance, fail?"""
    wrong = smooth_gradient(X)
    wrong[1, 2] = lost
    found = check_gradient(smooth, wrong, X)
    assert not found.ok and found.worst == (1, 2)


@pytest.mark.parametrize("distance", [1e-3, 3e-5, 3.4e-5, 1e-6, 1e-8])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_kink_nearby_is_stepped_around(distance, side):
    """Is the slope of the own side found, however near the kink of abs or of a small bend is?"""
    x = X.copy()
    x[2, 3] = side * distance
    assert check_gradient(kinked, kinked_gradient(x), x).ok
    assert not check_gradient(kinked, kinked_gradient(x) * (1 + 1e-4), x).ok


@pytest.mark.parametrize(("slope", "ok"), [(1.0, True), (0.0, True), (-1.0, True), (1.1, False)])
def test_at_a_kink_every_slope_between_both_sides_is_right(slope, ok):
    """Is -1, 0 or 1 right for abs at 0, and 1.1 wrong?"""
    x = X.copy()
    x[0, 0] = 0.0
    gradient = np.sign(x)
    gradient[0, 0] = slope
    found = check_gradient(lambda a: float(np.abs(a).sum()), gradient, x)
    assert found.ok is ok and found.kinks == 1


def test_small_weights_hide_nothing():
    """Is a regularisation term left out at |W| near 1e-4 and reg 1e-3 seen?"""
    W, A = 1e-4 * X, np.random.default_rng(1).normal(0, 1, X.shape)

    def loss(a):
        return np.sum(A * a) + 0.5e-3 * np.sum(a**2)

    assert check_gradient(loss, A + 1e-3 * W, W).ok
    assert not check_gradient(loss, A, W).ok
    assert not check_gradient(lambda a: loss(np.asarray(a, float)), A + 2e-3 * W, W).ok


def test_directions_see_that_something_is_wrong():
    """Do three random directions accept the right gradient and refuse a slightly wrong one?"""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        assert check_direction(kinked, kinked_gradient(X), X, rng).ok
        assert not check_direction(kinked, 1.0001 * kinked_gradient(X), X, rng).ok


def test_scalars_and_empty_arrays():
    """Is a 0-d x differentiated, and an empty one right?"""
    assert check_gradient(lambda a: a**2, np.array(3.0), np.array(1.5)).ok
    assert not check_gradient(lambda a: a**2, np.array(3.01), np.array(1.5)).ok
    assert check_gradient(lambda a: np.sum(a), np.empty((0, 2)), np.empty((0, 2))).ok


@pytest.mark.parametrize(
    ("f", "gradient", "said"),
    [
        (smooth, np.zeros(4), r"the gradient has shape \(4,\), x has shape \(3, 4\)"),
        (lambda a: np.nan, np.zeros((3, 4)), "f(x) is nan: there is nothing to differentiate."),
        (lambda a: a, np.zeros((3, 4)), r"f should return one number; it returned shape \(3, 4\)"),
    ],
)
def test_what_cannot_be_checked_says_why(f, gradient, said):
    """Are wrong shapes and functions that are no number an error, and no verdict?"""
    with pytest.raises(ValueError, match=said if "\\" in said else re.escape(said)):
        check_gradient(f, gradient, X)


def test_precision_of_both_ways():
    """Is the complex step right to the last digits, and a central difference to 1e-10?"""
    exact = smooth_gradient(X)
    assert np.abs(complex_step(smooth, X) / exact - 1).max() < 1e-14
    direction = np.zeros(X.shape)
    direction[1, 1] = 1.0
    found = central_difference(smooth, X, direction, smooth(X))
    assert found.value == pytest.approx(exact[1, 1], rel=1e-10) and not found.at_a_kink
    assert abs(found.value - exact[1, 1]) <= found.error


def test_the_function_is_never_handed_x_itself():
    """Does a function that overwrites what it gets spoil nothing?"""

    def spoils(a):
        value = np.sum(a**3 + np.sin(a))
        a[...] = 0
        return value

    x = X.copy()
    assert check_gradient(spoils, smooth_gradient(x), x).ok and np.array_equal(x, X)
