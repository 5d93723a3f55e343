"""A grade book that another program holds, and two commands at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from autograder.integrations import database
from tests.faults.classes import ROOT, arguments
from tests.faults.conftest import Few, Grade
from tests.faults.state import book, results

HOLD = """
import sqlite3, sys
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute(sys.argv[2])
rows = book.execute("SELECT * FROM sqlite_master")
rows.fetchone()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Another process holds a lock on a grade book."""
    words = [sys.executable, "-c", HOLD, str(path), how]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.stdin.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for a lock a moment only."""
    for function in (database.try_to_write, database.open_gradebook, database.read_session):
        plain = getattr(function, "__wrapped__", function)
        monkeypatch.setattr(plain, "__defaults__", (0.2,))


@pytest.mark.usefixtures("impatient")
def test_a_grade_book_in_use(grade: Grade, few: Few, tmp_path: Path) -> None:
    """Held for writing or only for reading: is it a sentence, and all booked the next time?"""
    out = few.fresh(tmp_path / "out")
    before = book(out)
    for how in ("BEGIN EXCLUSIVE", "BEGIN"):
        with held(out / "gradebook.db", how):
            done = grade(few.submitted, out)
        assert done.code == 2
        assert f"The grade book {out / 'gradebook.db'} is in use (locked)." in done.err
        assert results(out) == few.expected["results"] and book(out) == before
        assert (out / "report" / "index.html").is_file()
    assert grade(few.submitted, out).code == 0
    assert few.difference(out) == ""


def started(submitted: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """The real command, under way."""
    return subprocess.Popen(
        [sys.executable, "-m", "autograder", *arguments(submitted, out, jobs=1), *more],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.prove
def test_two_commands_into_one_folder(few: Few, tmp_path: Path) -> None:
    """Started at the same moment: does one grade, and is the other refused in a sentence?"""
    out = few.fresh(tmp_path / "out")
    both = [started(few.submitted, out) for _ in range(2)]
    said = {process.communicate()[1]: process.returncode for process in both}
    assert sorted(said.values()) == [0, 2]
    refused = next(words for words, code in said.items() if code == 2)
    assert refused.startswith("autograder: Another command is grading into")
    assert few.difference(out) == ""


@pytest.mark.prove
def test_two_commands_into_one_grade_book(few: Few, tmp_path: Path) -> None:
    """From two folders at once: is every row there once, at the latest after a rerun?"""
    shared = few.fresh(tmp_path / "shared") / "gradebook.db"
    address = ("--gradebook", f"sqlite:///{shared}")
    outs = [tmp_path / "one", tmp_path / "two"]
    both = [started(few.submitted, out, *address) for out in outs]
    for out, process in zip(outs, both, strict=True):
        words = process.communicate()[1]
        assert "Traceback" not in words and process.returncode in (0, 2), words
        if process.returncode:
            assert "results.jsonl" in words
            again = started(few.submitted, out, *address)
            assert (again.communicate()[1], again.returncode) == ("", 0)
    found = book(shared.parent)
    assert found == {name: few.expected[name] for name in found}


def test_a_killed_maker_leaves_no_half_grade_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Has a grade book its version even if the first try to make it was killed at the end?"""
    path = tmp_path / "gradebook.db"
    left_over = tmp_path / ".gradebook.db.999999999.part"
    left_over.touch()
    with monkeypatch.context() as patch:
        patch.setattr(database, "schema_version", _killed)
        with pytest.raises(KeyboardInterrupt), database.open_gradebook(f"sqlite:///{path}", "c"):
            pass
    assert not path.exists()
    with database.open_gradebook(f"sqlite:///{path}", "c"):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    assert [p.name for p in tmp_path.iterdir()] == ["gradebook.db"]


def _killed() -> str:
    raise KeyboardInterrupt
