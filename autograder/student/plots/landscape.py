"""For losses and gradients of your own: the surface over two weights, and a map of a gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.student.plots.style import LOOKS, Array, Picture, figure, styled

Span = tuple[float, float]
NUMBERED, SIGNED = 60, 400
"""Entries of the largest map with numbers in it, and with minus signs."""


@styled
def surface(
    loss: Callable[[Array], Any],
    path: Any = None,
    *,
    around: tuple[Span, Span] = ((-2.0, 2.0), (-2.0, 2.0)),
    names: tuple[str, str] = ("first weight", "second weight"),
    resolution: int = 41,
) -> Picture:
    """Lines of equal loss over two weights, with the path of a descent.

    loss: maps two weights, an array ``(2,)``, to a number.
    path: the weights before each step, ``(steps, 2)``; the picture then holds all of it.
    around: first and last value of both weights, where there is no path.

    Two entries of a larger array make a surface too:
    ``plots.surface(lambda v: my_loss(replaced(W, v)))``.
    """
    steps = None if path is None else np.reshape(np.asarray(path, dtype=float), (-1, 2))
    sides = [np.linspace(*span, resolution) for span in _spans(steps, around)]
    heights = np.array(
        [[_number(loss(np.array([u, v]))) for u in sides[0]] for v in sides[1]], dtype=float
    )
    drawn, (ax,) = figure(1, 6.4, 4.4)
    told = _contours(ax, sides, heights, names)
    if steps is not None:
        ax.plot(*steps.T, **(LOOKS[1] | {"linestyle": "-", "linewidth": 0.9, "ms": 4}))
        ax.plot(*steps[0], "ko", ms=10, mfc="white", label="start")
        ax.plot(*steps[-1], "kD", ms=8, label="end")
        first, last = (_number(loss(point.copy())) for point in (steps[0], steps[-1]))
        told += f" The path of {len(steps)} points goes from {first:.3g} to {last:.3g}."
    ax.set(xlabel=names[0], ylabel=names[1])
    drawn.legend(loc="outside lower center", ncols=3, frameon=False)
    return Picture(drawn, told)


def _spans(path: Array | None, around: tuple[Span, Span]) -> tuple[Span, ...]:
    """First and last value of each weight: a quarter more than the path takes."""
    if path is None:
        return around
    path = path[np.isfinite(path).all(axis=1)]
    low, high = path.min(axis=0), path.max(axis=0)
    pad = 0.25 * float(max(high - low)) or 1.0
    return tuple((float(a - pad), float(b + pad)) for a, b in zip(low, high, strict=True))


def _contours(ax: Any, sides: list[Array], heights: Array, names: tuple[str, str]) -> str:
    """Lines at equal factors above the lowest point, and a star on it; the same in words."""
    finite = np.isfinite(heights)
    if not finite.any():
        raise ValueError("the loss is nan or inf everywhere in the picture; choose another place")
    low, high = heights[finite].min(), heights[finite].max()
    levels = low + (high - low) * 10.0 ** np.linspace(-3, 0, 13)
    if high > low:
        lines = ax.contour(*sides, np.where(finite, heights, np.nan), levels,
                           colors="0.45", linewidths=0.9)  # fmt: skip
        ax.clabel(lines, lines.levels[::3], fmt="%.3g", fontsize=9)
    row, column = np.unravel_index(np.where(finite, heights, np.inf).argmin(), heights.shape)
    at = sides[0][column], sides[1][row]
    ax.plot(*at, "k*", ms=14, label="lowest point shown", clip_on=False)
    ax.grid(False)
    where = " and ".join(f"{name} {value:.3g}" for name, value in zip(names, at, strict=True))
    return f"The loss goes from {low:.3g} to {high:.3g}; it is lowest at {where}."


def _number(value: Any) -> float:
    return float(np.squeeze(np.asarray(value, dtype=float)))


# ------------------------------------------------------------------------ a map of a gradient


@styled
def gradient_map(
    gradient: Any, other: Any = None, *, name: str = "dW", names: tuple[str, str] = ("yours", "")
) -> Picture:
    """A gradient entry by entry; beside it another one, and where they differ.

    gradient: an array of any shape; its last axis goes to the right.
    other: an array of the same shape, such as what ``central_difference`` found.
    name: what the array is called; names: what the two are called.
    """
    yours = np.asarray(gradient, dtype=float)
    if other is None:
        drawn, (ax,) = figure(1, *_size(yours, 1))
        _map(ax, _table(yours), f"{name} {np.shape(yours)}")
        place = _largest(yours)
        said = f"The largest entry is {_entry(name, place)}, {yours[place]:.3g}."
        return Picture(drawn, f"{name} of shape {yours.shape}. {said}")
    theirs = np.asarray(other, dtype=float)
    if theirs.shape != yours.shape:
        raise ValueError(f"the two have shapes {yours.shape} and {theirs.shape}; they must agree")
    drawn, axes = figure(3, *_size(yours, 3))
    most = float(np.nanmax(np.abs([yours, theirs])))
    apart = np.abs(yours - theirs) / (float(np.nanmax(np.abs(theirs))) or 1.0)
    titles = (f"{name}, {names[0]}", f"{name}, {names[1] or 'the other'}", "relative difference")
    for ax, array, title in zip(axes, (yours, theirs, apart), titles, strict=True):
        _map(ax, _table(array), title, most if array is not apart else 1.0, array is apart)
    place = _largest(apart)
    said = (
        f"They differ most at {_entry(name, place)}: {yours[place]:.4g} and {theirs[place]:.4g}, "
        f"{apart[place]:.1e} of the largest entry."
    )
    return Picture(drawn, f"{name} of shape {yours.shape}, {titles[0]} and {titles[1]}. {said}")


def _table(array: Array) -> Array:
    """The array as rows and columns."""
    return array.reshape(1, -1) if array.ndim < 2 else array.reshape(-1, array.shape[-1])


def _size(array: Array, panels: int) -> tuple[float, float]:
    """Inches: cells are wide enough for numbers where there are any."""
    rows, columns = _table(array).shape
    cell = 0.62 if array.size <= NUMBERED else 0.2
    width = min(max(columns * cell + 1.0, 2.8), 9.6 / panels)
    return width * panels, min(max(rows * 0.42 + 1.0, 1.7), 5.0)


def _map(ax: Any, table: Array, title: str, most: float = 0.0, is_error: bool = False) -> None:
    """One panel: white is 0; numbers, or minus signs, for those who do not see colours."""
    most = most or float(np.nanmax(np.abs(table))) or 1.0
    looks: Any = {"cmap": "Oranges", "vmin": 0} if is_error else {"cmap": "PuOr_r", "vmin": -most}
    image = ax.imshow(table, vmax=most, aspect="auto", **looks)
    for (row, column), value in np.ndenumerate(table):
        if table.size > NUMBERED and (table.size > SIGNED or is_error or value >= 0):
            continue
        said = f"{value:.3g}" if table.size <= NUMBERED else "−"
        red, green, blue, _ = image.cmap(image.norm(value))
        dark = 0.3 * red + 0.6 * green + 0.1 * blue < 0.45
        ax.text(column, row, said, ha="center", va="center", fontsize=9,
                color="white" if dark else "black")  # fmt: skip
    ax.set(title=title)
    for axis, count in ((ax.xaxis, table.shape[1]), (ax.yaxis, table.shape[0])):
        axis.set_ticks(range(0, count, max(1, count // 8)))
    ax.grid(False)


def _largest(array: Array) -> tuple[int, ...]:
    """The place of the largest entry in size; of one that is nan, if there is any."""
    flat = np.where(np.isfinite(array), np.abs(array), np.inf).argmax()
    return tuple(int(i) for i in np.unravel_index(flat, array.shape))


def _entry(name: str, place: tuple[int, ...]) -> str:
    return f"{name}[{', '.join(map(str, place))}]" if place else name
