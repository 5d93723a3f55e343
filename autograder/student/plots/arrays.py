"""Unit 00's pictures: arrays as tables, how shapes meet, scales of columns, batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.student.plots.boundary import CLASS_LOOKS
from autograder.student.plots.style import LOOKS, Picture, figure, played, styled

Shape = tuple[int, ...]

_CELL, _ROW, _HEAD, _GAP = 1.0, 0.66, 0.95, 1.0
"""Width and height of a cell, of the name above a table, and the space between tables."""
_LETTER = 0.155
_INCH = 0.5
_WIDEST = 10.2

# ------------------------------------------------------------------------------- tables


@styled
def tables(arrays: Mapping[str, Any]) -> Picture:
    """Arrays of one or two axes as tables of numbers, side by side, with name and shape.

    An array with one axis is drawn as a row, as numpy lines it up.
    """
    sheet = _Sheet()
    for name, array in arrays.items():
        sheet.table(f"{name}  {_told(np.shape(array))}", np.asarray(array))
    listed = [f"{name} is {np.asarray(array).tolist()}" for name, array in arrays.items()]
    return sheet.picture(f"Arrays as tables. {'; '.join(listed)}.")


class _Sheet:
    """Tables and words put down from left to right, row of tables below row of tables."""

    def __init__(self) -> None:
        self.drawn, (self.ax,) = figure(1, 1.0, 1.0)
        self.x, self.y, self.low, self.right = 0.0, 0.0, 0.0, 0.0

    def table(self, name: str, array: Any, copies: Any = None) -> None:
        """One array; entries where ``copies`` is true are dashed, as numpy's repetitions."""
        from matplotlib.patches import Rectangle

        grid = array.reshape(1, -1) if array.ndim < 2 else array
        repeated = np.zeros(grid.shape, bool) if copies is None else copies.reshape(grid.shape)
        for (i, j), value in np.ndenumerate(grid):
            left, top = self.x + j * _CELL, self.y - _HEAD - (i + 1) * _ROW
            again, plain = bool(repeated[i, j]), bool(value == 0)
            box = Rectangle((left, top), _CELL, _ROW, fc="white" if plain or again else "#dbe9f6")
            box.set(ec="0.35", ls=":" if again else "-", lw=1.0, zorder=1 if again else 2)
            self.ax.add_patch(box)
            colour = "0.45" if plain or again else "black"
            self._say(left + _CELL / 2, top + _ROW / 2, f"{value:g}", ha="center", color=colour)
        self._say(self.x, self.y - _HEAD / 2, name)
        rows, columns = grid.shape
        self._past(max(columns * _CELL, len(name) * _LETTER), _HEAD + rows * _ROW)

    def words(self, said: str) -> None:
        """A sign or a sentence beside the tables."""
        self._say(self.x, self.y - _HEAD - _ROW / 2, said)
        self._past(len(said) * _LETTER, _HEAD + _ROW)

    def next_row(self) -> None:
        """Go on at the left, below all that stands there."""
        self.x, self.y = 0.0, self.low - 0.4

    def picture(self, alt: str) -> Picture:
        """The finished sheet, cut to what is on it."""
        wide, high = self.right - _GAP, -self.low
        inch = min(_INCH, _WIDEST / (wide + 0.2))
        self.drawn.set_size_inches((wide + 0.2) * inch, (high + 0.2) * inch)
        self.drawn.get_layout_engine().set(w_pad=0, h_pad=0)
        self.ax.set(xlim=(-0.1, wide + 0.1), ylim=(-high - 0.1, 0.1))
        self.ax.axis("off")
        return Picture(self.drawn, alt)

    def _say(self, x: float, y: float, said: str, **style: Any) -> None:
        self.ax.text(x, y, said, fontsize=10, va="center", zorder=3, **style)

    def _past(self, width: float, height: float) -> None:
        self.x += width + _GAP
        self.right, self.low = max(self.right, self.x), min(self.low, self.y - height)


def _told(shape: Shape) -> str:
    """A shape as Python writes it."""
    return str(tuple(shape))


# ------------------------------------------------------------------------- broadcasting

SHAPES: tuple[Shape, ...] = ((3,), (4,), (3, 1), (1, 4), (3, 4), (4, 3))
STILL: tuple[tuple[Shape, Shape], ...] = (((3, 4), (4,)), ((3, 4), (3, 1)), ((3,), (3, 1)))


@styled
def broadcasts(pairs: Sequence[tuple[Shape, Shape]] = STILL) -> Picture:
    """``left - right`` for each pair of shapes, with numpy's repeated entries dashed."""
    sheet, told = _Sheet(), []
    for left, right in pairs:
        numbers = 10 * (1 + np.arange(np.prod(left))), 1 + np.arange(np.prod(right))
        arrays = [a.reshape(shape) for a, shape in zip(numbers, (left, right), strict=True)]
        result = _meet(left, right)
        for array, sign in zip(arrays, "−=", strict=True):
            shape = array.shape if result is None else result
            copies = np.ones(shape, bool)
            copies[tuple(slice(n) for n in _padded(array.shape, len(shape)))] = False
            sheet.table(_told(array.shape), np.broadcast_to(array, shape), copies)
            sheet.words(sign)
        if result is None:
            sheet.words("error")
        else:
            sheet.table(_told(result), arrays[0] - arrays[1])
        sheet.next_row()
        told.append(rule(left, right))
    return sheet.picture(" ".join(told))


