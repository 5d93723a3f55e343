"""The inputs of a check's case, to try by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from autograder.exercises import load_unit, unit_slugs
from autograder.student import checking, example
from autograder.student.checking import check, last_verdicts, load_public_key
from autograder.student.examples import Example


@pytest.fixture(autouse=True)
def fresh_kernel() -> Iterator[None]:
    """Each test is a kernel of its own."""
    last_verdicts.clear()
    yield
    last_verdicts.clear()
    globals().pop("mse_loss", None)


def test_an_example_has_the_inputs_of_the_first_case(capsys: pytest.CaptureFixture[str]) -> None:
    """Are the inputs there by name, and shown with their shapes?"""
    e = example("mse-loss")
    assert isinstance(e, Example) and list(e) == ["w", "b", "X", "y"]
    assert e.X is e["X"] and e.X.shape == (len(e.y), len(e.w))
    assert "X (5, 3)" in capsys.readouterr().out
    assert "<code>X</code>" in e._repr_html_()


def test_an_example_is_the_case_at_which_the_check_stumbled() -> None:
    """Do the numbers of the card come out when the student tries its case by hand?"""

    def mse_loss(w, b, X, y):
        r = X @ w + b - y
        return (r**2).mean(), X.T @ r / len(y), 2 * r.mean()

    globals()["mse_loss"] = mse_loss
    check("mse-loss")
    place = last_verdicts["mse-loss"].location
    e = example("mse-loss")
    assert mse_loss(e.w, e.b, e.X, e.y)[1][place.index] == pytest.approx(place.yours)
    cases = [
        case.case for case in load_public_key("01_linear_regression").exercises["mse-loss"].cases
    ]
    last_verdicts["mse-loss"] = replace(
        last_verdicts["mse-loss"], location=replace(place, case=cases[-1].name)
    )
    assert np.array_equal(example("mse-loss").X, cases[-1].inputs["X"])


def test_an_example_is_a_copy() -> None:
    """Can a student change it without changing what the check asks?"""
    example("mse-loss").X[:] = 0
    assert example("mse-loss").X.any()


def test_a_mistyped_name_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Is there a suggestion, and no traceback?"""
    assert example("mse-los") is None
    assert 'Did you mean "mse-loss"?' in capsys.readouterr().out


@pytest.mark.parametrize("unit", unit_slugs())
def test_no_example_holds_what_only_the_judge_may_see(unit: str) -> None:
    """Does every exercise have an example, and none of them a withheld label?"""
    key = checking.load_public_key(unit)
    for exercise in load_unit(unit).exercises:
        case = key.exercises[exercise.slug].cases[0].case
        e = example(exercise.slug)
        assert isinstance(e, Example) and set(e) == set(case.inputs)
        assert not set(e) & set(case.withheld) and repr(e)
