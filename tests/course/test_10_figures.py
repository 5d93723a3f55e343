"""Unit 10: the figures on the page are what the recipes reach, and no order gives labels away."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from autograder.authoring.source import read_source
from autograder.exercises import galaxies
from autograder.exercises.asking import ask
from autograder.exercises.unit_10_capstone import UNIT
from autograder.judging.criteria import problem
from autograder.judging.notes import notes
from autograder.model import Case, CaseKey, ExerciseKey, Reply, Value
from autograder.student.plots.galaxy import MEASURED, NOISES

SOURCE = Path(__file__).parents[2] / "solutions" / "10_capstone.py"
EXERCISE = UNIT.exercise("capstone-accuracy")
PAGE = {  # mean and spread over 40 checks, as the page prints them
    "linear": (0.54, 0.01),
    "1 nearest": (0.53, 0.01),
    "15 nearest": (0.59, 0.01),
    "products of up to three features": (0.71, 0.01),
    "net of 5 hidden units": (0.87, 0.02),
    "net of 64 hidden units": (0.96, 0.01),
}


def page(**settings: tuple[str, str]) -> dict[str, Any]:
    """What given and answer cells of the page define, with lines of the answer replaced."""
    found: dict[str, Any] = {"np": np}
    for cell in read_source(SOURCE).cells:
        if cell.role in ("given", "exercise") and cell.slug != "setup":
            code = cell.source
            for old, new in settings.values() if cell.role == "exercise" else ():
                assert code.count(old) == 1
                code = code.replace(old, new)
            exec(code, found)
    return found


def text() -> str:
    """Everything that the page's prose says, on one line."""
    cells = (c.source for c in read_source(SOURCE).cells if c.kind == "markdown")
    return " ".join(" ".join(cells).replace("#", " ").split())


def case(seed: int) -> Case:
    """The galaxies of one check."""
    return galaxies.cases(np.random.default_rng([7, seed]))[0]


def reply(names: dict[str, Any], drawn: Case) -> Reply:
    """What the probe gets from these functions."""
    return ask(EXERCISE, names, [drawn.inputs])[0]


def accuracy(names: dict[str, Any], drawn: Case) -> float:
    """The mean accuracy over the galaxies of a check."""
    got = reply(names, drawn)
    assert got.failure is None, got.failure
    classes = got.values["step-44"].array
    assert classes is not None
    return float((classes == drawn.withheld["y_test"]).mean())


def points(names: dict[str, Any], drawn: Case) -> float:
    """The points for the steps that are reached."""
    values = reply(names, drawn).values
    steps = galaxies.STEPS.items()
    return sum(
        p
        for name, (_, p) in steps
        if problem(EXERCISE.output(name), values[name], drawn, values) is None
    )


def ready_made(make: Callable[[], Any]) -> dict[str, Any]:
    """A classifier of scikit-learn's in the clothes of the three functions."""
    return {
        "build_model": lambda rng: make(),
        "fit": lambda model, X, y, rng: model.fit(X, y),
        "predict": lambda model, X: model.predict(X),
    }


def products() -> Any:
    """A linear classifier on all products of up to three features."""
    gentle = LogisticRegression(C=0.1, max_iter=2000)
    return make_pipeline(PolynomialFeatures(3), StandardScaler(), gentle)


def recipes() -> dict[str, dict[str, Any]]:
    """The ways that the page compares."""
    return {
        "linear": ready_made(LogisticRegression),
        "1 nearest": ready_made(lambda: KNeighborsClassifier(1)),
        "15 nearest": ready_made(lambda: KNeighborsClassifier(15)),
        "products of up to three features": ready_made(products),
        "net of 5 hidden units": page(units=("hidden = 64", "hidden = 5")),
        "net of 64 hidden units": page(),
    }


# -------------------------------------------------------------------------- the galaxies


