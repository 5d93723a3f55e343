"""The build: byte for byte, small diffs, golden files."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import nbformat
import pytest

from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.freshness import key_differences
from autograder.judging.answer_key import from_json, to_json

EXPECTED = Path(__file__).resolve().parents[1] / "goldens" / "toy" / "expected"


def golden(name: str, text: str) -> str:
    """The accepted text; ``make goldens`` accepts what is built now."""
    path = EXPECTED / name
    if os.environ.get("UPDATE_GOLDENS") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def test_student_notebook_is_the_accepted_one(toy) -> None:
    """Is the student's notebook of the toy course what was last accepted (make goldens)?"""
    text = notebook_text(build_unit(toy.read()).student)
    assert text == golden("student.ipynb", text)


def test_instructor_notebook_is_the_accepted_one(toy) -> None:
    """Is the teacher's notebook of the toy course what was last accepted (make goldens)?"""
    text = notebook_text(build_unit(toy.read()).instructor)
    assert text == golden("instructor.ipynb", text)


def test_key_is_the_accepted_one(toy) -> None:
    """Is the public key of the toy course what was last accepted, to 1e-12?"""
    toy.build()
    text = toy.course.public_key("00_toy").read_text(encoding="utf-8")
    assert key_differences(from_json(golden("key.json", text)), from_json(text)) == []


def test_two_builds_are_identical(toy) -> None:
    """Does a second build write nothing, and a build from scratch the same bytes?"""
    written = toy.build()
    before = [path.read_bytes() for path in written]
    assert toy.build() == []
    for path in written:
        path.unlink()
    assert toy.build() == written
    assert [path.read_bytes() for path in written] == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("That was all.", "That was it."),
        ("Two functions to write", "Two functions to invent"),
        ("Twice every entry of x.", "Double every entry of x."),
        ("print(np.arange(3))", "print(np.arange(4))"),
        ("Why a mean, and not a sum?", "Why a mean, and no sum?"),
        ("import numpy as np", "import numpy as numpy"),
        ("return 3 * x**3", "return 4 * x**3"),
    ],
)
def test_a_one_word_edit_is_a_small_diff(toy, old: str, new: str) -> None:
    """Do at most six lines of the notebook change when one word of the source does?"""
    before = notebook_text(build_unit(toy.read()).student).splitlines()
    toy.edit(old, new)
    after = notebook_text(build_unit(toy.read()).student).splitlines()
    diff = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    changed = [line for line in diff if line[0] in "+-"]
    assert 2 <= len(changed) <= 6, changed


def test_a_new_cell_leaves_others_alone(toy) -> None:
    """Does a cell in the middle add lines and change none?"""
    before = notebook_text(build_unit(toy.read()).student).splitlines()
    toy.edit("# %% demo", "# %% [markdown]\n# A new remark.\n\n# %% demo")
    after = notebook_text(build_unit(toy.read()).student).splitlines()
    assert [d for d in difflib.ndiff(before, after) if d[0] == "-"] == []


def test_notebooks_are_valid_and_bare(toy) -> None:
    """Is the notebook format 4.5 with unique ids, our kernel, no outputs and no counts?"""
    toy.build()
    text = toy.notebook.read_text(encoding="utf-8")
    assert text.endswith("}\n") and not text.endswith("\n\n")
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
        "autograder": {"unit": "00_toy", "version": "0.1.0"},
    }
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_equal_cells_have_ids_of_their_own(toy) -> None:
    """Are two cells of the same text told apart by their order?"""
    toy.edit("# That was all.\n", "# Twice a number is the number added to itself.\n")
    ids = [cell.id for cell in build_unit(toy.read()).student.cells]
    assert len(set(ids)) == len(ids)
    assert any(name.endswith("-2") for name in ids)


def test_a_key_that_differs_in_last_bits_is_kept(toy) -> None:
    """Are the numbers of another processor kept, equal to 1e-12, when a text is edited?"""
    toy.build()
    path = toy.course.public_key("00_toy")
    key = from_json(path.read_text())
    doubled = key.exercises["double-it"].cases[0].expected["doubled"]
    right = doubled[0]
    doubled[0] = theirs = right * (1 + 1e-14)
    path.write_text(to_json(key))
    toy.edit("That was all.", "That was it.")
    assert path in toy.build()
    kept = from_json(path.read_text())
    assert kept.exercises["double-it"].cases[0].expected["doubled"][0] == theirs != right
    assert kept.version != key.version
    doubled[0] = right * (1 + 1e-10)
    path.write_text(to_json(key))
    assert toy.build() == [path]
    new = from_json(path.read_text())
    assert new.exercises["double-it"].cases[0].expected["doubled"][0] == right


def test_a_damaged_key_is_written_again(toy) -> None:
    """Is a key that cannot be read replaced?"""
    toy.build()
    path = toy.course.public_key("00_toy")
    path.write_text("{}")
    assert toy.build() == [path]
