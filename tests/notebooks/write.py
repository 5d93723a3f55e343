"""Tiny notebooks, one a situation, and what each must get: ``python tests/notebooks/write.py``.

Every notebook answers two exercises of unit 01: ``quadratic-features`` (2 points),
which is right throughout, and ``mse-loss`` (6 points), where the situation is.
``check: SLUG`` stands for a check cell.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent

FEATURES = """\
def quadratic_features(x):
    return np.column_stack([x, x**2])
"""
LOSS = """\
def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
"""
WRONG = LOSS.replace("2 * X.T", "X.T").replace("2 * np.mean(r)", "np.mean(r)")
SETUP = "import numpy as np"
CHECK_FEATURES, CHECK_LOSS = "check: quadratic-features", "check: mse-loss"
FIRST = (SETUP, FEATURES, CHECK_FEATURES)


def function(*lines: str) -> str:
    """``mse_loss`` with these lines as its body."""
    return "".join(["def mse_loss(w, b, X, y):\n", *(f"    {line}\n" for line in lines)])


@dataclass(frozen=True)
class Situation:
    """The code cells of a notebook, and what ``mse-loss`` must get.

    message: what the student must read, in part; features: points of the other exercise.
    """

    cells: tuple[str, ...]
    status: str
    points: float = 0.0
    message: str = ""
    features: float = 2.0


def answered(cell: str, status: str, points: float = 0.0, message: str = "") -> Situation:
    """The usual notebook with this cell as the answer to ``mse-loss``."""
    return Situation((*FIRST, cell, CHECK_LOSS), status, points, message)


SITUATIONS = {
    # right answers in awkward places
    "all_right": answered(LOSS, "graded", 6),
    "deleted_check": Situation((SETUP, FEATURES, LOSS), "graded", 6),
    "deleted_set_up": Situation((FEATURES, CHECK_FEATURES, LOSS, CHECK_LOSS), "graded", 6),
    "copied_cell": Situation((*FIRST, WRONG, CHECK_LOSS, LOSS, CHECK_LOSS), "graded", 6),
    "mended_below_the_check": Situation((*FIRST, WRONG, CHECK_LOSS, LOSS), "graded", 6),
    "spoiled_below_the_check": Situation((*FIRST, LOSS, CHECK_LOSS, WRONG), "graded", 6),
    "redefines_numpy": Situation(
        (*FIRST, LOSS, CHECK_LOSS, "np.mean = np.column_stack = None"), "graded", 6
    ),
    "check_in_the_answer_cell": Situation((*FIRST, LOSS + '\ncheck("mse-loss")'), "graded", 6),
    "prints_ten_megabytes": answered(
        LOSS.replace("    r =", "    print('x' * 10_000_000)\n    r =")
        + "\nprint('y' * 10_000_000)",
        "graded",
        6,
    ),
    "noise_on_stderr": answered(
        "import sys, warnings\nwarnings.warn('hm')\nprint('oh', file=sys.stderr)\n" + LOSS,
        "graded",
        6,
    ),
    "magics": answered("%matplotlib inline\n!ls\n" + LOSS, "graded", 6),
    "raises_system_exit_in_a_cell": Situation(
        (*FIRST, "raise SystemExit", LOSS, CHECK_LOSS), "graded", 6
    ),
    "ends_the_process_in_a_cell": Situation(
        (*FIRST, "import os\nos._exit(0)", LOSS, CHECK_LOSS), "graded", 6
    ),
    "endless_cell": Situation((*FIRST, "while True:\n    pass", LOSS, CHECK_LOSS), "graded", 6),
    "training_that_never_ends_below": Situation(
        (
            *FIRST,
            LOSS,
            CHECK_LOSS,
            "while True:\n    mse_loss(np.ones(2), 0.0, np.ones((3, 2)), 1)",
        ),
        "graded",
        6,
    ),
    # wrong answers
    "gradient_without_two": answered(WRONG, "graded", 3, "factor 2"),
    "returns_words": answered(function("return 'loss', 'dw', 'db'"), "graded"),
    "returns_nothing": answered(function("pass"), "graded", 0, "should return 3 things"),
    "returns_zeros": answered(function("return 0.0, np.zeros_like(w), 0.0"), "graded"),
    # nothing to judge
    "not_written": answered(
        function("raise NotImplementedError"), "not-attempted", 0, "not written yet"
    ),
    "no_such_name": Situation(FIRST, "not-attempted", 0, "is not in the notebook"),
    "no_cells": Situation((), "not-attempted", features=0),
    "syntax_error_in_one_cell": answered(
        LOSS.replace("y):", "y)"),
        "syntax-error",
        0,
        'Code cell 4 (above check("mse-loss")), line 1, is not valid',
    ),
    "syntax_error_above_the_stub": Situation(
        (*FIRST, LOSS.replace("y):", "y)"), function("raise NotImplementedError"), CHECK_LOSS),
        "syntax-error",
    ),
    "defining_cell_raises": answered(
        f"1 / 0\n{LOSS}",
        "error",
        0,
        '(above check("mse-loss")), line 1, stopped with ZeroDivisionError',
    ),
    "raises_on_every_case": answered(
        function("return X @ y"), "error", 0, "mse_loss stopped at line 2 of its cell"
    ),
    "raises_system_exit": answered(function("raise SystemExit"), "error"),
    # what costs its own exercise only
    "infinite_loop": answered(function("while True:", "    pass"), "timeout", 0, "endless loop"),
    "infinite_loop_in_the_answer_cell": answered(
        f"{LOSS}\nwhile True:\n    pass",
        "timeout",
        0,
        'Code cell 4 (above check("mse-loss")) did not end',
    ),
    "exits": answered("import os\n" + function("os._exit(0)"), "crashed", 0, "ended the process"),
    "segmentation_fault": answered(
        "import ctypes\n" + function("ctypes.string_at(0)"), "crashed", 0, "ended the process"
    ),
    "forks": answered(
        "import os\n" + function("while True:", "    os.fork()"), "error", 0, "stopped"
    ),
    "out_of_memory": answered(
        function("kept = []", "while True:", "    kept.append(np.empty(10**7))"),
        "error",
        0,
        "Memory",
    ),
    "reads_the_answer": answered(
        "import pathlib, sys\n"
        "places = [pathlib.Path(p) for p in ('.', '..', '/work', '/home', *sys.path)]\n"
        "found = [f for p in places for f in p.rglob('01_linear_regression.*')]\n"
        "exec(found[0].read_text(), stolen := {})\n"
        "mse_loss = stolen['mse_loss']\n",
        "error",
        0,
        'Code cell 4 (above check("mse-loss")), line',
    ),
    "asks_the_autograder": answered(
        "from autograder.student import load_public_key\n"
        "key = load_public_key('01_linear_regression').exercises['mse-loss']\n"
        + function("return tuple(key.cases[0].expected[n] for n in ('loss', 'dw', 'db'))"),
        "graded",
    ),
}


def notebook(situation: Situation) -> str:
    """The notebook of a situation as text."""
    cells = [_cell(number, source) for number, source in enumerate(situation.cells)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1) + "\n"


def _cell(number: int, source: str) -> dict[str, object]:
    if source.startswith("check: "):
        source = f'check("{source.removeprefix("check: ")}")'
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": hashlib.sha256(f"{number}{source}".encode()).hexdigest()[:8],
        "metadata": {},
        "outputs": [],
        "source": source.rstrip("\n").splitlines(keepends=True),
    }


def write() -> None:
    """Write every notebook beside this file, and remove those that are no situation."""
    for path in HERE.glob("*.ipynb"):
        if path.stem not in SITUATIONS:
            path.unlink()
    for name, situation in SITUATIONS.items():
        (HERE / f"{name}.ipynb").write_text(notebook(situation), encoding="utf-8")


if __name__ == "__main__":
    write()
