"""Unit 00: the figures on the page are what the reference functions compute, and its pictures."""

from __future__ import annotations

import builtins
import contextlib
import io
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_wine

from autograder.authoring.source import SourceCell, read_source
from autograder.exercises import load_unit
from autograder.exercises.asking import ask
from autograder.model import Reply
from autograder.student import plots
from autograder.student.checking import check_notebook_namespace
from autograder.student.plots import arrays
from autograder.student.plots.style import Picture

SOURCE = read_source(Path(__file__).parents[2] / "solutions" / "00_arrays_and_shapes.py")
DEMOS = [cell for cell in SOURCE.cells if cell.role == "demo"]
TEXT = "\n".join(cell.source for cell in SOURCE.cells if cell.kind == "markdown")
WINE = load_wine()
X, Y = WINE.data, WINE.target


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The reference functions of the page, its data, and the classifier of section 7."""
    namespace: dict[str, Any] = {"np": np, "plots": plots}
    cells = [cell for cell in SOURCE.cells if cell.role == "exercise"]
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in [*cells, demo("load_wine"), demo("def class_means")]:
            exec(cell.source, namespace)
    return namespace


def demo(text: str) -> SourceCell:
    """The one demo cell that holds this text."""
    (found,) = [cell for cell in DEMOS if text in cell.source]
    return found


def shown(unit: dict[str, Any], text: str) -> list[str]:
    """The lines that a demo prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(demo(text).source, dict(unit))
    return out.getvalue().splitlines()


def split(unit: dict[str, Any], seed: int, scaled: bool) -> float:
    """The share of right answers on 89 new bottles, as in the honest test of the page."""
    rng = np.random.default_rng(seed)
    (known, labels), (new, truth) = unit["minibatches"](X, Y, 89, rng)
    if scaled:
        known, mean, std = unit["standardize"](known)
        new = (new - mean) / std
    return float(np.mean(unit["nearest"](new, unit["class_means"](known, labels)) == truth))


# --------------------------------------------------------------------------- the riddle


def test_shares_of_the_riddle(unit: dict[str, Any]) -> None:
    """Are 72 % right as measured, 98 % standardised, of 178 bottles with 13 measurements?"""
    assert X.shape == (178, 13) and np.array_equal(np.unique(Y), [0, 1, 2])
    lines = shown(unit, "def class_means")
    assert lines == ["as measured:  72%", "standardised: 98%"]
    assert "72 % are right" in TEXT and "98 %" in TEXT


def test_proline_makes_the_distance() -> None:
    """Is 99.8 % of the squared distance between two bottles, on average, that of proline?"""
    shares = X.var(axis=0) / X.var(axis=0).sum()
    assert WINE.feature_names[int(shares.argmax())] == "proline"
    assert f"{100 * shares.max():.1f} %" == "99.8 %" and "proline makes 99.8 %" in TEXT


def test_spread_of_the_honest_test(unit: dict[str, Any]) -> None:
    """Do 200 seeds give the ranges and medians of the page, and seed 0 lie within?"""
    raw, scaled = (
        np.array([round(100 * split(unit, seed, way)) for seed in range(200)])
        for way in (False, True)
    )
    assert (raw.min(), np.median(raw), raw.max()) == (62, 73, 82)
    assert (scaled.min(), np.median(scaled), scaled.max()) == (92, 97, 100)
    assert "92 to 100 % standardised (median 97 %), 62 to 82 % as measured (73 %)" in TEXT
    lines = shown(unit, "X_known")
    assert [line.split()[-1] for line in lines] == [f"{raw[0]}%", f"{scaled[0]}%"]
    assert f"You got {raw[0]} % and {scaled[0]} %." in TEXT


