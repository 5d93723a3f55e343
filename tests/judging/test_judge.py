"""The judge, on the mean squared error."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autograder.exercises.asking import ask
from autograder.judging.judge import judge
from autograder.judging.second_look import question, with_answers
from autograder.model import Output, Reply, Value
from tests.judging.toys import DESCENT, MISTAKES, MSE, RIGHT, make_key, namespace, verdict


def aspects(v):
    """Points, passed and label of each aspect by name."""
    return {a.name: (a.points, a.passed, a.label) for a in v.aspects}


def test_a_right_answer_gets_full_marks_and_no_message():
    """Does a right answer get everything, without a word?"""
    v = verdict(RIGHT)
    assert (v.points, v.status, v.message, v.more, v.labels) == (6.0, "graded", "", (), ())


@pytest.mark.parametrize(
    "code",
    [
        RIGHT.replace("return ", "return np.float32(np.mean(r**2)), (2/N*X.T@r).astype('f4'), 0+"),
        RIGHT.replace("np.mean(r**2), ", "np.array([np.mean(r**2)]), ").replace(
            "2 / N * r.sum()", "np.array([[2 / N * r.sum()]])"
        ),
        RIGHT.replace("return np.mean", "return [np.mean").replace("r.sum()", "r.sum()]"),
    ],
)
def test_other_right_shapes_and_precisions_are_accepted(code):
    """Are a loss (1,), a db (1, 1), float32 and a list instead of a tuple right?"""
    if "float32" in code:
        code = RIGHT.replace("r = X @ w", "X = X.astype('f4'); w = w.astype('f4'); r = X @ w")
    assert verdict(code).points == 6.0


@pytest.mark.parametrize("label", sorted(MISTAKES))
def test_each_named_mistake_is_rejected_and_named(label):
    """Is a mistake of the bank refused under its own name?"""
    v = verdict(MISTAKES[label][0])
    assert v.points < 6 and v.labels == (label,)
    assert v.message.startswith(f"It is {label}.") and v.hint == f"Think about {label}."


def test_a_named_mistake_comes_with_the_numbers_of_the_algebra():
    """Is the name followed by the factor, where there is one?"""
    v = verdict(MISTAKES["two-missing"][0])
    assert v.message == "It is two-missing. dw is exactly 0.5 times the right value."


def test_a_second_slip_brings_its_own_hint():
    """Does what is named after the first slip say what to think about too, and only once?"""
    slips = {"dw": "2 / N * X", "db": "2 / N * r"}
    bank = {name: (RIGHT.replace(code, "3 / N" + code[5:]), False) for name, code in slips.items()}
    both = RIGHT.replace("2 / N", "3 / N")
    v = verdict(both, key=make_key(MSE, RIGHT, bank))
    assert v.labels == ("dw", "db") and v.hint == "Think about dw."
    assert v.more == ("It is db. Think about: Think about db.",)


def test_a_consistent_gradient_of_a_named_wrong_loss_is_carried_forward():
    """Does a half-mean with its own gradient lose only the loss?"""
    v = verdict(MISTAKES["half-mean"][0])
    assert aspects(v) == {
        "shape": (0.0, True, ""),
        "loss": (0.0, False, "half-mean"),
        "dw": (2.0, True, "half-mean"),
        "db": (1.0, True, "half-mean"),
    }


@pytest.mark.parametrize(
    "result",
    [
        "0.0, np.zeros_like(w), 0.0",
        "0, w, b",
        "0.5 * (w @ w), w, 0.0",
        "1, np.ones_like(w), 1",
        "b, w, b",
    ],
)
def test_trivial_answers_earn_nothing(result):
    """Do zeros, echoed inputs and the penalty with its gradient get nothing?"""
    code = f"import numpy as np\ndef mse_loss(w, b, X, y):\n    return {result}"
    assert verdict(code).points == 0


def test_a_wrong_loss_outside_the_bank_carries_nothing():
    """Is a consistent gradient of an unknown loss unpaid?"""
    code = RIGHT.replace("2 / N", "6 / N").replace("np.mean(r**2)", "3 * np.mean(r**2)")
    assert verdict(code).points == 0


@pytest.mark.parametrize(
    ("edit", "output", "label", "words"),
    [
        (("2 / N * X", "2 * X"), "dw", "not-divided-by-n", "5 times the right value (N = 5)"),
        (("2 / N * X", "1 / N * X"), "dw", "halved", "0.5 times"),
        (("2 / N * X", "-2 / N * X"), "dw", "sign", "minus"),
        (("2 / N * r", "2 / N**2 * r"), "db", "divided-by-n-twice", "N once too often"),
    ],
)
def test_factors_are_recognised_and_said_with_the_numbers_of_the_case(edit, output, label, words):
    """Is a factor said as a symbol and a number?"""
    key = make_key(MSE, RIGHT, {})
    v = verdict(RIGHT.replace(*edit), key=key)
    assert v.labels == (label,) and words in v.message
    assert [a.name for a in v.aspects if not a.passed] == [output]


@pytest.mark.parametrize(
    ("code", "label", "words"),
    [
        ("def mse_loss(w, b, X, y): return None", "wrong-return", "None (is a return"),
        ("def mse_loss(w, b, X, y): return 1.0", "wrong-return", "one float"),
        ("def mse_loss(w, b, X, y): return 1 / 0", "raises", "ZeroDivisionError"),
        ("def other(): pass", "not-found", "mse_loss is not in the notebook"),
        ("def mse_loss(*a): raise NotImplementedError", "not-written", "not written yet"),
        (RIGHT.replace("2 / N * X.T @ r", "'dw'"), "wrong-type", "str"),
        (RIGHT.replace("2 / N * X.T @ r", "None"), "none", "dw is None"),
        (RIGHT.replace("X.T @ r", "X.T @ r * np.nan"), "not-finite", "nan"),
        (RIGHT.replace("X.T @ r", "X * r[:, None]"), "wrong-shape", "(5, 3)"),
        (RIGHT.replace("X.T @ r", "X.T @ r[:, None]"), "transposed", "as a column"),
        (RIGHT.replace("np.mean(r**2)", "r**2"), "not-reduced", "One number per entry"),
        (
            RIGHT.replace("r = X @ w + b - y", "r = (X @ w + b)[:, None] - y")
            .replace("2 / N * X.T @ r", "2 / N * X.T @ (X @ w + b - y)")
            .replace("np.mean(r**2)", "r**2")
            .replace("2 / N * r.sum()", "r"),
            "broadcast",
            "(5, 5)",
        ),
        (RIGHT.replace("2 / N * X.T @ r", "(2 / N * X.T @ r).astype(int)"), "integers", "cut off"),
        (
            RIGHT.replace("2 / N * X.T @ r", "(2.002 / N * X.T @ r).astype(np.float16)"),
            "half-precision",
            "three digits",
        ),
    ],
)
def test_structure_is_named_before_numbers(code, label, words):
    """Is a wrong type, shape or dtype said as such?"""
    v = verdict(code, key=make_key(MSE, RIGHT, {}))
    assert label in v.labels and words in " ".join((v.message, *v.more))
    assert v.points < 6


def test_an_unknown_mistake_is_unclassified_with_a_place_and_three_numbers():
    """Does an unnamed mistake come with the worst entry and the student's own derivative?"""
    code = RIGHT.replace("return np.mean", "g = 2 / N * X.T @ r; g[-1] += 5\n    return np.mean")
    code = code.replace("2 / N * X.T @ r, 2", "g, 2")
    key = make_key(MSE, RIGHT, {})
    v = verdict(code, key=key)
    asked = question(MSE, key, v)
    v = with_answers(MSE, key, v, answers(code, key), ask(MSE, namespace(code), asked))
    place = v.location
    assert v.labels == ("unclassified",) and place is not None
    assert place.index == (2,) and place.yours == pytest.approx(place.expected + 5)
    assert place.numerical == pytest.approx(place.expected, rel=1e-8)
    assert place.error_map[0][:2] == (0.0, 0.0)


