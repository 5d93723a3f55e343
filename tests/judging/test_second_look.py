"""What is asked once more: the derivative of one's own loss, and the same case again."""

from __future__ import annotations

from autograder.exercises.asking import ask
from autograder.judging.readings import best_verdict
from autograder.judging.second_look import KEEPS, KEEPS_SAYS, question, with_answers
from tests.judging.toys import MISTAKES, MSE, RIGHT, make_key, namespace, verdict

KEEPING = RIGHT.replace("def mse", "SEEN = []\ndef mse").replace(
    "return np.mean(r**2)", "SEEN.append(1); return np.mean(r**2) + 0.1 * len(SEEN)"
)


def as_asked(code: str, mistakes=MISTAKES):
    """The verdict as a notebook gives it, asked twice where it is wrong."""
    names = namespace(code)
    key = make_key(MSE, RIGHT, mistakes)
    return best_verdict(MSE, key, lambda inputs: ask(MSE, names, inputs))


def test_state_between_calls_is_named():
    """Is a loss that grows from call to call said to keep something?"""
    found = as_asked(KEEPING)
    assert KEEPS in found.labels and found.message == KEEPS_SAYS and "global" in found.hint


def test_a_wrong_answer_without_state_is_not_said_to_keep_any():
    """Is an unnamed mistake that answers alike each time left unclassified?"""
    found = as_asked(RIGHT.replace("r.sum()", "r.sum() + w[0]"))
    assert found.labels == ("unclassified",) and KEEPS_SAYS not in (found.message, *found.more)


def test_a_named_mistake_keeps_its_name():
    """Is a mistake that has a name not renamed by a second look?"""
    assert as_asked(MISTAKES["two-missing"][0]).labels == ("two-missing",)


def test_answers_of_the_wrong_number_change_nothing():
    """Is a verdict left as it is where the second question was not answered in full?"""
    key, code = make_key(MSE, RIGHT, {}), RIGHT.replace("r.sum()", "r.sum() + w[0]")
    found = verdict(code, key=key)
    replies = ask(MSE, namespace(code), [case.case.inputs for case in key.cases])
    asked = ask(MSE, namespace(code), question(MSE, key, found))
    assert with_answers(MSE, key, found, replies, asked[:-1]) == found
    assert with_answers(MSE, key, found, replies, ()) == found
    assert with_answers(MSE, key, found, replies, asked) != found


def test_a_right_answer_is_asked_nothing_more():
    """Is there no second question where all is right?"""
    key = make_key(MSE, RIGHT, {})
    assert question(MSE, key, verdict(RIGHT, key=key)) == []