def test_an_answer_that_overwrites_its_argument_spoils_no_later_demo(
    unit: dict[str, Any],
) -> None:
    """Do section 7's shares stand where standardize works in place, and after the "what if"?"""

    def in_place(A: Any) -> Any:
        mean, std = A.mean(axis=0), A.std(axis=0)
        A -= mean
        A /= np.where(std == 0, 1, std)
        return A, mean, std

    spoilt = {**unit, "standardize": in_place, "X": unit["X"] / 1000, "y": unit["y"][::-1]}
    for text in ("def class_means", "X_known"):
        assert shown(spoilt, text) == shown(unit, text)
    assert np.array_equal(unit["wine"].data, load_wine().data)


def test_the_map_shows_what_is_said(unit: dict[str, Any]) -> None:
    """Does proline decide alone on the left, and are 72 % and 89 % right on the two panels?"""
    names = dict(unit)
    exec(demo("plots.boundaries").source.rsplit("\n", 1)[0], names)
    predict, Z, y = names["maps"]["as measured"]
    assert f"{np.mean(predict(Z) == y):.0%}" == "72%"
    moved = Z + np.array([[1.0, 0.0]])
    assert np.mean(predict(moved) == predict(Z)) > 0.99
    predict, Z, y = names["maps"]["standardised"]
    assert f"{np.mean(predict(Z) == y):.0%}" == "89%"


# ---------------------------------------------------------------------- small examples


def test_shapes_beside_the_first_cell(unit: dict[str, Any]) -> None:
    """Does the first demo print the shapes that its comments promise?"""
    lines, source = shown(unit, "one measurement"), demo("one measurement").source
    for line, code in zip(lines, source.splitlines()[-4:], strict=True):
        for shape in re.findall(r"\(\d+,(?: \d+)?\)", line):
            assert shape in code.split("#")[1]


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        ((178, 13), (13,), (178, 13)),
        ((178, 13), (178, 1), (178, 13)),
        ((178, 13), (178,), None),
        ((4,), (4, 1), (4, 4)),
    ],
)
def test_table_of_broadcasting(left: Any, right: Any, result: Any) -> None:
    """Is each row of the table what numpy does?"""
    row = next(x for x in TEXT.splitlines() if f"`{left}` | `{right}` |" in x)
    assert (f"`{result}`" if result else "error: 13 meets 178") in row
    if result is None:
        with pytest.raises(ValueError, match="broadcast"):
            np.zeros(left) - np.zeros(right)
    else:
        assert (np.zeros(left) - np.zeros(right)).shape == result


def test_standardising_by_hand(unit: dict[str, Any]) -> None:
    """Are mean, std and Z of the small table right, constant column included?"""
    Z, mean, std = unit["standardize"](np.array([[1.0, 3.0], [3.0, 3.0], [5.0, 3.0]]))
    assert mean.tolist() == [3.0, 3.0] and std == pytest.approx([1.633, 0.0], abs=5e-4)
    assert Z[:, 0] == pytest.approx([-1.225, 0, 1.225], abs=5e-4) and not Z[:, 1].any()
    for text in ("1, 3, 5 | 3, 3, 3", "1.633 | 0", "−1.225, 0, 1.225 | 0, 0, 0"):
        assert text in TEXT


def test_the_trap(unit: dict[str, Any]) -> None:
    """Is the wrong loss 2.5 for perfect answers and smaller for a constant, as question 1 says?"""
    assert shown(unit, "y_true = ") == ["difference (4, 4)  loss 2.5", "flat (4,)"]
    y = np.arange(1.0, 5.0)

    def trap(a: Any) -> float:
        return float(np.mean((y - a[:, None]) ** 2))

    assert trap(y) == 2 * np.var(y) == 2.5 and trap(np.full(4, 2.5)) == np.var(y) == 1.25
    assert unit["mean_squared_error"](y, np.full((4, 1), 2.5)) == 1.25
    for a in np.random.default_rng(0).normal(2.5, 1, (20, 4)):
        assert trap(a) == pytest.approx(np.var(y) + np.var(a) + (y.mean() - a.mean()) ** 2)
        assert trap(a) > 1.25


