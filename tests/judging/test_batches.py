"""The batches of a run: any way of drawing them passes, each way of spoiling them has its name."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.judging.criteria import problem
from autograder.model import Case, Value, satisfies

BATCHES = satisfies("batches", "drawn-batches")
X = np.random.default_rng(0).normal(size=(30, 3))
Y = np.arange(30)
CASE = Case("batches of 4", {"X": X, "y": Y, "batch_size": 4})
LARGE = Case("batches of 40", {"X": X, "y": Y, "batch_size": 40})

Draw = Callable[[np.random.Generator, int], Any]


def label(draw: Draw, case: Case = CASE, labels: Any = Y, seed: int = 0, rows: Any = X) -> str:
    """What the criterion calls 30 iterations of this draw; empty where it passes."""
    rng = np.random.default_rng(seed)
    told = []
    for it in range(30):
        which = draw(rng, it)
        told.append(np.column_stack([np.full(len(which), it), rows[which], labels[which]]))
    found = problem(BATCHES, Value(np.concatenate(told)), case)
    return found.label if found else ""


def with_replacement(rng: np.random.Generator, it: int) -> Any:
    """A draw in which a row may come twice."""
    return rng.choice(30, 4)


FAIR: dict[str, Draw] = {
    "with replacement": with_replacement,
    "without": lambda rng, it: rng.choice(30, 4, replace=False),
    "one after the other": lambda rng, it: (4 * it + np.arange(4)) % 30,
    "short at the end of an epoch": lambda rng, it: np.arange(30)[4 * (it % 8) : 4 * (it % 8) + 4],
}


@pytest.mark.parametrize("name", FAIR)
@pytest.mark.parametrize("seed", range(25))
def test_fair_draws_pass(name: str, seed: int) -> None:
    """Does every way of drawing pass, on every seed?"""
    assert label(FAIR[name], seed=seed) == ""


def test_rows_in_float32_are_found_again() -> None:
    """Is a batch of rounded rows still one of the examples?"""
    assert label(with_replacement, rows=X.astype(np.float32)) == ""


def test_batches_larger_than_n_may_repeat_or_stop_at_n() -> None:
    """Do 40 of 30 rows pass, and all 30 as well, but not 20?"""
    sizes = {n: label(lambda rng, it, n=n: rng.choice(30, n), LARGE) for n in (40, 30, 20)}
    assert sizes == {40: "", 30: "", 20: "batch-too-small"}


SPOILT: dict[str, Draw] = {
    "batch-too-large": lambda rng, it: rng.permutation(30),
    "batch-too-small": lambda rng, it: rng.choice(30, 3),
    "same-examples": lambda rng, it: np.arange(4),
}


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_draws_are_named(name: str) -> None:
    """Does each spoilt way of drawing get its own name?"""
    assert label(SPOILT[name]) == name


def test_broken_pairs_are_named() -> None:
    """Is it noticed that examples meet the labels of others?"""
    assert label(with_replacement, labels=np.roll(Y, 1)) == "pairs-broken"


def test_rows_from_nowhere_and_tables_of_other_shape_fail() -> None:
    """Is what is no example refused, and what is no table?"""
    assert label(with_replacement, rows=X + 0.5) == "not-drawn-batches"
    assert problem(BATCHES, Value(np.empty((0, 0))), CASE) is not None
    assert problem(BATCHES, Value(np.zeros((4, 2))), CASE) is not None


def test_a_flood_of_rows_costs_the_judge_nothing() -> None:
    """Is an answer of a million made-up rows refused before it is compared?"""
    flood = np.broadcast_to(np.array([0.0, *X[0], Y[0]]), (1_000_000, 5))
    tracemalloc.start()
    found = problem(BATCHES, Value(flood), CASE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found is not None and "many more than a run draws" in found.message
    assert peak < 2 * flood.size * 8
