"""Unit 09's pictures: one vector in pieces, its draws, two ways down a bowl, hidden units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.student.plots.style import (
    HATCHES,
    LOOKS,
    Array,
    Picture,
    figure,
    played,
    slider,
    styled,
)

ARRAYS = ("W1", "b1", "W2", "b2")


@styled
def strip(shapes: Sequence[tuple[int, ...]]) -> Picture:
    """The flat vector as a strip: where each array of these shapes lies, and how long it is."""
    drawn, (ax,) = figure(1, 7.6, 1.9)
    told, begin = [], 0
    for look, hatch, name, shape in zip(LOOKS, HATCHES, ARRAYS, shapes, strict=True):
        size = int(np.prod(shape))
        said = f"{name} {shape}: {size}"
        style: Any = {"color": "white", "edgecolor": look["color"], "linewidth": 2, "label": said}
        ax.barh(0, size, left=begin, hatch=hatch, **style)
        told.append(f"{name} from {begin} to {begin + size - 1}")
        begin += size
    ax.set(xlabel="place in theta", xlim=(0, begin), yticks=[])
    ax.grid(False)
    drawn.legend(loc="outside upper center", ncols=4, frameon=False)
    return Picture(drawn, f"theta, {begin} numbers: {', '.join(told)}.")


@styled
def draws(theta: Array, epsilon: float) -> Picture:
    """How many draws fall where, with dashed lines at plus and minus epsilon."""
    drawn, (ax,) = figure(1, 6.4, 2.7)
    theta = np.ravel(theta)
    edges = np.linspace(-1.5 * epsilon, 1.5 * epsilon, 31)
    counts, _, _ = ax.hist(
        theta, edges, color="white", edgecolor=LOOKS[0]["color"], hatch="///", linewidth=1
    )
    for end in (-epsilon, epsilon):
        ax.axvline(end, color="black", linestyle="--", linewidth=1.2)
    ax.set(xlabel="draw", ylabel="how many")
    filled = int(np.count_nonzero(counts))
    said = f"from {theta.min():.3f} to {theta.max():.3f}, in {filled} of {len(counts)} bars"
    return Picture(drawn, f"{theta.size} draws {said}.")


def _walk(steepness: float, conjugate: bool, searches: int) -> Array:
    """The points that exact searches visit in the bowl (x² + steepness · y²) / 2."""
    bend = np.array([1.0, steepness])
    at = np.array([steepness, 1.0]) / steepness
    path, gradient = [at], bend * at
    direction = -gradient
    for _ in range(searches):
        length = gradient @ gradient
        if length < 1e-20:
            break
        at = (
            at + length / np.sum(bend * direction**2) * direction
            if conjugate
            else (at - length / np.sum(bend * gradient**2) * gradient)
        )
        gradient = bend * at
        direction = -gradient + gradient @ gradient / length * direction
        path.append(at)
    return np.array(path)


@styled
def zigzag(steepness: float = 10.0) -> Picture:
    """Steepest descent and conjugate gradient in one bowl, with exact searches."""
    drawn, (ax,) = figure(1, 7.2, 3.6)
    top = min(1.1, 0.15 + 1.6 / steepness)
    x, y = np.meshgrid(np.linspace(-0.25, 1.15, 200), np.linspace(-top, top, 200))
    ax.contour(x, y, np.sqrt(x**2 + steepness * y**2), 12, colors="0.75", linewidths=0.8)
    told = []
    for look, name, conjugate in zip(
        LOOKS, ("steepest descent", "conjugate gradient"), (False, True), strict=False
    ):
        path = _walk(steepness, conjugate, 200)
        left = np.sum(path**2 * [1.0, steepness], axis=1)
        arrived = int(np.argmax(left <= 1e-6 * left[0])) if left[-1] <= 1e-6 * left[0] else 200
        ax.plot(*path.T, label=f"{name}: {arrived} searches", **look)
        told.append(f"{name} needs {arrived} searches")
    ax.plot(0, 0, "k*", markersize=13)
    ax.set(xlabel="first weight", ylabel="second weight", aspect="equal")
    drawn.legend(loc="outside upper center", ncols=2, frameon=False)
    said = f"A bowl {steepness:g} times as steep in one direction as in the other"
    return Picture(drawn, f"{said}: {', '.join(told)}, to a millionth of the height.")


def zigzag_slider(steepness: float = 10.0) -> Any:
    """A slider for how stretched the bowl is; the still picture where there are no widgets."""
    return played(
        zigzag(steepness),
        lambda widgets: [slider(widgets, "steepness", steepness, 1.0, 40.0)],
        zigzag,
    )


@styled
def hidden_images(W1: Array, columns: int = 9) -> Picture:
    """Each column of ``W1 (side², H)`` as a square image; light pixels have positive weights."""
    W1 = np.asarray(W1, dtype=float)
    side, units = int(np.sqrt(len(W1))), W1.shape[1]
    rows = -(-units // columns)
    drawn, places = figure(columns, 0.95 * columns, 0.98 * rows, rows)
    most = float(np.abs(W1).max()) or 1.0
    for ax, image in zip(places, W1.T, strict=False):
        ax.imshow(image.reshape(side, side), cmap="gray", vmin=-most, vmax=most)
    for ax in places:
        ax.axis("off")
    return Picture(drawn, f"{units} hidden units, each an image of {side} × {side} weights.")