def test_seven_examples_in_batches_of_three(unit: dict[str, Any]) -> None:
    """Are the batches of the example 3, 3 and 1 long?"""
    X7, y7, rng = np.zeros((7, 2)), np.zeros(7), np.random.default_rng(0)
    assert [len(b) for _, b in unit["minibatches"](X7, y7, 3, rng)] == [3, 3, 1]


def test_bottles_come_sorted_and_shuffled_apart_they_teach_nothing(unit: dict[str, Any]) -> None:
    """Are the data sorted by grower, and is the guide's range for question 2 true?"""
    assert (np.diff(Y) >= 0).all() and f"{np.mean(Y == 1):.2f}" == "0.40"
    shares = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        A, y = X[rng.permutation(178)], Y[rng.permutation(178)]
        Z, mean, std = unit["standardize"](A[:89])
        new = (A[89:] - mean) / std
        shares.append(np.mean(unit["nearest"](new, unit["class_means"](Z, y[:89])) == y[89:]))
    found = [f"{x:.2f}" for x in (min(shares), max(shares), np.median(shares))]
    assert found == ["0.19", "0.44", "0.33"] and "0.19 to 0.44, median 0.33" in TEXT


# --------------------------------------------------------------------- what checks accept


def replies(slug: str, code: str) -> list[Reply]:
    """What a probe brings back from a student's code, on one draw of cases."""
    names: dict[str, Any] = {"np": np}
    exec(code, names)
    exercise = load_unit(SOURCE.slug).exercise(slug)
    cases = exercise.cases(np.random.default_rng(0))
    return ask(exercise, names, [case.inputs for case in cases])


@pytest.mark.parametrize("std", ["A.std(axis=0)", "np.where(np.ptp(A, 0), A.std(axis=0), 1)"])
def test_std_of_a_constant_column_may_be_0_or_1(std: str) -> None:
    """Is either told as 1, and any other number as it is?"""
    code = f"def standardize(A):\n    return A, A[0], {std}"
    told = replies("standardize", code)[3].values["std"].array
    assert told is not None and told[1] == 1.0 and (told != 0).all()
    seven = replies("standardize", code.replace("A[0], ", "A[0], 7 + "))[3].values["std"].array
    assert seven is not None and seven[1] in (7.0, 8.0)


def batches_of(body: str) -> Reply:
    """What the probe of minibatches makes of a function with this body, on its first case."""
    return replies("minibatches", f"def minibatches(X, y, batch_size, rng):\n    {body}")[0]


@pytest.mark.parametrize(
    "body",
    [
        "while True: yield X[:5], y[:5]",
        "while True: yield X[:0], y[:0]",
        "while True: yield X, y",
    ],
)
def test_endless_batches_are_left_behind(body: str) -> None:
    """Does the probe stop taking after about two epochs, whatever the batches hold?"""
    reply = batches_of(body)
    rows, sizes = reply.values["examples"].array, reply.values["sizes"].array
    assert rows is not None and sizes is not None
    assert len(rows) <= 3 * 23 and len(sizes) <= 23 + 4


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("pass", "nothing: yield is missing"),
        ("return 3", "one int"),
        ("return X", "A batch should be a pair"),
        ("yield X", "A batch should be a pair"),
        ("yield None", "it is None"),
        ("yield X[0], y[0]", "they have (3,) and ()"),
        ("yield X, y[:, None]", "they have (23, 3) and (23, 1)"),
        ("yield X[:, :2], y", "they have (23, 2) and (23,)"),
        ("yield 'a', 'b'", "they have () and ()"),
    ],
)
def test_what_is_no_batch_is_told_in_a_sentence(body: str, said: str) -> None:
    """Does the student read what came back in place of pairs?"""
    failure = batches_of(body).failure
    assert failure is not None and failure.kind == "wrong-return" and said in failure.message


