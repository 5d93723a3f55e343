"""Decision boundaries: a student's own ``predict`` over the plane, beside the data.

Drawn by scikit-learn's ``DecisionBoundaryDisplay``. Classes differ in colour, in
marker and in the hatch of their region, so that the picture can be read in grey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.student.plots.style import Array, Picture, figure, styled

Predict = Callable[[Array], Any]
Panel = tuple[Predict, Array, Any]

# Okabe and Ito's colours, each with a marker and a hatch of its own.
CLASS_LOOKS = (
    {"color": "#0072B2", "marker": "o", "hatch": ""},
    {"color": "#D55E00", "marker": "s", "hatch": "///"},
    {"color": "#009E73", "marker": "^", "hatch": ".."},
    {"color": "#CC79A7", "marker": "D", "hatch": "\\\\\\"},
    {"color": "#E69F00", "marker": "v", "hatch": "--"},
    {"color": "#56B4E9", "marker": "P", "hatch": "xx"},
)


def boundary(predict: Predict, X: Array, y: Any, title: str = "") -> Picture:
    """The regions of ``predict`` with the points ``X (M, 2)`` of classes ``y (M,)``.

    ``predict`` maps ``(M, 2)`` to ``(M,)`` classes. Filled points are predicted
    right, white ones wrong.
    """
    return boundaries({title: (predict, X, y)})


@styled
def boundaries(
    panels: Mapping[str, Panel],
    *,
    columns: int = 3,
    resolution: int = 160,
    axes: tuple[str, str] = ("first feature", "second feature"),
) -> Picture:
    """One panel a title, ``columns`` side by side: ``(predict, X (M, 2), y (M,))`` each."""
    columns = min(columns, len(panels))
    rows = -(-len(panels) // columns)
    drawn, places = figure(columns, {1: 5.4, 2: 8.2}.get(columns, 9.8), 3.9 * rows, rows)
    told, most = [], 0
    for ax, (title, panel) in zip(places, panels.items(), strict=False):
        said, classes = _panel(ax, title, *panel, resolution)
        ax.set(xlabel=axes[0], ylabel=axes[1] if ax in places[::columns] else "")
        told.append(said)
        most = max(most, classes)
    for ax in places[len(panels) :]:
        ax.remove()
    _legend(drawn, most)
    return Picture(drawn, f"The plane in regions of the predicted class. {' '.join(told)}")


def _panel(
    ax: Any, title: str, predict: Predict, X: Array, y: Any, resolution: int
) -> tuple[str, int]:
    """Draw one panel; what it shows in words, and its number of classes."""
    X, y = np.asarray(X, dtype=float), np.ravel(y).astype(int)
    regions = _regions(ax, predict, X, resolution)
    classes = int(max(regions.max(), y.max())) + 1
    if classes > len(CLASS_LOOKS):
        raise ValueError(f"a picture shows at most {len(CLASS_LOOKS)} classes, not {classes}")
    right = _labels(predict, X) == y
    for k, look in enumerate(CLASS_LOOKS[:classes]):
        for hit, face in ((True, look["color"]), (False, "white")):
            at = (y == k) & (right == hit)
            ax.scatter(*X[at].T, s=26, c=face, edgecolors="black", linewidths=0.8,
                       marker=look["marker"])  # fmt: skip
    name = f"{title}: " if title else ""
    ax.set_title(f"{name}{right.mean():.0%} right")
    shares = ", ".join(f"{np.mean(regions == k):.0%} class {k}" for k in range(classes))
    return f"{name}{right.mean():.0%} of {len(y)} points right; the plane is {shares}.", classes


def _regions(ax: Any, predict: Predict, X: Array, resolution: int) -> Array:
    """Paint the plane by predicted class; the classes over the grid."""
    import matplotlib as mpl
    from sklearn.inspection import DecisionBoundaryDisplay

    display = DecisionBoundaryDisplay.from_estimator(
        _as_estimator(predict),
        X,
        grid_resolution=resolution,
        eps=0.08 * float(np.ptp(X, axis=0).max()) or 1.0,
        response_method="predict",
        plot_method="pcolormesh",
        ax=ax,
        zorder=0,
    )
    # Versions differ in how colours are asked for: the finished mesh takes them in all.
    display.surface_.set_cmap(mpl.colors.ListedColormap([_tint(k) for k in CLASS_LOOKS]))
    display.surface_.set_clim(-0.5, len(CLASS_LOOKS) - 0.5)
    regions: Array = display.response
    with mpl.rc_context({"hatch.color": "0.45", "hatch.linewidth": 0.5}):
        for k, look in enumerate(CLASS_LOOKS):
            inside = (regions == k).astype(float)
            if not inside.any() or inside.all():
                continue
            grid = (display.xx0, display.xx1, inside)
            ax.contourf(*grid, levels=[0.5, 1.5], colors="none", hatches=[look["hatch"]], zorder=1)
            ax.contour(*grid, levels=[0.5], colors="black", linewidths=1.2, zorder=1)
    ax.grid(False)
    return regions


def _as_estimator(predict: Predict) -> Any:
    """A function ``(M, 2)`` → ``(M,)`` in the clothes of a fitted scikit-learn estimator."""
    from sklearn.base import BaseEstimator

    class Fitted(BaseEstimator):  # type: ignore[misc]
        def fit(self, X: Any, y: Any = None) -> Any:
            return self

        def __sklearn_is_fitted__(self) -> bool:
            return True

        def predict(self, X: Any) -> Any:
            return _labels(predict, X)

    return Fitted()


def _labels(predict: Predict, X: Array) -> Any:
    """The predicted classes ``(M,)`` as integers, or a sentence about what came back."""
    found = np.asarray(predict(X.copy()))
    if found.size != len(X):
        raise ValueError(
            f"predict should return one class a point, shape ({len(X)},); "
            f"it returned shape {found.shape}"
        )
    return found.ravel().astype(int)


def _tint(look: Mapping[str, str]) -> tuple[float, float, float]:
    """A class's colour, three quarters white, so that points stand out on it."""
    from matplotlib.colors import to_rgb

    red, green, blue = (0.72 + 0.28 * part for part in to_rgb(look["color"]))
    return red, green, blue


def _legend(drawn: Any, classes: int) -> None:
    """One key a class (region and marker), and one for the white points."""
    from matplotlib.legend_handler import HandlerTuple
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = []
    for look in CLASS_LOOKS[:classes]:
        region = Patch(facecolor=_tint(look), edgecolor="0.45", hatch=look["hatch"], linewidth=0.5)
        point = Line2D([], [], ls="", marker=look["marker"], mfc=look["color"], mec="black")
        handles.append((region, point))
    handles.append(Line2D([], [], ls="", marker="o", mfc="white", mec="black"))
    names = [*(f"class {k}" for k in range(classes)), "white: predicted wrong"]
    drawn.legend(
        handles,
        names,
        handler_map={tuple: HandlerTuple(ndivide=None)},
        loc="outside lower center",
        ncols=min(classes + 1, 4 if drawn.get_figwidth() > 6 else 2),
        frameon=False,
        handlelength=2.6,
    )
