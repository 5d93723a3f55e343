"""A teacher's path in formgrader: marks, a question marked by hand, regrading, feedback, export."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.attacks.file_corpus import corpus
from tests.browser.formgrader import MATHJAX, Teacher, command, teacher
from tests.integrations.conftest import CLASS, full, half, make_course
from tests.integrations.making import UNIT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader]

HOSTILE = ("script_in_an_answer", "script_in_an_exception", "svg_in_an_output")
NAMED = "script_as_a_name"
"""Handed in last: no feedback can be written under such a name, and the command says so."""
CONFIGURED = """
c.Exchange.root = {exchange!r}
c.LateSubmissionPlugin.penalty_method = "zero"
"""
LATE, DUE = "2026-02-03 08:00:00 UTC", "2026-02-01T00:00"
MOST = 24
"""Points of the unit: 20 for code, 4 for two questions in words."""


def hand_in(root: Path, student: str, notebook: nbformat.NotebookNode, stamp: str = "") -> None:
    folder = root / "submitted" / student / UNIT.slug
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{UNIT.slug}.ipynb")
    if stamp:
        (folder / "timestamp.txt").write_text(stamp)


def attack(root: Path, *names: str) -> None:
    """Hand in some of the corpus of hostile submissions."""
    for hostile in corpus():
        if hostile.name in names:
            hostile.hand_in(root)


@pytest.fixture(scope="module")
def teaching(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teacher]:
    """A class of nine, three of them hostile and one late, graded by ``autograder grade``."""
    root = tmp_path_factory.mktemp("formgrader") / "course"
    root.mkdir()
    make_course(root)
    attack(root, *HOSTILE)
    hand_in(root, "lea", full(), LATE)
    exchange = root.parent / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(CONFIGURED.format(exchange=str(exchange)))
    command(root, "autograder", "grade", "submitted")
    with teacher(chromium, root, root.parent / "home") as at_work:
        yield at_work


def results(root: Path) -> dict[str, float]:
    """Automatic points by student, from ``results.jsonl``."""
    points: dict[str, float] = defaultdict(float)
    for line in (root / "results.jsonl").read_text().splitlines():
        row = json.loads(line)
        points[row["student"]] += row["points"]
    return dict(points)


def exported(root: Path) -> dict[str, float]:
    """Final scores by student, from ``nbgrader export``."""
    command(root, "nbgrader", "export", "--to", "grades.csv")
    with (root / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def feedback(root: Path, student: str) -> str:
    """The text of a student's feedback page."""
    page = root / "feedback" / student / UNIT.slug / f"{UNIT.slug}.html"
    return page.read_text(encoding="utf-8")


def total(root: Path, student: str) -> float:
    """The total at the top of a student's feedback page."""
    found = re.search(r'<span class="total">\s*([\d.]+) /', feedback(root, student))
    assert found
    return float(found[1])


def score(shown: str) -> float:
    """The points of ``18 / 24``."""
    points, most = shown.split(" / ")
    assert float(most) == MOST
    return float(points)


def test_formgrader_opens_from_jupyterlabs_menu(teaching: Teacher) -> None:
    """Does Nbgrader › Formgrader show the unit and how many have handed it in?"""
    page = teaching.page
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader", exact=True).click()
    frame = page.frame_locator("iframe").last
    row = frame.locator("#main-table tr", has_text=UNIT.slug)
    number = row.locator(".num-submissions").inner_text()
    teaching.photograph("jupyterlab")
    assert int(number) == len(results(teaching.root)) == len(CLASS) + len(HOSTILE) + 2


def test_lists_show_the_marks_of_the_results(teaching: Teacher) -> None:
    """Do Manage Submissions and Manual Grading hold what results.jsonl says, for everyone?"""
    marks = results(teaching.root)
    teaching.open("manage_assignments")
    teaching.photograph("assignments")
    shown = teaching.submissions()
    teaching.photograph("submissions")
    assert {student: score(row[1]) for student, row in shown.items()} == marks
    assert shown["ada"][0] == "needs manual grading"
    assert shown["cyd"][0] == shown["eve"][0] == "graded"  # nothing there to mark by hand

    teaching.open(f"gradebook/{UNIT.slug}/{UNIT.slug}")
    teaching.page.locator("#toggle_names").click()
    teaching.photograph("gradebook")
    rows = teaching.page.locator("#main-table tr").all()
    cells = [[text.strip() for text in row.locator("td").all_inner_texts()] for row in rows]
    assert {row[1]: float(row[3].split(" / ")[0]) for row in cells} == marks


