"""A class graded by the real command: journal, grade book, pages, and what may go wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from autograder import cli
from autograder.grading import run as run_module
from autograder.grading.journal import Journal
from autograder.grading.pairs import LazyPairs, PairsOf, beforehand
from autograder.grading.pool import Pool
from tests.grading.conftest import ROOT, UNIT, HandIn
from tests.grading.test_grade import MEASURED
from tests.notebooks.write import answered, notebook


@dataclass(frozen=True)
class Done:
    """What a command returned and said."""

    returncode: int
    stdout: str
    stderr: str


Grade = Callable[..., Done]


@pytest.fixture
def out(tmp_path: Path, empty_book: Path) -> Path:
    """Where results go: a folder with a grade book that knows nobody."""
    return with_book(tmp_path / "out", empty_book)


def with_book(folder: Path, book: Path) -> Path:
    """A new folder with a copy of a grade book."""
    folder.mkdir()
    shutil.copy(book, folder)
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Grade:
    """Runs ``autograder grade`` in this repository's course; its workers are real processes."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> Done:
        code = cli.run(["grade", *arguments, "--allow-unsandboxed"])
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def grade(run: Grade, tmp_path: Path, out: Path) -> Grade:
    """Grades what was handed in, by one worker."""

    def grade(*options: str) -> Done:
        return run(*usual(tmp_path, out), *options)

    return grade


def usual(tmp_path: Path, out: Path) -> tuple[str, ...]:
    """The arguments of a grading that nothing is said about."""
    return (str(tmp_path / "submitted"), "--out", str(out), "--seed", "s", "--jobs", "1")


def rows(out: Path) -> list[dict[str, Any]]:
    """The lines of the results without what differs from run to run."""
    text = (out / "results.jsonl").read_text()
    every = [json.loads(line) for line in text.splitlines()]
    timed = ("seconds", "run")
    return [{key: value for key, value in row.items() if key not in timed} for row in every]


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
    assert [line.split()[0] for line in said[:5]] == [f"{UNIT}:", "ada", "bob", "eve", "joan"]
    assert "mse-loss 3/6 (gradient-without-two)" in said[2]
    for student in ("ada", "bob", "eve", "joan"):
        assert (out / "autograded" / student / UNIT / f"{UNIT}.ipynb").is_file()
        assert (out / "feedback" / student / UNIT / f"{UNIT}.html").is_file()
    assert (out / "report" / "index.html").is_file()
    scores = (
        "SELECT a.student_id, sum(g.auto_score) FROM grade g "
        "JOIN submitted_notebook n ON g.notebook_id = n.id "
        "JOIN submitted_assignment a ON n.assignment_id = a.id GROUP BY a.student_id"
    )
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


