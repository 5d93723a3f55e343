"""Unit 04's pictures: activations, what a nudge moves, starts, and slopes taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

Function = Callable[..., Any]
Pair = tuple[Function, Function]

# -------------------------------------------------------------------------- activations


@styled
def activations(
    relu: Function, relu_grad: Function, logistic: Function, logistic_grad: Function
) -> Picture:
    """Both activations against the pre-activation, and both slopes beside them."""
    drawn, (left, right) = figure(2, 8.6, 3.2)
    z = np.linspace(-6.05, 6.05, 122)
    _lines(left, z, {"relu": relu(z.copy()), "logistic": logistic(z.copy())})
    _lines(right, z, {"relu": relu_grad(z.copy()), "logistic": logistic_grad(z.copy())})
    left.set(xlabel="pre-activation z", ylabel="activation", ylim=(-0.2, 3.2))
    right.set(xlabel="pre-activation z", ylabel="slope", ylim=(-0.06, 1.1))
    steepest = float(np.max(np.asarray(logistic_grad(z.copy()), dtype=float)))
    return Picture(
        drawn,
        "ReLU and logistic against z on the left, their slopes on the right. "
        f"The steepest slope of the logistic is {steepest:.2f}.",
    )


@styled
def slopes_taken(pairs: Mapping[str, Pair]) -> Picture:
    """Each activation's slope at z, and its slope at its own output, both against z."""
    drawn, axes = figure(len(pairs), 8.6, 3.2)
    z, told = np.linspace(-6.05, 6.05, 122), []
    for ax, (name, (activation, slope)) in zip(axes, pairs.items(), strict=True):
        right = np.asarray(slope(z.copy()), dtype=float)
        taken = np.asarray(slope(np.array(activation(z.copy()), dtype=float)), dtype=float)
        _lines(ax, z, {"slope at z": right, "slope at the activation": taken})
        ax.set(xlabel="pre-activation z", title=name)
        ax.set_ylim(-0.06 * right.max(), 1.5 * right.max())
        gap = float(np.abs(right - taken).max())
        told.append(f"{name}: the two differ by at most {gap:.2f}")
    axes[0].set_ylabel("slope")
    return Picture(drawn, f"Slope at z and slope at the activation. {'; '.join(told)}.")


def _lines(ax: Any, z: Array, curves: Mapping[str, Any]) -> None:
    """One labelled curve each, with a legend."""
    for i, (look, (name, values)) in enumerate(zip(LOOKS, curves.items(), strict=False)):
        ax.plot(z, np.asarray(values, dtype=float), markevery=(6 + 5 * i, 12), label=name, **look)
    ax.legend(frameon=False, loc="upper left")


# ---------------------------------------------------------------------- what moves what


@styled
def nudges(X: Array, W: Array, b: Array, by: float = 0.1) -> Picture:
    """How far each entry of ``X @ W + b`` moves when one entry of W, X or b does."""
    drawn, axes = figure(3, 8.6, 2.9)
    X, W, b = (np.asarray(a, dtype=float) for a in (X, W, b))
    at = {"W": (1, 2), "X": (1, 0), "b": (1,)}
    told = []
    for ax, (name, place) in zip(axes, at.items(), strict=True):
        parts = {"X": X.copy(), "W": W.copy(), "b": b.copy()}
        parts[name][place] += by
        moved = parts["X"] @ parts["W"] + parts["b"] - (X @ W + b)
        _table(ax, moved)
        entry = f"{name}[{', '.join(map(str, place))}]"
        ax.set(title=f"{entry} grows by {by:g}", xlabel="column c of S")
        told.append(f"When {entry} moves, so do these entries of S: {_places(moved)}.")
    axes[0].set_ylabel("row n of S")
    return Picture(drawn, " ".join(told))


