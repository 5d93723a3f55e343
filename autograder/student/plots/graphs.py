"""Unit 07's pictures: a graph of nodes, its training, and what it predicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.student.plots.style import LOOKS, Picture, figure, styled

Column = Mapping[str, Any]
"""Nodes by name, drawn one below the other."""

Place = tuple[float, float]


@styled
def graph(*columns: Column) -> Picture:
    """Nodes from left to right, with an arrow from each node to every node that reads it.

    Numbers and shapes are written where nodes hold them; along an arrow stands the
    gradient that comes back through it, where it is one number.
    """
    rows = max(len(column) for column in columns)
    drawn, (ax,) = figure(1, min(9.4, 1.2 + 1.9 * len(columns)), 0.7 + 0.95 * rows)
    return Picture(drawn, _draw(ax, columns))


@styled
def trained(columns: Sequence[Column], measured: Any, predicted: Any) -> Picture:
    """A graph with its shapes, and its predictions against what was measured."""
    measured, predicted = (np.ravel(np.asarray(a, dtype=float)) for a in (measured, predicted))
    drawn, (left, right) = figure(2, 9.6, 3.7)
    said = _draw(left, columns, size=8.0)
    both = np.concatenate([measured, predicted])
    ends = [both.min(), both.max()]
    right.plot(ends, ends, color="0.35", linestyle="--", label="measured = predicted")
    right.plot(measured, predicted, **(LOOKS[0] | {"linestyle": ""}), alpha=0.7)
    right.set(xlabel="measured (standardised)", ylabel="predicted")
    right.legend(frameon=False, loc="upper left")
    related = float(np.corrcoef(measured, predicted)[0, 1])
    return Picture(
        drawn,
        f"{said} On the right {len(measured)} predictions against what was measured; "
        f"their correlation is {related:.2f}.",
    )


@styled
def epochs(curves: Mapping[str, Any], levels: Mapping[str, float]) -> Picture:
    """Cost against epoch, one labelled curve each, and levels to compare with."""
    drawn, (ax,) = figure(1, 6.8, 3.4)
    told = []
    for look, (name, values) in zip(LOOKS, curves.items(), strict=False):
        values = np.ravel(values)
        ax.plot(values, markevery=max(1, len(values) // 10), label=name, **look)
        told.append(f"{name}: {values[0]:.2f} at first, {values[-1]:.2f} at last")
    for name, level in levels.items():
        ax.axhline(level, color="0.35", linestyle=":", label=name)
        told.append(f"{name}: {level:.2f}")
    ax.set(xlabel="epoch", ylabel="cost")
    ax.legend(frameon=False)
    return Picture(drawn, f"Cost against epoch. {'; '.join(told)}.")


# ----------------------------------------------------------------------------- drawing


def _draw(ax: Any, columns: Sequence[Column], size: float = 10.0) -> str:
    """Boxes and arrows; the same in words."""
    places = dict(_places(columns))
    names = {node: name for column in columns for name, node in column.items()}
    told = []
    for node, name in names.items():
        readers = [r for r in dict.fromkeys(node.outbound_nodes) if r in names]
        for reader in readers:
            _arrow(ax, places[node], places[reader], _number(reader.gradients.get(node)), size)
        _box(ax, places[node], name, node, size)
        if readers:
            told.append(f"{name} feeds {' and '.join(names[r] for r in readers)}")
    depth = max(abs(y) for _, y in places.values())
    ax.set(xlim=(-0.55, len(columns) - 0.45), ylim=(-depth - 0.55, depth + 0.55))
    ax.set(xlabel="forward from left to right", xticks=[], yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.grid(False)
    return f"A graph: {'; '.join(told)}.{_ways_back(names)}"


def _places(columns: Sequence[Column]) -> Iterator[tuple[Any, Place]]:
    """Each node and where it stands: columns from left to right, centred."""
    for x, column in enumerate(columns):
        for row, node in enumerate(column.values()):
            yield node, (float(x), (len(column) - 1) / 2 - row)


def _box(ax: Any, place: Place, name: str, node: Any, size: float) -> None:
    """A name and what the node holds: round for inputs, square for computed nodes."""
    held = _held(node.value)
    reads = bool(node.inbound_nodes)
    frame = {
        "boxstyle": "square,pad=0.35" if reads else "round,pad=0.35,rounding_size=0.8",
        "facecolor": "#CFE3F1" if reads else "white",
        "edgecolor": "0.25",
    }
    said = f"{name}\n{held}" if held else name
    ax.text(*place, said, ha="center", va="center", fontsize=size, bbox=frame, zorder=3)


def _arrow(ax: Any, start: Place, end: Place, gradient: str, size: float) -> None:
    """An arrow between two boxes, with the gradient that comes back beside it."""
    look = {"arrowstyle": "-|>", "color": "0.4", "shrinkA": 17, "shrinkB": 22, "linewidth": 1.3}
    ax.annotate("", end, start, arrowprops=look, zorder=1)
    if gradient:
        middle = (np.array(start) + np.array(end)) / 2
        back = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        ax.text(*middle, f"← {gradient}", ha="center", va="center", fontsize=size, bbox=back)


def _held(value: Any) -> str:
    """A number as it is, an array as its shape."""
    if value is None:
        return ""
    return _number(value) or str(np.shape(value))


def _number(value: Any) -> str:
    """A single number in a few digits; empty for anything else."""
    if value is None or np.ndim(value) != 0:
        return ""
    return f"{float(value):.3g}"


def _ways_back(names: Mapping[Any, str]) -> str:
    """The gradients that are numbers, in words."""
    told = [
        f"{_number(reader.gradients[node])} from {names[reader]} to {name}"
        for node, name in names.items()
        for reader in dict.fromkeys(node.outbound_nodes)
        if reader in names and _number(reader.gradients.get(node))
    ]
    return f" Gradients come back: {'; '.join(told)}." if told else ""
