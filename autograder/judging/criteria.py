"""Named properties for answers that are random or have no order.

``problem(output, value, case)`` says what is wrong, or None. A criterion sees
the inputs of the case and the options of the output, never a reference draw.
Where it can tell *which* mistake it sees, it returns a ``Problem`` with that label;
the bank of the exercise may hold the words for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.judging import accuracies, agreement, batches, descents, epochs, grids, orders
from autograder.judging.structure import Problem
from autograder.model import Array, Case, Output, Value

Criterion = Callable[[Array, Case, Mapping[str, Any]], str | Problem | None]


def problem(
    output: Output, value: Value, case: Case, returned: Mapping[str, Value] | None = None
) -> Problem | None:
    """What is wrong with a value that must satisfy a named criterion, or None.

    ``returned`` are all values of the reply; those that the option ``beside`` names
    join the criterion's options as arrays.
    """
    if value.array is None:
        return Problem(
            "wrong-type", f"{output.name} is a {value.type_name}; numbers are asked for."
        )
    criterion = CRITERIA.get(output.criterion or "")
    if criterion is None:
        raise LookupError(f"no criterion {output.criterion!r}; there are {sorted(CRITERIA)}")
    beside = {name: (returned or {}).get(name) for name in output.options.get("beside", ())}
    missing = next((name for name, other in beside.items() if not _numeric(other)), None)
    if missing is not None:
        return Problem("none", f"{output.name} cannot be judged without {missing}.")
    said = criterion(value.array, case, _with_beside(output, returned or {}))
    if said is None or isinstance(said, Problem):
        return said
    return Problem(f"not-{output.criterion}", f"{output.name} {said}")


def facts(
    output: Output, value: Value | None, case: Case, returned: Mapping[str, Value]
) -> tuple[str, ...]:
    """What a criterion has to say of a value that satisfies it: notes, which cost nothing."""
    told, beside = FACTS.get(output.criterion or ""), output.options.get("beside", ())
    if told is None or value is None or value.array is None:
        return ()
    if not all(_numeric(returned.get(name)) for name in beside):
        return ()
    return told(value.array, case, _with_beside(output, returned))


def _with_beside(output: Output, returned: Mapping[str, Value]) -> Mapping[str, Any]:
    """The criterion's options, joined by the values that it wants beside its own."""
    beside = output.options.get("beside", ())
    return {**output.options, **{name: returned[name].array for name in beside}}


def _numeric(value: Value | None) -> bool:
    return value is not None and value.array is not None


def uniform(array: Array, case: Case, options: Mapping[str, Any]) -> str | Problem | None:
    """Draws spread evenly over ``[low, high)``: named inputs of the case, or withheld ones.

    Marginals only: range, mean and standard deviation within five standard errors.
    ``shape`` may name the inputs whose product is the number of draws. ``again``, where it
    stands ``beside``, is the beginning of a second run, which must repeat the first;
    ``other`` that of a run with another rng, which must not.
    ``instead`` may name withheld pairs of bounds that known mistakes draw from.
    """
    named = {**case.inputs, **case.withheld}
    wanted = tuple(int(named[name]) for name in options.get("shape", ()))
    if wanted and array.size != int(np.prod(wanted)):
        return f"has shape {array.shape}; it should be {wanted} ({case.name})."
    low, high = float(named[options["low"]]), float(named[options["high"]])
    if np.iscomplexobj(array) or not np.isfinite(array).all() or array.size < 2:
        return "is not a set of finite draws."
    draws = np.ravel(array).astype(float)
    said = _uneven(draws, low, high)
    again, other = options.get("again"), options.get("other")
    if again is not None and not _begins(draws, again):
        return Problem("not-from-rng", "Two runs with the same rng differ: draw from rng.")
    if said is None and other is not None and _begins(draws, other):
        return Problem("rng-of-its-own", "Two rngs of different seeds give the same draws.")
    for label in options.get("instead", ()) if said else ():
        if _uneven(draws, *named[label]) is None:
            return Problem(label, f"The draws run from {draws.min():.4g} to {draws.max():.4g}.")
    return said


def _begins(draws: Array, first: Array) -> bool:
    """Whether draws begin with these."""
    return np.array_equal(draws[: np.size(first)], np.ravel(first))


_HUGE = 1e100
"""Beyond any draw, and far from where squares overflow."""
_MANY = 400
_BELL, _BELL_SPREAD = 3.0, 0.7
"""The mean fourth power of standard normal draws; even ones have 1.8. From 400 draws it lies
within 0.7 of that."""
_NEVER = 30.0
"""A chance of exp(-30): that n draws all miss the outer 30/n of their range."""


