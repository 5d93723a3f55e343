"""Unit 05: one slip costs one exercise, conventions carry, and a class may grow in many ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.bank import Mistake
from autograder.authoring.keys import Maker
from autograder.exercises.asking import ask
from autograder.judging.readings import best_verdict
from autograder.layout import find_course
from autograder.model import Exercise, ExerciseKey, Verdict

FORWARD, LOSS, GRADIENTS, PREDICT, TRAIN = (
    f"two-layer-net-{name}" for name in ("forward", "loss", "gradients", "predict", "train")
)
LATER = {FORWARD: (LOSS, GRADIENTS, PREDICT, TRAIN), LOSS: (GRADIENTS, TRAIN), PREDICT: (TRAIN,)}
LATER |= {GRADIENTS: (TRAIN,)}


@pytest.fixture(scope="module")
def maker() -> Maker:
    """The unit's solution and its bank."""
    return Maker.of(find_course(Path(__file__)), "05_two_layer_net")


@pytest.fixture(scope="module")
def keys(maker: Maker) -> dict[str, ExerciseKey]:
    """The answers to every exercise for one seed."""
    return {e.slug: maker.exercise_key(e, "slips") for e in maker.unit.exercises}


def exercise(maker: Maker, slug: str) -> Exercise:
    """What is asked in an exercise."""
    return maker.unit.exercise(slug)


def verdict(maker: Maker, keys: dict[str, ExerciseKey], names: object, slug: str) -> Verdict:
    """The verdict on these names, as a student would get it."""
    asked = exercise(maker, slug)
    return best_verdict(asked, keys[slug], lambda inputs: ask(asked, names, inputs))  # type: ignore[arg-type]


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.prove)])
@pytest.mark.parametrize("slug", LATER)
def test_one_slip_costs_one_exercise(
    maker: Maker, keys: dict[str, ExerciseKey], slug: str, every: int
) -> None:
    """Does a named mistake (every fifth, or all) leave the marks of the later exercises alone?"""
    for mistake in maker.bank.mistakes[slug][::every]:
        for later in LATER[slug]:
            found = verdict(maker, keys, maker.reference.mistaken(slug, mistake, later), later)
            assert found.passed, (mistake.label, later, found.message)


def test_a_mistaken_cell_is_what_the_later_check_meets(maker: Maker) -> None:
    """Is a mistake still in the class when cells below have made it grow?"""
    mistake = next(m for m in maker.bank.mistakes[FORWARD] if m.label == "nothing-bends")
    names = maker.reference.mistaken(FORWARD, mistake, TRAIN)
    net = names["TwoLayerNet"](1, 1, 1)
    net.params |= {"W1": -1.0, "b1": 0.0, "W2": 1.0, "b2": 0.0}
    net.params = {name: maker.reference.namespace(TRAIN)["np"].array([[v]]) for name, v in
                  net.params.items()}  # fmt: skip
    assert hasattr(net, "train") and net.loss([[2.0]]).item() == -2.0


def test_an_answer_that_changes_the_class_changes_it_for_nobody_else(maker: Maker) -> None:
    """Is the reference the same after an answer that puts its method into the given class?"""
    before = dict(vars(maker.reference.namespace(FORWARD)["TwoLayerNet"].__mro__[1]))
    style = next(s for s in maker.bank.correct[FORWARD] if s.name == "one-piece")
    maker.reference.styled(FORWARD, style)
    assert dict(vars(maker.reference.namespace(FORWARD)["TwoLayerNet"].__mro__[1])) == before


CONVENTIONS = {
    "price-without-half": "price-without-half",
    "sum-convention": "not-averaged",
    "biases-pay-too": "biases-pay-too",
}


@pytest.mark.parametrize("label", CONVENTIONS)
def test_gradients_of_another_convention_earn_their_points(
    maker: Maker, keys: dict[str, ExerciseKey], label: str
) -> None:
    """Does a loss of another convention cost its own marks, and little of its gradients'?"""
    (mistake,) = [m for m in maker.bank.mistakes[GRADIENTS] if m.label == label]
    found = verdict(maker, keys, maker.reference.mistaken(GRADIENTS, mistake), GRADIENTS)
    paid = {a.name: a.points for a in found.aspects}
    assert (paid["dW1"], paid["db1"], paid["dW2"], paid["db2"]) == (1.5, 1, 1, 0.5)
    assert paid["agrees"] == 0 and found.labels == (label,) and "fit each other" in found.message


