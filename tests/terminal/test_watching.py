"""``autograder check --watch``: a notebook that another program writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.own import OwnNotebook
from autograder.grading.watching import PATIENCE, POLL, REST, Glance, Moment, changes, moments
from autograder.terminal.watching import Teller, follow, in_words
from tests.terminal.pseudo import ROOT, terminal
from tests.test_rendering import VERDICT

UNIT = "01_linear_regression"
NOTEBOOKS = ROOT / "tests" / "notebooks"
RIGHT = (NOTEBOOKS / "all_right.ipynb").read_bytes()
WRONG = (NOTEBOOKS / "gradient_without_two.ipynb").read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A notebook in which mse-loss is right."""
    path = tmp_path / f"{UNIT}.ipynb"
    path.write_bytes(RIGHT)
    return path


# ------------------------------------------------------------------- what a file holds


class Clock:
    """Time that passes only while somebody sleeps; states of a file by the second."""

    def __init__(self, *states: tuple[float, str | None]) -> None:
        self.now, self.states = 0.0, states

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.now > 60:
            raise TimeoutError

    def glance(self) -> str | None:
        return [state for began, state in self.states if began <= self.now][-1]

    def moments(self) -> list[tuple[float, Moment]]:
        found = []
        with pytest.raises(TimeoutError):
            for moment in moments(self.glance, self.sleep, lambda: self.now):
                found.append((self.now, moment))
        return found


def test_a_file_that_stays_is_told_at_once_and_once_more_when_it_lasts() -> None:
    """Is the first look taken without waiting, and are there no others?"""
    (first, soon), (late, lasting) = Clock((0, "a")).moments()
    assert (first, soon) == (0, Moment("a", False))
    assert lasting == Moment("a", True) and late >= PATIENCE


def test_a_change_counts_once_it_has_come_to_rest() -> None:
    """Is a file that is written in several goes looked at once, behind the last?"""
    goes = [(5 + 0.2 * n, f"half {n}") for n in range(5)]
    found = Clock((0, "a"), *goes, (6, "b")).moments()
    seen = [moment for when, moment in found if when > 5]
    assert seen == [Moment("b", False), Moment("b", True)]
    assert min(when for when, moment in found if moment.digest == "b") <= 6 + REST + 2 * POLL


def test_a_file_that_is_replaced_is_never_gone() -> None:
    """Does an editor that deletes and writes again cause no word about a missing file?"""
    found = Clock((0, "a"), (5, None), (5.5, "b")).moments()
    assert all(moment.digest is not None for _, moment in found)


def test_a_file_that_is_gone_is_told_once() -> None:
    """Is a missing file said when it lasts, and its return a change?"""
    found = Clock((0, "a"), (5, None), (20, "a")).moments()
    digests = [moment.digest for when, moment in found if when > 5]
    assert digests == [None, "a", "a"]


def test_a_glance_sees_what_the_clock_of_a_disk_does_not(path: Path) -> None:
    """Are other bytes of equal length and time seen, while the file is young?"""
    glance = Glance(path)
    before, times = glance(), (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_bytes(RIGHT.replace(b"np.mean", b"np.nean", 1))
    os.utime(path, ns=times)
    assert glance() != before


def test_a_touched_file_has_not_changed(path: Path) -> None:
    """Is a new time with old bytes no change, and a new file under the old name one?"""
    glance = Glance(path)
    before = glance()
    os.utime(path)
    assert glance() == before
    (path.parent / "new").write_bytes(WRONG)
    os.replace(path.parent / "new", path)
    assert glance() not in (before, None)
    path.unlink()
    assert glance() is None


# ------------------------------------------------------------------------ what changed

FIXED = replace(VERDICT, points=6.0, aspects=VERDICT.aspects[:2], location=None)


def test_newly_right_and_newly_wrong_are_told_apart() -> None:
    """Is each exercise under what became of it, and an equal one under nothing?"""
    one, two, three = (replace(VERDICT, exercise=name) for name in "abc")
    right = [replace(FIXED, exercise=name) for name in "abcd"]
    before = (one, right[1], three, right[3])
    after = (right[0], two, replace(three, points=5.0), right[3])
    new = changes(before, after)
    assert (new.right, new.wrong, new.other) == ((right[0],), (two,), (after[2],))
    assert in_words(new) == "Newly wrong: b. Newly right: a. Changed: c."
    assert not changes(after, after)


def test_what_is_half_written_is_worth_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    """Is a file that cannot be read told of only if it stays so, and once?"""

    def look() -> tuple[()]:
        raise UsageError("It is not valid JSON.")

    teller = Teller(Path("a.ipynb"))
    follow([Moment("half", False)], look, teller)
    assert capsys.readouterr() == ("", "")
    follow([Moment("half", True), Moment("half", True)], look, teller)
    out, err = capsys.readouterr()
    assert out == "" and err.count("not valid JSON") == 1


def test_only_other_code_is_run_again(path: Path) -> None:
    """Is a notebook whose outputs alone changed not checked again, and one that changed is?"""
    with OwnNotebook(path) as own:
        first = own.verdicts()
        saved = json.loads(RIGHT)
        saved["metadata"]["saved"] = "again"
        path.write_text(json.dumps(saved))
        assert own.verdicts() is first
        path.write_bytes(WRONG)
        assert [v.points for v in own.verdicts()] == [2, 3, 0, 0, 0]


# ---------------------------------------------------------------------- the command


def test_a_notebook_is_watched_at_a_terminal(path: Path) -> None:
    """Are changes by rename, damage, loss and return told, newly wrong and right by name?"""

    def by_rename(data: bytes) -> None:
        (path.parent / "new").write_bytes(data)
        os.replace(path.parent / "new", path)

    with terminal("check", str(path), "--watch", cwd=path.parent) as shown:
        place = shown.wait_for("Ctrl-C ends.")
        by_rename(WRONG)
        place = shown.wait_for("Newly wrong: mse-loss.", place)
        place = shown.wait_for("factor 2", place)
        place = shown.wait_for("in all   5 / 20", place)
        path.write_text('{"cells": [')
        place = shown.wait_for("not valid JSON", place)
        path.unlink()
        place = shown.wait_for("is not there. Waiting", place)
        path.write_bytes(RIGHT)
        place = shown.wait_for("Newly right: mse-loss.", place)
        shown.wait_for("in all   8 / 20", place)
        shown.interrupt()
        assert shown.end() == 130
        assert "Traceback" not in shown.text and "Stopped watching." in shown.text


def test_a_watched_notebook_that_is_right_ends_well(path: Path) -> None:
    """Is Ctrl-C the exit code 0 where all that was asked for is right?"""
    with terminal("check", str(path), "mse-loss", "--watch") as shown:
        shown.wait_for("Ctrl-C ends.")
        shown.interrupt()
        assert shown.end() == 0


@pytest.fixture
def piped(path: Path) -> Iterator[Callable[[], str]]:
    """The lines that ``--watch --json`` writes into a pipe."""
    words = [sys.executable, "-m", "autograder", "check", str(path), "--watch", "--json"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)
    assert process.stdout is not None
    yield lambda: process.stdout.readline().decode()
    process.kill()
    process.communicate()


def test_each_look_is_a_line_for_programs(path: Path, piped: Callable[[], str]) -> None:
    """Is every look one line of JSON, with nothing between?"""
    first = json.loads(piped())
    path.write_bytes(WRONG)
    second = json.loads(piped())
    assert [look[1]["points"] for look in (first, second)] == [6, 3]