def rule(left: Shape, right: Shape) -> str:
    """What becomes of two shapes, in one sentence."""
    met, result = f"{_told(left)} meets {_told(right)}:", _meet(left, right)
    if result is None:
        axes = zip(_padded(left, 2)[::-1], _padded(right, 2)[::-1], strict=True)
        a, b = next((a, b) for a, b in axes if a != b and 1 not in (a, b))
        return f"{met} {a} is not {b}, and neither is 1. numpy refuses."
    stretched = [name for name, s in (("left", left), ("right", right)) if s != result]
    if not stretched:
        return f"{met} equal shapes, entry by entry."
    verb = "are" if len(stretched) == 2 else "is"
    said = f"{met} the {' and the '.join(stretched)} {verb} repeated; the result is"
    every = ", every pair" if len(stretched) == 2 else ""
    return f"{said} {_told(result)}{every}."


def broadcast_slider() -> Any:
    """Sliders for both shapes above the picture; the still picture without widgets."""
    options = [(_told(shape), shape) for shape in SHAPES]
    starts = (("left", (3, 4)), ("right", (4,)))
    return played(
        broadcasts(),
        lambda widgets: [
            widgets.SelectionSlider(options=options, value=value, description=name)
            for name, value in starts
        ],
        lambda left, right: broadcasts([(left, right)]),
        rule,
    )


def _meet(left: Shape, right: Shape) -> Shape | None:
    """The shape of the result, or None where numpy refuses."""
    try:
        return np.broadcast_shapes(left, right)
    except ValueError:
        return None


def _padded(shape: Shape, axes: int) -> Shape:
    """The shape with lengths 1 on the left, where axes are missing."""
    return (1,) * (axes - len(shape)) + tuple(shape)


# --------------------------------------------------------------------- scales and batches


@styled
def scales(tables: Mapping[str, Any], names: Sequence[str]) -> Picture:
    """Each column from its smallest to its largest value, its mean as a dot; a panel a table."""
    drawn, axes = figure(len(tables), 4.9 * len(tables), 0.24 * len(names) + 1.0)
    told = []
    for ax, (title, table) in zip(axes, tables.items(), strict=True):
        columns = np.asarray(table, dtype=float)
        rows = np.arange(len(names))
        low, mean, high = columns.min(axis=0), columns.mean(axis=0), columns.max(axis=0)
        ax.hlines(rows, low, high, color=LOOKS[0]["color"], linewidth=3)
        ax.plot(mean, rows, "o", color="black", ms=5)
        ax.set(title=title, xlabel="value", yticks=rows)
        ax.set_yticklabels(names if ax is axes[0] else [])
        ax.invert_yaxis()
        spans = ", ".join(
            f"{n} {a:.3g} to {b:.3g}" for n, a, b in zip(names, low, high, strict=True)
        )
        told.append(f"{title}: {spans}.")
    axes[0].set_ylabel("column")
    return Picture(drawn, f"The range of each column. {' '.join(told)}")


@styled
def batches(runs: Mapping[str, Iterable[Any]]) -> Picture:
    """How many examples of each class are in each batch; a panel a run of label arrays."""
    drawn, axes = figure(len(runs), 4.6 * len(runs), 3.1)
    told, classes = [], 0
    for ax, (title, batched) in zip(axes, runs.items(), strict=True):
        labels = [np.ravel(batch).astype(int) for batch in batched]
        classes = max([classes, *(int(b.max()) + 1 for b in labels if b.size)])
        counts = np.array([np.bincount(b, minlength=classes) for b in labels])
        base = np.zeros(len(counts))
        for k, look in enumerate(CLASS_LOOKS[:classes]):
            ax.bar(np.arange(len(counts)), counts[:, k], 0.8, base, label=f"class {k}",
                   color=look["color"], hatch=look["hatch"], edgecolor="white")  # fmt: skip
            base = base + counts[:, k]
        ax.set(title=title, xlabel="batch", ylim=(0, 1.1 * base.max()))
        ax.xaxis.get_major_locator().set_params(integer=True)
        told.append(f"{title}: {'; '.join(' and '.join(map(str, row)) for row in counts)}.")
    axes[0].set_ylabel("examples")
    handles, names = axes[0].get_legend_handles_labels()
    drawn.legend(handles, names, loc="outside lower center", ncols=classes, frameon=False)
    return Picture(drawn, f"Examples of each class, batch by batch. {' '.join(told)}")
