"""Unit 02: the figures on the page are what the reference functions compute."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring.source import SourceCell, read_source
from autograder.student import plots
from autograder.student.plots.style import Picture

SOURCE = read_source(Path(__file__).parents[2] / "solutions" / "02_gradient_checking.py")
DEMOS = [cell for cell in SOURCE.cells if cell.role == "demo"]
STARTER = next(cell for cell in SOURCE.cells if cell.role == "starter")
SEEDS = range(20)


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The reference functions of the page."""
    namespace: dict[str, Any] = {"np": np, "plots": plots}
    for cell in SOURCE.cells:
        if cell.role == "exercise":
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


# ------------------------------------------------------------------------ differences


def test_nudging_by_hand(unit: dict[str, Any]) -> None:
    """Are the numbers of the worked example true, and the central difference exact there?"""
    lines, names = shown(unit, "def g(x)")
    assert (names["up"], names["here"], names["down"]) == pytest.approx((19.22, 18, 16.82))
    assert lines == ["central 12.0  forward 12.2"]
    found = unit["central_difference"](names["g"], np.array([3.0, 2.0]), 0.1)
    assert found == pytest.approx([12.0, 9.0])


def test_errors_in_float64_and_float32(unit: dict[str, Any]) -> None:
    """Are the errors beside the cell those that it prints, and is float32 as blind as it says?"""
    lines, _ = shown(unit, "float32")
    cell = demo("float32").source
    for line in lines:
        assert line.split(": ")[1] in cell, line
    assert [line.split(": ")[1] for line in lines] == ["2e-03", "2e-07", "3e-11", "1e-02"]


@pytest.mark.parametrize(
    ("a", "b", "error"),
    [
        ([1000.0, 0.001, 0.0], [1001.0, 0.002, 0.0], 0.5),
        ([1000.0], [1001.0], 1 / 1001),
        ([0.0, 0.0], [0.0, 0.0], 0.0),
        ([np.nan, 1.0], [1.0, 1.0], np.nan),
        ([1.0, 1.0], [1.0, np.nan], np.nan),
    ],
)
def test_relative_error_of_the_table(
    unit: dict[str, Any], a: list[float], b: list[float], error: float
) -> None:
    """Is the table right, is 0/0 nothing, and does nan stay nan?"""
    found = unit["relative_error"](np.array(a), np.array(b))
    assert found == pytest.approx(error, nan_ok=True)


def test_nan_and_its_traps(unit: dict[str, Any]) -> None:
    """Do Python's max and a comparison lose a nan as the comments say?"""
    assert shown(unit, "max([1.0, np.nan])")[0] == ["1.0 nan", "nan 0.0"]


# ------------------------------------------------------------------------ complex step


def wave(x: Any) -> Any:
    """A smooth function that couples all entries."""
    return np.sum(np.exp(x) * np.sin(x)) + np.sum(x) ** 3


def wave_gradient(x: Any) -> Any:
    """Its gradient, by hand."""
    return np.exp(x) * (np.sin(x) + np.cos(x)) + 3 * np.sum(x) ** 2


@pytest.mark.parametrize("shape", [(), (1,), (4,), (2, 3), (2, 1, 3)])
def test_complex_step_has_no_cancellation(unit: dict[str, Any], shape: tuple[int, ...]) -> None:
    """Is its error near 1e-16 of the largest entry, where the central difference has 1e-11?"""
    for seed in SEEDS:
        x = np.array(np.random.default_rng(seed).normal(0, 1, shape))
        before, right = x.copy(), wave_gradient(x)
        scale = np.abs(right).max()
        assert np.abs(unit["complex_step"](wave, x) - right).max() <= 2e-15 * scale
        central = unit["central_difference"](wave, x)
        assert np.abs(central - right).max() <= 1e-8 * max(scale, 1)
        assert central.shape == shape and np.abs(x - before).max(initial=0) <= 1e-12


def test_complex_step_is_silently_blind(unit: dict[str, Any]) -> None:
    """Is it right for the first two ways to write the square, and 0 for the other three?"""
    lines, names = shown(unit, "squares = {")
    right, lost = ["[ 6. -8.]"] * 2, ["[0. 0.]"] * 3
    assert [line[15:].strip() for line in lines] == right + lost
    x = np.array([3.0, -4.0])
    for square in names["squares"].values():
        assert unit["central_difference"](square, x) == pytest.approx([6.0, -8.0])


def test_float_and_float_arrays_lose_the_imaginary_part(unit: dict[str, Any]) -> None:
    """Is a step also lost in float() and in a float buffer?"""

    def buffered(x: Any) -> Any:
        buffer = np.zeros(2)
        buffer[0] = x[0]
        return buffer[0] ** 2

    for blind in (buffered, lambda x: float(x[0]) ** 2):
        with pytest.warns(np.exceptions.ComplexWarning):
            found = unit["complex_step"](blind, np.array([3.0, 1.0]))
        assert found.tolist() == [0.0, 0.0]


