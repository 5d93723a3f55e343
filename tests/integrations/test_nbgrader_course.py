"""The repository's nbgrader_config.py with real nbgrader, on a tiny class."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import nbformat
import pytest

from autograder.authoring.colab import with_colab_cell
from autograder.grading.run import Wishes, grade_class
from autograder.integrations.gradebook import write_gradebook
from autograder.integrations.reading import read_marked
from autograder.layout import Course
from autograder.results import SubmissionResult
from tests.integrations.conftest import CLASS, EXCHANGE, Taught, make_course
from tests.integrations.making import ROOT, SEED, UNIT, released

pytestmark = [
    pytest.mark.nbgrader,
    # nbgrader and its servers on newer Pythons and libraries; ours are tested elsewhere.
    pytest.mark.filterwarnings("ignore"),
]

STUDENTS = [*CLASS, "eve"]
TOTALS = {"ada": 20.0, "bob": 18.0, "cyd": 0.0, "dan": 20.0, "eve": 0.0}


@pytest.fixture(scope="module")
def bulk(
    taught: Taught, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, SubmissionResult]]:
    """The same class by ``autograder grade``: its output folder, and results by student."""
    out = tmp_path_factory.mktemp("bulk")
    wishes = Wishes(submitted=taught.root / "submitted", out=out, seed=SEED, jobs=1)
    summary = grade_class(Course(taught.root), wishes)
    assert summary.problems == []
    return out, {result.student: result for result in summary.results}


def totals(url: str) -> dict[str, float]:
    marked = read_marked(url, UNIT.slug)
    return {s: sum(cell.points for cell in marks.cells.values()) for s, marks in marked.items()}


def comments(path: Path) -> list[tuple[str, ...]]:
    query = (
        "SELECT s.student_id, b.name, c.auto_comment, s.timestamp FROM comment c "
        "JOIN base_cell b ON b.id = c.cell_id JOIN submitted_notebook n ON n.id = c.notebook_id "
        "JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1, 2"
    )
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def only(course: Taught, *students: str) -> None:
    """Take the others' submissions away: every one costs seconds."""
    for other in set(STUDENTS) - set(students):
        shutil.rmtree(course.root / "submitted" / other)


def test_released_notebook_is_the_course(taught: Taught) -> None:
    """Does generate_assignment release what ``autograder build`` committed?"""
    notebook = taught.root / "build" / "release" / UNIT.slug / f"{UNIT.slug}.ipynb"
    assert nbformat.read(notebook, as_version=4) == released()


def test_everyone_is_graded(taught: Taught) -> None:
    """Are all graded, none skipped, the damaged notebook with 0 and its status?"""
    log = taught.logs["autograde"]
    assert totals(taught.url) == TOTALS
    assert "eve: 0 of 20 (unreadable)" in log
    assert "dan: 20 of 20 (graded)" in log
    assert "ERROR" not in log
    assert "Skipping" not in log


def test_bulk_gives_the_same(
    taught: Taught, bulk: tuple[Path, dict[str, SubmissionResult]]
) -> None:
    """Do both ways leave the same marks, comments, times and notebooks?"""
    out, results = bulk
    ours = f"sqlite:///{out}/gradebook.db"
    assert read_marked(ours, UNIT.slug) == read_marked(taught.url, UNIT.slug)
    assert comments(out / "gradebook.db") == comments(taught.root / "gradebook.db")
    assert {s: result.points for s, result in results.items()} == TOTALS
    for student in STUDENTS:
        name = f"{UNIT.slug}.ipynb"
        theirs = nbformat.read(taught.unit("autograded", student) / name, as_version=4)
        assert theirs == nbformat.read(
            out / "autograded" / student / UNIT.slug / name, as_version=4
        )


def test_formgrader_shows_them_as_graded(taught: Taught) -> None:
    """Does formgrader's own test call every submission graded, with and without a time?"""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    api = NbGraderAPI(CourseDirectory(root=str(taught.root)))
    assert api.get_autograded_students(UNIT.slug) == set(STUDENTS)


