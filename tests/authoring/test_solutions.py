"""Solutions for students: after the deadline, in a folder of their own, and nowhere else."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest

from autograder import cli
from autograder.authoring.build import build_course
from autograder.authoring.passes import TEXT_STUB
from autograder.authoring.release import release
from autograder.authoring.solutions import refuse_early, solved, write_solutions
from autograder.authoring.source import read_source
from autograder.authoring.verify import verify
from autograder.errors import UsageError
from autograder.exercises import load_unit
from autograder.grading.own import check_notebook
from autograder.layout import Course

ROOT = Path(__file__).resolve().parents[2]
UNIT = "01_linear_regression"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course whose unit was never released."""
    root = tmp_path / "course-root"
    (root / "course").mkdir(parents=True)
    shutil.copytree(ROOT / "solutions", root / "solutions")
    for file in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / file, root / file)
    return Course(root)


@pytest.fixture
def run(course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs ``autograder solutions`` in that course; gives exit code, stdout and stderr."""
    monkeypatch.chdir(course.root)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(["solutions", *arguments])
        return code, *capsys.readouterr()

    return run


def test_the_solved_notebook_is_the_students_with_answers() -> None:
    """Is each answer cell solved, without marks, and everything else as students had it?"""
    source = read_source(ROOT / "solutions" / f"{UNIT}.py")
    notebook = solved(source)
    first, *cells = notebook.cells
    given = nbformat.read(ROOT / "course" / UNIT / f"{UNIT}.ipynb", 4).cells
    assert first.source.startswith("**Solutions.**")
    changed = {a.id for a, b in zip(cells, given, strict=True) if a.source != b.source}
    assert changed == {f"{e.slug}-answer" for e in load_unit(UNIT).exercises}
    text = nbformat.writes(notebook)
    assert "### BEGIN" not in text and "NotImplementedError" not in text
    assert "return np.column_stack([x, x**2])" in text
    assert not any(cell.get("outputs") for cell in cells)


@pytest.mark.parametrize("guides", [False, True])
def test_marking_guides_come_where_asked_for(guides: bool) -> None:
    """Is a question's guide there only with the option, and else the empty answer?"""
    notebook = solved(read_source(ROOT / "solutions" / f"{UNIT}.py"), guides=guides)
    answer = next(cell for cell in notebook.cells if cell.id == "mean-or-sum")
    assert answer.source.startswith("**Marking guide.**") == guides
    assert (answer.source == TEXT_STUB) != guides


def test_every_answer_of_it_is_right(course: Course, tmp_path: Path) -> None:
    """Does ``autograder check`` give the solved notebook everything?"""
    (path,) = write_solutions(course, tmp_path / "out", [UNIT])
    verdicts = check_notebook(path)
    assert len(verdicts) == 5 and all(v.points == v.max_points > 0 for v in verdicts)


def test_a_repaired_starter_is_shown_repaired(toy) -> None:
    """Does the solved notebook of a bug hunt hold the repaired code?"""
    notebook = solved(toy.read())
    answer = next(cell for cell in notebook.cells if cell.id == "cubic-bug-hunt-answer")
    assert "3 * x**2" in answer.source and "3 * x**3" not in answer.source
    assert "The teacher alone" not in nbformat.writes(notebook)


def test_the_command_says_what_follows(run, course: Course) -> None:
    """Is it written to dist/solutions, and said that the unit cannot be graded fairly again?"""
    code, said, wrong = run(UNIT)
    assert (code, wrong) == (0, "")
    path = course.root / "dist" / "solutions" / UNIT / f"{UNIT}-solution.ipynb"
    assert path.is_file() and f"wrote dist/solutions/{UNIT}/{path.name}" in said
    assert f"{UNIT} cannot be graded fairly again: grade first." in said
    assert run(UNIT)[0] == 0  # again, over itself


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "Missing argument"), (["01_linear_regresion"], 'Did you mean "01_linear_regression"?')],
)
def test_units_are_named(run, arguments: list[str], said: str) -> None:
    """Are all solutions never written at once for want of a name?"""
    code, _, wrong = run(*arguments)
    assert code == 2 and said in wrong


@pytest.mark.parametrize("place", ["release", "release/sub", "."])
def test_never_into_a_release(run, course: Course, tmp_path: Path, place: str) -> None:
    """Are a release, a folder in one and a folder that holds one refused, and left alone?"""
    build_course(course, [UNIT])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.authoring.release.unit_slugs", lambda: (UNIT,))
        release(course, tmp_path / "students" / "release")
    before = sorted(tmp_path.rglob("*"))
    code, _, wrong = run(UNIT, "--out", str(tmp_path / "students" / place))
    assert code == 2 and "a release that students get" in wrong
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("place", ["course", "course/extra", "solutions", "autograder/keys", "."])
def test_never_into_the_course(run, course: Course, place: str) -> None:
    """Are the folders refused from which students' files are made?"""
    code, _, wrong = run(UNIT, "--out", str(course.root / place))
    assert code == 2 and "a place of the course itself" in wrong
    assert not list(course.root.rglob("*-solution.ipynb"))


