"""Unit 08: the figures on the page are what the reference functions compute."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from time import perf_counter
from typing import Any

import autograd.numpy as traced
import numpy as np
import pytest
from autograd import core as autograd_core
from autograd import grad, value_and_grad

from autograder.authoring.bank import load_bank
from autograder.authoring.source import SourceCell, read_source
from autograder.exercises import load_unit, scalar_programs
from autograder.exercises.asking import ask
from autograder.model import Reply
from autograder.sandbox import Sandbox
from autograder.student import plots
from autograder.student.plots.style import Picture, Slider

ROOT = Path(__file__).parents[2]
SLUG = "08_automatic_differentiation"
SOURCE = read_source(ROOT / "solutions" / f"{SLUG}.py")
UNIT = load_unit(SLUG)
BANK = load_bank(ROOT / "solutions" / "mistakes" / f"{SLUG}.py")
NET = [(2, 100), (100,), (100, 3), (3,)]
RNG = np.random.default_rng


def page() -> dict[str, Any]:
    """The given and the reference classes and functions of the page, made anew."""
    names: dict[str, Any] = {"np": traced, "grad": grad, "value_and_grad": value_and_grad}
    names |= {"plots": plots, "__name__": "page"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in SOURCE.cells:
            if cell.role in ("exercise", "given") and cell.slug != "setup":
                exec(cell.source, names)
    return names


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The names of the page."""
    return page()


def demo(text: str) -> SourceCell:
    """The one demo cell that holds this text."""
    (found,) = [c for c in SOURCE.cells if c.role == "demo" and text in c.source]
    return found


def shown(unit: dict[str, Any], *texts: str) -> tuple[list[str], dict[str, Any]]:
    """What the demos that hold these texts print, and the names they leave."""
    names = dict(unit)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for text in texts:
            exec(demo(text).source, names)
    return out.getvalue().splitlines(), names


def text_of(*roles: str) -> str:
    """Everything that the cells of these roles say, on one line."""
    cells = (c.source for c in SOURCE.cells if c.role in roles)
    return " ".join(" ".join(cells).replace("#", " ").split())


# -------------------------------------------------------------------------------- numbers


def test_order_and_fork_by_hand(unit: dict[str, Any]) -> None:
    """Is the printed order the sort's, and the slope of x * x + 3 * x at 2 seven?"""
    Var, x = unit["Var"], unit["Var"](2.0)
    order = [node.value for node in unit["topological_sort"](x + (x + 3))]
    assert order == [2.0, 3, 5.0, 7.0] and str(order) in text_of("demo")
    x = Var(2.0)
    end = x * x + 3 * x
    end.backward()
    assert (end.value, x.grad) == (10, 7) and "In all 7" in text_of("text")


def test_tangent_turns_at_the_corners(unit: dict[str, Any]) -> None:
    """Has the formula corners at -1 and 1, and is its slope elsewhere the derivative?"""
    formula = shown(unit, "def formula")[1]["formula"]
    for x in (-1.7, -0.4, 0.3, 1.5):
        at = unit["Var"](x)
        formula(at).backward()
        assert at.grad == pytest.approx(2 * x * (abs(x) > 1) - np.exp(-x), rel=1e-12)


def test_value_and_slopes_of_the_bowl(unit: dict[str, Any]) -> None:
    """Does the first look at autograd print what is said, and does one step go where it says?"""
    (line,), names = shown(unit, "def bowl")
    assert line == "9.0 [array([2., 4.]), array(-4.)]"
    w, b = (p - 0.1 * g for p, g in zip([np.array([1.0, 2.0]), 3.0], names["slopes"], strict=True))
    assert w == pytest.approx([0.8, 1.6]) and b == pytest.approx(3.4)


def test_where_the_tape_stumbles(unit: dict[str, Any]) -> None:
    """Do writing in place and float() fail, and is the slope at the kink a half?"""
    lines, _ = shown(unit, "def in_place")
    assert [line.split()[1] for line in lines[:2]] == ["TypeError", "TypeError"]
    assert lines[2].endswith("[0. 0. 1.]") and lines[3].endswith("[0.  0.5 1. ]")
    assert grad(lambda w: w * (w > 0))(0.0) == 0


