"""The derivative of the student's own loss."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.numerical import STEPS, derivative


def losses(f, x):
    """f on both sides of x, as ``question`` asks it."""
    return [f(x + sign * h) for h in STEPS for sign in (1, -1)]


@pytest.mark.parametrize(("f", "df"), [(np.sin, np.cos), (np.exp, np.exp), (np.log, np.reciprocal)])
def test_a_smooth_loss_is_differentiated_to_ten_digits(f, df):
    """Is the error near 1e-11 where f is smooth?"""
    assert derivative(losses(f, 0.7)) == pytest.approx(df(0.7), rel=1e-10)


def test_a_kink_beside_the_point_does_not_spoil_the_derivative():
    """Is |x| near, but not at, its kink differentiated on its own side?"""
    assert derivative(losses(abs, 2e-4)) == pytest.approx(1.0, rel=1e-8)
    assert derivative(losses(abs, -2e-4)) == pytest.approx(-1.0, rel=1e-8)
