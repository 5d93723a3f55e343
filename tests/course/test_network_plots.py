"""Unit 05's pictures can be read without colour, without eyes, and without widgets."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.student import plots
from autograder.student.plots import network
from autograder.student.plots.style import Picture

X = np.random.default_rng(0).normal(0, 1, (30, 2))
Y = (X[:, 0] > 0).astype(int)


class Net:
    """A net of the right interface; what it computes is of no account here."""

    def __init__(self, d: int, h: int, c: int, std: float = 1e-4, rng: Any = None) -> None:
        self.params = {"W1": np.ones((d, h)), "b1": -np.arange(h) * 1.0}
        self.params |= {"W2": np.ones((h, c)), "b2": np.ones(c)}
        self.told: list[Any] = []

    def loss(self, X: Any) -> Any:
        """The sum of the hidden units, of those whose weight above is not 0."""
        hidden = np.maximum(0, X @ self.params["W1"] + self.params["b1"])
        return hidden @ self.params["W2"] + self.params["b2"]

    def train(self, *settings: Any) -> None:
        """Trains nothing."""
        self.told.append(settings)

    def predict(self, X: Any) -> Any:
        """The left half of the plane and the right."""
        return (X[:, 0] > 0).astype(int)


HISTORY = {
    "loss_history": [np.array([2.0]), np.array([1.0]), np.array([0.5])],
    "train_acc_history": [0.5],
    "val_acc_history": [0.25],
}
TABLE = np.array([[0.5, 0.25], [0.75, 0.1], [0.3, 0.2]])
DRAWINGS: dict[str, Callable[[], Picture]] = {
    "hinges": lambda: plots.hinges(Net(1, 3, 1)),
    "training": lambda: plots.training(HISTORY),
    "choices": lambda: plots.choices(TABLE, (0.1, 1.0, 10.0), (0.0, 0.001)),
    "nets": lambda: plots.nets(Net, X, Y, (2, 5)),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_picture_has_words_and_fits_a_laptop(name: str) -> None:
    """Has each picture alternative text, axes with names, and a width that a laptop shows?"""
    picture = DRAWINGS[name]()
    assert len(picture.alt) > 40 and 'alt="' in picture.html()
    assert picture.figure.get_size_inches()[0] * 96 <= 1000 and len(picture.png()) < 120_000
    assert all(ax.get_xlabel() for ax in picture.figure.axes)


@pytest.mark.parametrize("name", ["hinges", "training"])
def test_lines_differ_without_colour(name: str) -> None:
    """Do the labelled lines of one picture differ in marker or line style?"""
    for ax in DRAWINGS[name]().figure.axes:
        lines = [line for line in ax.get_lines() if line.get_label()[0] != "_"]
        looks = [(line.get_marker(), line.get_linestyle()) for line in lines]
        assert len(set(looks)) == len(looks)


def test_hinges_show_each_unit_and_where_the_score_bends() -> None:
    """Is each unit's share drawn without the others and the bias, and each bend named?"""
    net = Net(1, 3, 1)
    picture = plots.hinges(net)
    assert picture.alt == (
        "The score of a net bends at (0, 1.00), (1, 2.00), (2, 4.00), and is straight between."
    )
    lines = picture.figure.axes[0].get_lines()
    assert [line.get_ydata()[-1] for line in lines[:4]] == pytest.approx([4, 3, 2, 10])
    assert net.params["W2"].tolist() == [[1.0], [1.0], [1.0]] and net.params["b2"].tolist() == [1.0]


def test_words_of_a_run_and_of_a_choice() -> None:
    """Do the words hold the numbers that the picture shows?"""
    assert "The loss goes from 2 to 0.5." in DRAWINGS["training"]().alt
    assert "validation accuracy goes from 0.250 to 0.250" in DRAWINGS["training"]().alt
    assert DRAWINGS["choices"]().alt.endswith("Best: rate 1, reg 0.")


def test_nets_are_trained_as_the_page_says() -> None:
    """Are the settings of the picture those in its docstring and on the page?"""
    net = Net(2, 5, 2)
    network._trained(lambda *_: net, X, Y, 5, 0.2)
    assert net.told[0][4:] == (0.2, 1.0, 1e-3, 1000, 100)


def test_sliders_move_picture_and_words() -> None:
    """Does moving a slider train anew and redraw picture and sentence?"""
    units, rate, words, view = plots.hidden_slider(Net, X, Y).widget.children
    before = view.value
    assert "10 hidden: 100% of 30 points right" in words.value
    units.value = 2
    assert "2 hidden" in words.value and view.value != before and "alt=" in view.value
    rate.value = 20.0
    assert "2 hidden" in words.value


def test_slider_shows_a_still_picture_where_widgets_do_not_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Is there a picture beside the widget, and alone where ipywidgets is not installed?"""
    bundle = plots.hidden_slider(Net, X, Y)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "3 hidden" in bundle["text/plain"] and "100 hidden" in bundle["text/plain"]
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "ipywidgets":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "ipywidgets", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert isinstance(plots.hidden_slider(Net, X, Y), Picture)