def test_best_steps(unit: dict[str, Any]) -> None:
    """Are best steps and errors those of the marking guide, and the right arms 1 and 2 steep?"""
    methods = {
        "forward": lambda x, h: (np.sin(x + h) - np.sin(x)) / h,
        "central": lambda x, h: unit["central_difference"](np.sin, x, h),
    }
    steps = 10.0 ** -np.arange(1, 15)
    for name, step, error, steepness in (("forward", 8, 1e-8, 1), ("central", 5, 1e-11, 2)):
        at = [np.array(x) for x in np.linspace(0.5, 1.2, 15)]
        errors = [np.median([abs(methods[name](x, h) / np.cos(x) - 1) for x in at]) for h in steps]
        assert abs(int(np.argmin(errors)) + 1 - step) <= 1
        assert error / 10 <= min(errors) <= 10 * error
        assert np.log10(errors[0] / errors[2]) == pytest.approx(2 * steepness, abs=0.05)
        assert errors[-1] > 1e4 * min(errors)
    complex_errors = [
        abs(unit["complex_step"](np.sin, np.array(1.0), h) / np.cos(1.0) - 1)
        for h in 10.0 ** -np.arange(9, 300)
    ]
    assert max(complex_errors) <= 4e-16


# -------------------------------------------------------------------------- the checker


def test_worked_example_of_the_checker(unit: dict[str, Any]) -> None:
    """Is the worst entry found where the page says, with error 0.2?"""
    assert shown(unit, "place = np.argmax(d)")[0] == ["row 1 column 1 error 0.2"]


def test_a_slip_of_one_in_two_thousand(unit: dict[str, Any]) -> None:
    """Is 2.001 for 2 refused at the default tol, found in its place, and passed at 0.001?"""
    lines, names = shown(unit, "def show(")
    assert "ok: True" in lines[0]
    assert "ok: False" in lines[1] and "worst: [1, 0]" in lines[1] and "5e-04" in lines[1]

    def slip(x: Any) -> Any:
        return x * [[2, 2], [2.001, 2]]

    assert unit["check_gradient"](lambda x: np.sum(x**2), slip, names["x"], 1e-3)[0]


def test_nan_is_not_ok(unit: dict[str, Any]) -> None:
    """Is a gradient with one nan refused?"""
    ok, place, error = unit["check_gradient"](
        lambda x: np.sum(x**2), lambda x: np.where(x > 1, np.nan, 2 * x), np.array([1.0, 2.0])
    )
    assert not ok and place == (1,) and np.isnan(error)


@pytest.mark.parametrize(("x", "slope"), [(1 / 3, 1 / 3), (0.0, 0.0), (-1 / 2, -1 / 2), (2, 1)])
def test_slope_at_a_kink(unit: dict[str, Any], x: float, slope: float) -> None:
    """Does the central difference climb from −1 to 1 within one step of the kink?"""
    found = unit["central_difference"](lambda x: np.sum(np.abs(x)), np.array([x * 1e-5]))
    assert found == pytest.approx([slope], abs=1e-9)


# --------------------------------------------------------------------------- the bug hunt


def hunted(unit: dict[str, Any], code: str) -> Iterator[str]:
    """What the weak tests of the page say of the three functions in ``code``."""
    names = dict(unit)
    exec(code, names)
    lines, _ = shown(names, "def show(", "def ridge(w)")
    yield from (line.split("worst")[0].split("ok: ")[1].strip() for line in lines[2:])


def test_weak_tests_see_no_bug(unit: dict[str, Any]) -> None:
    """Do the tests say the same of the code as found and of the repaired code?"""
    assert list(hunted(unit, STARTER.source)) == ["True", "False", "True"]
    assert list(hunted(unit, "")) == ["True", "False", "True"]


def hunt_data(seed: int) -> tuple[Any, ...]:
    """Sizes all different, weights of order 1, no entry near the kink."""
    rng = np.random.default_rng(seed)
    X, y, w = rng.normal(0, 1, (5, 3)), rng.normal(0, 1, 5), rng.normal(0, 1, 3)
    return rng.uniform(0.3, 2, 4) * [1, -1, 1, -1], X, y, w


@pytest.mark.parametrize(
    ("code", "right"), [("", [True, True, True]), (STARTER.source, [False, True, False])]
)
def test_better_tests_see_two_bugs(unit: dict[str, Any], code: str, right: list[bool]) -> None:
    """Are two of the three wrong as found, by better tests, and all right in the solution?"""
    names = dict(unit)
    exec(code, names)
    for seed in SEEDS:
        x, X, y, w = hunt_data(seed)

        def ridge(w: Any, X: Any = X, y: Any = y) -> Any:
            return np.mean((X @ w - y) ** 2) + 0.5 * np.sum(w**2)

        verdicts = (
            unit["check_gradient"](lambda x: np.sum(x**3), names["cubic_gradient"], x),
            unit["check_gradient"](lambda x: np.sum(np.abs(x)), names["absolute_gradient"], x),
            unit["check_gradient"](
                ridge, lambda w, X=X, y=y: names["ridge_gradient"](w, X, y, 1.0), w
            ),
        )
        assert [bool(verdict[0]) for verdict in verdicts] == right