def test_formgrader_shows_the_cards(taught: Taught) -> None:
    """Does formgrader's page show our card, and run nothing that a student wrote?"""
    import nbgrader
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    templates = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    settings = {"template_name": "formgrade", "extra_template_basedirs": [str(templates)]}
    exporter = HTMLExporter(config=Config({"HTMLExporter": settings}))
    about = {"index": 0, "total": 1, "base_url": "", "notebook_id": "", "assignment_id": ""}
    about |= {
        "submission_id": "",
        "notebook_path": "",
        "student": "",
        "first_name": "",
        "last_name": "",
    }
    page, _ = exporter.from_filename(
        str(taught.unit("autograded", "ada") / f"{UNIT.slug}.ipynb"), resources=about
    )
    assert '<div class="verdict"' in page
    assert "A <em>mean</em> does not grow." in page
    assert "alert(1)" not in page


def test_feedback_is_our_page_with_its_side_files(taught: Taught) -> None:
    """Is the page under the exchange's name, beside a time and a secret for everyone?"""
    for student in STUDENTS:
        folder = taught.unit("feedback", student)
        page = (folder / f"{UNIT.slug}.html").read_text()
        assert "Content-Security-Policy" in page
        assert "alert(1)" not in page
        assert {p.name for p in folder.iterdir()} == {
            f"{UNIT.slug}.html", "timestamp.txt", "submission_secret.txt"
        }  # fmt: skip
    secret = taught.unit("submitted", "ada") / "submission_secret.txt"
    assert (taught.unit("feedback", "ada") / secret.name).read_text() == secret.read_text()


def test_feedback_is_released_for_everyone(taught: Taught) -> None:
    """Does release_feedback reach also those whose work did not come by the exchange?"""
    from nbgrader.utils import notebook_hash

    folder = taught.root / EXCHANGE / "backprop-by-hand" / "feedback"
    secret = (taught.unit("submitted", "ada") / "submission_secret.txt").read_text()
    mine = folder / f"{notebook_hash(secret=secret, notebook_id=UNIT.slug)}.html"
    assert mine.read_text() == (taught.unit("feedback", "ada") / f"{UNIT.slug}.html").read_text()
    assert len(list(folder.iterdir())) == len(STUDENTS)


def test_export_agrees(taught: Taught) -> None:
    """Does nbgrader's export hold the same totals?"""
    with open(taught.root / "grades.csv", newline="") as file:
        table = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {s: float(row["score"]) for s, row in table.items()} == TOTALS
    assert {float(row["max_score"]) for row in table.values()} == {24.0}


def test_marks_by_hand_survive_the_button(taught: Taught, tmp_path: Path) -> None:
    """After autograde --force of one student: are marks given by hand kept and in the feedback?"""
    course = Taught(tmp_path / "again")
    shutil.copytree(taught.root, course.root)
    with closing(sqlite3.connect(course.root / "gradebook.db")) as book, book:
        book.execute(
            "UPDATE grade SET manual_score = 1.5 WHERE cell_id = "
            "(SELECT id FROM base_cell WHERE name = 'mean-or-sum' AND type = 'GradeCell')"
        )
        book.execute("UPDATE comment SET manual_comment = 'Well <said>'")
    course.nbgrader("autograde", UNIT.slug, "--force", "--student", "ada")
    course.nbgrader("generate_feedback", UNIT.slug, "--force", "--student", "ada")
    assert totals(course.url)["ada"] == 21.5
    page = (course.unit("feedback", "ada") / f"{UNIT.slug}.html").read_text()
    assert "21.5 / 24" in page
    assert "Well &lt;said&gt;" in page


def test_a_notebook_with_the_cell_for_colab(taught: Taught, tmp_path: Path) -> None:
    """Does nbgrader autograde take a release's cell for Colab as an extra cell, with all marks?"""
    course = Taught(tmp_path / "colab")
    shutil.copytree(taught.root, course.root)
    notebook = course.unit("submitted", "ada") / f"{UNIT.slug}.ipynb"
    wheel = "https://example.edu/backprop_by_hand-0.1.0-py3-none-any.whl"
    with_cell = with_colab_cell(nbformat.read(notebook, as_version=4), wheel, ["numpy>=1.26"])
    notebook.write_text(nbformat.writes(with_cell))
    log = course.nbgrader("autograde", UNIT.slug, "--force", "--student", "ada")
    assert totals(course.url)["ada"] == TOTALS["ada"] and "ERROR" not in log
    page = nbformat.read(course.unit("autograded", "ada") / notebook.name, as_version=4)
    (kept,) = (cell for cell in page.cells if "google.colab" in cell.source)
    assert "nbgrader" not in kept.metadata


