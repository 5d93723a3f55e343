"""A mistake that a criterion tells is called by the bank's words for it."""

from __future__ import annotations

import numpy as np

from autograder.judging.judge import judge
from autograder.model import (
    Aspect,
    Case,
    CaseKey,
    Exercise,
    ExerciseKey,
    MistakeWords,
    Reply,
    Value,
    satisfies,
)

CASE = Case("a start", {"seed": 1})
START = Exercise(
    slug="start",
    title="A start",
    needs=("start",),
    probe=lambda find, inputs: {},
    cases=lambda rng: [CASE],
    outputs=(satisfies("start", "normal", scale=0.01),),
    aspects=(Aspect("start", 1, ("start",)),),
)
WORDS = MistakeWords("starts-at-zero", "The weights start at 0.", "Which argument draws?")


def verdict(mistakes):
    """The verdict on a start of zeros."""
    zeros = np.zeros((2, 4, 5))
    key = ExerciseKey("start", (CaseKey(CASE, {"start": zeros}),), mistakes)
    return judge(START, key, [Reply({"start": Value(zeros)})])


def test_the_bank_has_the_words():
    """Are label, sentence and hint those of the bank?"""
    found = verdict({WORDS.label: WORDS})
    assert (found.points, found.labels) == (0, ("starts-at-zero",))
    assert (found.message, found.hint) == (WORDS.says, WORDS.hint)


def test_without_words_the_criterion_speaks():
    """Is the label the same where the bank says nothing?"""
    found = verdict({})
    assert found.labels == ("starts-at-zero",) and "all zeros" in found.message
