"""Two mistakes at once: planted in the reference, and named side by side."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from autograder.authoring.bank import Mistake, apply
from autograder.authoring.keys import Maker, Sources
from autograder.authoring.pairs import PairBank, at_most, both
from autograder.exercises import find_exercise
from autograder.exercises.asking import ask
from autograder.grading.pairs import LazyPairs, beforehand
from autograder.judging.judge import judge
from autograder.judging.pairs import (
    PrintTable,
    first_asked,
    fitting,
    is_explained,
    judge_pairs,
    name_pairs,
)
from autograder.layout import Course, find_course
from autograder.model import AND, Exercise, ExerciseKey, Reply, UnitKey, Value, Verdict

UNIT = "01_linear_regression"
MSE = find_exercise("mse-loss")[1]
PLANTED = ("dw-without-two", "bias-forgotten")


@pytest.fixture(scope="module")
def course() -> Course:
    """The real course."""
    return find_course()


@pytest.fixture(scope="module")
def maker(course: Course) -> Maker:
    """The maker of unit 01."""
    return Maker.of(course, UNIT)


@pytest.fixture(scope="module")
def pairs(maker: Maker) -> PairBank:
    """Its pairs."""
    return PairBank(maker)


@pytest.fixture(scope="module")
def key(maker: Maker) -> ExerciseKey:
    """A key of mse-loss from a seed of its own."""
    return maker.exercise_key(MSE, "pairs")


@pytest.fixture
def said(maker: Maker, key: ExerciseKey) -> Callable[[str, PairBank | None], Verdict]:
    """The verdict on code, with or without pairs."""

    def judged(code: str, pairs: PairBank | None) -> Verdict:
        return judge_pairs(MSE, key, replies(maker, MSE, key, code), None, pairs).verdict

    return judged


def replies(maker: Maker, exercise: Exercise, key: ExerciseKey, code: str) -> list[Reply]:
    """What code answers to the cases of a key."""
    names = maker.reference.replaced(exercise.slug, code)
    return ask(exercise, names, [case.case.inputs for case in key.cases])


def mistake(maker: Maker, label: str) -> Mistake:
    """A mistake of mse-loss by its label."""
    return next(m for m in maker.bank.mistakes["mse-loss"] if m.label == label)


def test_two_slips_are_named_side_by_side(said, maker, pairs, key) -> None:
    """Does it take the pairs to name both slips, and do marks stay what they are?"""
    one, other = (mistake(maker, label) for label in PLANTED)
    code = both(one, other, maker.reference.answer("mse-loss"))
    alone, together = said(code, None), said(code, pairs)
    assert not set(PLANTED) <= set(alone.labels)
    assert set(PLANTED) == set(together.labels)
    assert (alone.points, alone.passed) == (together.points, together.passed)
    assert one.says in " ".join((together.message, *together.more))
    assert other.says in " ".join((together.message, *together.more))


def test_what_only_one_of_two_moves_is_told_its_name_only(said, maker, pairs) -> None:
    """Are loss and db called by the slip that moves them, and dw by both?"""
    one, other = (mistake(maker, label) for label in PLANTED)
    verdict = said(both(one, other, maker.reference.answer("mse-loss")), pairs)
    labels = {aspect.name: aspect.label for aspect in verdict.aspects if not aspect.passed}
    assert set(labels["dw"].split(AND)) == set(PLANTED)
    assert labels["loss"] == labels["db"] == "bias-forgotten"


def test_one_slip_asks_for_no_pairs(said, maker) -> None:
    """Is an answer that one mistake explains, or that is right, settled without any pair?"""

    class Refusing:
        def table(self, *_: object) -> PrintTable:
            raise AssertionError("asked for")

        prints = table

    source = maker.reference.answer("mse-loss")
    assert said(source, Refusing()).passed
    named = said(apply(mistake(maker, PLANTED[0]), source), Refusing())
    assert named.labels == PLANTED[:1]


def test_an_unknown_slip_stays_unclassified(said, maker, pairs) -> None:
    """Is something that is in no bank not called by two names that are?"""
    code = "def mse_loss(w, b, X, y):\n    return (w @ w, X.sum(axis=0), 0.5)\n"
    assert not set(said(code, pairs).labels) & {m.label for m in maker.bank.mistakes["mse-loss"]}


def test_mistakes_that_exclude_each_other_are_no_pair(maker, pairs) -> None:
    """Is a pair made only where both edits can be made in either order?"""
    source = maker.reference.answer("mse-loss")
    one = mistake(maker, PLANTED[0])
    assert both(one, one, source) == ""
    codes = pairs.codes(MSE)
    assert len(codes) > 100 and all(a != b for a, b in codes)
    assert len(set(codes.values())) > 0.9 * len(codes)


def test_a_table_drops_only_what_cannot_fit(maker, pairs, key) -> None:
    """Does the quick look keep every pair that the close look takes?"""
    codes = list(pairs.codes(MSE).items())[::7]
    for pair, code in codes:
        found = replies(maker, MSE, key, code)
        if found[0].failure is None:
            assert pair in pairs.table(MSE, key.cases[0]).near(found[0])


def test_a_table_compares_odd_shapes_too(key) -> None:
    """Are prints of another shape, which cannot be stacked, found where they came back?"""
    right = key.cases[0].expected
    odd = {**right, "dw": np.zeros((2, 2))}
    table = PrintTable(MSE, key.cases[0], {("a", "b"): odd, ("c", "d"): dict(right)})
    for prints, pair in ((right, ("c", "d")), (odd, ("a", "b"))):
        reply = Reply({name: Value(array) for name, array in prints.items()})
        assert table.near(reply) == [pair]
    assert table.near(Reply({name: Value(array + 1) for name, array in right.items()})) == []


def test_evidence_of_one_case_names_no_pair(maker, pairs, key) -> None:
    """Does a pair that fits on a single case stay unnamed?"""
    code = pairs.codes(MSE)[PLANTED]
    one = replace(key, cases=key.cases[:1])
    assert fitting(MSE, key, replies(maker, MSE, key, code), pairs)
    assert not fitting(MSE, one, replies(maker, MSE, one, code), pairs)


def test_a_pair_that_never_ends_is_stopped() -> None:
    """Is our own code stopped where two slips make a loop that never ends?"""
    started = time.monotonic()
    with pytest.raises(TimeoutError), at_most(0.2):
        while True:
            pass
    assert time.monotonic() - started < 5


def test_a_worker_makes_pairs_at_the_first_question(course, maker, key) -> None:
    """Are lazy pairs, sent to another process, those of the sources they were sent with?"""
    lazy = sent(LazyPairs(Sources.of(course, UNIT), hidden(key)))
    assert "_bank" not in vars(lazy)
    found = replies(maker, MSE, key, next(iter(PairBank(maker).codes(MSE).values())))
    assert len(lazy.table(MSE, key.cases[0]).near(found[0])) >= 1
    assert "_bank" in vars(lazy)


def test_pairs_made_beforehand_are_not_made_again(course, maker, key) -> None:
    """Are all workers sent what one of them has made, and does it name what lazy pairs name?"""
    lazy = LazyPairs(Sources.of(course, UNIT), hidden(key))
    (part,) = sent(beforehand(lazy))
    made = sent(replace(lazy, made={part.slug: part.make()}))
    found = replies(maker, MSE, made.hidden.exercises[MSE.slug], both_of(maker, *PLANTED))
    first = first_asked(made.hidden.exercises[MSE.slug])
    near = made.table(MSE, first).near(found[0])
    assert "_bank" not in vars(made) and PLANTED in near
    assert near == lazy.table(MSE, first_asked(key)).near(found[0])


def test_pairs_of_another_case_are_not_those_made_beforehand(course, maker, key) -> None:
    """Is a case that was not asked first looked at anew, whatever was made for the first?"""
    lazy = LazyPairs(Sources.of(course, UNIT), hidden(key), {MSE.slug: {}})
    assert lazy.table(MSE, key.cases[0]).near(replies(maker, MSE, key, SOURCE_ZERO)[0]) == []
    other = key.cases[1]
    found = replies(maker, MSE, key, both_of(maker, *PLANTED))
    assert PLANTED in lazy.table(MSE, other).near(found[1])


SOURCE_ZERO = "def mse_loss(w, b, X, y):\n    return 0.0, np.zeros_like(w), 0.0\n"


def sent(thing):
    """The same in another process."""
    return pickle.loads(pickle.dumps(thing))


def hidden(key: ExerciseKey) -> UnitKey:
    """A unit's key that holds one exercise."""
    return UnitKey(UNIT, "", {key.exercise: key})