def answers(code, key):
    """The replies of code to the cases of a key."""
    return ask(MSE, namespace(code), [case.case.inputs for case in key.cases])


def test_a_missing_reply_is_never_a_pass():
    """Are too few replies, or replies without values, worth nothing?"""
    key = make_key(MSE, RIGHT, {})
    assert judge(MSE, key, []).points == 0
    assert judge(MSE, key, [Reply()] * len(key.cases)).points == 0
    lie = Reply(values={"loss": Value(np.array(np.nan))})
    assert judge(MSE, key, [lie] * len(key.cases)).points == 0


def test_where_one_case_raises_the_shape_says_so_too():
    """Is an answer that stops on one case called that, and not "not returned"?"""
    stops = RIGHT.replace("N = len(y)", "N = len(y); assert N > 1, 'one example'")
    v = verdict(stops, key=make_key(MSE, RIGHT, {}))
    assert v.labels == ("raises",) and v.points == 0 and "one example" in v.message


def test_overwritten_arguments_are_noted_and_cost_nothing():
    """Does changing X in place earn a note, and no loss?"""
    v = verdict(RIGHT.replace("return", "X *= 2; return").replace("X.T @ r", "X.T @ r / 2"))
    v2 = verdict(
        RIGHT.replace(
            "return np.mean(r**2), 2 / N * X.T @ r, 2 / N * r.sum()",
            "out = np.mean(r**2), 2 / N * X.T @ r, 2 / N * r.sum()\n    X *= 2\n    return out",
        )
    )
    assert v2.points == 6 and "overwrites its argument X" in v2.notes[0]
    assert "overwrites" in v.notes[0]


