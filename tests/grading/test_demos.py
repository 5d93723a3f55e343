"""Whether demo cells can change an answer: never no where they can."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.exercises import load_unit, unit_slugs
from autograder.grading.demos import cannot_matter
from autograder.grading.plan import Step, plan
from autograder.grading.released import read_released
from autograder.notebook import Reader, asked_slugs

ROOT = Path(__file__).parents[2]
GIVEN = Step(
    1,
    "import numpy as np\nX = np.ones(3)\n\ndef mean(x):\n    return x.sum() / len(x)\n",
    given=True,
)
DEMO = Step(9, "rate = 0.1\nfor step in range(3):\n    print(loss(X))\n", demo=True)

HARMLESS = {
    "a function of its arguments": "def loss(x):\n    return np.sum(x**2) + mean(x)",
    "a constant of its own": "SCALE = 2.0\ndef loss(x):\n    return SCALE * x",
    "a local of a demo's name": "def loss(x):\n    rate = 2\n    return rate * x",
    "an argument of a demo's name": "def loss(x, step=3):\n    return x[step:]",
    "what it saves in an instance": "class Net:\n    def loss(self, x):\n        self.x = x",
    "a generator": "def loss(x):\n    yield from x",
    "draws of its own": "def loss(x):\n    return np.random.default_rng(0).normal(size=x)",
    "an rng's draws": "def loss(x, rng):\n    return x * rng.random()",
    "a closure": "def loss(x):\n    scale = len(x)\n    return sum(a * scale for a in x)",
    "an own import": "from math import exp\ndef loss(x):\n    return exp(x)",
    "a result beside it": "def loss(x):\n    return x\ntried = loss(1)",
    "a print at top level": "def loss(x):\n    return x\nprint(loss(1))",
}  # fmt: skip

HARMFUL = {
    "a demo's name": "def loss(x):\n    return rate * x",
    "a demo's, caught": "def loss(x):\n    try:\n        return rate\n    except NameError: ...",
    "a demo's name in a class": "class Net:\n    def loss(self, x):\n        return x * rate",
    "a demo's name in a default": "def loss(x, scale=rate):\n    return x * scale",
    "a demo's name at top level": "scale = rate\ndef loss(x):\n    return x * scale",
    "a counter": "calls = 0\ndef loss(x):\n    global calls\n    calls += 1\n    return x * calls",
    "a list": "seen = []\ndef loss(x):\n    seen.append(x)\n    return len(seen)",
    "a mutable default": "def loss(x, seen=[]):\n    seen.append(x)\n    return len(seen)",
    "a default by keyword": "def loss(x, *, seen={}):\n    return seen.setdefault('x', x)",
    "an attribute of a function": "def loss(x):\n    loss.x = max(loss.x, x)\n    return loss.x",
    "an attribute of a class": "class Net:\n    x = 0\n    def loss(self, x):\n        Net.x += 1",
    "a list of a class": "class Net:\n    x = [0]\n    def loss(self, x):\n        self.x[0] = x",
    "an attribute of nobody known": "def loss(x):\n    type(x).calls = 1\n    return x",
    "an object": "net = object()\ndef loss(x):\n    return id(net)",
    "a decorator": "import functools\n@functools.lru_cache\ndef loss(x):\n    return x",
    "a partial": "from functools import partial\nloss = partial(max, 0)",
    "a function that was made": "def make():\n    seen = []\n    return seen.append\nloss = make()",
    "a given array": "def loss(x):\n    return X * x",
    "globals": "def loss(x):\n    return globals().get('rate', 0)",
    "eval": "def loss(x):\n    return eval('rate')",
    "main": "import __main__\ndef loss(x):\n    return __main__.rate",
    "draws for all": "def loss(x):\n    return x * np.random.normal()",
    "draws of Python's": "import random\ndef loss(x):\n    return x * random.random()",
    "an imported draw": "from numpy.random import normal\ndef loss(x):\n    return x * normal()",
    "everything of a module": "from math import *\ndef loss(x):\n    return x",
    "no Python": "%timeit loss(X)\ndef loss(x):\n    return x",
    "a walrus": "def loss(x):\n    return x * k\n[k := 2]",
    "what a loop leaves": "for k in range(3):\n    pass\ndef loss(x):\n    return x * k",
    "what a with leaves": "with open('x') as k:\n    pass\ndef loss(x):\n    return k",
}  # fmt: skip


def steps(source: str) -> list[Step]:
    """A notebook with an answer, between a given cell and a demo."""
    return [GIVEN, Step(2, source, asks=("loss",)), DEMO]


@pytest.mark.parametrize("what", HARMLESS)
def test_most_answers_are_what_they_are(what: str) -> None:
    """Is it seen of plain functions that demo cells change nothing?"""
    assert cannot_matter(steps(HARMLESS[what]), ["loss"])


@pytest.mark.parametrize("what", HARMFUL)
def test_what_reads_or_keeps_anything_is_doubted(what: str) -> None:
    """Is nothing promised of code that reads what demos make, or keeps what it saw?"""
    assert not cannot_matter(steps(HARMFUL[what]), ["loss"])


@pytest.mark.parametrize("demo", ["def mean(x):\n    return 0", "import math as np", "np.pi = 3"])
def test_a_demo_that_replaces_what_is_used(demo: str) -> None:
    """Is a demo seen that puts something else under a name that the answer reaches?"""
    answer = Step(2, "def loss(x):\n    return mean(np.abs(x))")
    assert not cannot_matter([GIVEN, answer, Step(3, demo, demo=True)], ["loss"])


def test_a_changed_helper_is_the_students() -> None:
    """Is a given cell that was edited looked at as strictly as an answer?"""
    edited = Step(1, "seen = []\ndef mean(x):\n    seen.append(x)\n    return len(seen)")
    answer = Step(2, "def loss(x):\n    return mean(x)")
    assert not cannot_matter([edited, answer, DEMO], ["loss"])


@pytest.mark.parametrize("unit", unit_slugs())
def test_the_course_itself(unit: str) -> None:
    """Is it seen of the notebooks as given out, so that this saves anything?"""
    path = ROOT / "course" / unit / f"{unit}.ipynb"
    with Reader() as reader:
        sources = [cell.source for cell in reader.read(path).cells if cell.kind == "code"]
    slugs = [exercise.slug for exercise in load_unit(unit).exercises]
    made = plan(sources, read_released(path), slugs, asked_slugs)
    assert any(step.demo for step in made) and any(step.given for step in made)
    names = [name for exercise in load_unit(unit).exercises for name in exercise.needs]
    assert cannot_matter(made, names) or unit == "08_automatic_differentiation"


@pytest.mark.parametrize(
    "cells", [["[" + "1," * 3_000_000 + "]"], ["x = 1  # " + "x" * 9_000] * 20]
)
def test_what_nobody_wrote_by_hand_is_not_parsed(
    cells: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six megabytes of numbers need three gigabytes to parse: are they left to the sandbox?"""
    made = [*steps(HARMLESS["a constant of its own"]), *(Step(3, cell) for cell in cells)]
    with monkeypatch.context() as patch:
        patch.setattr(ast, "parse", lambda source: pytest.fail("it was parsed"))
        assert not cannot_matter(made, ["loss"])


def test_a_warning_quotes_nobody(recwarn: pytest.WarningsRecorder) -> None:
    """Does an escape that Python warns of reach no terminal?"""
    assert cannot_matter(steps("def loss(x):\n    return '\\\x1b'"), ["loss"])
    assert not recwarn.list
