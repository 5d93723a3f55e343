"""The teacher's report on a class."""

from __future__ import annotations

import re
from dataclasses import replace

from autograder.judging.judge import no_answer
from autograder.model import AspectResult
from autograder.reports import figures
from autograder.reports.class_report import class_report_html
from tests.integrations.making import UNIT, WRONG, result, right, ungraded, wrong

MSE = UNIT.exercise("mse-loss")
EVIL = '"><script>alert(1)</script>'


def a_class() -> list:
    """Five right, three with a named mistake, one hanging, one unreadable, one not begun."""
    hanging = no_answer(MSE, "timeout", "mse_loss did not end within 10 seconds.")
    others = [result(f"right{i}") for i in range(5)]
    others += [result(f"wrong{i}", wrongly=("mse-loss",)) for i in range(3)]
    nothing = ungraded("idle", "not-attempted", "")
    return [
        *others,
        result("loop", mse_loss=hanging),
        ungraded("torn", "unreadable", "It is not JSON."),
        replace(nothing, status="graded"),
    ]


def test_figures_of_an_exercise() -> None:
    """Are full, part and no marks, and each aspect, counted once per student?"""
    found = figures.of_exercise(MSE, a_class())
    assert (found.full, found.partly, found.none, found.unstarted) == (5, 3, 2, 1)
    assert found.students == 11
    assert {a.name: a.passed for a in found.aspects} == {"shape": 8, "loss": 8, "dw": 8, "db": 5}
    assert round(found.mean, 4) == round((5 * 6 + 3 * 5) / 11, 4)


def test_mistakes_are_counted_by_student() -> None:
    """Is a label that stands on two aspects one mistake of that student?"""
    once = wrong(MSE)
    twice = replace(
        once, aspects=(AspectResult("dw", 0, 2, False, "not-divided-by-n", WRONG), *once.aspects)
    )
    (found,) = figures.mistakes([result("a", mse_loss=twice), result("b", mse_loss=once)])
    assert (found.label, found.students, found.says) == ("not-divided-by-n", ("a", "b"), WRONG)


def test_unnamed_mistakes_come_last() -> None:
    """Do mistakes without a name stand below the named ones, however many there are?"""
    nameless = wrong(MSE, label="", says="The values differ.")
    class_ = [result(str(i), mse_loss=nameless) for i in range(9)] + [
        result("x", wrongly=("mse-loss",))
    ]
    assert [m.label for m in figures.mistakes(class_)] == ["not-divided-by-n", figures.UNNAMED]


def test_troubles_come_in_order_of_urgency() -> None:
    """Are unreadable notebooks named before hanging ones, and unwritten exercises not at all?"""
    found = figures.troubles(a_class())
    assert [(t.words, t.students) for t in found] == [
        ("could not be read", ("torn",)),
        ("did not end in time", ("loop",)),
    ]
    assert found[1].places[0].exercise == "mse-loss"


def test_remarks_are_for_the_teacher() -> None:
    """Is a remark on the report, escaped, with the exercise and the student?"""
    remarked = replace(right(MSE), for_teacher=(f"dw looks measured {EVIL}",))
    html = class_report_html([result("ada", mse_loss=remarked), result("bob")])
    part = html[html.index("For you alone") :]
    assert "dw looks measured" in part and "mse-loss" in part and ">ada</a>" in part
    assert "<script" not in html
    assert "For you alone" not in class_report_html(a_class())


def test_a_pair_counts_for_both_its_mistakes() -> None:
    """Is an answer with two slips counted under each, in the words of those who made one?"""
    both = replace(
        wrong(MSE),
        aspects=(AspectResult("dw", 0, 2, False, "not-divided-by-n + sign", "Two slips at once."),),
    )
    found = figures.mistakes([result("a", mse_loss=both), result("b", wrongly=("mse-loss",))])
    assert {(m.label, m.students) for m in found} == {
        ("not-divided-by-n", ("a", "b")),
        ("sign", ("a",)),
    }


def test_bins_hold_everyone() -> None:
    """Is every student in one bin, full marks in the last?"""
    found = figures.bins(a_class())
    assert sum(b.count for b in found) == 11
    assert found[-1].count == 8
    assert found[0].count == 2


def test_page_is_whole_and_inert() -> None:
    """Names, messages and labels of students: is each escaped, with no script on the page?"""
    odd = replace(wrong(MSE, label="odd", says=EVIL))
    html = class_report_html([result(EVIL, mse_loss=odd), ungraded("../x", "unreadable", EVIL)])
    assert "<script" not in html
    assert "default-src" in html
    assert 'href="../feedback/..%2Fx/' in html
    assert not re.search(r'href="(?!#|\.\./feedback/)', html)


def test_both_orders_hold_everyone() -> None:
    """Is every student listed by name and by marks?"""
    html = class_report_html(a_class())
    tables = re.findall(r'<table class="students">.*?</table>', html, re.DOTALL)
    listed = [re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a>', table) for table in tables]
    names = sorted(r.student for r in a_class())
    assert listed[0] == names
    assert sorted(listed[1]) == names
    assert listed[1][0] == "right0"
    assert listed[1][-1] == "torn"


def test_no_link_leads_nowhere() -> None:
    """Is a student who handed in nothing, and so has no page, named without a link?"""
    html = class_report_html([result("ada"), ungraded("bob", "not-attempted", "No work.")])
    assert "was not handed in" in html
    assert "../feedback/ada/" in html
    assert "../feedback/bob/" not in html


def test_nothing_graded_is_said() -> None:
    """Is a report on nobody a sentence, not an error?"""
    assert "Nothing has been graded yet" in class_report_html([])


def test_what_the_marks_are_is_said_at_the_top() -> None:
    """Does the page say once, above all, what its marks hold and where the others are?"""
    html = class_report_html(a_class())
    said = "the exercises in code, out of 20. Questions in words"
    assert html.count(said) == 1 and html.index(said) < html.index("<h1>")
    assert "nbgrader export" in html


def test_one_student_is_a_class() -> None:
    """Does a class of one have figures?"""
    html = class_report_html([replace(result(), verdicts=tuple(map(right, UNIT.exercises)))])
    assert "20 / 20" in html
    assert "No mistake was named." in html
