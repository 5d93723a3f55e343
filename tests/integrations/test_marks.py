"""What is read off an autograded notebook, compared with nbgrader's own reading."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from autograder.integrations.marks import NO_RESPONSE, read_marks, read_small, submitted_at, utc
from autograder.integrations.placing import grade_id, is_solution
from autograder.integrations.side_files import LONG_AGO, SECRET, TIMESTAMP, side_files
from tests.integrations.making import WRONG, marks_of, notebook_of, result, solutions, ungraded

ANSWERS = {**solutions(), "mean-or-sum": "It does not depend on N."}


@pytest.mark.nbgrader
@pytest.mark.parametrize("answers", [{}, ANSWERS], ids=["blank", "answered"])
def test_marks_are_what_nbgrader_reads(answers: dict[str, str]) -> None:
    """Do nbgrader's determine_grade and checksums give the same scores and blanks?"""
    from nbgrader.utils import compute_checksum, determine_grade

    graded = result(wrongly=("mse-loss", "stable-rate"))
    notebook = notebook_of(graded, answers)
    marks = read_marks(graded, notebook)
    for cell in notebook.cells:
        name = grade_id(cell)
        if cell.metadata.get("nbgrader", {}).get("grade"):
            assert determine_grade(cell)[0] == marks.scores[name], name
        if is_solution(cell):
            blank = cell.metadata.nbgrader.checksum == compute_checksum(cell)
            assert (marks.comments[name] == NO_RESPONSE) == blank, name


def test_comments_say_what_is_wrong() -> None:
    """Do answer cells carry the message and the hint, and nothing where all is right?"""
    marks = marks_of(result(wrongly=("mse-loss",)), ANSWERS)
    assert marks.comments["mse-loss-answer"] == f"{WRONG}\nThink about: What does a mean divide by?"
    assert marks.comments["stable-rate-answer"] is None
    assert marks.comments["which-rate"] == NO_RESPONSE
    assert (marks.scores["mean-or-sum"], marks.scores["which-rate"]) == (None, 0.0)


def test_our_own_failure_takes_no_marks() -> None:
    """Is an exercise that our sandbox could not run left out, not given 0?"""
    marks = marks_of(ungraded("ada", "sandbox-broken", "No fork."))
    assert "mse-loss" not in marks.scores
    assert marks.scores["mean-or-sum"] == 0.0


def test_same_answers_and_marks_are_known_as_such() -> None:
    """Which cells are as they were when last graded?"""
    before = notebook_of(result(wrongly=("mse-loss",)), ANSWERS)
    now = result(wrongly=("stable-rate",))
    answers = {**ANSWERS, "mean-or-sum": "Something else."}
    marks = read_marks(now, notebook_of(now, answers), before=before)
    assert marks.same == {"quadratic-features", "gradient-descent", "original-units", "which-rate"}


@pytest.mark.nbgrader
@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31 23:59:00 UTC",
        "2026-01-31 23:59:00.123456 America/Los_Angeles",
        "2026-07-01 12:00:00 +0200",
        "2026-07-01 12:00:00",
        "2026-07-01T12:00:00+02:00",
    ],
)
def test_time_is_read_as_nbgrader_reads_it(text: str) -> None:
    """Formgrader compares times: do we and nbgrader read the same one?"""
    from nbgrader.utils import parse_utc

    assert utc(text) == parse_utc(text)


@pytest.mark.parametrize("text", ["", "  \n", "tomorrow", "9999999999999999", "2026-99-99 1 UTC"])
def test_bad_time_is_none(tmp_path: Path, text: str) -> None:
    """Does a damaged timestamp.txt cost the time only?"""
    (tmp_path / TIMESTAMP).write_text(text)
    assert submitted_at(tmp_path) is None


def test_time_comes_from_the_file(tmp_path: Path) -> None:
    """Is the submission's own timestamp.txt used, and its absence respected?"""
    assert submitted_at(tmp_path) is None
    (tmp_path / TIMESTAMP).write_text("2026-01-31 23:59:00 UTC\n")
    assert submitted_at(tmp_path) == datetime(2026, 1, 31, 23, 59)


def test_small_files_are_read_with_care(tmp_path: Path) -> None:
    """Are links, pipes, folders and large files refused, without waiting?"""
    secret = tmp_path / "secret"
    secret.write_text("key")
    (tmp_path / "link").symlink_to(secret)
    (tmp_path / "large").write_text("x" * 201)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert read_small(secret) == "key"
    assert [read_small(tmp_path / n) for n in ("link", "large", "folder", "pipe", "none")] == [
        None
    ] * 5


def test_side_files_are_kept_or_made_up(tmp_path: Path) -> None:
    """Are the exchange's files copied, kept from last time, or else made up?"""
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    made = side_files(first, second)
    assert made[TIMESTAMP] == LONG_AGO
    assert len(made[SECRET]) == 64
    assert side_files(first)[SECRET] != made[SECRET]
    (second / SECRET).write_text("old")
    (first / TIMESTAMP).write_text("2026-01-31 23:59:00 UTC")
    assert side_files(first, second) == {TIMESTAMP: "2026-01-31 23:59:00 UTC", SECRET: "old"}