@pytest.mark.parametrize("place", ["dist/solutions", "dist", "dist/solutions/students"])
def test_a_release_does_not_join_solutions(run, course: Course, place: str) -> None:
    """Is a release refused in, around and inside a folder of solutions?"""
    assert run(UNIT)[0] == 0
    before = sorted(course.root.rglob("*"))
    with pytest.raises(UsageError, match="holds solutions: students must not get them"):
        release(course, course.root / place)
    assert sorted(course.root.rglob("*")) == before


def test_they_are_no_stray_files(toy) -> None:
    """Is a course with solutions beside it still proved?"""
    toy.build()
    path = toy.course.root / "dist" / "solutions" / "00_toy" / "00_toy-solution.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(solved(toy.read()), path)
    assert verify(toy.course, [toy.unit]) == []


def test_an_exam_has_none(run, course: Course) -> None:
    """Are solutions of an exam refused until it is over, or until the teacher insists?"""
    course.settings_file.write_text(f'[exam]\nunits = ["{UNIT}"]\n')
    code, _, wrong = run(UNIT)
    assert code == 2 and f"{UNIT} is an exam now (course.toml): nothing was written." in wrong
    assert not (course.root / "dist").exists()
    assert run("00_arrays_and_shapes")[0] == 0
    assert run(UNIT, "--before-the-deadline")[0] == 0


def due(book: Path, date: datetime, longer: timedelta | None = None) -> None:
    """A grade book in which the unit is due, and one student has longer."""
    from autograder.integrations.database import open_gradebook

    with open_gradebook(f"sqlite:///{book}", "course") as gradebook:
        gradebook.update_or_create_assignment(UNIT, duedate=date.strftime("%Y-%m-%d %H:%M:%S UTC"))
        gradebook.update_or_create_student("ada")
        submission = gradebook.update_or_create_submission(UNIT, "ada")
        submission.extension = longer
        gradebook.db.commit()


@pytest.mark.nbgrader
@pytest.mark.filterwarnings("ignore")
def test_not_before_the_deadline(run, course: Course, empty_book: Path) -> None:
    """Are solutions refused while the grade book has the unit due later, unless insisted on?"""
    book = Path(shutil.copy(empty_book, course.root / "gradebook.db"))
    due(book, datetime.now() + timedelta(days=2))
    code, _, wrong = run(UNIT)
    assert code == 2 and f"{UNIT} is due on " in wrong and "or say --before-the-deadline" in wrong
    assert not (course.root / "dist").exists()
    assert run("00_arrays_and_shapes")[0] == 0
    assert run(UNIT, "--before-the-deadline")[0] == 0


@pytest.mark.nbgrader
@pytest.mark.filterwarnings("ignore")
def test_the_longest_extension_counts(course: Course, empty_book: Path) -> None:
    """Is the deadline that of the student who has longest, to the minute?"""
    book = Path(shutil.copy(empty_book, course.root / "gradebook.db"))
    end = datetime(2026, 2, 1, 12)
    due(book, end, timedelta(days=3))
    refuse_early(course, [UNIT], end + timedelta(days=3, minutes=1))
    with pytest.raises(UsageError, match="is due on 2026-02-04 12:00 UTC"):
        refuse_early(course, [UNIT], end + timedelta(days=3, minutes=-1))
    due(book, end, None)
    refuse_early(course, [UNIT], end + timedelta(minutes=1))


def test_a_damaged_grade_book_is_a_sentence(run, course: Course) -> None:
    """Is nothing written where it cannot be seen whether the unit is due?"""
    (course.root / "gradebook.db").write_text("no database, but long enough to be looked into")
    code, _, wrong = run(UNIT)
    assert code == 2 and "grade book" in wrong and not (course.root / "dist").exists()


def test_without_a_grade_book_nothing_is_due(course: Course) -> None:
    """Is a course without a grade book one without deadlines?"""
    refuse_early(course, [UNIT])
    assert not (course.root / "gradebook.db").exists()


def test_the_manifest_says_what_it_is(course: Course, tmp_path: Path) -> None:
    """Is there a mark by which a release knows the folder?"""
    write_solutions(course, tmp_path / "out", [UNIT])
    assert json.loads((tmp_path / "out" / "solutions.json").read_text())["version"]
    assert not (tmp_path / "out" / "release.json").exists()
