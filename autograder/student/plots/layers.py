"""Unit 06's pictures: what travels between layers, softmax's Jacobian, digits that were read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.student.plots.style import (
    LOOKS,
    Array,
    Picture,
    figure,
    played,
    slider,
    styled,
)

SCORES = (1.0, 2.0, 4.0)


# ------------------------------------------------------------------ what travels, and what stays


@styled
def relay(layers: Sequence[Any], x: Array, dout: Array) -> Picture:
    """One pass forward and one back through ``layers``: the shapes handed up, handed down, kept."""
    up, down = _handed(layers, "forward", x), _handed(layers[::-1], "backward", dout)
    drawn, (ax,) = figure(1, min(3.1 * len(layers), 9.8), 3.0)
    told = []
    for i, layer in enumerate(layers):
        kept = _kept(layer)
        _box(ax, i, type(layer).__name__, kept)
        told.append(f"{type(layer).__name__} keeps {kept.replace(chr(10), ', ') or 'no gradient'}")
    for i, (above, below) in enumerate(zip(up, reversed(down), strict=True)):
        _arrow(ax, i, 0.25, 1, f"forward\n{above}", LOOKS[0])
        _arrow(ax, i, -0.25, -1, f"gradient\n{below}", LOOKS[1])
    ax.set(xlim=(-0.95, len(layers) - 0.05), ylim=(-1.35, 0.95))
    ax.axis("off")
    heights = " then ".join(map(str, up)), " then ".join(map(str, down))
    return Picture(drawn, f"Forward go {heights[0]}; back come {heights[1]}. {'; '.join(told)}.")


def _handed(layers: Sequence[Any], method: str, array: Array) -> list[tuple[int, ...]]:
    """The shape of what is handed to each of ``layers`` in turn, and of what the last returns."""
    shapes = [np.shape(array)]
    for layer in layers:
        array = getattr(layer, method)(array)
        shapes.append(np.shape(array))
    return shapes


def _kept(layer: Any) -> str:
    """The gradients that stay with a layer, by name and shape, a line each."""
    names = [name for name in ("dW", "db") if hasattr(layer, name)]
    return "\n".join(f"{name} {np.shape(getattr(layer, name))}" for name in names)


def _box(ax: Any, i: int, name: str, kept: str) -> None:
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((i - 0.24, -0.5), 0.48, 1.0, facecolor="0.93", edgecolor="black"))
    ax.text(i, 0, name, ha="center", va="center", fontweight="bold")
    if kept:
        ax.text(i, -0.62, f"kept:\n{kept}", ha="center", va="top", fontsize=10)


def _arrow(ax: Any, i: int, y: float, way: int, said: str, look: dict[str, str]) -> None:
    """An arrow in the gap before layer ``i``, to the right (1) or to the left (-1)."""
    ends = (i - 0.73, y), (i - 0.27, y)
    start, end = ends if way > 0 else ends[::-1]
    style = {"arrowstyle": "-|>", "lw": 1.8, "color": look["color"], "ls": look["linestyle"]}
    ax.annotate("", xy=end, xytext=start, arrowprops=style)
    ax.text(
        i - 0.5, y + 0.08 * way, said, ha="center", va="bottom" if way > 0 else "top", fontsize=9.5
    )


# ----------------------------------------------------------------------------- the Jacobian


def jacobian_slider(softmax: Callable[[], Any], scores: Sequence[float] = SCORES) -> Any:
    """A slider that multiplies the scores; the still picture where widgets do not run."""

    def knobs(widgets: Any) -> list[Any]:
        knob = slider(widgets, "factor", 1.0, 0.25, 6.0)
        knob.min = 0.0
        return [knob]

    still = jacobians(softmax, (1.0, 2.0), scores)
    return played(still, knobs, lambda factor: jacobians(softmax, (factor,), scores))


@styled
def jacobians(
    softmax: Callable[[], Any], factors: Sequence[float], scores: Sequence[float] = SCORES
) -> Picture:
    """Slopes of every probability in every score, found by nudging, one panel a factor."""
    drawn, axes = figure(len(factors), 1.2 + 3.5 * len(factors), 3.3)
    told = []
    for ax, factor in zip(axes, factors, strict=True):
        row = factor * np.asarray(scores, dtype=float)
        table = _nudged(softmax, row)
        ax.imshow(np.abs(table), cmap="Greys", vmin=0, vmax=0.5)
        for (j, k), value in np.ndenumerate(table):
            ax.text(k, j, f"{round(float(value), 3) + 0.0:.3f}", ha="center", va="center")
        probs = ", ".join(f"{p:.3f}" for p in np.ravel(softmax().forward(row[None, :])))
        ax.set(title=f"scores times {factor:g}\np = {probs}", xlabel="probability k")
        ax.set(xticks=range(len(row)), yticks=range(len(row)))
        ax.grid(False)
        told.append(
            f"scores times {factor:g} give p = {probs}; "
            f"the largest slope is {np.abs(table).max():.3f}"
        )
    axes[0].set_ylabel("score j")
    return Picture(drawn, f"The Jacobian: {'; '.join(told)}.")


def _nudged(softmax: Callable[[], Any], row: Array, h: float = 1e-5) -> Array:
    """Row j: how all outputs of ``forward`` move with score j (central differences)."""
    layer = softmax()
    steps = h * np.eye(len(row))
    up, down = (np.array(layer.forward(row + way * steps), dtype=float) for way in (1, -1))
    slopes: Array = (up - down) / (2 * h)
    return slopes


# ------------------------------------------------------------------------- digits that were read


@styled
def readings(images: Array, read: Any, written: Any, columns: int = 8) -> Picture:
    """Small pictures, above each what was read; a wrong one framed, with what was written."""
    rows = -(-len(images) // columns)
    drawn, axes = figure(columns, 9.4, 1.55 * rows, rows)
    wrong = []
    for ax in axes:
        ax.axis("off")
    for ax, image, said, right in zip(axes, images, read, written, strict=False):
        ax.imshow(image, cmap="Greys")
        hit = int(said) == int(right)
        ax.set_title(f"{int(said)}" if hit else f"{int(said)}, not {int(right)}")
        if not hit:
            ax.axis("on")
            ax.set(xticks=[], yticks=[])
            for side in ax.spines.values():
                side.set(visible=True, linewidth=3, color=LOOKS[1]["color"])
            wrong.append(f"a {int(right)} read as {int(said)}")
    told = f"{len(images) - len(wrong)} of {len(images)} digits are read rightly"
    return Picture(drawn, f"{told}{': ' if wrong else ''}{', '.join(wrong)}.")
