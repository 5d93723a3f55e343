"""Unit 01: the figures on the page are what the reference functions compute.

Published figures are compared at the precision they were printed with; our own
values are pinned to seven significant digits.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring.source import read_source
from autograder.exercises import load_unit
from autograder.exercises.asking import ask

SOURCE = Path(__file__).parents[2] / "solutions" / "01_linear_regression.py"
RAW_WEIGHTS, BIAS = np.full(2, 0.5), 0.5


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The reference functions and the given ones of the page, and its data."""
    namespace: dict[str, Any] = {"np": np}
    for cell in read_source(SOURCE).cells:
        if cell.role == "exercise" or cell.slug == "standardize":
            exec(cell.source, namespace)
    x = np.arange(1.0, 6.0)
    namespace |= {"x": x, "y": x**2, "X": namespace["quadratic_features"](x)}
    return namespace


def near(value: float) -> Any:
    """Equal to seven significant digits."""
    return pytest.approx(value, rel=5e-8)


def printed(value: float, text: str) -> bool:
    """Whether a value, printed with as many digits as ``text`` has, is ``text``."""
    return f"{value:.{len(text.split('.')[1])}f}" == text


def run(unit: dict[str, Any], X: Any, y: Any, rate: float, steps: int) -> Any:
    """Weights, bias and losses of a run from weights and bias 0.5."""
    return unit["gradient_descent"](X, y, RAW_WEIGHTS, BIAS, rate, steps)


def hessian(X: Any) -> Any:
    """Second derivatives of the mean squared error, written independently of the page."""
    rows = [np.append(row, 1.0) for row in X]
    return 2 * sum(np.outer(row, row) for row in rows) / len(rows)


def standardised(unit: dict[str, Any], ddof: int) -> tuple[Any, Any]:
    """The standardised features and target."""
    return unit["standardize"](unit["X"], ddof)[0], unit["standardize"](unit["y"], ddof)[0]


# ---------------------------------------------------------------------- raw features


def test_raw_features_explode_as_published(unit: dict[str, Any]) -> None:
    """Are first loss, first step and the losses at iterations 10 and 20 the published ones?"""
    w, b, _ = run(unit, unit["X"], unit["y"], 0.01, 1)
    assert (b, *w) == (near(0.57), near(0.81), near(1.898))
    _, _, losses = run(unit, unit["X"], unit["y"], 0.01, 21)
    assert losses[0] == near(25.45)
    assert losses[10] == near(2.104146851e11) and f"{losses[10]:.3e}" == "2.104e+11"
    assert losses[20] == near(1.782080839e21) and f"{losses[20]:.3e}" == "1.782e+21"


def test_curvature_of_the_raw_loss(unit: dict[str, Any]) -> None:
    """Are the largest curvature, the rate it allows and the condition number those of the page?"""
    curvatures = np.linalg.eigvalsh(hessian(unit["X"]))
    assert curvatures[-1] == near(413.6119247) and printed(curvatures[-1], "413.61")
    rate = unit["largest_stable_learning_rate"](unit["X"])
    assert rate == near(0.004835450530) and printed(rate, "0.004835")
    assert curvatures[-1] / curvatures[0] == near(7377.649732)
    assert round(curvatures[-1] / curvatures[0]) == 7378
    assert np.diag(hessian(unit["X"])) == pytest.approx([22.0, 391.6, 2.0])


@pytest.mark.parametrize(("rate", "falls"), [(0.0048, True), (0.0049, False)])
def test_the_limit_parts_falling_from_climbing(
    unit: dict[str, Any], rate: float, falls: bool
) -> None:
    """Does the loss fall below the limit and climb above it, as the picture shows?"""
    _, _, losses = run(unit, unit["X"], unit["y"], rate, 201)
    assert bool(losses[-1] < losses[0]) is falls


def test_twice_the_data(unit: dict[str, Any]) -> None:
    """Does the marking guide of question 1 state true rates for a mean and for a sum?"""
    once, twice = unit["X"], np.vstack([unit["X"], unit["X"]])
    rate = unit["largest_stable_learning_rate"]
    assert rate(twice) == near(rate(once))
    assert printed(rate(once) / len(once), "0.000967")
    assert printed(rate(twice) / len(twice), "0.000484")


# ------------------------------------------------------------- which rate made the table


TABLE = {
    0: ("0.49954653", "0.5004535", "0.257558"),
    10: ("0.49503425", "0.5049657", "0.079949"),
    20: ("0.49056274", "0.50943726", "0.028329"),
}