def test_a_mended_exercise_is_graded_again(
    hand_in: HandIn, grade: Grade, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does a change in solutions/ after hand-in reach every result, without --regrade?"""
    for folder in ("solutions", "course"):
        shutil.copytree(ROOT / folder, tmp_path / "mended" / folder)
    monkeypatch.chdir(tmp_path / "mended")
    hand_in("bob", "gradient_without_two")
    grade()
    before = "The factor 2 of the square is missing from dw and db."
    assert before in [row["message"][: len(before)] for row in rows(out)]
    bank = tmp_path / "mended" / "solutions" / "mistakes" / f"{UNIT}.py"
    bank.write_text(bank.read_text().replace(before, "Mended words."))
    assert "not changed" not in grade().stdout
    assert "Mended words." in [row["message"][:13] for row in rows(out)]
    assert points(out) == {"bob": 5}


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


def test_a_killed_run_continues(
    hand_in: HandIn, run: Grade, out: Path, tmp_path: Path, empty_book: Path
) -> None:
    """Does a run that is killed with SIGKILL and started again end as an undisturbed one?"""
    for i in range(12):
        hand_in(f"student{i:02d}", "gradient_without_two" if i % 3 else "all_right")
    arguments = usual(tmp_path, out)
    process = subprocess.Popen(
        [sys.executable, "-m", "autograder", "grade", *arguments, "--allow-unsandboxed"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    journal = out / "results.jsonl"
    deadline = time.monotonic() + 100
    while not (journal.exists() and journal.read_text().count("\n") >= 15):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    killed_at = journal.read_text().count("\n") // 5
    assert 3 <= killed_at < 12 and book(out, "SELECT count(*) FROM grade") == [(0,)]
    with journal.open("a") as file:
        file.write('{"student": "torn')
    again = run(*arguments)
    assert again.returncode == 0, again.stderr
    assert f"{killed_at} had not changed" in again.stdout
    undisturbed = with_book(tmp_path / "undisturbed", empty_book)
    assert run(*usual(tmp_path, undisturbed)).returncode == 0
    assert rows(out) == rows(undisturbed)
    scores = "SELECT sum(auto_score), count(*) FROM grade"
    assert book(out, scores) == book(undisturbed, scores)


def test_two_graders_at_once(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Is the second command refused in one sentence?"""
    hand_in("ada")
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


OTHER = "02_gradient_checking"


def test_a_unit_that_nobody_handed_in(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Does a unit named by mistake give nobody a 0, and end with 2 where it is the only one?"""
    hand_in("ada")
    grade()
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = grade("--unit", OTHER)
    said = f"Nobody handed in {OTHER}: nothing was graded or written."
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"autograder: {said}\n")
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert grade("--unit", OTHER, "--student", "ada").returncode == 2
    both = grade("--unit", OTHER, "--unit", UNIT)
    assert both.returncode == 0 and said in both.stdout
    assert {row["unit"] for row in rows(out)} == {UNIT}
    assert book(out, "SELECT name FROM assignment") == [(UNIT,)]


def test_one_early_submission_is_announced(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Does the end say how many get a 0 without work, where they are more than half?"""
    for student in ("ada", "bob", "eve"):
        hand_in(student)
    assert "handed it in" not in grade().stdout
    for student in ("bob", "eve"):
        shutil.rmtree(out.parent / "submitted" / student)
        (out.parent / "submitted" / student).mkdir()
    said = grade().stdout
    assert "handed it in" not in said  # what they had stays in the grade book
    assert "1 submission: 1 graded; 2 not handed in." in said
    for student in ("joan", "olga"):
        (out.parent / "submitted" / student).mkdir()
    note = f"{UNIT}: 1 of 5 handed it in; 2 of the others get 0 (--missing blank leaves them blank)"
    assert note in grade().stdout
    assert "handed it in" not in grade("--missing", "blank").stdout


def test_a_time_that_cannot_be_read_is_named(hand_in: HandIn, grade: Grade) -> None:
    """Is a student named whose timestamp.txt tells no time, as nothing is then late?"""
    hand_in("ada").with_name("timestamp.txt").write_text("2026-03-02 08:00:00 UTC\n")
    for student in ("bob", "eve\x1b[2J"):
        hand_in(student).with_name("timestamp.txt").write_text("yesterday, I think")
    hand_in("joan")
    said = grade().stdout
    (line,) = (line for line in said.splitlines() if "timestamp.txt" in line)
    assert "for late: bob, eve\\u001b[2J. Write e.g." in line and "ada" not in line


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
        (["tests", "--unit", UNIT, "--gradebook", "book.db"], "not the address of a grade book"),
        (["tests", "--unit", UNIT, "--gradebook", "sqlite://"], "names no file"),
        (["tests", "--unit", UNIT, "--gradebook", "sqlite:////no/b.db"], "There is no folder /no"),
        (["tests", "--unit", UNIT, "--gradebook", "sqlite:////"], "is a folder, not a grade book"),
        (["tests", "--unit", UNIT, "--gradebook", "what://there"], "what"),
    ],
)
def test_wrong_usage(run: Grade, arguments: list[str], said: str, out: Path) -> None:
    """Is what cannot be graded one sentence with exit code 2, and nothing written?"""
    done = run(*arguments, "--out", str(out))
    assert done.returncode == 2 and done.stdout == ""
    assert re.search(said, done.stderr) and done.stderr.count("\n") == 1
    assert not (out / "results.jsonl").exists()


