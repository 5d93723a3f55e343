"""Unit 09: the figures on the page are what the reference functions compute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.datasets import load_digits

from autograder.authoring.source import read_source
from autograder.exercises import load_unit
from autograder.exercises.asking import ask

SOURCE = Path(__file__).parents[2] / "solutions" / "09_conjugate_gradient.py"
LAYERS, EPSILON, REG = (64, 25, 10), 0.12, 1.0
LENGTH = 64 * 25 + 25 + 25 * 10 + 10


def namespace(*roles: str) -> dict[str, Any]:
    """What the given cells and those of these roles define, in the order of the page."""
    found: dict[str, Any] = {"np": np, "minimize": minimize}
    for cell in read_source(SOURCE).cells:
        if cell.role in ("given", *roles) and cell.slug != "setup":
            exec(cell.source, found)
    return found


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The reference functions of the page."""
    return namespace("exercise")


@pytest.fixture(scope="module")
def reported() -> Any:
    """The net as the report has it, with both bugs."""
    return namespace("exercise", "starter")["ReportedNet"]


@pytest.fixture(scope="module")
def digits() -> tuple[Any, Any]:
    """Images with pixels from 0 to 1, and labels."""
    X, y = load_digits(return_X_y=True)
    return X / 16, y


def text_of(*roles: str) -> str:
    """Everything that the cells of these roles say, on one line."""
    cells = (c.source for c in read_source(SOURCE).cells if c.role in roles)
    return " ".join(" ".join(cells).replace("#", " ").split())


def start(unit: dict[str, Any], seed: int) -> Any:
    """A start as the page draws it."""
    return unit["random_init"](LAYERS, EPSILON, np.random.default_rng(seed))


def independent_cost(theta: Any, X: Any, y: Any, reg: float) -> float:
    """The cost, written independently of the page: from probabilities, by hand-cut weights."""
    W1, b1 = theta[:1600].reshape(64, 25), theta[1600:1625]
    W2, b2 = theta[1625:1875].reshape(25, 10), theta[1875:]
    a = 1 / (1 + np.exp(-(X @ W1 + b1)))
    p = 1 / (1 + np.exp(-(a @ W2 + b2)))
    right = y[:, None] == np.arange(10)
    data = -np.log(np.where(right, p, 1 - p)).sum() / len(y)
    return float(data + reg / (2 * len(y)) * ((W1**2).sum() + (W2**2).sum()))


# ------------------------------------------------------------------------ start and cost


def test_theta_has_1885_numbers(unit: dict[str, Any]) -> None:
    """Does theta hold as many numbers as the page says, and come back as it went in?"""
    theta = start(unit, 0)
    assert theta.shape == (LENGTH,) == (1885,) and "1 885 draws" in text_of("text")
    assert np.array_equal(unit["pack"](unit["unpack"](theta, unit["shapes_of"](LAYERS))), theta)


def test_cost_is_the_published_one(unit: dict[str, Any], digits: Any) -> None:
    """Does the cost agree with one written from probabilities, price divided by 2N included?"""
    for reg in (0.0, 1.0, 500.0):
        theta = 3 * start(unit, 1)
        want = independent_cost(theta, *digits, reg)
        assert unit["network_cost"](theta, LAYERS, *digits, reg)[0] == pytest.approx(
            want, rel=1e-12
        )


def test_first_cost_lies_between_6_4_and_7_7(unit: dict[str, Any], digits: Any) -> None:
    """Is the cost at the start within the printed spread for a hundred draws?"""
    costs = [unit["network_cost"](start(unit, s), LAYERS, *digits, REG)[0] for s in range(100)]
    assert min(costs) > 6.4 and max(costs) < 7.7 and "6.4 to 7.7" in text_of("text")
    assert max(costs) - min(costs) > 0.7
    assert f"{unit['network_cost'](np.zeros(1885), LAYERS, *digits, REG)[0]:.4f}" == "6.9315"