def test_figures_of_the_marking_guide(unit: dict[str, Any]) -> None:
    """Is the false alarm 0.3 for 1, and the regularisation 1e-7 of the gradient?"""
    found = unit["central_difference"](lambda x: np.sum(np.abs(x)), np.array([0.5, 3e-6, -2.0]))
    assert found == pytest.approx([1, 0.3, -1], abs=1e-9)
    _, names = shown(unit, "def show(", "def ridge(w)")
    w = 1e-4 * np.random.default_rng(0).normal(size=4)
    gradient = unit["ridge_gradient"](w, names["X"], names["y"], 1e-3)
    assert 1e-8 < np.abs(1e-3 * w).max() / np.abs(gradient).max() < 1e-6


# --------------------------------------------------------------------- a test that sees


@pytest.mark.parametrize("seed", SEEDS)
def test_designs_catch_as_many_as_the_page_says(unit: dict[str, Any], seed: int) -> None:
    """Do the four designs catch 2, 2, 5 and 8 of 8, on any seed and without a false alarm?"""
    names = dict(unit)
    exec(demo("def layer(").source, names)
    source = demo("def alarm(").source.replace("default_rng(0)", f"default_rng({seed})")
    exec(source.replace("plots.caught", "(lambda *_: None)"), names)
    alarms = np.array(names["alarms"])
    assert names["SLIPS"][0] == "" and not alarms[0].any()
    assert alarms[1:].sum(axis=0).tolist() == [2, 2, 5, 8]


# ------------------------------------------------------------------------------ pictures


@pytest.fixture(scope="module")
def drawings(unit: dict[str, Any]) -> dict[str, Picture]:
    """Every picture of the page."""
    central = unit["central_difference"]
    methods = {"one": lambda h: 1 + h, "two": lambda h: np.array([1 + h**2])}
    return {
        "chords": plots.chords(central),
        "errors": plots.step_errors(methods, 1.0),
        "kink": plots.kink(central),
        "caught": plots.caught(["", "sign"], ["weak", "good"], [[True, False], [False, True]]),
    }


def test_pictures_carry_their_words_and_fit(drawings: dict[str, Picture]) -> None:
    """Has each picture a description, a size for a laptop, names on its axes and small files?"""
    for name, picture in drawings.items():
        bundle = picture._repr_mimebundle_()
        assert len(picture.alt) > 30 and 'alt="' in bundle["text/html"], name
        assert picture.figure.get_size_inches()[0] * 96 <= 1000, name
        assert len(bundle["image/png"]) < 80_000, name
        for ax in picture.figure.axes:
            assert ax.get_xlabel() and (ax.get_ylabel() or ax is not picture.figure.axes[0]), name


def test_lines_differ_without_colour(drawings: dict[str, Picture]) -> None:
    """Do the named lines of a panel differ in marker, line style or width?"""
    for name, picture in drawings.items():
        for ax in picture.figure.axes:
            looks = [
                (line.get_marker(), line.get_linestyle(), line.get_linewidth())
                for line in ax.get_lines()
                if line.get_label()[0] != "_"
            ]
            assert len(set(looks)) == len(looks), name


def test_words_of_the_pictures(drawings: dict[str, Picture]) -> None:
    """Do the descriptions hold the numbers that the pictures show?"""
    told = {name: picture.alt for name, picture in drawings.items()}
    assert "h = 1: forward 0.068, central 0.455" in told["chords"] and "0.540" in told["chords"]
    assert "0.33" in told["kink"] and "weak: 0 of 1; good: 1 of 1" in told["caught"]
    assert "one: smallest error 0e+00" in told["errors"]


def test_a_false_alarm_is_called_so() -> None:
    """Do the four fields of the table say what happened?"""
    figure = plots.caught(["", "sign"], ["a", "b"], [[True, False], [False, True]]).figure
    said = [text.get_text() for text in figure.axes[0].texts]
    assert said == ["false alarm", "passes", "missed", "caught"]


def test_slider_moves_picture_and_words(unit: dict[str, Any]) -> None:
    """Does moving the slider redraw the lines and their slopes, with a still picture beside?"""
    shown = plots.chord_slider(unit["central_difference"])
    step, words, view = shown.widget.children
    before = view.value
    step.value = 0.5
    assert "forward 0.312" in words.value and view.value != before
    assert "h = 0.1" not in words.value and "h = 0.1" in shown.still.alt
