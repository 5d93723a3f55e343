"""Is a large enough share of unseen rows put into the right class? And if not, what shows?

A classifier may be anything. What can be told of it is told from its answers alone: to
rows it has not seen, to rows it was trained on, and to rows moved towards the origin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.judging.structure import Problem
from autograder.model import Array, Case

_STRAIGHT = 0.97
"""Flat boundaries repeat a linear classifier's answers to 0.99 and more; others reach 0.91."""
_GAP = 0.2
_LITTLE, _NEAR = 0.8, 0.15
_HARDLY = 0.15
"""Above chance: whoever gets fewer of the rows it was trained on has hardly been trained."""
_ALL = 0.98
"""Right on the rows it was trained on: below this, training on still helps unseen rows."""
_APART = 0.4
"""Between the best set and the worst: the noise of a share is far smaller."""
_SWING = 0.02
"""Other sets of rows move the mean by about this much."""


def accuracy(array: Array, case: Case, options: Mapping[str, Any]) -> Problem | None:
    """Classes ``(sets, rows)`` of which at least the share ``at_least`` is right, over all sets.

    Options: ``truth`` names the classes withheld, ``rows`` the input ``(sets, rows, D)`` they
    belong to, ``classes`` how many there are. Beside it stand ``seen``, the answers to the
    first training rows, whose classes are the input ``of_seen``, and ``nearer``, the answers
    to the first of the rows with every other one moved halfway to the origin.
    """
    truth, classes = np.asarray(case.withheld[options["truth"]]), int(options["classes"])
    wrong = _form(array, truth, classes)
    if wrong:
        return wrong
    array = array.astype(float)  # truths count as 0 and 1
    shares = (array == truth).mean(axis=1)
    if shares.mean() >= options["at_least"]:
        return None
    learned = _learned(case, options)
    fact = _shares(shares, learned)
    label = _told(array, truth, classes)
    if not label and np.ptp(shares) > _APART:
        said = f"{fact}. One set is learned, another is guessed"
        hint = "Does something of the first call of fit survive into the next one?"
        return Problem("not-every-set", f"{said}.", hint)
    label = label or _shown(array, case, options, shares.mean(), learned)
    if label:
        return Problem(label, f"{fact}.", fact=fact)
    return Problem("too-few-right", f"{fact}.", _next(learned))


def reached(array: Array, case: Case, options: Mapping[str, Any]) -> tuple[str, ...]:
    """What is worth knowing of a share that is large enough.

    The share itself, where the option ``shares`` asks for it, and how near to its
    limit it is: other rows could bring it below.
    """
    truth, at_least = np.asarray(case.withheld[options["truth"]]), float(options["at_least"])
    if array.shape != truth.shape:
        return ()
    shares = (array == truth).mean(axis=1)
    above = float(shares.mean()) - at_least
    if above < 0 or not at_least:
        return ()
    told = [f"{_shares(shares, _learned(case, options))}."] if options.get("shares") else []
    if above < _SWING:
        said = f"{shares.mean():.3f} is {above:.3f} above the step at {at_least:.2f}"
        told.append(f"{said}: other rows, or another start, may bring it below.")
    return tuple(told)


def _learned(case: Case, options: Mapping[str, Any]) -> float:
    """The share that is right of the first rows that it was trained on."""
    known, seen = np.asarray(case.inputs[options["of_seen"]]), np.asarray(options["seen"])
    if seen.ndim != 2 or len(seen) != len(known) or not 0 < seen.shape[1] <= known.shape[1]:
        return 0.0
    return float((seen == known[:, : seen.shape[1]]).mean())


def _shares(shares: Array, learned: float) -> str:
    """Both shares in words: of unseen rows, with that of each set, and of training rows."""
    each = ", ".join(f"{share:.2f}" for share in shares)
    return (
        f"Right are {shares.mean():.3f} of the rows it has not seen ({each}), "
        f"and {learned:.3f} of those it was trained on"
    )


