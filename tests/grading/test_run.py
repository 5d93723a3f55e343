"""A class graded by the real command: journal, grade book, pages, and everything that may go wrong."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.grading.conftest import ROOT, UNIT, HandIn

pytestmark = pytest.mark.nbgrader

Grade = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where results go."""
    return tmp_path / "out"


@pytest.fixture
def grade(tmp_path: Path, out: Path) -> Grade:
    """Runs ``autograder grade`` on what was handed in, in this repository's course."""

    def grade(*options: str, submitted: str = "submitted") -> subprocess.CompletedProcess[str]:
        arguments = (str(tmp_path / submitted), "--out", str(out), "--seed", "s", "--jobs", "2")
        return run(*arguments, *options)

    return grade


def command(*arguments: str) -> list[str]:
    """The command ``autograder grade``."""
    return [sys.executable, "-m", "autograder", "grade", *arguments, "--allow-unsandboxed"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What the command says and returns."""
    return subprocess.run(
        command(*arguments), cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def rows(out: Path) -> list[dict[str, Any]]:
    """The lines of the results without what differs from run to run."""
    text = (out / "results.jsonl").read_text()
    every = [json.loads(line) for line in text.splitlines()]
    return [{k: v for k, v in row.items() if k not in ("seconds", "run")} for row in every]


def points(out: Path) -> dict[str, float]:
    """Marks by student."""
    marks: dict[str, float] = {}
    for row in rows(out):
        marks[row["student"]] = marks.get(row["student"], 0.0) + row["points"]
    return marks


def book(out: Path, query: str) -> list[Any]:
    """What a query on the grade book gives."""
    connection = sqlite3.connect(out / "gradebook.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_class(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Are marks, grade book, pages and report there, and one line a student?"""
    hand_in("ada")
    hand_in("bob", "gradient_without_two")
    hand_in("eve", text="{ no notebook")
    (out.parent / "submitted" / "joan" / UNIT).mkdir(parents=True)
    done = grade()
    assert done.returncode == 0, done.stderr
    assert points(out) == {"ada": 8, "bob": 5, "eve": 0, "joan": 0}
    assert [row["status"] for row in rows(out) if row["student"] == "eve"] == ["unreadable"] * 5
    said = done.stdout.splitlines()
    assert [line.split()[0] for line in said[:4]] == ["ada", "bob", "eve", "joan"]
    assert "mse-loss 3/6 (gradient-without-two)" in said[1]
    for student in ("ada", "bob", "eve", "joan"):
        assert (out / "autograded" / student / UNIT / f"{UNIT}.ipynb").is_file()
        assert (out / "feedback" / student / UNIT / f"{UNIT}.html").is_file()
    assert (out / "report" / "index.html").is_file()
    scores = "SELECT student_id, sum(auto_score) FROM grade JOIN submitted_notebook ON notebook_id "
    scores += "= submitted_notebook.id JOIN submitted_assignment ON assignment_id = "
    scores += "submitted_assignment.id GROUP BY student_id"
    assert dict(book(out, scores)) == points(out)


def test_nothing_secret_is_left_behind(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Is the seed in no file and no output, and the journal its owner's only?"""
    hand_in("ada")
    done = grade("--seed", "a-seed-that-nobody-knows")
    assert (out / "results.jsonl").stat().st_mode & 0o777 == 0o600
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not [path for path in files if b"that-nobody-knows" in path.read_bytes()]
    assert "nobody" not in done.stdout + done.stderr


def test_unchanged_work_is_not_graded_again(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Are marks kept until the text, the seed or the teacher says otherwise?"""
    hand_in("ada")
    hand_in("bob", "gradient_without_two")
    grade()
    first = rows(out)
    assert "2 had not changed" in grade().stdout
    assert rows(out) == first
    hand_in("bob", "all_right")
    assert "1 had not changed" in grade().stdout
    assert points(out) == {"ada": 8, "bob": 8}
    assert "not changed" not in grade("--regrade").stdout
    assert "not changed" not in grade("--seed", "another").stdout


def test_one_student(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Does --student touch that student only, and keep the others' results?"""
    hand_in("ada")
    hand_in("bob")
    grade()
    hand_in("ada", "gradient_without_two")
    hand_in("bob", "gradient_without_two")
    done = grade("--student", "bob")
    assert "ada" not in done.stdout
    assert points(out) == {"ada": 8, "bob": 5}


def test_a_killed_run_continues(hand_in: HandIn, grade: Grade, out: Path, tmp_path: Path) -> None:
    """Does a run that is killed with SIGKILL and started again end as an undisturbed one?"""
    for i in range(12):
        hand_in(f"student{i:02d}", "gradient_without_two" if i % 3 else "all_right")
    hand_in("zoe", "endless_cell")
    arguments = (str(tmp_path / "submitted"), "--out", str(out), "--seed", "s", "--jobs", "1")
    process = subprocess.Popen(
        command(*arguments), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    journal = out / "results.jsonl"
    deadline = time.monotonic() + 60
    while not (journal.exists() and journal.read_text().count("\n") >= 15):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    killed_at = len(journal.read_text().splitlines()) // 5
    assert 3 <= killed_at < 13
    with journal.open("a") as file:
        file.write('{"student": "torn')
    again = grade()
    assert again.returncode == 0, again.stderr
    assert f"{min(killed_at, 12)} had not changed" in again.stdout
    resumed = rows(out)
    other = tmp_path / "other"
    assert run(str(tmp_path / "submitted"), "--out", str(other), "--seed", "s").returncode == 0
    assert resumed == rows(other)


def test_two_graders_at_once(hand_in: HandIn, grade: Grade, out: Path, tmp_path: Path) -> None:
    """Is the second command refused in one sentence?"""
    from autograder.grading.journal import Journal

    hand_in("ada")
    out.mkdir()
    with Journal(out):
        done = grade()
    assert done.returncode == 2
    assert done.stderr.startswith("autograder: Another command is grading into")
    assert done.stderr.count("\n") == 1


def test_students_of_the_grade_book_without_work(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Do they appear with status and 0, and in the grade book with 0 or with nothing?"""
    hand_in("ada")
    hand_in("bob")
    grade()
    bob = out.parent / "submitted" / "bob"
    os.rename(bob, out.parent / "bob")
    hand_in("eve")
    done = grade("--missing", "blank")
    assert "not-attempted" in next(x for x in done.stdout.splitlines() if x.startswith("bob"))
    assert points(out) == {"ada": 8, "bob": 0, "eve": 8}


def test_manual_marks_survive(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Is a mark given by hand still there after grading again?"""
    hand_in("ada")
    grade()
    connection = sqlite3.connect(out / "gradebook.db")
    with connection:
        connection.execute("UPDATE grade SET manual_score = 1.5, needs_manual_grade = 0")
    connection.close()
    assert grade("--regrade").returncode == 0
    assert {score for (score,) in book(out, "SELECT manual_score FROM grade")} == {1.5}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "There is no folder"),
        (["pyproject.toml"], "is a file, not a folder"),
        (["course"], "holds no submissions|Nobody handed in"),
        (["course", "--unit", "01_linear_regresion"], 'Did you mean "01_linear_regression"'),
        (["course", "--seed", "1", "--new-seed"], "not both"),
        (["course", "--jobs", "0"], "--jobs"),
        (["course", "--student", "nobody"], 'No student "nobody"'),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, out: Path) -> None:
    """Is what cannot be graded one sentence with exit code 2, and nothing written?"""
    import re

    done = run(*arguments, "--out", str(out))
    assert done.returncode == 2 and done.stdout == ""
    assert re.search(said, done.stderr) and done.stderr.count("\n") == 1
    assert not (out / "results.jsonl").exists()


def test_a_locked_grade_book_costs_no_result(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Are results and pages there, the sentence clear, and the marks booked next time?"""
    hand_in("ada")
    out.mkdir()
    (out / "gradebook.db").mkdir()  # nothing can be written there
    done = grade()
    assert done.returncode == 2
    assert "gradebook.db" in done.stderr and "Traceback" not in done.stderr
    assert points(out) == {"ada": 8}
    assert (out / "feedback" / "ada" / UNIT / f"{UNIT}.html").is_file()
    (out / "gradebook.db").rmdir()
    assert grade().returncode == 0
    assert book(out, "SELECT sum(auto_score) FROM grade") == [(8.0,)]


def test_a_folder_that_cannot_be_written(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Does a page that cannot be written cost itself only?"""
    hand_in("ada")
    hand_in("bob")
    (out / "feedback").mkdir(parents=True)
    (out / "feedback" / "ada").write_text("in the way")
    done = grade()
    assert done.returncode == 2
    assert "feedback/ada" in done.stderr and "Traceback" not in done.stderr
    assert points(out) == {"ada": 8, "bob": 8}
    assert (out / "feedback" / "bob" / UNIT / f"{UNIT}.html").is_file()


def test_names_cannot_command_a_terminal(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Is a student's name with an escape sequence spelled out?"""
    hand_in("ada\x1b]0;pwned\x07")
    done = grade()
    assert "\x1b" not in done.stdout + done.stderr and "\\u001b" in done.stdout
    assert list(points(out).values()) == [8]


def test_links_and_huge_files(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Are a linked folder and a file of 200 MB a status of their own?"""
    hand_in("ada")
    submitted = out.parent / "submitted"
    (submitted / "lin").symlink_to(submitted / "ada")
    os.truncate(hand_in("hugo"), 200_000_000)
    done = grade()
    assert done.returncode == 0, done.stderr
    assert points(out) == {"ada": 8, "hugo": 0, "lin": 0}
    problems = {row["student"]: row["problem"] for row in rows(out)}
    assert "symbolic link" in problems["lin"] and "MB" in problems["hugo"]


def test_a_summary_for_programs(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Is --json nothing but JSON?"""
    hand_in("ada")
    summary = json.loads(grade("--json").stdout)
    assert summary["submissions"][0]["points"] == 8 and summary["problems"] == []
