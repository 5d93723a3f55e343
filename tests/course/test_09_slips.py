"""Unit 09: theta stays as it is, and a slope measured again is a note."""

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
    return Maker.of(find_course(Path(__file__)), "09_conjugate_gradient")


def with_edit(maker: Maker, slug: str, old: str, new: str) -> Verdict:
    """The verdict on the reference with one line written otherwise."""
    asked = maker.unit.exercise(slug)
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == slug)
    assert answer.count(old) == 1
    names = maker.reference.replaced(slug, answer.replace(old, new))
    key = maker.exercise_key(asked, "slips")
    return best_verdict(asked, key, lambda inputs: ask(asked, names, inputs))


PRICE = "price = 0.5"
DSCORES = "dscores = "


@pytest.mark.parametrize("line", ["theta *= 0.5", "W2 *= 1 + reg / N", "b1[:] = 0"])
@pytest.mark.parametrize("slug", ["network-cost", "cost-bug-hunt"])
def test_writing_into_theta_is_named_however_it_is_done(maker: Maker, slug: str, line: str) -> None:
    """Does a cost fail that changes its theta, by itself or through a slice?"""
    indent = " " * (8 if slug == "cost-bug-hunt" else 4)
    found = with_edit(maker, slug, DSCORES, f"{line}\n{indent}{DSCORES}")
    assert not found.passed and "writes into the theta that it is handed" in found.message


def test_writing_into_a_copy_of_theta_is_right(maker: Maker) -> None:
    """May a cost do as it likes with a copy, of theta or of a matrix?"""
    old = "W1, b1, W2, b2 = unpack(theta"
    copied = "theta = theta + 0\n    "
    more = f"{copied}{old}"
    assert with_edit(maker, "network-cost", old, more).passed
    price = "W1 = W1.copy(); W1 *= 1.0\n    "
    assert with_edit(maker, "network-cost", PRICE, price + PRICE).passed


@pytest.mark.parametrize("method", ["CG", "BFGS", "L-BFGS-B"])
def test_a_slope_measured_number_by_number_is_a_note(maker: Maker, method: str) -> None:
    """Does a walk without the gradient pass with a note, and one with it without?"""
    run = 'minimize(network_cost, theta, args=extra, method="CG", jac=True, options=limit)'
    other = run.replace('"CG"', f'"{method}"')
    assert with_edit(maker, "train-cg", run, other).notes == ()
    value = "lambda t, *more: network_cost(t, *more)[0]"
    bare = other.replace("network_cost", value, 1).replace(" jac=True,", "")
    found = with_edit(maker, "train-cg", run, bare)
    assert found.points > 0 and any("measures the slope" in note for note in found.notes)


@pytest.mark.parametrize("share", [1.0, 0.85])
def test_two_slopes_are_no_optimiser(maker: Maker, share: float) -> None:
    """Does a step to where two slopes meet, which takes no iterations, earn nothing?"""
    run = 'return minimize(network_cost, theta, args=extra, method="CG", jac=True, options=limit).x'
    first, second = (f"network_cost({at}, *extra)[1]" for at in ("theta", "theta + 1.0"))
    step = f"first, second = {first}, {second}\n    "
    step += f"return theta - {share} * first / (second - first)"
    assert with_edit(maker, "train-cg", run, step).points == 0


def test_args_as_a_list_are_told_so(maker: Maker) -> None:
    """Is a list in the place of args recognised?"""
    found = with_edit(maker, "train-cg", "(layer_sizes, X, y, reg)", "[layer_sizes, X, y, reg]")
    assert "one list in place of its four arguments" in found.message


def test_storing_theta_is_a_note(maker: Maker) -> None:
    """Does a net that stores the theta it is handed keep its marks, with a note?"""
    line = "W1, b1, W2, b2 = unpack(theta"
    found = with_edit(maker, "cost-bug-hunt", line, f"self.theta = theta\n        {line}")
    assert found.passed and any("net.theta" in note for note in found.notes)