DESCEND = """
def gradient_descent(X, y, w, b, learning_rate, steps):
    losses = []
    for _ in range(steps):
        loss, dw, db = mse_loss(w, b, X, y)
        losses.append(loss)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, losses
"""


def test_one_slip_costs_one_exercise():
    """Is right descent paid in full whatever became of mse_loss, even where that is missing?"""
    key = make_key(DESCENT, RIGHT + DESCEND, {})
    for broken in (MISTAKES["sum"][0], "def mse_loss(*a): return [0], [0], [0]", ""):
        assert verdict(broken + DESCEND, DESCENT, key).passed


def test_a_student_who_wrote_it_all_in_one_function_is_right_on_the_second_reading():
    """Is descent that never calls mse_loss right where nothing stands in for it?"""
    inlined = DESCEND.replace(
        "mse_loss(w, b, X, y)",
        "((X@w+b-y)**2).mean(), 2*X.T@(X@w+b-y)/len(y), 2*(X@w+b-y).mean()",
    )
    key = make_key(DESCENT, RIGHT + DESCEND, {})
    own = make_key(replace(DESCENT, cases=DESCENT.own_cases), RIGHT + DESCEND, {})
    first, second = replace(key, own=own.cases).readings
    assert not verdict(inlined, DESCENT, first).passed
    assert verdict(inlined, DESCENT, second).passed


def test_a_failure_that_may_come_from_a_used_function_says_so():
    """Is the student sent to the broken function first?"""
    uses = replace(DESCENT, cases=DESCENT.own_cases, uses=("mse-loss",))
    key = make_key(uses, RIGHT + DESCEND, {})
    broken = RIGHT.replace("2 / N", "7 / N")
    v = verdict(broken + DESCEND, uses, key, {"mse-loss": verdict(broken)})
    assert v.message.startswith("This uses your answer to mse-loss")


@pytest.mark.parametrize("order", ["loss, db, dw", "dw, db, loss", "db, dw, loss"])
def test_right_values_in_another_order_are_called_that(order):
    """Is a tuple in the wrong order named as such, and what is misplaced unpaid?"""
    code = RIGHT.replace("return np.mean(r**2), ", "loss = np.mean(r**2)\n    dw, db = ")
    v = verdict(code + f"    return {order}\n", key=make_key(MSE, RIGHT, {}))
    assert set(v.labels) == {"wrong-order"} and f"({order})" in v.message
    assert v.points <= 3


