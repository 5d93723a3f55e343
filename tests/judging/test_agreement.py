"""Two gradients made in different ways: the same but for rounding, or not?"""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging import criteria
from autograder.model import Case, Value, satisfies

OUTPUT = satisfies("by_hand", "same-gradient", to=1e-12, beside=("by_autograd",))
RIGHT = np.array([3.0, -1.0, 1e-16])


def label(mine: object, other: object = RIGHT) -> str | None:
    """What the criterion calls two gradients; None where they agree."""
    values = {"by_hand": Value(np.asarray(mine)), "by_autograd": Value(np.asarray(other))}
    found = criteria.problem(OUTPUT, values["by_hand"], Case("a case", {}), values)
    return found.label if found else None


def test_rounding_is_forgiven_relative_to_the_whole_list() -> None:
    """Do gradients agree that differ by rounding, also where one entry is nothing else?"""
    assert label(RIGHT + 2e-12) is None
    assert label([3.0, -1.0, -5e-16]) is None


@pytest.mark.parametrize("by", [1e-11, 1e-8, 5e-5])
def test_a_measured_gradient_is_nearly_the_same(by: float) -> None:
    """Is an error of numerical derivatives seen, and called what it is?"""
    assert label(RIGHT * (1 + by)) == "nearly-the-same"


def test_float32_is_allowed_its_own_rounding() -> None:
    """May a float32 gradient differ as much as float32 does, and no more?"""
    single = (RIGHT * (1 + 1e-6)).astype(np.float32)
    assert label(single) is None and label(RIGHT, single) is None
    assert label((RIGHT * 1.01).astype(np.float32)) is not None


@pytest.mark.parametrize("mine", [RIGHT * 2, RIGHT[:2], 0 * RIGHT, RIGHT * np.nan])
def test_another_gradient_is_refused(mine: object) -> None:
    """Are a factor, a missing entry, zeros and nan refused?"""
    assert label(mine) is not None


def test_two_gradients_of_nothing_do_not_agree() -> None:
    """Do zeros beside zeros earn nothing?"""
    assert label(0 * RIGHT, 0 * RIGHT) is not None