def _next(learned: float) -> str:
    """What to try, by the share of training rows that are right."""
    if learned < _ALL:
        return (
            f"Fewer than {_ALL:g} of its own rows are right: train on first (more steps, a larger "
            "rate, less reg, more units). Is every parameter used and trained, biases too?"
        )
    return (
        "It knows its own rows and fewer of the others. Does fit use all rows that it is handed, "
        "whatever their number? Then more reg, or fewer units."
    )


def _form(array: Array, truth: Array, classes: int) -> Problem | None:
    """Why these are no classes, one a row; None if they are. Whole floats are classes."""
    each = truth.shape[1]
    if array.shape == (*truth.shape, classes):
        one_hot = np.isin(array, (0, 1)).all() and (array.sum(axis=2) == 1).all()
        said = f"predict returned {(each, classes)}, one number for each class; ({each},) is asked."
        return Problem("one-hot-returned" if one_hot else "scores-returned", said)
    if array.shape == (*truth.shape, 1):
        said = f"predict returned a column, {(each, 1)}; it should be flat, ({each},)."
        return Problem("transposed", said, "Which axis is still to be taken away?")
    if array.shape != truth.shape:
        said = f"predict returned shape {array.shape[1:]} for {each} rows; ({each},) is asked for."
        hint = "predict answers for the rows it is handed, each once."
        if array.shape[1:] in ((), (classes,)):
            hint += " Over which axis is the largest score taken: where do the classes lie?"
        return Problem("wrong-shape", said, hint)
    if np.iscomplexobj(array) or not np.isfinite(array).all():
        return Problem("not-finite", "predict returned numbers that are not finite.")
    if (array != np.round(array)).any():
        said = (
            f"predict returned {float(array[array != np.round(array)][0]):.4g}, which is no class."
        )
        return Problem("score-for-class", said)
    return None


def _told(array: Array, truth: Array, classes: int) -> str:
    """The name of what the classes themselves show, or nothing."""
    if array.min() == 1 and array.max() == classes:
        return "counts-from-one"
    if all(np.ptp(row) == 0 for row in array):
        return "one-class"
    share, chance = float((array == truth).mean()), 1 / classes
    luck = 5 * np.sqrt(chance * (1 - chance) / truth.size)
    if abs(share - chance) <= luck:
        return "no-better-than-guessing"
    return "least-likely-class" if share < chance else ""


def _shown(
    array: Array, case: Case, options: Mapping[str, Any], share: float, learned: float
) -> str:
    """The name of what more questions show: about distance, flatness, and training rows."""
    if learned < 1 / int(options["classes"]) + _HARDLY:
        return "learned-too-little"
    nearer = np.asarray(options["nearer"])
    if nearer.ndim == 2 and np.array_equal(nearer, array[:, : nearer.shape[1]]):
        return "direction-only"
    rows = np.asarray(case.inputs[options["rows"]])[0]
    if _flatness(rows, array[0].astype(int), int(options["classes"])) >= _STRAIGHT:
        return "straight-boundaries"
    if learned >= _ALL and learned - share >= _GAP:
        return "learned-by-heart"
    return "learned-too-little" if learned < _LITTLE and learned - share < _NEAR else ""


def _flatness(rows: Array, answers: Array, classes: int, steps: int = 300) -> float:
    """The share of answers that a linear softmax classifier, trained on them, repeats."""
    answers = np.clip(answers, 0, classes - 1)
    flat = (rows - rows.mean(axis=0)) / np.maximum(rows.std(axis=0), 1e-12)
    flat = np.hstack([flat, np.ones((len(flat), 1))])
    wanted, weights = np.eye(classes)[answers], np.zeros((flat.shape[1], classes))
    speed = 0 * weights
    for _ in range(steps):
        odds = np.exp(flat @ weights - (flat @ weights).max(axis=1, keepdims=True))
        slope = flat.T @ (odds / odds.sum(axis=1, keepdims=True) - wanted) / len(flat)
        speed = 0.9 * speed - slope
        weights = weights + speed
    return float(((flat @ weights).argmax(axis=1) == answers).mean())
