"""Unit 05: the figures on the page are what the reference net computes."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring.source import SourceCell, read_source
from autograder.student import plots
from autograder.student.plots.style import Picture

SOURCE = read_source(Path(__file__).parents[2] / "solutions" / "05_two_layer_net.py")
DEMOS = [cell for cell in SOURCE.cells if cell.role == "demo"]
STARTER = next(cell for cell in SOURCE.cells if cell.role == "starter")
TEXT = "\n".join(cell.source for cell in SOURCE.cells if cell.kind == "markdown")


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The reference net and the given code of the page."""
    namespace: dict[str, Any] = {"np": np, "plots": plots}
    for cell in SOURCE.cells:
        if cell.role == "exercise" or cell.slug in ("the-net", "spiral"):
            exec(cell.source, namespace)
    return namespace


def demo(text: str) -> SourceCell:
    """The one demo cell that holds this text."""
    (found,) = [cell for cell in DEMOS if text in cell.source]
    return found


def shown(unit: dict[str, Any], *texts: str) -> tuple[list[str], dict[str, Any]]:
    """What the demos that hold these texts print, and the names they leave."""
    names = dict(unit)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for text in texts:
            exec(demo(text).source, names)
    return out.getvalue().splitlines(), names


def picture(unit: dict[str, Any], *texts: str) -> Picture:
    """The picture that the last of these demos ends with."""
    _, names = shown(unit, *texts)
    drawn: Picture = eval(demo(texts[-1]).source.rstrip().split("\n")[-1], names)
    return drawn


def digits(seed: int, *sizes: int) -> list[Any]:
    """The digits, a random permutation split after ``sizes``: X, y, X, y, …"""
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(seed).permutation(len(labels))
    X, y = np.split(images[order] / 16, sizes), np.split(labels[order], sizes)
    return [part for pair in zip(X, y, strict=True) for part in pair]


def accuracy(
    unit: dict[str, Any], seed: int, sizes: tuple[int, ...], std: float, **settings: float
) -> float:
    """Test accuracy of a net of 100 hidden units after training with these settings."""
    *known, X_test, y_test = digits(seed, *sizes)
    X_val, y_val = known[2:4] or (X_test, y_test)
    net = unit["TwoLayerNet"](64, 100, 10, std, np.random.default_rng(seed))
    net.train(*known[:2], X_val, y_val, **settings)
    return float(np.mean(net.predict(X_test) == y_test))


CHOSEN = {"learning_rate": 0.5, "learning_rate_decay": 0.98, "reg": 1e-3, "batch_size": 100}
PARTED = (1077, 1437)

# ---------------------------------------------------------------------- the net by hand


def test_tent(unit: dict[str, Any]) -> None:
    """Is the score at 1.5 the one worked out by hand, and does it bend at 0, 1 and 2?"""
    _, names = shown(unit, "plots.hinges")
    hidden, score = names["net"].forward(np.array([[1.5]]))
    assert hidden.tolist() == [[1.5, 0.5, 0.0]] and score.tolist() == [[0.5]]
    assert "(0, 0.00), (1, 1.00), (2, 0.00)" in plots.hinges(names["net"]).alt


def test_gradients_by_hand(unit: dict[str, Any]) -> None:
    """Is the table of section 2 right, row by row?"""
    net = unit["TwoLayerNet"](1, 2, 2)
    net.params |= {"W1": np.array([[1.0, -1.0]]), "b1": np.array([0.0, 1.0]), "W2": np.eye(2)}
    X, y = np.array([[2.0]]), np.array([1])
    hidden, scores = net.forward(X)
    grads = net.loss(X, y)[1]
    assert hidden.tolist() == [[2.0, 0.0]] and scores.tolist() == [[2.0, 0.0]]
    assert grads["b2"] == pytest.approx([0.881, -0.881], abs=5e-4)
    assert grads["b1"] == pytest.approx([0.881, 0.0], abs=5e-4)
    assert grads["W1"][0] == pytest.approx([1.762, 0.0], abs=5e-4)
    assert grads["W2"] == pytest.approx(np.array([[1.762, -1.762], [0, 0]]), abs=5e-4)


def test_push_along_a_direction(unit: dict[str, Any]) -> None:
    """Do both ways agree to eight digits, and is the loss of a small start ln 3?"""
    (nudged, by_hand), names = shown(unit, "nudged.append")
    rates = [float(line.split(":")[1]) for line in (nudged, by_hand)]
    assert rates[0] == pytest.approx(rates[1], rel=1e-8)
    small = unit["TwoLayerNet"](4, 6, 3)
    assert small.loss(names["X_few"], names["y_few"])[0] == pytest.approx(np.log(3), abs=1e-6)


