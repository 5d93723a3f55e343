"""Unit 01's pictures: squared features, their loss, and the path of descent on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

Loss = Callable[[Array, float, Array, Array], tuple[Any, Any, Any]]
Descent = Callable[[Array, Array, Array, float, float, int], tuple[Any, Any, Any]]


@styled
def features(x: Array, X: Array) -> Picture:
    """Each column of ``X (N, D)`` against ``x (N,)``, with its range."""
    drawn, (ax,) = figure(1, 6.4, 3.2)
    for look, column, name in zip(LOOKS, np.asarray(X).T, ("x", "x²"), strict=False):
        ax.plot(x, column, **look)
        label = f"column {name}: {column.min():g} to {column.max():g}"
        ax.annotate(label, (x[-1], column[-1]), (-12, 7), textcoords="offset points", ha="right")
    ax.set(xlabel="x", ylabel="value of the feature", xticks=x)
    spans = " and ".join(f"{c.min():g} to {c.max():g}" for c in np.asarray(X).T)
    return Picture(drawn, f"The columns of X against x. They span {spans}.")


@styled
def tangents(mse_loss: Loss, w: Array, b: float, X: Array, y: Array) -> Picture:
    """The loss along the last weight, and ``dw`` drawn as a slope at three places."""
    drawn, (ax,) = figure(1, 6.4, 3.2)

    def at(last: float) -> tuple[float, float]:
        loss, dw, _ = mse_loss(np.append(w[:-1], last), b, X, y)
        return float(np.squeeze(loss)), float(np.ravel(dw)[-1])

    line = np.linspace(-0.1, 1.7, 91)
    ax.plot(line, [at(v)[0] for v in line], color="black", label="your loss")
    told = []
    for look, value in zip(LOOKS, (0.2, 0.5, 1.4), strict=False):
        loss, slope = at(value)
        span = np.array([-0.18, 0.18])
        style = look | {"marker": "", "linewidth": 3}
        ax.plot(value + span, loss + slope * span, **style)
        ax.plot(value, loss, color=look["color"], marker=look["marker"], ms=9)
        shift, side = ((9, 4), "left") if slope < 0 else ((-9, 4), "right")
        ax.annotate(f"slope {slope:.1f}", (value, loss), shift, textcoords="offset points", ha=side)
        told.append(f"{slope:.1f} at {value:g}")
    ax.set(xlabel="weight of the last feature (the others stay)", ylabel="loss")
    return Picture(drawn, f"The loss along one weight is a parabola; slopes {', '.join(told)}.")


@styled
def fits(x: Array, y: Array, curves: Mapping[str, tuple[Any, Any]]) -> Picture:
    """The data, and parabolas given as ``(coefficients of x and x², intercept)``."""
    drawn, (ax,) = figure(1, 6.8, 3.8)
    line = np.linspace(min(x) - 0.5, max(x) + 1, 100)
    told = []
    for look, (name, (coefficients, intercept)) in zip(LOOKS, curves.items(), strict=False):
        slope, square = np.ravel(coefficients)
        constant = float(np.squeeze(intercept))
        label = f"{name}: {_two(slope)} x + {_two(square)} x² + {_two(constant)}"
        curve = slope * line + square * line**2 + constant
        ax.plot(line, curve, label=label, markevery=11, **(look | {"ms": 5}))
        told.append(label)
    ax.plot(x, y, "k*", ms=13, label="the data", zorder=5)
    ax.set(xlabel="x", ylabel="y")
    ax.legend(frameon=False)
    return Picture(drawn, f"The data as stars, and the curves {'; '.join(told)}.")


def _two(number: float) -> str:
    """Two decimals, and never a minus before a zero."""
    return f"{round(float(number), 2) + 0.0:.2f}"


# ------------------------------------------------------------ one weight, one rate


@styled
def bowls(curvature: float = 2.0, rates: Sequence[float] = (0.2, 0.9, 1.1)) -> Picture:
    """Eight steps of descent on ``curvature/2 · w²``, one panel a rate."""
    drawn, axes = figure(len(rates), 3.1 * len(rates) if len(rates) > 1 else 5.2, 3.3)
    told = []
    for ax, rate in zip(axes, rates, strict=True):
        path = _steps_in_bowl(rate, curvature)
        wide = max(1.3, 1.05 * np.abs(path).max())
        line = np.linspace(-wide, wide, 101)
        ax.plot(line, curvature / 2 * line**2, color="0.6")
        ax.plot(path, curvature / 2 * path**2, **LOOKS[1])
        ax.plot(path[0], curvature / 2 * path[0] ** 2, "k*", ms=14)
        ax.set(xlabel="w", title=f"rate {rate:g}, each step × {1 - rate * curvature:.1f}")
        told.append(_fate(rate, curvature))
    axes[0].set_ylabel("loss")
    return Picture(drawn, f"Eight steps in a bowl of curvature {curvature:g}. {' '.join(told)}")


def rate_slider(curvature: float = 2.0) -> Any:
    """Sliders for rate and curvature above the bowl; the still picture without widgets."""
    return played(
        bowls(curvature),
        lambda widgets: [
            slider(widgets, "rate", 0.2, 0.02, 1.4),
            slider(widgets, "curvature", curvature, 0.2, 4.0),
        ],
        lambda rate, bend: bowls(bend, (rate,)),
        _fate,
    )


def _steps_in_bowl(rate: float, curvature: float, steps: int = 8) -> Array:
    path: Array = (1 - rate * curvature) ** np.arange(steps + 1.0)
    return path


def _fate(rate: float, curvature: float) -> str:
    """What descent does in this bowl, in one sentence."""
    product = rate * curvature
    said = f"Rate × curvature = {product:.2f}:"
    if np.isclose(product, 2):
        return f"{said} it hops from side to side for ever."
    if product > 2:
        return f"{said} each step lands farther out; it explodes."
    return f"{said} it {'slides in' if product <= 1 else 'hops from side to side and closes in'}."


# ------------------------------------------------------------------ loss surfaces


@styled
def surfaces(
    gradient_descent: Descent, runs: Mapping[str, tuple[Array, Array, float]], steps: int = 200
) -> Picture:
    """Loss surfaces over two weights with the path of descent, one panel a run.

    ``runs`` maps a title to ``(X (N, 2), y (N,), learning rate)``. The loss has
    three parameters; the surface shows it with the bias at its best for each pair
    of weights. Paths start at weights (1, 1) and bias 0.5.
    """
    drawn, axes = figure(len(runs), 4.6 * len(runs), 4.0)
    told = []
    for ax, (title, (X, y, rate)) in zip(axes, runs.items(), strict=True):
        path = _path(gradient_descent, X, y, rate, steps)
        best = np.linalg.lstsq(X - X.mean(0), y - y.mean(), rcond=None)[0]
        _contours(ax, X, y, np.vstack([path, best]))
        ax.plot(*path.T, **(LOOKS[1] | {"linestyle": "-", "linewidth": 0.8, "ms": 3}))
        ax.plot(*path[0], "ko", ms=10, mfc="white", label="start")
        ax.plot(*best, "k*", ms=14, label="lowest point")
        ax.set(title=f"{title}, rate {float(np.squeeze(rate)):.2g}", xlabel="weight of x")
        away = [np.linalg.norm(w - best) for w in (path[0], path[-1])]
        told.append(f"{title}: {away[0]:.2g} from the star at first, {away[1]:.2g} at last.")
    axes[0].set_ylabel("weight of x²")
    axes[0].legend(frameon=True, loc="lower left")
    return Picture(drawn, f"Paths of {steps} steps on the loss surface. {' '.join(told)}")


def _path(gradient_descent: Descent, X: Array, y: Array, rate: float, steps: int) -> Array:
    """The weights before each step and at the end, ``(steps + 1, 2)``."""
    w, b = np.ones(2), 0.5
    path = [w]
    for _ in range(steps):
        w, b, _losses = gradient_descent(X, y, w.copy(), b, rate, 1)
        path.append(np.ravel(w))
    return np.array(path)


def _contours(ax: Any, X: Array, y: Array, points: Array) -> None:
    """Lines of equal loss, with the bias at its best, around ``points (M, 2)``."""
    low, high = points.min(0), points.max(0)
    pad = 0.25 * max(high - low)
    sides = [np.linspace(a - pad, b + pad, 161) for a, b in zip(low, high, strict=True)]
    grid = np.stack(np.meshgrid(*sides), axis=-1)
    # The best bias takes the mean out of the residuals: what is left is their variance.
    loss = np.var(y - grid @ X.T, axis=-1)
    levels = 10.0 ** np.arange(-4, 4)
    lines = ax.contour(*sides, loss, levels=levels, colors="0.65", linewidths=0.9)
    ax.clabel(lines, fmt="%g", fontsize=8)
    ax.grid(False)
