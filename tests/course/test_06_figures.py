"""Unit 06: the figures on the page are what the reference layers compute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

from autograder.authoring.source import read_source
from autograder.exercises import load_unit
from autograder.exercises.asking import ask
from autograder.student import plots

SOURCE = Path(__file__).parents[2] / "solutions" / "06_modular_layers.py"
POINTS = np.array([(2, 1), (2, 2), (5, 4), (4, 5), (2, 3), (3, 2), (6, 5), (4, 1), (6, 3), (7, 4)])
LABELS = np.array([0, 0, 1, 1, 0, 0, 1, 0, 1, 1])
NEW = np.array([(0, 0), (0, 4), (8, 6), (10, 10)])


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The reference layers of the page and its training loop."""
    namespace: dict[str, Any] = {"np": np}
    for cell in read_source(SOURCE).cells:
        if cell.role == "exercise" or cell.slug == "training":
            exec(cell.source, namespace)
    return namespace


def probabilities(scores: Any) -> Any:
    """Softmax, written independently of the page."""
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


# ------------------------------------------------------------------------- ten points


def test_ten_points_end_as_published(unit: dict[str, Any]) -> None:
    """Does one linear layer end near loss 0.10 with the four published predictions?"""
    ends, found = [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        net = unit["Sequential"]([unit["Linear"](2, 2, rng)])
        unit["from_zero_to_one"](net, rng)
        assert all(((a >= 0) & (a < 1)).all() for a in (net.layers[0].W, net.layers[0].b))
        ends.append(unit["fit"](net, POINTS, LABELS, 0.1, 500)[-1])
        found.append(probabilities(net.forward(NEW)))
        assert (net.forward(POINTS).argmax(axis=1) == LABELS).all()
    probs = np.array(found)
    assert 0.097 < min(ends) < 0.098 and 0.105 < max(ends) < 0.107
    assert 0.098 < np.median(ends) < 0.105
    assert (probs.argmax(axis=2) == [0, 0, 1, 1]).all()
    assert [f"{p:.3f}" for p in np.median(probs[:, [0, 2, 3], [0, 1, 1]], axis=0)] == [
        "0.998",
        "0.999",
        "1.000",
    ]
    assert probs[:, 1, 0].min() > 0.88 and probs[:, 1, 0].max() < 0.9


# ----------------------------------------------------------------------------- digits


def on_digits(unit: dict[str, Any], seed: int, uniform: bool, rate: float = 0.5) -> Any:
    """Test accuracy and losses of the net of three layers."""
    X, y = load_digits(return_X_y=True)
    rng = np.random.default_rng(seed)
    test, learn = np.split(rng.permutation(len(y)), [360])
    Linear, ReLU = unit["Linear"], unit["ReLU"]
    layers = [Linear(64, 64, rng), ReLU(), Linear(64, 32, rng), ReLU(), Linear(32, 10, rng)]
    net = unit["Sequential"](layers)
    if uniform:
        unit["from_zero_to_one"](net, rng)
    losses = unit["fit"](net, X[learn] / 16, y[learn], rate, 600, batch=100, rng=rng)
    right = float(np.mean(net.forward(X[test] / 16).argmax(axis=1) == y[test]))
    awake = [layer.mask.any() for layer in layers if isinstance(layer, ReLU)]
    return right, losses, awake


@pytest.mark.parametrize("seed", range(5))
def test_digits_from_glorot(unit: dict[str, Any], seed: int) -> None:
    """Does the net read at least 0.94 of the test set (0.96 to 0.98 on the page)?"""
    right, losses, _ = on_digits(unit, seed, uniform=False)
    assert right >= 0.94 and 0.96 <= round(right, 2) <= 0.98
    assert losses[-1] < 0.05


@pytest.mark.parametrize("seed", range(4))
def test_digits_from_zero_to_one_stay_at_chance(unit: dict[str, Any], seed: int) -> None:
    """Does the net from uniform [0, 1) die, and its loss come to rest at ln 10?"""
    right, losses, awake = on_digits(unit, seed, uniform=True)
    assert 0.08 <= right <= 0.12 and 800 < losses[0] < 1300 and 3e4 < losses[1] < 1e5
    assert losses[-1] == pytest.approx(np.log(10), abs=0.02)
    assert not all(awake)


# ----------------------------------------------------------------- the worked examples


def test_the_linear_layer_by_hand(unit: dict[str, Any]) -> None:
    """Are out, dx, dW and db of section 1 right?"""
    layer = unit["Linear"](2, 3, np.random.default_rng(0))
    layer.W = np.array([[1.0, 2, 3], [4, 5, 6]])
    assert layer.forward(np.array([[1.0, 2]])).tolist() == [[9, 12, 15]]
    assert layer.backward(np.array([[1.0, 0, -1]])).tolist() == [[-2, -2]]
    assert layer.dW.tolist() == [[1, 0, -1], [2, 0, -2]] and layer.db.tolist() == [1, 0, -1]


def test_relu_by_hand(unit: dict[str, Any]) -> None:
    """Are out and dx of section 2 right?"""
    layer = unit["ReLU"]()
    assert layer.forward(np.array([[3.0, -3]])).tolist() == [[3, 0]]
    assert layer.backward(np.array([[-4.0, 8]])).tolist() == [[-4, 0]]


def test_jacobian_and_the_pair_by_hand(unit: dict[str, Any]) -> None:
    """Are the table of section 3, the numbers of section 4 and their product right?"""
    softmax, loss = unit["Softmax"](), unit["CrossEntropy"]()
    probs = softmax.forward(np.log([[0.5, 0.3, 0.2]]))
    table = [softmax.backward(row[None, :])[0] for row in np.eye(3)]
    assert np.allclose(table, [[0.25, -0.15, -0.1], [-0.15, 0.21, -0.06], [-0.1, -0.06, 0.16]])
    assert f"{loss.forward(probs, np.array([1])):.3f}" == "1.204"
    dprobs = loss.backward()
    assert [f"{d:.2f}" for d in dprobs[0]] == ["0.00", "-3.33", "0.00"]
    assert np.allclose(softmax.backward(dprobs), [[0.5, -0.7, 0.2]])


def test_two_parts_equal_one_where_nothing_underflows(unit: dict[str, Any]) -> None:
    """Are loss and gradient the same numbers from two parts and from one?"""
    rng = np.random.default_rng(2)
    scores, y = rng.normal(size=(6, 4)), rng.integers(0, 4, 6)
    softmax, two, one = unit["Softmax"](), unit["CrossEntropy"](), unit["SoftmaxCrossEntropy"]()
    assert two.forward(softmax.forward(scores), y) == pytest.approx(one.forward(scores, y), 1e-14)
    assert np.abs(softmax.backward(two.backward()) - one.backward()).max() < 1e-15


@pytest.mark.parametrize(("gap", "finite"), [(30.0, True), (700.0, True), (800.0, False)])
def test_two_parts_lose_a_row_that_is_sure_and_wrong(
    unit: dict[str, Any], gap: float, finite: bool
) -> None:
    """Do the two parts fail at 800 alone, and does the one push with full strength?"""
    scores, y = np.array([[1.0, 2.0, 4.0], [0.0, gap, 0.0]]), np.array([1, 0])
    softmax, two, one = unit["Softmax"](), unit["CrossEntropy"](), unit["SoftmaxCrossEntropy"]()
    with np.errstate(all="ignore"):
        loss = two.forward(softmax.forward(scores), y)
        parts = softmax.backward(two.backward())
    assert np.isfinite(loss) == finite and np.isfinite(parts[1]).all() == finite
    assert one.forward(scores, y) == pytest.approx((2.1698 + gap) / 2, abs=1e-3)
    assert one.backward()[1].round(3).tolist() == [-0.5, 0.5, 0]


def test_doubling_the_scores_flattens_the_jacobian(unit: dict[str, Any]) -> None:
    """Is the slider's lesson true, and is the picture found by nudging?"""
    calm, sure = (plots.jacobians(unit["Softmax"], (f,)).figure.axes[0] for f in (1.0, 6.0))
    largest = [max(abs(float(t.get_text())) for t in ax.texts) for ax in (calm, sure)]
    assert largest[0] == pytest.approx(0.132, abs=1e-3) and largest[1] == 0


def test_batches_of_64_let_the_classic_slip_pass(unit: dict[str, Any]) -> None:
    """Does a backward that returns dW run where N = D = C, as the marking guide says?"""

    class Slipped(unit["Linear"]):  # type: ignore[misc]
        def backward(self, dout: Any) -> Any:
            super().backward(dout)
            return self.dW

    rng = np.random.default_rng(0)
    for n, runs in ((64, True), (100, False)):
        parts = [unit["Linear"](64, 64, rng), unit["ReLU"](), Slipped(64, 64, rng)]
        net = unit["Sequential"](parts)
        net.forward(rng.normal(size=(n, 64)))
        if runs:
            net.backward(rng.normal(size=(n, 64)))
        else:
            with pytest.raises(ValueError, match="broadcast"):
                net.backward(rng.normal(size=(n, 64)))


def test_a_backward_that_walks_is_told_so(unit: dict[str, Any]) -> None:
    """Does the check say it where backward changes the weights?"""

    class Walking(unit["Linear"]):  # type: ignore[misc]
        def backward(self, dout: Any) -> Any:
            dx = super().backward(dout)
            self.W = self.W - 0.01 * self.dW
            return dx

    exercise = load_unit("06_modular_layers").exercise("linear-layer")
    case = exercise.cases(np.random.default_rng(0))[0]
    (reply,) = ask(exercise, {"Linear": Walking}, [case.inputs])
    assert reply.failure is not None and "backward changed W" in reply.failure.message


# --------------------------------------------------------------------------- pictures


def test_pictures_say_what_they_show(unit: dict[str, Any]) -> None:
    """Do the words of the pictures hold the shapes, the probabilities and the slips?"""
    rng = np.random.default_rng(0)
    parts = [unit["Linear"](4, 6, rng), unit["ReLU"](), unit["Linear"](6, 3, rng)]
    drawn = plots.relay(parts, rng.normal(size=(5, 4)), rng.normal(size=(5, 3)))
    assert "forward go (5, 4) then (5, 6) then (5, 6) then (5, 3)" in drawn.alt.lower()
    assert "ReLU keeps no gradient" in drawn.alt and "dW (4, 6), db (6,)" in drawn.alt
    read = plots.readings(np.zeros((3, 8, 8)), [1, 2, 3], [1, 5, 3])
    assert read.alt == "2 of 3 digits are read rightly: a 5 read as 2."
    for picture in (drawn, read, plots.jacobians(unit["Softmax"], (1.0, 4.0))):
        assert picture.figure.get_size_inches()[0] * 96 <= 1000 and len(picture.png()) < 80_000
