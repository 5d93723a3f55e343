"""An optimiser is judged by how far down it came, and along which slopes."""

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
FIRST = np.array([0.4, -1.1, 0.7, 0.2, 0.9])
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


RNG = np.random.default_rng(0)
TURN = np.linalg.qr(RNG.normal(size=(5, 5)))[0]
BEND = TURN * [0.0, 1.0, 4.0, 9.0, 25.0] @ TURN.T
AWAY = TURN @ [0.0, 1.0, -0.5, 0.3, 0.2]
BOWL = Case(
    "a bowl that is level one way",
    {"theta": FIRST, "bend": BEND, "slope": BEND @ AWAY, "iterations": 2},
    withheld={"foot": FIRST - AWAY},
)
LEVEL = satisfies("theta", "descended", most=0.03, level=True)
PATH = satisfies("theta", "descended", most=1.0, path="iterations")


def walked(steps, start=FIRST):
    """Where conjugate gradients are after so many steps."""
    theta, slope = start, BEND @ (start - (FIRST - AWAY))
    way = -slope
    for _ in range(steps):
        theta = theta - (slope @ way) / (way @ BEND @ way) * way
        new = BEND @ (theta - (FIRST - AWAY))
        way, slope = -new + (new @ new) / (slope @ slope) * way, new
    return theta


def on_the_bowl(theta, output):
    """What is found on the level bowl, or None."""
    found = problem(output, Value(np.asarray(theta)), BOWL)
    return found and found.label


def test_where_a_walk_began_is_seen_where_the_bowl_is_level():
    """Does the foot reached from the start pass, and the same foot from elsewhere not?"""
    assert on_the_bowl(walked(4), LEVEL) is None
    assert on_the_bowl(walked(4, start=np.zeros(5)), LEVEL) == "begins-elsewhere"
    assert on_the_bowl(walked(4) + 1e-5 * RNG.normal(size=5), LEVEL) is None


@pytest.mark.parametrize("rate", [0.01, 0.05, -0.02])
def test_so_many_iterations_leave_a_space_of_so_many_slopes(rate):
    """Do two steps of any walk along slopes pass, and one or three not?"""
    plain = [FIRST]
    for _ in range(3):
        plain.append(plain[-1] - abs(rate) * BEND @ (plain[-1] - (FIRST - AWAY)))
    for walk in (plain, [walked(n) for n in range(4)]):
        found = [on_the_bowl(theta, PATH) for theta in walk]
        assert found == ["start-returned", "off-the-path", None, "off-the-path"]


def test_two_iterations_from_elsewhere_are_off_the_path():
    """Is a walk of the right length from another start refused?"""
    elsewhere = FIRST - 0.5 * AWAY + 0.1 * TURN[:, 0]
    assert on_the_bowl(walked(2, start=elsewhere), PATH) == "off-the-path"
