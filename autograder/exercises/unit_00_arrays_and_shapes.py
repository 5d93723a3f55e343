"""Unit 00: shapes, broadcasting, and four tools that every later unit needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.exercises.probes import calls, describe
from autograder.model import (
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    Unit,
    WrongReturn,
    equals,
    satisfies,
)

Rng = np.random.Generator

# ------------------------------------------------------------------------------ one-hot


def _one_hot_cases(rng: Rng) -> list[Case]:
    """Labels with and without the top class, with a gap, and one alone.

    In two cases N < C, and no label reaches N: there rows and columns can change places
    without an error.
    """
    layouts = [(6, 4, [0, 1, 2]), (7, 3, [0, 1]), (5, 6, [0, 2, 5]), (9, 7, [0, 1, 3, 5])]
    layouts += [(8, 2, [0, 1]), (4, 8, [0, 1, 3]), (5, 9, [0, 2, 4])]
    layouts += [(1, 5, [int(rng.integers(0, 5))])]
    cases = []
    for n, c, used in layouts:
        y = rng.permutation([*used, *rng.choice(used, n - len(used))])
        absent = ", the top class absent" if max(used) < c - 1 else ""
        cases.append(Case(f"N = {n}, C = {c}{absent}", {"y": y, "num_classes": c}))
    return cases


# -------------------------------------------------------------------------- standardize


def _standardize_cases(rng: Rng) -> list[Case]:
    plain = [Case(f"N = {n}, D = {d}", {"A": _columns(rng, n, d)}) for n, d in SIZES]
    constant = []
    for n, d, same in [(8, 3, [1]), (4, 5, [0, 3]), (16, 2, [1])]:
        A = _columns(rng, n, d)
        # Quarters, and N a power of 2: their mean is exact however it is added up.
        A[:, same] = rng.integers(5, 20, len(same)) / 4
        name = f"N = {n}, D = {d}, constant: column {' and '.join(map(str, same))}"
        constant.append(Case(name, {"A": A}, group="constant"))
    return plain + constant


SIZES = ((6, 3), (5, 4), (9, 2))
WINE_COLUMNS = 13
"""Columns of the table that the page calls X; no case has as many."""


def _columns(rng: Rng, n: int, d: int) -> Any:
    """Columns of different middle and spread, neither of them near 0 or 1."""
    middle, spread = rng.uniform(0.5, 2.5, d), rng.uniform(1.5, 4.0, d)
    return rng.choice([-1, 1], d) * middle + spread * rng.normal(0, 1, (n, d))


_standardize = calls("standardize", "A", "Z mean std")


def _ask_standardize(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Call ``standardize``; the std of a constant column may be 0 or 1, and 1 is told for both."""
    constant = np.ptp(inputs["A"], axis=0) == 0
    found = _standardize(find, inputs)
    if getattr(found["mean"], "shape", ())[-1:] == (WINE_COLUMNS,):
        raise WrongReturn(
            f"mean has {WINE_COLUMNS} entries, one a column of the wine table, where this A has "
            f"{inputs['A'].shape[1]} columns: does your function use X instead of A?"
        )
    return {**found, "std": _one_for_zero(found["std"], constant)}


def _one_for_zero(std: Any, constant: Any) -> Any:
    try:
        scales = np.array(std)
    except ValueError:
        return std
    if scales.dtype.kind not in "fiu" or scales.shape[-1:] != constant.shape:
        return std
    return np.where(constant & (np.abs(scales) < 1e-6), scales.dtype.type(1), scales)


# ------------------------------------------------------------------- mean-squared-error


def _error_cases(rng: Rng) -> list[Case]:
    """Lists of numbers first, then columns of numbers, and both in a mix."""
    shapes: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((m,), (m,)) for m in (5, 7, 1, 3)]
    shapes += [((m,), (m, 1)) for m in (6, 9)] + [((m, 1), (m,)) for m in (4, 1, 8)]
    shapes += [((m, 1), (m, 1)) for m in (10, 2)]
    return [
        Case(f"y {y}, a {a}", _numbers(rng, y, a), group="main" if y == a == y[:1] else "mixed")
        for y, a in shapes
    ]


def _numbers(rng: Rng, y: tuple[int, ...], a: tuple[int, ...]) -> dict[str, Any]:
    """``m`` true numbers and answers, some too large and some too small, all well off."""
    m = y[0]
    true, miss = rng.normal(1, 1, m), rng.uniform(0.3, 2.0, m)
    sign = rng.permutation(np.where(np.arange(m) % 3, 1, -1))
    return {"y": true.reshape(y), "a": (true + sign * miss).reshape(a)}


# -------------------------------------------------------------------------- minibatches


def _batch_cases(rng: Rng) -> list[Case]:
    """So many examples that a shuffle leaves no epoch as it was (once in 13! draws)."""
    return [
        Case(
            f"N = {n}, batch_size = {size}",
            {
                "X": rng.normal(0, 1, (n, d)),
                "y": rng.permutation(np.arange(n) % 5),
                "other_X": rng.normal(0, 1, (n, d)),
                "batch_size": size,
                "seed": int(rng.integers(2**31)),
            },
            group="main" if size < n else "large",
        )
        for n, d, size in [(23, 3, 5), (24, 4, 6), (21, 2, 4), (13, 3, 15)]
    ]