def test_best_of_a_hundred_blind_players(unit: dict[str, Any]) -> None:
    """Does the best look twice as good as it is, and is it at a tenth on fresh rows?"""
    (best, fresh), _ = shown(unit, "players")
    assert best.endswith(": 0.22") and float(fresh.split(":")[1]) == pytest.approx(0.1, abs=0.01)
    rng = np.random.default_rng(1)
    every = [rng.binomial(50, 0.1, 100).max() / 50 for _ in range(200)]
    assert 0.2 <= np.median(every) <= 0.26


# ----------------------------------------------------------------------------- the hunt


def entries(unit: dict[str, Any], code: str) -> list[int]:
    """How many entries the three runs beside the hunt leave, with this code for train."""
    lines, _ = shown_with(unit, code, "entries = ")
    return [int(re.findall(r"(\d+) entries", line)[0]) for line in lines]


def shown_with(unit: dict[str, Any], code: str, text: str) -> tuple[list[str], dict[str, Any]]:
    """What a demo prints after other code has been run."""
    names = dict(unit)
    exec(code, names)
    return shown(names, text)


def test_starter_is_wrong_as_the_page_says(unit: dict[str, Any]) -> None:
    """Has the repaired method 3, 4 and 4 entries, and the starter too few?"""
    assert entries(unit, "") == [3, 4, 4]
    assert entries(unit, STARTER.source) == [1, 4, 1]
    assert "# asked: 3, 4, 4 entries" in demo("entries = ").source


@pytest.mark.parametrize(("n", "batch", "fires"), [(1437, 200, [0]), (150, 16, range(0, 300, 75))])
def test_when_the_starter_notes(n: int, batch: int, fires: Any) -> None:
    """Does its condition hold at 0 and then hardly again?"""
    (line,) = [x for x in STARTER.source.splitlines() if "epoch_ends = " in x]
    condition = line.split("=", 1)[1]
    found = [
        it for it in range(300) if eval(condition, {"it": it, "num_train": n, "batch_size": batch})
    ]
    assert found == list(fires)


# --------------------------------------------------------------------------- the digits


def test_digits_above_95_percent(unit: dict[str, Any]) -> None:
    """Does one split of four fifths give more than 0.95 after 1 500 iterations?"""
    assert accuracy(unit, 0, (1437,), 0.1, num_iters=1500, **CHOSEN) > 0.95


@pytest.mark.prove
def test_digits_over_ten_splits(unit: dict[str, Any]) -> None:
    """Are the lowest, the highest and the median accuracy those that the page prints?"""
    found = [accuracy(unit, seed, (1437,), 0.1, num_iters=1500, **CHOSEN) for seed in range(10)]
    assert "0.956 to 0.989, median 0.98" in TEXT
    assert min(found) == pytest.approx(0.956, abs=6e-3)
    assert max(found) == pytest.approx(0.989, abs=6e-3)
    assert np.median(found) == pytest.approx(0.98, abs=6e-3)


@pytest.mark.parametrize("sizes", [PARTED, pytest.param((1437,), marks=pytest.mark.prove)])
def test_defaults_stay_at_chance(unit: dict[str, Any], sizes: tuple[int, ...]) -> None:
    """Do the defaults give 0.06 to 0.10 over ten splits?"""
    found = [accuracy(unit, seed, sizes, 1e-4) for seed in range(10)]
    assert min(found) >= 0.06 and max(found) <= 0.104
    assert "0.06 to 0.10 over ten splits" in TEXT


def test_why_the_defaults_learn_nothing(unit: dict[str, Any]) -> None:
    """Are the numbers of the marking guide true: rates, gradients, moves, scores, loss?"""
    assert sum(5 * 1e-3 * 0.95**epoch for epoch in range(20)) == pytest.approx(0.064, abs=5e-4)
    for_ever = 5 * 1e-3 / (1 - 0.95)
    assert for_ever == pytest.approx(0.1)
    X, y, *rest = digits(0, *PARTED)
    net = unit["TwoLayerNet"](64, 100, 10, rng=np.random.default_rng(0))
    before, grads = net.params["W1"], net.loss(X, y)[1]
    assert max(np.abs(grads[name]).max() for name in ("W1", "b1", "W2")) < 1e-4
    net.train(X, y, *rest[:2])
    assert np.abs(net.params["W1"] - before).max() == pytest.approx(3e-6, abs=1e-6)
    assert np.abs(net.loss(X)).max() < 2e-3
    assert net.loss(X, y)[0] == pytest.approx(np.log(10), abs=1e-3)


