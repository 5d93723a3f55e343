"""Packages that a notebook has and grading has not."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.exercises import find_exercise
from autograder.student.reach import data_not_handed_over, missing_where_graded

UNIT, EXERCISE = find_exercise("mse-loss")


def said(code: str) -> str:
    """What is said of a notebook with this code in it."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(code, names)
    return missing_where_graded(UNIT, EXERCISE, names)


@pytest.mark.parametrize(
    "code",
    [
        "from sklearn.linear_model import Ridge\ndef mse_loss(w):\n    return Ridge()",
        "import sklearn.metrics as m\ndef mse_loss(w):\n    return m.mean_squared_error(w, w)",
        "def mse_loss(w):\n    from sklearn import metrics",
        "import sklearn\ndef help(w):\n    return sklearn\ndef mse_loss(w):\n    return help(w)",
        "import sklearn\nclass Net:\n    def go(self):\n        return [sklearn for _ in 'a']\n"
        "def mse_loss(w):\n    return Net()",
        "from sklearn.linear_model import Ridge\nmodel = Ridge()\n"
        "def mse_loss(w):\n    return (lambda: model.fit)()",
    ],
)
def test_a_package_that_grading_has_not(code: str) -> None:
    """Is it found as a module, a function, an object, inside helpers, classes and lambdas?"""
    assert "uses sklearn, which is not there when your teacher grades" in said(code)


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\ndef mse_loss(w):\n    return np.linalg.norm(w)",
        "import math, functools\ndef mse_loss(w):\n    return functools.reduce(max, w)",
        "import matplotlib.pyplot as plt\ndef mse_loss(w):\n    plt.plot(w); return 1",
        "import sklearn\ndef mse_loss(w):\n    return 1",
        "data = [1, 2]\ndef mse_loss(w):\n    return data + unknown",
        "from numpy import exp\nscale = exp(1)\ndef mse_loss(w):\n    return exp(w) * scale",
        "pass",
    ],
)
def test_what_grading_has(code: str) -> None:
    """Is nothing said of numpy, Python's own, pictures, data, or imports that are not used?"""
    assert said(code) == ""


def test_what_the_unit_names_is_there() -> None:
    """Is scipy there where the unit hands it out, and only there?"""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec("from scipy.optimize import minimize\ndef train(w):\n    return minimize", names)
    unit, exercise = find_exercise("train-cg")
    assert missing_where_graded(unit, exercise, names) == ""
    names["mse_loss"] = names["train"]
    assert "uses scipy" in missing_where_graded(UNIT, EXERCISE, names)


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("def mse_loss(w, X):\n    return data @ w", "mse_loss reads data of"),
        (
            "def help(w):\n    return data\ndef mse_loss(w):\n    return help(w)",
            "help reads data of",
        ),
        ("def mse_loss(w):\n    return data * more", "mse_loss reads data and more of"),
        ("def mse_loss(data):\n    return data.sum()", ""),
        ("def mse_loss(w):\n    data = w\n    return data", ""),
        ("def mse_loss(w):\n    return w * eps + rate", ""),
        ("from numpy import pi\ndef mse_loss(w):\n    return w * pi", ""),
    ],
)
def test_data_of_the_notebook(code: str, read: str) -> None:
    """Are arrays found that a function reads past its arguments, and single numbers let be?"""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec("import numpy as np\ndata = more = np.ones(3)\nmore = data + 1\neps = 1e-8\n"
         "rate = np.float64(2)\n" + code, names)  # fmt: skip
    found = data_not_handed_over(EXERCISE, names)
    assert found.startswith(read) if read else found == ""
