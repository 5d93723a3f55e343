"""Unit 04: the figures on the page are what the reference functions compute.

One thread: the matrices are small, and threads that wait for each other on a busy
machine make these runs ten times slower.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from autograder.authoring.keys import Maker
from autograder.authoring.source import read_source
from autograder.exercises.asking import ask
from autograder.judging.readings import best_verdict
from autograder.layout import find_course
from autograder.student.plots.chain import signals

ROOT = Path(__file__).parents[2]
SOURCE = read_source(ROOT / "solutions" / "04_chain_rule.py")
TEXT = " ".join(c.source.replace("\n# ", " ") for c in SOURCE.cells if c.kind == "markdown")
NETS = ("ReLU", "logistic", "slip")


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """As long as this module runs, BLAS uses one thread."""
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The reference functions and the given ones; the starter as ``slipped``."""
    namespace: dict[str, Any] = {"np": np}
    for cell in SOURCE.cells:
        if cell.role == "exercise" or (cell.role == "given" and cell.slug != "setup"):
            exec(cell.source, namespace)
    slipped = dict(namespace)
    exec(next(c.source for c in SOURCE.cells if c.role == "starter"), slipped)
    return {**namespace, "slipped": slipped["logistic_net_gradients"]}


def demo(text: str) -> str:
    """The source of the one demo that holds this text."""
    (found,) = [c.source for c in SOURCE.cells if c.role == "demo" and text in c.source]
    return found


# ------------------------------------------------------------------ the worked examples


def test_the_table_of_the_logistic(unit: dict[str, Any]) -> None:
    """Are the values and slopes in the table of section 1 right, and the steepest 0.25?"""
    z = np.array([-3.0, 0.0, 3.0])
    assert unit["logistic"](z).round(3).tolist() == [0.047, 0.5, 0.953]
    assert unit["logistic_grad"](z).round(3).tolist() == [0.045, 0.25, 0.045]
    for row in ("0.047 | 0.5 | 0.953", "0.045 | 0.25 | 0.045"):
        assert row in TEXT


def test_the_logistic_is_quiet_and_exact_far_from_0(unit: dict[str, Any]) -> None:
    """Is it 0 and 1 at -1000 and 1000, without a warning?"""
    with np.errstate(all="raise", under="ignore"):
        assert unit["logistic"](np.array([-1000.0, 1000.0])).tolist() == [0.0, 1.0]


def test_one_row_by_hand(unit: dict[str, Any]) -> None:
    """Are dW and dX of the example in section 2 right?"""
    dS, W = np.array([[1.0, 0.0, -1.0]]), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    dX, dW, _ = unit["matmul_gradients"](dS, np.array([[1.0, 2.0]]), W)
    assert dW.tolist() == [[1, 0, -1], [2, 0, -2]] and dX.tolist() == [[-2, -2]]


def test_the_nudge_agrees(unit: dict[str, Any]) -> None:
    """Does the demo of section 2 print 2040 twice, as its comment says?"""
    code = demo('print("by hand"')
    tiny = demo("X_tiny =").rsplit("\n", 1)[0]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(f"{tiny}\n{code}", dict(unit))
    by_hand, nudged = (float(word) for word in said.getvalue().split() if word[0].isdigit())
    assert by_hand == 2040.0 and abs(nudged - 2040) < 1e-6 and "# 2040" in code


def test_the_walk_by_hand(unit: dict[str, Any]) -> None:
    """Are loss and gradients of the table in section 3 right?"""
    x, w1 = np.array([[1.0, 2.0]]), np.array([[1.0, -1.0], [1.0, -1.0]])
    w2, y = np.array([[1.0], [2.0]]), np.array([[1.0]])
    loss, dw1, dw2 = unit["two_layer_regression"](x, y, w1, w2)
    assert (loss, dw1.tolist(), dw2.tolist()) == (4, [[4, 0], [8, 0]], [[12], [0]])


def test_fans_2_and_4(unit: dict[str, Any]) -> None:
    """Is the bound 1 for fans 2 and 4?"""
    draws = np.stack([unit["glorot_uniform"](2, 4, np.random.default_rng(s)) for s in range(200)])
    assert draws.shape[1:] == (2, 4) and 0.99 < np.abs(draws).max() <= 1.0


# ---------------------------------------------------------------------- the regression


def regression(unit: dict[str, Any], seed: int, steps: int) -> list[float]:
    """Losses of the random regression 64 × 1000 → 100 → 10 at rate 1e-6."""
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(64, 1000)), rng.normal(size=(64, 10))
    w1, w2, losses = rng.normal(size=(1000, 100)), rng.normal(size=(100, 10)), []
    for _ in range(steps):
        loss, grad_w1, grad_w2 = unit["two_layer_regression"](x, y, w1, w2)
        losses.append(float(loss))
        w1, w2 = w1 - 1e-6 * grad_w1, w2 - 1e-6 * grad_w2
    return losses