@pytest.mark.parametrize("iteration", TABLE)
def test_rate_003_made_the_table(unit: dict[str, Any], iteration: int) -> None:
    """Does rate 0.03 give each row, to one step between neighbouring float32 numbers?"""
    w, _, losses = run(unit, *standardised(unit, 1), 0.03, iteration + 1)
    first, second, loss = TABLE[iteration]
    assert np.abs(w - [float(first), float(second)]).max() <= np.spacing(np.float32(0.5))
    assert printed(losses[-1], loss)
    exact = {0: 0.2575580359, 10: 0.07994867366, 20: 0.02832904304}
    assert losses[-1] == near(exact[iteration])


def test_row_0_alone_gives_the_rate(unit: dict[str, Any]) -> None:
    """Is step ÷ gradient 0.03, and the gradient the one in the marking guide?"""
    Z, t = standardised(unit, 1)
    _, dw, _ = unit["mse_loss"](RAW_WEIGHTS, BIAS, Z, t)
    assert dw[0] == near(0.01511607180) and printed(dw[0], "0.0151161")
    assert printed((0.5 - 0.49954653) / dw[0], "0.0300")
    assert printed((0.5 - 0.5004535) / dw[1], "0.0300")


def test_rate_002_would_give_another_table(unit: dict[str, Any]) -> None:
    """What would the rate beside the table have given?"""
    _, _, losses = run(unit, *standardised(unit, 1), 0.02, 21)
    assert losses[10] == near(0.1179677692) and losses[20] == near(0.05621891614)
    assert printed(losses[10], "0.117968") and printed(losses[20], "0.056219")


def test_the_table_used_ddof_1(unit: dict[str, Any]) -> None:
    """Where would the population's standard deviation have started?"""
    _, _, losses = run(unit, *standardised(unit, 0), 0.03, 1)
    assert losses[0] == near(0.2594475449) and printed(losses[0], "0.259448")


# ------------------------------------------------------------------------ after the cure


@pytest.mark.parametrize(("ddof", "limit"), [(0, 0.5047688261), (1, 0.6309610327)])
def test_standardised_curvature(unit: dict[str, Any], ddof: int, limit: float) -> None:
    """Is the condition number 105 with either standard deviation?"""
    Z, _ = standardised(unit, ddof)
    curvatures = np.linalg.eigvalsh(hessian(Z))
    assert curvatures[-1] / curvatures[0] == near(104.8476052)
    assert round(curvatures[-1] / curvatures[0]) == 105
    assert unit["largest_stable_learning_rate"](Z) == near(limit)
    assert np.diag(hessian(Z)) == pytest.approx(2 * np.array([(5 - ddof) / 5] * 2 + [1.0]))


def test_page_standardises_like_scikit_learn(unit: dict[str, Any]) -> None:
    """Does the given function divide by N unless told otherwise, as the text says?"""
    Z, mean, std = unit["standardize"](unit["X"])
    assert mean.tolist() == [3.0, 11.0] and std == pytest.approx([np.sqrt(2), np.sqrt(74.8)])
    assert np.allclose(Z, standardised(unit, 0)[0])


def fitted(unit: dict[str, Any], rate: float, ddof: int = 0) -> Any:
    """Coefficients and intercept in original units after 1 000 steps."""
    Z, x_mean, x_std = unit["standardize"](unit["X"], ddof)
    t, y_mean, y_std = unit["standardize"](unit["y"], ddof)
    w, b, _ = run(unit, Z, t, rate, 1000)
    return unit["to_original_units"](w, b, x_mean, x_std, y_mean, y_std)


def test_thousand_steps_are_not_enough_at_rate_01(unit: dict[str, Any]) -> None:
    """Do 1 000 steps at rate 0.1 give 0.07 x + 0.989 x² (ddof=0; ddof=1 is slower)?"""
    coefficients, intercept = fitted(unit, 0.1)
    assert tuple(coefficients) == (near(0.06935699259), near(0.9886589190))
    assert intercept == near(-0.08331908679)
    assert printed(coefficients[0], "0.07") and printed(coefficients[1], "0.989")
    slower, _ = fitted(unit, 0.1, ddof=1)
    assert printed(slower[0], "0.148") and printed(slower[1], "0.976")


def test_what_is_left_after_thousand_steps(unit: dict[str, Any]) -> None:
    """Do flattest curvature, factor a step and what is left agree with the text?"""
    flattest = np.linalg.eigvalsh(hessian(standardised(unit, 0)[0]))[0]
    assert printed(flattest, "0.0378") and printed(1 - 0.1 * flattest, "0.99622")
    assert printed(100 * (1 - 0.1 * flattest) ** 1000, "2.3")


