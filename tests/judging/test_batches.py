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


RUN = Case(
    "a run",
    {
        **CASE.inputs,
        **{"W1": np.ones((2, 3)), "slope_W1": np.arange(1.0, 7.0).reshape(2, 3)},
        **{"learning_rate": 0.1, "reg": 0.5, "num_iters": 5},
    },
)
TRAINED = satisfies("trained", "trained-on-batches", beside=("batches",))


def batches(draw: Draw, iterations: int = 5, seed: int = 0) -> Any:
    """The rows of a run that draws so."""
    rng, told = np.random.default_rng(seed), []
    for it in range(iterations):
        which = draw(rng, it)
        told.append(np.column_stack([np.full(len(which), it + 1), X[which], Y[which]]))
    return np.concatenate(told)


def end(rows: Any) -> Any:
    """Where a run on these batches ends: the plane is as steep as their first feature says."""
    W1 = RUN.inputs["W1"]
    for it in np.unique(rows[:, 0]):
        steep = 1.5 * (1 + rows[rows[:, 0] == it, 1].mean())
        W1 = W1 - 0.1 * steep * RUN.inputs["slope_W1"]
    return W1


def on_the_run(trained: Any, rows: Any) -> str | None:
    """What is found, or None."""
    values = {"trained": Value(np.asarray(trained)), "batches": Value(np.asarray(rows))}
    found = problem(TRAINED, values["trained"], RUN, values)
    return found.label if found else None


@pytest.mark.parametrize("seed", range(25))
def test_a_run_ends_where_its_batches_lead(seed: int) -> None:
    """Does a run pass beside its own batches, and not beside those of another run?"""
    rows, others = batches(with_replacement, seed=seed), batches(with_replacement, seed=seed + 99)
    assert on_the_run(end(rows), rows) is None
    assert on_the_run(np.float32(end(rows)), np.float32(rows)) is None
    assert on_the_run(end(rows), others) == "other-steps"


def test_a_loss_asked_after_the_last_step_is_no_step() -> None:
    """Are rows of a sixth iteration, where five steps were taken, left out?"""
    rows = batches(with_replacement, iterations=6)
    assert on_the_run(end(rows[rows[:, 0] <= 5]), rows) is None


HOSTILE = [np.zeros((0, 0)), np.ones(3), np.full((4, 5), np.nan), np.full((4, 5), 1j)]
HOSTILE += [np.full((4, 5), 9), np.ones((4, 5), dtype=bool), np.full((4, 5), 1e308)]


@pytest.mark.parametrize("rows", HOSTILE)
@pytest.mark.parametrize("trained", [np.ones((2, 3)), np.full((2, 3), np.inf), np.ones(3) * 1j])
def test_made_up_rows_are_refused_without_a_crash(rows: Any, trained: Any) -> None:
    """Does no table and no end, however strange, pass or stop the judge?"""
    with np.errstate(all="ignore"):
        assert on_the_run(trained, rows) is not None