@pytest.mark.filterwarnings("ignore:Output seems independent")
def test_accuracy_has_no_slope(unit: dict[str, Any]) -> None:
    """Is the gradient of accuracy zero, with the words that the marking guide quotes?"""
    X, y = unit["spiral"](20)

    def accuracy(W: Any) -> Any:
        return traced.mean(traced.argmax(X @ W, axis=1) == y)

    assert not grad(accuracy)(RNG(0).normal(size=(2, 3))).any()
    with pytest.warns(UserWarning, match="Output seems independent of input"):
        grad(accuracy)(np.ones((2, 3)))


# -------------------------------------------------------------------------------- network


def test_loss_of_nothing_is_log_3(unit: dict[str, Any]) -> None:
    """Is the loss of all zeros log C, and 603 the number of parameters?"""
    zeros = [np.zeros(shape) for shape in NET]
    loss = unit["network_loss"](zeros, np.ones((1, 2)), np.array([1]), 0.1)
    assert f"{loss:.4f}" == "1.0986" and sum(p.size for p in zeros) == 603
    assert "603" in text_of("text") and f"{2 * 603:,}".replace(",", " ") in text_of("text")


def test_two_gradients_agree(unit: dict[str, Any]) -> None:
    """Is the whole list within 1e-12 for every start, and array by array not?"""
    X, y = unit["spiral"]()
    by_list, by_array = [], []
    for seed in range(60):
        params = unit["begin"](NET, RNG(seed), 0.01)
        ours = unit["manual_gradients"](params, X, y, 1e-3)
        theirs = value_and_grad(unit["network_loss"])(params, X, y, 1e-3)[1]
        off = [np.abs(g - h).max() for g, h in zip(ours, theirs, strict=True)]
        size = [np.abs(h).max() for h in theirs]
        by_list.append(max(off) / max(size))
        by_array.append(max(np.divide(off, size)))
    assert max(by_list) < 1e-12 < max(by_array)
    assert 0.1 < np.mean(np.array(by_array) > 1e-12) < 0.5


def accuracy_after(unit: dict[str, Any], seed: int, steps: int) -> float:
    """Accuracy on the spiral after so many steps, as on the page."""
    X, y = unit["spiral"]()
    start = unit["begin"](NET, RNG(seed))
    (W1, b1, W2, b2), losses = unit["train_with_autograd"](start, X, y, 1.0, 1e-3, steps)
    assert len(losses) == steps
    return float(np.mean((np.maximum(0, X @ W1 + b1) @ W2 + b2).argmax(axis=1) == y))


def test_spiral_is_learned(unit: dict[str, Any]) -> None:
    """Does training by autograd reach what units 04 and 05 reached by hand?"""
    assert 0.96 <= accuracy_after(unit, 0, 1000) <= 0.99
    assert "0.96 to 0.99" in text_of("text")


@pytest.mark.prove
def test_spiral_is_learned_from_every_start(unit: dict[str, Any]) -> None:
    """Is it so for ten starts?"""
    found = [accuracy_after(unit, seed, 1000) for seed in range(10)]
    assert min(found) >= 0.96 and max(found) <= 0.99


@pytest.mark.prove
def test_cost_of_the_way_back(unit: dict[str, Any]) -> None:
    """Are all slopes to be had for a handful of losses, far from 1 206, at either size?"""
    X, y = unit["spiral"]()
    for hidden in (100, 2000):
        params = unit["begin"]([(2, hidden), (hidden,), (hidden, 3), (3,)], RNG(0))
        both = value_and_grad(unit["network_loss"])
        times = []
        for work in (unit["network_loss"], both):
            runs = []
            for _ in range(20):
                began = perf_counter()
                work(params, X, y, 1e-3)
                runs.append(perf_counter() - began)
            times.append(np.median(runs))
        assert 1.3 < times[1] / times[0] < 20


def deep_accuracy(unit: dict[str, Any], seed: int) -> float:
    """Accuracy of the three-layer net, trained as on the page from another start."""
    names = dict(unit)
    code = demo("def deep_loss").source.split("trained, _ =")[0]
    names["X"], names["y"] = unit["spiral"]()
    exec(code.replace("default_rng(0)", f"default_rng({seed})"), names)
    classes = names["deep_scores"](names["deep"], names["X"]).argmax(axis=1)
    return float(np.mean(classes == names["y"]))