def both_of(maker: Maker, one: str, other: str) -> str:
    """The answer with two mistakes."""
    return PairBank(maker).codes(MSE)[one, other]


def test_one_pair_is_made_without_the_others(maker, key, pairs) -> None:
    """Does a bank asked for one pair make that one alone, and as among all of them?"""
    alone = PairBank(maker)
    found = alone.prints(MSE, PLANTED, key.cases[0])
    assert not alone._codes and found.keys() == pairs.prints(MSE, PLANTED, key.cases[0]).keys()
    pairs.codes(MSE)
    for name, array in pairs.prints(MSE, PLANTED, key.cases[0]).items():
        assert np.array_equal(found[name], array)


def test_the_words_are_those_of_pairs_that_fitted_elsewhere(maker, key, pairs) -> None:
    """Is a pair named only if it is among those that another key has left?"""
    found = replies(maker, MSE, key, pairs.codes(MSE)[PLANTED])
    free = judge_pairs(MSE, key, found, None, pairs)
    assert PLANTED in free.pairs
    plain = judge(MSE, key, found)
    assert name_pairs(plain, MSE, key, found, None, pairs, free.pairs).verdict == free.verdict
    assert name_pairs(plain, MSE, key, found, None, pairs, ()).verdict == plain != free.verdict


def test_nothing_is_left_to_explain_where_nothing_was_judged(maker, key) -> None:
    """Is an answer that stops everywhere settled without pairs?"""
    stopped = replies(maker, MSE, key, "def mse_loss(w, b, X, y):\n    raise ValueError('no')\n")
    assert is_explained(judge(MSE, key, stopped), key)
