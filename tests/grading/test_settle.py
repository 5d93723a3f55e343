"""From what a replay found to verdicts: marks from hidden cases, words from public ones."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from autograder.exercises.asking import ask
from autograder.grading.asking import END, Answer, Replayed, Trouble
from autograder.grading.bench import Bench
from autograder.grading.plan import Released, Step
from autograder.grading.settle import ELSEWHERE, WRITTEN_IN, for_student, remarked, settle
from autograder.judging.judge import judge
from autograder.model import Reply, Unit, UnitKey, Verdict, satisfies
from tests.judging.toys import MISTAKES, MSE, RIGHT, make_key, namespace

UNIT = Unit("unit", "A unit", (MSE,))
HIDDEN, PUBLIC = (
    UnitKey("unit", "1", {MSE.slug: make_key(MSE, RIGHT, MISTAKES, seed)}) for seed in (7, 0)
)
HALF = MISTAKES["two-missing"][0]


def rounded(number: float) -> str:
    """A number as it may be shown."""
    return f"{number:.4g}"


HIDDEN_NUMBERS = {
    rounded(x)
    for case in HIDDEN.exercises[MSE.slug].cases
    for values in (case.expected, case.case.inputs)
    for value in values.values()
    for x in np.ravel(value)
    if len(rounded(x)) > 4
}


def replies(code: str, key: UnitKey) -> tuple[Reply, ...]:
    """What code answers to the cases of a key."""
    inputs = [case.case.inputs for case in key.exercises[MSE.slug].cases]
    return tuple(ask(MSE, namespace(code), inputs))


def answer(code: str, examples: str | None = None) -> Answer:
    """The answer of code to the hidden cases, and of other code to the examples."""
    hidden = replies(code, HIDDEN)
    verdict = judge(MSE, HIDDEN.exercises[MSE.slug], hidden)
    shown = None if verdict.passed else replies(examples or code, PUBLIC)
    return Answer(hidden, verdict, END, False, examples=shown)


def verdict(found: Replayed, *cells: str, released: Released | None = None) -> Verdict:
    """The one verdict on a replay of a notebook with these cells."""
    steps = [Step(number, source) for number, source in enumerate(cells, start=1)]
    return settle(Bench(UNIT, HIDDEN, PUBLIC), found, steps, released or Released())[0]


def answered(code: str, examples: str | None = None) -> Verdict:
    """The verdict on an answer."""
    return verdict(Replayed({MSE.slug: answer(code, examples)}))


def everything_said(verdict: Verdict) -> str:
    """Every word and number of a verdict that reaches a reader."""
    return repr(replace(verdict, points=0, max_points=0))


def test_full_marks() -> None:
    """Does a right answer get everything and no word of complaint?"""
    found = answered(RIGHT)
    assert found.passed and (found.points, found.message) == (6, "")


def test_words_and_numbers_are_those_of_the_examples() -> None:
    """Are marks the hidden ones, while message, hint and place come from the examples?"""
    found = answered(HALF)
    shown = judge(MSE, PUBLIC.exercises[MSE.slug], replies(HALF, PUBLIC))
    assert (found.points, found.status) == (3, "graded")
    assert found.labels == ("two-missing",)
    assert (found.message, found.hint, found.location) == (
        shown.message, shown.hint, shown.location,
    )  # fmt: skip


def test_no_hidden_number_is_ever_shown() -> None:
    """Does no number of a hidden case stand anywhere in the verdict, whatever is wrong?"""
    raising = RIGHT.replace("    r =", "    raise ValueError(str((w, b, X, y)))\n    r =")
    for code in (HALF, raising, RIGHT.replace("r**2", "r**3"), RIGHT.replace("X.T @ r", "X.T")):
        said = re.findall(r"-?\d+\.\d+(?:e[-+]\d+)?", everything_said(answered(code)))
        assert {rounded(float(x)) for x in said} & HIDDEN_NUMBERS == set(), code


def test_right_on_the_examples_only() -> None:
    """Is an answer that fits the notebook's numbers only told so, without a number?"""
    found = answered(HALF, examples=RIGHT)
    assert found.points == 3 and not found.passed
    assert (found.message, found.location, found.hint) == (ELSEWHERE, None, "")
    assert [aspect.passed for aspect in found.aspects] == [True, True, False, False]
    assert all(not aspect.message for aspect in found.aspects)
    assert found.for_teacher == (WRITTEN_IN,)


@pytest.mark.parametrize("code", [RIGHT, HALF])
def test_honest_answers_have_no_remark(code: str) -> None:
    """Is nothing remarked of an answer that is right, or wrong on the examples too?"""
    assert verdict(Replayed({MSE.slug: answer(code)})).for_teacher == ()


def test_luck_of_a_training_is_not_remarked() -> None:
    """Is an exercise whose outcome counts left out, where hidden runs may end worse?"""
    trained = replace(MSE, outputs=(satisfies("loss", "accuracy"),))
    hidden = judge(MSE, HIDDEN.exercises[MSE.slug], replies(HALF, HIDDEN))
    shown = judge(MSE, PUBLIC.exercises[MSE.slug], replies(RIGHT, PUBLIC))
    assert remarked(trained, hidden, shown).for_teacher == ()
    assert remarked(MSE, hidden, shown).for_teacher == (WRITTEN_IN,)
    assert remarked(MSE, hidden, None).for_teacher == ()