def test_a_question_by_hand(unit: dict[str, Any]) -> None:
    """Are costs and slopes of the scores (0, 2) right?"""
    scores = np.array([0.0, 2.0])
    costs = unit["softplus"](scores) - np.array([0, 1]) * scores
    slopes = unit["logistic"](scores) - np.array([0, 1])
    assert [f"{c:.3f}" for c in costs] == ["0.693", "0.127"]
    assert [f"{s:.3f}" for s in slopes] == ["0.500", "-0.119"]


def test_softplus_and_logistic_take_any_number(unit: dict[str, Any]) -> None:
    """Are both exact and without a warning far from 0?"""
    far = np.array([-1000.0, 0.0, 1000.0])
    assert unit["softplus"](far).tolist() == [0.0, np.log(2), 1000.0]
    assert unit["logistic"](far).tolist() == [0.0, 0.5, 1.0]


# ----------------------------------------------------------------------------- training


def test_accuracies_after_20_50_and_100_iterations(unit: dict[str, Any], digits: Any) -> None:
    """Are the accuracies within the printed spreads?"""
    spreads = {20: (0.94, 0.975), 50: (0.98, 0.993), 100: (0.99, 0.997)}
    said = text_of("text")
    for iterations, (low, high) in spreads.items():
        assert f"{low:g} to {high:g}" in said
        theta = unit["train"](start(unit, 0), LAYERS, *digits, REG, iterations)
        assert low <= unit["accuracy"](theta, LAYERS, *digits) <= high


def test_a_price_of_100_wins(unit: dict[str, Any], digits: Any) -> None:
    """Is the cost near 3.25 from 20 iterations on, and the accuracy 0.21 in the end?"""
    for iterations in (20, 50, 100):
        theta = unit["train"](start(unit, 0), LAYERS, *digits, 100.0, iterations)
        cost = unit["network_cost"](theta, LAYERS, *digits, 100.0)[0]
        assert f"{cost:.2f}" == "3.25"
    assert f"{unit['accuracy'](theta, LAYERS, *digits):.2f}" == "0.21"
    assert "cost 3.25" in text_of("text") and "accuracy 0.21" in text_of("text")


def test_a_third_of_normal_draws_leaves_the_lines() -> None:
    """Is a draw beyond one standard deviation as frequent as the page says?"""
    draws = np.random.default_rng(0).normal(0, EPSILON, LENGTH)
    assert np.mean(np.abs(draws) > EPSILON) == pytest.approx(1 / 3, abs=0.03)


@pytest.mark.prove
def test_accuracies_over_many_starts(unit: dict[str, Any], digits: Any) -> None:
    """Are medians and spreads over forty starts those of the syllabus?"""
    found: dict[int, list[float]] = {20: [], 50: [], 100: []}
    for seed in range(40):
        path: list[Any] = []
        begin, cost = start(unit, seed), unit["network_cost"]
        extra, limit = (LAYERS, *digits, REG), {"maxiter": 100}
        keep = lambda xk, path=path: path.append(xk.copy())  # noqa: E731
        minimize(cost, begin, extra, method="CG", jac=True, options=limit, callback=keep)
        for n in found:
            found[n].append(unit["accuracy"](path[n - 1], LAYERS, *digits))
    for n, low, middle, high in (
        (20, 0.94, 0.958, 0.975),
        (50, 0.98, 0.987, 0.993),
        (100, 0.99, 0.994, 0.997),
    ):
        assert low <= min(found[n]) and max(found[n]) <= high
        assert np.median(found[n]) == pytest.approx(middle, abs=0.003)


# ----------------------------------------------------------------------------- the hunt


def test_the_report_is_frozen(reported: Any, digits: Any) -> None:
    """Does the optimiser take 0 iterations, and is the cost the same at every theta?"""
    X, y = digits[0][:100], digits[1][:100]
    net = reported(LAYERS, EPSILON, np.random.default_rng(0))
    begin = net.theta.copy()
    found = minimize(net.cost, begin, (X, y, REG), method="CG", jac=True)
    assert found.nit == 0 and np.array_equal(found.x, begin)
    assert len({net.cost(t, X, y, REG)[0] for t in (begin, 0 * begin, 5 * begin)}) == 1
    assert np.abs(net.cost(begin, X, y, REG)[1]).max() > 0.1
    assert "0 iterations" in text_of("text")


