"""A key is remade when any of the modules that its exercises stand in changes."""

from __future__ import annotations

import pytest

from autograder.authoring.versions import exercise_files
from autograder.exercises import load_unit, unit_slugs


@pytest.mark.parametrize(
    ("unit", "led_to"),
    [
        ("01_linear_regression", {"probes.py"}),
        ("02_gradient_checking", {"probes.py", "nudged.py"}),
        ("03_softmax_classifier", {"probes.py", "linear_training.py", "planes.py"}),
        ("09_conjugate_gradient", {"probes.py", "flat_costs.py", "optimiser_runs.py"}),
    ],
)
def test_every_module_that_a_unit_leads_to_counts_for_its_version(
    unit: str, led_to: set[str]
) -> None:
    """Is work graded again when any module changes that cases or probes of the unit stand in?"""
    first, *others = [path.name for path in exercise_files(unit)]
    assert first == f"unit_{unit}.py" and set(others) == led_to


@pytest.mark.parametrize("unit", unit_slugs())
def test_what_may_be_left_out_pays_beside_what_may_not(unit: str) -> None:
    """Does every aspect that an answer may leave out demand one that it may not?"""
    for exercise in load_unit(unit).exercises:
        optional = {output.name for output in exercise.outputs if not output.absent}
        firm = {a.name for a in exercise.aspects if not set(a.outputs) <= optional}
        for aspect in exercise.aspects:
            assert aspect.name in firm or set(aspect.requires) & firm, exercise.slug
