"""Notes cost nothing; they say what is worth tidying."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autograder.judging.judge import judge
from autograder.judging.notes import notes
from autograder.model import (
    Aspect,
    Case,
    CaseKey,
    Exercise,
    ExerciseKey,
    Reply,
    Value,
    derivative,
    tells,
)

DB = Exercise(
    slug="bias",
    title="a bias",
    needs=("bias",),
    probe=lambda find, inputs: {},
    cases=lambda rng: [],
    outputs=(derivative("db", of="loss", wrt="b"),),
    aspects=(Aspect("db", 1, ("db",)),),
)


def told(array: np.ndarray, asked: np.ndarray, **reply: object) -> tuple[str, ...]:
    """The notes on one case whose ``db`` came back as ``array``."""
    key = ExerciseKey("bias", (CaseKey(Case("a case", {}), {"db": asked}),))
    return notes(DB, key, [Reply({"db": Value(array, "ndarray")}, **reply)])


def test_a_bias_gradient_with_an_axis_too_many():
    """Is (1, C) for (C,) noted, with both shapes, and the right shape not?"""
    (said,) = told(np.ones((1, 3)), np.ones(3))
    assert "db has shape (1, 3) where (3,) is asked" in said and "it counts" in said
    assert told(np.ones(3), np.ones(3)) == ()
    assert told(np.ones((3, 3)), np.ones(3)) == ()  # wrong: nothing counts


@pytest.mark.parametrize(("found", "notes_told"), [(True, ()), (False, ("It costs time.",))])
def test_what_is_told_is_a_note_where_it_does_not_hold(found: bool, notes_told: tuple[str, ...]):
    """Does what an exercise's probe tells say its sentence, once, and cost nothing?"""
    exercise = replace(DB, outputs=(*DB.outputs, tells("quick", note="It costs time.")))
    key = ExerciseKey("bias", 2 * (CaseKey(Case("a case", {}), {"db": np.ones(3)}),))
    values = {"db": Value(np.ones(3), "ndarray"), "quick": Value(np.array(found), "bool")}
    verdict = judge(exercise, key, [Reply(values), Reply(values)])
    assert (verdict.points, verdict.notes) == (1, notes_told)


def test_an_overwritten_argument():
    """Is an argument that the code has changed named?"""
    (said,) = told(np.ones(3), np.ones(3), changed=("X",))
    assert "overwrites its argument X" in said and "make it anew" in said
