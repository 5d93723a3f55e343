"""The journal: safe against being killed, a full disk, and a second grader."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.journal import Journal, read_results, write_atomically
from autograder.results import SubmissionResult, to_lines
from tests.test_results import RESULT


def result(student: str, seconds: float = 0.25) -> SubmissionResult:
    """A result of a student."""
    return replace(RESULT, student=student, seconds=seconds)


def test_results_are_found_again(tmp_path: Path) -> None:
    """Does a second run know what the first has graded?"""
    with Journal(tmp_path) as journal:
        journal.append(result("ada"))
    with Journal(tmp_path) as journal:
        assert journal.results == {("ada", "unit"): result("ada")}


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    """Is the journal its owner's only, also when it was open before and after compacting?"""
    (tmp_path / "results.jsonl").touch(0o644)
    with Journal(tmp_path) as journal:
        assert journal.path.stat().st_mode & 0o777 == 0o600
        journal.append(result("ada"))
        journal.compact()
    assert journal.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cut", [1, 20, 400])
def test_a_torn_end_is_mended(tmp_path: Path, cut: int) -> None:
    """Are the last submission's torn lines cut off, and the rest kept?"""
    with Journal(tmp_path) as journal:
        journal.append(result("ada"))
        journal.append(result("bob"))
    os.truncate(journal.path, journal.path.stat().st_size - cut)
    with Journal(tmp_path) as journal:
        assert list(journal.results) == [("ada", "unit")]
        journal.append(result("eve"))
    assert [r.student for r in read_results(journal.path)] == ["ada", "eve"]


def test_all_lines_of_a_submission_go_out_in_one_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Can a kill come between two lines of one submission?"""
    writes = []
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: (writes.append(data), write(fd, data))[1])
    with Journal(tmp_path) as journal:
        journal.append(result("ada"))
    assert writes == [to_lines(result("ada")).encode()]


def test_compacting_leaves_one_sorted_set_of_lines(tmp_path: Path) -> None:
    """Is there one run a student, in order, at the end?"""
    with Journal(tmp_path) as journal:
        for one in (result("eve"), result("ada"), result("eve", 0.5)):
            journal.append(one)
        journal.compact()
    assert journal.path.read_text() == to_lines(result("ada")) + to_lines(result("eve", 0.5))
    assert sorted(p.name for p in tmp_path.iterdir()) == [".results.lock", "results.jsonl"]


def test_two_graders_at_once_are_refused(tmp_path: Path) -> None:
    """Is the second told so, and let in once the first is gone?"""
    with Journal(tmp_path), pytest.raises(UsageError, match="Another command is grading"):
        Journal(tmp_path)
    with Journal(tmp_path):
        pass


def test_the_lock_dies_with_its_owner(tmp_path: Path) -> None:
    """Does a killed grader leave no lock behind?"""
    code = (
        "import sys, time, pathlib; from autograder.grading.journal import Journal\n"
        "j = Journal(pathlib.Path(sys.argv[1])); print('locked', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "locked\n"
    with pytest.raises(UsageError):
        Journal(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with Journal(tmp_path):
        pass


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a full disk: files cannot grow beyond ``size`` bytes."""
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_full_disk_leaves_the_journal_whole(tmp_path: Path) -> None:
    """Is half a submission taken back, and the sentence clear?"""
    with Journal(tmp_path) as journal:
        journal.append(result("ada"))
        size = journal.path.stat().st_size
        with files_of_at_most(size + 300), pytest.raises(UsageError, match="the disk is full"):
            journal.append(result("bob"))
        assert journal.path.read_text() == to_lines(result("ada"))
        with files_of_at_most(100), pytest.raises(UsageError, match="the disk is full"):
            journal.compact()
    assert read_results(journal.path) == [result("ada")]
    assert sorted(p.name for p in tmp_path.iterdir()) == [".results.lock", "results.jsonl"]


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """Is an output folder that is a file refused in a sentence?"""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="Choose another --out"):
        Journal(tmp_path / "file")


def test_results_that_are_not_there(tmp_path: Path) -> None:
    """Is a report on nothing refused, with what to do first?"""
    with pytest.raises(UsageError, match="Grade first"):
        read_results(tmp_path / "results.jsonl")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    """Does the old text survive a failed write, and no half file stay behind?"""
    path = tmp_path / "page.html"
    write_atomically(path, "old")
    with files_of_at_most(10), pytest.raises(OSError):
        write_atomically(path, "new" * 100)
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="dead processes are seen in /proc")
def test_what_the_dead_left_goes_and_what_the_living_write_stays(tmp_path: Path) -> None:
    """Does a file go whose writer was killed but not yet buried, and that of a live one stay?"""
    path = tmp_path / "page.html"
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as living:
        dead = subprocess.Popen([sys.executable, "-c", ""])
        os.waitid(os.P_PID, dead.pid, os.WEXITED | os.WNOWAIT)
        parts = {pid: tmp_path / f".page.html.{pid}.part" for pid in (living.pid, dead.pid)}
        for part in parts.values():
            part.write_text("half")
        write_atomically(path, "whole")
        assert parts[living.pid].exists() and not parts[dead.pid].exists()
        dead.wait()
        living.communicate(b"\n")
