"""Classifiers drawn over the plane: the spiral that they are trained on, and what is asked.

The points are the same for everybody and short of the notebooks' own: thirty-six points and a
hundred steps or so tell a line from a net, in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np

from autograder.model import Array, Boundary, Inputs, Probe, WrongReturn

ARMS, EACH = 3, 12
EDGE, CELLS = 1.15, 48
_TURN, _NOISE = 3.0, 0.2


def boundary(model: str, probe: Probe, **settings: Any) -> Boundary:
    """A classifier of the spiral's arms to be drawn; ``settings`` are further inputs."""

    @cache
    def inputs() -> Inputs:
        X, y = spiral()
        return {"X": X, "y": y, **settings}

    return Boundary(model, probe, inputs, edge=EDGE, cells=CELLS, classes=ARMS)


def spiral() -> tuple[Array, Array]:
    """Three arms around the origin: points (36, 2) and classes (36,), always the same ones."""
    draw = np.random.RandomState(0)
    radius, y = np.linspace(0.05, 1.0, EACH), np.repeat(np.arange(ARMS), EACH)
    arms = []
    for arm in range(ARMS):
        angle = 2 * np.pi * arm / ARMS + np.linspace(0, _TURN, EACH)
        angle += _NOISE * draw.normal(size=EACH)
        arms.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]))
    return np.concatenate(arms), y


@cache
def grid() -> Array:
    """The middles of the cells (2304, 2), row by row from below, each row from the left."""
    along = EDGE * (2 * np.arange(CELLS) + 1 - CELLS) / CELLS
    across, up = np.meshgrid(along, along)
    return np.column_stack([across.ravel(), up.ravel()])


def drawn(predict: Callable[[Array], Any], inputs: Inputs) -> Mapping[str, Any]:
    """The classes that ``predict`` gives to the cells and to the points it was trained on."""
    return {
        "regions": _whole(predict(grid().copy())),
        "points": _whole(predict(inputs["X"].copy())),
    }


def highest(scores: Any) -> Any:
    """The class of the highest score in each row; raises ``WrongReturn`` where one is none."""
    scores = np.asarray(scores, dtype=float)
    if not np.isfinite(scores).all():
        raise WrongReturn("after training its scores are no finite numbers.")
    return scores.argmax(axis=1)


def of_shape(name: str, array: Any, *shapes: tuple[int, ...]) -> Any:
    """As an array, if it has one of these shapes; raises ``WrongReturn`` where it has not."""
    if np.shape(array) not in shapes:
        raise WrongReturn(f"{name} has shape {np.shape(array)} where {shapes[0]} is asked.")
    return np.asarray(array)


def _whole(classes: Any) -> Any:
    """Whole numbers as integers, however they are stored; anything else as it is."""
    classes = np.asarray(classes)
    if classes.dtype.kind == "f" and (classes == classes.astype(np.int64)).all():
        return classes.astype(np.int64)
    return classes
