"""What a fault leaves: no litter, no process, and no mark that is kept though it was spoiled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grading.grade import Grader
from autograder.grading.journal import write_atomically
from autograder.integrations import gradebook
from autograder.integrations.autograded import read_notebook
from autograder.integrations.marks import Marks
from autograder.layout import Course
from autograder.results import from_lines, to_lines
from tests.faults.classes import HELPED, ROOT, UNIT, arguments, hand_in
from tests.faults.killing import alive, children, needs_proc
from tests.faults.state import book
from tests.grading.toys import replay
from tests.notebooks.write import SITUATIONS, notebook
from tests.test_results import RESULT

SLOW_HELPER = replace(
    HELPED,
    cells=tuple(
        f"import time\ntime.sleep(1)\n{cell}" if "def residual" in cell else cell
        for cell in HELPED.cells
    ),
)
GONE = 999_999_999
"""A number that no process has."""


def test_left_overs_of_the_dead_go(tmp_path: Path) -> None:
    """Are half files of killed processes removed with the next writing, and others' left alone?"""
    (tmp_path / f".page.html.{GONE}.part").touch()
    others = [f".page.html.{os.getppid()}.part", f".other.html.{GONE}.part", ".page.html.my.part"]
    for name in others:
        (tmp_path / name).touch()
    write_atomically(tmp_path / "page.html", "new")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*others, "page.html"])


@pytest.mark.parametrize(
    ("cells", "interrupted"),
    [
        (("def a=6", "check a", "raise"), False),
        (("def a=6", "(", "check a"), False),
        (("def a=3", "crash", "check a"), True),
        (("hang", "def a=3", "check a"), True),
        (("def a=crash", "check a"), True),
        (("def a=hang", "check a"), True),
    ],
)
def test_a_lost_child_is_remembered(cells: tuple[str, ...], interrupted: bool) -> None:
    """Does a replay know that a child was lost, which code that raises does not count as?"""
    found, _ = replay(*cells, slugs="a")
    assert found.interrupted is interrupted


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    """A real grader."""
    with Grader(Course(ROOT), UNIT, "s", allow_unsandboxed=True) as grader:
        yield grader


@needs_proc
def test_a_child_killed_in_a_helper_cell(grader: Grader, tmp_path: Path) -> None:
    """Is a mark not kept that is lost because the cell above the answer was killed?"""
    path = hand_in(tmp_path, "ada", notebook(SLOW_HELPER))
    server = grader.sandbox._server
    assert server is not None
    killer = threading.Thread(target=kill_a_child, args=(server._process.pid,))
    killer.start()
    spoiled = grader.grade("ada", path).result
    killer.join()
    assert spoiled.points < 8 and spoiled.verdicts[1].status == "error"
    assert spoiled.work == ""
    again = grader.grade("ada", path).result
    assert again.points == 8 and again.work != ""


def kill_a_child(server: int) -> None:
    """Kill what runs the student's cells, in the middle of the one that sleeps."""
    while not children(server):
        time.sleep(0.01)
    time.sleep(0.4)
    os.kill(children(server)[0], signal.SIGKILL)


@needs_proc
def test_no_process_outlives_a_killed_command(tmp_path: Path, empty_book: Path) -> None:
    """Is a worker that waits for an endless cell gone at once, with its sandbox and its reader?"""
    hand_in(tmp_path / "submitted", "ada", notebook(SITUATIONS["endless_cell"]))
    command = subprocess.Popen(
        [sys.executable, "-m", "autograder", *arguments(tmp_path / "submitted", tmp_path / "out")],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    processes: list[int] = []
    while len(processes) < 4:  # the worker; its fork server and its reader; the student's code
        assert command.poll() is None
        time.sleep(0.05)
        processes = family(command.pid)
    command.kill()
    command.wait()
    deadline = time.monotonic() + 4
    while any(map(alive, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in processes if alive(pid)] == []


def family(command: int) -> list[int]:
    """The worker of a command whose sandbox has a child, and all that it has started."""
    for worker in children(command):
        below = [pid for child in children(worker) for pid in (child, *children(child))]
        if any(map(children, children(worker))):
            return [worker, *below]
    return []


def test_a_run_that_is_repeated_by_half(tmp_path: Path) -> None:
    """Does a torn second copy of a whole run leave the first one standing?"""
    lines = to_lines(RESULT).splitlines()
    assert from_lines([*lines, lines[0]]) == from_lines(lines) != []


def test_a_batch_in_pieces(
    tmp_path: Path, empty_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Are the rows the same, each once, when a class is recorded a few at a time, and again?"""
    released = read_notebook(ROOT / "course" / UNIT / f"{UNIT}.ipynb")
    cells = [cell.metadata.get("nbgrader", {}) for cell in released.cells]
    graded = [cell["grade_id"] for cell in cells if cell.get("grade")]
    marks = [
        Marks(f"student{n}", {name: float(n % 3) for name in graded}, {f"{graded[0]}-answer": "x"})
        for n in range(7)
    ]
    books = {}
    for size in (2, 7, 200):
        monkeypatch.setattr(gradebook, "AT_ONCE", size)
        folder = tmp_path / str(size)
        folder.mkdir()
        (folder / "gradebook.db").write_bytes(empty_book.read_bytes())
        url = f"sqlite:///{folder / 'gradebook.db'}"
        for _ in range(2):
            gradebook.write_gradebook(url, UNIT, released, marks, roster=["eve"])
        books[size] = book(folder)
    assert books[2] == books[7] == books[200]
    assert len(books[2]["grades"]) == 7 * len(graded) > 7