def test_first_check_of_the_course_fails_with_a_name() -> None:
    """Does the started answer earn nothing, with both signs and the sentence the page explains?"""
    starter = next(cell for cell in SOURCE.cells if cell.role == "starter")
    names: dict[str, Any] = {"np": np}
    exec(starter.source, names)
    verdict = check_notebook_namespace(SOURCE.slug, names)[0]
    assert (verdict.points, verdict.labels) == (0.0, ("zeros",))
    assert [(a.name, a.passed) for a in verdict.aspects] == [("shape", True), ("values", False)]
    assert verdict.location is not None and verdict.location.expected == 1.0


# ----------------------------------------------------------------------------- pictures


def test_tables_show_numbers_names_and_shapes() -> None:
    """Is every number drawn once, under a name with the shape?"""
    picture = plots.tables({"a": np.array([7.0, 0.0]), "b": np.array([[1], [2]])})
    said = [text.get_text() for text in picture.figure.axes[0].texts]
    assert sorted(said) == sorted(["7", "0", "a  (2,)", "1", "2", "b  (2, 1)"])
    assert "a is [7.0, 0.0]" in picture.alt and "b is [[1], [2]]" in picture.alt


@pytest.mark.parametrize("left", arrays.SHAPES)
@pytest.mark.parametrize("right", arrays.SHAPES)
def test_rule_says_what_numpy_does(left: Any, right: Any) -> None:
    """Does the sentence name numpy's result, or its refusal, for every pair on the sliders?"""
    said = arrays.rule(left, right)
    try:
        assert said.endswith(f"the result is {np.broadcast_shapes(left, right)}.") or (
            "every pair" in said or left == right
        )
    except ValueError:
        assert "refuses" in said


def test_repeated_entries_are_dashed() -> None:
    """Do repetitions differ from the numbers that are there in line and fill?"""
    ax = plots.broadcasts([((3, 4), (4,))]).figure.axes[0]
    dashed = [box for box in ax.patches if box.get_linestyle() == ":"]
    assert len(ax.patches) == 36 and len(dashed) == 8
    error = plots.broadcasts([((3, 4), (3,))]).figure.axes[0]
    assert "error" in [text.get_text() for text in error.texts]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.tables({"A": np.zeros((4, 3))}),
        lambda: plots.broadcasts(),
        lambda: plots.scales({"raw": X, "again": X}, WINE.feature_names),
        lambda: plots.batches({"a": [[0, 1], [2, 2]], "b": [np.array([[1]]), np.array([])]}),
    ],
)
def test_pictures_fit_and_have_words(draw: Any) -> None:
    """Is each picture narrow enough for a laptop, small, and told in words?"""
    picture = draw()
    assert picture.figure.get_size_inches()[0] * 96 <= 1000
    assert len(picture.png()) < 80_000 and len(picture.alt) > 30


def test_batches_differ_without_colour() -> None:
    """Has each class a hatch of its own, and do the words count them?"""
    picture = plots.batches({"run": [[0, 0, 1], [1, 2]]})
    bars = [b for b in picture.figure.axes[0].patches if b.get_height()]
    assert len({(bar.get_hatch(), bar.get_facecolor()) for bar in bars}) == 3
    assert len({bar.get_hatch() for bar in bars}) == 3
    assert "run: 2 and 1 and 0; 0 and 1 and 1." in picture.alt


def test_slider_moves_picture_and_words() -> None:
    """Does moving a slider redraw the tables and the sentence, with a still picture beside?"""
    told = plots.broadcast_slider()
    left, _, words, view = told.widget.children
    before = view.value
    assert "the right is repeated" in words.value
    left.value = (4, 3)
    assert "refuses" in words.value and view.value != before and "every pair" in told.still.alt


def test_slider_without_ipywidgets_is_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is there a picture where ipywidgets is not installed?"""
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "ipywidgets":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "ipywidgets", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert isinstance(plots.broadcast_slider(), Picture)
