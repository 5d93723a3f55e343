"""What a child says of its own call: it may name a mistake or be a note, and decides no mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from autograder.exercises import load_unit, unit_slugs
from autograder.judging.criteria import problem
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
    tells,
)

SPOILT = MistakeWords("spoilt", "Something was spoilt.", "What?")
OUTPUTS = (
    equals("a"),
    satisfies("mean", "nan", into="went", nowhere=0),
    tells("kept", "spoilt"),
    Output("left", counts=False),
)


def verdict(asked: tuple[str, ...], others: tuple[str, ...] = (), **returned: Any) -> Verdict:
    """The verdict on values of one case, under an aspect of these outputs, and one of others."""
    aspects = [Aspect("first", 1, asked)] + ([Aspect("second", 1, others)] if others else [])
    exercise = Exercise(
        "toy", "Toy", ("f",), lambda find, x: {}, lambda r: (), OUTPUTS, tuple(aspects)
    )
    right: Mapping[str, Any] = {"a": 2.0, "mean": [np.nan], "kept": True, "left": 3.0}
    expected = {name: np.array(value) for name, value in right.items()}
    key = ExerciseKey(
        "toy", (CaseKey(Case("one", {"went": np.ones(1)}), expected),), {"spoilt": SPOILT}
    )
    told = {**right, **returned}
    values = {n: Value(np.asarray(x)) for n, x in told.items() if x is not None}
    return judge(exercise, key, [Reply(values)])


@pytest.mark.parametrize("kept", [True, False, None, np.nan, np.zeros((0,)), [True, False]])
@pytest.mark.parametrize("left", [3.0, 4.0, None, [1.0, 2.0]])
def test_whatever_is_told_leaves_the_marks_as_they_are(kept: Any, left: Any) -> None:
    """Do right values get full marks and wrong ones none, whatever is said beside them?"""
    beside = ("a", "kept", "left")
    right = verdict(beside, kept=kept, left=left)
    wrong = verdict(beside, a=2.5, kept=kept, left=left)
    assert (right.points, right.passed, right.labels, right.message) == (1, True, (), "")
    assert (wrong.points, wrong.passed) == (0, False)


@pytest.mark.parametrize("asked", [("kept",), ("left",), ("kept", "left")])
def test_nothing_is_paid_for_what_is_told_alone(asked: tuple[str, ...]) -> None:
    """Does an aspect that names nothing but claims earn nothing, even if they are all well?"""
    assert (verdict(asked).points, verdict(asked).passed) == (0, False)


def test_what_is_told_names_what_has_no_name() -> None:
    """Is a wrong value without a name called what the probe noticed, and only then?"""
    assert verdict(("a", "kept"), a=2.5, kept=False).labels == ("spoilt",)
    assert verdict(("a", "kept"), a=2.5).labels == ("unclassified",)
    assert verdict(("kept", "mean"), mean=[1.0], kept=False).labels == ("spoilt",)
    assert verdict(("kept", "mean"), mean=[1.0]).labels == ("nan-lost",)


def test_what_is_told_beside_two_aspects_spoils_neither() -> None:
    """Does a claim that names one aspect's mistake leave the other its marks and no label?"""
    found = verdict(("a", "kept"), ("mean", "kept"), a=2.5, kept=False)
    assert [(a.points, a.label) for a in found.aspects] == [(0, "spoilt"), (1, "")]


@pytest.mark.parametrize("array", [np.array(np.nan), np.ones(2), np.array([True, False])])
def test_only_truths_are_well(array: Any) -> None:
    """Is a number, or a truth among falsehoods, no claim that all is well?"""
    assert problem(OUTPUTS[2], Value(array), Case("a case", {})) is not None
    assert problem(OUTPUTS[2], Value(np.array(True)), Case("a case", {})) is None


@pytest.mark.parametrize("unit", unit_slugs())
def test_every_mark_hangs_on_a_value(unit: str) -> None:
    """Has every aspect an output that counts, and may none that counts be left out?"""
    for exercise in load_unit(unit).exercises:
        for aspect in exercise.aspects:
            counted = [o for o in map(exercise.output, aspect.outputs) if o.counts]
            assert counted, f"{exercise.slug}: {aspect.name}"
            assert all(output.absent for output in counted), f"{exercise.slug}: {aspect.name}"
