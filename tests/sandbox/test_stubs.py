"""Plotting and notebook packages do nothing where work is graded, and never raise."""

from __future__ import annotations

import ast
from collections.abc import Callable

import numpy as np
import pytest

from autograder.sandbox import Child, Rules, Sandbox

PLOTS = """
import numpy as np
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib import cm, colors
from matplotlib.animation import FuncAnimation
from mpl_toolkits.mplot3d import Axes3D
import seaborn as sns
sns.set_theme(style="whitegrid")
plt.rcParams["figure.figsize"] = (8, 4)
plt.style.use("seaborn-v0_8")
fig = plt.figure(figsize=(3, 3))
ax = fig.add_subplot(111, projection="3d")
fig, ax = plt.subplots()
ax.plot([1, 2], label="loss")
line, = ax.plot([1, 2])
line.set_data([1], [2])
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3), sharey=True)
fig, axes = plt.subplots(2, 3)
assert axes.shape == (2, 3)
for ax, k in zip(axes.flat, range(6)):
    ax.imshow(np.eye(2), cmap=plt.cm.viridis); ax.set(title=k); ax.axis("off")
assert plt.subplots(3, 1)[1].shape == (3,) == fig.subplots(1, 3).shape
assert plt.subplots(1, 1, squeeze=False)[1].shape == (1, 1)
n, bins, patches = plt.hist([1, 2], bins=3)
x0, x1, y0, y1 = plt.axis()
low, high = ax.get_xlim()
cs = plt.contourf(np.eye(2)); plt.colorbar(cs)
with plt.style.context("ggplot"):
    plt.show()
plt.legend(loc="best"); plt.tight_layout(); plt.savefig("x.png"); plt.close("all")
ax.get_figure().subplots_adjust(top=1.05 * ax.bbox.height / 2 + 1)
for spine in ax.spines.values(): spine.set_visible(False)
width = float(ax.bbox.width); int(width); -ax.x + np.ones(2) * ax.y
ax.a < 3; ax["b"] = 1; del ax["b"]
class Formatter(matplotlib.ticker.Formatter):
    def __call__(self, x): return str(x)
Formatter()(1)
"""

NOTEBOOK = """
from IPython.display import display, HTML, Markdown, clear_output
from IPython import get_ipython
import IPython.display as ipd
display(HTML("<b>x</b>")); clear_output(wait=True)
get_ipython().run_line_magic("matplotlib", "inline")
import ipywidgets as widgets
from ipywidgets import interact, interactive
@interact(k=(1, 10), rate=widgets.FloatSlider(min=0, max=1))
def show(k=1, rate=0.1):
    return k + rate
@interact
def other(): return 7
assert show(1, 1) == 2 and other() == 7
import pandas as pd
frame = pd.DataFrame({"a": [1]}); frame["a"].plot(); frame.head(); len(frame)
import plotly.express as px
px.scatter(x=[1]).show()
"""

PROGRESS = """
from tqdm import tqdm, trange
from tqdm.notebook import tqdm as bar
from tqdm.auto import trange as auto
import tqdm as package
total = 0
for i in tqdm(range(3), desc="x"): total += i
for i in trange(2, 4): total += i
with bar(total=3) as shown: shown.update(1); shown.set_postfix(loss=1)
for i in package.tqdm([1]): total += i
loop = tqdm([1, 2]); loop.set_description("x"); assert len(loop) == 2
assert total == 3 + 5 + 1
"""

OURS = """
import autograder, sys
from autograder import check, hint, progress, start, plots
from autograder.student import anything
start("01_linear_regression", version="0.1")
check("mse-loss"); hint("mse-loss"); progress(); plots.descent(1, 2)
from autograder import *
check("mse-loss")
import autograder.judging.judge as judge
from autograder.exercises import load_unit
assert type(judge.judge).__name__ == type(load_unit).__name__ == type(check).__name__ == "Inert"
ours = [m for name, m in sys.modules.items() if name.startswith("autograder")]
real = [m for m in ours if hasattr(m, "__file__")]
assert not real, real
"""


@pytest.mark.parametrize("code", [PLOTS, NOTEBOOK, PROGRESS, OURS])
def test_the_usual_code_runs(child: Child, code: str) -> None:
    """Do plots, widgets, progress bars and our own checks pass in silence?"""
    for line, source in enumerate(blocks(code)):
        outcome = child.run(source, 5)
        assert outcome.status == "ok", (line, source, outcome)


def blocks(code: str) -> list[str]:
    """One cell a top-level statement, so that a failure names its statement."""
    return [ast.unparse(statement) for statement in ast.parse(code).body]


def test_nothing_is_drawn(child: Child) -> None:
    """Is the real matplotlib absent even after it was imported?"""
    outcome = child.run("import matplotlib.pyplot\nmatplotlib.__file__", 5)
    assert outcome.message == "AttributeError: __file__"


def test_pyplot_is_a_module_however_it_is_imported(child: Child) -> None:
    """Does ``from matplotlib import pyplot`` give what ``import matplotlib.pyplot`` gives?"""
    code = "from matplotlib import pyplot\nfigure, axes = pyplot.subplots(2, 2)\naxes[0, 1].plot(1)"
    assert child.run(code, 5).status == "ok"


def test_an_inert_answer_is_no_answer(child: Child) -> None:
    """Does a function that returns an inert thing return a plain zero at most?"""
    child.run("import matplotlib.pyplot as plt\ndef quadratic_features(x): return plt.nothing", 5)
    (reply,) = child.ask("quadratic-features", [{"x": np.ones(3)}], 5)
    array = reply.values["features"].array
    assert array is not None and array.shape == ()


@pytest.mark.parametrize("name", ["scipy", "sklearn", "torch", "nbformat", "nbgrader", "pytest"])
def test_other_packages_are_not_there(child: Child, name: str) -> None:
    """Is a package that the unit does not declare missing, in the way that code expects?"""
    code = f"try:\n    import {name}\nexcept ImportError:\n    pass\nelse:\n    raise SystemExit"
    assert child.run(code, 5).status == "ok"


@pytest.mark.parametrize(
    "name", ["math", "collections.abc", "asyncio", "sqlite3", "numpy.polynomial", "numpy.testing"]
)
def test_the_standard_library_is_there(child: Child, name: str) -> None:
    """Can what honest code imports be imported?"""
    assert child.run(f"import {name}", 5).status == "ok"


def test_no_answer_is_in_reach_before_the_stubs(
    sandbox_with: Callable[[Rules], Sandbox],
) -> None:
    """Has the process that becomes a child loaded nothing but the asking side?"""
    code = """
import sys
ours = {m for m in sys.modules if m.partition(".")[0] == "autograder"}
asking = ("autograder.sandbox", "autograder.exercises")
allowed = {"autograder", "autograder.model", "autograder.errors"}
assert "autograder.sandbox.inside" in ours
assert not {m for m in ours - allowed if not m.startswith(asking)}, ours
tops = {m.partition(".")[0] for m in sys.modules} - set(sys.stdlib_module_names)
others = {m for m in tops if not m.startswith(("_", "cython_runtime"))} - {"sitecustomize"}
assert others == {"autograder", "numpy"}, others
"""
    with sandbox_with(Rules(stubs=False)).child() as child:
        outcome = child.run(code, 5)
        assert outcome.status == "ok", outcome