def test_page_plays_with_the_galaxies_that_are_graded() -> None:
    """Is the page's generator the check's own?"""
    for mine, its in zip(
        page()["galaxy"](np.random.default_rng(5), 300, 0.5),
        galaxies.galaxy(np.random.default_rng(5), 300, 0.5),
        strict=True,
    ):
        assert np.array_equal(mine, its)


def test_the_plane_gives_the_arms_back() -> None:
    """Is the product with the plane what it was without noise, and the turn a rotation?"""
    noisy, still = (galaxies.galaxy(np.random.default_rng(1), 500, s) for s in (1.0, 0.0))
    assert np.abs(still[2].T @ still[2] - np.eye(2)).max() < 1e-12
    assert np.linalg.matrix_rank(still[0] - still[0].mean(axis=0), tol=1.0) == 2
    assert np.abs(np.linalg.norm(noisy[0] @ noisy[2], axis=1)).max() < 2.05


def test_no_direction_gives_the_plane_away() -> None:
    """Is the spread nearly 1 in every direction, that of the plane neither first nor last?"""
    ranks = []
    for seed in range(20):
        X, _, plane = galaxies.galaxy(np.random.default_rng(seed), 2000)
        spreads, directions = np.linalg.eigh(np.cov(X.T))
        assert spreads[0] > 0.8 and spreads[-1] < 1.25
        ranks.append(((plane.T @ directions) ** 2).sum(axis=0) @ np.arange(10) / 2)
    assert 2.5 < np.mean(ranks) < 6.5  # 0.5 if its spreads were the least, 8.5 if the largest


@pytest.mark.parametrize("part", ["training", "test"])
def test_neither_order_nor_norm_tells_the_arm(part: str) -> None:
    """Does a vote by place, parity, the row before, or norm do no better than guessing?"""
    right: dict[str, list[float]] = {}
    for seed in range(8):
        drawn = case(seed)
        for g in range(galaxies.GALAXIES):
            X = drawn.inputs["X" if part == "training" else "X_test"][g]
            y = (drawn.inputs["y"] if part == "training" else drawn.withheld["y_test"])[g]
            n = len(y)
            rank = np.argsort(np.argsort((X**2).sum(axis=1)))
            for name, group in {
                "place": np.arange(n) * 8 // n,
                "parity": np.arange(n) % 2,
                "place mod 4": np.arange(n) % 4,
                "row before": np.roll(y, 1),
                "norm": rank * 8 // n,
                "hundredths": np.round(100 * X[:, 0]).astype(int) % 4,
            }.items():
                right.setdefault(name, []).append(_votes(group, y))
    for name, shares in right.items():
        assert abs(np.mean(shares) - 0.25) < 0.02, name


def _votes(group: Any, y: Any) -> float:
    """The share of one half that the most frequent arm of each group in the other half hits."""
    known = np.random.default_rng(0).permutation(len(y)) < len(y) // 2
    counts = np.zeros((group.max() + 1, galaxies.CLASSES))
    np.add.at(counts, (group[known], y[known]), 1)
    return float((counts.argmax(axis=1)[group[~known]] == y[~known]).mean())


def test_test_labels_stay_with_the_judge() -> None:
    """Is nothing sent but training stars, their arms, test stars and a seed?"""
    drawn = case(0)
    assert set(drawn.inputs) == {"X", "y", "X_test", "seed"} and set(drawn.withheld) == {"y_test"}
    shapes = [np.shape(drawn.inputs[name]) for name in ("X", "y", "X_test")]
    assert shapes == [(3, 1400, 10), (3, 1400), (3, 600, 10)]


def test_the_numbers_of_section_2() -> None:
    """Are noises 16 ± 8 apart, squared, and the next arm 0.66?"""
    a, b = np.random.default_rng(0).normal(size=(2, 20_000, 8))
    apart = ((a - b) ** 2).sum(axis=1)
    assert apart.mean() == pytest.approx(16, abs=0.3) and apart.std() == pytest.approx(8, abs=0.3)
    away = (2 * np.pi / 4) / (4.75 / 2)
    assert f"{away:.2f}" == "0.66" and f"{away**2:.2f}" == "0.44"
    assert "16 on average, give or take 8" in text() and "0.66 away: 0.44" in text()


