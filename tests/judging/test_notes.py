"""Notes cost nothing; they say what is worth tidying."""

from __future__ import annotations

import numpy as np

from autograder.judging.notes import notes
from autograder.model import Aspect, Case, CaseKey, Exercise, ExerciseKey, Reply, Value, derivative

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


def test_an_overwritten_argument():
    """Is an argument that the code has changed named?"""
    (said,) = told(np.ones(3), np.ones(3), changed=("X",))
    assert "overwrites its argument X" in said and "make it anew" in said
