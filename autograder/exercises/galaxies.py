"""Cases and probe of ``capstone-accuracy``: galaxies of four arms, lifted into ten dimensions.

Everything is drawn anew: arms, the turn into ten dimensions, noise, and which stars are
for training. The arms of the test stars stay with the judge. Three galaxies make one case:
their mean accuracy counts, so that an unlucky galaxy evens out.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.exercises.probes import describe
from autograder.model import Array, Case, Find, Inputs, WrongReturn

Rng = np.random.Generator

FEATURES, CLASSES = 10, 4
GALAXIES, TRAINING, TEST = 3, 1400, 600
SEEN, NEARER = 600, 200
SECONDS = 20.0
"""Of computing, for all galaxies together: what the page promises."""
KILLED_AFTER = 40.0
"""Seconds on the wall, for code that never comes back to the probe."""
NEEDS = ("build_model", "fit", "predict")


def galaxy(rng: Rng, stars: int, noise: float = 1.0) -> tuple[Array, Array, Array]:
    """Stars ``X (stars, 10)``, their arms ``y (stars,)``, and the plane ``(10, 2)`` of the arms.

    The stars come in random order. In every direction of the ten the spread is nearly 1,
    so that no direction gives the plane away.
    """
    y = rng.permutation(np.arange(stars) % CLASSES)
    radius = 2 * np.sqrt(rng.uniform(0.05, 1, stars))
    bend = rng.choice([-1, 1]) * rng.uniform(4.7, 4.8)
    angle = 2 * np.pi * y / CLASSES + bend * radius / 2 + rng.uniform(0, 2 * np.pi)
    angle = angle + rng.normal(0, 0.2, stars)
    arms = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    rest = rng.normal(0, noise, (stars, FEATURES - 2))
    turn, _ = np.linalg.qr(rng.normal(size=(FEATURES, FEATURES)))
    return (np.hstack([arms, rest]) @ turn).round(2), y, turn[:2].T


def cases(rng: Rng) -> list[Case]:
    """One case of three galaxies: training stars with their arms, test stars without."""
    skies = [galaxy(rng, TRAINING + TEST) for _ in range(GALAXIES)]
    X, y = (np.stack([sky[part] for sky in skies]) for part in (0, 1))
    inputs = {
        "X": X[:, :TRAINING],
        "y": y[:, :TRAINING],
        "X_test": X[:, TRAINING:],
        "seed": int(rng.integers(2**31)),
    }
    return [Case("three galaxies", inputs, withheld={"y_test": y[:, TRAINING:]})]


def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Build, fit and predict, galaxy by galaxy."""
    build, fit, predict = (find(name) for name in NEEDS)
    begin, answers = time.thread_time(), []
    for g in range(GALAXIES):
        X, y, X_test = (inputs[name][g] for name in ("X", "y", "X_test"))
        rng = np.random.default_rng([inputs["seed"], g])
        seen, nearer = X[:SEEN].copy(), _nearer(X_test[:NEARER])
        try:
            model = fit(build(rng), X, y, rng)
            if model is None:
                raise WrongReturn("fit returned None. End it with: return model")
            answers.append([predict(model, rows) for rows in (X_test, seen, nearer)])
        except KeyboardInterrupt:
            raise WrongReturn(
                f"Stopped by hand at galaxy {g + 1} of {GALAXIES}. {_ALLOWED}"
            ) from None
        _in_time(time.thread_time() - begin, g + 1)
    classes, seen, nearer = (_stacked(found) for found in zip(*answers, strict=True))
    return {**dict.fromkeys(STEPS, classes), "seen": seen, "nearer": nearer}


STEPS: Mapping[str, tuple[float, float]] = {
    "step-44": (0.44, 3),
    "step-64": (0.64, 3),
    "step-78": (0.78, 4),
    "step-91": (0.91, 6),
}
"""What each step asks for: a mean accuracy, and the points for reaching it."""

_ALLOWED = (
    f"All {GALAXIES} have {SECONDS:g} seconds of computing together; a net of 64 hidden units "
    "needs one. Try fewer iterations, larger minibatches, or fewer loops."
)


def _in_time(used: float, done: int) -> None:
    if used > SECONDS:
        raise WrongReturn(
            f"Too slow: {done} of {GALAXIES} galaxies took {used:.0f} seconds. {_ALLOWED}"
        )


def _nearer(rows: Array) -> Array:
    """Every other row halfway to the origin."""
    moved = rows.copy()
    moved[::2] /= 2
    return moved


def _stacked(found: tuple[Any, ...]) -> Any:
    """What predict returned for each galaxy as one array; raises ``WrongReturn``."""
    try:
        arrays = [np.asarray(part) for part in found]
        if all(array.dtype.kind in "biuf" for array in arrays):
            return np.stack(arrays)
    except ValueError:
        pass
    said = "predict should return one class a row, (N,) whole numbers from 0 to 3; it returned"
    raise WrongReturn(f"{said} {describe(found[0])}.")
