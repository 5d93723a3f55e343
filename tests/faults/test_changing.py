"""Submissions that change under the grader's hands."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import Unreadable
from autograder.grading import run
from autograder.notebook import Reader, opening
from tests.faults.classes import UNIT
from tests.faults.conftest import Few, Grade
from tests.faults.state import results

PADDING = 2_000_000
"""Bytes that make a notebook be read in several pieces."""


def large(word: str) -> bytes:
    """A notebook of one cell, padded so that two of them are equally long."""
    cell = {"cell_type": "code", "source": word, "outputs": [word * (PADDING // len(word))]}
    return json.dumps({"cells": [cell, cell]}).encode()


def replaced(path: Path) -> None:
    """As Jupyter and most editors save: another file under the same name."""
    fresh = path.with_suffix(".new")
    fresh.write_bytes(large("new"))
    fresh.replace(path)


def written_over(path: Path) -> None:
    """In place, and as long as before."""
    with path.open("r+b") as file:
        file.write(large("new"))


def truncated(path: Path) -> None:
    """Cut off."""
    os.truncate(path, PADDING)


def appended(path: Path) -> None:
    """Grown."""
    with path.open("ab") as file:
        file.write(b"\n" * PADDING)


def removed(path: Path) -> None:
    """Gone, with its folder."""
    shutil.rmtree(path.parent)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (replaced, ""),
        (removed, ""),
        (written_over, "was being written while it was read. Grade again"),
        (truncated, "was being written while it was read. Grade again"),
        (appended, "was being written while it was read. Grade again"),
    ],
)
def test_a_notebook_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], said: str
) -> None:
    """Is what is read the old notebook whole, or nothing and a sentence, never a mixture?"""
    path = tmp_path / "ada" / "note.ipynb"
    path.parent.mkdir()
    path.write_bytes(large("old"))
    monkeypatch.setattr(opening, "os", _Os(lambda: change(path)))
    with Reader() as reader:
        if not said:
            assert {cell.source for cell in reader.read(path).cells} == {"old"}
        else:
            with pytest.raises(Unreadable, match=said):
                reader.read(path)
        if path.exists() and change in (replaced, written_over):
            assert {cell.source for cell in reader.read(path).cells} == {"new"}


class _Os:
    """``os`` whose first reading of a piece is followed by a change."""

    def __init__(self, change: Callable[[], None]) -> None:
        self._changes = [change]

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def read(self, file: int, size: int) -> bytes:
        data = os.read(file, size)
        while self._changes:
            self._changes.pop()()
        return data


def test_a_folder_that_goes_away(
    grade: Grade, few: Few, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does a student whose folder vanishes in the middle cost nobody else, and come back?"""
    submitted, out = tmp_path / "submitted", few.fresh(tmp_path / "out")
    shutil.copytree(few.submitted, submitted)
    gone, away = submitted / "student001", tmp_path / "away"
    start = run._Run._jobs
    monkeypatch.setattr(
        run._Run, "_jobs", lambda *a: (jobs := start(*a), gone.rename(away)) and jobs
    )
    done = grade(submitted, out)
    monkeypatch.undo()
    assert done.code == 0
    rows = {(r["student"], r["exercise"]): r for r in results(out)}
    expected = {(r["student"], r["exercise"]): r for r in few.expected["results"]}
    lost = {row["problem"] for key, row in rows.items() if key[0] == gone.name}
    assert len(lost) == 1 and "does not exist" in lost.pop()
    for key, row in rows.items():
        assert key[0] == gone.name or row == expected[key]
    away.rename(gone)
    assert grade(submitted, out).code == 0
    assert few.difference(out) == ""
    assert (gone / UNIT).is_dir()