def test_a_damaged_grade_book_costs_no_result(
    hand_in: HandIn, grade: Grade, out: Path, empty_book: Path
) -> None:
    """Are results and pages there, the sentence clear, and the marks booked next time?"""
    hand_in("ada")
    (out / "gradebook.db").write_text("no database")
    done = grade()
    assert done.returncode == 2
    assert "gradebook.db" in done.stderr and "Traceback" not in done.stderr
    assert points(out) == {"ada": 8}
    assert (out / "feedback" / "ada" / UNIT / f"{UNIT}.html").is_file()
    shutil.copy(empty_book, out)
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


def test_results_in_a_file(hand_in: HandIn, run: Grade, tmp_path: Path) -> None:
    """Is an --out that is a file, or lies in one, wrong usage in a sentence?"""
    hand_in("ada")
    (tmp_path / "notes").touch()
    for out, said in ((tmp_path / "notes", "is a file"), (tmp_path / "notes/x", "cannot be made")):
        done = run(*usual(tmp_path, out))
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr and done.stderr.count("\n") == 1


def configured(folder: Path, line: str) -> Path:
    """A course of its own whose nbgrader configuration holds a line."""
    for name in ("solutions", "course"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "nbgrader_config.py").write_text(f"c = get_config()\n{line}\n")
    return folder


def test_the_grade_book_that_the_course_names(
    hand_in: HandIn, run: Grade, out: Path, tmp_path: Path, empty_book: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Do marks go where db_url says, from the course root on, unless --gradebook is given?"""
    hand_in("ada")
    line = 'c.CourseDirectory.db_url = "sqlite:///shared/gradebook.db"'
    course = configured(tmp_path / "course", line)
    shared = with_book(course / "shared", empty_book)
    monkeypatch.chdir(course / "solutions")
    done = run(*usual(tmp_path, out))
    assert done.returncode == 0, done.stderr
    scores = "SELECT sum(auto_score) FROM grade"
    assert (book(shared, scores), book(out, scores)) == ([(8.0,)], [(None,)])
    assert str(shared / "gradebook.db") in done.stdout
    given = f"sqlite:///{out / 'gradebook.db'}"
    assert run(*usual(tmp_path, out), "--gradebook", given).returncode == 0
    assert book(out, scores) == [(8.0,)]


def test_a_configuration_that_cannot_be_read(
    hand_in: HandIn, run: Grade, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is a broken nbgrader_config.py named before anything is graded?"""
    hand_in("ada")
    monkeypatch.chdir(configured(tmp_path / "course", "oops"))
    done = run(*usual(tmp_path, out))
    assert done.returncode == 2 and not (out / "results.jsonl").exists()
    assert "nbgrader_config.py cannot be read (NameError" in done.stderr


def test_a_new_grade_book_elsewhere(hand_in: HandIn, run: Grade, out: Path, tmp_path: Path) -> None:
    """Is a --gradebook that is still to be made no trouble?"""
    hand_in("ada")
    done = run(*usual(tmp_path, out), "--gradebook", f"sqlite:///{tmp_path}/new.db")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "new.db").is_file()


