"""Criteria for an epoch of minibatches: every example once, in equal batches, well shuffled.

An epoch is told as its rows ``[X | y]`` in the order in which they came, and its batch
sizes. Each criterion judges one property; what went wrong has one name in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judging.structure import Problem
from autograder.model import Array, Case

_NEAR = 1e-4
"""Rows are drawn far apart, so that float32 copies are found again."""
_MOST = 100
"""Epochs of rows that are looked at: the probe stops after two, so more are made up."""

Reason = Problem | None


def examples(array: Array, case: Case, options: Mapping[str, Any]) -> Reason:
    """The rows ``[X | y]`` of one epoch: each example exactly once, beside its own label."""
    places = _places(array, case)
    if places is None:
        return Problem("not-the-examples", f"No row [x | y] an example came back ({case.name}).")
    return _unmet(places, _reals(array), case)


def sizes(array: Array, case: Case, options: Mapping[str, Any]) -> Reason:
    """All batches are of ``batch_size``, but the last, which holds what is left.

    Where whole batches are shuffled, the shorter one comes last by chance only.
    """
    n, size = _counts(case)
    places = _found(options["examples"], case)
    swapped = _of_neighbours(places, array) and bool((np.diff(_firsts(places, array)) < 0).any())
    right = np.array_equal(array, [size] * (n // size) + [n % size] * (n % size > 0))
    if right and not (swapped and n % size):
        return None
    unmet = examples(options["examples"], case, options)
    if unmet is not None:
        return unmet
    if swapped:
        return _NEIGHBOURS
    if _counts_batches(_reals(array), n, size):
        said = f"n / {size} examples make a batch, where batches of {size} are asked for."
        return Problem("batch-size-is-a-count", f"{said} ({case.name})")
    if 0 in array:
        return Problem("empty-batch", "A batch is empty: it holds no example.")
    listed = ", ".join(f"{x:g}" for x in _reals(array).ravel()[:6]) or "none"
    said = f"The batch sizes are {listed}; all but the last should be {size} ({case.name})."
    return Problem("wrong-sizes", said, "Which examples should the second batch hold?")


def _counts_batches(lengths: Array, n: int, size: int) -> bool:
    """Whether the batches are as large as if ``size`` were their number."""
    if lengths.shape == (size,) and np.ptp(lengths) <= 1:
        return True
    shares = (n // size, -(-n // size))
    return lengths.ndim == 1 and lengths.size > 1 and any((lengths[:-1] == s).all() for s in shares)


def shuffled(array: Array, case: Case, options: Mapping[str, Any]) -> Reason:
    """Two epochs from one generator (``examples`` and this one) have each an order of its own."""
    first, second = _found(options["examples"], case), _found(array, case)
    if not first.size or not second.size or -1 in first or -1 in second:
        return _NOTHING if not first.size else _STRANGE
    broken = _broken_pairs(first, _reals(options["examples"]), case)
    if broken is not None:
        return broken
    if np.array_equal(first, np.arange(len(first))):
        return Problem("not-shuffled", "The examples come in the order in which they were given.")
    if _of_neighbours(first, options["sizes"]):
        return _NEIGHBOURS
    if np.array_equal(first, second):
        return Problem("same-every-epoch", "Every epoch has the same order.")
    return None


def from_rng(array: Array, case: Case, options: Mapping[str, Any]) -> Reason:
    """A generator of the same seed puts the rows of ``other_X`` in the order of ``examples``.

    The labels are those of the first epoch.
    """
    if not array.size:
        return _NOTHING
    first, again = _places(options["examples"], case), _places(array, case, "other_X")
    alike = first is not None and again is not None and np.array_equal(first, again)
    if alike and np.array_equal(*_labels(options, array)):
        return None
    return Problem("not-from-rng", "The same rng gives another order each time: draw from rng.")


def _labels(options: Mapping[str, Any], array: Array) -> tuple[Array, Array]:
    """The labels of the first epoch, and of another one."""
    return options["examples"][:, -1], array[:, -1]


_NOTHING = Problem("no-examples", "No example comes out at all.")
_NEIGHBOURS = Problem("batches-of-neighbours", "The batches are shuffled, the examples are not.")
_STRANGE = Problem("not-the-examples", "A row comes out that X does not have.")

# ------------------------------------------------------------------------------ reading


def _counts(case: Case) -> tuple[int, int]:
    return len(case.inputs["X"]), int(case.inputs["batch_size"])


def _reals(array: Array) -> Array:
    """Real floats, whatever was returned; nan where they are complex."""
    if np.iscomplexobj(array):
        return np.full(array.shape, np.nan)
    return np.asarray(array, dtype=float)


def _places(array: Array, case: Case, of: str = "X") -> Array | None:
    """For each row the place of its example in ``X``, -1 where ``X`` has none; None if no rows."""
    X, rows = np.asarray(case.inputs[of], dtype=float), _reals(array)
    if rows.ndim != 2 or rows.shape[1] != X.shape[1] + 1 or len(rows) > _MOST * len(X):
        return None
    alike = (np.abs(rows[:, None, :-1] - X) <= _NEAR).all(axis=2)
    return np.where(alike.any(axis=1), alike.argmax(axis=1), -1)


def _found(array: Array, case: Case) -> Array:
    places = _places(array, case)
    return np.array([], dtype=int) if places is None else places


def _of_neighbours(places: Array, batches: Array) -> bool:
    """Whether each of three or more batches holds examples that stood side by side in X."""
    lengths = _reals(batches)
    if lengths.ndim != 1 or (lengths > 1).sum() < 3 or lengths.sum() != len(places):
        return False
    return all(bool((np.diff(np.sort(part)) == 1).all()) for part in _batches(places, lengths))


def _firsts(places: Array, batches: Array) -> list[int]:
    """The place in ``X`` at which each batch of neighbours begins."""
    return [min(part) for part in _batches(places, _reals(batches)) if part.size]


def _batches(places: Array, lengths: Array) -> list[Array]:
    return np.split(places, np.cumsum(lengths.astype(int))[:-1])


# ------------------------------------------------------------------------------ reasons


def _unmet(places: Array, rows: Array, case: Case) -> Reason:
    """Why these rows are not each example once; None where they are."""
    (n, size), told, where = _counts(case), len(places), f"({case.name})."
    if not told and size <= n:
        return _NOTHING
    if -1 in places:
        return _STRANGE
    broken = _broken_pairs(places, rows, case)
    if broken is not None:
        return broken
    once = len(np.unique(places)) == told
    if not once and _sliding(places, min(size, n)):
        return Problem("step-forgotten", f"Each batch begins one row after the last {where}")
    if told > n:
        if told == -(-n // size) * size:
            every = len(np.unique(places)) == n
            label = "last-batch-filled-up" if every else "with-replacement"
            return Problem(label, f"{told} examples come out of {n} {where}")
        return Problem("endless", f"More and more batches come: one epoch has {n} examples {where}")
    if not once:
        return Problem("with-replacement", f"Some examples come twice, others never {where}")
    if told == n:
        return None
    if told == size:
        return Problem("only-the-first-batch", f"Only {told} of {n} examples come out {where}")
    if told == n // size * size:
        return Problem("last-batch-dropped", f"Only {told} of {n} examples come out {where}")
    if told in (n - n // size, n - -(-n // size)):
        return Problem("slice-one-short", f"Only {told} of {n} examples come out {where}")
    return Problem("examples-missing", f"Only {told} of {n} examples come out {where}")


def _sliding(places: Array, size: int) -> bool:
    """Whether the second batch is the first one without its first row, and one row more."""
    return size > 1 and np.array_equal(places[size : 2 * size - 1], places[1:size])


def _broken_pairs(places: Array, rows: Array, case: Case) -> Problem | None:
    """What became of the labels, where some stand beside another example than their own."""
    y = np.asarray(case.inputs["y"], dtype=float)
    if np.array_equal(rows[:, -1], y[places]):
        return None
    in_order = np.arange(len(rows)) % len(y)
    if np.array_equal(places, in_order) or np.array_equal(rows[:, -1], y[in_order]):
        return Problem("one-left-behind", "Only one of X and y is shuffled: the pairs are broken.")
    return Problem("pairs-broken", "Labels stand beside examples that are not theirs.")
