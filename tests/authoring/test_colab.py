"""The cell for Google Colab: it installs there, does nothing elsewhere, and changes no mark."""

from __future__ import annotations

import ast
import copy
import json
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from packaging.requirements import Requirement

from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.colab import CELL_ID, source_of, with_colab_cell
from autograder.authoring.source import read_source
from autograder.grading.grade import Grader
from autograder.layout import Course

ROOT = Path(__file__).resolve().parents[2]
UNIT = "01_linear_regression"
WHEEL = "https://example.edu/a%20b/backprop_by_hand-0.1.0-py3-none-any.whl?raw=1&x=2"
DEPENDENCIES: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
    "dependencies"
]
CELL = source_of(WHEEL, DEPENDENCIES)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bare IPython whose pip only notes what it would do."""
    shell = InteractiveShell()
    asked: list[str] = []
    monkeypatch.setattr(shell, "system", asked.append)
    monkeypatch.setattr(shell, "asked", asked, raising=False)
    yield shell
    shell.history_manager.end_session()
    InteractiveShell.clear_instance()


def pip_words(command: str) -> list[str]:
    """The words after ``pip`` in a shell's line."""
    words = shlex.split(command)
    return words[words.index("pip") + 1 :]


def test_in_colab_it_installs(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the cell, where google.colab is loaded, have pip fetch the wheel and its needs?"""
    for name in ("google", "google.colab"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    shell.run_cell(CELL).raise_error()
    needs, wheel = map(pip_words, shell.asked)
    assert wheel == ["install", "--quiet", "--no-deps", WHEEL]
    assert needs[:2] == ["install", "--quiet"]
    named = {Requirement(line).name: line for line in DEPENDENCIES}
    assert set(needs[2:]) == {
        line for n, line in named.items() if n not in ("jupyter", "ipywidgets")
    }


def test_elsewhere_it_does_nothing(shell: Any) -> None:
    """Does the cell neither call pip nor print, where there is no Colab?"""
    shell.run_cell(CELL).raise_error()
    assert shell.asked == []


def test_without_ipython_and_pip() -> None:
    """Is the cell plain Python that runs where there is neither IPython nor pip?"""
    ast.parse(CELL)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CELL], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def released() -> nbformat.NotebookNode:
    """Unit 01 as it is released with a Colab cell."""
    student = build_unit(read_source(ROOT / "solutions" / f"{UNIT}.py")).student
    return with_colab_cell(student, WHEEL, DEPENDENCIES)


def test_the_notebook_is_else_the_same() -> None:
    """Is the cell the first code cell, locked, none of nbgrader's, and all else as it was?"""
    plain = build_unit(read_source(ROOT / "solutions" / f"{UNIT}.py")).student
    nb = released()
    nbformat.validate(nb)
    first = next(cell for cell in nb.cells if cell.cell_type == "code")
    assert (first.id, first.source) == (CELL_ID, CELL)
    assert (first.metadata.deletable, first.metadata.editable) == (False, False)
    assert "nbgrader" not in first.metadata and first.outputs == []
    nb.cells.remove(first)
    assert notebook_text(nb) == notebook_text(plain)


def as_colab_saves(nb: nbformat.NotebookNode) -> str:
    """The notebook as Colab writes it: format 4.0, ids in the metadata, marks of its own."""
    raw = json.loads(nbformat.writes(copy.deepcopy(nb)))
    raw["nbformat_minor"] = 0
    raw["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    for cell in raw["cells"]:
        cell["metadata"]["id"] = cell.pop("id")
        if cell["cell_type"] == "code":
            cell["execution_count"] = 1
    return json.dumps(raw)


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, float, str]]]:
    """Verdicts on a notebook with one slip: plain, with the cell, and as Colab saves it."""
    answers = {
        exercise.answer.slug: exercise.answer.source
        for exercise in read_source(ROOT / "solutions" / f"{UNIT}.py").exercises
    }
    plain = build_unit(read_source(ROOT / "solutions" / f"{UNIT}.py")).student
    with_cell = released()
    for nb in (plain, with_cell):
        for cell in nb.cells:
            cell.source = answers.get(cell.id.removesuffix("-answer"), cell.source)
            cell.source = cell.source.replace("2 * X.T", "X.T")  # one mistake
    texts = {
        "plain": nbformat.writes(plain),
        "with the cell": nbformat.writes(with_cell),
        "from Colab": as_colab_saves(with_cell),
    }
    folder = tmp_path_factory.mktemp("colab")
    with Grader(Course(ROOT), UNIT, "a seed for Colab") as grader:
        found = {}
        for name, text in texts.items():
            path = folder / f"{name}.ipynb"
            path.write_text(text, encoding="utf-8")
            result = grader.grade("ada", path).result
            assert result.status == "graded"
            found[name] = [(v.exercise, v.points, v.message) for v in result.verdicts]
    return found


@pytest.mark.parametrize("name", ["with the cell", "from Colab"])
def test_grading_does_not_see_it(marks: dict[str, Any], name: str) -> None:
    """Are marks and words the same with the cell, and for the file that Colab writes?"""
    assert marks[name] == marks["plain"]
    assert 0 < sum(points for _, points, _ in marks["plain"]) < 20
