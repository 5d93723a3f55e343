"""Who has not started, and who is stuck on what."""

from __future__ import annotations

from autograder.judging.judge import no_answer
from autograder.reports.standing import falling_behind, standing
from tests.integrations.making import UNIT, result, ungraded
from tests.reports.test_class_report import a_class

RATE = UNIT.exercise("stable-rate")


def test_everybody_is_in_one_place() -> None:
    """Done, absent, untouched, unreadable or stuck: is each student exactly one of these?"""
    class_ = [*a_class(), ungraded("gone", "not-attempted", "No work.")]
    found = standing(UNIT, class_)
    places = [found.done, found.absent, found.untouched, found.unread]
    places += [place.students for place in found.stuck]
    assert sorted(student for place in places for student in place) == sorted(
        r.student for r in class_
    )
    assert (found.absent, found.untouched, found.unread) == (("gone",), ("idle",), ("torn",))


def test_the_first_open_exercise_counts() -> None:
    """Is a student stuck at the first exercise that is not right, in the notebook's order?"""
    unwritten = no_answer(RATE, "not-attempted", "Not written.")
    class_ = [
        result("a", wrongly=("mse-loss", "original-units"), stable_rate=unwritten),
        result("b", stable_rate=unwritten),
        result("c", wrongly=("stable-rate",)),
    ]
    first, second = standing(UNIT, class_).stuck
    assert (first.exercise, first.wrong, first.unwritten) == ("mse-loss", ("a",), ())
    assert (second.exercise, second.wrong, second.unwritten) == ("stable-rate", ("c",), ("b",))
    assert standing(UNIT, class_).hardest == second


def test_falling_behind_needs_work_before() -> None:
    """Is it who handed in once and then nothing twice, and nobody in a course of two units?"""
    here, gone = result("a"), ungraded("a", "not-attempted", "")
    never = ungraded("b", "not-attempted", "")
    units = {"1": [here, never], "2": [gone, never], "3": [gone, never]}
    assert falling_behind(units) == ("a",)
    assert falling_behind({"1": [here], "2": [gone], "3": [here]}) == ()
    assert falling_behind({"1": [here], "2": [gone]}) == ()