def test_submission_shows_card_comment_and_score(teaching: Teacher) -> None:
    """Does a student's page say what is wrong, with the points, in nothing cut off?"""
    page = teaching.submission("bob")
    check = page.locator(".cell", has=page.locator("#mse-loss"))
    assert page.locator("#mse-loss").get_attribute("placeholder") == "4"
    comment = page.locator("#mse-loss-answer-comment")
    said = comment.get_attribute("placeholder") or ""
    assert "factor 2" in said and "Think about:" in said
    assert comment.evaluate("box => box.scrollHeight <= box.clientHeight + 1")
    card = check.locator(".verdict")
    assert "4 / 6" in card.inner_text() and "✗ dw" in card.inner_text()
    teaching.photograph("submission", comment)
    fold = card.locator("summary").first
    assert fold.evaluate("e => getComputedStyle(e).display") == "list-item"
    fold.click()
    teaching.photograph("submission-card", card)
    assert "differ" in card.inner_text()
    assert page.locator("#notebook .prompt:visible, #notebook .anchor-link:visible").count() == 0


@pytest.mark.prove
def test_what_was_added_and_what_was_damaged_is_said(teaching: Teacher) -> None:
    """Are a student's own cells told apart from ours, and is a damaged notebook called so?"""
    page = teaching.submission("dan")
    labels = page.get_by_text("of the student's own:")
    teaching.photograph("submission-extra-cells", labels.first)
    assert labels.count() >= 2
    page = teaching.submission("eve")
    teaching.photograph("submission-damaged")
    assert "is not valid JSON" in page.locator(".alert-danger").inner_text()


def test_marks_by_hand_stay_and_are_told_everywhere(teaching: Teacher) -> None:
    """A question is marked in the page: do grading again, feedback and export all keep it?"""
    root, automatic = teaching.root, results(teaching.root)["ada"]
    page = teaching.submission("ada")
    box = page.locator("#mean-or-sum")
    assert "needs_manual_grade" in (box.get_attribute("class") or "")
    teaching.saves(box, "1.5")
    teaching.saves(page.locator("#mean-or-sum-comment"), "Say <why>, too: *N* cancels.")
    teaching.photograph("question-marked", box)
    teaching.saves(page.locator("#mse-loss_extra_credit"), "0.5")
    final = automatic + 1.5 + 0.5
    for again in ([], ["--regrade"]):
        command(root, "autograder", "grade", "submitted", *again)
        assert results(root)["ada"] == automatic
        assert (total(root, "ada"), exported(root)["ada"]) == (final, final)
        assert score(teaching.submissions()["ada"][1]) == final
    page = teaching.submission("ada")
    assert page.locator("#mean-or-sum").input_value() == "1.5"
    assert "needs_manual_grade" not in (page.locator("#mean-or-sum").get_attribute("class") or "")
    assert page.locator("#mean-or-sum-comment").input_value() == "Say <why>, too: *N* cancels."
    assert page.locator("#mse-loss_extra_credit").input_value() == "0.5"

    command(root, "nbgrader", "generate_feedback", UNIT.slug, "--student", "ada", "--force")
    assert total(root, "ada") == final
    page.goto((root / "feedback" / "ada" / UNIT.slug / f"{UNIT.slug}.html").as_uri())
    teaching.photograph("feedback", page.get_by_text("Your teacher says"))
    words = page.locator("body").inner_text()
    assert "Say <why>, too: N cancels." in words and "1.5 / 2" in words and "0.5 extra" in words