def test_what_a_further_call_gives_has_no_place_in_the_order():
    """Is the order named although an output of another call is spoilt by it in its own way?"""

    def probe(find, inputs):
        told = MSE.probe(find, inputs)
        return told | {"later": 2 * np.sum(told["db"]) + np.sum(told["dw"])}

    def asked(again):
        later = Output("later", again=again)
        return replace(MSE, probe=probe, outputs=(*MSE.outputs, later))

    code = RIGHT.replace("return np.mean(r**2), ", "loss = np.mean(r**2)\n    dw, db = ")
    code += "    return loss, db, dw\n"
    found = {again: verdict(code, asked(again), make_key(asked(again), RIGHT, {})) for again in
             (True, False)}  # fmt: skip
    assert "(loss, db, dw) where (loss, dw, db) is asked" in found[True].message
    assert "wrong-order" not in found[False].labels


def test_where_no_mistake_is_known_there_is_something_to_try_by_hand():
    """Is a small example with its answer said after "differs", and only there?"""
    exercise = replace(MSE, by_hand="Try X = [[1], [3]].")
    key = make_key(exercise, RIGHT, MISTAKES)
    odd = verdict(RIGHT.replace("np.mean(r**2)", "np.mean(r**2) + r[0]"), exercise, key)
    assert odd.message.startswith("loss differs") and odd.hint == "Try X = [[1], [3]]."
    assert verdict(RIGHT, exercise, key).hint == ""
    assert verdict(MISTAKES["sum"][0], exercise, key).hint != odd.hint


def test_a_mistake_is_no_wrong_order():
    """Is a plain mistake never called an order?"""
    for code, _ in MISTAKES.values():
        assert "wrong-order" not in verdict(code, key=make_key(MSE, RIGHT, {})).labels


def test_a_gradient_as_a_list_is_right_and_noted():
    """Does dw as a list keep its marks, and say that a list does not calculate?"""
    v = verdict(RIGHT.replace("2 / N * X.T @ r", "list(2 / N * X.T @ r)"))
    assert v.points == 6 and "dw comes back as a Python list, which + joins" in v.notes[0]


def test_a_wrong_shape_is_not_said_to_count():
    """dw as a column fails; where D is 1 it would fit: is that no note beside the failed shape?"""
    v = verdict(RIGHT.replace("2 / N * X.T @ r", "(2 / N * X.T @ r)[:, None]"))
    assert v.points < 6 and not any("it counts" in note for note in v.notes)


@pytest.mark.parametrize(
    ("code", "thought"),
    [
        ("X @ r", "same length"),
        ("np.ones(3) + np.ones(4)", "pairs axes from the right"),
        ("r ^ 2", "**, not ^"),
        ("[1, 2] * 0.5", "np.array"),
        ("max(r, 0)", "whole array"),
        ("residul", "spelt"),
        ("np.max(r, r)", "np.maximum"),
        ("r.sum(axis=1)", "fewer axes"),
        ("np.array(r, r)", "one list or tuple"),
        ("w[99]", "typed in as a number"),
        ("None + r", "lack its return"),
        ("np.zeros(2)[0] = r", "one number belongs"),
        ("float(r)", "met an array"),
        ("r[:, 0]", "fewer axes here"),
        ("np.concatenate([X, r])", "column_stack"),
        ("[X, 1].T", "is no array"),
        ("mse_loss - r", "call it"),
        ("w.sort()[0]", "in place"),
    ],
)
def test_pythons_own_complaints_come_with_a_thought(code, thought):
    """Is an exception followed by what to look at next?"""
    v = verdict(RIGHT.replace("return", f"{code}; return"), key=make_key(MSE, RIGHT, {}))
    assert "stopped at line" in v.message and thought in v.hint


def test_a_gradient_is_carried_where_no_aspect_asks_for_its_loss():
    """Do consistent gradients earn their points although the loss is another exercise's?"""
    asked = tuple(aspect for aspect in MSE.aspects if aspect.name in ("dw", "db"))
    gradients = replace(MSE, aspects=asked)
    key = make_key(gradients, RIGHT, MISTAKES)
    paid = aspects(verdict(MISTAKES["half-mean"][0], gradients, key))
    assert paid == {"dw": (2, True, "half-mean"), "db": (1, True, "half-mean")}
    assert verdict(MISTAKES["two-missing"][0], gradients, key).points == 0