def _uneven(draws: Array, low: float, high: float) -> str | Problem | None:
    """Why draws are not spread evenly over a range, or None."""
    width, n = high - low, draws.size
    if np.ptp(draws) == 0:
        return Problem("all-alike", "All draws are the same number.")
    if np.unique(draws).size == 2:
        return Problem("two-values-only", "Only two numbers are drawn, and nothing between them.")
    if np.unique(draws).size <= n / 2:
        return Problem("draws-repeated", "Most draws repeat another: draw every number anew.")
    off, spread = abs(draws.mean() - (low + high) / 2), width / np.sqrt(12)
    centred = bool(off <= 5 * spread / np.sqrt(n))
    as_wide = bool(abs(draws.std() - spread) <= 5 * spread * np.sqrt(0.2 / n))
    slack = 1e-6 * width
    if draws.min() < low - slack or draws.max() > high + slack:
        far = max(low - draws.min(), draws.max() - high) > width / 8
        if centred and as_wide and far:
            return Problem("not-even", "The draws have the right spread, but are not even.")
        around = off <= 5 * draws.std() / np.sqrt(n)
        if around and n >= _MANY and abs(_tailed(draws) - _BELL) < _BELL_SPREAD:
            said = "The draws are normal: even draws between two bounds are asked for."
            return Problem("normal-draws", said)
        return f"leaves the range from {low:.4g} to {high:.4g}."
    if not centred:
        return f"has mean {draws.mean():.4g}; it should be near {(low + high) / 2:.4g}."
    if not as_wide:
        return f"has spread {draws.std():.4g}; it should be near {spread:.4g}."
    missed = max(draws.min() - low, high - draws.max())
    if missed > width * _NEVER / n:
        return f"runs from {draws.min():.4g} to {draws.max():.4g}; it should reach {high:.4g}."
    return None


def _tailed(draws: Array) -> float:
    """The mean fourth power of draws of mean 0 and spread 1."""
    return float((((draws - draws.mean()) / draws.std()) ** 4).mean())


def permutation(array: Array, case: Case, options: Mapping[str, Any]) -> str | None:
    """The same rows as the input named in ``options["of"]``, each once, in any order."""
    rows = np.asarray(case.inputs[options["of"]])
    if array.shape != rows.shape:
        return f"has shape {array.shape}; it should be {rows.shape}."
    flat, right = array.reshape(len(array), -1), rows.reshape(len(rows), -1)
    if not np.allclose(flat[np.lexsort(flat.T)], right[np.lexsort(right.T)], atol=1e-9):
        return f"does not hold each row of {options['of']} exactly once."
    return None


def nan(array: Array, case: Case, options: Mapping[str, Any]) -> Problem | None:
    """Where a nan went in one has come out, and nowhere else: a lost number is not hidden.

    The input named in ``into`` says for each answer where a nan went in; ``nowhere`` is none.
    """
    went_in = np.asarray(case.inputs[options["into"]]) != options["nowhere"]
    if array.ndim == 0 or len(array) != len(went_in) or not array.size:
        return Problem("wrong-shape", f"{len(went_in)} answers are asked for ({case.name}).")
    came_out = np.isnan(array).reshape(len(array), -1).any(axis=1)
    if (went_in & ~came_out).any():
        return Problem("nan-lost", "A nan went in and an ordinary number came out.")
    if (came_out & ~went_in).any():
        return Problem("nan-from-nowhere", "A nan came out where none went in.")
    return None


def told(array: Array, case: Case, options: Mapping[str, Any]) -> Problem | None:
    """What the probe noticed is as it should be; else the mistake that ``label`` names."""
    if array.dtype == bool and array.all():
        return None
    return Problem(str(options["label"]), f"This does not hold: {options['label']}.")


def normal(array: Array, case: Case, options: Mapping[str, Any]) -> str | Problem | None:
    """Draws of mean 0 and standard deviation ``scale``, the same again for the same seed.

    ``array`` holds two runs, one after the other. Mean and standard deviation within
    five standard errors, and never all the same. ``other``, where it stands ``beside``, is a
    run with another rng, which must differ.
    """
    scale, n = float(options["scale"]), array.size // 2
    if array.ndim < 2 or len(array) != 2 or n < 2 or np.iscomplexobj(array):
        return "is not a set of finite draws."
    if not (np.abs(array.astype(float)) < _HUGE).all():
        return "is not a set of finite draws."
    if not array.any():
        return Problem("starts-at-zero", "The start is all zeros; random draws are asked for.")
    if not np.array_equal(array[0], array[1]):
        return Problem("not-from-rng", "Two runs with the same rng differ: draw from rng.")
    if "other" in options and np.array_equal(array[0], options["other"]):
        return Problem("rng-of-its-own", "Two rngs of different seeds give the same draws.")
    mean, spread = float(array[0].mean()), float(array[0].std())
    if abs(mean) > 5 * max(scale, spread) / np.sqrt(n):
        return Problem("not-centred", f"The draws have mean {mean:.2g}; it should be near 0.")
    if not spread or abs(spread - scale) > 5 * scale / np.sqrt(2 * n):
        said = f"The draws have standard deviation {spread:.2g}; it should be near {scale:.2g}."
        return Problem("too-large" if spread > scale else "too-small", said)
    return None


FACTS: Mapping[str, Callable[[Array, Case, Mapping[str, Any]], tuple[str, ...]]] = {
    "accuracy": accuracies.reached,
}
"""Criteria that have something to say of what satisfies them."""

CRITERIA: Mapping[str, Criterion] = {
    "accuracy": accuracies.accuracy,
    "epoch-examples": epochs.examples,
    "epoch-from-rng": epochs.from_rng,
    "epoch-shuffled": epochs.shuffled,
    "epoch-sizes": epochs.sizes,
    "descended": descents.descended,
    "drawn-batches": batches.drawn,
    "grid-axis": grids.axis,
    "nearest-centre": grids.nearest,
    "normal": normal,
    "nan": nan,
    "uniform": uniform,
    "permutation": permutation,
    "same-gradient": agreement.same,
    "topological-order": orders.topological,
    "trained-on-batches": batches.trained,
    "told": told,
}
