"""Outputs that some answers lack."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.judge import judge
from autograder.model import (
    Aspect,
    Case,
    CaseKey,
    Exercise,
    ExerciseKey,
    MistakeWords,
    Output,
    Reply,
    Value,
    Verdict,
    equals,
)

LEFT_OUT = MistakeWords("left-out", "b is nowhere.", "Where is b?")
HALVED = MistakeWords("halved", "All is halved.", "Which factor?")


def verdict(asked: Output, **returned: float) -> Verdict:
    """The verdict on values that are the same on two cases; asked are a = 2 and b = 4."""
    outputs = equals("a"), asked
    aspects = (Aspect("a", 1, ("a",)), Aspect("b", 1, ("b",)))
    exercise = Exercise("toy", "Toy", ("f",), lambda find, x: {}, lambda r: (), outputs, aspects)
    right = {"a": np.array(2.0), "b": np.array(4.0)}
    halved = {"halved": {"a": np.array(1.0), "b": np.array(2.0)}}
    cases = tuple(CaseKey(Case(name, {}), right, mistakes=halved) for name in ("one", "two"))
    words = {w.label: w for w in (LEFT_OUT, HALVED)}
    reply = Reply({name: Value(np.asarray(value)) for name, value in returned.items()})
    return judge(exercise, ExerciseKey("toy", cases, words), (reply, reply))


@pytest.mark.parametrize(
    ("absent", "points", "message"),
    [("none", 1, "b was not returned."), ("left-out", 1, "b is nowhere."), ("", 2, "")],
)
def test_a_missing_output_means_what_it_is_declared_to(
    absent: str, points: float, message: str
) -> None:
    """Is it refused, refused in the bank's words, or no fault at all?"""
    found = verdict(equals("b", absent=absent), a=2.0)
    assert (found.points, found.message) == (points, message)


@pytest.mark.parametrize("absent", ["none", "left-out", ""])
def test_an_output_that_came_back_is_judged_however_it_is_declared(absent: str) -> None:
    """Is a wrong value wrong where none would have been right?"""
    assert verdict(equals("b", absent=absent), a=2.0, b=4.5).points == 1
    assert verdict(equals("b", absent=absent), a=2.0, b=4.0).passed


@pytest.mark.parametrize(("absent", "labels"), [("", ("halved",)), ("left-out", 2)])
def test_a_mistake_is_named_without_the_output_that_may_be_missing(
    absent: str, labels: object
) -> None:
    """Does a fingerprint fit an answer that lacks what an answer may lack, and no other?"""
    found = verdict(equals("b", absent=absent), a=1.0).labels
    assert found == labels or len(found) == labels
