"""The decision boundary can be read in grey, and takes any student's predict."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from autograder.student import plots
from autograder.student.plots.boundary import CLASS_LOOKS

X = np.random.default_rng(0).normal(0, 1, (60, 2))


def thirds(points: Any) -> Any:
    """Three wedges around the origin."""
    return np.minimum((np.arctan2(*points.T) + np.pi) // (2 * np.pi / 3), 2).astype(int)


def halves(points: Any) -> Any:
    """The left half of the plane and the right."""
    return (points[:, 0] > 0).astype(int)


def drawn_regions(ax: Any) -> list[set[int]]:
    """The classes whose colours the painted plane holds, a set a mesh."""
    return [set(np.unique(mesh.get_array())) for mesh in ax.collections[:1]]


@pytest.mark.parametrize(("predict", "classes"), [(halves, 2), (thirds, 3)])
def test_regions_differ_in_hatch_and_points_in_marker(predict: Any, classes: int) -> None:
    """Can two and three classes be told apart without colour?"""
    picture = plots.boundary(predict, X, predict(X))
    (ax,) = picture.figure.axes
    assert drawn_regions(ax) == [set(range(classes))]
    hatches = [h for c in ax.collections for h in getattr(c, "hatches", ()) if h is not None]
    assert hatches == [look["hatch"] for look in CLASS_LOOKS[:classes]]
    (legend,) = picture.figure.legends
    names = [text.get_text() for text in legend.get_texts()]
    assert names == [*(f"class {k}" for k in range(classes)), "white: predicted wrong"]


def test_looks_of_classes_are_all_different() -> None:
    """Has every class its own colour, marker and hatch?"""
    for key in ("color", "marker", "hatch"):
        assert len({look[key] for look in CLASS_LOOKS}) == len(CLASS_LOOKS)


def test_words_count_points_and_plane() -> None:
    """Do title and alternative text say how many points are right and who owns the plane?"""
    y = np.where(np.arange(60) < 45, halves(X), 1 - halves(X))
    picture = plots.boundary(halves, X, y, "one cut")
    assert picture.figure.axes[0].get_title() == "one cut: 75% right"
    assert "one cut: 75% of 60 points right; the plane is" in picture.alt
    assert "class 0" in picture.alt and "class 1" in picture.alt


def test_wrong_points_are_white() -> None:
    """Is a point white exactly where predict is wrong?"""
    y = np.where(np.arange(60) < 50, halves(X), 1 - halves(X))
    (ax,) = plots.boundary(halves, X, y).figure.axes
    points = [c for c in ax.collections if type(c).__name__ == "PathCollection"]
    white = sum(len(c.get_offsets()) for c in points if _is_white(c))
    assert white == 10 and sum(len(c.get_offsets()) for c in points) == 60


def _is_white(points: Any) -> bool:
    return bool(np.allclose(points.get_facecolor()[0][:3], to_rgb("white")))


def test_a_class_keeps_its_colour_when_others_are_not_predicted() -> None:
    """Is class 2 painted alike in a plane of its own and among others?"""
    alone = plots.boundary(lambda A: np.full(len(A), 2), X, thirds(X)).figure.axes[0]
    among = plots.boundary(thirds, X, thirds(X)).figure.axes[0]
    colours = [ax.collections[0].to_rgba(2.0) for ax in (alone, among)]
    assert colours[0] == colours[1] and drawn_regions(alone) == [{2}]


@pytest.mark.parametrize(
    "predict",
    [
        lambda A: thirds(A)[:, None],
        lambda A: thirds(A).astype(np.float32),
        lambda A: list(thirds(A)),
    ],
)
def test_labels_may_be_columns_floats_or_lists(predict: Any) -> None:
    """Does the picture say the same whatever form the student's labels have?"""
    want = plots.boundary(thirds, X, thirds(X)).alt
    assert plots.boundary(predict, X, thirds(X)[:, None]).alt == want


def test_predict_may_overwrite_its_argument() -> None:
    """Are the points still where they were after a predict that works in place?"""

    def in_place(A: Any) -> Any:
        A *= 3
        return halves(A)

    before = X.copy()
    assert "100% of 60 points right" in plots.boundary(in_place, X, halves(X)).alt
    assert np.array_equal(X, before)


def test_scores_instead_of_classes_are_refused_in_a_sentence() -> None:
    """Is a predict that returns scores (M, C) told what is asked?"""
    with pytest.raises(ValueError, match=r"one class a point.*returned shape \(60, 2\)|\(\d+, 2\)"):
        plots.boundary(lambda A: A, X, halves(X))


def test_more_classes_than_looks_are_refused() -> None:
    """Does a picture refuse classes that it could not tell apart?"""
    with pytest.raises(ValueError, match="at most 6 classes, not 7"):
        plots.boundary(lambda A: np.full(len(A), 6), X, halves(X))


@pytest.mark.parametrize("count", [2, 3, 4])
def test_panels_stand_side_by_side_and_fit_a_laptop(count: int) -> None:
    """Are there as many panels as asked for, titled, named and narrow enough?"""
    picture = plots.boundaries({f"panel {i}": (halves, X, halves(X)) for i in range(count)})
    titles = [ax.get_title() for ax in picture.figure.axes]
    assert titles == [f"panel {i}: 100% right" for i in range(count)]
    assert all(ax.get_xlabel() for ax in picture.figure.axes)
    assert picture.figure.get_size_inches()[0] * 96 <= 1000 and len(picture.png()) < 120_000
