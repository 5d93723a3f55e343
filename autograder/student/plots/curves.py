"""Curves that every unit draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.student.plots.style import LOOKS, Picture, figure, styled


@styled
def losses(curves: Any, across: str = "step", up: str = "loss") -> Picture:
    """Loss before each step on a logarithmic axis, one labelled curve a run.

    ``curves`` maps a name to the losses of a run; the losses of one run may come alone.
    ``across`` and ``up`` are the names of the axes, where they are others.
    """
    drawn, (ax,) = figure(1, 6.8, 3.4)
    told = []
    curves = curves if isinstance(curves, Mapping) else {up: curves}
    for look, (name, values) in zip(LOOKS, curves.items(), strict=False):
        values = np.ravel(values)
        every = max(1, len(values) // 10)
        ax.semilogy(np.arange(len(values)), values, markevery=every, label=name, **look)
        last = len(values) - 1
        told.append(f"{name}: {values[0]:.3g} at {across} 0, {values[last]:.3g} at {across} {last}")
    low, high = ax.get_ylim()
    if high < 100 * low:
        _plain_numbers(ax, (1, 1.2, 1.5, 2, 3, 4, 6, 8) if high < 6 * low else (1, 2, 5))
    ax.set(xlabel=across, ylabel=f"{up} (log scale)")
    ax.xaxis.get_major_locator().set_params(integer=True)
    if len(curves) > 3:  # too many to find a free place among them
        drawn.legend(loc="outside lower center", ncols=2, frameon=False)
    else:
        ax.legend(frameon=False)
    return Picture(drawn, f"{up.capitalize()} against {across}. {'; '.join(told)}.")


def _plain_numbers(ax: Any, subs: Sequence[float]) -> None:
    """Ticks as 0.8 and 2, not as 8 × 10⁻¹, where a logarithmic axis spans little."""
    from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

    ax.yaxis.set_major_locator(LogLocator(subs=subs))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    ax.yaxis.set_minor_formatter(NullFormatter())