def test_regression_starts_high_and_falls(unit: dict[str, Any]) -> None:
    """Does the page's draw start at 2e7 to 4e7, near 640 × 50 000, and fall to 2e2–1.3e3?"""
    losses = regression(unit, 0, 101)
    assert 2e7 <= losses[0] <= 4e7 and 0.6 <= losses[0] / (640 * 50_000) <= 1.3
    assert 2e2 <= losses[100] <= 1.3e3


@pytest.mark.prove
def test_regression_over_draws(unit: dict[str, Any]) -> None:
    """Do nine draws start, stand and end within the published ranges?"""
    runs = np.array([regression(unit, seed, 500) for seed in range(9)])
    assert runs[:, 0].min() >= 2e7 and runs[:, 0].max() <= 4.1e7
    assert runs[:, 100].min() >= 1.9e2 and runs[:, 100].max() <= 1.3e3
    assert runs[:, -1].max() < 1e-3 and 1e-8 < np.median(runs[:, -1]) < 3e-5


# -------------------------------------------------------------------------- the starts


@pytest.mark.parametrize("factor", [0.5, 1.0, 4.0])
def test_starts_fade_hold_or_explode(unit: dict[str, Any], factor: float) -> None:
    """After ten layers, is what is left what the page says of too small, right, too large?"""
    forward, back = signals(unit["glorot_uniform"], unit["matmul_gradients"], factor)
    if factor == 1.0:
        for spread in (forward, back):
            assert spread.max() / spread.min() < 3
    elif factor < 1:
        assert forward[-1] < 1e-3 and back[0] < 2e-3
    else:
        assert forward.min() > 0.85 and back[0] > 30


# ------------------------------------------------------------------------- mean or sum


def split(unit: dict[str, Any], seed: int) -> tuple[Any, list[Any], Any, Any]:
    """A split of the irises, standardised with training statistics, and Glorot's weights."""
    from sklearn.datasets import load_iris

    X, y = load_iris(return_X_y=True)
    rng = np.random.default_rng(seed)
    learn, test = np.split(rng.permutation(150), [120])
    Z = (X - X[learn].mean(axis=0)) / X[learn].std(axis=0)
    draw = unit["glorot_uniform"]
    params = [draw(4, 20, rng), np.zeros(20), draw(20, 3, rng), np.zeros(3)]
    return rng, params, (Z[learn], y[learn]), (Z[test], y[test])


def iris(unit: dict[str, Any], seed: int, rate: float) -> float:
    """Test accuracy on one split after 1000 steps of 16 flowers."""
    rng, params, learn, (Z, y) = split(unit, seed)
    net = unit["relu_net_gradients"]
    params, _ = unit["train_net"](net, params, *learn, rate, 0.0, 1000, 16, rng)
    return float(np.mean(unit["predict_net"](unit["relu"], params, Z) == y))


def test_mean_needs_sixteen_times_the_rate(unit: dict[str, Any]) -> None:
    """Is 0.048 right on 0.96 over ten splits, and 0.003 on fewer than 0.9 (over four of them)?"""
    fast = [iris(unit, seed, 0.048) for seed in range(10)]
    slow = [iris(unit, seed, 0.003) for seed in range(4)]
    assert f"{np.mean(fast):.2f}" == "0.96" and np.mean(slow) < 0.9
    assert min(fast) >= 0.83 and max(fast) <= 1.0


def test_sum_at_0003_is_mean_at_0048(unit: dict[str, Any]) -> None:
    """Does descent on the sum over 16, at rate 0.003, visit the same weights?"""

    def summed(*arguments: Any) -> list[Any]:
        return [len(arguments[5]) * part for part in unit["relu_net_gradients"](*arguments)]

    ends = []
    for net, rate in ((summed, 0.003), (unit["relu_net_gradients"], 0.048)):
        rng, params, learn, _ = split(unit, 0)
        ends.append(unit["train_net"](net, params, *learn, rate, 0.0, 200, 16, rng)[0])
    for one, other in zip(*ends, strict=True):
        assert np.abs(one - other).max() < 1e-9


@pytest.mark.prove
def test_iris_over_forty_splits(unit: dict[str, Any]) -> None:
    """Is test accuracy 0.83 to 1.0 with median 0.97?"""
    found = [iris(unit, seed, 0.048) for seed in range(40)]
    assert min(found) >= 0.83 and max(found) == 1.0 and round(float(np.median(found)), 2) == 0.97


# ------------------------------------------------------------------------- the bug hunt


