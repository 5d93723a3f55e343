"""What an author declares must hang together; each slip is told with file and line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.authoring.build import as_unit
from autograder.authoring.declared import declaration_problems
from autograder.exercises import load_unit, unit_slugs
from autograder.model import Aspect, derivative, equals, satisfies

LOSS = equals("loss")


@pytest.mark.parametrize("unit", unit_slugs())
def test_the_course_hangs_together(unit: str) -> None:
    """Is nothing found in a unit of the course?"""
    assert declaration_problems(as_unit(unit)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"needs": "square_loss"}, 'needs is the text "square_loss": write ("square_loss",)'),
        ({"aspects": (Aspect("loss", 3, "loss"),)}, 'the outputs of aspect "loss" is the text'),
        ({"aspects": (Aspect("loss", 3, ("los",)),)}, 'has no output "los". Did you mean "loss"?'),
        ({"aspects": (Aspect("loss", 3, ("loss",), requires=("x",)),)}, 'requires "x", which is'),
        ({"aspects": (Aspect("loss", 0, ("loss",)),)}, 'aspect "loss" is worth nothing'),
        ({"aspects": ()}, 'exercise "square-loss" has no aspect'),
        ({"outputs": (LOSS, satisfies("dw", "unifrom"))}, 'Did you mean "uniform"?'),
        ({"outputs": (LOSS, derivative("dw", of="los", wrt="w"))}, 'Did you mean "loss"?'),
        ({"outputs": (LOSS, derivative("dw", of="loss", wrt="W"))}, '"dw" is a derivative in "W"'),
        ({"slug": "mse-loss"}, 'an exercise of 01_linear_regression is called "mse-loss" already'),
        ({"slug": "double-it"}, 'an exercise of 00_toy is called "double-it" already'),
    ],
)
def test_a_slip_is_told(toy, changes: dict[str, object], said: str) -> None:
    """Is each slip told, in the module that declares it?"""
    changed = [
        replace(e, **(changes if e.slug == "square-loss" else {})) for e in toy.unit.exercises
    ]  # type: ignore[arg-type]
    unit = replace(toy.unit, exercises=tuple(changed))
    problems = declaration_problems(unit)
    assert [p for p in problems if said in p.problem], problems
    assert all(p.path.endswith("unit.py") and p.line >= 1 for p in problems)


def test_the_toy_course_hangs_together(toy) -> None:
    """Is nothing found in the toy course as it is?"""
    assert declaration_problems(toy.unit) == []


def test_a_slug_may_stay_in_its_own_unit() -> None:
    """Is a registered unit not taken for another one that has its slugs?"""
    unit = load_unit("01_linear_regression")
    assert declaration_problems(replace(unit, title="Anew")) == []