def test_work_in_the_wrong_place(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Is it said where it lies and belongs, in the terminal, on the page and for programs?"""
    hand_in("ada")
    submitted = out.parent / "submitted"
    hand_in("flat").rename(submitted / "flat" / f"{UNIT}.ipynb")
    shutil.copy(submitted / "flat" / f"{UNIT}.ipynb", submitted / "eve.ipynb")
    (submitted / "__MACOSX" / "ada").mkdir(parents=True)
    (submitted / "flat" / UNIT).rmdir()
    done = grade()
    assert "No work was handed in" not in done.stdout and "__MACOSX" not in done.stdout
    belongs = f"There is flat/{UNIT}.ipynb, but it belongs at flat/{UNIT}/{UNIT}.ipynb. Move it and"
    assert f"{belongs} grade again." in done.stdout
    assert done.returncode == 2 and "eve.ipynb in" in done.stderr
    page = (out / "feedback" / "flat" / UNIT / f"{UNIT}.html").read_text()
    assert f"It was handed in as {UNIT}.ipynb, outside of its folder {UNIT}." in page
    assert f"Hand it in again under its own name, {UNIT}/{UNIT}.ipynb." in page


def test_what_the_marks_are(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Does the end say what the marks are, and what only the grade book holds?"""
    for student in ("ada", "bob", "eve"):
        hand_in(student)
    done = grade()
    assert "the exercises in code, out of 20." in done.stdout and "autograder export" in done.stdout
    assert UNIT not in done.stdout.removeprefix(f"{UNIT}:")
    connection = sqlite3.connect(out / "gradebook.db")
    with connection:
        connection.execute("UPDATE grade SET manual_score = 1.5, needs_manual_grade = 0")
        (number,) = connection.execute("SELECT count(*) FROM grade").fetchone()
    connection.close()
    hand_in("ada", "gradient_without_two")
    shutil.rmtree(out.parent / "submitted" / "bob")
    done = grade()
    assert f"{UNIT}: marks given by hand stand in the grade book: {number}." in done.stdout
    changed = "answers or their points changed since they were marked by hand, to be looked at"
    assert f"{UNIT}: {changed} again: 1." in done.stdout
    kept = "students without work in this folder, whose marks in the grade book were kept"
    assert f"{UNIT}: {kept}: 1." in done.stdout
    assert len(json.loads(grade("--json").stdout)["notes"]) == 3


def test_remarks_for_the_teacher_are_announced(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Does the end say that an answer looks measured, and where to read it?"""
    hand_in("ada", text=notebook(answered(MEASURED, "graded")))
    assert "1 answer has a remark for you alone" in grade().stdout
    assert "is it measured" in (out / "report" / "index.html").read_text()


def test_the_copy_of_the_grade_book_is_named(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Does the end say where the grade book of before is, if it was written to?"""
    hand_in("ada")
    said = grade().stdout
    (copy,) = out.glob("gradebook.db.bak-*")
    assert f"The grade book of before is kept as {copy.name}." in said
    assert "grade book of before" not in grade().stdout


def test_pairs_made_beforehand_change_no_word(
    hand_in: HandIn, grade: Grade, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large class all workers are sent the pairs: is each result as in a small one?"""
    two = answered(
        "def mse_loss(w, b, X, y):\n"
        "    r = X @ w + b - y\n"
        "    return np.mean(r**2), X.T @ r / len(y), 0.0\n",
        "graded",
    )
    hand_in("ada", text=notebook(two))
    hand_in("bob", "gradient_without_two")
    assert grade("--results-only").returncode == 0
    small = results(out)
    assert "dw-without-two" in json.dumps(small["ada"]) and " and " in json.dumps(small["ada"])
    (out / "results.jsonl").unlink()
    asked: list[str] = []
    monkeypatch.setattr(run_module, "MANY", 2)
    make = beforehand

    def noted(pairs: LazyPairs) -> list[PairsOf]:
        parts = make(pairs)
        asked.extend(part.slug for part in parts)
        return parts

    monkeypatch.setattr(run_module, "beforehand", noted)
    assert grade("--results-only").returncode == 0
    assert results(out) == small and "mse-loss" in asked


def test_workers_start_early_only_where_there_is_work(
    hand_in: HandIn, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Do workers start at once where somebody is new, and not at all where nothing is?"""
    started: list[int] = []
    fill = Pool._fill

    def noted(pool: Pool[Any], count: int) -> None:
        started.append(count)
        fill(pool, count)

    monkeypatch.setattr(Pool, "_fill", noted)
    hand_in("ada")
    assert grade().returncode == 0 and started
    started.clear()
    assert grade().returncode == 0 and not started


def results(out: Path) -> dict[str, list[dict[str, Any]]]:
    """The lines of each student's results, without times."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows(out):
        found.setdefault(row["student"], []).append(row)
    return found


def test_work_that_cannot_be_read_costs_no_copy(
    hand_in: HandIn, run: Grade, tmp_path: Path
) -> None:
    """Is a copy kept only where there was a grade book, and something in it has changed?"""
    hand_in("ada")
    hand_in("eve", text="{ no notebook")
    arguments = usual(tmp_path, tmp_path / "new")
    assert "grade book of before" not in run(*arguments).stdout  # there was none
    assert "grade book of before" not in run(*arguments).stdout
    assert list((tmp_path / "new").glob("gradebook.db.bak-*")) == []
    hand_in("eve")
    assert "grade book of before" in run(*arguments).stdout
    assert len(list((tmp_path / "new").glob("gradebook.db.bak-*"))) == 1


OWN_WAY = """def mse_loss(w, b, X, y):
    n, d = X.shape
    loss = 0.5 + len(X)
    for i in range(n):
        r = X[i] @ w + b
        loss += r * r - y[i]
    return loss / n, w * loss + b * 7, b - loss * 3
"""


def test_work_that_is_wrong_alike_is_a_note(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Is renamed work found from what the journal keeps, also when the report is made again?"""
    theirs = OWN_WAY.replace("loss", "L").replace("mse_L", "mse_loss").replace("@ w", "@ v")
    theirs = theirs.replace("(w, b", "(v, b").replace("w * L", "v * L")
    for student, cell in (("ada", OWN_WAY), ("bob", theirs), ("eve", MEASURED)):
        hand_in(student, text=notebook(answered(cell, "graded")))
    assert grade().returncode == 0
    table = out / "report" / "attention.csv"
    said = table.read_text()
    assert '"alike",1,"ada","mse-loss"' in said and '"alike",1,"bob","mse-loss"' in said
    assert '"eve","mse-loss","Alike' not in said and "Wrong in the same way: mse-loss" in said
    table.unlink()
    assert cli.run(["report", str(out)]) == 0
    assert table.read_text() == said


def test_a_notebook_of_another_unit(hand_in: HandIn, grade: Grade, out: Path) -> None:
    """Is the unit named that a notebook without any of this one's answers was made for?"""
    other = ROOT / "course" / "02_gradient_checking" / "02_gradient_checking.ipynb"
    hand_in("ada", text=other.read_text())
    hand_in("bob")
    hand_in("eve", text=(ROOT / "course" / UNIT / f"{UNIT}.ipynb").read_text())
    for _ in range(2):
        said = grade().stdout.splitlines()[1:]
        assert said[0].endswith(f"This looks like unit 02_gradient_checking, handed in as {UNIT}.")
        assert "looks like" not in said[1] + said[2]
        page = out / "feedback" / "ada" / UNIT / f"{UNIT}.html"
        assert "This notebook seems to be another unit’s." in page.read_text(encoding="utf-8")
        assert '"other-unit","","ada"' in (out / "report" / "attention.csv").read_text()
    assert points(out) == {"ada": 0, "bob": 8, "eve": 0}


@pytest.mark.parametrize("name", [".results.lock", f".{UNIT}.gradebook-due", "gradebook.db.bak-1"])
def test_what_grading_leaves_is_ignored(name: str) -> None:
    """Does git leave out what grading into the course root leaves there?"""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    assert any(fnmatch(f"/{name}", line) for line in lines if line.startswith("/"))
