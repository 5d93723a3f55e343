"""Unit 03: the figures on the page are what the reference functions compute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring.keys import Maker
from autograder.authoring.source import read_source
from autograder.exercises.asking import ask
from autograder.judging.readings import best_verdict
from autograder.layout import find_course

SOURCE = Path(__file__).parents[2] / "solutions" / "03_softmax_classifier.py"
RATE, REG, STEPS = 1.0, 1e-3, 200


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The reference functions of the page and the spiral that it gives."""
    namespace: dict[str, Any] = {"np": np}
    for cell in read_source(SOURCE).cells:
        if cell.role == "exercise" or cell.slug == "spiral":
            exec(cell.source, namespace)
    return namespace


def text_of(*roles: str) -> str:
    """Everything that the cells of these roles say."""
    return "\n".join(c.source for c in read_source(SOURCE).cells if c.role in roles)


def right(W: Any, b: Any, X: Any, y: Any) -> float:
    """Share of right answers."""
    return float(np.mean((X @ W + b).argmax(axis=1) == y))


def train(unit: dict[str, Any], rng: Any, rate: float = RATE, reg: float = REG, **more: Any) -> Any:
    """Weights, losses and share of right answers on the spiral."""
    X, y = unit["spiral"]()
    copies = more.get("copies", 1)
    X, y = np.tile(X, (copies, 1)), np.tile(y, copies)
    steps = more.get("steps", STEPS)
    W, b, losses = unit["train_linear_classifier"](X, y, 3, rate, reg, steps, rng)
    return W, b, losses, right(W, b, X, y)


class FromStart(np.random.Generator):
    """A generator that draws one given array."""

    def __init__(self, start: Any) -> None:
        super().__init__(np.random.PCG64(0))
        self.start = start

    def normal(self, *_: Any, **__: Any) -> Any:
        """The given array, whatever is asked for."""
        return self.start


def loss_at(W: Any, b: Any, X: Any, y: Any, reg: float) -> float:
    """The loss, written independently of the page."""
    total = 0.0
    for x, label in zip(X, y, strict=True):
        scores = x @ W + b
        total -= np.log(np.exp(scores[label]) / np.exp(scores).sum())
    return total / len(y) + reg / 2 * float((W * W).sum())


# -------------------------------------------------------------------------- the spiral


def test_spiral_is_the_published_one(unit: dict[str, Any]) -> None:
    """Has the spiral 3 × 100 points, drawn arm by arm from RandomState(0)?"""
    X, y = unit["spiral"]()
    draw = np.random.RandomState(0)
    assert X.shape == (300, 2) and y.tolist() == [0] * 100 + [1] * 100 + [2] * 100
    for j in range(3):
        r = np.linspace(0.0, 1, 100)
        t = np.linspace(j * 4, (j + 1) * 4, 100) + draw.randn(100) * 0.2
        assert np.allclose(X[100 * j : 100 * j + 100], np.c_[r * np.sin(t), r * np.cos(t)])


def test_published_run_from_the_same_legacy_stream(unit: dict[str, Any]) -> None:
    """Do the first and last loss and the accuracy agree with the published run?"""
    draw = np.random.RandomState(0)
    draw.randn(300)  # the noise of the three arms
    W, b, losses, share = train(unit, FromStart(draw.randn(2, 3)))
    assert losses[0] == pytest.approx(1.09691944, abs=5e-9) and f"{losses[0]:.4f}" == "1.0969"
    assert losses[-1] == pytest.approx(0.78628320, abs=5e-9) and f"{losses[-1]:.4f}" == "0.7863"
    assert f"{share:.2f}" == "0.49"
    X, y = unit["spiral"]()
    assert losses[-1] - 1e-5 < loss_at(W, b, X, y, REG) < losses[-1]


def test_any_draw_starts_near_ln_3_and_ends_alike(unit: dict[str, Any]) -> None:
    """Are first and last loss within the printed spread for a hundred draws?"""
    runs = [train(unit, np.random.default_rng(seed)) for seed in range(100)]
    first, last = (np.array([losses[i] for _, _, losses, _ in runs]) for i in (0, -1))
    assert first.min() > 1.0935 and first.max() < 1.1035 and "(1.094 to 1.103" in text_of("text")
    assert abs(np.median(first) - np.log(3)) < 0.001 and f"{np.log(3):.4f}" == "1.0986"
    assert {f"{loss:.4f}" for loss in last} == {"0.7863"} and np.ptp(last) < 1e-5
    assert {round(share, 4) for *_, share in runs} == {0.4933}


def test_a_generators_spiral_ends_lower(unit: dict[str, Any]) -> None:
    """Does a spiral drawn from a Generator end at 0.75 to 0.78, as the syllabus says?"""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        X, y = np.zeros((300, 2)), np.repeat(np.arange(3), 100)
        for j in range(3):
            r, t = np.linspace(0, 1, 100), np.linspace(4 * j, 4 * j + 4, 100)
            t = t + 0.2 * rng.normal(size=100)
            X[y == j] = np.c_[r * np.sin(t), r * np.cos(t)]
        losses = unit["train_linear_classifier"](X, y, 3, RATE, REG, STEPS, rng)[2]
        assert 0.745 < losses[-1] < 0.785


@pytest.mark.parametrize(("reg", "loss"), [(1e-3, "0.7862"), (0.0, "0.7753")])
def test_neither_more_steps_nor_no_price_helps(unit: dict[str, Any], reg: float, loss: str) -> None:
    """Are the marking guide's losses and shares right? (2 000 steps: nothing moves after.)"""
    W, b, losses, share = train(unit, np.random.default_rng(0), reg=reg, steps=2000)
    assert f"{losses[-1]:.4f}" == loss and f"{share:.0%}" == "49%"
    X, y = unit["spiral"]()
    _, dW, db = unit["linear_classifier_loss"](W, b, X, y, reg)
    assert max(np.abs(dW).max(), np.abs(db).max()) < 1e-6
    assert loss in text_of("question")