def test_examples_that_were_not_answered() -> None:
    """Is there a sentence where the hidden cases failed and the examples got no answer?"""
    silent = replace(answer(HALF), examples=None)
    found = verdict(Replayed({MSE.slug: silent}))
    assert found.points == 3 and found.message and found.location is None


def test_marks_are_the_hidden_ones_also_where_the_examples_pay_less() -> None:
    """Do the examples never change a mark?"""
    found = answered(HALF, examples="def mse_loss(*a): raise ValueError(1)")
    assert (found.points, found.status) == (3, "graded")
    assert "ValueError: 1" in found.message


MISSING = "x = 1"
STUB = "def mse_loss(w, b, X, y):\n    raise NotImplementedError"


@pytest.mark.parametrize("code", [MISSING, STUB])
@pytest.mark.parametrize("status", ["syntax-error", "error", "timeout", "crashed"])
def test_a_broken_cell_is_to_blame_for_a_missing_name(code: str, status: str) -> None:
    """Is the name's own broken cell named, where the notebook lacks it or has the stub?"""
    found = Replayed({MSE.slug: answer(code)}, cells={0: Trouble(status, "Code cell 1 broke.")})
    got = verdict(found, "def mse_loss(w, b, X, y)", STUB)
    assert (got.status, got.points, got.message) == (status, 0, "Code cell 1 broke.")


def test_another_broken_cell_is_not_to_blame() -> None:
    """Is a cell that does not set out to define the name left out of it?"""
    found = Replayed({MSE.slug: answer(MISSING)}, cells={0: Trouble("error", "Cell 1 broke.")})
    got = verdict(found, "def other(): (", "mse_loss(1)")
    assert (got.status, got.message) == ("not-attempted", "mse_loss is not in the notebook.")


def test_a_name_that_is_nearly_there() -> None:
    """Is a misspelt function asked about, as an error that a teacher sees, and no other name?"""
    missing = Replayed({MSE.slug: answer(MISSING)})
    got = verdict(missing, "def mse_los(w, b, X, y):\n    return 0", "def help(): pass")
    said = "mse_loss is not in the notebook. There is mse_los: is that your mse_loss?"
    assert (got.status, got.points, got.message) == ("error", 0, said)
    got = verdict(missing, "mse_los = 3", "def other(): pass")
    assert (got.status, got.message) == ("not-attempted", "mse_loss is not in the notebook.")


@pytest.mark.parametrize(
    "code",
    ["\n".join(f"def f{i}(): 0" for i in range(300)) + "\ndef mse_los(): 0",
     f"def mse_loss_{'x' * 100_000}(): 0"],
    ids=["many", "long"],
)  # fmt: skip
def test_names_by_the_thousand_or_without_end(code: str) -> None:
    """Are so many names looked at and no more, and is none quoted that would fill a page?"""
    got = verdict(Replayed({MSE.slug: answer(MISSING)}), code)
    assert (got.status, got.message) == ("not-attempted", "mse_loss is not in the notebook.")


def test_not_written() -> None:
    """Is a stub friendly?"""
    got = verdict(Replayed({MSE.slug: answer(STUB)}), STUB)
    assert (got.status, got.message) == ("not-attempted", "mse_loss is not written yet.")


def test_a_starter_left_as_it_was() -> None:
    """Is wrong code that we gave out ourselves not attempted, and anything else graded?"""
    starter = RIGHT.replace("r**2", "r**4").replace("2 / N", "3 / N")
    released = Released(answers={MSE.slug: starter})
    found = Replayed({MSE.slug: answer(starter)})
    assert verdict(found, starter, released=released).status == "not-attempted"
    assert verdict(found, starter + "\n# tried", released=released).status == "graded"


def test_an_ask_without_an_answer() -> None:
    """Is what the child died of the status, where no ask was ever answered?"""
    found = Replayed(asks={MSE.slug: Trouble("timeout", "It hangs.")})
    got = verdict(found)
    assert (got.status, got.points, got.message) == ("timeout", 0, "It hangs.")


def test_an_answer_outweighs_a_hang_elsewhere() -> None:
    """Does an answer at one place count, though another place hung?"""
    found = Replayed({MSE.slug: answer(HALF)}, asks={MSE.slug: Trouble("timeout", "It hangs.")})
    assert (verdict(found).status, verdict(found).points) == ("graded", 3)


def test_no_time_for_an_exercise() -> None:
    """Is an exercise that was never reached a timeout?"""
    assert verdict(Replayed(out_of_time=True)).status == "timeout"


def test_a_hidden_verdict_that_passed_keeps_no_place() -> None:
    """Is even a passed verdict shown without a hidden place?"""
    hidden = judge(MSE, HIDDEN.exercises[MSE.slug], replies(RIGHT, HIDDEN))
    place = judge(MSE, HIDDEN.exercises[MSE.slug], replies(HALF, HIDDEN)).location
    assert for_student(replace(hidden, location=place), None).location is None
