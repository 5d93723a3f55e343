"""Whether the code that a check finds is what stands on the page."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.student import check, remembered
from autograder.student.checking import last_verdicts
from autograder.student.runs import runs

GOOD = "import numpy as np\ndef mse_loss(w, b, X, y):\n    return 0.0, 0 * w, 0.0\n"


class Notebook:
    """A kernel's shell whose cells have ids, as JupyterLab gives them."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self.run(
            "from autograder import check, progress, start\nstart('01_linear_regression', '0.1')"
        )

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
    runs.stopped = None
    last_verdicts.clear()


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


def shown_below(notebook: Notebook, capsys: pytest.CaptureFixture[str], source: str) -> str:
    """What is displayed while a cell runs and stops."""
    capsys.readouterr()
    notebook.run(source, "a-picture")
    return capsys.readouterr().out


def test_a_picture_that_stops_blames_the_answer(
    notebook: Notebook, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below a long traceback: is the answer named that the cell leans on, and its marks?"""
    notebook.run(GOOD, "mse-loss-answer")
    picture = "loss = mse_loss(1.0, 0.0, 2.0, 3.0)\nloss.nothing"
    below = shown_below(notebook, capsys, picture)
    assert 'uses your mse_loss. Run check("mse-loss") first: does it pass?' in below
    message(notebook)
    below = shown_below(notebook, capsys, picture)
    assert 'does not pass check("mse-loss") yet (0 / 6): mend that first' in below


@pytest.mark.parametrize(
    "source",
    ["1 / 0", "def mse_loss(w):\n    pass\n1 / 0", "mse_loss(", "raise KeyboardInterrupt",
     "mse_loss(1.0, 0.0, 2.0, 3.0)"],
)  # fmt: skip
def test_a_cell_that_blames_nobody(
    notebook: Notebook, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    """Is nothing added where no answer is used, the cell defines it, or it did not stop?"""
    notebook.run(GOOD, "mse-loss-answer")
    message(notebook)
    assert "This cell uses" not in shown_below(notebook, capsys, source)


def test_what_is_printed_in_a_check(notebook: Notebook) -> None:
    """Is it said where the lines went, and only to those who print?"""
    said = "What your code prints is not shown in a check"
    notebook.run(GOOD, "mse-loss-answer")
    assert said not in message(notebook)
    notebook.run(GOOD.replace("    return", "    print(end='')\n    return"), "mse-loss-answer")
    assert said not in message(notebook)
    notebook.run(GOOD.replace("    return", "    print(w)\n    return"), "mse-loss-answer")
    shown = message(notebook)
    assert said in shown and "example(&quot;mse-loss&quot;) hands you inputs" in shown


def test_a_function_that_reads_the_notebooks_data(notebook: Notebook) -> None:
    """Is the use of the notebook's X named first, while the answer is wrong?"""
    notebook.run("import numpy as np\ndata = np.arange(6.0)", "data")
    notebook.run(GOOD.replace("0 * w", "data @ data"), "mse-loss-answer")
    assert "mse_loss reads data of the notebook, which nobody hands to it" in message(notebook)


def test_progress_does_not_forget_what_has_not_run(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a restart of the kernel: do the points of cells that have not run stand?"""
    here = tmp_path / "01_linear_regression"
    here.mkdir()
    monkeypatch.chdir(here)
    right = (
        "import numpy as np\ndef quadratic_features(x):\n    return np.column_stack([x, x**2])\n"
    )
    again = "from autograder import check, progress, start\nstart('01_linear_regression', '0.1')"
    notebook.run(again)
    notebook.run(right, "quadratic-features-answer")
    notebook.run('check("quadratic-features")')
    notebook.shell.run_cell("del quadratic_features")
    for ask in ("progress()", 'check("quadratic-features")', "progress()"):
        page = notebook.run(ask)
    assert "✓ <a" in page and "2 / 2 *" in page and "2 / 20" in page
    assert "* as last checked, not looked at now: its cell has not run, or you stopped" in page
    assert "Next: <a" in page and "mse-loss</a>" in page.partition("Next:")[2]
    assert "Answers in words are marked by your teacher" in page
    remembered._place.clear()


def test_an_exercise_of_another_unit(notebook: Notebook) -> None:
    """Is it said in which unit it is asked for, and nothing where it is this one?"""
    assert "asked for in unit 03_softmax_classifier, and this is 01" in notebook.run(
        'check("softmax")'
    )
    assert "asked for in unit" not in message(notebook)


def test_progress_that_is_stopped_shows_what_it_knows(
    notebook: Notebook, capsys: pytest.CaptureFixture[str]
) -> None:
    """With an endless function that its owner stops: are the other exercises shown all the same?"""
    notebook.run(
        "import numpy as np\ndef quadratic_features(x):\n    return np.stack([x, x**2], 1)"
    )
    notebook.run("def mse_loss(w, b, X, y):\n    raise KeyboardInterrupt")
    capsys.readouterr()
    page = notebook.run("progress()")
    assert "You stopped the check in mse_loss, line 2 of its cell" in capsys.readouterr().out
    assert "✓ <a" in page and "2 / 2" in page and "· <a" in page