def test_the_turn_by_hand() -> None:
    """Do arm 3 and noise 1 become 1.41 and 2.83, and come back as 3?"""
    turn = np.sqrt(0.5) * np.array([[1, 1], [-1, 1]])
    features = np.array([3, 1]) @ turn
    assert features.round(2).tolist() == [1.41, 2.83] and features @ turn[0] == pytest.approx(3)


# ------------------------------------------------------------------------------ the steps


def test_table_on_the_page_is_the_table_of_marks() -> None:
    """Are steps, points so far, means and spreads on the page those of the exercise?"""
    total = 0.0
    for at_least, worth in galaxies.STEPS.values():
        total += worth
        assert f"| {at_least:.2f} | {total:g} |" in text()
    assert total == EXERCISE.max_points == 16
    for name, (mean, spread) in PAGE.items():
        assert f"{name} {mean:.2f} ± {spread:.2f}" in text()


@pytest.mark.parametrize(
    ("name", "earned"),
    [
        ("linear", 3),
        ("1 nearest", 3),
        ("15 nearest", 3),
        ("products of up to three features", 6),
        ("net of 64 hidden units", 16),
    ],
)
def test_each_way_earns_what_the_page_says(name: str, earned: float) -> None:
    """Does each recipe reach its step, and come within four spreads of its mean?"""
    names, drawn = recipes()[name], case(0)
    assert points(names, drawn) == earned
    assert accuracy(names, drawn) == pytest.approx(PAGE[name][0], abs=0.05)


@pytest.mark.parametrize("guess", ["zeros", "the most frequent", "at random"])
def test_guessing_earns_nothing(guess: str) -> None:
    """Is a constant, the majority or a draw worth 0?"""
    names: dict[str, Any] = {
        "build_model": lambda rng: rng,
        "fit": lambda rng, X, y, _: (rng, np.bincount(y).argmax() * (guess != "zeros")),
        "predict": lambda model, X: np.full(len(X), model[1]),
    }
    if guess == "at random":
        names["predict"] = lambda model, X: model[0].integers(0, 4, len(X))
    assert points(names, case(1)) == 0


@pytest.mark.prove
def test_means_and_spreads_over_40_checks() -> None:
    """Do 40 checks give the printed means and spreads, with every step 2 spreads away?"""
    steps = [at_least for at_least, _ in galaxies.STEPS.values()]
    for name, names in recipes().items():
        shares = [accuracy(names, case(seed)) for seed in range(40)]
        mean, spread = np.mean(shares), np.std(shares, ddof=1)
        assert abs(mean - PAGE[name][0]) < 0.011 and abs(spread - PAGE[name][1]) < 0.006, name
        if name != "net of 5 hidden units":  # whose spread is wider than any step could be
            assert min(abs(mean - step) for step in steps) > 2 * spread, name
        if name == "net of 64 hidden units":
            assert min(shares) > steps[-1]


def test_what_the_last_hint_says_of_settings() -> None:
    """Is 1 000 steps enough for 0.9, and are reg 0.1 and rate 0.01 never?"""
    settings = "rate, reg, steps, size = 0.5, 1e-3, 2000, 100"
    for other, enough in (
        ("0.5, 1e-3, 1000", True),
        ("0.5, 0.1, 2000", False),
        ("0.01, 1e-3, 2000", False),
    ):
        names = page(settings=(settings, f"rate, reg, steps, size = {other}, 100"))
        assert (accuracy(names, case(2)) > 0.9) is enough, other


def test_the_noise_curves() -> None:
    """Are the measured curves what one galaxy gives, at little and at much noise?"""
    _close_to_the_curves((0.25, 1.0), seeds=1, by=0.06)


