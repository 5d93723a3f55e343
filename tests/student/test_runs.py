"""Whether the code that a check finds is what stands on the page."""

from __future__ import annotations

import atexit
from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.student import check
from autograder.student.runs import runs

GOOD = "import numpy as np\ndef mse_loss(w, b, X, y):\n    return 0.0, 0 * w, 0.0\n"


class Notebook:
    """A kernel's shell whose cells have ids, as JupyterLab gives them."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self.run("from autograder import check, start\nstart('01_linear_regression', '0.1')")

    def run(self, source: str, cell: str = "") -> str:
        """Run a cell; what it showed, as text."""
        result = self.shell.run_cell(source, store_history=True, cell_id=cell or None)
        return getattr(result.result, "_repr_html_", str)()


@pytest.fixture
def notebook(capsys: pytest.CaptureFixture[str]) -> Iterator[Notebook]:
    """A notebook of its own."""
    InteractiveShell.clear_instance()
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    yield Notebook(shell)
    atexit.unregister(shell.atexit_operations)
    shell.atexit_operations()
    InteractiveShell.clear_instance()
    runs.latest.clear()


def message(notebook: Notebook) -> str:
    return notebook.run('check("mse-loss")', "mse-loss")


def test_a_cell_that_ran_well_says_nothing_more(notebook: Notebook) -> None:
    """Is nothing said about cells where the page and the kernel agree?"""
    notebook.run(GOOD, "mse-loss-answer")
    assert "earlier run" not in message(notebook) and "stopped with" not in message(notebook)


def test_a_syntax_error_leaves_the_old_code(notebook: Notebook) -> None:
    """Is it said that the cell's last run failed, and forgotten once it is mended?"""
    notebook.run(GOOD, "mse-loss-answer")
    notebook.run("def mse_loss(w, b, X, y):\n    return (0.0\n", "mse-loss-answer")
    assert "stopped with SyntaxError when you last ran it" in message(notebook)
    notebook.run(GOOD, "mse-loss-answer")
    assert "stopped with" not in message(notebook)


def test_a_cell_whose_later_line_fails(notebook: Notebook) -> None:
    """Is an exception below the function said, too: the function may be the one before it?"""
    notebook.run(GOOD + "nothing_of_this_name\n", "mse-loss-answer")
    assert "stopped with NameError when you last ran it" in message(notebook)


def test_a_renamed_function(notebook: Notebook) -> None:
    """Is it said that the check still finds the function of an earlier run?"""
    notebook.run(GOOD, "mse-loss-answer")
    notebook.run(GOOD.replace("mse_loss", "my_loss"), "mse-loss-answer")
    assert "defines my_loss, but no mse_loss" in message(notebook)


def test_a_function_moved_to_another_cell(notebook: Notebook) -> None:
    """Is a function that the student moved elsewhere, and ran there, nothing to speak of?"""
    notebook.run(GOOD.replace("mse_loss", "my_loss"), "mse-loss-answer")
    notebook.run(GOOD, "a-new-cell")
    assert "earlier run" not in message(notebook)


def test_a_missing_name_that_is_nearly_there(notebook: Notebook) -> None:
    """Is a misspelt function asked about where the right one is missing?"""
    notebook.run(GOOD.replace("mse_loss", "mse_los"), "a-new-cell")
    assert "There is mse_los: is that your mse_loss?" in message(notebook)


def test_outside_a_notebook_nothing_is_watched(capsys: pytest.CaptureFixture[str]) -> None:
    """Does check work where there is no shell?"""
    InteractiveShell.clear_instance()
    check("mse-loss")
    assert "mse-loss" in capsys.readouterr().out


def test_another_version_is_said_wherever_start_stands(
    notebook: Notebook, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a cell that goes on after start(): is the mismatch shown all the same?"""
    capsys.readouterr()
    notebook.run("start('01_linear_regression', '0.9')\nx = 1")
    assert "course version 0.9" in capsys.readouterr().out
