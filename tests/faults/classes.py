"""Classes of small notebooks, no two alike, and the command that grades them."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

from tests.grading.conftest import ROOT, UNIT
from tests.notebooks.write import (
    CHECK_LOSS,
    FIRST,
    LOSS,
    SITUATIONS,
    Situation,
    notebook,
)

HELPED = Situation(
    (
        *FIRST,
        "def residual(w, b, X, y):\n    return X @ w + b - y",
        LOSS.replace("X @ w + b - y", "residual(w, b, X, y)"),
        CHECK_LOSS,
    ),
    "graded",
    6,
)
"""An answer that needs a cell of its own above it."""

KINDS = (
    HELPED,
    SITUATIONS["gradient_without_two"],
    SITUATIONS["all_right"],
    SITUATIONS["not_written"],
    SITUATIONS["mended_below_the_check"],
    SITUATIONS["raises_on_every_case"],
    HELPED,
)


def text(number: int) -> str:
    """The notebook of a student: like some others', but for a comment."""
    if number % 20 == 19:
        return "{ no notebook"
    situation = KINDS[number % len(KINDS)]
    return notebook(replace(situation, cells=(*situation.cells, f"# student {number}")))


def hand_in(submitted: Path, student: str, text: str) -> Path:
    """Put a notebook where it belongs."""
    path = submitted / student / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def class_of(submitted: Path, count: int) -> Path:
    """A class of so many, one in twenty with a notebook that is none."""
    for number in range(count):
        hand_in(submitted, f"student{number:03d}", text(number))
    return submitted


def arguments(submitted: Path, out: Path, jobs: int = 2) -> list[str]:
    """``grade`` and what a grading is told."""
    return [
        *("grade", str(submitted), "--out", str(out), "--seed", "s", "--jobs", str(jobs)),
        "--allow-unsandboxed",
    ]


def mark_by_hand(out: Path) -> None:
    """What a teacher may have done in formgrader: marks, a comment, and a student of her own."""
    connection = sqlite3.connect(out / "gradebook.db")
    with connection:
        connection.execute(
            "UPDATE grade SET manual_score = 1.5, extra_credit = 0.25, needs_manual_grade = 0 "
            "WHERE notebook_id IN (SELECT id FROM submitted_notebook ORDER BY id LIMIT 2)"
        )
        connection.execute("UPDATE comment SET manual_comment = 'well said'")
        connection.execute("INSERT INTO student (id) VALUES ('nobody-saw-him')")
    connection.close()


def copied(folder: Path, to: Path) -> Path:
    """A copy of an output folder."""
    shutil.copytree(folder, to)
    return to


__all__ = ["ROOT", "UNIT", "arguments", "class_of", "copied", "hand_in", "mark_by_hand", "text"]