@pytest.mark.prove
def test_button_grades_as_the_command_does(teaching: Teacher) -> None:
    """A submission that comes later: does formgrader's own button give the command's marks?"""
    root = teaching.root
    hand_in(root, "flo", half())
    assert teaching.submissions()["flo"] == ("needs autograding", "")
    page = teaching.page
    row = page.locator("#main-table tr", has_text="flo")
    row.locator(".autograde a").click()
    page.locator("#success-modal").wait_for(timeout=60_000)
    teaching.photograph("button")
    assert "18 of 20 (graded)" in page.locator("#success-modal").inner_text()
    status, shown = teaching.submissions()["flo"]
    assert (status, score(shown)) == ("needs manual grading", 18)
    by_button = (root / "autograded" / "flo" / UNIT.slug / f"{UNIT.slug}.ipynb").read_text()
    command(root, "autograder", "grade", "submitted", "--student", "flo")
    assert results(root)["flo"] == score(teaching.submissions()["flo"][1]) == 18
    assert (root / "autograded" / "flo" / UNIT.slug / f"{UNIT.slug}.ipynb").read_text() == by_button


@pytest.mark.prove
def test_new_work_is_seen_without_a_restart(teaching: Teacher) -> None:
    """A student whose page was open hands in again: does formgrader show the new marks?"""
    root = teaching.root
    assert teaching.submission("bob").locator("#mse-loss").get_attribute("placeholder") == "4"
    nbformat.write(full(), root / "submitted" / "bob" / UNIT.slug / f"{UNIT.slug}.ipynb")
    command(root, "autograder", "grade", "submitted", "--student", "bob")
    assert teaching.submission("bob").locator("#mse-loss").get_attribute("placeholder") == "6"
    assert score(teaching.submissions()["bob"][1]) == results(root)["bob"] == 20


@pytest.mark.prove
def test_late_penalty_is_nbgraders(teaching: Teacher) -> None:
    """A due date set in the page: is the penalty in the book, the export, and told the student?"""
    root, page = teaching.root, teaching.open("manage_assignments")
    before = exported(root)
    page.locator("#main-table tr", has_text=UNIT.slug).locator(".edit a").click()
    page.locator(".modal-duedate").fill(DUE)
    page.locator(".modal-timezone").fill("+0000")
    teaching.photograph("due-date")
    page.locator("#edit-assignment-modal .save").click()
    page.locator("#edit-assignment-modal").wait_for(state="hidden")
    command(root, "autograder", "grade", "submitted")
    after = exported(root)
    assert before["lea"] == results(root)["lea"] == 20 and after["lea"] == 0
    assert {**after, "lea": 20.0} == before
    assert "Handed in late: 20 points taken off." in feedback(root, "lea")
    assert total(root, "lea") == 0
    teaching.photograph("late")
    assert teaching.submissions()["lea"][1] == "20 / 24"  # nbgrader's own lists show it before
    report = (root / "report" / "index.html").read_text(encoding="utf-8")
    assert "late penalties are in the grade book" in report


@pytest.mark.prove
def test_nothing_of_a_student_acts_in_formgrader(teaching: Teacher) -> None:
    """Hostile names, answers and outputs: no dialog, no script, no request in any list or page?"""
    attack(teaching.root, NAMED)
    said = command(teaching.root, "autograder", "grade", "submitted", code=2)
    assert "would lead out of its folder" in said
    assert any("onerror" in student for student in results(teaching.root))
    lists = [
        "manage_assignments",
        f"manage_submissions/{UNIT.slug}",
        "manage_students",
        "gradebook",
    ]
    lists += [f"gradebook/{UNIT.slug}", f"gradebook/{UNIT.slug}/{UNIT.slug}"]
    titles = set()
    for path in lists:
        titles.add(teaching.open(path).title())
    assert set(HOSTILE) < set(teaching.graded())
    for student in HOSTILE:
        titles.add(teaching.submission(student).title())
        teaching.page.wait_for_timeout(50)
    assert titles == {"nbgrader formgrade", UNIT.slug}
    assert teaching.dialogs == []
    assert [url for url in teaching.foreign if not url.startswith(MATHJAX)] == []
