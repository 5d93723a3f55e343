"""A key is remade when any of the modules that its exercises stand in changes."""

from __future__ import annotations

import pytest

from autograder.authoring.keys import exercise_files
from autograder.exercises import load_unit, unit_slugs


def test_a_module_that_a_unit_imports_counts_for_its_version() -> None:
    """Does unit 03's version cover the module that its cases of training stand in?"""
    names = [path.name for path in exercise_files("03_softmax_classifier")]
    assert names == ["unit_03_softmax_classifier.py", "linear_training.py"]


def test_a_unit_in_one_module_is_one_file() -> None:
    """Is unit 01 its own module alone, without what all units share?"""
    names = [path.name for path in exercise_files("01_linear_regression")]
    assert names == ["unit_01_linear_regression.py"]


@pytest.mark.parametrize("unit", unit_slugs())
def test_what_may_be_left_out_pays_beside_what_may_not(unit: str) -> None:
    """Does every aspect that an answer may leave out demand one that it may not?"""
    for exercise in load_unit(unit).exercises:
        optional = {output.name for output in exercise.outputs if not output.absent}
        firm = {a.name for a in exercise.aspects if not set(a.outputs) <= optional}
        for aspect in exercise.aspects:
            assert aspect.name in firm or set(aspect.requires) & firm, exercise.slug
