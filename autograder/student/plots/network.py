"""Unit 05's pictures: hinges, a training run, a table of choices, and a net to play with.

Every number comes from the student's own net.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.student.plots.boundary import boundaries
from autograder.student.plots.style import LOOKS, Array, Picture, figure, played, styled

STILL_UNITS = (3, 10, 100)
STEPS, BATCH = 1000, 100


@styled
def hinges(net: Any, low: float = -1.0, high: float = 4.0) -> Picture:
    """The score of a net with one feature and one class, and what each hidden unit adds."""
    drawn, (ax,) = figure(1, 6.6, 3.4)
    line = np.linspace(low, high, 251)
    W1, b1 = np.ravel(net.params["W1"]), np.ravel(net.params["b1"])
    for j in range(len(W1)):
        look = LOOKS[j % len(LOOKS)]
        label = f"hidden unit {j}"
        ax.plot(
            line, _alone(net, j, line), markevery=(8 * j, 40), label=label, **(look | {"lw": 1})
        )
    ax.plot(line, _score(net, line), color="black", linewidth=3, label="score")
    bends = np.array([-b / w + 0.0 for w, b in zip(W1, b1, strict=True) if w])
    bends = np.unique(bends[(bends > low) & (bends < high)])
    ax.plot(bends, _score(net, bends), "k*", ms=13)
    ax.set(xlabel="x", ylabel="score")
    ax.legend(frameon=False)
    told = ", ".join(f"({x:g}, {s:.2f})" for x, s in zip(bends, _score(net, bends), strict=True))
    return Picture(
        drawn, f"The score of a net bends at {told or 'no place'}, and is straight between."
    )


def _score(net: Any, line: Array) -> Array:
    found: Array = np.ravel(net.loss(line[:, None]))
    return found


def _alone(net: Any, unit: int, line: Array) -> Array:
    """What one hidden unit adds to the score: the net without the other units and the bias."""
    other, W2 = copy.copy(net), np.array(net.params["W2"])
    W2[np.arange(len(W2)) != unit] = 0
    other.params = {**net.params, "W2": W2, "b2": 0 * np.asarray(net.params["b2"])}
    return _score(other, line)


@styled
def training(history: Mapping[str, Any]) -> Picture:
    """A run: the loss of each minibatch, and both accuracies after each epoch."""
    drawn, (left, right) = figure(2, 8.2, 3.3)
    losses = np.ravel(history["loss_history"])
    left.plot(np.arange(len(losses)), losses, color="0.35", linewidth=0.9)
    left.set(xlabel="iteration", ylabel="loss of the minibatch")
    told = [f"The loss goes from {losses[0]:.3g} to {losses[-1]:.3g}."]
    names = (("training", "train_acc_history"), ("validation", "val_acc_history"))
    for look, (name, key) in zip(LOOKS, names, strict=False):
        values = np.ravel(history[key])
        every = max(1, len(values) // 8)
        label = f"{name}, {values[-1]:.3f} at last"
        epochs = np.arange(1, len(values) + 1)
        right.plot(epochs, values, label=label, markevery=every, **look)
        told.append(f"The {name} accuracy goes from {values[0]:.3f} to {values[-1]:.3f}.")
    right.set(xlabel="epoch", ylabel="accuracy")
    right.xaxis.get_major_locator().set_params(integer=True)
    right.legend(frameon=False, loc="lower right")
    return Picture(drawn, " ".join(told))


@styled
def choices(table: Array, rates: Sequence[float], regs: Sequence[float]) -> Picture:
    """Validation accuracy for each pair of rate (row) and reg (column); the best one framed."""
    from matplotlib.patches import Rectangle

    table = np.asarray(table, dtype=float)
    drawn, (ax,) = figure(1, 5.4, 3.0)
    ax.imshow(table, cmap="Greys", vmin=0, vmax=2.2, aspect="auto")
    i, j = (int(k) for k in np.unravel_index(table.argmax(), table.shape))
    for place, value in np.ndenumerate(table):
        weight = "bold" if place == (i, j) else "normal"
        ax.text(*place[::-1], f"{value:.3f}", ha="center", va="center", weight=weight)
    ax.add_patch(Rectangle((j - 0.46, i - 0.43), 0.92, 0.86, fill=False, lw=3, ec="black"))
    ax.set_xticks(range(len(regs)), [f"{reg:g}" for reg in regs])
    ax.set_yticks(range(len(rates)), [f"{rate:g}" for rate in rates])
    ax.set(xlabel="reg", ylabel="rate", title="accuracy on the validation set")
    ax.grid(False)
    told = "; ".join(
        f"rate {rate:g}: {', '.join(f'{value:.3f}' for value in row)}"
        for rate, row in zip(rates, table, strict=True)
    )
    said = f"Validation accuracy for reg {', '.join(f'{reg:g}' for reg in regs)}. {told}."
    return Picture(drawn, f"{said} Best: rate {rates[i]:g}, reg {regs[j]:g}.")


# ------------------------------------------------------------------ hidden units and rate


def nets(
    make: Any, X: Array, y: Any, sizes: Sequence[int] = STILL_UNITS, rate: float = 1.0
) -> Picture:
    """The boundaries of the student's net with so many hidden units, one panel a size.

    ``make`` is the class; each net takes 1 000 steps on minibatches of 100.
    """
    panels = {f"{size} hidden": (_trained(make, X, y, size, rate), X, y) for size in sizes}
    return boundaries(panels)


def _trained(make: Any, X: Array, y: Any, size: int, rate: float) -> Any:
    classes = int(np.max(y)) + 1
    net = make(X.shape[1], size, classes, 0.5, np.random.default_rng(0))
    with np.errstate(all="ignore"):  # rates that are too large are there to be seen
        net.train(X, y, X, y, rate, 1.0, 1e-3, STEPS, BATCH)
    return net.predict


def hidden_slider(make: Any, X: Array, y: Any) -> Any:
    """Sliders for hidden units and rate over the boundary; the still picture without widgets."""
    late: Any = {"style": {"description_width": "7em"}, "continuous_update": False}
    knobs = (
        ("hidden units", [1, 2, 3, 5, 10, 20, 50, 100], 10),
        ("rate", [0.01, 0.05, 0.2, 1.0, 3.0, 10.0, 20.0], 1.0),
    )
    return played(
        nets(make, X, y),
        lambda widgets: [
            widgets.SelectionSlider(options=options, value=value, description=name, **late)
            for name, options, value in knobs
        ],
        lambda units, rate: nets(make, X, y, (units,), rate),
    )
