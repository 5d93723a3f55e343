"""An optimiser is judged by how far down it came."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.criteria import problem
from autograder.model import Case, Value, satisfies

START, FOOT = np.array([3.0, 1.0]), np.array([1.0, -1.0])
CASE = Case(
    "bowl",
    {"theta": START, "bend": np.diag([1.0, 10.0])},
    withheld={"foot": FOOT},
)
DEEP = satisfies("theta", "descended", most=0.03)
EARLY = satisfies("theta", "descended", most=0.95, least=0.2)


def label(theta, output=DEEP):
    """What is found, or None."""
    found = problem(output, Value(np.asarray(theta)), CASE)
    return found and found.label


def test_the_foot_passes_and_half_the_height_does_not():
    """Is it the share of the height that counts?"""
    assert label(FOOT) is None and label(FOOT + 0.15 * (START - FOOT)) is None
    assert label(FOOT + 0.2 * (START - FOOT)) == "stops-too-early"


@pytest.mark.parametrize(
    ("theta", "name"),
    [
        (START, "start-returned"),
        (START + 0.1 * (START - FOOT) * [1, -1] + [9, 9], "uphill"),
        (-30 * START, "uphill"),
        ([1e200, -1e200], "uphill"),
        ([np.nan, 0.0], "not-finite"),
        ([1.0, 2.0, 3.0], "wrong-shape"),
    ],
)
def test_what_is_wrong_has_a_name(theta, name):
    """Is each way to miss the foot told apart?"""
    assert label(theta) == name


def test_a_run_that_should_stop_early_must_leave_something():
    """Is the foot itself refused where two iterations were asked for?"""
    assert label(FOOT, EARLY) == "iterations-ignored"
    near = FOOT + 0.17 * (START - FOOT)
    assert label(near) is None and label(near, EARLY) == "iterations-ignored"
    assert label(FOOT + 0.5 * (START - FOOT), EARLY) is None