def test_a_rate_of_10_swings(unit: dict[str, Any]) -> None:
    """Does the marking guide tell the truth about a larger rate?"""
    *_, losses, share = train(unit, np.random.default_rng(0), rate=10.0)
    assert f"{losses[-1]:.2f}" == "1.01" and f"{share:.0%}" == "55%" and np.ptp(losses[-20:]) > 0


@pytest.mark.parametrize("copies", [1, 4])
def test_a_mean_frees_the_rate_from_n(unit: dict[str, Any], copies: int) -> None:
    """Is the mean's run the same for copied points?"""
    losses = train(unit, np.random.default_rng(0), copies=copies)[2]
    assert f"{losses[0]:.2f}" == "1.10" and f"{losses[-1]:.4f}" == "0.7863"


@pytest.mark.parametrize(
    ("copies", "rate", "settles"), [(1, 0.01, True), (4, 0.01, False), (4, 0.0025, True)]
)
def test_a_sum_needs_a_rate_for_every_n(
    unit: dict[str, Any], copies: int, rate: float, settles: bool
) -> None:
    """Does the sum at rate 0.01 settle for 300 points and not for 1 200, where 0.0025 does?"""
    losses = train(unit, np.random.default_rng(0), rate=rate * 300 * copies, copies=copies)[2]
    if settles:
        assert f"{losses[-1]:.4f}" == "0.7862"
    else:
        assert losses[-20:].max() > losses[0] and losses.max() > 1.3


def test_the_three_clouds_are_parted(unit: dict[str, Any]) -> None:
    """Are all points of the last picture's left panel right, and 49 % of the right one's?"""
    rng = np.random.default_rng(1)
    centres = np.repeat([[-1.0, 0.0], [1.0, 0.0], [0.0, 1.5]], 60, axis=0)
    X, y = centres + 0.3 * rng.normal(size=(180, 2)), np.repeat([0, 1, 2], 60)
    W, b, _ = unit["train_linear_classifier"](X, y, 3, RATE, REG, STEPS, rng)
    assert right(W, b, X, y) == 1.0
    assert f"{train(unit, rng)[3]:.0%}" == "49%"


# ------------------------------------------------------------------ the worked examples


def test_the_table_by_hand(unit: dict[str, Any]) -> None:
    """Are p, p - onehot and the loss of the table in section 3 right?"""
    scores = np.array([[1.0, 2.0, 4.0]])
    probs = unit["softmax"](scores)
    assert [f"{p:.3f}" for p in probs[0]] == ["0.042", "0.114", "0.844"]
    loss, gradient = unit["softmax_loss_naive"](scores, np.ones((1, 1)), np.array([1]), 0.0)
    assert [f"{g:.3f}" for g in gradient[0]] == ["0.042", "-0.886", "0.844"]
    assert f"{loss:.3f}" == "2.170" and f"{np.log(np.exp(scores).sum()):.3f}" == "4.170"


def test_the_matrix_product_by_hand() -> None:
    """Is the product of section 4 the one in its comment?"""
    X, dscores = np.array([[1.0, 2], [3, 4]]), np.array([[0.5, -0.5, 0], [0, 1, -1]])
    assert (X.T @ dscores).tolist() == [[0.5, 2.5, -3], [1, 3, -4]]


def test_shifting_changes_no_probability_and_doubling_does(unit: dict[str, Any]) -> None:
    """Is the slider's lesson true?"""
    scores = np.array([[1.0, 2.0, 4.0]])
    assert np.allclose(unit["softmax"](scores + 3), unit["softmax"](scores), atol=1e-15)
    assert unit["softmax"](2 * scores)[0, 2] > 0.97


def test_both_versions_agree_far_below_rounding_of_the_page(unit: dict[str, Any]) -> None:
    """Do loops and no loops give the same numbers?"""
    rng = np.random.default_rng(3)
    W, X, y = rng.normal(size=(6, 4)), rng.normal(size=(50, 6)), rng.integers(0, 4, 50)
    one, other = (unit[f"softmax_loss_{v}"](W, X, y, 0.3) for v in ("naive", "vectorized"))
    assert one[0] == pytest.approx(other[0], rel=1e-14)
    assert np.abs(one[1] - other[1]).max() < 1e-15


@pytest.mark.parametrize("offsets", [1000.0, np.array([[-5000.0], [5000.0]])])
def test_softmax_is_exact_far_from_zero(unit: dict[str, Any], offsets: Any) -> None:
    """Are probabilities exact to 1e-12 near 1 000, and for rows 10 000 apart?"""
    near = np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]])
    want = np.exp(near) / np.exp(near).sum(axis=1, keepdims=True)
    assert np.abs(unit["softmax"](near + offsets) - want).max() <= 1e-12


def test_the_loop_called_by_the_version_without_loops_costs_a_note() -> None:
    """Is full marks with a note what a vectorized version gets that calls the naive one?"""
    maker = Maker.of(find_course(Path(__file__)), "03_softmax_classifier")
    asked = maker.unit.exercise("softmax-loss-vectorized")
    key, names = maker.exercise_key(asked, "note"), maker.reference.namespace(asked.slug)
    plain = best_verdict(asked, key, lambda inputs: ask(asked, names, inputs))
    assert plain.passed and not plain.notes
    lazy = dict(names)
    exec("def softmax_loss_vectorized(*a):\n    return softmax_loss_naive(*a)", lazy)
    found = best_verdict(asked, key, lambda inputs: ask(asked, lazy, inputs))
    assert found.passed and any("the loop is still there" in note for note in found.notes)