def test_three_layers_need_no_table(unit: dict[str, Any]) -> None:
    """Does the net that nobody differentiated read the spiral as well as the page says?"""
    assert "0.990 to 0.993" in text_of("text")
    assert 0.98 <= deep_accuracy(unit, 0) <= 1.0


@pytest.mark.prove
def test_three_layers_over_eight_starts(unit: dict[str, Any]) -> None:
    """Is the printed spread that of eight starts, give or take a point of 300?"""
    found = [deep_accuracy(unit, seed) for seed in range(8)]
    assert min(found) >= 0.986 and max(found) <= 0.997


# -------------------------------------------------------------------------------- torch

TORCH = demo("import torch").source


def test_without_torch_the_section_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a missing torch told in one sentence, with the command for the extra?"""
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(TORCH, {})
    assert "nothing else here needs it" in out.getvalue()
    assert 'pip install "backprop-by-hand[torch]"' in out.getvalue()
    assert 'torch = ["torch' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("default")  # torch's own, when it is imported
def test_torch_repeats_unit_01() -> None:
    """Does the cell print unit 01's losses and weights, where torch is installed?"""
    pytest.importorskip("torch", reason="the extra is not installed: make test-torch")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(TORCH, {})
    lines = out.getvalue().splitlines()
    losses = ("0.257558", "0.079949", "0.028329")
    firsts = (0.49954653, 0.49503425, 0.49056274)
    for line, loss, first in zip(lines, losses, firsts, strict=True):
        assert f"loss {loss}" in line and loss in text_of("text")
        assert float(line.split("[")[1].split(",")[0]) == pytest.approx(first, abs=2e-8)


@pytest.mark.filterwarnings("default")
def test_torch_adds_up_what_is_not_cleared() -> None:
    """Does leaving the clearing out change the loss, so that the question has an answer?"""
    pytest.importorskip("torch", reason="the extra is not installed: make test-torch")
    assert TORCH.count("p.grad = None") == 1
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(TORCH.replace("p.grad = None", "pass"), {})
    first, second, _ = out.getvalue().splitlines()
    assert "0.257558" in first and "0.079949" not in second


# -------------------------------------------------------------------------------- checks


def replies(slug: str, names: dict[str, Any], group: str) -> list[Reply]:
    """What the probe of an exercise brings back on the cases of a group."""
    exercise = UNIT.exercise(slug)
    cases = [c for c in exercise.cases(RNG(0)) if c.group == group]
    return ask(exercise, names, [case.inputs for case in cases])


def said(slug: str, names: dict[str, Any], group: str) -> list[str]:
    """What is said instead of values, case by case."""
    return [r.failure.message if r.failure else "" for r in replies(slug, names, group)]


