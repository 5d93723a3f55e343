"""Everything a grading leaves behind, without what differs from run to run."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

OF_A_CELL = """
    SELECT s.student_id, a.name, n.name, c.name, {columns} FROM {table} t
    JOIN base_cell c ON c.id = t.cell_id
    JOIN submitted_notebook m ON m.id = t.notebook_id
    JOIN notebook n ON n.id = m.notebook_id
    JOIN submitted_assignment s ON s.id = m.assignment_id
    JOIN assignment a ON a.id = s.assignment_id
"""
QUERIES = {
    "students": "SELECT id FROM student",
    "submissions": "SELECT a.name, s.student_id, s.timestamp FROM submitted_assignment s "
    "JOIN assignment a ON a.id = s.assignment_id",
    "notebooks": "SELECT a.name, s.student_id, n.name, m.late_submission_penalty "
    "FROM submitted_notebook m JOIN notebook n ON n.id = m.notebook_id "
    "JOIN submitted_assignment s ON s.id = m.assignment_id "
    "JOIN assignment a ON a.id = s.assignment_id",
    "grades": OF_A_CELL.format(
        table="grade",
        columns="t.auto_score, t.manual_score, t.extra_credit, "
        "t.manual_score IS NULL AND t.needs_manual_grade",
    ),
    "comments": OF_A_CELL.format(table="comment", columns="t.auto_comment, t.manual_comment"),
    "cells": "SELECT name, type FROM base_cell",
    "counts": "SELECT (SELECT count(*) FROM grade), (SELECT count(*) FROM comment)",
    "version": "SELECT version_num FROM alembic_version",
}
"""A mark by hand may be asked for again after a kill: that alone is not compared."""


KNOWN = ("results.jsonl", "gradebook.db")
RANDOM = ("submission_secret.txt", ".settled", "times.csv")
"""Files that hold something random, or times."""
SECONDS = re.compile(rb'<p class="seconds">.*?</p>')
"""What the class report says of the time that grading took."""


def state(out: Path) -> dict[str, Any]:
    """Results, grade book, and the bytes of every page, report and feedback."""
    return {"results": results(out), **book(out), **pages(out)}


def results(out: Path) -> list[dict[str, Any]]:
    """The lines of ``results.jsonl`` without times."""
    rows = map(json.loads, (out / "results.jsonl").read_text().splitlines())
    return [{k: v for k, v in row.items() if k not in ("seconds", "run")} for row in rows]


def book(out: Path) -> dict[str, list[Any]]:
    """Every row of the grade book in a fixed order, without its random ids."""
    with closing(sqlite3.connect(out / "gradebook.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            name: sorted(connection.execute(query).fetchall(), key=repr)
            for name, query in QUERIES.items()
        }


def pages(out: Path) -> dict[str, bytes]:
    """Every file but journal and grade book, hidden ones and left-overs included."""
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    return {
        str(path.relative_to(out)): b""
        if path.name.endswith(RANDOM)
        else SECONDS.sub(b"", path.read_bytes())
        for path in files
        if path.name not in KNOWN and not path.name.startswith("gradebook.db.bak-")
    }


def difference(found: dict[str, Any], expected: dict[str, Any]) -> str:
    """What differs, in a few words; nothing where nothing does."""
    said = []
    for name in sorted(found.keys() | expected.keys()):
        here, there = found.get(name), expected.get(name)
        if here == there:
            continue
        if isinstance(here, list) and isinstance(there, list):
            extra = [row for row in here if row not in there][:2]
            gone = [row for row in there if row not in here][:2]
            said.append(f"{name}: {len(here)} rows, not {len(there)}; has {extra}, lacks {gone}")
        else:
            words = ("is not there", "should not be there", "is different")
            said.append(f"{name} {words[0 if here is None else 1 if there is None else 2]}")
    return "\n".join(said[:20])


def backups_are_whole(out: Path) -> bool:
    """Whether every copy of the grade book is a database without fault."""
    for copy in out.glob("gradebook.db.bak*"):
        with closing(sqlite3.connect(copy)) as connection:
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if not whole or tables == (0,):
                return False
    return True
