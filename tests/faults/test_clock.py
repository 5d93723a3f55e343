"""A clock that jumps: deadlines hold, and nothing is taken for older than it is."""

from __future__ import annotations

import ast
import itertools
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.grade import Grader
from autograder.grading.replay import Times
from autograder.integrations import database
from autograder.layout import Course
from tests.faults.classes import ROOT, UNIT
from tests.faults.conftest import Few, Grade
from tests.faults.state import backups_are_whole

WALL = {("time", "time"), ("time", "time_ns"), ("datetime", "now"), ("datetime", "utcnow")}
ALLOWED = {"authoring/solutions.py": 1, "grading/watching.py": 1, "integrations/database.py": 1}
"""Solutions wait for a date in the calendar, a copy of the grade book is named after the moment,
and a file that is watched is young by the clock that dates it."""


def jumping(days: float) -> Iterator[float]:
    """Wall clock times, each ``days`` before or after the real one in turn."""
    for sign in itertools.cycle((1, -1)):
        yield _real() + sign * days * 86400


_real = time.time


def test_no_deadline_asks_the_wall_clock() -> None:
    """Does nothing in the package read the wall clock but what is about a date?"""
    found = {}
    for path in sorted((ROOT / "autograder").rglob("*.py")):
        count = sum(_reads_the_clock(node) for node in ast.walk(ast.parse(path.read_text())))
        if count:
            found[str(path.relative_to(ROOT / "autograder"))] = count
    assert found == ALLOWED


def _reads_the_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        return any(name.name in ("time", "time_ns") for name in node.names)
    value = node.value if isinstance(node, ast.Attribute) else None
    return isinstance(value, ast.Name) and (value.id, node.attr) in WALL  # type: ignore[union-attr]


@pytest.mark.parametrize("situation", ["infinite_loop_in_the_answer_cell", "all_right"])
def test_time_limits_hold(monkeypatch: pytest.MonkeyPatch, situation: str) -> None:
    """While the clock leaps a year to and fro: is a loop stopped in time, and no other?"""
    clock = jumping(365)
    monkeypatch.setattr(time, "time", lambda: next(clock))
    times = Times(cell=1.0, submission=20.0, exercise=1.0)
    path = ROOT / "tests" / "notebooks" / f"{situation}.ipynb"
    with Grader(Course(ROOT), UNIT, "s", times=times, allow_unsandboxed=True) as grader:
        started = time.monotonic()
        result = grader.grade("ada", path).result
    assert time.monotonic() - started < 20
    statuses = [verdict.status for verdict in result.verdicts[:2]]
    assert statuses == ["graded", "timeout" if "loop" in situation else "graded"]


def test_a_clock_that_goes_back(
    grade: Grade, few: Few, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is the newest copy of the grade book kept, though copies of tomorrow lie beside it?"""
    out = few.fresh(tmp_path / "out")
    for day in range(1, database.BACKUPS_KEPT + 1):
        (out / f"gradebook.db.bak-2999010{day}-000000-000000").write_bytes(b"")
    clock = jumping(365)
    monkeypatch.setattr(time, "time", lambda: next(clock))
    assert grade(few.submitted, out).code == 0
    assert few.difference(out) == ""
    copies = sorted(out.glob("gradebook.db.bak-*"))
    assert len(copies) == database.BACKUPS_KEPT
    this_year = [c for c in copies if f".bak-{datetime.now():%Y}" in c.name]
    assert len(this_year) == 1
    with closing(sqlite3.connect(this_year[0])) as copy:
        assert copy.execute("SELECT count(*) FROM grade").fetchone() == (0,)


def test_a_copy_that_was_not_finished(tmp_path: Path, empty_book: Path) -> None:
    """Does a copy that was killed half-way neither count as one nor stay for ever?"""
    path = tmp_path / "gradebook.db"
    path.write_bytes(empty_book.read_bytes())
    half = tmp_path / ".gradebook.db.bak.999999999.part"
    half.write_bytes(b"half")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", _killed)
        with pytest.raises(KeyboardInterrupt):
            database.back_up(f"sqlite:///{path}")
    assert not list(tmp_path.glob("*.bak-*"))
    assert database.back_up(f"sqlite:///{path}") is not None
    assert not half.exists() and backups_are_whole(tmp_path)


def _killed(*_: Any) -> None:
    raise KeyboardInterrupt