LOSSES = {
    "in place": (
        "def network_loss(params, X, y, reg):\n    W1, b1, W2, b2 = params\n"
        "    h = X @ W1 + b1\n    h[h < 0] = 0\n    return np.mean(h @ W2) + reg * np.sum(b2)\n",
        "at line 4 of its cell (TypeError",
    ),
    "a float": (
        "def network_loss(params, X, y, reg):\n    return float(np.sum(params[0] ** 2))\n",
        "at line 2 of its cell (TypeError",
    ),
    "another array": (
        "def network_loss(params, X, y, reg):\n"
        "    W1 = getattr(params[0], '_value', params[0])\n    return np.sum(W1 ** 2)\n",
        "a bare number",
    ),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_that_cannot_be_traced_is_told_so(unit: dict[str, Any], name: str) -> None:
    """Does the check say what autograd could not follow, and where, and still read the loss?"""
    code, sentence = LOSSES[name]
    names = dict(unit)
    exec(compile(code, "<cell 5>", "exec"), names)
    assert all(sentence in text for text in said("network-loss", names, "traced"))
    assert all("loss" in reply.values for reply in replies("network-loss", names, "main"))


EXPONENTIAL = """
class Var(Var):
    def backward(self, grad=1.0):
        self.grad += grad
        for read, slope in zip(self.inbound_nodes, self.slopes):
            read.backward(grad * slope)
"""


def test_going_down_every_way_is_right_and_told_to_be_slow(unit: dict[str, Any]) -> None:
    """Are values right on small graphs, and is the ladder refused within two seconds?"""
    names = page()
    exec(EXPONENTIAL, names)
    assert said("scalar-autodiff", names, "shared") == said("scalar-autodiff", unit, "shared")
    began = perf_counter()
    assert all("visit each Var once" in text for text in said("scalar-autodiff", names, "deep"))
    assert perf_counter() - began < 4
    for mine, right in zip(
        replies("scalar-autodiff", names, "shared"),
        replies("scalar-autodiff", unit, "shared"),
        strict=True,
    ):
        ours, theirs = mine.values["grad"].array, right.values["grad"].array
        assert ours is not None and np.allclose(ours, theirs)


def test_ladders_are_no_deeper_than_recursion_may_go() -> None:
    """Is every graph at most 200 deep, counted along its longest way?"""
    for case in scalar_programs.cases(RNG(0)):
        depth = [0] * len(case.inputs["x"])
        for operation, i, j in case.inputs["program"]:
            other = 0 if operation in scalar_programs.WITH_NUMBER else depth[j]
            depth.append(1 + max(depth[i], other))
        assert max(depth) <= 200


def test_relu_is_off_its_kink_and_an_unread_var_gets_0(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is relu asked above and below 0, never near it, and is an unread Var's gradient 0?"""
    names, exercise, seen = page(), UNIT.exercise("scalar-autodiff"), list[float]()
    relu = names["Var"].relu
    monkeypatch.setattr(names["Var"], "relu", lambda v: seen.append(v.value) or relu(v))
    for seed in range(20):
        cases = exercise.cases(RNG(seed))
        asked = ask(exercise, names, [c.inputs for c in cases])
        assert all(reply.failure is None for reply in asked)
        unread = next(r for c, r in zip(cases, asked, strict=True) if "one never" in c.name)
        assert unread.values["grad"].array is not None and unread.values["grad"].array[2] == 0
    assert min(seen) < 0 < max(seen) and min(map(abs, seen)) > 0.3


def test_overwritten_params_are_noted_not_punished(unit: dict[str, Any]) -> None:
    """Is a changed array, or a changed list, seen in the reply with the right values?"""
    styles = {style.name: style.code for style in BANK.correct["train-with-autograd"]}
    for name in ("in-place-on-arguments", "the-callers-list"):
        names = dict(unit)
        exec(styles[name], names)
        assert replies("train-with-autograd", names, "main")[0].changed, name
    assert not replies("train-with-autograd", unit, "main")[0].changed


def test_autograd_works_where_work_is_graded() -> None:
    """Can a confined child import what the page and students import, and differentiate?"""
    lines = (
        "from autograd import elementwise_grad, grad, value_and_grad",
        "import autograd.numpy as np",
        "from autograd.misc.flatten import flatten",
        "from autograd.misc import optimizers",
        "from autograd.scipy.special import logsumexp",
        "from autograd.test_util import check_grads",
        "import autograd.numpy.random as npr, autograd.numpy.linalg",
        "assert grad(lambda x: logsumexp(np.tanh(x)))(np.ones(3)).shape == (3,)",
        "assert elementwise_grad(np.sin)(np.zeros(2)).tolist() == [1.0, 1.0]",
    )
    with Sandbox(SLUG) as sandbox, sandbox.child() as child:
        for line in lines:
            outcome = child.run(line, 10)
            assert outcome.status == "ok", (line, outcome)


# ------------------------------------------------------------------------------ pictures


@pytest.fixture(scope="module")
def drawings(unit: dict[str, Any]) -> dict[str, Picture]:
    """The pictures that are this unit's own."""
    formula = shown(unit, "def formula")[1]["formula"]
    return {
        "slope": plots.slope(formula, unit["Var"], 0.5),
        "timings": plots.timings({"alone": [1.0, 2.0, 3.0], "both": [6.0, 7.0, 9.0]}),
    }


def test_pictures_carry_their_words_and_fit(drawings: dict[str, Picture]) -> None:
    """Has each picture a description, a size for a laptop, a named axis and a small file?"""
    for name, picture in drawings.items():
        bundle = picture._repr_mimebundle_()
        assert len(picture.alt) > 30 and 'alt="' in bundle["text/html"], name
        assert picture.figure.get_size_inches()[0] * 96 <= 1000, name
        assert len(bundle["image/png"]) < 80_000, name
        assert all(ax.get_xlabel() for ax in picture.figure.axes), name


def test_words_of_the_pictures(drawings: dict[str, Picture]) -> None:
    """Do the descriptions hold the slope, and the times with their ratio?"""
    assert f"slope {-np.exp(-0.5):.3g}" in drawings["slope"].alt
    assert "alone: 2.00 ms; both: 7.00 ms, 3.5 × alone" in drawings["timings"].alt


def test_slider_has_a_still_picture(unit: dict[str, Any]) -> None:
    """Does the slider fall back on the picture of its first place?"""
    formula = shown(unit, "def formula")[1]["formula"]
    found = plots.slope_slider(formula, unit["Var"])
    assert isinstance(found, Slider) and "x = 1.5" in found.still.alt


# ------------------------------------------------------------------------------- slips


def test_losses_without_the_clearing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Are the losses that are told where torch is missing what adding up gives?"""
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(TORCH, {})
    x = np.arange(1.0, 6.0)
    Z, t = np.stack([x, x**2], axis=1), x**2
    Z, t = (Z - Z.mean(0)) / Z.std(0, ddof=1), (t - t.mean()) / t.std(ddof=1)
    p, kept, losses = np.full(3, 0.5), np.zeros(3), []
    Z = np.column_stack([Z, np.ones(5)])
    for _ in range(21):
        losses.append(np.mean((Z @ p - t) ** 2))
        kept = kept + 2 * Z.T @ (Z @ p - t) / 5
        p = p - 0.03 * kept
    assert ", ".join(f"{losses[i]:.6f}" for i in (0, 10, 20)) in out.getvalue()


MADE_BY_AUTOGRAD = """
def manual_gradients(params, X, y, reg):
    return grad(lambda p: network_loss(p, X, y, reg))(params)
"""
COMPARED = """
by_hand = manual_gradients
def manual_gradients(params, X, y, reg):
    mine, its = by_hand(params, X, y, reg), grad(network_loss)(params, X, y, reg)
    assert all(np.allclose(one, other) for one, other in zip(mine, its))
    return mine
"""


def test_gradients_by_autograd_are_not_by_hand(unit: dict[str, Any]) -> None:
    """Is what autograd made refused, and a comparison of the student's own not?"""
    names = dict(unit)
    exec(MADE_BY_AUTOGRAD, names)
    assert all("lets autograd differentiate" in s for s in said(MANUAL, names, "main"))
    names = dict(unit)
    exec(COMPARED, names)
    assert said(MANUAL, names, "main") == said(MANUAL, unit, "main") == [""] * 5
    assert autograd_core.trace.__module__ == "autograd.tracer"  # the library is as it was


MANUAL = "manual-against-autograd"
VARS = {
    "lost its first half": "class Var:\n    def __mul__(self, other):\n        return self\n",
    "has no product": next(c.source for c in SOURCE.cells if c.slug == "var"),
    "gives a plain number": (
        "class Var(Var):\n    def relu(self):\n        return max(self.value, 0)\n"
    ),
    "inbound_nodes of a Var is a Var": (
        "class Var(Var):\n    def exp(self):\n        return Var(1.0, (self), (1.0,))\n"
    ),
    "slopes of a Var is a number": (
        "class Var(Var):\n    def exp(self):\n        return Var(1.0, (self,), (1.0))\n"
    ),
    "hold Vars": (
        "class Var(Var):\n    def exp(self):\n        return Var(1.0, (self,), (self,))\n"
    ),
}


@pytest.mark.parametrize("words", VARS)
def test_a_var_of_the_wrong_form_is_told_so(words: str) -> None:
    """Is the slip of form said, where Python would stop somewhere else?"""
    names = page()
    exec(VARS[words], names)
    assert any(words in text for text in said("scalar-autodiff", names, "functions"))


def test_losses_first_and_params_second_is_told(unit: dict[str, Any]) -> None:
    """Is the other order of the two results said in words?"""
    names, right = dict(unit), unit["train_with_autograd"]
    names["train_with_autograd"] = lambda *given: right(*given)[::-1]
    assert all("losses first" in s for s in said("train-with-autograd", names, "main"))
