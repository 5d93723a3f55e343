"""A disk that fills up in the middle of a grading."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.grading import books
from autograder.grading.journal import Journal
from autograder.integrations.autograded import read_notebook
from autograder.integrations.gradebook import write_gradebook
from autograder.integrations.marks import Marks
from tests.faults.classes import ROOT, UNIT
from tests.faults.conftest import Few, Grade
from tests.faults.state import backups_are_whole, book

NOTEBOOK = read_notebook(ROOT / "course" / UNIT / f"{UNIT}.ipynb")


class Disk:
    """A small file system of its own, which can be filled and emptied again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no byte free."""
        with contextlib.suppress(OSError), self.ballast.open("ab", buffering=0) as file:
            for size in (64 << 10, 4 << 10):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(b"x" * size)

    def empty(self) -> None:
        """Take the ballast away."""
        self.ballast.unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of 8 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("Nobody but root may mount a small disk.")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def filling(disk: Disk, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function before which the disk is filled."""

    def full(*args: Any, **kwargs: Any) -> Any:
        disk.fill()
        return function(*args, **kwargs)

    return full


OFTEN = [
    (Journal, "append", "results.jsonl cannot be written: the disk is full"),
    (books.Book, "write", "results.jsonl cannot be written: the disk is full"),
]
RARELY = [
    (books.Book, "set_due", "cannot be written: No space left|the disk is full"),
    (books, "write_report", "report/.* cannot be written: No space left"),
]


@pytest.mark.parametrize("places", [OFTEN, pytest.param(RARELY, marks=pytest.mark.prove)])
def test_a_full_disk_loses_nothing(
    grade: Grade, few: Few, disk: Disk, places: list[tuple[Any, str, str]]
) -> None:
    """Wherever the disk fills up, is it one clear sentence, and all there once there is room?"""
    out = few.fresh(disk.folder / "out")
    for owner, name, said in places:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, name, filling(disk, getattr(owner, name)))
            done = grade(few.submitted, out)
        assert done.code == 2 and re.search(said, done.err), (name, done)
        disk.empty()
    assert grade(few.submitted, out).code == 0
    assert few.difference(out) == ""


def test_a_grade_book_on_a_full_disk(few: Few, disk: Disk) -> None:
    """Is it said that the disk is full, with nothing written, and no half copy left?"""
    out = few.fresh(disk.folder / "out")
    before = book(out)
    marks = [Marks(f"student{number}", {}, {}) for number in range(3000)]
    for free, said in ((0, "disk is full"), (60_000, "backed up"), (400_000, "disk is full")):
        disk.fill()
        os.truncate(disk.ballast, disk.ballast.stat().st_size - free)
        with pytest.raises(UsageError, match=said):
            write_gradebook(f"sqlite:///{out / 'gradebook.db'}", UNIT, NOTEBOOK, marks)
        assert book(out) == before and backups_are_whole(out)
    disk.empty()
