"""The command ``autograder export``, on a real grade book."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder import cli
from autograder.grading.grade import nothing
from autograder.integrations.settings import COURSE_ID
from autograder.results import to_lines
from tests.integrations.conftest import Taught
from tests.integrations.lms.rosters import MOODLE
from tests.integrations.making import UNIT

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]
ROSTER = (
    "Student,ID,SIS User ID,SIS Login ID,Section\n"
    "x,1,,ADA,A\n" + '"Nobody, Nina",2,,nina,A\n' + "y,3,,bob@uni.edu,A\n"
)


@pytest.fixture
def run(taught: Taught, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """Runs the command in the course; exit code, stdout and stderr."""
    monkeypatch.chdir(taught.root)

    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = cli.run(["export", *arguments])
        return code, *capfd.readouterr()

    return run


def test_totals_are_those_of_nbgrader_export(run, taught: Taught) -> None:
    """Is each total what nbgrader itself exports, but where somebody waits for a mark?"""
    code, out, err = run("--to", "csv", "--partial")
    ours = {row["student"]: row for row in csv.DictReader(io.StringIO(out))}
    with (taught.root / "grades.csv").open(newline="") as file:
        theirs = {row["student_id"]: row for row in csv.DictReader(file)}
    assert code == 0 and ours.keys() == theirs.keys() and "totals count what is marked" in err
    for student, row in ours.items():
        assert float(row[f"{UNIT.slug} total"]) == float(theirs[student]["score"])
        assert float(row[f"{UNIT.slug} maximum"]) == float(theirs[student]["max_score"])


def test_exercises_stand_in_the_notebooks_order(run) -> None:
    """Are the columns in the order in which a student meets the exercises?"""
    _, out, _ = run("--to", "canvas", "--columns", "exercises")
    titles = next(csv.reader(io.StringIO(out)))[5:]
    assert titles[0] == f"{UNIT.slug} quadratic-features" and titles[-1].endswith("original-units")
    assert len(titles) == 7


def test_what_waits_is_blank_and_said(run) -> None:
    """Is an answer that nobody has marked no 0, in total and exercise, and who waits said?"""
    code, out, err = run("--to", "canvas")
    rows = {row["SIS Login ID"]: row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert rows["ada"][UNIT.slug] == rows["ada"][f"{UNIT.slug} mean-or-sum"] == ""
    assert rows["ada"][f"{UNIT.slug} mse-loss"] == "6" and rows["cyd"][UNIT.slug] == "0"
    assert "ada, bob, dan wait for marks by hand (mean-or-sum)" in err
    assert "count only one of the two" in err and "--roster" in err


def test_a_roster_is_filled_and_the_rest_said(run, tmp_path: Path) -> None:
    """Is the file written, and who is missing on either side said?"""
    roster, out = tmp_path / "roster.csv", tmp_path / "canvas.csv"
    roster.write_text(ROSTER)
    options = ("--columns", "units", "--partial", "--roster", str(roster))
    code, printed, err = run("--to", "canvas", "--out", str(out), *options)
    assert (code, printed) == (0, "") and f"wrote {out}" in err
    rows = csv.reader(out.read_text().splitlines())
    assert [row[-1] for row in rows] == [UNIT.slug, "24", "20", "", "18"]
    assert "In the grade book, but not in roster.csv nor in the file: cyd, dan, eve." in err
    assert "In roster.csv, but without marks: Nobody, Nina." in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "blackboard"], "blackboard"),
        (["--to", "csv", "--roster", "moodle.csv"], "--roster is for"),
        (["--to", "canvas", "--roster", "moodle.csv"], "is an export of Moodle"),
        (["--to", "moodle", "--roster", "latin1.csv"], "not UTF-8"),
        (["--to", "moodle", "--roster", "none.csv"], "cannot be read"),
        (["--to", "moodle", "--roster", "moodle.csv", "--out", "moodle.csv"], "the roster itself"),
        (["--to", "csv", "--unit", "03_softmax_classifier"], "no marks of 03_softmax"),
        (["--to", "csv", "--unit", "01_linier"], "There is no unit"),
        (["--to", "csv", "--gradebook", "sqlite:///none.db"], "Grade first: autograder grade"),
        ([], "Missing option '--to'. Choose from: canvas, moodle, csv"),
        (["--to", "csv", "--out", "none/marks.csv"], "cannot be written"),
    ],
)
def test_wrong_input_is_a_sentence(
    run, tmp_path: Path, monkeypatch, arguments: list[str], said: str
) -> None:
    """Is every wrong call exit code 2 and one sentence, with nothing written?"""
    files = {
        "moodle.csv": MOODLE.encode(),
        "latin1.csv": MOODLE.replace("Ada", "Zoë").encode("latin1"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    full = [str(tmp_path / a) if a.endswith("e.csv") or a in files else a for a in arguments]
    code, out, err = run(*full)
    assert (code, out) == (2, "") and said in err
    assert {path.name for path in tmp_path.iterdir()} == set(files)


def test_other_assignments_are_left_to_nbgrader(run, taught: Taught) -> None:
    """Is an assignment that is no unit said to be left out?"""
    with Gradebook(taught.url, COURSE_ID) as book:
        book.add_assignment("midterm")
    try:
        assert "left out: midterm (nbgrader export has them)" in run("--to", "csv")[2]
    finally:
        with Gradebook(taught.url, COURSE_ID) as book:
            book.remove_assignment("midterm")


def test_the_status_of_what_could_not_be_read(run, taught: Taught) -> None:
    """Is a damaged notebook not called marked, and why, where the last grading wrote it down?"""

    def statuses() -> dict[str, str]:
        rows = csv.DictReader(io.StringIO(run("--to", "csv")[1]))
        return {row["student"]: row[f"{UNIT.slug} status"] for row in rows}

    before = statuses()
    assert before["eve"] == "no answer" and before["ada"].startswith("waits for marks")
    journal = taught.root / "results.jsonl"
    journal.write_text(to_lines(nothing(UNIT, "x", "eve", "unreadable", "It is torn.")))
    try:
        assert statuses() == before | {"eve": "unreadable: It is torn."}
    finally:
        journal.unlink()
