"""Outputs that some answers lack, and what a probe found out for itself."""

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
    satisfies,
)

LEFT_OUT = MistakeWords("left-out", "b is nowhere.", "Where is b?")
SPOILT = MistakeWords("spoilt", "Something was spoilt.", "What?")
HALVED = MistakeWords("halved", "All is halved.", "Which factor?")


def verdict(asked: Output, **returned: float | bool) -> Verdict:
    """The verdict on values that are the same on two cases; asked are a = 2, b = 4 and ``kept``."""
    outputs = equals("a"), asked, satisfies("kept", "holds", label="spoilt")
    aspects = (Aspect("a", 1, ("a",)), Aspect("b", 1, ("b",)), Aspect("kept", 1, ("kept",)))
    exercise = Exercise("toy", "Toy", ("f",), lambda find, x: {}, lambda r: (), outputs, aspects)
    right = {"a": np.array(2.0), "b": np.array(4.0), "kept": np.array(True)}
    halved = {"halved": {"a": np.array(1.0), "b": np.array(2.0)}}
    cases = tuple(CaseKey(Case(name, {}), right, mistakes=halved) for name in ("one", "two"))
    words = {w.label: w for w in (LEFT_OUT, SPOILT, HALVED)}
    reply = Reply({name: Value(np.asarray(value)) for name, value in returned.items()})
    return judge(exercise, ExerciseKey("toy", cases, words), (reply, reply))


@pytest.mark.parametrize(
    ("absent", "points", "message"),
    [("none", 2, "b was not returned."), ("left-out", 2, "b is nowhere."), ("", 3, "")],
)
def test_a_missing_output_means_what_it_is_declared_to(
    absent: str, points: float, message: str
) -> None:
    """Is it refused, refused in the bank's words, or no fault at all?"""
    found = verdict(equals("b", absent=absent), a=2.0, kept=True)
    assert (found.points, found.message) == (points, message)


@pytest.mark.parametrize("absent", ["none", "left-out", ""])
def test_an_output_that_came_back_is_judged_however_it_is_declared(absent: str) -> None:
    """Is a wrong value wrong where none would have been right?"""
    assert verdict(equals("b", absent=absent), a=2.0, b=4.5, kept=True).points == 2
    assert verdict(equals("b", absent=absent), a=2.0, b=4.0, kept=True).passed


@pytest.mark.parametrize(("absent", "labels"), [("", ("halved",)), ("left-out", 2)])
def test_a_mistake_is_named_without_the_output_that_may_be_missing(
    absent: str, labels: object
) -> None:
    """Does a fingerprint fit an answer that lacks what an answer may lack, and no other?"""
    found = verdict(equals("b", absent=absent), a=1.0, kept=True).labels
    assert found == labels or len(found) == labels


@pytest.mark.parametrize(("kept", "labels"), [(True, ()), (False, ("spoilt",))])
def test_what_does_not_hold_has_a_name(kept: bool, labels: tuple[str, ...]) -> None:
    """Is a fact that the probe found out a mistake of the bank where it is false?"""
    assert verdict(equals("b"), a=2.0, b=4.0, kept=kept).labels == labels
