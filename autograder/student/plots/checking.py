"""Unit 02's pictures: nudging a function, the error of it, a kink, and what tests catch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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

Method = Callable[[float], Any]
Differentiate = Callable[[Callable[[Array], Any], Array, float], Any]

_AT = 1.0
_FLOOR = 1e-17

# ------------------------------------------------------------------ lines through a sine


@styled
def chords(central_difference: Differentiate, steps: Sequence[float] = (1.0, 0.5, 0.1)) -> Picture:
    """The sine with its forward and central line and its slope at 1, one panel a step."""
    drawn, axes = figure(len(steps), 3.1 * len(steps) if len(steps) > 1 else 5.6, 3.4)
    curve = np.linspace(-0.8, 2.8, 121)
    told = []
    true = {"color": "black", "linestyle": "-", "linewidth": 1.2, "label": "true slope"}
    for ax, h in zip(axes, steps, strict=True):
        ax.plot(curve, np.sin(curve), color="0.6", linewidth=3)
        _line(ax, [_AT], np.cos(_AT), true)
        forward = (np.sin(_AT + h) - np.sin(_AT)) / h
        central = float(np.squeeze(central_difference(np.sin, np.array(_AT), h)))
        _line(ax, [_AT, _AT + h], forward, LOOKS[1] | {"label": "forward"})
        _line(ax, [_AT - h, _AT + h], central, LOOKS[2] | {"label": "central"})
        told.append(f"h = {h:.3g}: forward {forward:.3f}, central {central:.3f}.")
        ax.set(xlabel="x", title=f"h = {h:.3g}", ylim=(-0.9, 1.7))
    axes[0].set_ylabel("sin x")
    axes[0].legend(frameon=False, loc="lower right")
    return Picture(drawn, f"Slopes of a sine at 1; true {np.cos(_AT):.3f}. {' '.join(told)}")


def chord_slider(central_difference: Differentiate) -> Any:
    """A slider for the step above the sine; the still picture without widgets."""
    return played(
        chords(central_difference),
        lambda widgets: [slider(widgets, "h", 1.0, 0.05, 1.5)],
        lambda h: chords(central_difference, (h,)),
    )


def _line(ax: Any, points: Sequence[float], slope: float, look: Mapping[str, Any]) -> None:
    """A line of this slope through points of the sine, drawn across the panel."""
    x = np.array([-0.8, *points, 2.8])
    y = np.sin(points[0]) + slope * (x - points[0])
    ax.plot(x, y, markevery=slice(1, 1 + len(points)), **look)


# ------------------------------------------------------------------------ error against h


@styled
def step_errors(methods: Mapping[str, Method], exact: float) -> Picture:
    """Relative error of each ``method(h)`` against ``exact``, for steps 1e-1 to 1e-20."""
    drawn, (ax,) = figure(1, 6.8, 4.0)
    steps = 10.0 ** -np.arange(1.0, 20.5, 0.5)
    told = []
    for look, (name, method) in zip(LOOKS, methods.items(), strict=False):
        found = np.array([float(np.squeeze(method(float(h)))) for h in steps])
        errors = np.abs(found / float(exact) - 1)
        ax.loglog(steps, np.maximum(errors, _FLOOR), label=name, **(look | {"markersize": 5}))
        best = int(np.argmin(errors))
        told.append(f"{name}: smallest error {errors[best]:.0e} at h = {steps[best]:.0e}")
    ax.set(xlabel="step h (log scale)", ylabel="relative error (log scale)", ylim=(4e-18, 10))
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(0.02, 0.45))
    return Picture(drawn, f"Relative error against the step. {'; '.join(told)}.")


# --------------------------------------------------------------------------------- a kink


@styled
def kink(central_difference: Differentiate, h: float = 1e-5) -> Picture:
    """The line through two points on both sides of a kink, and the slopes found near it."""
    drawn, (left, right) = figure(2, 8.4, 3.4)
    ends = np.array([-2 / 3, 4 / 3])
    left.plot([-2, 0, 2], [2, 0, 2], color="0.6", linewidth=3, label="|x|")
    left.plot(ends, np.abs(ends), label="line from x − h to x + h", **LOOKS[1])
    left.plot(1 / 3, 1 / 3, "k*", ms=13, label="x = h/3")
    left.set(xlabel="x, in units of h", ylabel="|x|, in units of h", ylim=(-0.1, 2.9))
    left.legend(framealpha=1, edgecolor="none", loc="upper center", fontsize=10)

    places = np.arange(-2.0, 2.01, 1 / 3)
    found = [
        float(np.squeeze(central_difference(lambda x: np.sum(np.abs(x)), np.array([p * h]), h)))
        for p in places
    ]
    right.plot([-2, 0], [-1, -1], "k--", label="true slope")
    right.plot([0, 2], [1, 1], "k--", label="_")
    right.plot(places, found, label="central difference", **LOOKS[0])
    right.set(xlabel="x, in units of h", ylabel="slope")
    right.legend(frameon=False, loc="upper left")
    third = found[int(np.argmin(np.abs(places - 1 / 3)))]
    return Picture(
        drawn,
        f"Near the kink of |x| the central difference climbs from −1 to 1; at x = h/3 it gives "
        f"{third:.2f}, while the true slope is 1.",
    )


# -------------------------------------------------------------------- what tests have caught


@styled
def caught(mistakes: Iterable[str], designs: Iterable[str], alarms: Any) -> Picture:
    """A table of planted mistakes against test designs: caught or missed.

    ``alarms (mistakes, designs)`` says where the test failed. A mistake without a name
    is the right gradient, which should pass.
    """
    names, tests, alarms = list(mistakes), list(designs), np.asarray(alarms, dtype=bool)
    drawn, (ax,) = figure(1, 8.6, 0.38 * len(names) + 0.9)
    for (row, column), alarm in np.ndenumerate(alarms):
        good, said = _field(names[row], bool(alarm))
        face, hatch = ("#cfe3f1", "") if good else ("white", "////")
        ax.barh(row, 0.96, 0.9, column - 0.48, color=face, hatch=hatch, edgecolor="#e0a070")
        box = {"facecolor": face, "edgecolor": "none", "pad": 2}
        weight = "normal" if good else "bold"
        ax.text(column, row, said, ha="center", va="center", weight=weight, bbox=box)
    ax.set_xticks(range(len(tests)), tests)
    ax.set_yticks(range(len(names)), [name or "(no mistake)" for name in names])
    ax.set(xlim=(-0.5, len(tests) - 0.5), ylim=(len(names) - 0.5, -0.5))
    ax.set(xlabel="test design", ylabel="planted mistake")
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)
    ax.grid(False)
    planted = [bool(name) for name in names]
    counts = alarms[planted].sum(axis=0)
    told = [f"{test}: {n} of {sum(planted)}" for test, n in zip(tests, counts, strict=True)]
    return Picture(drawn, f"Planted mistakes caught by each test design. {'; '.join(told)}.")


def _field(name: str, alarm: bool) -> tuple[bool, str]:
    """Whether the test did well, and what its field says."""
    if not name:
        return not alarm, "false alarm" if alarm else "passes"
    return alarm, "caught" if alarm else "missed"
