"""The grade book on a real PostgreSQL server: the same marks, the same exports, no lost writes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from autograder import cli
from autograder.errors import UsageError
from autograder.integrations import database, gradebook
from autograder.integrations.database import is_there, read_session
from autograder.integrations.gradebook import write_gradebook
from autograder.integrations.lms.book import read_book
from autograder.integrations.reading import read_marked, read_roster
from autograder.integrations.settings import COURSE_ID
from tests.integrations.conftest import Taught, make_course
from tests.integrations.making import UNIT, marks_of, released, result, solutions
from tests.integrations.postgres import Server, running_server

pytestmark = [
    pytest.mark.nbgrader,
    # SQLAlchemy's advice on nbgrader's own sessions.
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]
ANSWERS = {**solutions(), "mean-or-sum": "It does not depend on N."}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as started:
        yield started


@pytest.fixture
def url(server: Server) -> str:
    return server.new_database()


@pytest.fixture(scope="module")
def books(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Taught, dict[str, str]]]:
    """One class, graded into SQLite and into PostgreSQL, marked by hand, and graded again."""
    course = make_course(tmp_path_factory.mktemp("servers"))
    urls = {"sqlite": course.url, "postgresql": server.new_database()}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course.root)
        for name, url in urls.items():
            options = ["--out", name, "--jobs", "1", "--gradebook", url]
            assert cli.run(["grade", "submitted", *options]) == 0
            _mark_by_hand(url)
            assert cli.run(["grade", "submitted", *options, "--regrade"]) == 0
        yield course, urls


def _mark_by_hand(url: str) -> None:
    """A question of ada's, a better mark and extra credit for bob, a deadline, a name."""
    with Gradebook(url, COURSE_ID) as book:
        for cell, student, score, extra in (
            ("mean-or-sum", "ada", 1.25, None),
            ("mse-loss", "bob", 5.1, 0.2),
            ("mean-or-sum", "bob", 0.1, None),
        ):
            grade = book.find_grade(cell, UNIT.slug, UNIT.slug, student)
            grade.manual_score, grade.extra_credit = score, extra
            grade.needs_manual_grade = False
        comment = book.find_comment("mse-loss-answer", UNIT.slug, UNIT.slug, "bob")
        comment.manual_comment = "Good, <bob>."
        book.find_submission_notebook(UNIT.slug, UNIT.slug, "bob").late_submission_penalty = 0.3
        book.update_or_create_student("ada", first_name="Ada", last_name="Lovelace")
        book.update_or_create_student("Zoë", first_name="=1+1")
        book.update_or_create_student("ünal")
        book.add_assignment("midterm", duedate=datetime(2026, 1, 1))
        book.db.commit()