def test_formgraders_button(
    taught: Taught, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does what the button calls grade one student through our sandbox, and say so?"""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.apps.baseapp import NbGrader

    course = Taught(tmp_path / "button")
    shutil.copytree(taught.root, course.root)
    shutil.rmtree(course.unit("autograded", "bob"))
    monkeypatch.chdir(course.root)
    monkeypatch.setattr(sys, "path", list(sys.path))
    app = NbGrader()
    try:
        app.initialize([])
        done = NbGraderAPI(app.coursedir, parent=app).autograde(UNIT.slug, "bob")
    finally:
        app.reset()
    assert done["success"], done
    assert "bob: 18 of 20 (graded)" in done["log"]
    assert course.unit("autograded", "bob").is_dir()


def test_without_a_grade_book_and_with_a_bare_path(taught: Taught, tmp_path: Path) -> None:
    """Does ``nbgrader autograde`` alone, as a command, make the book and the same marks?"""
    course = make_course(tmp_path / "bare")
    only(course, "bob", "eve")
    environment = {**os.environ, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", UNIT.slug],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert totals(course.url) == {student: TOTALS[student] for student in ("bob", "eve")}


HIDDEN = "assert f(3) == 9\n### BEGIN HIDDEN TESTS\nassert f(5) == 25\n### END HIDDEN TESTS"


def other_assignment() -> nbformat.NotebookNode:
    """An assignment of another department: a solution, and a test with a hidden part."""

    def cell(name: str, source: str, **about: object) -> nbformat.NotebookNode:
        nbgrader = {"schema_version": 3, "grade_id": name, "task": False, "locked": False, **about}
        return nbformat.v4.new_code_cell(source, id=name, metadata={"nbgrader": nbgrader})

    solution = "### BEGIN SOLUTION\ndef f(x): return x * x\n### END SOLUTION"
    cells = [
        cell("f", solution, grade=False, solution=True),
        cell("test-f", HIDDEN, grade=True, solution=False, points=3),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def test_other_assignments_go_their_usual_way(taught: Taught, tmp_path: Path) -> None:
    """Is an assignment that is no unit released, executed and marked by nbgrader itself?"""
    course = Taught(tmp_path / "other")
    shutil.copytree(taught.root, course.root, ignore=shutil.ignore_patterns("submitted", "auto*"))
    source = course.root / "build" / "source" / "midterm"
    source.mkdir()
    nbformat.write(other_assignment(), source / "p1.ipynb")
    course.nbgrader("generate_assignment", "midterm")
    given = nbformat.read(course.root / "build" / "release" / "midterm" / "p1.ipynb", as_version=4)
    assert "HIDDEN" not in given.cells[1].source
    given.cells[0].source = "def f(x): return x * 3"
    folder = course.root / "submitted" / "zoe" / "midterm"
    folder.mkdir(parents=True)
    nbformat.write(given, folder / "p1.ipynb")
    course.nbgrader("autograde", "midterm")
    course.nbgrader("generate_feedback", "midterm")
    assert read_marked(course.url, "midterm")["zoe"].cells["test-f"].points == 0.0
    page = course.root / "feedback" / "zoe" / "midterm" / "p1.html"
    assert "AssertionError" in page.read_text()


def test_plain_nbgrader_gives_honest_work_the_same(
    bare_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without our configuration and sandbox, does check() in a kernel lead to the same marks?"""
    course = make_course(tmp_path / "plain")
    (course.root / "nbgrader_config.py").unlink()
    only(course, "bob")
    _without_demos(course.unit("submitted", "bob") / f"{UNIT.slug}.ipynb")
    shutil.copy(bare_book, course.root)
    write_gradebook(course.url, UNIT.slug, released(), [])
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    course.nbgrader("autograde", UNIT.slug)
    assert totals(course.url) == {"bob": TOTALS["bob"]}


def _without_demos(path: Path) -> None:
    """Plots and training cost a kernel many seconds, and nothing is asked of them here."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    nbformat.write(notebook, path)
