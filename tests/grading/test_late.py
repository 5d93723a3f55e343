"""Late penalties and extra credit are nbgrader's: grading asks, keeps and tells them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from autograder.grading import run as running
from autograder.grading.run import Wishes, grade_class
from autograder.integrations.autograded import read_notebook
from autograder.integrations.gradebook import write_gradebook
from autograder.layout import Course
from tests.grading.conftest import ROOT, UNIT, HandIn

STAMP = "2026-03-02 08:00:00.000000 UTC"
ZERO = 'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
PLUGIN = """
from nbgrader.plugins import BasePlugin

class PointAnHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
"""
HOURLY = 'c = get_config()\nc.AssignLatePenalties.plugin_class = "point_an_hour.PointAnHour"\n'


@pytest.fixture
def out(tmp_path: Path, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder whose grade book has a due date; ada is two hours late, bob in time."""
    hand_in("ada").with_name("timestamp.txt").write_text(STAMP)
    hand_in("bob", "gradient_without_two").with_name("timestamp.txt").write_text(
        STAMP.replace("08:", "05:")
    )
    (tmp_path / "out").mkdir()
    released = read_notebook(Course(ROOT).notebook(UNIT))
    write_gradebook(f"sqlite:///{tmp_path}/out/gradebook.db", UNIT, released, [])
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "nbgrader_config.py").write_text(ZERO)
    change(tmp_path / "out", "UPDATE assignment SET duedate = '2026-03-02 06:00:00.000000'")
    return tmp_path / "out"


def change(out: Path, statement: str) -> None:
    """Change the grade book, as formgrader does."""
    with closing(sqlite3.connect(out / "gradebook.db")) as book, book:
        assert book.execute(statement).rowcount


def grade(out: Path, *students: str) -> None:
    wishes = Wishes(
        out.parent / "submitted", out, "s", students=students, jobs=1, allow_unsandboxed=True
    )
    assert grade_class(Course(ROOT), wishes).problems == []


def scores(out: Path) -> dict[str, float]:
    """Final scores as nbgrader itself adds them up."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{out}/gradebook.db") as book:
        return {s.student_id: s.score - s.late_submission_penalty
                for s in book.assignment_submissions(UNIT)}  # fmt: skip


def page(out: Path, student: str) -> tuple[float, str]:
    """The total of a feedback page, and the page."""
    text = (out / "feedback" / student / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    found = re.search(r'<span class="total">\s*([\d.]+) /', text)
    assert found
    return float(found[1]), text


EXTRA = (
    "UPDATE grade SET extra_credit = 1.5 WHERE notebook_id = (SELECT n.id FROM submitted_notebook "
    "n JOIN submitted_assignment a ON n.assignment_id = a.id WHERE a.student_id = '{0}') AND "
    "cell_id = (SELECT id FROM base_cell WHERE name = 'mse-loss' AND type = 'GradeCell')"
)


@pytest.mark.nbgrader
@pytest.mark.parametrize(
    "students", [(), pytest.param(("ada",), marks=pytest.mark.prove)], ids=["class", "one"]
)
def test_page_agrees_with_the_book_at_once(out: Path, students: tuple[str, ...]) -> None:
    """Graded once: do page and grade book say the same of late work, and of work in time?"""
    grade(out, *students)
    assert scores(out)["ada"] == page(out, "ada")[0] == 0.0
    assert "Handed in late: 8 points taken off." in page(out, "ada")[1]
    if not students:
        assert scores(out)["bob"] == page(out, "bob")[0] > 0
        assert "Handed in late" not in page(out, "bob")[1]


@pytest.mark.prove
@pytest.mark.nbgrader
def test_nothing_is_looked_at_again_for_it(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a late submission whose page tells so settled like any other?"""
    grade(out)
    sent: list[object] = []
    take: Callable[..., None] = running._Run._take
    monkeypatch.setattr(running._Run, "_take", lambda *all: (sent.append(all), take(*all)))
    grade(out)
    assert sent == []


@pytest.mark.prove
@pytest.mark.nbgrader
def test_due_date_moved_after_grading(out: Path) -> None:
    """Longer time for all, or for one: is the penalty gone from book and page by one run?"""
    grade(out)
    for where in ("assignment SET duedate = '2026-03-02 09:00:00.000000'",
                  "assignment SET duedate = '2026-03-02 06:00:00.000000'",
                  "submitted_assignment SET extension = '1970-01-01 03:00:00.000000' "
                  "WHERE student_id = 'ada'"):  # fmt: skip
        change(out, f"UPDATE {where}")
        grade(out)
        total, text = page(out, "ada")
        assert scores(out)["ada"] == total
        assert ("Handed in late" in text) == (total == 0.0) == ("06:" in where)


@pytest.mark.nbgrader
@pytest.mark.prove
def test_teachers_own_plugin_and_extra_credit(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin of the department's, and extra credit on top: are both in book and page?"""
    monkeypatch.syspath_prepend(str(out.parent))
    (out.parent / "point_an_hour.py").write_text(PLUGIN)
    (out.parent / "config" / "nbgrader_config.py").write_text(HOURLY)
    grade(out)
    assert scores(out)["ada"] == page(out, "ada")[0] == 8 - 2
    change(out, EXTRA.format("ada"))
    grade(out)
    total, text = page(out, "ada")
    assert scores(out)["ada"] == total == 8 - 2 + 1.5
    assert "1.5 extra" in text and "Handed in late: 2 points taken off." in text
