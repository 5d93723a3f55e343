"""Unit 07: the figures on the page are what the reference nodes compute."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring.source import SourceCell, read_source
from autograder.exercises import graph_nodes, load_unit
from autograder.exercises.asking import ask, finder
from autograder.student import plots
from autograder.student.plots.style import Picture

SOURCE = read_source(Path(__file__).parents[2] / "solutions" / "07_computation_graph.py")
DEMOS = [cell for cell in SOURCE.cells if cell.role == "demo"]
STARTER = next(cell for cell in SOURCE.cells if cell.role == "starter")
UNIT = load_unit("07_computation_graph")


@pytest.fixture(scope="module")
def unit() -> dict[str, Any]:
    """The given and the reference classes and functions of the page."""
    namespace: dict[str, Any] = {"np": np, "plots": plots, "__name__": "page"}
    for cell in SOURCE.cells:
        if cell.role == "exercise" or cell.slug == "nodes":
            exec(cell.source, namespace)
    return namespace


def demo(text: str) -> SourceCell:
    """The one demo cell that holds this text."""
    (found,) = [cell for cell in DEMOS if text in cell.source]
    return found


def shown(
    unit: dict[str, Any], *texts: str, change: Sequence[tuple[str, str]] = ()
) -> tuple[list[str], dict[str, Any]]:
    """What the demos that hold these texts print, changed so, and the names they leave."""
    names = dict(unit)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for text in texts:
            code = demo(text).source
            for old, new in change:
                code = code.replace(old, new)
            exec(code, names)
    return out.getvalue().splitlines(), names


NETWORK, COMPARE = "columns =", "by_hand ="
DATA, TRAINING = "load_diabetes", "def cost_on"
QUIET = (("plots.graph(*columns)", ""), ("plots.epochs(", "(lambda *_: None)("))

# ------------------------------------------------------------------------------ nodes


def test_gradients_add_at_the_fork(unit: dict[str, Any]) -> None:
    """Does x receive 7, of which 4 come back from the square and 3 from the triple?"""
    lines, names = shown(unit, "class Square", "Total([square")
    x = names["x"]
    assert lines == ["x receives 7.0"] and names["total"].value == 10
    assert (names["square"].gradients[x], names["triple"].gradients[x]) == (4, 3)


def test_a_third_node_for_the_total(unit: dict[str, Any]) -> None:
    """Does x receive 39 where Total reads a square of the square as well?"""
    change = [
        ("total = Total([square, triple])", "fourth = Square([square])\ntotal = Total([square, "
         "triple, fourth])"),
        ("(x, square, triple, total)", "(x, square, triple, fourth, total)"),
        ("(total, triple, square, x)", "(total, fourth, triple, square, x)"),
        ('{"total": total})', '{"fourth": fourth}, {"total": total})'),
    ]  # fmt: skip
    assert shown(unit, "class Square", "Total([square", change=change)[0] == ["x receives 39.0"]


def test_table_of_the_linear_node(unit: dict[str, Any]) -> None:
    """Are the rows of the table true, and dX = (6, 15) with the third reader?"""
    lines, names = shown(unit, "linear = Linear")
    assert lines == ["[[3. 9.]] [1. 1. 0.]"]
    assert names["linear"].gradients[names["W"]].tolist() == [[1, 1, 0], [2, 2, 0]]
    third = ("[[0.0, 1.0, 1.0]]):", "[[0.0, 1.0, 1.0]], [[0.0, 0.0, 1.0]]):")
    assert shown(unit, "linear = Linear", change=[third])[0] == ["[[ 6. 15.]] [1. 1. 1.]"]


def test_slope_of_the_sigmoid_node(unit: dict[str, Any]) -> None:
    """Do nudge and node agree at 2, is dz = 1 in the example, and is the slope dead at 40?"""
    (line,), names = shown(unit, "sigmoid, values")
    by_hand, nudged = (float(part.split()[-1]) for part in line.split("  nudged"))
    assert by_hand == pytest.approx(nudged, rel=1e-9)
    assert by_hand == pytest.approx(0.104994, abs=5e-7)
    z, node = names["z"], names["sigmoid"]
    node.outbound_nodes[0].gradients[node] = np.ones((1, 1))
    unit["Node"]([node]).gradients[node] = 3 * np.ones((1, 1))
    for value, dz in ((0.0, 1.0), (40.0, 0.0)):
        z.value = np.array([[value]])
        node.forward()
        node.backward()
        assert node.gradients[z].item() == pytest.approx(dz, abs=1e-15)


def test_two_batches_of_the_cost(unit: dict[str, Any]) -> None:
    """Does the repaired class give the numbers that the page works out by hand?"""
    assert shown(unit, "mse = MSE")[0] == ["C = 2.0  da = [ 0. -2.]", "C = 14.5  da = [-2. -5.]"]


def test_bugs_of_the_cost_as_found(unit: dict[str, Any]) -> None:
    """Is it wrong in both batches, but right in its own test: one batch, both (m, 1)?"""
    names = dict(unit)
    exec(STARTER.source, names)
    one, two = shown(names, "mse = MSE")[0]
    assert one.startswith("C = 1.5") and "14.5" not in two
    assert one.split("da")[1] == two.split("da")[1]
    for kind in (names["MSE"], unit["MSE"]):
        y, a = (graph_nodes.fed(finder(names), [[p], [q]]) for p, q in ((1.0, 2.0), (1.0, 0.0)))
        node = kind(y, a)
        node.forward()
        node.backward()
        assert node.value == 2 and node.gradients[a].tolist() == [[0], [-2]]
        assert (node.gradients[y] == -node.gradients[a]).all()


# --------------------------------------------------------------------- order and passes


def test_many_orders_and_where_y_may_stand(unit: dict[str, Any]) -> None:
    """May y come first and last but one, and does the cost come last in every order?"""
    _, names = shown(unit, NETWORK, change=QUIET)
    every = [node for column in names["columns"] for node in column.values()]
    assert len(every) == 10
    order = names["topological_sort"]({n: 0.0 for n in every if not n.inbound_nodes})
    assert set(order) == set(every) and order[-1] is names["cost"]
    others = [node for node in order if node not in (names["y"], names["cost"])]
    for at in range(9):
        tried = [*others[:at], names["y"], *others[at:], names["cost"]]
        place = {node: i for i, node in enumerate(tried)}
        assert all(place[m] < place[n] for n in tried for m in n.inbound_nodes)


def test_section_one_in_words(unit: dict[str, Any]) -> None:
    """Do both readers join at x, and total at square, so that one order of two comes out?"""
    _, names = shown(unit, "class Square", "Total([square")
    wanted = [names[name] for name in ("x", "square", "triple", "total")]
    assert unit["topological_sort"]({names["x"]: 2.0}) == wanted
    assert shown(unit, "numbers = [1]")[1]["numbers"] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("y", ["rng.normal(size=11)", "rng.normal(size=(11, 1))"])
def test_gradients_are_those_made_by_hand(unit: dict[str, Any], y: str) -> None:
    """Are the graph's gradients the same numbers, whichever of its two shapes y has?"""
    for seed in range(5):
        change = [*QUIET, ("default_rng(0)", f"default_rng({seed})")]
        change += [("rng.normal(size=11)", y)]
        lines, _ = shown(unit, NETWORK, COMPARE, change=change)
        assert float(lines[-1].split()[1]) < 1e-14


