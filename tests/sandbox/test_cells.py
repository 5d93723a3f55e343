"""Cells run as in a kernel, and one that fails loses itself only."""

from __future__ import annotations

import pytest

from autograder.sandbox import CellOutcome, Child
from autograder.sandbox.cells import plain_python


@pytest.mark.parametrize(
    ("source", "status", "says", "line"),
    [
        ("x = 1", "ok", "", None),
        ("", "ok", "", None),
        ("# only a comment", "ok", "", None),
        ("\n\n1/0", "raised", "ZeroDivisionError: division by zero", 3),
        ("x = (", "syntax-error", "SyntaxError: '(' was never closed", 1),
        ("def f():\nreturn 1", "syntax-error", "IndentationError: expected", 2),
        ("raise SystemExit(1)", "raised", "SystemExit: 1", 1),
        ("exit()", "raised", "SystemExit", 1),
        ("raise KeyboardInterrupt", "raised", "KeyboardInterrupt", 1),
        ("raise GeneratorExit", "raised", "GeneratorExit", 1),
        ("def f(): return f()\nf()", "raised", "RecursionError", 1),
        ("import torch", "raised", "ModuleNotFoundError: No module named 'torch'", 1),
        ("input()", "raised", "EOFError", 1),
        ("x = 'a\0b'", "syntax-error", "", 1),
        ("x = '\ud800'", "syntax-error", "", None),
        ("[" * 5000, "syntax-error", "", 1),
        ("-" * 100_000 + "1", "syntax-error", "too long", None),
    ],
)
def test_what_becomes_of_a_cell(
    child: Child, source: str, status: str, says: str, line: int | None
) -> None:
    """Is it said what happened, and at which line of the cell?"""
    outcome = child.run(source, 10)
    assert outcome.status == status, outcome
    assert outcome.message.startswith(says)
    if says:
        assert outcome.line == line
    assert child.run("after = 1", 5) == CellOutcome("ok")


def test_an_error_that_cannot_be_told(child: Child) -> None:
    """Does an exception whose text raises still lose only its cell?"""
    code = "class E(Exception):\n    def __str__(self): raise SystemExit\nraise E"
    assert child.run(code, 5) == CellOutcome("raised", "E", 3)


@pytest.mark.parametrize(
    "cells",
    [
        ["x = 1", "assert x == 1 and __name__ == '__main__'"],
        ["f = 1\n1/0", "assert f == 1"],
        ["def f(): return g()", "def g(): return 2", "assert f() == 2"],
        ["class A: pass", "import pickle; assert type(pickle.loads(pickle.dumps(A()))) is A"],
        [
            "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int",
            "assert P(1).x == 1",
        ],
        ["def f():\n    return 5", "import inspect; assert 'return 5' in inspect.getsource(f)"],
        ["from __future__ import annotations", "def f(x: Unknown): pass"],
        ["import __main__\n__main__.y = 3", "assert y == 3"],
        ["display(1); get_ipython().run_line_magic('matplotlib', 'inline')"],
    ],
)
def test_cells_share_what_a_notebook_shares(child: Child, cells: list[str]) -> None:
    """Does one cell see what those before it left, as it would in Jupyter?"""
    outcomes = [child.run(cell, 5) for cell in cells]
    assert outcomes[-1].status == "ok", outcomes


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("x = 10 % 3", "x = 10 % 3"),
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("x = 1\n!pip install numpy\ny = 2", "x = 1\npass\ny = 2"),
        ("if True:\n    %pip list\nx = 1", "if True:\n    pass\nx = 1"),
        ("%%time\nx = 1", "\nx = 1"),
        ("\n%%capture out\nx = 1", "\n\nx = 1"),
        ("%%timeit -n 1\nx = 1\n%config y", "\nx = 1\npass"),
        ("%%bash\nls -l | grep (", "\n"),
        ("%%writefile net.py\nx = 1", "\n"),
        ("%time x = 1", "x = 1"),
        ("np.dot?\nx = 1", "pass\nx = 1"),
        ("?np.dot", "pass"),
        ("files = !ls\nx = 1", "pass\nx = 1"),
        ("!pip install a \\\n   b\nx = 1", "pass\npass\nx = 1"),
        ("%load_ext a\ny = (7\n  % 4)", "pass\ny = (7\n  % 4)"),
        ("s = '''\n%not magic\n'''\n%magic", "s = '''\n%not magic\n'''\npass"),
        ("    x = 1\n    y = 2", "x = 1\ny = 2"),
        ("x = 1\r\ny = 2", "x = 1\ny = 2"),
        ("%a\n%b\n%time f()\n!c \\\nd\n!e\nx = 1", "pass\npass\nf()\npass\npass\npass\nx = 1"),
        ("x = (1\n%magic", "x = (1\n%magic"),
        ("def f(:\n%magic", "def f(:\n%magic"),
    ],
)
def test_magics_go_and_lines_stay(source: str, plain: str) -> None:
    """Does a cell with magics become the Python it holds, line for line?"""
    assert plain_python(source).rstrip("\n") == plain.rstrip("\n")


def test_many_magics_take_no_long(child: Child) -> None:
    """Is a cell of a thousand magics read in time?"""
    assert child.run("%a b\n" * 1000 + "x = 1", 5).status == "ok"
