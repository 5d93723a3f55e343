"""Points that a teacher set: graded, changed after grading, and kept in step everywhere."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from autograder import cli
from autograder.authoring.bank import ways
from autograder.authoring.build import build_course
from autograder.authoring.keys import Maker
from autograder.authoring.proofs.answers import judged
from autograder.course_file import read_settings
from autograder.errors import UsageError
from autograder.grading.rules import make_rules, rules_version
from autograder.layout import Course
from autograder.settings import Settings
from tests.grading.conftest import ROOT, UNIT, HandIn
from tests.grading.test_run import Done, Grade

SET = "[points]\nmse-loss = 12\nmean-or-sum = 4\n"
EXAM = f'[exam]\nunits = ["{UNIT}"]\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of its own, with one unit as it comes."""
    course = Course(tmp_path_factory.mktemp("set") / "course")
    shutil.copytree(ROOT / "solutions", course.solutions)
    build_course(course, [UNIT])
    return course


@pytest.fixture
def course(built: Course, tmp_path: Path) -> Course:
    """A copy of it, to be changed."""
    shutil.copytree(built.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def grade(
    course: Course,
    tmp_path: Path,
    empty_book: Path,
    hand_in: HandIn,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Grade:
    """Grades a class of two in that course: all right, and a gradient without its factor 2."""
    hand_in("ada", "all_right")
    hand_in("bob", "gradient_without_two")
    shutil.copy(empty_book, course.root)
    monkeypatch.chdir(course.root)

    def grade(*options: str) -> Done:
        seed = ("--seed", "s", "--jobs", "1", "--allow-unsandboxed")
        code = cli.run(["grade", str(tmp_path / "submitted"), *seed, *options])
        return Done(code, *capsys.readouterr())

    return grade


def totals(done: Done) -> dict[str, tuple[float, float]]:
    """Points and maximum by student."""
    rows = json.loads(done.stdout)["submissions"]
    return {row["student"]: (row["points"], row["max_points"]) for row in rows}


def query(course: Course, sql: str) -> list[tuple[object, ...]]:
    """What the grade book answers; changes are kept."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as book, book:
        return book.execute(sql).fetchall()


IN_QUESTION = (
    "cell_id IN (SELECT id FROM base_cell WHERE name = 'mean-or-sum') AND notebook_id IN "
    "(SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a "
    "ON a.id = n.assignment_id WHERE a.student_id = 'ada')"
)


@pytest.mark.nbgrader
def test_points_changed_after_grading(grade: Grade, course: Course) -> None:
    """Do marks, maxima and pages follow new points, and are marks given by hand kept?"""
    assert totals(grade("--json")) == {"ada": (8.0, 20.0), "bob": (5.0, 20.0)}
    by_hand = "manual_score = 1.5, needs_manual_grade = 0"
    query(course, f"UPDATE grade SET {by_hand} WHERE {IN_QUESTION}")
    course.settings_file.write_text(SET)
    refused = grade()
    assert refused.returncode == 2
    assert "gives 6 for mse-loss, and the course now 12" in refused.stderr
    assert f"Run: autograder build {UNIT}" in refused.stderr
    build_course(course, [UNIT])

    done = grade("--json")
    assert done.returncode == 0 and totals(done) == {"ada": (14.0, 26.0), "bob": (8.0, 26.0)}
    notes = json.loads(done.stdout)["notes"]
    assert "mse-loss 12 (own: 6), mean-or-sum 4 (own: 2)." in notes[0]
    assert any("points changed since they were marked by hand" in note for note in notes)
    most = dict(query(course, "SELECT name, max_score FROM grade_cells JOIN base_cell USING (id)"))
    assert most["mse-loss"] == 12 and most["mean-or-sum"] == 4 and most["stable-rate"] == 4
    kept = query(course, f"SELECT manual_score, needs_manual_grade FROM grade WHERE {IN_QUESTION}")
    assert kept == [(1.5, 1)]
    assert list(course.root.glob("gradebook.db.bak-*"))
    page = (course.root / "feedback" / "bob" / UNIT / f"{UNIT}.html").read_text()
    assert "Your teacher set other points for: mse-loss 12 (the course’s own: 6)" in page
    assert "6 / 12" in page
    assert "out of 26" in (course.root / "report" / "index.html").read_text()

    again = grade("--json")
    assert json.loads(again.stdout)["kept"] == 2 and totals(again) == totals(done)


@pytest.mark.nbgrader
@pytest.mark.prove
def test_one_student_under_new_points(grade: Grade, course: Course) -> None:
    """Is said that a class is marked out of two maxima, when only one student is graded again?"""
    grade()
    course.settings_file.write_text(SET)
    build_course(course, [UNIT])
    done = grade("--student", "ada")
    assert f"{UNIT}: some marks are out of 20 and some out of 26" in done.stdout
    assert "out of 20 and some" not in grade().stdout


@pytest.mark.nbgrader
def test_an_exam_is_graded_as_ever(grade: Grade, course: Course) -> None:
    """Are marks and words of an exam those of any unit, and does the page say that it was one?"""
    before = grade("--json")
    course.settings_file.write_text(EXAM)
    build_course(course, [UNIT])
    course.public_key(UNIT).unlink()
    done = grade("--json")
    assert totals(done) == totals(before)
    assert "exam mode for 01_linear_regression" in json.loads(done.stdout)["notes"][0]
    page = (course.root / "feedback" / "bob" / UNIT / f"{UNIT}.html").read_text()
    assert "This was an exam" in page and "check()" not in page
    assert "dw is exactly 0.5 times the right value" in page


@pytest.mark.parametrize("slug", ["mse-loss", "mean-or-sum"])
def test_rules_follow_points(course: Course, slug: str) -> None:
    """Is a class graded again when any points change, of an exercise or a question?"""
    before = rules_version(course, UNIT)
    course.settings_file.write_text(f"[points]\n{slug} = 12\n")
    build_course(course, [UNIT])
    assert rules_version(course, UNIT) != before
    rules = make_rules(course, UNIT, "a seed")
    assert rules.unit.exercise("mse-loss").max_points == (12 if slug == "mse-loss" else 6)
    course.settings_file.unlink()
    build_course(course, [UNIT])
    assert rules_version(course, UNIT) == before


@pytest.mark.parametrize(
    "text", ["[points]\nmse-loss = 12\n", SET.replace("mse-loss = 12\n", ""), EXAM]
)
def test_what_is_not_built_is_not_graded(course: Course, text: str) -> None:
    """Are rules refused, and other ones, while course.toml says what no notebook does?"""
    before = rules_version(course, UNIT)
    course.settings_file.write_text(text)
    assert rules_version(course, UNIT) != before
    with pytest.raises(UsageError, match=f"Run: autograder build {UNIT}"):
        make_rules(course, UNIT, "a seed")


def test_points_of_other_units_change_nothing_here(course: Course) -> None:
    """Is nothing graded again for points of another unit?"""
    before = rules_version(course, UNIT)
    course.settings_file.write_text("[points]\none-hot = 12\n")
    build_course(course, [UNIT])
    assert rules_version(course, UNIT) == before


@pytest.mark.parametrize(
    "slug", [UNIT, pytest.param("03_softmax_classifier", marks=pytest.mark.prove)]
)
def test_every_mistake_costs_in_proportion(slug: str) -> None:
    """With twice the points, does every named mistake get twice what it got, carried or not?"""
    maker = Maker.of(Course(ROOT), slug)
    paid = 0
    for exercise in maker.unit.exercises:
        twice = Settings({exercise.slug: 2 * exercise.max_points}).of(maker.unit)
        key = maker.exercise_key(exercise, "a seed")
        for mistake in maker.bank.mistakes[exercise.slug]:
            code = ways(mistake, maker.reference.answer(exercise.slug))[mistake.label]
            names = maker.reference.replaced(exercise.slug, code)
            one = judged(exercise, names, key)
            other = judged(twice.exercise(exercise.slug), names, key)
            assert other.points == 2 * one.points and other.max_points == 2 * one.max_points
            assert (other.labels, other.message) == (one.labels, one.message)
            paid += bool(one.points) and mistake.carries
    assert paid or slug == UNIT


def test_settings_of_this_course_are_the_default() -> None:
    """Do rules of the committed course carry no settings?"""
    rules = make_rules(Course(ROOT), UNIT, "a seed")
    assert rules.settings == read_settings(Course(ROOT)) == Settings()