@pytest.mark.prove
def test_all_noise_curves() -> None:
    """Are all points of the curves within 0.02 of the mean over ten galaxies?"""
    _close_to_the_curves(NOISES, seeds=10, by=0.02)


def _close_to_the_curves(noises: Any, seeds: int, by: float) -> None:
    names = ("net of 64 hidden units", "15 nearest", "1 nearest", "linear")
    ways = dict(zip(MEASURED, (recipes()[name] for name in names), strict=True))
    for size in noises:
        for curve, way in ways.items():
            shares = [_alone(way, size, seed) for seed in range(seeds)]
            at = MEASURED[curve][NOISES.index(size)]
            assert np.mean(shares) == pytest.approx(at, abs=by), (curve, size)


def _alone(way: dict[str, Any], size: float, seed: int) -> float:
    """The accuracy on one galaxy with noise of this size."""
    rng = np.random.default_rng(seed)
    X, y, _ = galaxies.galaxy(rng, 2000, size)
    model = way["fit"](way["build_model"](rng), X[:1400], y[:1400], rng)
    return float(np.mean(way["predict"](model, X[1400:]) == y[1400:]))


# ----------------------------------------------------------------- time, and clear sentences


def test_the_solution_answers_within_seconds() -> None:
    """Do three fits take less than 4 seconds of computing, as a check should?"""
    begin = time.thread_time()
    accuracy(page(), case(3))
    assert time.thread_time() - begin < 4


def lazy(**others: Any) -> dict[str, Any]:
    """Three functions that do nothing, some of them replaced."""
    names: dict[str, Any] = {
        "build_model": lambda rng: {},
        "fit": lambda model, X, y, rng: model,
        "predict": lambda model, X: np.zeros(len(X), int),
    }
    return names | others


def said(names: dict[str, Any]) -> str:
    """The sentence for an answer that cannot be judged."""
    failure = reply(names, case(4)).failure
    assert failure is not None and failure.kind == "wrong-return"
    return failure.message


def test_fit_without_a_return_is_told_so() -> None:
    """Is the repair named where fit changes the model in place and returns nothing?"""
    sentence = said(lazy(fit=lambda model, X, y, rng: model.update(y=y)))
    assert sentence == "fit returned None. End it with: return model"


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        (lambda model, X: None, "None (is a return statement missing?)"),
        (lambda model, X: "arm 3", "one str"),
        (lambda model, X: [[0], [1, 2]], "it returned 2"),
        (lambda model, X: (np.zeros(3), np.zeros(4)), "it returned 2"),
    ],
)
def test_answers_that_are_no_array_are_told_so(answer: Any, named: str) -> None:
    """Does the sentence say what was asked for and what came?"""
    sentence = said(lazy(predict=answer))
    assert "(N,) whole numbers from 0 to 3" in sentence and named in sentence


def test_answers_of_another_length_from_galaxy_to_galaxy() -> None:
    """Are arrays that do not make one block refused in words?"""
    lengths = iter(range(1, 100))
    sentence = said(lazy(predict=lambda model, X: np.zeros(next(lengths))))
    assert "one array of shape (1,)" in sentence