def test_a_chain_cannot_see_the_friends_slip(unit: dict[str, Any]) -> None:
    """With the last reader only: right on the network, wrong where the sigmoid feeds two?"""
    names = dict(unit)
    for slug in ("graph-linear", "graph-sigmoid"):
        answer = next(e.answer.source for e in SOURCE.exercises if e.slug == slug)
        summed = "sum(reader.gradients[self] for reader in self.outbound_nodes)"
        assert summed in answer
        exec(answer.replace(summed, "self.outbound_nodes[-1].gradients[self]"), names)
    lines, _ = shown(names, NETWORK, COMPARE, change=QUIET)
    assert float(lines[-1].split()[1]) < 1e-14
    right, slipped = (_skip_gradient(kind) for kind in (unit, names))
    assert np.abs(right - slipped).max() > 0.1 * np.abs(right).max()


def _skip_gradient(names: dict[str, Any]) -> Any:
    """The gradient in W1 of a network whose sigmoid is read by two nodes that meet in the cost."""
    rng = np.random.default_rng(0)
    X, y, W1, b, W2, W3 = (names["Input"]() for _ in range(6))
    middle = names["Sigmoid"](names["Linear"](X, W1, b))
    names["MSE"](names["Linear"](middle, W2, y), names["Linear"](middle, W3, y))
    shapes = {X: (5, 3), W1: (3, 4), b: (4,), W2: (4, 1), W3: (4, 1), y: (1,)}
    feed = {node: rng.normal(size=shape) for node, shape in shapes.items()}
    names["forward_and_backward"](names["topological_sort"](feed))
    return W1.gradients[W1]


