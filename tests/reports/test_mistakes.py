"""Which mistakes a class makes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading.settle import ELSEWHERE
from autograder.judging.judge import no_answer
from autograder.model import AspectResult, Location
from autograder.reports import mistakes
from tests.integrations.making import UNIT, WRONG, result, ungraded, wrong
from tests.reports.test_class_report import MSE, a_class

RATE = UNIT.exercise("stable-rate")
SECTIONS = {"mse-loss": "2. One number", "stable-rate": "4. Curvature"}


def test_mistakes_are_counted_by_student() -> None:
    """Is a label that stands on two aspects one mistake of that student?"""
    once = wrong(MSE)
    twice = replace(
        once, aspects=(AspectResult("dw", 0, 2, False, "not-divided-by-n", WRONG), *once.aspects)
    )
    (found,) = mistakes.mistakes([result("a", mse_loss=twice), result("b", mse_loss=once)])
    assert (found.label, found.students, found.says) == ("not-divided-by-n", ("a", "b"), WRONG)


def test_a_pair_counts_for_both_its_mistakes() -> None:
    """Is an answer with two slips counted under each, in the words of those who made one?"""
    both = replace(
        wrong(MSE),
        aspects=(AspectResult("dw", 0, 2, False, "not-divided-by-n + sign", "Two slips at once."),),
    )
    found = mistakes.mistakes([result("a", mse_loss=both), result("b", wrongly=("mse-loss",))])
    assert {(m.label, m.students) for m in found} == {
        ("not-divided-by-n", ("a", "b")),
        ("sign", ("a",)),
    }


def test_the_share_is_of_those_who_wrote_it() -> None:
    """Do those who have not written an exercise, or whose work could not be read, not count?"""
    (found,) = mistakes.mistakes([*a_class(), ungraded("gone", "not-attempted", "")])
    assert (len(found.students), found.attempted) == (3, 8)


def test_unnamed_mistakes_come_last() -> None:
    """Do mistakes without a name stand below the named ones, however many there are?"""
    nameless = wrong(MSE, label="", says="The values differ.")
    class_ = [result(str(i), mse_loss=nameless) for i in range(9)] + [
        result("x", wrongly=("mse-loss",))
    ]
    found = mistakes.mistakes(class_)
    assert [m.label for m in found] == ["not-divided-by-n", mistakes.UNNAMED]
    last = mistakes.misconceptions(found, class_)[-1]
    assert (last.name, last.named, len(last.students)) == (mistakes.NO_NAME, False, 9)


def test_one_misconception_shows_in_several_exercises() -> None:
    """Are labels of one kind one group over exercises, its students counted once?"""
    hessian = wrong(RATE, label="hessian-not-averaged", says="The Hessian is not divided by N.")
    class_ = [
        result("a", wrongly=("mse-loss",), stable_rate=hessian),
        result("b", stable_rate=hessian),
        result("c"),
    ]
    (found,) = mistakes.misconceptions(mistakes.mistakes(class_), class_, SECTIONS)
    assert found.name == "Not divided by N"
    assert (found.students, found.attempted) == (("a", "b"), 3)
    assert found.exercises == ("stable-rate", "mse-loss")
    assert found.sections == ("4. Curvature", "2. One number")
    assert "Double the batch" in found.show


def test_a_mistake_of_no_kind_has_its_own_hint() -> None:
    """Is what the judge asks the student the suggestion where no kind is known?"""
    own = wrong(MSE, label="quite-its-own", says="Something of its own.")
    class_ = [result("a", mse_loss=own)]
    (found,) = mistakes.misconceptions(mistakes.mistakes(class_), class_)
    assert (found.name, found.show) == (
        "Something of its own.",
        "Ask the class: What does a mean divide by?",
    )


def test_an_example_is_one_answers_numbers() -> None:
    """Does the example show what one answer said and what is right, with no name?"""
    (found,) = mistakes.mistakes(a_class())
    assert found.example == "dw[2] is 0.731 where 0.146 is right (N = 5, D = 3)"


def test_numbers_that_differ_are_shown_to_differ() -> None:
    """Are there digits enough to see the difference?"""
    near = replace(wrong(MSE), location=Location("dw", (), 0.12345678, 0.12345679, ""))
    (found,) = mistakes.mistakes([result("a", mse_loss=near)])
    assert found.example == "dw is 0.12345678 where 0.12345679 is right"


@pytest.mark.parametrize("said", ["stopped at line 3 (ada = 1): boom", "ADA made this."])
def test_nobody_is_named_in_what_is_quoted(said: str) -> None:
    """Is a student's id masked in what is quoted, whoever made the mistake?"""
    raised = no_answer(MSE, "error", said, label="raises")
    (found,) = mistakes.mistakes([result("bob", mse_loss=raised), result("ada")])
    assert "ada" not in found.says.lower() and found.says
    (kept,) = mistakes.mistakes([result("bob", mse_loss=raised), result("adam")])
    assert kept.says == said


def test_an_id_that_is_a_word_silences_nothing() -> None:
    """Is a sentence still quoted where somebody is called as one of its words?"""
    raised = no_answer(MSE, "error", "Code cell 5 stopped with NameError: q", label="raises")
    (found,) = mistakes.mistakes([result("bob", mse_loss=raised), result("code")])
    assert found.says == "… cell 5 stopped with NameError: q"


@pytest.mark.parametrize(
    ("label", "said"),
    [("raises", mistakes.STOPS_THERE), ("wrong-return", mistakes.GIVES_NOTHING),
     ("sign", ELSEWHERE)],
)  # fmt: skip
def test_what_stops_is_not_said_to_pass(label: str, said: str) -> None:
    """Does an error on hidden examples alone say so, below “the code stops with an error”?"""
    stopped = no_answer(MSE, "error", "", label=label)
    class_ = [result("bob", mse_loss=replace(stopped, message=ELSEWHERE))]
    (found,) = mistakes.misconceptions(mistakes.mistakes(class_), class_)
    assert found.mistakes[0].says == said


def test_a_cell_that_stopped_is_an_error_and_not_unnamed() -> None:
    """Is a cell that raised, of which the judge has no label, counted with the errors?"""
    broken = no_answer(MSE, "error", "Code cell 5, line 2, stopped with NameError: q")
    class_ = [result("bob", mse_loss=broken)]
    (found,) = mistakes.misconceptions(mistakes.mistakes(class_), class_)
    assert found.named and found.name == "The code stops with an error"
    assert "NameError: q" in found.mistakes[0].says


def test_what_the_walls_refused_is_no_example() -> None:
    """Is an attempt to open another file left to the teacher's eye, and quoted to no lecture?"""
    said = "mse_loss stopped at line 3: PermissionError: Permission denied: '/course/solutions/x'"
    tried = no_answer(MSE, "error", said, label="raises")
    assert mistakes.mistakes([result("mallory", mse_loss=tried)]) == []
    within = replace(tried, message="It stopped.")
    assert mistakes.mistakes([result("mallory", mse_loss=within)]) == []


def test_a_quote_is_short() -> None:
    """Is what an exception said cut, however long it is?"""
    raised = no_answer(MSE, "error", "x" * 5000, label="raises")
    (found,) = mistakes.mistakes([result("bob", mse_loss=raised)])
    assert len(found.says) < 400


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(1, 3, "1 of 3"), (7, 34, "7 of 34 (21\u00a0%)")]
)
def test_a_percentage_needs_ten(part: int, whole: int, said: str) -> None:
    """Is a share of few not dressed up in percent?"""
    assert mistakes.share(part, whole) == said