def test_half_a_convention_earns_nothing_for_its_gradients(
    maker: Maker, keys: dict[str, ExerciseKey]
) -> None:
    """Is the doubled slope of a price with its half still wrong?"""
    (mistake,) = [m for m in maker.bank.mistakes[GRADIENTS] if m.label == "price-gradient-doubled"]
    found = verdict(maker, keys, maker.reference.mistaken(GRADIENTS, mistake), GRADIENTS)
    assert {a.name for a in found.aspects if a.points} == {"db1", "db2"}


@pytest.mark.parametrize("keys_written", [("W2", "b2"), ("b2",)])
def test_gradients_may_be_written_from_the_top(
    maker: Maker, keys: dict[str, ExerciseKey], keys_written: tuple[str, ...]
) -> None:
    """Do the gradients that are there earn their points while others are missing?"""
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == GRADIENTS)
    head, tail = answer.split('return {"W1"')
    code = f'{head}every = {{"W1"{tail}'.replace(
        "        ### END",
        f"        return {{k: every[k] for k in {keys_written!r}}}\n        ### END",
    )
    found = verdict(maker, keys, maker.reference.replaced(GRADIENTS, code), GRADIENTS)
    paid = {a.name for a in found.aspects if a.points}
    assert paid == {f"d{name}" for name in keys_written}
    assert "missing from the dict of gradients" in found.message


def mistake_of(code: str) -> Mistake:
    """A mistake that is the whole answer cell."""
    return Mistake("whole", "It is wrong.", "Think.", code=code)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("TwoLayerNet.loss = lambda self, X, y=None, reg=0.0: 1.0", "should return two things"),
        ("TwoLayerNet.loss = lambda self, X, y=None, reg=0.0: (1.0, [1.0])", "a dict"),
        ("TwoLayerNet.loss = lambda self, X: 1.0", "TypeError"),
        ("TwoLayerNet.loss = lambda self, X, y=None, reg=0.0: (1.0, None)", "a return statement"),
        ("TwoLayerNet.gradients = lambda self, *rest: {}", "missing from the dict of gradients"),
        (
            "TwoLayerNet.gradients = lambda self, *rest: {'dW1': 1, 'b1': 1}",
            "has the keys dW1, b1;",
        ),
        ("del TwoLayerNet", "TwoLayerNet is not in the notebook yet"),
        ("TwoLayerNet = None", "TypeError"),
    ],
)
def test_bad_input_gets_one_clear_sentence(
    maker: Maker, keys: dict[str, ExerciseKey], code: str, said: str
) -> None:
    """Is a method of the wrong kind told what is asked, at its own check?"""
    names = maker.reference.mistaken(GRADIENTS, mistake_of(code), GRADIENTS)
    found = verdict(maker, keys, names, GRADIENTS)
    assert found.points == 0 and said in found.message


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("TwoLayerNet.train = lambda self, *rest: None", "should return a dict"),
        ("TwoLayerNet.train = lambda self, *rest: {}", "was not returned"),
        ("del TwoLayerNet.train", "TwoLayerNet has no method train: run its cell"),
        ("TwoLayerNet.train = lambda self, *rest: self.trained", "AttributeError"),
    ],
)
def test_bad_training_gets_one_clear_sentence(
    maker: Maker, keys: dict[str, ExerciseKey], code: str, said: str
) -> None:
    """Is a train of the wrong kind told what is asked?"""
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == TRAIN)
    found = verdict(maker, keys, maker.reference.replaced(TRAIN, f"{answer}\n\n{code}"), TRAIN)
    assert found.points <= 1 and any(said in text for text in (found.message, *found.more))


Z_HANDED_OUT = (
    "hidden = X @ W1 + b1\n        return hidden, np.maximum(hidden, 0) @ W2 + b2\n        ### END"
)


@pytest.mark.parametrize(
    ("lines", "points", "said"),
    [
        (Z_HANDED_OUT, 2.5, "the hidden that forward hands out is the one before the ReLU"),
        ("return 2 * X, np.zeros((len(X), 1))\n        ### END", 0, "scores has shape"),
        ("return np.maximum(0, X @ W1 + b1) @ W2 + b2\n        ### END", 0, "one array of shape"),
        ("self.hidden = 0\n        ### END", 0, "None (is a return statement missing?)"),
    ],
)
def test_what_forward_hands_out_is_judged(
    maker: Maker, keys: dict[str, ExerciseKey], lines: str, points: float, said: str
) -> None:
    """Is a forward refused whose hidden layer, or number of things, would harm the gradients?"""
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == FORWARD)
    head, tail = answer.split("### BEGIN SOLUTION\n        ")
    code = head + lines + tail.split("### END")[1]
    found = verdict(maker, keys, maker.reference.replaced(FORWARD, code), FORWARD)
    assert found.points == points and said in found.message


