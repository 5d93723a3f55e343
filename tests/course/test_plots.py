"""Pictures can be read without colour, without eyes, and without widgets."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.student import plots
from autograder.student.plots import regression
from autograder.student.plots.style import LOOKS, Picture

X = np.array([[1.0, 1.0], [2.0, 4.0], [3.0, 9.0], [4.0, 16.0]])
Y = np.array([1.0, 4.0, 9.0, 16.0])


def loss_and_gradient(w: Any, b: float, X: Any, y: Any) -> tuple[Any, Any, Any]:
    """Any function of the right signature will do here."""
    return np.array([w[-1] ** 2]), 2 * w, np.array([b])


def descent(X: Any, y: Any, w: Any, b: float, rate: float, steps: int) -> tuple[Any, Any, Any]:
    """A descent that overwrites its argument, as students do."""
    w *= 1 - rate
    return w, b, [1.0]


DRAWINGS: dict[str, Callable[[], Picture]] = {
    "features": lambda: plots.features(X[:, 0], X),
    "tangents": lambda: plots.tangents(loss_and_gradient, np.ones(2), 0.0, X, Y),
    "losses": lambda: plots.losses({"a": [3, 2, 1], "b": np.ones((3, 1))}),
    "fits": lambda: plots.fits(X[:, 0], Y, {"start": ([0, 1], 0.0), "end": ([1, 1], [0.5])}),
    "bowls": lambda: plots.bowls(2.0),
    "surfaces": lambda: plots.surfaces(descent, {"raw": (X, Y, 0.1)}, steps=3),
}
each_drawing = pytest.mark.parametrize("name", DRAWINGS)


@each_drawing
def test_picture_carries_its_description(name: str) -> None:
    """Has the picture alternative text, in HTML and where no picture can be shown?"""
    picture = DRAWINGS[name]()
    bundle = picture._repr_mimebundle_()
    assert len(picture.alt) > 30 and bundle["text/plain"] == picture.alt
    assert f'alt="{picture.alt}"' in bundle["text/html"]
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert len(bundle["image/png"]) < 80_000


@each_drawing
def test_picture_fits_a_laptop(name: str) -> None:
    """Is the picture narrower than a notebook on a screen of 1366 pixels?"""
    assert DRAWINGS[name]().figure.get_size_inches()[0] * 96 <= 1000


@each_drawing
def test_lines_differ_without_colour(name: str) -> None:
    """Do lines of one picture differ in marker or line style, and is every axis named?"""
    for ax in DRAWINGS[name]().figure.axes:
        looks = [(line.get_marker(), line.get_linestyle()) for line in ax.get_lines()]
        drawn = [line.get_label() for line in ax.get_lines()]
        named = [look for look, label in zip(looks, drawn, strict=True) if label[0] != "_"]
        assert len(set(named)) == len(named)
        assert ax.get_xlabel() and (ax.get_ylabel() or ax is not ax.figure.axes[0])


def test_looks_are_all_different() -> None:
    """Does every look have its own colour, marker and line style?"""
    for key in ("color", "marker", "linestyle"):
        assert len({look[key] for look in LOOKS}) == len(LOOKS)


def test_students_settings_are_left_alone() -> None:
    """Does drawing change matplotlib's settings, or open figures that pyplot would show twice?"""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    with mpl.rc_context({"font.size": 23.0}):
        DRAWINGS["losses"]()
        assert mpl.rcParams["font.size"] == 23.0
    assert plt.get_fignums() == []


def test_descent_may_overwrite_its_argument() -> None:
    """Is the path right although the student's function works in place?"""
    path = regression._path(descent, X, Y, 0.5, 2)
    assert path.tolist() == [[1.0, 1.0], [0.5, 0.5], [0.25, 0.25]]


def test_minus_zero_is_zero() -> None:
    """Does a label say 0.00 where rounding leaves minus nothing?"""
    assert regression._two(-1e-9) == "0.00" and regression._two(-1.234) == "-1.23"


@pytest.mark.parametrize(
    ("rate", "said"),
    [(0.2, "slides in"), (0.9, "closes in"), (1.0, "for ever"), (1.1, "explodes")],
)
def test_fate_in_the_bowl(rate: float, said: str) -> None:
    """Do the words below the sliders follow the rule rate < 2/curvature?"""
    assert said in regression._fate(rate, 2.0)


def test_sliders_move_picture_and_words() -> None:
    """Does moving a slider redraw the bowl and its sentence?"""
    rate, bend, words, view = plots.rate_slider(2.0).widget.children
    before = view.value
    rate.value = 1.1
    assert "explodes" in words.value and view.value != before and "alt=" in view.value
    bend.value = 0.4
    assert "slides in" in words.value


def test_slider_shows_a_still_picture_where_widgets_do_not_run() -> None:
    """Does the output hold the widget and, beside it, a picture for other programs?"""
    bundle = plots.rate_slider(2.0)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["image/png"].startswith(b"\x89PNG") and "Eight steps" in bundle["text/plain"]


def test_slider_without_ipywidgets_is_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is there a picture where ipywidgets is not installed?"""
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "ipywidgets":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "ipywidgets", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert isinstance(plots.rate_slider(), Picture)