def test_too_slow_is_said_before_all_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a slow fit end at the galaxy at which the time is up?"""
    fits = []
    monkeypatch.setattr(galaxies, "SECONDS", 0.05)

    def slow(model: Any, X: Any, y: Any, rng: Any) -> Any:
        fits.append(len(y))
        begin = time.thread_time()
        while time.thread_time() - begin < 0.03:
            pass
        return model

    sentence = said(lazy(fit=slow))
    assert sentence.startswith("Too slow: 2 of 3 galaxies took 0 seconds.") and len(fits) == 2
    assert "20 seconds of computing together" in sentence and "20 seconds" in text()


def test_a_check_stopped_by_hand_says_so() -> None:
    """Is the interrupt of an endless fit a sentence, not a crash?"""

    def endless(*args: Any) -> Any:
        raise KeyboardInterrupt

    assert said(lazy(fit=endless)).startswith("Stopped by hand at galaxy 1 of 3.")


def test_any_model_and_plain_lists_will_do() -> None:
    """Is a model changed in place and returned, and a list of Python ints, accepted?"""
    names = page()
    own = dict(names)
    own["predict"] = lambda model, X: names["predict"](model, X).tolist()
    values = reply(own, case(5)).values
    assert isinstance(values["step-91"], Value) and points(own, case(5)) == 16


# -------------------------------------------------------------------------- what to do next


def trained(steps: int, stars: int, galaxies_drawn: int) -> Any:
    """Mean shares of training and of other stars, after so many steps."""
    settings = "rate, reg, steps, size = 0.5, 1e-3, 2000, 100"
    names = page(settings=(settings, settings.replace("2000", str(steps))))
    shares = []
    for seed in range(galaxies_drawn):
        X, y, _ = galaxies.galaxy(np.random.default_rng(seed), stars + 600)
        rng = np.random.default_rng(seed)
        model = names["fit"](names["build_model"](rng), X[:stars], y[:stars], rng)
        right = names["predict"](model, X) == y
        shares.append([right[:stars].mean(), right[stars:].mean()])
    return np.mean(shares, axis=0)


def test_a_net_halfway_needs_more_steps() -> None:
    """Does the net that looks as if it learned by heart gain from training on?"""
    halfway, done = trained(500, 1000, 2), trained(2000, 1000, 2)
    assert halfway[0] < 0.98 < done[0] and done[1] - halfway[1] > 0.1
    for number in ("0.89, 0.99, 1.00", "0.75, 0.91, 0.95", "0.02 to 0.06"):
        assert number in text()


@pytest.mark.prove
def test_shares_on_the_way() -> None:
    """Are the shares after 500, 1 000 and 2 000 steps those that the page prints?"""
    for steps, wanted in ((500, (0.89, 0.75)), (1000, (0.99, 0.91)), (2000, (1.00, 0.95))):
        few, many = (trained(steps, stars, 4) for stars in (1000, 1400))
        assert few == pytest.approx(wanted, abs=0.01), steps
        assert 0.01 < (many - few)[1] < 0.07


@pytest.mark.prove
def test_a_net_that_is_stopped_early_swings() -> None:
    """Has the net after 800 steps 0.92 ± 0.01, and does it pass the last step now and then?"""
    settings = "rate, reg, steps, size = 0.5, 1e-3, 2000, 100"
    names = page(settings=(settings, settings.replace("2000", "800")))
    shares = np.array([accuracy(names, case(200 + seed)) for seed in range(16)])
    assert shares.mean() == pytest.approx(0.92, abs=0.008)
    assert shares.std(ddof=1) == pytest.approx(0.013, abs=0.004)
    assert (shares >= 0.91).sum() == pytest.approx(10, abs=1)
    assert "0.92 ± 0.01" in text() and "10 checks of 16" in text()


def test_a_passing_card_says_the_shares() -> None:
    """Does full marks come with the mean, the three shares, and that of training stars?"""
    drawn = case(0)
    key = ExerciseKey(EXERCISE.slug, (CaseKey(drawn, {}),))
    (said,) = notes(EXERCISE, key, [reply(page(), drawn)])
    assert said.startswith(f"Right are {accuracy(page(), drawn):.3f} of the rows it has not seen (")


def test_training_stars_of_the_page_exist_where_work_is_graded() -> None:
    """Is X_train made in a cell that is replayed, so that an answer that reads it can run?"""
    assert np.shape(page()["X_train"]) == (1000, 10) and np.shape(page()["y_test"]) == (600,)


def test_settings_may_be_further_arguments() -> None:
    """Does the check call functions that have defaults of their own?"""
    names = page(head=("def fit(model, X, y, rng):", "def fit(model, X, y, rng, extra=1):"))
    assert reply(names, case(0)).failure is None and "reg=1e-3" in text()