@pytest.mark.parametrize("rate", [1e-3, 0.5])
@pytest.mark.parametrize("names", [("W1",), ("b2",), ("W1", "b1", "W2", "b2")])
def test_gradients_that_step_are_told_whatever_the_step(
    maker: Maker, keys: dict[str, ExerciseKey], rate: float, names: tuple[str, ...]
) -> None:
    """Is a change of any parameter inside ``gradients`` refused, by its name?"""
    code = f"""
kept = TwoLayerNet.gradients
def gradients(self, X, y, hidden, scores, reg):
    grads = kept(self, X, y, hidden, scores, reg)
    for name in {names!r}:
        self.params[name] = self.params[name] - {rate} * grads[name]
    return grads
TwoLayerNet.gradients = gradients
"""
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == GRADIENTS)
    names_then = maker.reference.replaced(GRADIENTS, answer + code)
    found = verdict(maker, keys, names_then, GRADIENTS)
    assert found.points == 4.5 and found.labels == ("steps-inside",)


@pytest.mark.parametrize("slug", [FORWARD, LOSS, GRADIENTS, PREDICT, TRAIN])
def test_a_class_that_lost_its_methods_says_so(
    maker: Maker, keys: dict[str, ExerciseKey], slug: str
) -> None:
    """Does every check say what happened when the first cell of the class was run again?"""
    names = dict(maker.reference.namespace(slug))
    exec(next(c.source for c in maker.source.cells if c.slug == "the-net"), names)
    found = verdict(maker, keys, names, slug)
    assert found.points == 0 and "takes all methods away" in found.message


@pytest.mark.parametrize("seed", range(8))
def test_no_length_of_an_epoch_is_right_by_luck(maker: Maker, seed: int) -> None:
    """Do the runs of every seed tell a fraction that is dropped from one that is rounded?"""
    asked = exercise(maker, TRAIN)
    drawn = maker.exercise_key(asked, str(seed)).cases
    sizes = [(len(c.case.inputs["X"]), c.case.inputs["batch_size"]) for c in drawn]
    assert sum(max(1, n // b) != max(1, round(n / b)) for n, b in sizes) >= 2
    assert sum(-(-n // b) != max(1, round(n / b)) for n, b in sizes) >= 2


FIRST_SHIFT = "scores - scores.max(axis=1, keepdims=True)"


@pytest.mark.parametrize("slug", [LOSS, GRADIENTS])
@pytest.mark.parametrize("shift", ["scores.min(axis=1, keepdims=True)", "scores[:, :1]"])
def test_a_shift_that_lets_a_wide_row_overflow_is_refused(
    maker: Maker, keys: dict[str, ExerciseKey], slug: str, shift: str
) -> None:
    """Does only a shift by the row's largest score pass where one row is wide?"""
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == slug)
    code = answer.replace(FIRST_SHIFT, f"scores - {shift}")
    found = verdict(maker, keys, maker.reference.replaced(slug, code), slug)
    assert {a.name for a in found.aspects if not a.passed} == {"stable"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("self.forward(X)", "forward returns two things, hidden and scores"),
        ("net.loss(X)", "inside a method, self is the net. Write self in place of net."),
        ("forward(X)[1]", "Write self.forward in place of forward."),
        ("TwoLayerNet(4, 6, 3).loss(X)", "predict asks nothing of self"),
        ("TwoLayerNet(X.shape[1], 6, 3).loss(X)", "predict asks nothing of self"),
        ("self.lost(X)", "has no attribute 'lost'"),
        ("lost(X)", "name 'lost' is not defined"),
    ],
)
def test_predict_is_told_what_self_is(
    maker: Maker, keys: dict[str, ExerciseKey], line: str, said: str
) -> None:
    """Is a predict that takes another net, or another thing, for its own scores told so?"""
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == PREDICT)
    code = answer.replace("self.loss(X).argmax(axis=1)", f"np.argmax({line}, axis=1)")
    found = verdict(maker, keys, maker.reference.replaced(PREDICT, code), PREDICT)
    assert found.points == 0 and said in found.message