def test_the_bad_draw_doubles_the_start_and_costs_nothing(
    unit: dict[str, Any], reported: Any, digits: Any
) -> None:
    """Is the start near 13 for 7, and the accuracy after 50 iterations as good?"""
    costs = []
    for seed in range(50):
        theta = reported(LAYERS, EPSILON, np.random.default_rng(seed)).theta
        assert 0 <= theta.min() < 0.001 and 0.119 < theta.max() < EPSILON
        costs.append(unit["network_cost"](theta, LAYERS, *digits, REG)[0])
    assert min(costs) > 12.9 and max(costs) < 14.4 and 13.2 < np.median(costs) < 13.8
    assert "13 to 14.4" in text_of("text")
    theta = reported(LAYERS, EPSILON, np.random.default_rng(0)).theta
    trained = unit["train"](theta, LAYERS, *digits, REG, 50)
    assert 0.98 <= unit["accuracy"](trained, LAYERS, *digits) <= 0.993
    assert "13 for 7" in text_of("question")


def test_the_reports_cost_is_right_where_it_stands(
    unit: dict[str, Any], reported: Any, digits: Any
) -> None:
    """Are the report's loop and the vectorised cost the same numbers at the stored weights?"""
    X, y = digits[0][:50], digits[1][:50]
    net = reported(LAYERS, EPSILON, np.random.default_rng(3))
    cost, gradient = net.cost(net.theta, X, y, REG)
    want, slope = unit["network_cost"](net.theta, LAYERS, X, y, REG)
    assert cost == pytest.approx(want, rel=1e-12)
    assert np.abs(gradient - slope).max() < 1e-12


# ------------------------------------------------------------------------------- checks


def asked(unit: dict[str, Any], slug: str, **names: Any) -> Any:
    """The reply of the reference, with other names, on the first case of an exercise."""
    exercise = load_unit("09_conjugate_gradient").exercise(slug)
    case = exercise.cases(np.random.default_rng(0))[0]
    return ask(exercise, {**unit, **names}, [case.inputs])[0]


def test_cost_and_gradient_turned_round_are_told_so(unit: dict[str, Any]) -> None:
    """Does the check name the order of what is returned?"""
    turned = lambda *given: unit["network_cost"](*given)[::-1]  # noqa: E731
    assert "in this order" in asked(unit, "network-cost", network_cost=turned).failure.message


def test_a_gradient_of_another_length_is_no_block(unit: dict[str, Any]) -> None:
    """Are the four arrays left out where the vector cannot be cut?"""
    longer = lambda *given: (unit["network_cost"](*given)[0], np.ones(99))  # noqa: E731
    found = asked(unit, "network-cost", network_cost=longer).values
    assert set(found) == {"cost", "cost at the same theta", "theta_kept"}


@pytest.mark.parametrize(
    ("args", "wrong"),
    [
        ("layer_sizes, X, y, reg", set()),
        ("list(layer_sizes), X.tolist(), y, np.float32(reg)", set()),
        ("X, y, layer_sizes, reg", {"order_handed_on"}),
        ("layer_sizes, X, y, 0.5", {"reg_handed_on"}),
        ("layer_sizes, X + 1, y, reg", {"data_handed_on"}),
    ],
)
def test_what_train_hands_on_is_seen(args: str, wrong: set[str]) -> None:
    """Are the arguments of network_cost compared with those of train, one by one?"""
    names = namespace("exercise")
    exec(
        "def train(theta, layer_sizes, X, y, reg, iterations):\n"
        f"    return theta - 1e-4 * network_cost(theta, {args})[1]",
        names,
    )
    reply = asked(names, "train-cg")
    handed = {n: v.array for n, v in reply.values.items() if n.endswith("_handed_on")}
    assert {name for name, right in handed.items() if not right} == wrong