def test_where_the_slip_takes_its_slope(unit: dict[str, Any]) -> None:
    """Are the slopes in the marking guide right, and ReLU's the same at z and at the activation?"""
    z = np.linspace(-9, 9, 181)[np.arange(181) != 90]
    assert np.array_equal(unit["relu_grad"](z), unit["relu_grad"](unit["relu"](z)))
    slope, logistic = unit["logistic_grad"], unit["logistic"]
    taken = slope(logistic(np.linspace(-40, 40, 999)))
    assert (f"{taken.min():.3f}", f"{taken.max():.2f}") == ("0.197", "0.25")
    at = {z: (float(slope(np.array(z))), float(slope(logistic(np.array(z))))) for z in (0.0, 6.0)}
    assert f"{at[0.0][1]:.3f}" == "0.235" and f"{at[6.0][0]:.4f}" == "0.0025"
    assert f"{at[6.0][1]:.3f}" == "0.197" and round(at[6.0][1] / at[6.0][0]) == 80


def test_nudging_finds_the_two_wrong_gradients(unit: dict[str, Any]) -> None:
    """In the demo, do exactly dW1 and db1 of the slipped logistic net disagree?"""
    for net, wrong in (("relu_net_gradients", set()), ("slipped", {0, 1})):
        names = dict(unit)
        with contextlib.redirect_stdout(io.StringIO()):
            exec(demo("def nudged"), names)
        pairs = [names["nudged"](unit[net], k, 1) for k in range(4)]
        off = {k for k, (hand, nudge) in enumerate(pairs) if abs(hand - nudge) > 1e-3}
        assert off == wrong
        assert all(abs(a - b) < 1e-8 for k, (a, b) in enumerate(pairs) if k not in wrong)


def spiral_run(unit: dict[str, Any], net: str, seed: int, steps: int) -> tuple[float, float]:
    """Share of right answers and loss on the spiral after ``steps`` at rate 1, reg 1e-3."""
    gradients = {
        "ReLU": unit["relu_net_gradients"],
        "logistic": unit["logistic_net_gradients"],
        "slip": unit["slipped"],
    }[net]
    rng, (X, y) = np.random.default_rng(seed), unit["spiral"]()
    params = [0.01 * rng.normal(size=(2, 100)), np.zeros(100)]
    params += [0.01 * rng.normal(size=(100, 3)), np.zeros(3)]
    params, losses = unit["train_net"](gradients, params, X, y, 1.0, 1e-3, steps, None, rng)
    activation = unit["relu" if net == "ReLU" else "logistic"]
    return float(np.mean(unit["predict_net"](activation, params, X) == y)), float(losses[-1])


def test_the_slip_ruins_the_logistic_net_only(unit: dict[str, Any]) -> None:
    """After the page's 3000 steps: ReLU with the slip 98 %, logistic 51 %, repaired 93 %?"""
    right = {net: spiral_run(unit, net, 0, 3000)[0] for net in NETS}
    assert {net: f"{share:.0%}" for net, share in right.items()} == {
        "ReLU": "98%",
        "logistic": "93%",
        "slip": "51%",
    }


@pytest.mark.prove
def test_repair_from_start_to_start(unit: dict[str, Any]) -> None:
    """Is it 85 to 93 % after 3000 steps over eight starts, and 52 % at most with the slip?"""
    right = [spiral_run(unit, "logistic", seed, 3000)[0] for seed in range(8)]
    assert f"{min(right):.0%}" == "85%" and f"{max(right):.0%}" == "93%"
    assert max(spiral_run(unit, "slip", seed, 3000)[0] for seed in range(3)) <= 0.52


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(2))
def test_published_run(unit: dict[str, Any], seed: int) -> None:
    """After 10 000 steps: 90–95 % repaired, 51–57 % with the slip, ReLU 98 % and loss 0.245?"""
    assert 0.9 <= spiral_run(unit, "logistic", seed, 10_000)[0] <= 0.95
    assert 0.5 <= spiral_run(unit, "slip", seed, 10_000)[0] <= 0.57
    right, loss = spiral_run(unit, "ReLU", seed, 10_000)
    assert 0.975 <= right <= 0.99 and 0.24 <= loss <= 0.25


@pytest.mark.prove
def test_five_thousand_steps_show_it_too(unit: dict[str, Any]) -> None:
    """Is it at least 90 % against at most 60 % after 5000 steps?"""
    assert spiral_run(unit, "logistic", 0, 5000)[0] >= 0.90
    assert spiral_run(unit, "slip", 0, 5000)[0] <= 0.60


# -------------------------------------------------------------- one slip, one exercise


@pytest.fixture(scope="module")
def maker() -> Maker:
    """The maker of this unit's keys."""
    return Maker.of(find_course(ROOT), SOURCE.slug)


