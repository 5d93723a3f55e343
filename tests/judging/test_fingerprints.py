"""Fingerprints in other groups than main, of nan, and of truth values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.exercises.probes import calls
from autograder.judging.compare import repeats
from autograder.judging.criteria import problem
from autograder.model import Aspect, Case, Exercise, Value, equals, satisfies
from tests.judging.toys import make_key, verdict


def cases(rng: np.random.Generator) -> list[Case]:
    """Numbers of either sign, all positive, and (in a group of its own) with a 0."""
    x = rng.uniform(1, 2, (4, 3))
    return [
        Case("mixed", {"x": x[0] * [1, -1, 1]}),
        Case("positive", {"x": x[1]}),
        Case("mixed again", {"x": x[2] * [-1, 1, 1]}),
        Case("with a 0", {"x": x[3] * [0, 1, 1]}, "zero"),
        Case("with two", {"x": x[0] * [0, 0, 1]}, "zero"),
    ]


ROOT = Exercise(
    slug="root",
    title="Root",
    needs=("root",),
    probe=calls("root", "x", "y positive"),
    cases=cases,
    outputs=(equals("y"), equals("positive")),
    aspects=(
        Aspect("y", 2, ("y",)),
        Aspect("positive", 1, ("positive",)),
        Aspect("zero", 1, ("y",), group="zero", requires=("y",)),
    ),
)
RIGHT = """
import numpy as np
def root(x):
    y = np.abs(x) ** 0.5 / np.where(x == 0, 1, x) * x
    return y * np.sign(x), bool((x > 0).all())
"""
WRONG = {
    "not-finite-at-zero": RIGHT.replace("np.where(x == 0, 1, x)", "x"),
    "sign-lost": RIGHT.replace("y * np.sign(x)", "y"),
    "sign-turned": RIGHT.replace("y * np.sign(x)", "-y * np.sign(x)"),
    "never-positive": RIGHT.replace("bool((x > 0).all())", "False"),
}
KEY = make_key(ROOT, RIGHT, {label: (code, False) for label, code in WRONG.items()})


def test_the_right_answer_passes() -> None:
    """Does the exercise of this file accept its reference?"""
    assert verdict(RIGHT, ROOT, KEY).points == 4


@pytest.mark.parametrize("label", WRONG)
def test_a_mistake_is_named_where_it_shows(label: str) -> None:
    """Is it named in its own group, through nan, and for a single truth value?"""
    if label != "never-positive":
        assert verdict(WRONG[label], ROOT, KEY).labels == (label,)
        return
    found = verdict(WRONG[label], ROOT, KEY)
    assert found.labels == ("unclassified",), "one case is no evidence"


def test_a_truth_value_is_no_cut_off_fraction() -> None:
    """Is a wrong truth value called neither whole number nor placeholder?"""
    found = verdict(WRONG["never-positive"], ROOT, make_key(ROOT, RIGHT, {}))
    assert found.points == 3 and "differs from what is asked" in found.message


def test_a_mistake_must_explain_the_cases_that_it_leaves_alone() -> None:
    """Is a label withheld where a case that the mistake leaves right is wrong all the same?"""
    code = RIGHT.replace("y * np.sign(x)", "y * (0.5 if (x > 0).all() else 1)")
    assert "sign-lost" not in verdict(code, ROOT, KEY).labels


@pytest.mark.parametrize(
    ("value", "same"),
    [([1.0, np.nan], True), ([np.nan, 1.0], False), ([1.0, 2.0], False), ([1.1, np.nan], False)],
)
def test_nan_repeats_nan_in_its_place(value: Any, same: bool) -> None:
    """Is a fingerprint's nan matched by nan in the same entry, and by nothing else?"""
    assert repeats(Value(np.array(value)), np.array([1.0, np.nan]), equals("y")) is same


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ([np.nan, 0.5, np.nan], None),
        ([0.5, 0.5, np.nan], "nan-lost"),
        ([0.5, 0.5, 0.5], "nan-lost"),
        ([np.nan] * 3, "nan-from-nowhere"),
        (np.nan, "wrong-shape"),
        ([np.nan, 0.5], "wrong-shape"),
        (np.zeros((3, 0)), "wrong-shape"),
    ],
)
def test_nan_must_come_out_where_it_went_in(told: Any, label: str | None) -> None:
    """Is a nan asked for in its place, so that neither a number nor nan throughout will do?"""
    output = satisfies("error", "nan", into="went_in", nowhere=2)
    found = problem(output, Value(np.array(told)), Case("a case", {"went_in": np.array([0, 2, 1])}))
    assert (found.label if found else None) == label
