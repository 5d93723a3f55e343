"""Pictures of losses and gradients of one's own, and what all pictures have in common."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from autograder.student import plots
from autograder.student.plots.style import Picture, Slider, played


def bowl(v: Any) -> Any:
    """A loss that is lowest, 0.5, at (1, −1)."""
    return 0.5 + (v[0] - 1) ** 2 + 4 * (v[1] + 1) ** 2


PATH = np.array([[-1.0, 1.0], [0.0, 0.0], [0.8, -0.9]])
OWN: dict[str, Callable[[], Picture]] = {
    "boundary": lambda: plots.boundary(
        lambda X: X[:, 0] > 0, np.array([[1, 0], [-1, 0], [2.0, 1]]), [1, 0, 1]
    ),
    "losses": lambda: plots.losses([3.0, 2.0, 1.0]),
    "losses of runs": lambda: plots.losses({"a": [3.0, 2.0], "b": [3.0, 1.0]}),
    "surface": lambda: plots.surface(bowl, PATH),
    "gradient map": lambda: plots.gradient_map(np.arange(6.0).reshape(2, 3)),
    "two gradients": lambda: plots.gradient_map(np.ones((2, 3)), np.eye(2, 3)),
}


@pytest.mark.parametrize("name", OWN)
def test_pictures_of_ones_own_have_one_look_and_words(name: str) -> None:
    """Is each opaque and white at its edge, no wider than a page, and said in words?"""
    picture = OWN[name]()
    image = Image.open(io.BytesIO(picture.png())).convert("RGBA")
    corners = [(0, 0), (image.width - 1, 0), (0, image.height - 1)]
    assert {image.getpixel(corner) for corner in corners} == {(255, 255, 255, 255)}
    assert picture.figure.get_figwidth() <= 10.2
    assert len(picture.alt.split()) > 5 and picture.alt.endswith(".")
    assert f'alt="{picture.alt[:20]}' in picture.html() and "max-width" in picture.html()


@pytest.mark.parametrize("name", plots.__all__)
def test_every_picture_says_what_it_is(name: str) -> None:
    """Has every function a first sentence, and no page has to guess what goes in?"""
    function = getattr(plots, name)
    first = (inspect.getdoc(function) or "").split("\n\n")[0]
    assert first.endswith(".") and len(first) > 30
    assert "return" in inspect.get_annotations(function)


def test_a_surface_holds_its_path_and_names_its_lowest_point() -> None:
    """Are start, end, losses and the lowest place in the words, with the student's names?"""
    said = plots.surface(bowl, PATH, names=("w0", "w1")).alt
    assert "path of 3 points goes from 20.5 to 0.58" in said
    assert "lowest at w0 0." in said or "lowest at w0 1" in said
    around = plots.surface(bowl, around=((0, 2), (-2, 0)), resolution=21)
    assert "it is lowest at first weight 1 and second weight -1" in around.alt
    assert around.alt.startswith("The loss goes from 0.5 to 5.5")


def test_a_surface_with_holes() -> None:
    """Is nan left out, a flat loss drawn, a diverged path cut, and nan everywhere said?"""
    assert "0.5" in plots.surface(lambda v: bowl(v) if v[0] > 0 else np.nan).alt
    assert "from 3 to 3" in plots.surface(lambda v: 3).alt
    diverged = np.vstack([PATH, [[np.inf, np.nan]]])
    with np.errstate(all="ignore"):
        assert "4 points" in plots.surface(bowl, diverged).alt
    with pytest.raises(ValueError, match="nan or inf everywhere"):
        plots.surface(lambda v: np.nan)


@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (2, 3, 4), (30, 40)])
def test_a_gradient_of_any_shape_is_a_map(shape: tuple[int, ...]) -> None:
    """Are numbers, vectors, matrices and more drawn, and is the largest entry named?"""
    gradient = np.zeros(shape)
    place = tuple(n - 1 for n in shape)
    gradient[place] = -2.5
    said = plots.gradient_map(gradient).alt
    index = f"[{', '.join(map(str, place))}]" if place else ""
    assert f"The largest entry is dW{index}, -2.5." in said


def test_two_gradients_differ_where_it_is_said() -> None:
    """Is the worst entry named, nan the worst of all, and another shape a sentence?"""
    right = np.arange(1.0, 7.0).reshape(2, 3)
    wrong = right.copy()
    wrong[1, 0] = 1.0
    said = plots.gradient_map(wrong, right, name="dX", names=("yours", "numerical")).alt
    assert "dX[1, 0]: 1 and 4, 5.0e-01 of the largest entry" in said
    wrong[0, 2] = np.nan
    assert "dW[0, 2]: nan" in plots.gradient_map(wrong, right).alt
    with pytest.raises(ValueError, match=r"\(3, 2\).*must agree"):
        plots.gradient_map(right, right.T)


def test_knobs_lead_a_picture_with_and_without_widgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the picture follow its knobs, and is the still one there where none can be drawn?"""
    still, drawn = plots.losses([2.0, 1.0]), []

    def draw(value: float) -> Picture:
        drawn.append(value)
        return still

    def knobs(widgets: Any) -> list[Any]:
        return [widgets.FloatSlider(1.0, min=0, max=4)]

    made = played(still, knobs, draw, words=lambda value: f"<{value}>")
    assert isinstance(made, Slider) and drawn == [1.0]
    knob, words, _ = made.widget.children
    knob.value = 3.0
    assert drawn == [1.0, 3.0] and words.value == "<b>&lt;3.0&gt;</b>"
    monkeypatch.setitem(__import__("sys").modules, "ipywidgets", None)
    assert played(still, knobs, draw) is still