@pytest.mark.parametrize("slug", ["two-layer-regression", "logistic-net-bug-hunt"])
def test_a_wrong_activation_costs_one_exercise(maker: Maker, slug: str) -> None:
    """With any mistake in the activations, does the net that calls them still earn everything?"""
    exercise, key = maker.unit.exercise(slug), maker.key("public").exercises[slug]
    for mistake in maker.bank.mistakes["activations"]:
        names = maker.reference.mistaken("activations", mistake, slug)
        verdict = best_verdict(exercise, key, lambda x, n=names: ask(exercise, n, x))
        assert verdict.passed, mistake.label


def test_two_of_four_written_earn_their_marks(maker: Maker) -> None:
    """Are relu and its slope paid for while the logistic is still a stub?"""
    slug = "activations"
    exercise, key = maker.unit.exercise(slug), maker.key("public").exercises[slug]

    def stub(z: Any) -> Any:
        raise NotImplementedError("logistic is not written yet")

    names = {**maker.reference.namespace(slug), "logistic": stub, "logistic_grad": stub}
    verdict = best_verdict(exercise, key, lambda inputs: ask(exercise, names, inputs))
    assert verdict.points == 1.5 and verdict.status == "graded"


FAR = "np.where(z >= 0, 1.0, small) / (1 + small)"


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("1 / (1 + np.exp(-z))", ("logistic-overflows",)),
        (
            "np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))",
            ("logistic-overflows",),
        ),
        ("np.exp(z) / (1 + np.exp(z))", ("logistic-becomes-nan",)),
        ("0.5 * (1 + np.tanh(z / 2))", ()),
    ],
)
def test_a_warning_is_told_from_a_wrong_value(
    maker: Maker, form: str, labels: tuple[str, ...]
) -> None:
    """Does a logistic whose values are right get no table of wrong ones?"""
    asked = maker.unit.exercise("activations")
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == "activations")
    names = maker.reference.replaced("activations", answer.replace(FAR, form))
    key = maker.exercise_key(asked, "warnings")
    found = best_verdict(asked, key, lambda inputs: ask(asked, names, inputs))
    assert found.labels == labels and (found.location is None) == (
        labels != ("logistic-becomes-nan",)
    )


def test_a_function_that_returns_nothing_is_told_before_those_that_use_it(maker: Maker) -> None:
    """Is logistic blamed where logistic_grad stops on its None?"""
    asked = maker.unit.exercise("activations")
    answer = next(e.answer.source for e in maker.source.exercises if e.slug == "activations")
    names = maker.reference.replaced(
        "activations", answer.replace(f"return {FAR}", f"print({FAR})")
    )
    key = maker.exercise_key(asked, "none")
    found = best_verdict(asked, key, lambda inputs: ask(asked, names, inputs))
    assert found.message.startswith("logistic returns None: is a return missing?")


# ------------------------------------------------------------------- what costs no marks


@pytest.mark.parametrize("slope", ["z >= 0", "relu(z) / z", "np.heaviside(z, 0.5)"])
def test_the_slope_of_relu_at_0_costs_a_note_and_no_marks(slope: str) -> None:
    """Is the one who takes another slope at 0 told, and the given net still right?"""
    maker = Maker.of(find_course(ROOT), "04_chain_rule")
    asked = maker.unit.exercise("activations")
    names = dict(maker.reference.namespace("activations"))
    exec(f"def relu_grad(z):\n    return {slope}", names)
    key = maker.exercise_key(asked, "note")
    found = best_verdict(asked, key, lambda inputs: ask(asked, names, inputs))
    assert found.passed and any("at 0 take 0" in note for note in found.notes)
    exec(next(c.source for c in SOURCE.cells if c.slug == "nets"), names)
    rng = np.random.default_rng(0)
    params = [2 * rng.normal(size=shape) for shape in ((2, 5), 5, (5, 3), 3)]
    data = rng.normal(size=(7, 2)), rng.integers(0, 3, 7), 0.1
    with np.errstate(all="ignore"):
        dW1 = names["relu_net_gradients"](*params, *data)[1]
        up, down = params[0].copy(), params[0].copy()
        up[0, 1] += 1e-5
        down[0, 1] -= 1e-5
        losses = [names["relu_net_gradients"](p, *params[1:], *data)[0] for p in (up, down)]
    assert dW1[0, 1] == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-5)


def test_a_slip_in_the_two_layers_is_shown_on_the_students_own_relu() -> None:
    """Can the numbers of the card be repeated by name, with no activation of the check's own?"""
    maker = Maker.of(find_course(ROOT), "04_chain_rule")
    for slug in ("two-layer-regression", "logistic-net-bug-hunt"):
        first, other = maker.exercise_key(maker.unit.exercise(slug), "card").readings
        assert not any("bend" in case.case.inputs for case in first.cases)
        assert all("sin(z) in place of your" in case.case.name for case in other.cases)