def exported(root: Path, capfd: pytest.CaptureFixture[str], url: str, *options: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert cli.run(["export", "--gradebook", url, *options]) == 0
    return capfd.readouterr().out


@pytest.mark.parametrize("to", ["csv", "canvas", "moodle"])
@pytest.mark.parametrize("more", [(), ("--partial",)])
def test_exports_are_equal_byte_for_byte(
    books: tuple[Taught, dict[str, str]],
    capfd: pytest.CaptureFixture[str],
    to: str,
    more: tuple[str, ...],
) -> None:
    """Does the same class give the same file from SQLite and from PostgreSQL?"""
    course, urls = books
    files = [exported(course.root, capfd, url, "--to", to, *more) for url in urls.values()]
    assert files[0] == files[1] and "5.3" in files[0] and "1.25" in files[0]


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_marks_are_nbgraders_own(books: tuple[Taught, dict[str, str]], name: str) -> None:
    """Are the totals what nbgrader's models compute, where nothing waits for a person?"""
    url = books[1][name]
    (unit,) = read_book(url, {UNIT.slug: []}).units
    with Gradebook(url, COURSE_ID) as book:
        for student, final in unit.finals.items():
            theirs = book.find_submission(UNIT.slug, student)
            penalty = theirs.late_submission_penalty or 0.0
            expected = max(0.0, theirs.score - penalty)
            assert final.total(partial=True) == pytest.approx(expected)
            assert final.total(partial=False) in (None, final.total(partial=True))
        assert unit.maximum == book.find_assignment(UNIT.slug).max_score


def test_a_regrade_keeps_what_people_gave(books: tuple[Taught, dict[str, str]]) -> None:
    """Are marks by hand, extra credit and comments there after the second grading?"""
    marked = read_marked(books[1]["postgresql"], UNIT.slug)
    assert marked["ada"].cells["mean-or-sum"].points == 1.25
    assert marked["bob"].cells["mse-loss"].points == pytest.approx(5.3)
    assert marked["bob"].cells["mse-loss"].by_hand
    assert marked["bob"].comments == {"mse-loss-answer": "Good, <bob>."}


def test_nbgrader_itself_works_there(books: tuple[Taught, dict[str, str]]) -> None:
    """Do nbgrader's own commands grade and export with the plain address?"""
    from autograder.integrations.preprocessors import close_grader

    course, urls = books
    where = f"--CourseDirectory.db_url={urls['postgresql']}"
    before = read_marked(urls["postgresql"], UNIT.slug)["dan"]
    try:
        course.nbgrader("autograde", UNIT.slug, "--student=dan", "--force", where)
    finally:
        close_grader()
    assert read_marked(urls["postgresql"], UNIT.slug)["dan"].cells == before.cells
    course.nbgrader("export", "--to", "grades.csv", where)
    assert "dan" in (course.root / "grades.csv").read_text()


@pytest.mark.parametrize("prefix", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_spelling_of_the_address(url: str, prefix: str) -> None:
    """Does the plain name work, the old one, and the one that names the driver?"""
    address = url.replace("postgresql", prefix, 1)
    assert not is_there(address)
    write_gradebook(address, UNIT.slug, released(), [marks_of(result(), ANSWERS)])
    assert is_there(address) and read_roster(address) == ("ada",)
    with read_session(address) as session:
        version = session.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert version == [database.schema_version()]


def test_no_backup_is_claimed(url: str) -> None:
    """Is the old book not said to be kept where only its server can keep it?"""
    write_gradebook(url, UNIT.slug, released(), [marks_of(result(), ANSWERS)])
    assert write_gradebook(url, UNIT.slug, released(), []).backup is None


def test_failure_half_way_leaves_nothing(url: str) -> None:
    """If writing stops in the middle, is everything as before?"""
    write_gradebook(url, UNIT.slug, released(), [marks_of(result(), ANSWERS)])
    bad = replace(marks_of(result("bob"), ANSWERS), scores={"mse-loss": "x"})  # type: ignore[dict-item]
    changed = marks_of(result(wrongly=("mse-loss",)), ANSWERS)
    with pytest.raises(UsageError, match=r"results\.jsonl"):
        write_gradebook(url, UNIT.slug, released(), [changed, bad])
    assert read_roster(url) == ("ada",)
    assert read_marked(url, UNIT.slug)["ada"].cells["mse-loss"].points == 6.0


def test_another_writer_is_waited_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a second command wait for the first, and say so if that takes too long?"""
    monkeypatch.setattr(gradebook.wait_for_turn, "__defaults__", (0.3,))
    write_gradebook(url, UNIT.slug, released(), [])
    engine = create_engine(url)
    with engine.begin() as other:
        other.execute(text(f"SELECT pg_advisory_xact_lock({database.ONE_WRITER})"))
        with pytest.raises(UsageError, match=r"in use \(locked\).*results\.jsonl"):
            write_gradebook(url, UNIT.slug, released(), [marks_of(result(), ANSWERS)])
    engine.dispose()
    assert read_roster(url) == ()


def test_two_commands_at_once_lose_nothing(url: str) -> None:
    """Are the marks of two commands that begin on an empty server both there?"""
    problems: list[Exception] = []

    def write(student: str) -> None:
        try:
            marks = [marks_of(result(student), ANSWERS), marks_of(result("both"), ANSWERS)]
            write_gradebook(url, UNIT.slug, released(), marks)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=write, args=(f"s{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == [] and read_roster(url) == ("both", "s0", "s1", "s2")


def test_one_long_id_does_not_stop_the_class(url: str) -> None:
    """Is an id that the server cannot keep left out and said, and everybody else recorded?"""
    long = "x" * 150
    batch = [marks_of(result(), ANSWERS), replace(marks_of(result(), ANSWERS), student=long)]
    written = write_gradebook(url, UNIT.slug, released(), batch, roster=[long, "bob"])
    assert read_roster(url) == ("ada", "bob") and len(written.problems) == 1
    assert "at most 128 characters" in written.problems[0]


def test_a_nul_in_a_comment_is_spelled_out(url: str) -> None:
    """Is what PostgreSQL cannot store written as text, and the class recorded?"""
    marks = replace(marks_of(result(), ANSWERS), comments={"mse-loss-answer": "a\0b"})
    write_gradebook(url, UNIT.slug, released(), [marks])
    (unit,) = read_book(url, {UNIT.slug: []}).units
    assert unit.finals["ada"].comments["mse-loss-answer"] == "a\\x00b"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://teacher:hidden@/book?host=/nowhere", "does not answer"),
        ("postgresql://teacher:hidden@127.0.0.1:1/book", "does not answer"),
    ],
)
def test_a_server_that_is_away_is_a_sentence(address: str, said: str) -> None:
    """Is a wrong address said in words, without the password?"""
    with pytest.raises(UsageError, match=said) as error:
        read_roster(address)
    with pytest.raises(UsageError, match="does not answer"):
        write_gradebook(address, UNIT.slug, released(), [])
    assert "hidden" not in str(error.value) and is_there(address)


def test_an_empty_database_is_no_grade_book(url: str) -> None:
    """Is exporting from an empty database told to grade first?"""
    with pytest.raises(UsageError, match=r"There is no grade book.*Grade first"):
        read_roster(url)