def test_the_reward_is_the_parabola(unit: dict[str, Any]) -> None:
    """Does 0.9 of the largest stable rate land on x² in the same 1 000 steps?"""
    rate = 0.9 * unit["largest_stable_learning_rate"](standardised(unit, 0)[0])
    coefficients, intercept = fitted(unit, rate)
    assert np.abs(coefficients - [0, 1]).max() < 1e-6 and abs(intercept) < 1e-6
    assert np.polyfit(unit["x"], unit["y"], 2) == pytest.approx([1, 0, 0], abs=1e-9)


@pytest.mark.parametrize(("name", "distance"), [("raw", "0.27"), ("standardised", "0.02")])
def test_where_the_two_paths_stand_after_200_steps(
    unit: dict[str, Any], name: str, distance: str
) -> None:
    """How far from the lowest point are the two paths of the picture?"""
    raw = unit["X"], unit["y"]
    X, y = raw if name == "raw" else standardised(unit, 0)
    rate = 0.9 * unit["largest_stable_learning_rate"](X)
    w, _, _ = unit["gradient_descent"](X, y, np.ones(2), 0.5, rate, 200)
    assert printed(float(np.linalg.norm(w - [0, 1])), distance)


# ------------------------------------------------------------------ the worked examples


def test_the_table_by_hand(unit: dict[str, Any]) -> None:
    """Are the loss and the gradient of the table in section 2 right?"""
    X, y = np.array([[1.0], [3.0]]), np.array([4.0, 1.0])
    loss, dw, db = unit["mse_loss"](np.array([1.0]), 2.0, X, y)
    assert (loss, dw.tolist(), db) == (8.5, [11.0], 3.0)


def test_two_steps_on_the_table(unit: dict[str, Any]) -> None:
    """Are the two steps that a card of gradient-descent tells right?"""
    X, y = np.array([[1.0], [3.0]]), np.array([4.0, 1.0])
    told = [unit["gradient_descent"](X, y, np.array([1.0]), 2.0, 0.1, k) for k in (1, 2)]
    assert [w.tolist()[0] for w, _, _ in told] == pytest.approx([-0.1, 0.02])
    assert [b for _, b, _ in told] == pytest.approx([1.7, 1.9])
    assert told[1][2] == pytest.approx([8.5, 2.96])


def test_the_small_hessian(unit: dict[str, Any]) -> None:
    """Are the Hessian, its curvatures and the limit in section 4 right?"""
    X = np.array([[1.0], [1.0], [3.0], [3.0]])
    assert hessian(X).tolist() == [[10.0, 4.0], [4.0, 2.0]]
    assert printed(unit["largest_stable_learning_rate"](X), "0.1716")
    assert np.linalg.eigvalsh(hessian(X)) == pytest.approx([0.343, 11.657], abs=5e-4)
    steep = np.linalg.eigh(hessian(X))[1][:, 1]
    assert hessian(X) @ steep / steep == pytest.approx([11.657] * 2, abs=5e-4)


def test_the_units_by_hand(unit: dict[str, Any]) -> None:
    """Are coefficient and intercept in section 6 right?"""
    one = np.array([1.0])
    coefficients, intercept = unit["to_original_units"](2 * one, 0.5, 10 * one, 5 * one, 100, 20)
    assert (coefficients.tolist(), float(intercept)) == ([8.0], 30.0)
    mean, std = np.array([10.0, 4.0]), np.array([5.0, 2.0])
    told = unit["to_original_units"](np.array([2.0, 1.0]), 0.5, mean, std, 100, 20)
    assert (told[0].tolist(), float(told[1])) == ([8.0, 10.0], -10.0)


def test_descent_hands_its_data_on_as_they_came() -> None:
    """Is a y that has become a column refused, where the check's own bowl would not mind?"""
    exercise = next(e for e in load_unit(SOURCE.stem).exercises if e.slug == "gradient-descent")
    names: dict[str, Any] = {"np": np}
    exec(
        "def gradient_descent(X, y, w, b, learning_rate, steps):\n"
        "    loss, dw, db = mse_loss(w, b, X, y[:, None])\n"
        "    return w - learning_rate * dw, b - learning_rate * db, [loss] * steps\n",
        names,
    )
    asked = [case.inputs for case in exercise.cases(np.random.default_rng(0))]
    failures = [reply.failure for reply in ask(exercise, names, asked)]
    assert all(f is not None and "as they came in" in f.message for f in failures)