# ----------------------------------------------------------------------------- diabetes


def trained(unit: dict[str, Any], seed: int, epochs: int = 100) -> dict[str, Any]:
    """The names that training leaves, for one split of the people."""
    change = [*QUIET, ("default_rng(0)", f"default_rng({seed})")]
    change += [("range(100)", f"range({epochs})")]
    return shown(unit, NETWORK, DATA, TRAINING, change=change)[1]


def test_people_of_the_page(unit: dict[str, Any]) -> None:
    """Are they 442 in 353 and 89, in 32 batches of 11 or 12, and is a cost of 1 the mean's?"""
    names = trained(unit, 0, 1)
    assert len(names["target"]) == 442
    assert (len(names["train"]), len(names["test"])) == (353, 89)
    sizes = sorted(len(part) for part in np.array_split(names["train"], 32))
    assert sizes == [11] * 31 + [12]
    assert np.mean(names["target"][names["train"]] ** 2) == pytest.approx(1)


def test_training_gets_as_far_as_least_squares(unit: dict[str, Any]) -> None:
    """Is the test cost near 0.5 after 100 epochs, and within 0.05 of least squares?"""
    names = trained(unit, 0)
    cost = names["curves"]["test"][-1]
    assert len(names["curves"]["test"]) == 101
    assert 0.45 < cost < 0.6 and cost == pytest.approx(names["least_squares"], abs=0.05)
    assert names["output"].value.shape == (89, 1)


@pytest.mark.prove
def test_spread_over_splits(unit: dict[str, Any]) -> None:
    """Are both test costs 0.53 ± 0.07 over 20 splits?"""
    runs = [trained(unit, seed) for seed in range(20)]
    yours = [names["curves"]["test"][-1] for names in runs]
    lines = [names["least_squares"] for names in runs]
    for costs in (yours, lines):
        assert round(np.mean(costs), 2) == 0.53 and round(np.std(costs), 2) == 0.07


@pytest.mark.prove
def test_five_hundred_epochs_overfit(unit: dict[str, Any]) -> None:
    """Do the squares of the page's own split rise again?"""
    tests = trained(unit, 0, 500)["curves"]["test"]
    assert tests[-1] > min(tests[:101]) + 0.05


# ------------------------------------------------------------------------------- checks


def said(slug: str, names: dict[str, Any]) -> str:
    """What the probe of an exercise says instead of values."""
    exercise = UNIT.exercise(slug)
    case = exercise.cases(np.random.default_rng(0))[0]
    failure = ask(exercise, names, [case.inputs])[0].failure
    return failure.message if failure else ""


@pytest.mark.parametrize(
    ("slug", "code", "sentence"),
    [
        ("graph-linear", "def forward(self): return 1", "store the result in self.value"),
        ("graph-linear", "def backward(self): pass", "no entry for the node X"),
        ("graph-linear", "def backward(self): self.gradients = [1]", "should be a dict"),
        ("graph-sigmoid", "def backward(self): self.gradients = {}", "for the node that it reads"),
        ("graph-sigmoid", "def backward(self): self.gradients = {self: 1}", "the node itself"),
        (
            "graph-linear",
            "def backward(self): self.outbound_nodes[0].gradients[self.inbound_nodes[0]]",
            "under the node that it reads, here yours",
        ),
    ],
)
def test_a_node_that_stores_nothing_is_told_so(
    unit: dict[str, Any], slug: str, code: str, sentence: str
) -> None:
    """Does the check say which thing was not stored?"""
    name = UNIT.exercise(slug).needs[0]
    names = dict(unit)
    exec(f"class {name}({name}):\n    {code}", names)
    assert sentence in said(slug, names)


