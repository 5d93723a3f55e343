"""A key is remade when any of the modules that its exercises stand in changes."""

from __future__ import annotations

from autograder.authoring.keys import exercise_files


def test_a_module_that_a_unit_imports_counts_for_its_version() -> None:
    """Does unit 03's version cover the module that its cases of training stand in?"""
    names = [path.name for path in exercise_files("03_softmax_classifier")]
    assert names == ["unit_03_softmax_classifier.py", "linear_training.py"]


def test_a_unit_in_one_module_is_one_file() -> None:
    """Is unit 01 its own module alone, without what all units share?"""
    names = [path.name for path in exercise_files("01_linear_regression")]
    assert names == ["unit_01_linear_regression.py"]
