"""Unit 08's pictures: a curve with the slope that a program found, and what gradients cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.student.plots.style import (
    HATCHES,
    LOOKS,
    Picture,
    figure,
    played,
    slider,
    styled,
)


def _slope(formula: Callable[[Any], Any], make: Callable[[float], Any], x: float) -> Any:
    """Value and slope of a formula at ``x``, by the student's own numbers."""
    at = make(float(x))
    end = formula(at)
    end.backward()
    return float(end.value), float(at.grad)


@styled
def slope(formula: Callable[[Any], Any], make: Callable[[float], Any], x: float) -> Picture:
    """The curve of ``formula`` from -2 to 2, and the tangent at ``x``.

    ``make(number)`` is a number with ``value``, ``grad`` and ``backward``; ``formula`` makes
    one out of another.
    """
    drawn, (ax,) = figure(1, 6.8, 3.4)
    xs = np.linspace(-2.0, 2.0, 161)
    ys = [float(formula(make(float(at))).value) for at in xs]
    height, steepness = _slope(formula, make, x)
    ax.plot(xs, ys, color=LOOKS[0]["color"], label="the formula")
    ax.plot(
        xs,
        height + steepness * (xs - x),
        color=LOOKS[1]["color"],
        linestyle="--",
        label=f"slope by backward: {steepness:.3g}",
    )
    ax.plot([x], [height], "o", color="black", markersize=8)
    room = 0.1 * float(np.ptp(ys)) or 1.0
    ax.set(xlabel="x", ylabel="formula(x)", ylim=(min(ys) - room, max(ys) + room))
    ax.legend(frameon=False)
    said = f"The formula is {height:.3g} at x = {x:.3g}; backward gives the slope {steepness:.3g}"
    return Picture(drawn, f"{said}, and the tangent has it.")


def slope_slider(
    formula: Callable[[Any], Any], make: Callable[[float], Any], x: float = 1.5
) -> Any:
    """A slider for the place of the tangent; the still picture where there are no widgets."""

    def knobs(widgets: Any) -> list[Any]:
        knob = slider(widgets, "x", x, 0.05, 2.0)
        knob.min = -2.0
        return [knob]

    return played(slope(formula, make, x), knobs, lambda at: slope(formula, make, at))


@styled
def timings(runs: Mapping[str, Sequence[float]]) -> Picture:
    """A bar for the median of each list of milliseconds, and how many of the first it is."""
    drawn, (ax,) = figure(1, 7.6, 0.9 + 0.55 * len(runs))
    told, first = [], 0.0
    for row, (name, times) in enumerate(runs.items()):
        low, middle, high = np.percentile(times, [25, 50, 75])
        first = first or float(middle)
        spread = [[middle - low], [high - middle]]
        look: Any = {"color": "white", "edgecolor": LOOKS[row % 4]["color"], "linewidth": 2}
        ax.barh(row, middle, xerr=spread, hatch=HATCHES[row % 4], capsize=4, **look)
        times_first = f"{middle / first:.1f} × {next(iter(runs))}" if row else ""
        ax.annotate(
            f"{middle:.2f} ms{', ' * bool(row)}{times_first}",
            (high, row),
            (8, 0),
            textcoords="offset points",
            va="center",
        )
        told.append(f"{name}: {middle:.2f} ms{f', {times_first}' if row else ''}")
    ax.set_yticks(range(len(runs)), list(runs))
    ax.invert_yaxis()
    ax.set(xlabel="milliseconds", xlim=(0, 1.85 * max(np.percentile(t, 75) for t in runs.values())))
    ax.grid(False, axis="y")
    return Picture(drawn, f"Time of one run: {'; '.join(told)}.")