ALONE = [(0.1, {}, (0.06, 0.18)), (1e-4, {"learning_rate": 0.5}, (0.13, 0.27))]
ALONE += [(1e-4, {"learning_rate": 4.0}, (0.06, 0.23))]
TO_BLAME = [(1e-4, {"learning_rate": 2.0}, (0.86, 0.95))]
TOGETHER = [(0.1, {"learning_rate": 0.5}, (0.92, 0.97))]


@pytest.mark.parametrize(("std", "settings", "span"), ALONE + TO_BLAME + TOGETHER)
@pytest.mark.parametrize("seeds", [2, pytest.param(10, marks=pytest.mark.prove)])
def test_one_default_at_a_time(
    unit: dict[str, Any], std: float, settings: Any, span: tuple[float, float], seeds: int
) -> None:
    """Does no default but the rate leave chance alone, and is a good rate another for each std?"""
    found = [accuracy(unit, seed, PARTED, std, **settings) for seed in range(seeds)]
    assert span[0] - 5e-3 <= min(found) and max(found) <= span[1] + 5e-3
    assert f"{span[0]} to {span[1]}" in TEXT.replace("\n# ", " ").replace("\n", " ")


@pytest.mark.prove
def test_more_iterations_alone_change_nothing(unit: dict[str, Any]) -> None:
    """Do 1 500 iterations, no decay, small batches or no price, alone, stay at chance?"""
    for alone in (("num_iters", 1500), ("learning_rate_decay", 1), ("batch_size", 20), ("reg", 0)):
        assert accuracy(unit, 0, PARTED, 1e-4, **dict([alone])) < 0.12


def test_mean_and_sum(unit: dict[str, Any]) -> None:
    """Are the sizes of dW1 those of the text, and does only the sum at 500 fail?"""
    lines, names = shown(unit, "load_digits", "runs = {}")
    assert [re.findall(r"[\d.]+", line) for line in lines[1:]] == [
        ["20", "1", "0.87", "17"],
        ["500", "1", "0.41", "206"],
    ]
    last = {name: float(np.mean(run[-20:])) for name, run in names["runs"].items()}
    by_mean = [last["mean, rate 0.5, batches of 20"], last["mean, rate 0.5, batches of 500"]]
    assert max(by_mean) < 0.5 < last["sum, rate 0.005, batches of 20"] < 1
    assert last["sum, rate 0.005, batches of 500"] > np.log(10)


def test_choice(unit: dict[str, Any]) -> None:
    """Is the best pair rate 0.5 and reg 0.001, and what do the chosen and the default net do?"""
    lines, names = shown(unit, "load_digits", "plots.choices")
    table = names["table"]
    assert np.unravel_index(table.argmax(), table.shape) == (1, 0)
    assert table[1, 0] > 0.94 and table[2].max() < 0.2 and table.argmin() >= 6
    assert re.search(r"chosen: 0\.9[789]", lines[1]) and re.search(r"defaults: 0\.(0|10)", lines[2])


# --------------------------------------------------------------------------- the spiral


def right_on_spiral(unit: dict[str, Any], seed: int) -> float:
    """Share of the spiral that 100 hidden units get right, at the page's settings."""
    X, y = unit["spiral"]()
    net = unit["TwoLayerNet"](2, 100, 3, 0.5, np.random.default_rng(seed))
    net.train(X, y, X[:1], y[:1], 1.0, 1.0, 1e-3, 3000, 100)
    return float(np.mean(net.predict(X) == y))


@pytest.mark.prove
def test_spiral_over_ten_starts(unit: dict[str, Any]) -> None:
    """Is the net right on 96 to 99 % of the spiral from every start?"""
    found = [right_on_spiral(unit, seed) for seed in range(10)]
    assert "96 to 99 % over ten starts" in TEXT
    assert min(found) >= 0.955 and max(found) <= 0.995


def test_what_hidden_units_draw(unit: dict[str, Any]) -> None:
    """Do more hidden units part the arms better, and 100 of them nearly without a fault?"""
    X, y = unit["spiral"]()
    words = plots.nets(unit["TwoLayerNet"], X, y).alt
    few, some, many = (int(n) for n in re.findall(r"(\d+)% of 300", words))
    assert few < 80 < 85 < some <= many and many >= 96


def test_relu_beside_logistic(unit: dict[str, Any]) -> None:
    """Do both nets of the last picture draw the spiral?"""
    words = picture(unit, "MLPClassifier").alt
    yours, logistic = (int(n) for n in re.findall(r"(\d+)% of 300", words))
    assert yours >= 93 and logistic >= 88
