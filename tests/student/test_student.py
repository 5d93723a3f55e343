"""What a notebook imports, outside a notebook."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.exercises import load_unit, unit_slugs
from autograder.student import checking, helping, remembered
from autograder.student.checking import check, load_public_key
from autograder.student.helping import hint, progress, start

UNIT = "01_linear_regression"


def mse_loss(w, b, X, y):
    """A gradient without its factor 2."""
    r = X @ w + b - y
    return (r**2).mean(), X.T @ r / len(y), r.mean()


@pytest.fixture(autouse=True)
def fresh_kernel():
    """Each test is a kernel of its own."""
    checking.last_verdicts.clear()
    helping._given.clear()
    remembered._unit.clear()


def test_check_finds_the_callers_function_and_names_the_mistake(capsys):
    """Does check look at the names where it is called, and is its repr the marks?"""
    result = check("mse-loss")
    out, err = capsys.readouterr()
    assert repr(result) == "3.0" and float(result) == 3.0
    assert "mse-loss   3 / 6" in out and "✗ dw" in out and err == ""
    assert "<script" not in result._repr_html_() and "mse-loss" in result._repr_html_()


def test_a_mistyped_exercise_gets_a_suggestion_and_no_marks(capsys):
    """Is a wrong slug a sentence, not a traceback?"""
    assert repr(check("mse-los")) == "0.0"
    assert 'Did you mean "mse-loss"?' in capsys.readouterr().out


def test_a_name_that_is_like_no_other_gets_one_sentence(capsys):
    """Is a name that nothing resembles answered without a list of all exercises?"""
    check("zebra")
    assert "stands in the check below the TODO" in capsys.readouterr().out


@pytest.mark.parametrize("slug", [mse_loss, "", None])
def test_check_without_a_name_says_how_it_is_called(slug, capsys):
    """Is a missing name, or a function in its place, a sentence?"""
    assert repr(check(slug)) == "0.0"
    assert 'check("mse-loss")' in capsys.readouterr().out


def test_what_is_not_there_is_not_written_yet(capsys):
    """Is an exercise without its function friendly?"""
    check("stable-rate")
    assert "largest_stable_learning_rate is not in the notebook yet" in capsys.readouterr().out


def test_hints_come_step_by_step_and_begin_with_what_the_check_saw(capsys):
    """Does the first hint speak of the mistake, and the next of the exercise?"""
    check("mse-loss")
    capsys.readouterr()
    hint("mse-loss")
    hint("mse-loss")
    for _ in range(4):
        hint("mse-loss")
    first, second, *_, last = capsys.readouterr().out.strip().splitlines()
    hints = load_public_key(UNIT).exercises["mse-loss"].hints
    assert "hint 1 of" in first and hints[0] not in first
    assert hints[0] in second
    assert "(the last one, again)" in last and "again" not in second


def test_start_says_when_the_installed_package_is_another_version(capsys):
    """Is a mismatch said, and a match silent?"""
    start(UNIT, version="0.1")
    assert capsys.readouterr().out == ""
    start(UNIT, version="0.9")
    said = capsys.readouterr().out
    assert "belongs to course version 0.9, but version 0.1 of backprop-by-hand" in said
    assert "pip install -r requirements.txt" in said and "restart the kernel" in said
    assert said.count(". ") == 0 and said.endswith(".\n")  # one sentence
    assert "==" not in said  # an index may hold another package of that name


def test_an_older_package_is_said_as_the_notebook_imports_it(capsys, monkeypatch):
    """Does the released notebook's own first cell speak, with another package installed?"""
    import json
    from pathlib import Path

    import autograder

    path = Path(__file__).resolve().parents[2] / "course" / UNIT / f"{UNIT}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    setup = next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    exec(setup, {})
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(autograder, "__version__", "0.4.2")
    exec(setup, {})
    assert capsys.readouterr().out.startswith("This notebook belongs to course version 0.1, but")


def test_a_hint_that_was_given_is_not_given_again(capsys):
    """Does a check between two hints neither repeat one nor leave one out?"""
    hint("mse-loss")
    check("mse-loss")
    for _ in range(4):
        hint("mse-loss")
    said = [line for line in capsys.readouterr().out.splitlines() if ", hint " in line]
    told = [line.split(": ", 1)[1] for line in said]
    hints = load_public_key(UNIT).exercises["mse-loss"].hints
    assert len(set(told[:-1])) == 4 and set(hints) < set(told) and told[-1] == told[-2]
    assert [line.split("hint ")[1][:6] for line in said[1:4]] == ["2 of 4", "3 of 4", "4 of 4"]


def test_progress_lists_every_exercise(capsys):
    """Is there a line an exercise and a total, then the course and what is next?"""
    start(UNIT, version="0.1")
    progress()
    lines = capsys.readouterr().out.strip().splitlines()
    count = len(load_unit(UNIT).exercises)
    assert "✗ mse-loss: 3 / 6" in lines and lines[count] == "3 / 20 in all"
    assert lines[count + 2].startswith("the course: 3 / ")
    assert "◐ 01 3 / 20" in lines[count + 3] and lines[-1].startswith("next: quadratic-features")


@pytest.mark.parametrize("unit", unit_slugs())
def test_every_unit_has_a_public_key_for_all_its_exercises(unit):
    """Is the key shipped, and does it say something of each exercise?"""
    key = load_public_key(unit)
    for exercise in load_unit(unit).exercises:
        part = key.exercises[exercise.slug]
        assert part.cases and part.hints and part.mistakes


def test_a_students_check_loads_no_solution_and_no_teachers_room():
    """Do check and hint work without nbgrader, jupytext, grading and authoring?"""
    code = (
        "import sys, autograder\n"
        "autograder.check('mse-loss'); autograder.hint('mse-loss')\n"
        "bad = [m for m in sys.modules if m.startswith(('nbgrader', 'jupytext', 'matplotlib',"
        " 'autograder.grading', 'autograder.authoring', 'autograder.integrations'))]\n"
        "sys.exit(', '.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
