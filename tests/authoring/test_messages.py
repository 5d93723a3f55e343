"""What a check says to eleven slips: what is wrong, where, and what to think about next."""

from __future__ import annotations

from functools import cache

import pytest

from autograder.authoring.build import as_unit, open_unit
from autograder.authoring.messages import PAGE, SLIPS, Slip, messages_page, verdict_on
from autograder.authoring.proofs.files import hidden_lines
from autograder.exercises import find_exercise
from autograder.layout import find_course
from autograder.model import Verdict
from autograder.rendering import as_text

COURSE = find_course()


@cache
def said(slip: Slip) -> Verdict:
    """The verdict on a slip."""
    return verdict_on(COURSE, slip)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.slug)
def test_what_where_and_what_next(slip: Slip) -> None:
    """Does each card say what is wrong, in which aspect, and what to think about?"""
    verdict = said(slip)
    assert verdict.message and not verdict.passed and verdict.points < verdict.max_points
    assert [aspect.name for aspect in verdict.aspects if not aspect.passed and aspect.label]
    assert verdict.hint.endswith(("?", ".", ")"))
    assert verdict.location is not None or "backward returns" in verdict.message


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.slug)
def test_no_card_shows_the_solution(slip: Slip) -> None:
    """Does no line of a solution stand on a card?"""
    unit, _ = find_exercise(slip.slug)
    card = as_text(said(slip))
    lines = [line for line, _ in hidden_lines(open_unit(COURSE, as_unit(unit.slug)).source)]
    assert lines and not [line for line in lines if line in card]


def test_the_page_is_what_the_checks_say() -> None:
    """Is docs/messages.md true? (make messages)"""
    assert (COURSE.root / PAGE).read_text(encoding="utf-8") == messages_page(COURSE)
