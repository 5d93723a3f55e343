"""Unit 04's pictures can be read without colour, without eyes and without widgets."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.student import plots
from autograder.student.plots.style import Picture

X, W = np.arange(8.0).reshape(4, 2) + 1, np.arange(6.0).reshape(2, 3) + 1


def ramp(z: Any) -> Any:
    """Any function of an activation's signature: it overwrites its argument, as students do."""
    z *= 0.5
    return z


def step(z: Any) -> Any:
    """A slope of True and False, as students return it."""
    return z > 0


def draws(fan_in: int, fan_out: int, rng: Any) -> Any:
    """Any start of the right shape, as a list of lists."""
    return (0.1 * rng.normal(size=(fan_in, fan_out))).tolist()


def products(dS: Any, X: Any, W: Any) -> Any:
    """Any three arrays of which the first has the shape of X."""
    return [0.5 * dS, None, None]


DRAWINGS: dict[str, Callable[[], Picture]] = {
    "activations": lambda: plots.activations(ramp, step, ramp, step),
    "slopes_taken": lambda: plots.slopes_taken({"one": (ramp, step), "two": (ramp, ramp)}),
    "nudges": lambda: plots.nudges(X, W, np.zeros(3)),
    "starts": lambda: plots.starts(draws, products),
}
each_drawing = pytest.mark.parametrize("name", DRAWINGS)


@each_drawing
def test_picture_carries_its_description_and_fits_a_laptop(name: str) -> None:
    """Has each picture its words, its axes' names and a width below a laptop's?"""
    picture = DRAWINGS[name]()
    assert len(picture.alt) > 30 and f'alt="{picture.alt}"' in picture.html()
    assert picture.figure.get_size_inches()[0] * 96 <= 1000 and len(picture.png()) < 80_000
    axes = picture.figure.axes
    assert all(ax.get_xlabel() for ax in axes) and axes[0].get_ylabel()


@each_drawing
def test_lines_differ_without_colour(name: str) -> None:
    """Do the lines of one panel differ in marker and in line style?"""
    for ax in DRAWINGS[name]().figure.axes:
        looks = [(line.get_marker(), line.get_linestyle()) for line in ax.get_lines()]
        assert len(set(looks)) == len(looks)


def test_nudges_hatch_what_moves_and_say_by_how_much() -> None:
    """Does a weight move a column of S, a feature a row, a bias a column, by the right amounts?"""
    picture = plots.nudges(X, W, np.zeros(3), by=0.1)
    hatched = [
        {(round(p.get_y() + 0.5), round(p.get_x() + 0.5)) for p in ax.patches if p.get_hatch()}
        for ax in picture.figure.axes
    ]
    assert hatched == [{(n, 2) for n in range(4)}, {(1, c) for c in range(3)},
                       {(n, 1) for n in range(4)}]  # fmt: skip
    said = [t.get_text() for t in picture.figure.axes[0].texts if t.get_text() != "0"]
    assert said == ["+0.2", "+0.4", "+0.6", "+0.8"]
    assert "When W[1, 2] moves, so do these entries of S: all of column 2." in picture.alt
    assert "When X[1, 0] moves, so do these entries of S: all of row 1." in picture.alt


def test_slopes_taken_tell_where_the_lines_part() -> None:
    """Do the words say how far the slope at the activation is from the slope at z?"""
    alt = DRAWINGS["slopes_taken"]().alt
    assert (
        "one: the two differ by at most 0.00" in alt and "two: the two differ by at most 1.5" in alt
    )


def test_slider_moves_picture_and_words() -> None:
    """Does moving the slider redraw the picture and its sentence, beside a still picture?"""
    slider = plots.start_slider(draws, products)
    factor, words, view = slider.widget.children
    before = view.value
    factor.value = 2.0
    assert "factor 2.0" in words.value.lower() and view.value != before and "alt=" in view.value
    assert slider._repr_mimebundle_()["image/png"].startswith(b"\x89PNG")


def test_slider_without_ipywidgets_is_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is there a picture where ipywidgets is not installed?"""
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "ipywidgets":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "ipywidgets", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert isinstance(plots.start_slider(draws, products), Picture)