def test_another_key_error_is_the_students_own(unit: dict[str, Any]) -> None:
    """Is a missing key of a dict of the student's own left as Python says it?"""
    names = dict(unit)
    exec("class Linear(Linear):\n    def backward(self): {}['dS']", names)
    assert "KeyError: 'dS'" in said("graph-linear", names)


def test_the_training_cell_can_be_run_again(unit: dict[str, Any]) -> None:
    """Does an update in place leave what is fed as it was, so that the curves begin anew?"""
    names = dict(unit)
    exec(
        "def sgd_update(trainables, learning_rate=1e-2):\n"
        "    for n in trainables: n.value -= learning_rate * n.gradients[n]",
        names,
    )
    change = [*QUIET, ("range(100)", "range(2)")]
    _, left = shown(names, NETWORK, DATA, TRAINING, change=change)
    first = left["curves"]["test"][0]
    code = demo(TRAINING).source
    for old, new in (*QUIET, ("range(100)", "range(1)")):
        code = code.replace(old, new)
    exec(code, left)
    assert left["curves"]["test"][0] == first != left["curves"]["test"][1]


def test_an_order_that_is_no_list_is_told_so(unit: dict[str, Any]) -> None:
    """Does the check name a forgotten return?"""
    names = unit | {"topological_sort": lambda feed_dict: None}
    assert "should return a list of nodes; it returned None" in said("topological-sort", names)


def test_every_sorting_case_needs_patience() -> None:
    """Does taking readers as they are met break the order of the first graph, in any order fed?"""
    case = UNIT.exercise("topological-sort").cases(np.random.default_rng(0))[0]
    edges = case.inputs["edges"].tolist()
    for feeding in permutations(range(2)):
        order = list(feeding)
        for node in order:
            order += [b for a, b in edges if a == node and b not in order]
        assert any(order.index(a) > order.index(b) for a, b in edges)


# ----------------------------------------------------------------------------- pictures


@pytest.fixture(scope="module")
def drawings(unit: dict[str, Any]) -> dict[str, Picture]:
    """Every picture of the page."""
    _, fork = shown(unit, "class Square", "Total([square")
    columns = {"x": fork["x"]}, {"one": fork["square"], "two": fork["triple"]}
    columns += ({"end": fork["total"]},)
    return {
        "graph": plots.graph(*columns),
        "trained": plots.trained(columns, np.arange(4.0), [[0.0], [1.5], [1.0], [4.0]]),
        "epochs": plots.epochs({"a": [2, 1.5, 1], "b": [3, 2, 2]}, {"level": 1.2}),
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
    """Do the descriptions hold wiring, gradients and numbers?"""
    told = {name: picture.alt for name, picture in drawings.items()}
    assert "x feeds one and two; one feeds end" in told["graph"]
    assert "4 from one to x; 3 from two to x" in told["graph"]
    assert "4 predictions" in told["trained"] and "0.87" in told["trained"]
    assert "a: 2.00 at first, 1.00 at last" in told["epochs"] and "level: 1.20" in told["epochs"]


def test_graph_shows_numbers_shapes_and_gradients(unit: dict[str, Any]) -> None:
    """Do boxes hold a name with a number or a shape, and arrows a gradient that is a number?"""
    x = unit["Input"]()
    reader = unit["Node"]([x])
    x.value, reader.value, reader.gradients = np.zeros((2, 3)), 1.25, {x: 0.5}
    (ax,) = plots.graph({"x": x}, {"reader": reader}).figure.axes
    texts = {text.get_text() for text in ax.texts}
    assert {"x\n(2, 3)", "reader\n1.25", "← 0.5"} <= texts
