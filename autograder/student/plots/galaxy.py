"""Unit 10's pictures: a galaxy from two sides, what noise does, and trials side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exercises.galaxies import TRAINING, galaxy
from autograder.student.plots.boundary import CLASS_LOOKS
from autograder.student.plots.style import LOOKS, Array, Picture, figure, played, styled

NOISES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
MEASURED: Mapping[str, Sequence[float]] = {
    "net of 64 units": (0.988, 0.983, 0.975, 0.972, 0.964, 0.959, 0.953, 0.943),
    "15 neighbours": (0.997, 0.976, 0.826, 0.672, 0.589, 0.530, 0.500, 0.443),
    "1 neighbour": (0.999, 0.967, 0.758, 0.607, 0.518, 0.470, 0.436, 0.385),
    "linear": (0.539, 0.535, 0.535, 0.535, 0.535, 0.536, 0.535, 0.535),
}
"""Mean accuracy over ten galaxies at each of ``NOISES``, after training on 1 400 stars."""
VOTES = 15


@styled
def skies(views: Mapping[str, Array], y: Any) -> Picture:
    """Stars ``(N, 2)`` from several sides, each arm with a colour and a marker of its own."""
    drawn, places = figure(len(views), 4.1 * len(views), 4.2)
    y = np.ravel(y).astype(int)
    for ax, (title, stars) in zip(places, views.items(), strict=True):
        _stars(ax, np.asarray(stars, dtype=float), y)
        ax.set(title=title)
    _arms_legend(drawn, int(y.max()) + 1)
    return Picture(
        drawn, f"{len(y)} stars of {int(y.max()) + 1} arms, seen in {' and in '.join(views)}."
    )


def _stars(ax: Any, stars: Array, y: Any, right: Any = None) -> None:
    """Stars with the looks of their arms; white where they are not ``right``."""
    right = np.ones(len(y), bool) if right is None else right
    for k, look in enumerate(CLASS_LOOKS):
        for hit, face in ((True, look["color"]), (False, "white")):
            at = (y == k) & (right == hit)
            ax.scatter(
                *stars[at].T, s=16, c=face, edgecolors="black", linewidths=0.5,
                marker=look["marker"],
            )  # fmt: skip
    ax.set(aspect="equal")


def _arms_legend(drawn: Any, arms: int, white: str = "") -> None:
    from matplotlib.lines import Line2D

    looks: Any = {"ls": "", "mec": "black"}
    handles = [
        Line2D([], [], marker=look["marker"], mfc=look["color"], label=f"arm {k}", **looks)
        for k, look in enumerate(CLASS_LOOKS[:arms])
    ]
    if white:
        handles.append(Line2D([], [], marker="o", mfc="white", label=white, **looks))
    drawn.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False)


@styled
def noise(size: float = 1.0) -> Picture:
    """A galaxy with noise of that size: how 15 neighbours vote, and who stands what noise."""
    from sklearn.neighbors import KNeighborsClassifier

    drawn, (left, right) = figure(2, 9.0, 4.3)
    X, y, plane = galaxy(np.random.default_rng(0), 2000, size)
    voters = KNeighborsClassifier(VOTES).fit(X[:TRAINING], y[:TRAINING])
    X, y = X[TRAINING:], y[TRAINING:]
    hit = voters.predict(X) == y
    _stars(left, X @ plane, y, hit)
    left.set(title=f"{VOTES} neighbours vote: {hit.mean():.0%} right")
    for look, (name, shares) in zip(LOOKS, MEASURED.items(), strict=False):
        right.plot(NOISES, shares, label=name, **look)
    right.axhline(0.25, color="0.4", linewidth=1)
    right.text(2.0, 0.255, "guessing", ha="right", va="bottom", color="0.25")
    right.axvline(size, color="black", linewidth=1.2)
    right.set(xlabel="noise", ylabel="accuracy", ylim=(0.2, 1.03))
    right.legend(frameon=False, loc="center left", bbox_to_anchor=(0, 0.2), fontsize=10)
    _arms_legend(drawn, 4, "white: voted wrong")
    told = [f"{name} {np.interp(size, NOISES, shares):.2f}" for name, shares in MEASURED.items()]
    said = f"Noise {size:g}: of these stars, {VOTES} neighbours are right for {hit.mean():.2f}"
    return Picture(drawn, f"{said}. Over ten galaxies: {', '.join(told)}.")


def noise_slider() -> Any:
    """A slider for the noise; the still picture at noise 1 where there are no widgets."""
    look: Any = {"options": list(NOISES), "value": 1.0, "continuous_update": False}
    return played(
        noise(),
        lambda widgets: [widgets.SelectionSlider(description="noise", **look)],
        noise,
    )


@styled
def trials(found: Mapping[str, Sequence[float]]) -> Picture:
    """Validation accuracies of some candidates: a marker for each start, a bar at the mean."""
    drawn, (ax,) = figure(1, 7.2, 1.2 + 0.55 * len(found))
    told = []
    for row, (name, given) in enumerate(found.items()):
        look, shares = LOOKS[row % len(LOOKS)], np.asarray(given, dtype=float).ravel()
        ax.plot(shares, np.full(len(shares), row), **{**look, "linestyle": "", "alpha": 0.8})
        ax.plot([shares.mean()] * 2, [row - 0.3, row + 0.3], color="black", linewidth=2.5)
        told.append(f"{name}: {len(shares)} starts from {shares.min():.3f} to {shares.max():.3f}, "
                    f"mean {shares.mean():.3f}")  # fmt: skip
    ax.set_yticks(range(len(found)), list(found))
    ax.set(xlabel="accuracy on the validation set", ylim=(len(found) - 0.5, -0.5))
    return Picture(drawn, f"Validation accuracy. {'; '.join(told)}.")