def _ask_minibatches(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Two epochs from one rng, and one of other rows from another rng of the same seed.

    Equal seeds put the rows of both in the same order.
    """
    function = find("minibatches")
    rows = [inputs["X"], inputs["X"].copy(), inputs["other_X"]]
    labels = [inputs["y"], inputs["y"].copy(), inputs["y"].copy()]
    one, same = (np.random.default_rng(inputs["seed"]) for _ in range(2))
    told = []
    for X, y, rng in zip(rows, labels, (one, one, same), strict=True):
        told.append(_epoch(function(X, y, inputs["batch_size"], rng), X.shape))
    (examples, sizes), (next_epoch, _), (again, _) = told
    return {"examples": examples, "sizes": sizes, "next_epoch": next_epoch, "again": again}


def _epoch(batches: Any, shape: tuple[int, int]) -> tuple[Any, Any]:
    """Rows [X | y] and batch sizes, of no more than about two epochs: some never end."""
    N, D = shape
    if isinstance(batches, tuple) and len(batches) == 2 and np.ndim(_first(batches)) == 2:
        batches = [batches]  # one batch was returned, where many should have been yielded
    try:
        every = iter(batches)
    except TypeError:
        what = "nothing: yield is missing" if batches is None else describe(batches)
        raise WrongReturn(
            "minibatches should yield pairs (X_batch, y_batch), or return a list of them; "
            f"it returned {what}."
        ) from None
    rows, sizes = [np.empty((0, D + 1))], list[int]()
    for batch in every:
        rows.append(_rows(batch, D))
        sizes.append(len(rows[-1]))
        if sum(sizes) > 2 * N or len(sizes) > N + 3:
            break
    return np.concatenate(rows), np.array(sizes, dtype=int)


def _first(pair: Any) -> Any:
    return pair[0] if hasattr(pair[0], "ndim") else ()


def _rows(batch: Any, D: int) -> Any:
    """The examples of one batch beside their labels, ``(size, D + 1)``."""
    if isinstance(batch, list) and batch and isinstance(batch[0], tuple):
        raise WrongReturn(
            "The whole list of batches is yielded at once: yield each pair inside the loop, or "
            "return the list."
        )
    if not isinstance(batch, tuple | list) or len(batch) != 2:
        what = "None" if batch is None else describe(batch)
        raise WrongReturn(f"A batch should be a pair (X_batch, y_batch); it is {what}.")
    X, y = (np.array(part) for part in batch)
    if X.ndim != 2 or y.shape != X.shape[:1] or X.shape[1] != D:
        raise WrongReturn(
            f"X_batch should have shape (size, {D}) and y_batch (size,); "
            f"they have {X.shape} and {y.shape}."
        )
    return np.column_stack([X, y])


UNIT = Unit(
    slug="00_arrays_and_shapes",
    title="Arrays and shapes",
    exercises=(
        Exercise(
            slug="one-hot",
            title="Labels as a table",
            needs=("one_hot",),
            probe=calls("one_hot", "y num_classes", "Y"),
            cases=_one_hot_cases,
            by_hand="Try y = (2, 0, 2) with 4 classes: the ones are at (0, 2), (1, 0) and (2, 2).",
            outputs=(equals("Y"),),
            aspects=(
                Aspect("shape", 1, ("Y",), kind="shape", requires=("values",)),
                Aspect("values", 2, ("Y",)),
            ),
        ),
        Exercise(
            slug="standardize",
            title="One scale for all columns",
            needs=("standardize",),
            probe=_ask_standardize,
            cases=_standardize_cases,
            by_hand="Try the table of the page: the columns 1, 3, 5 and 3, 3, 3.",
            outputs=(equals("Z"), equals("mean"), equals("std")),
            aspects=(
                Aspect("mean", 1, ("mean",)),
                Aspect("std", 1, ("std",)),
                Aspect("Z", 2, ("Z",)),
                Aspect("constant", 1, ("Z", "std"), group="constant", requires=("Z", "std")),
            ),
        ),
        Exercise(
            slug="mean-squared-error",
            title="One number for how far off",
            needs=("mean_squared_error",),
            probe=calls("mean_squared_error", "y a", "loss"),
            cases=_error_cases,
            by_hand="Try y = (1, 2, 3) and a = (1, 2, 6): the loss is 9 / 3 = 3.",
            outputs=(equals("loss"),),
            aspects=(
                Aspect("loss", 2, ("loss",)),
                Aspect("mixed", 2, ("loss",), group="mixed", requires=("loss",)),
            ),
        ),
        Exercise(
            slug="minibatches",
            title="A few examples at a time",
            needs=("minibatches",),
            probe=_ask_minibatches,
            cases=_batch_cases,
            outputs=(
                satisfies("examples", "epoch-examples"),
                satisfies("sizes", "epoch-sizes", beside=("examples",)),
                satisfies("next_epoch", "epoch-shuffled", beside=("examples", "sizes")),
                satisfies("again", "epoch-from-rng", beside=("examples",)),
            ),
            aspects=(
                Aspect("examples", 1, ("examples",)),
                Aspect("sizes", 0.5, ("sizes",), requires=("examples",)),
                Aspect(
                    "large batch",
                    0.5,
                    ("examples", "sizes"),
                    group="large",
                    requires=("examples",),
                ),
                Aspect("shuffled", 1, ("next_epoch",)),
                Aspect("rng", 1, ("again",), requires=("shuffled",)),
            ),
        ),
    ),
)
