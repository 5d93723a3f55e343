"""Unit 03's pictures: scores, probabilities, surprise, pulls, and a grid of questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.student.plots.boundary import CLASS_LOOKS
from autograder.student.plots.style import LOOKS, Array, Picture, figure, played, styled

Function = Callable[..., Any]
SCORES = (1.0, 2.0, 4.0)


# ------------------------------------------------------------ scores and probabilities


@styled
def probabilities(softmax: Function, scores: Sequence[float] = SCORES) -> Picture:
    """Bars of the scores of one example, and of the probabilities that softmax makes of them."""
    drawn, (left, right) = figure(2, 7.6, 2.9)
    row = np.asarray(scores, dtype=float)
    probs = np.ravel(softmax(row[None, :].copy()))
    for ax, values, name in ((left, row, "score"), (right, probs, "probability")):
        _bars(ax, values)
        ax.set(xlabel="class", title=name, ylabel=name)
    right.set(ylim=(0, 1.12))
    told = "; ".join(
        f"class {c}: {s:.3g} becomes {p:.3f}"
        for c, (s, p) in enumerate(zip(row, probs, strict=True))
    )
    return Picture(drawn, f"Scores and their probabilities. {told}.")


def score_slider(softmax: Function, scores: Sequence[float] = SCORES) -> Any:
    """A slider for each score and one that lifts them all; the still picture without widgets."""
    names = [*(f"score {c}" for c in range(len(scores))), "added to all"]
    look: Any = {"min": -6, "max": 6, "step": 0.5, "style": {"description_width": "7em"}}
    return played(
        probabilities(softmax, scores),
        lambda widgets: [
            widgets.FloatSlider(value, description=name, **look)
            for name, value in zip(names, [*scores, 0.0], strict=True)
        ],
        lambda *values: probabilities(softmax, np.array(values[:-1]) + values[-1]),
    )


def _bars(ax: Any, values: Array) -> None:
    """One bar a class, told apart by hatch, with its number at its end."""
    for c, value in enumerate(values):
        look = CLASS_LOOKS[c]
        ax.bar(c, value, color="white", edgecolor=look["color"], hatch=look["hatch"], linewidth=1.5)
        up = value >= 0
        ax.annotate(
            f"{value:.3g}" if abs(value) >= 10 else f"{value:.2f}",
            (c, value),
            (0, 3 if up else -3),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
        )
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set_xticks(range(len(values)))
    ax.margins(y=0.2)
    ax.grid(False)


@styled
def surprise(cross_entropy: Function) -> Picture:
    """The loss of one example against the probability of its right class."""
    drawn, (ax,) = figure(1, 6.4, 3.2)

    def loss(p: float) -> float:
        return float(np.squeeze(cross_entropy(np.array([[p, 1 - p]]), np.array([0]))))

    line = np.linspace(0.01, 0.99, 99)
    ax.plot(line, [loss(p) for p in line], color="black")
    told = []
    for look, p in zip(LOOKS, (0.05, 1 / 3, 0.9), strict=False):
        ax.plot(p, loss(p), color=look["color"], marker=look["marker"], ms=9, linestyle="")
        ax.annotate(
            f"p = {p:.2f}: loss {loss(p):.2f}", (p, loss(p)), (9, 6), textcoords="offset points"
        )
        told.append(f"{loss(p):.2f} at {p:.2f}")
    ax.set(xlabel="probability of the right class", ylabel="loss of this example", xlim=(0, 1.1))
    return Picture(drawn, f"The loss falls as the right class becomes likely: {', '.join(told)}.")


@styled
def pulls(loss_and_gradient: Function, scores: Sequence[float] = SCORES) -> Picture:
    """The gradient in the scores of one example, one panel for each class that may be right.

    With one example and one feature of value 1, the weights *are* the scores, and
    ``dW`` is the gradient in them.
    """
    row = np.asarray(scores, dtype=float)
    drawn, axes = figure(len(row), 3.0 * len(row), 2.9)
    told = []
    for right, ax in enumerate(axes):
        _, dW = loss_and_gradient(row[None, :].copy(), np.ones((1, 1)), np.array([right]), 0.0)
        gradient = np.ravel(dW)
        _bars(ax, gradient)
        ax.set(xlabel="class", title=f"class {right} is right", ylim=(-1.3, 1.3))
        told.append(f"if class {right} is right, {', '.join(f'{g:.2f}' for g in gradient)}")
    axes[0].set_ylabel("gradient in the score")
    return Picture(drawn, f"The gradient in the scores: {'; '.join(told)}.")


# -------------------------------------------------------------------- asked on a grid


@styled
def grid_points(xx: Array, yy: Array, Z: Array, X: Array) -> Picture:
    """Every point of a grid with the marker of its class, over the data as small dots."""
    drawn, (ax,) = figure(1, 5.6, 4.0)
    ax.plot(*np.asarray(X).T, ".", color="0.55", ms=4, label="data")
    told = []
    for c in np.unique(Z).astype(int):
        look, at = CLASS_LOOKS[c], np.asarray(Z) == c
        ax.plot(
            np.asarray(xx)[at], np.asarray(yy)[at], ls="", marker=look["marker"], ms=7,
            mfc="none", mec=look["color"], mew=1.5, label=f"class {c}",
        )  # fmt: skip
        told.append(f"{at.sum()} times class {c}")
    ax.set(xlabel="first feature", ylabel="second feature")
    drawn.legend(loc="outside right upper", frameon=False)
    return Picture(
        drawn, f"A grid of {np.size(Z)} points, each with its answer: {', '.join(told)}."
    )
