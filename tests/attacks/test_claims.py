"""What code says of itself earns nothing: the same code without the claim gets the same marks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.attacks.exams import FOLDER, RULES, Exams, read_claims

CLAIMS = read_claims()
IN_ORDER = sorted(CLAIMS, key=lambda name: (CLAIMS[name].exercise, name))


@pytest.fixture(scope="module")
def exams() -> Iterator[Exams]:
    """One grader a unit for all claims."""
    with ExitStack() as stack:
        yield Exams(stack)


@pytest.mark.parametrize("name", IN_ORDER)
def test_is_nothing_gained(name: str, exams: Exams) -> None:
    """Does the answer lose what it must, the claim win nothing, and no other exercise change?"""
    claim = CLAIMS[name]
    honest, claimed = exams.grade(claim, claim.honest), exams.grade(claim, claim.cells)
    lost = claimed[claim.exercise]
    assert lost.status == "graded" and 0 < lost.points < lost.max_points
    assert lost.points == honest[claim.exercise].points
    assert all(v.passed for slug, v in claimed.items() if slug != claim.exercise)


@pytest.mark.parametrize("name", IN_ORDER)
def test_would_it_gain_without_its_rule(name: str, exams: Exams) -> None:
    """Would the same claim win marks if what sees through it were switched off?"""
    claim = CLAIMS[name]
    with_it = exams.grade(claim, claim.cells)[claim.exercise]
    without = exams.grade(claim, claim.cells, off=[claim.rule])[claim.exercise]
    assert without.points > with_it.points


def test_the_claims_are_whole() -> None:
    """Does every file name an exercise and a rule, and is every rule needed?"""
    assert {claim.rule for claim in CLAIMS.values()} == RULES.keys()
    files = {path.name for path in FOLDER.iterdir()} - {"__pycache__"}
    assert files == {f"{name}.py" for name in CLAIMS}