def _table(ax: Any, moved: Array) -> None:
    """The entries of a table: white where nothing moved, hatched and numbered where it did."""
    from matplotlib.patches import Rectangle

    rows, columns = moved.shape
    plain = {"facecolor": "white", "edgecolor": "0.45", "linewidth": 1.0}
    for (n, c), value in np.ndenumerate(moved):
        hit = abs(value) > 1e-12
        look: dict[str, Any] = {"facecolor": "#CFE3F1", "hatch": "//"} if hit else {}
        ax.add_patch(Rectangle((c - 0.5, n - 0.5), 1, 1, **{**plain, **look}))
        said = f"{value:+.1f}" if hit else "0"
        back = {"facecolor": "white", "edgecolor": "none", "pad": 1.5} if hit else None
        ax.text(c, n, said, ha="center", va="center", bbox=back)
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
    ax.set(xticks=range(columns), yticks=range(rows))
    ax.grid(False)


def _places(moved: Array) -> str:
    """Which whole rows or columns hold the entries that moved."""
    hit = np.abs(moved) > 1e-12
    columns = [str(c) for c in range(hit.shape[1]) if hit[:, c].all()]
    rows = [str(n) for n in range(hit.shape[0]) if hit[n].all()]
    if columns:
        return f"all of column {', '.join(columns)}"
    return f"all of row {', '.join(rows)}" if rows else f"{hit.sum()} entries"


# ------------------------------------------------------------------------ starts of nets

LAYERS, UNITS, EXAMPLES = 10, 100, 60
FACTORS = {"your draws": 1.0, "halved": 0.5, "times 4": 4.0}


def start_slider(glorot_uniform: Function, matmul_gradients: Function) -> Any:
    """A slider for the factor on the draws; the picture of three factors without widgets."""

    def draw(factor: float) -> Picture:
        return starts(glorot_uniform, matmul_gradients, {f"factor {factor:.1f}": factor})

    return played(
        starts(glorot_uniform, matmul_gradients),
        lambda widgets: [slider(widgets, "factor", 1.0, 0.1, 4.0)],
        draw,
    )


@styled
def starts(
    glorot_uniform: Function,
    matmul_gradients: Function,
    factors: Mapping[str, float] | None = None,
) -> Picture:
    """Spread of activations forward and of gradients back, through ten layers of tanh."""
    drawn, (left, right) = figure(2, 8.6, 3.4)
    told, layers = [], np.arange(1, LAYERS + 1)
    for look, (name, factor) in zip(LOOKS, (factors or FACTORS).items(), strict=False):
        forward, back = signals(glorot_uniform, matmul_gradients, factor)
        left.semilogy(layers, forward, label=name, **look)
        right.semilogy(layers, back, label=name, **look)
        told.append(
            f"{name}: after ten layers the activations spread by {forward[-1]:.2g}, "
            f"and back at layer 1 the gradient by {back[0]:.2g}"
        )
    left.set(xlabel="layer", ylabel="spread (log scale)", title="activations, forward")
    right.set(xlabel="layer", title="gradients, back from layer 10")
    left.set(ylim=(3e-4, 3))
    low, high = right.get_ylim()
    right.set(ylim=(min(low, 1e-4), max(high, 1e2)))
    for ax in (left, right):
        ax.set_xticks(layers)
    left.legend(frameon=False, loc="lower left")
    return Picture(drawn, f"{'; '.join(told)}.".capitalize())


def signals(
    glorot_uniform: Function, matmul_gradients: Function, factor: float
) -> tuple[Array, Array]:
    """Standard deviation of activations and of their gradients, layer by layer.

    The gradient that reaches the last layer from above is standard normal.
    """
    rng = np.random.default_rng(0)
    values, weights = [rng.normal(size=(EXAMPLES, UNITS))], []
    for _ in range(LAYERS):
        weights.append(factor * np.asarray(glorot_uniform(UNITS, UNITS, rng), dtype=float))
        values.append(np.tanh(values[-1] @ weights[-1]))
    upstream, back = rng.normal(size=(EXAMPLES, UNITS)), []
    for k in reversed(range(LAYERS)):
        back.append(float(upstream.std()))
        slope = 1 - values[k + 1] ** 2
        upstream = np.asarray(matmul_gradients(upstream * slope, values[k], weights[k])[0])
    return np.array([v.std() for v in values[1:]]), np.array(back[::-1])
