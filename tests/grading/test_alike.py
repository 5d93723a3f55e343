"""Answers compared after renaming."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exercises import load_unit
from autograder.grading import alike
from autograder.grading.alike import digest, digests
from autograder.grading.plan import Released, Step
from tests.grading.conftest import UNIT

NEEDS = ("mse_loss",)
MINE = '''
def mse_loss(w, b, X, y):
    """The loss."""
    N = X.shape[0]  # the examples
    residual = X @ w + b - y
    loss = np.sum(residual**2) / N
    dw = 2 * X.T @ residual / N
    return loss, dw, 2 * residual.sum() / N
'''
RENAMED = '''
import numpy as np

def mse_loss(weights, bias, data, target):
    """Something else."""
    n: int = data.shape[0]
    print("hm", n)
    r = (data @ weights
         + bias - target)
    total = np.sum(r ** 2.0) / n
    slope = 2.0 * data.T @ r / n

    return total, slope, 2 * r.sum() / n

print(mse_loss(1, 2, 3, 4))
'''
NET = """
class Net:
    def __init__(self, size):
        self.{w} = np.ones((size, size))
        self.{b} = np.zeros(size)

    def forward(self, {x}):
        self.{kept} = {x}
        def {bend}({z}):
            return np.maximum({z}, 0)
        return {bend}({x} @ self.{w} + self.{b})

    def backward(self, up):
        return up @ self.{w}.T * (self.{kept} > 0)
"""
ONE = {"w": "W", "b": "b", "x": "x", "kept": "x", "bend": "relu", "z": "z"}
OTHER = {"w": "weight", "b": "bias", "x": "inputs", "kept": "cache", "bend": "act", "z": "s"}


def test_renaming_and_layout_change_nothing() -> None:
    """Names, comments, docstrings, prints, annotations, imports: is the digest the same?"""
    assert digest((MINE,), NEEDS) == digest((RENAMED,), NEEDS) != ""
    assert len(digest((MINE,), NEEDS)) == alike.LENGTH


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("residual**2", "residual**3"),
        ("X @ w + b", "b + X @ w"),
        ("residual.sum()", "np.sum(residual)"),
        ("loss = np.sum(residual**2) / N", "loss = np.mean(residual**2)"),
        ("np.sum", "np.max"),
        ("residual.sum() / N", "residual.sum()"),
        ("return loss, dw,", "return dw, loss,"),
    ],
)
def test_what_an_answer_says_changes_it(old: str, new: str) -> None:
    """Is an answer that says something else another one?"""
    assert old in MINE
    assert digest((MINE.replace(old, new),), NEEDS) not in ("", digest((MINE,), NEEDS))


def test_swapped_names_are_no_renaming() -> None:
    """Is using another variable in one place something else than renaming it everywhere?"""
    swapped = MINE.replace("X @ w + b - y", "X @ w + y - b")
    assert digest((swapped,), NEEDS) != digest((MINE,), NEEDS)


def test_attributes_and_inner_functions_of_a_class_are_its_own() -> None:
    """Is a class the same whatever it calls what it keeps, and other where it keeps another?"""
    one, other = (digest((NET.format(**names),), ("Net",)) for names in (ONE, OTHER))
    assert one == other != ""
    wrong = NET.replace("up @ self.{w}.T", "up @ self.{b}.T").format(**ONE)
    assert digest((wrong,), ("Net",)) not in ("", one)


@pytest.mark.parametrize(
    "source",
    [
        "def mse_loss(w, b, X, y):\n    return np.mean((X @ w + b - y) ** 2)",
        "def mse_loss(:",
        "%matplotlib inline\n" + MINE,
        "",
        "mse_loss = 3",
        MINE + f"#{'x' * alike.LONGEST_CELL}",
        "def mse_loss():\n    return " + "(" * 3000 + ")" * 3000,
        "def mse_loss():\n    return " + "-" * 9000 + "1",
        "def mse_loss():\n    return " + "+".join("a" * 5000),
        "def mse_loss():\n    return a" + ".b" * 5000,
    ],
)
def test_there_is_no_digest_of_little_or_of_nothing(source: str) -> None:
    """Short answers, and what no parser reads or nobody writes: have they no digest?"""
    assert digest((source,), NEEDS) == ""


@given(st.text(max_size=300))
def test_no_text_is_a_fault(text: str) -> None:
    """Is whatever a cell holds a digest or none, and never an exception?"""
    assert len(digest((text, f"def mse_loss():\n    {text}"), NEEDS)) in (0, alike.LENGTH)


def test_no_cell_takes_long() -> None:
    """Does a cell of thousands of names, or of nested functions, stall nothing?"""
    names = "\n".join(f"    v{i} = {i}" for i in range(1600))
    nested = "".join(f"{' ' * i}def f{i}(a{i}):\n" for i in range(90)) + " " * 90 + "return 1"
    lambdas = "def mse_loss():\n    return " + "lambda x: " * 150 + "x"
    started = time.process_time()
    for source in (f"def mse_loss():\n{names}", nested, lambdas):
        digest.__wrapped__((source,), NEEDS)
    assert time.process_time() - started < 2


def steps(*sources: str, asks: dict[int, str]) -> list[Step]:
    return [
        Step(i + 1, source, asks=(asks[i],) if i in asks else ())
        for i, source in enumerate(sources)
    ]


def test_answers_are_found_by_what_they_define() -> None:
    """Is an answer found in any cell, and what we gave out no answer?"""
    exercises = load_unit(UNIT).exercises
    place = [e.slug for e in exercises].index("mse-loss")
    found = digests(steps("x = 1", MINE, asks={0: "mse-loss"}), exercises, Released())
    assert found[place] == digest((MINE,), NEEDS)
    assert {d for i, d in enumerate(found) if i != place} == {""}
    given = Released(answers={"mse-loss": RENAMED})
    assert set(digests(steps(MINE, asks={}), exercises, given)) == {""}
    demo = [Step(1, MINE, demo=True), Step(2, MINE, given=True)]
    assert set(digests(demo, exercises, Released())) == {""}


def test_parts_of_one_class_are_parted_by_their_checks() -> None:
    """Where one class is asked for five times, is each answer what stands before its check?"""
    exercises = load_unit("05_two_layer_net").exercises
    text = NET.format(**ONE)
    first = text.replace("class Net:", "class TwoLayerNet:")
    second = first.replace("np.maximum", "np.minimum")
    slugs = [e.slug for e in exercises]
    sources = (first, f"check({slugs[0]!r})", second, f"check({slugs[1]!r})")
    found = digests(steps(*sources, asks={1: slugs[0], 3: slugs[1]}), exercises, Released())
    assert found[0] and found[1] and found[0] != found[1]
    assert set(found[2:]) == {""}


def test_a_notebook_of_endless_text_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is nothing parsed of a notebook that is longer than anybody writes?"""
    monkeypatch.setattr(alike.ast, "parse", lambda *_: pytest.fail("parsed"))
    long = [Step(1, MINE), Step(2, "x" * alike.LONGEST)]
    assert set(digests(long, load_unit(UNIT).exercises, Released())) == {""}
