"""A classifier is judged by its accuracy on unseen rows, and named by what its answers show."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.criteria import facts, problem
from autograder.judging.judge import judge
from autograder.model import (
    Aspect,
    Case,
    CaseKey,
    Exercise,
    ExerciseKey,
    MistakeWords,
    Reply,
    Value,
    satisfies,
)

DRAW = np.random.default_rng(0)
SETS, ROWS, CLASSES = 2, 300, 4
X, X_TEST = DRAW.normal(size=(2, SETS, ROWS, 3))
SEEN_TRUTH, TRUTH = DRAW.permuted(np.tile(np.arange(ROWS) % CLASSES, (2, SETS, 1)), axis=2)
CASE = Case("two sets", {"X": X, "y": SEEN_TRUTH, "X_test": X_TEST}, withheld={"y_test": TRUTH})
OPTIONS = dict(truth="y_test", rows="X_test", of_seen="y", classes=CLASSES)
STEP = satisfies("classes", "accuracy", at_least=0.8, beside=("seen", "nearer"), **OPTIONS)


def right_for(share, truth):
    """Answers of which this share is right, the same in every set; the others one class on."""
    answers = truth.copy()
    answers[:, round(share * ROWS) :] += 1
    return answers % CLASSES


def found(answers, seen=None, nearer=None):
    """The problem with some answers, or None."""
    seen = right_for(0.9, SEEN_TRUTH) if seen is None else seen
    nearer = (TRUTH[:, :100] + 1) % CLASSES if nearer is None else nearer
    values = {"seen": Value(np.asarray(seen)), "nearer": Value(np.asarray(nearer))}
    return problem(STEP, Value(np.asarray(answers)), CASE, values)


def label(*args, **named):
    """The label of the problem, or None."""
    said = found(*args, **named)
    return said and said.label


@pytest.mark.parametrize(("share", "want"), [(1.0, None), (0.8, None), (0.79, "too-few-right")])
def test_the_mean_share_counts(share, want):
    """Does the step lie where it is said to lie?"""
    assert label(right_for(share, TRUTH)) == want


def test_an_unlucky_set_evens_out():
    """Is it the mean over the sets that counts, not the worst one?"""
    answers = TRUTH.copy()
    answers[0] = right_for(0.65, TRUTH)[0]
    assert label(answers) is None


def test_floats_that_are_whole_are_classes():
    """Are 0.0 to 3.0 as good as 0 to 3?"""
    assert label(right_for(0.9, TRUTH).astype(float)) is None


def test_truths_are_classes_not_a_crash():
    """Are booleans, an honest slip where there are more classes than two, judged as 0 and 1?"""
    assert label(TRUTH > 1) in ("too-few-right", "no-better-than-guessing", "learned-too-little")
    assert label(np.zeros_like(TRUTH, dtype=bool)) == "one-class"


@pytest.mark.parametrize("shape", [(), (3,), (1, 5), (2, 0), (5, 300), (2, 9999), (2, 3, 4)])
def test_other_answers_of_any_shape_are_no_crash(shape):
    """Do made-up answers about training rows and nearer rows change a word at most?"""
    assert label(right_for(0.5, TRUTH), seen=np.zeros(shape), nearer=np.zeros(shape))


def test_both_shares_are_said():
    """Are the shares of unseen and of seen rows in the message?"""
    said = found(right_for(0.7, TRUTH)).message
    assert "0.700" in said and "(0.70, 0.70)" in said and "0.900" in said


def scores(truth):
    """Scores whose largest is that of the right class."""
    return np.eye(CLASSES)[truth] + 0.1


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        (scores(TRUTH), "scores-returned"),
        (np.eye(CLASSES)[TRUTH], "one-hot-returned"),
        (TRUTH[:, :, None], "transposed"),
        (TRUTH[:, :100], "wrong-shape"),
        (TRUTH + 0.1, "score-for-class"),
        (np.full(TRUTH.shape, np.nan), "not-finite"),
        (TRUTH + 1, "counts-from-one"),
        (np.zeros_like(TRUTH), "one-class"),
        (np.broadcast_to([[0], [3]], TRUTH.shape), "one-class"),
        ((TRUTH + 1) % CLASSES, "least-likely-class"),
        (np.sort(TRUTH, axis=1), "no-better-than-guessing"),
    ],
)
def test_what_the_answers_show_has_a_name(answers, name):
    """Is each told apart from the answers alone?"""
    assert label(answers) == name


def test_flat_boundaries_are_seen():
    """Are the answers of a linear classifier called straight, and bent ones not?"""
    flat = (X_TEST @ DRAW.normal(size=(3, CLASSES))).argmax(axis=2)
    bent = np.where((X_TEST**2).sum(axis=2) > 2.4, flat, TRUTH)
    assert label(flat) in ("straight-boundaries", "no-better-than-guessing")
    case = Case("lines", CASE.inputs, withheld={"y_test": right_for(0.6, flat)})
    values = {"seen": Value(SEEN_TRUTH), "nearer": Value((TRUTH[:, :100] + 1) % CLASSES)}
    assert problem(STEP, Value(flat), case, values).label == "straight-boundaries"
    assert label(bent) != "straight-boundaries"


def test_answers_that_do_not_change_with_distance():
    """Is it seen that rows moved towards the origin keep their class?"""
    answers = right_for(0.6, TRUTH)
    assert label(answers, nearer=answers[:, :100]) == "direction-only"
    changed = answers[:, :100].copy()
    changed[1, 7] = (changed[1, 7] + 1) % CLASSES
    assert label(answers, nearer=changed) == "too-few-right"


def test_training_rows_tell_too_little_from_by_heart():
    """Is the share of training rows what tells the two apart?"""
    answers = right_for(0.6, TRUTH)
    assert label(answers, seen=SEEN_TRUTH) == "learned-by-heart"
    assert label(answers, seen=right_for(0.65, SEEN_TRUTH)) == "learned-too-little"
    assert label(answers, seen=right_for(0.85, SEEN_TRUTH)) == "too-few-right"


def test_answers_outside_the_classes_are_wrong_not_a_crash():
    """Are -1 and 99 plainly wrong?"""
    answers = TRUTH.copy()
    answers[:, ::2] = 99
    assert label(answers) == "too-few-right"
    answers[:, ::2] = -1
    assert label(answers) == "too-few-right"


def test_the_banks_words_stand_beside_the_numbers():
    """Does a mistake that the bank names come with what was measured?"""
    words = MistakeWords("one-class", "Every star gets the same class.", "Look at the weights.")
    exercise = Exercise(
        slug="own",
        title="Own",
        needs=("fit",),
        probe=lambda find, inputs: {},
        cases=lambda rng: [CASE],
        outputs=(STEP,),
        aspects=(Aspect("accuracy", 1, ("classes",)),),
    )
    same = np.zeros_like(TRUTH)
    values = {"classes": same, "seen": same, "nearer": same[:, :100]}
    key = ExerciseKey("own", (CaseKey(CASE, values),), {words.label: words})
    verdict = judge(exercise, key, [Reply({k: Value(v) for k, v in values.items()})])
    assert verdict.labels == ("one-class",) and verdict.hint == words.hint
    assert verdict.message.startswith(words.says) and "Right are 0.250" in verdict.message


def told(share, seen=0.9, **options):
    """What is said of answers of which this share is right."""
    output = satisfies(
        "classes", "accuracy", at_least=0.8, beside=("seen", "nearer"), **OPTIONS, **options
    )
    values = {"seen": Value(right_for(seen, SEEN_TRUTH)), "nearer": Value(TRUTH[:, :100])}
    return facts(output, Value(right_for(share, TRUTH)), CASE, values)


def test_a_step_that_is_reached_says_the_shares():
    """Are both shares told where the option asks for it, and nothing below the step?"""
    (said,) = told(0.9, shares=True)
    assert "0.900 of the rows it has not seen (0.90, 0.90)" in said and "0.900 of those" in said
    assert told(0.9) == told(0.79, shares=True) == ()


def test_a_share_near_its_step_is_told_to_swing():
    """Is 0.81 called near to 0.8, and 0.83 not?"""
    (said,) = told(0.81)
    assert said.startswith("0.810 is 0.010 above the step at 0.80: other rows")
    assert told(0.83) == ()


def test_answers_of_another_shape_have_no_facts():
    """Is nothing told of scores, of a missing value, or without the values beside it?"""
    output = satisfies("classes", "accuracy", at_least=0.1, beside=("seen",), **OPTIONS)
    seen = {"seen": Value(SEEN_TRUTH)}
    assert facts(output, Value(np.eye(CLASSES)[TRUTH]), CASE, seen) == ()
    assert facts(output, None, CASE, seen) == facts(output, Value(TRUTH), CASE, {}) == ()


@pytest.mark.parametrize(("seen", "word"), [(0.9, "train on first"), (0.99, "all rows")])
def test_the_share_of_training_rows_says_what_is_next(seen, word):
    """Is a half trained net told to train on, and one that knows its rows something else?"""
    said = found(right_for(0.795, TRUTH), seen=right_for(seen, SEEN_TRUTH))
    assert said.label == "too-few-right" and word in said.hint


def test_one_set_of_several_is_told():
    """Is a model that was trained on the first set only told apart from a weak one?"""
    answers = right_for(0.3, TRUTH)
    answers[0] = right_for(0.95, TRUTH)[0]
    assert label(answers) == "not-every-set"


def test_hardly_trained_comes_before_all_shapes():
    """Is a model that gets a third of its own rows told that, whatever its boundaries?"""
    answers = right_for(0.35, TRUTH)
    seen = right_for(0.35, SEEN_TRUTH)
    assert label(answers, seen=seen, nearer=answers[:, :100]) == "learned-too-little"
