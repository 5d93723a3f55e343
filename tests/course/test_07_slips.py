"""Unit 07: nodes leave others as they found them, and honest ways round them count."""

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
    return Maker.of(find_course(Path(__file__)), "07_computation_graph")


def with_edit(maker: Maker, slug: str, old: str, new: str) -> Verdict:
    """The verdict on the reference with one line written otherwise."""
    asked = maker.unit.exercise(slug)
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == slug)
    assert answer.count(old) == 1
    names = maker.reference.replaced(slug, answer.replace(old, new))
    key = maker.exercise_key(asked, "slips")
    return best_verdict(asked, key, lambda inputs: ask(asked, names, inputs))


GRADIENTS = "self.gradients = {X: dS @ W.value.T, W: X.value.T @ dS, b: dS.sum(axis=0)}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (GRADIENTS, GRADIENTS.removeprefix("self."), "It is empty"),
        (GRADIENTS, GRADIENTS.replace("{X:", "{'X':"), "Its keys are texts"),
        (GRADIENTS, f"X.{GRADIENTS.removeprefix('self.')}", "wrote into a node that it reads"),
    ],
)
def test_a_missing_gradient_is_looked_for(maker: Maker, old: str, new: str, said: str) -> None:
    """Is it said where a gradient went that is not in self.gradients?"""
    found = with_edit(maker, "graph-linear", old, new)
    assert found.points == 0 and said in found.message


def test_adding_into_a_copy_of_a_readers_array_is_right(maker: Maker) -> None:
    """Is only the reader's own array out of bounds, and not += itself?"""
    line = "dS = sum(reader.gradients[self] for reader in self.outbound_nodes)"
    own = "first, *others = (reader.gradients[self] for reader in self.outbound_nodes)"
    loop = "\n        for other in others:\n            dS += other"
    copied = f"{own}\n        dS = first.copy(){loop}"
    assert with_edit(maker, "graph-linear", line, copied).passed
    found = with_edit(maker, "graph-linear", line, copied.replace(".copy()", ""))
    assert found.labels == ("readers-changed",)


@pytest.mark.parametrize(
    "gradient",
    [
        "sum(r.gradients[node] for r in node.outbound_nodes)",
        "(node.backward(), node.gradients[node])[1]",
    ],
)
def test_a_step_may_add_up_what_the_readers_hold(maker: Maker, gradient: str) -> None:
    """Does the sum over the readers count as the gradient that it is?"""
    assert with_edit(maker, "sgd-update", "node.gradients[node]", gradient).passed
