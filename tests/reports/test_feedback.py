"""The page that a student gets back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from autograder.integrations.autograded import autograded_notebook
from autograder.judging.judge import no_answer
from autograder.model import Verdict
from autograder.reports.feedback import feedback_html
from autograder.reports.marks import CellMarks, Marked
from tests.integrations.making import (
    SEED,
    UNIT,
    WRONG,
    notebook_of,
    released,
    result,
    solutions,
    ungraded,
    wrong,
)
from tests.reports.pages import REFERENCE, classifier_verdict, pictured

EVIL = '<script>alert("1")</script>'
ANSWERS = {**solutions(), "mean-or-sum": "It *does not* depend on N."}


def page(graded=None, answers=ANSWERS, marked: Marked | None = None) -> str:
    graded = graded or result(wrongly=("mse-loss",))
    return feedback_html(notebook_of(graded, answers), graded, marked)


def test_essentials_are_there() -> None:
    """Marks, unit, student, the mistake, the code and the answer: is all on the page?"""
    html = page()
    for expected in ("19 / 22 <", "points so far",
                     UNIT.title, "ada", WRONG, "What does a mean divide by?",
                     "It <em>does not</em> depend on N.", "<h3>Your code</h3>", "partly right",
                     "to be marked by your teacher", "no response",
                     "Answers worth 2 points are still to be marked"):  # fmt: skip
        assert expected in html, expected
    code = re.sub(r"<[^>]+>", "", html)
    assert "residual = X @ w + b - y" in code


def test_page_loads_and_runs_nothing() -> None:
    """Is there a strict policy, no script, and nothing from elsewhere?"""
    html = page()
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "@import" not in html
    assert "url(" not in html


def test_nothing_student_made_is_live() -> None:
    """Names, code, answers, messages and comments: is each escaped or cleaned?"""
    evil: Verdict = replace(wrong(UNIT.exercise("mse-loss")), message=EVIL, hint=EVIL, more=(EVIL,))
    graded = result(EVIL, mse_loss=evil)
    answers = {
        "mean-or-sum": EVIL,
        "mse-loss-answer": f"def mse_loss(w, b, X, y):\n    '''{EVIL}'''",
    }
    marked = Marked({}, {"mse-loss-answer": EVIL, "mean-or-sum": EVIL})
    html = page(graded, answers, marked)
    assert "<script" not in html
    assert html.count("&lt;script") >= 8
    html = page(replace(graded, status="unreadable", problem=EVIL), answers, marked)
    assert "<script" not in html
    assert "&lt;script" in html


def test_marks_by_hand_are_shown() -> None:
    """Do scores, extra credit, comments and lateness from the grade book appear and add up?"""
    cells = {
        "mean-or-sum": CellMarks(1.5, 2, by_hand=True),
        "mse-loss": CellMarks(6.0, 6, by_hand=True, extra=0.5),
        "stable-rate": CellMarks(5.0, 4, extra=1.0),
    }
    marked = Marked(cells, {"mse-loss-answer": "Nearly & <nice>"}, late_penalty=1.0)
    html = page(marked=marked)
    assert "21.5 / 24" in html
    assert '<span aria-hidden="true">✎</span> marked by your teacher' in html
    assert "points given by your teacher, 0.5 extra" in html
    assert "5 / 4" in html
    assert "Nearly &amp; &lt;nice&gt;" in html
    assert "Handed in late: 1 point taken off." in html


def test_old_automatic_marks_in_the_book_do_not_count() -> None:
    """Is an automatic score of an earlier run in the grade book without effect?"""
    marked = Marked({"mse-loss": CellMarks(0.0, 6)})
    assert page(marked=marked) == page()


@pytest.mark.parametrize("status", ["unreadable", "sandbox-broken", "not-attempted"])
def test_ungraded_submission_says_why(status: str) -> None:
    """Does the page of a submission without marks begin with the reason?"""
    said = f"/home/teacher/class 1/{UNIT.slug}.ipynb is not JSON. Hand it in again."
    graded = ungraded("eve", status, said)  # type: ignore[arg-type]
    html = feedback_html(autograded_notebook(released(), None, graded), graded)
    assert f"</strong> {UNIT.slug}.ipynb is not JSON. Hand it in again." in html
    assert "/home/teacher" not in html
    assert "0 / 24" in html


def test_state_is_never_colour_alone() -> None:
    """Does every exercise have a symbol and words?"""
    row = r'<td class="how (\w+)"><span aria-hidden="true">(.)</span> \w+'
    rows = re.findall(row, page())
    assert [name for name, _ in rows] == [
        "passed", "partly", "passed", "passed", "waiting", "unstarted", "passed"
    ]  # fmt: skip
    assert {symbol for _, symbol in rows} == {"✓", "◐", "…", "○"}


def test_seed_is_not_on_the_page() -> None:
    """Is nothing of the grading seed told to a student?"""
    assert SEED not in page()


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (f"/class/ada/{UNIT.slug}.ipynb is empty. Ask the student to save the notebook in Jupyter.",
         f"{UNIT.slug}.ipynb is empty. Save the notebook in Jupyter."),
        (f"There is ada/{UNIT.slug}.ipynb, but it belongs at ada/x/{UNIT.slug}.ipynb. "
         "Move it and grade again.",
         f"It was handed in as {UNIT.slug}.ipynb, outside of its folder x. "
         f"Hand it in again under its own name, x/{UNIT.slug}.ipynb."),
        ("The sandbox did not start: x. Grade this student again.",
         "The sandbox did not start: x."),
    ],
)  # fmt: skip
def test_a_problem_is_said_to_the_student(problem: str, said: str) -> None:
    """Does the student's page speak to the student, where the sentence was the teacher's?"""
    html = page(ungraded("ada", "unreadable", problem), {})
    assert said in html
    assert "Ask the student" not in html and "Grade this" not in html and "grade again" not in html


def test_another_units_notebook_is_said_first() -> None:
    """Does the page of a notebook of another unit begin with that?"""
    said = f"This looks like unit 00_python_and_numpy, handed in as {UNIT.slug}."
    other = replace(ungraded("eve", "not-attempted", ""), status="graded", problem=said)
    html = page(other, {})
    assert "This notebook seems to be another unit’s." in html and said in html
    assert "Start here" not in html


def test_what_is_not_marked_yet_is_in_no_total() -> None:
    """Does a page with everything right say so in its total, and what of it is open?"""
    both = {**ANSWERS, "which-rate": "It falls."}
    html = page(result(), both)
    assert '20 / 20 <span class="unit">points so far' in html
    assert "Answers worth 4 points are still to be marked" in html
    assert "Every exercise is right.</strong> Your answers in words are still to be" in html
    assert "Question 2: no response yet." in page(result())
    done = {name: CellMarks(2, 2, by_hand=True) for name in ("mean-or-sum", "which-rate")}
    assert "There is nothing to mend." in page(result(), both, Marked(done))


def test_nobody_is_said_to_have_written_nothing_whose_notebook_is_unreadable() -> None:
    """Are the questions of an unreadable notebook told as unread, not as blank?"""
    html = page(ungraded("eve", "unreadable", "It is empty."), {})
    assert "nobody could read it" in html and "no response" not in html


def test_one_message_comes_first() -> None:
    """Is the first thing to mend at the top, what is wrong before what is not written?"""
    first = re.compile(r'<strong>Start here: <a href="#([\w-]+)">')
    order = [exercise.slug for exercise in UNIT.exercises]
    both = page(result(wrongly=(order[2], order[1])))
    assert first.findall(both) == [order[1]] and both.index("Start here") < both.index("<nav")
    assert f"</strong><br>{WRONG}" in both
    unwritten = no_answer(UNIT.exercise(order[0]), "not-attempted", "It is not written yet.")
    later = result(wrongly=(order[3],), **{order[0].replace("-", "_"): unwritten})
    assert first.findall(page(later)) == [order[3]]
    alone = result(**{order[0].replace("-", "_"): unwritten})
    assert first.findall(page(alone)) == [order[0]]
    mended = Marked({order[1]: CellMarks(9.0, 6, by_hand=True)})
    assert first.findall(page(result(wrongly=(order[2], order[1])), marked=mended)) == [order[2]]
    assert "Every exercise is right." in page(result()) and not first.findall(page(result()))
    lost = page(ungraded("eve", "unreadable", "It is empty."), {})
    assert "Start here" not in lost and "It is empty." in lost


def test_marks_stand_by_exercise_and_aspect() -> None:
    """Has each aspect its symbol, words for the ear and its points, in table and section?"""
    html = page()
    shown = re.findall(
        r'<li><span aria-hidden="true">(.)</span> (\w+) '
        r'<span class="unseen">([\w ,]+), </span>([\d.]+ / [\d.]+)</li>',
        html,
    )
    aspects = sum(len(exercise.aspects) for exercise in UNIT.exercises)
    assert len(shown) == 2 * aspects
    last = UNIT.exercise("mse-loss").aspects[-1]
    assert ("✗", last.name, "not right", f"0 / {last.points:g}") in shown
    assert {symbol for symbol, *_ in shown} == {"✓", "✗"}


def test_headings_of_an_answer_do_not_rise() -> None:
    """Do a student's own headings come below those of the page?"""
    html = page(answers={**ANSWERS, "mean-or-sum": "# One\n\n### Three\n\n###### Six"})
    assert "<h4>One</h4>" in html and "<h6>Three</h6>" in html and "<h6>Six</h6>" in html
    assert html.count("<h1>") == 1


def test_the_map_is_unfolded_and_numbered() -> None:
    """Is the picture of where it is wrong open on the page, with its columns numbered?"""
    html = page()
    assert "Where it differs</h4>" in html and "<summary>where it differs" not in html
    assert '<th scope="col"' in html and ">2</th>" in html


@pytest.mark.parametrize("passed", [True, False])
def test_a_classifier_is_drawn_beside_the_references(passed: bool) -> None:
    """Do both panels, their words and the key stand on the page, and nothing of a script's?"""
    html = pictured(classifier_verdict(REFERENCE["regions"][::-1], REFERENCE["points"], passed))
    assert html.count('class="plane" role="img"') == 2
    assert re.search(r"On \d+ % of the square your classifier agrees", html)
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "url(" not in html and "<script" not in html


def test_why_there_is_no_picture_is_escaped() -> None:
    """Is the text of a student's exception inert in the sentence that stands for a picture?"""
    verdict = classifier_verdict(REFERENCE["regions"], REFERENCE["points"])
    assert verdict.plane is not None
    html = pictured(replace(verdict, plane=replace(verdict.plane, yours=None, problem=EVIL)))
    assert "There is no picture of your classifier: &lt;script" in html
    assert "<script" not in html and "<figure" not in html
