"""An epoch of minibatches: judged by its properties, and each slip by one name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.judging import epochs
from autograder.model import Case

N, SIZE = 23, 5
Batches = list[tuple[Any, Any]]


def case(seed: int, size: int = SIZE) -> Case:
    """Examples far apart, with labels of five classes."""
    rng = np.random.default_rng(seed)
    X, other_X = rng.normal(0, 1, (2, N, 3))
    inputs = {"X": X, "other_X": other_X, "y": np.arange(N) % 5, "batch_size": size}
    return Case("an epoch", inputs)


def honest(X: Any, y: Any, size: int, rng: Any) -> Batches:
    """The plainest right answer."""
    order = rng.permutation(len(y))
    return [(X[order[i : i + size]], y[order[i : i + size]]) for i in range(0, len(y), size)]


def told(make: Callable[..., Batches], asked: Case, seed: int) -> dict[str, Any]:
    """Two epochs from one generator, and one of other rows from another of the same seed."""
    X, other_X, y, size = (asked.inputs[name] for name in ("X", "other_X", "y", "batch_size"))
    one, same = (np.random.default_rng(seed) for _ in range(2))
    runs = [make(rows, y, size, rng) for rows, rng in ((X, one), (X, one), (other_X, same))]
    rows = [np.vstack([np.column_stack(b) for b in run] or [np.empty((0, 4))]) for run in runs]
    sizes = np.array([len(b[1]) for b in runs[0]], dtype=int)
    return dict(zip(("examples", "next_epoch", "again"), rows, strict=True)) | {"sizes": sizes}


def labels(make: Callable[..., Batches], seed: int, size: int = SIZE) -> list[str]:
    """The label each criterion gives in turn, empty where it is content."""
    asked = case(seed, size)
    seen = told(make, asked, seed)
    found = [
        epochs.examples(seen["examples"], asked, seen),
        epochs.sizes(seen["sizes"], asked, seen),
        epochs.shuffled(seen["next_epoch"], asked, seen),
        epochs.from_rng(seen["again"], asked, seen),
    ]
    return [problem.label if problem else "" for problem in found]


@pytest.mark.parametrize("size", [1, 4, 5, N - 1, N, N + 2])
def test_an_honest_epoch_passes(size: int) -> None:
    """Is any shuffle right, whatever the batch size?"""
    assert all(labels(honest, seed, size) == [""] * 4 for seed in range(100))


def in_float32(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return [(a.astype(np.float32), b) for a, b in honest(X, y, size, rng)]


def test_float32_copies_are_the_same_examples() -> None:
    """Is an example found again after it lost digits?"""
    assert all(labels(in_float32, seed) == [""] * 4 for seed in range(20))


def test_a_copy_of_the_first_epoch_is_no_second_one() -> None:
    """Is the first epoch handed back no answer where other rows were asked for?"""
    asked = case(0)
    seen = told(honest, asked, 0)
    found = epochs.from_rng(seen["examples"], asked, seen)
    assert found is not None and found.label == "not-from-rng"


def in_order(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return [(X[i : i + size], y[i : i + size]) for i in range(0, len(y), size)]


def own_generator(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return honest(X, y, size, np.random.default_rng(3))


def own_stream(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return honest(X, y, size, np.random.default_rng())


def apart(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return honest(X, rng.permutation(y), size, rng)


def labels_stay(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return in_order(rng.permutation(X), y, size, rng)


def examples_stay(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return in_order(X, rng.permutation(y), size, rng)


def short_dropped(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return honest(X, y, size, rng)[:-1]


def twice(X: Any, y: Any, size: int, rng: Any) -> Batches:
    chosen = rng.integers(0, len(y), len(y))
    return in_order(X[chosen], y[chosen], size, rng)


def twice_in_a_batch(X: Any, y: Any, size: int, rng: Any) -> Batches:
    draws = [rng.integers(0, len(y), size) for _ in range(-(-len(y) // size))]
    return [(X[rows], y[rows]) for rows in draws]


def filled_up(X: Any, y: Any, size: int, rng: Any) -> Batches:
    order = np.resize(rng.permutation(len(y)), -(-len(y) // size) * size)
    return [(X[rows], y[rows]) for rows in order.reshape(-1, size)]


def sliding(X: Any, y: Any, size: int, rng: Any) -> Batches:
    order = rng.permutation(len(y))
    return [(X[order[i : i + size]], y[order[i : i + size]]) for i in range(len(y))]


def few_windows(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return sliding(X, y, size, rng)[: -(-len(y) // size)]


def shares(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return honest(X, y, len(y) // size, rng)


def short_by_one_and_the_last_too(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return [(a[:-1], b[:-1]) for a, b in honest(X, y, size, rng)]


def one_row_short(X: Any, y: Any, size: int, rng: Any) -> Batches:
    order = rng.permutation(len(y))
    cuts = [order[i : i + size - 1] for i in range(0, len(y), size)]
    return [(X[rows], y[rows]) for rows in cuts]


def three_epochs(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return [batch for _ in range(3) for batch in honest(X, y, size, rng)]


def whole_batches(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return [in_order(X, y, size, rng)[i] for i in rng.permutation(-(-len(y) // size))]


def within_batches(X: Any, y: Any, size: int, rng: Any) -> Batches:
    orders = [rng.permutation(len(b)) for _, b in in_order(X, y, size, rng)]
    return [(a[o], b[o]) for o, (a, b) in zip(orders, in_order(X, y, size, rng), strict=True)]


def five_batches(X: Any, y: Any, size: int, rng: Any) -> Batches:
    parts = np.array_split(rng.permutation(len(y)), size)
    return [(X[rows], y[rows]) for rows in parts]


def nothing(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return []


def invented(X: Any, y: Any, size: int, rng: Any) -> Batches:
    return [(a + 1, b) for a, b in honest(X, y, size, rng)]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (in_order, ["", "", "not-shuffled", ""]),
        (own_generator, ["", "", "same-every-epoch", ""]),
        (own_stream, ["", "", "", "not-from-rng"]),
        (apart, ["pairs-broken", "", "pairs-broken", ""]),
        (labels_stay, ["one-left-behind", "", "one-left-behind", ""]),
        (examples_stay, ["one-left-behind", "", "one-left-behind", ""]),
        (short_dropped, ["last-batch-dropped", "last-batch-dropped", "", ""]),
        (twice, ["with-replacement", "", "", ""]),
        (twice_in_a_batch, ["with-replacement", "with-replacement", "", ""]),
        (filled_up, ["last-batch-filled-up", "last-batch-filled-up", "", ""]),
        (sliding, ["step-forgotten", "step-forgotten", "", ""]),
        (few_windows, ["step-forgotten", "step-forgotten", "", ""]),
        (one_row_short, ["slice-one-short", "slice-one-short", "", ""]),
        (short_by_one_and_the_last_too, ["slice-one-short", "slice-one-short", "", ""]),
        (three_epochs, ["endless", "endless", "", ""]),
        (whole_batches, ["", "batches-of-neighbours", "batches-of-neighbours", ""]),
        (within_batches, ["", "", "batches-of-neighbours", ""]),
        (five_batches, ["", "batch-size-is-a-count", "", ""]),
        (shares, ["", "batch-size-is-a-count", "", ""]),
        (nothing, ["no-examples"] * 4),
        (invented, ["not-the-examples", "", "not-the-examples", ""]),
    ],
)
def test_each_slip_has_one_name(make: Callable[..., Batches], expected: list[str]) -> None:
    """Is each slip found on every seed, and called the same by all criteria that see it?"""
    for seed in range(20):
        assert labels(make, seed) == expected


@pytest.mark.parametrize(
    "made_up",
    [np.zeros((N, 4)), np.full((N, 4), np.nan), np.ones((N, 4)) * 1j, np.ones(N), np.empty(0)],
)
def test_made_up_rows_are_no_examples(made_up: Any) -> None:
    """Do zeros, nan, complex numbers and other shapes fail without an exception?"""
    asked = case(0)
    seen = told(honest, asked, 0) | {"examples": made_up}
    assert epochs.examples(made_up, asked, seen) is not None
    assert epochs.shuffled(made_up, asked, seen) is not None
    assert epochs.sizes(np.array([np.nan]), asked, seen) is not None
