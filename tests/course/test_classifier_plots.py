"""Unit 03's pictures can be read without colour and without eyes, whatever a student returns."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.student import plots
from autograder.student.plots.style import Picture


def thirds(scores: Any) -> Any:
    """Any function of softmax's signature: it overwrites its argument, as students do."""
    scores *= 0
    return scores + 1 / scores.shape[1]


def half(probs: Any, y: Any) -> Any:
    """Any function of cross_entropy's signature, with a loss of shape (1,)."""
    return np.array([0.5])


def pull(W: Any, X: Any, y: Any, reg: float) -> tuple[Any, Any]:
    """Any loss with a gradient of the shape of W."""
    return 1.0, W - 2 * np.eye(W.shape[1])[y]


XX, YY = np.meshgrid(np.linspace(0, 1, 4), np.linspace(0, 1, 4))
DRAWINGS: dict[str, Callable[[], Picture]] = {
    "probabilities": lambda: plots.probabilities(thirds),
    "surprise": lambda: plots.surprise(half),
    "pulls": lambda: plots.pulls(pull),
    "grid_points": lambda: plots.grid_points(XX, YY, (XX > YY).astype(float), np.eye(2)),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_picture_carries_its_description_and_fits_a_laptop(name: str) -> None:
    """Has each picture its words, its axes' names and a width below a laptop's?"""
    picture = DRAWINGS[name]()
    assert len(picture.alt) > 30 and f'alt="{picture.alt}"' in picture.html()
    assert picture.figure.get_size_inches()[0] * 96 <= 1000 and len(picture.png()) < 80_000
    axes = picture.figure.axes
    assert all(ax.get_xlabel() for ax in axes) and axes[0].get_ylabel()


@pytest.mark.parametrize("name", ["probabilities", "pulls"])
def test_bars_differ_in_hatch_and_say_their_number(name: str) -> None:
    """Can the bars of one panel be told apart without colour, and read without an axis?"""
    for ax in DRAWINGS[name]().figure.axes:
        hatches = [bar.get_hatch() or "" for bar in ax.patches]
        assert len(set(hatches)) == len(hatches) == len(ax.texts) == 3


def test_words_name_the_numbers() -> None:
    """Does the description hold what the bars show?"""
    assert "class 2: 4 becomes 0.333" in DRAWINGS["probabilities"]().alt
    assert "if class 1 is right, 1.00, 0.00, 4.00" in DRAWINGS["pulls"]().alt
    assert "10 times class 0, 6 times class 1" in DRAWINGS["grid_points"]().alt


def test_answers_differ_in_marker() -> None:
    """Has each class of the grid its own marker?"""
    (ax,) = DRAWINGS["grid_points"]().figure.axes
    assert len({line.get_marker() for line in ax.get_lines()}) == 3


def test_sliders_move_picture_and_words() -> None:
    """Does moving one score, or all, redraw the bars and their sentence?"""

    def shares(scores: Any) -> Any:
        return scores / scores.sum()

    *knobs, words, view = plots.score_slider(shares).widget.children
    before = view.value
    knobs[0].value = 3.0
    assert "class 0: 3 becomes 0.333" in words.value and view.value != before
    knobs[-1].value = 2.0
    assert "class 0: 5 becomes 0.333" in words.value and "class 2: 6 becomes" in words.value


def test_slider_without_ipywidgets_is_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is there a picture where ipywidgets is not installed?"""
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "ipywidgets":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "ipywidgets", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert isinstance(plots.score_slider(thirds), Picture)


@pytest.mark.parametrize(("span", "plain"), [(3.0, True), (1e6, False)])
def test_losses_that_span_little_have_plain_numbers(span: float, plain: bool) -> None:
    """Are ticks written as 0.8 where a logarithmic axis spans less than a decade?"""
    picture = plots.losses({"a": np.geomspace(0.8, 0.8 * span, 20)})
    picture.png()
    (ax,) = picture.figure.axes
    told = [label.get_text() for label in ax.get_yticklabels(which="both")]
    assert any("10" in text for text in told) is not plain
    assert plain is ("0.8" in told)
