"""Unit 06: what a layer keeps, hands down and leaves alone is judged, whatever the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.keys import Maker
from autograder.exercises.asking import ask
from autograder.judging.readings import best_verdict
from autograder.layout import find_course
from autograder.model import Verdict


@pytest.fixture(scope="module")
def maker() -> Maker:
    """The unit's solution and its bank."""
    return Maker.of(find_course(Path(__file__)), "06_modular_layers")


def with_edit(maker: Maker, slug: str, old: str, new: str) -> Verdict:
    """The verdict on the reference with one line written otherwise."""
    asked = maker.unit.exercise(slug)
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == slug)
    assert answer.count(old) == 1
    names = maker.reference.replaced(slug, answer.replace(old, new))
    key = maker.exercise_key(asked, "slips")
    return best_verdict(asked, key, lambda inputs: ask(asked, names, inputs))


def test_a_layer_hands_down_one_array(maker: Maker) -> None:
    """Is a backward that returns all three gradients told to return dx alone?"""
    down = "return dout @ self.W.T"
    found = with_edit(maker, "linear-layer", down, f"{down}, self.dW, self.db")
    assert "should return dx alone; it returned 3 things" in found.message


@pytest.mark.parametrize("name", ["dW", "db"])
def test_a_gradient_that_is_not_kept_costs_itself_alone(maker: Maker, name: str) -> None:
    """Is the rest paid where one gradient stays a local name?"""
    found = with_edit(maker, "linear-layer", f"self.{name} = ", f"{name} = ")
    assert {a.name for a in found.aspects if not a.passed} == {name}
    assert "keep both there, as self.dW and self.db" in found.message


@pytest.mark.parametrize("line", ["layer.W -= 0.3 * layer.dW", "layer.b = layer.b + 1e-3"])
def test_a_step_inside_backward_is_named_whatever_its_size(maker: Maker, line: str) -> None:
    """Is a backward that moves weights refused, though its dx is right?"""
    down = "dout = layer.backward(dout)"
    more = f'{down}\n            if hasattr(layer, "W"):\n                {line}'
    found = with_edit(maker, "sequential", down, more)
    assert found.message == "backward changes weights: only step does that."


def test_the_place_of_a_wrong_weight_begins_with_its_layer(maker: Maker) -> None:
    """Does the worst entry say in which layer it is, counted in the list?"""
    last = "layer.b = layer.b - learning_rate * layer.db"
    spoil = "\n                if layer is self.layers[-1]:\n                    layer.W[2, 0] += 1"
    place = with_edit(maker, "sequential", last, last + spoil).location
    assert place is not None and (place.output, place.index) == ("W by layer", (2, 2, 0))


@pytest.mark.parametrize("line", ["layer.b = 0.0", "layer.b = layer.b[:, None]"])
def test_a_weight_of_another_shape_is_told(maker: Maker, line: str) -> None:
    """Is a step that changes a shape told so, in one sentence?"""
    last = "layer.b = layer.b - learning_rate * layer.db"
    found = with_edit(maker, "sequential", last, line)
    assert found.points == 0 and "after a step; before it was" in found.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("self.b = 0", "it is a single number"),
        ("self.b = np.zeros(in_features)", "it is an array of shape (3,)"),
        ("self.b = np.zeros((out_features, 1))", "it is an array of shape (5, 1)"),
    ],
)
def test_first_biases_of_another_shape_are_told(maker: Maker, line: str, said: str) -> None:
    """Is a first b refused that could not be drawn anew in its own shape?"""
    found = with_edit(maker, "linear-layer", "self.b = np.zeros(out_features)", line)
    assert {a.name for a in found.aspects if not a.passed} == {"biases"}
    assert "should be an array of shape (5,), a bias for each output" in found.message
    assert said in found.message


@pytest.mark.parametrize(
    ("slug", "old", "new", "said"),
    [
        ("linear-layer", "self.x.T @ dout", "x.T @ dout", "backward does not know x"),
        ("cross-entropy-layer", "np.arange(len(self.y))", "np.arange(len(y))", "not know y"),
        ("sequential", 'hasattr(layer, "W")', "hasattr(layer, W)", "a name as a string"),
    ],
)
def test_a_name_that_is_not_there_is_explained(
    maker: Maker, slug: str, old: str, new: str, said: str
) -> None:
    """Is it said how a method gets at what another one was handed?"""
    found = with_edit(maker, slug, old, new)
    assert found.points == 0 and said in found.message


@pytest.mark.parametrize("shift", ["min", "mean"])
def test_a_wide_row_refuses_other_shifts(maker: Maker, shift: str) -> None:
    """Does only the row's largest score serve as a shift?"""
    found = with_edit(maker, "softmax-cross-entropy", "scores.max(", f"scores.{shift}(")
    assert {a.name for a in found.aspects if not a.passed} == {"stable"}
    assert "so the largest" in found.message
