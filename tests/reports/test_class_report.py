"""The teacher's report on a class: the page as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from autograder.judging.judge import no_answer
from autograder.reports.around import Around, HandIn
from autograder.reports.class_report import LINKED, class_report_html, sections_of
from autograder.results import SubmissionResult
from tests.integrations.making import UNIT, WRONG, result, right, ungraded, wrong

MSE = UNIT.exercise("mse-loss")
EVIL = '"><script>alert(1)</script>'


def a_class() -> list[SubmissionResult]:
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


def part(html: str, name: str) -> str:
    """One part of the unit's section, from its heading to the next."""
    found = html[html.index(f'id="{UNIT.slug}-{name}"') :]
    return found[: found.index("<h3", 1) if "<h3" in found else None]


def other_unit(results: Sequence[SubmissionResult], unit: str) -> list[SubmissionResult]:
    """The same students in another unit, of which they have handed in nothing."""
    from autograder.exercises import load_unit

    exercises = load_unit(unit).exercises
    verdicts = tuple(no_answer(e, "not-attempted", "No work.") for e in exercises)
    return [replace(r, unit=unit, status="not-attempted", verdicts=verdicts) for r in results]


def test_it_begins_with_what_to_do() -> None:
    """Whom to look at, what to teach, whom to help, whom to write to: is it said first?"""
    html = class_report_html(a_class())
    said = re.sub(r"<[^>]+>", "", html[html.index("What to do next") : html.index("<figure")])
    for expected in ("Look at the work of 2 students yourself", "1 notebook could not be read",
                     "In the next lecture: not divided by N. 3 of 8 got it wrong",
                     "Help 4 students past “The loss and its gradient”. All have tried it",
                     "Write to the one student who has not started"):  # fmt: skip
        assert expected in " ".join(said.split()), expected


def test_nothing_to_do_is_said() -> None:
    """Is a class that has everything right told so?"""
    assert "Nothing here needs you" in class_report_html([result(name) for name in "abc"])


def test_remarks_are_for_the_teacher() -> None:
    """Is a remark on the report, escaped, with the exercise and the student?"""
    remarked = replace(right(MSE), for_teacher=(f"dw looks measured {EVIL}",))
    html = class_report_html([result("ada", mse_loss=remarked), result("bob")])
    seen = part(html, "eye")
    assert "dw looks measured" in seen and "mse-loss" in seen and ">ada</a>" in seen
    assert "<script" not in html
    assert "remark for you alone" not in class_report_html(a_class())


def test_page_is_whole_and_inert() -> None:
    """Names, messages and labels of students: is each escaped, with no script on the page?"""
    odd = replace(wrong(MSE, label="odd", says=EVIL))
    html = class_report_html([result(EVIL, mse_loss=odd), ungraded("../x", "unreadable", EVIL)])
    assert "<script" not in html
    assert "default-src" in html
    assert 'href="../feedback/..%2Fx/' in html
    assert not re.search(r'href="(?!#|\.\./feedback/)', html)


def test_links_within_the_page_lead_somewhere() -> None:
    """Does every step of what to do lead to its part, and every id stand once?"""
    both = [*a_class(), *other_unit(a_class(), "02_gradient_checking")]
    html = class_report_html(both)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert html.count('href="#') >= 5


def test_the_table_holds_everyone_who_handed_in() -> None:
    """Is every student listed once, the best first, but for those without work?"""
    html = class_report_html([*a_class(), ungraded("gone", "not-attempted", "No work.")])
    (table,) = re.findall(r'<table class="students">.*?</table>', html, re.DOTALL)
    listed = re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a>', table)
    assert sorted(listed) == sorted(r.student for r in a_class())
    assert (listed[0], listed[-1]) == ("right0", "torn")


def test_who_never_had_a_unit_is_in_none_of_its_figures() -> None:
    """Does a student without work of a unit change no mean, row or share of it?"""
    absent = [ungraded(f"gone{i}", "not-attempted", "No work.") for i in range(5)]
    (with_them,), (without,) = sections_of([*a_class(), *absent]), sections_of(a_class())
    assert with_them.exercises == without.exercises
    assert with_them.found == without.found
    assert with_them.summary.mean == without.summary.mean
    assert len(with_them.stands.absent) == 5 and with_them.summary.students == 16


def test_no_link_leads_nowhere() -> None:
    """Is a student who handed in nothing, and so has no page, named without a link?"""
    html = class_report_html([result("ada"), ungraded("bob", "not-attempted", "No work.")])
    assert "student handed in nothing" in html
    assert "../feedback/ada/" in html
    assert "bob" in html and "../feedback/bob/" not in html


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1</strong> student handed in nothing."),
                        (3, "3</strong> students handed in nothing.")]
)  # fmt: skip
def test_one_and_many_are_said_differently(count: int, said: str) -> None:
    """Is the grammar that of the number?"""
    absent = [ungraded(f"gone{i}", "not-attempted", "No work.") for i in range(count)]
    assert said in class_report_html([result("ada"), *absent])


def test_several_units_begin_with_all_of_them() -> None:
    """Is there an overview with a row a unit, and each student's marks by unit?"""
    html = class_report_html([*a_class(), *other_unit(a_class(), "02_gradient_checking")])
    table = html[html.index('id="overview"') : html.index('class="unit"')]
    assert table.count('<th scope="row"><a href="#0') == 2
    row = table[table.index(">right0<") :].split("<tr>")[0]
    assert re.findall(r">([\d–]+)", row)[:3] == ["20", "–", "20"]
    assert 'id="overview"' not in class_report_html(a_class())


def test_names_stay_behind_a_fold_where_the_class_is_wrong() -> None:
    """Is nobody named beside a mistake but in a fold?"""
    seen = part(class_report_html(a_class()), "mistakes")
    outside = re.sub(r"<details.*?</details>", "", seen, flags=re.DOTALL)
    assert "wrong0" in seen and "wrong0" not in outside and WRONG in outside


def test_a_large_class_has_a_link_a_student() -> None:
    """Are names in the lists of a large class no links, so that the page stays light?"""
    many = [result(f"s{i:04d}", wrongly=("mse-loss",)) for i in range(LINKED + 1)]
    html = class_report_html(many)
    assert html.count("../feedback/s0001/") == 1
    assert class_report_html(many[:LINKED]).count("../feedback/s0001/") > 1


def test_times_are_told_where_the_grade_book_knows_them() -> None:
    """First, half and last hand-in, the last hour and who was late: is it said, and only then?"""
    at = {"ada": datetime(2026, 3, 1, 10), "bob": datetime(2026, 3, 2, 23, 30),
          "eve": datetime(2026, 3, 3, 0, 30)}  # fmt: skip
    around = Around(hand_in={UNIT.slug: HandIn(datetime(2026, 3, 3), at)})
    seen = part(class_report_html([result(name) for name in at], around), "time")
    for said in ("from 01 Mar 10:00 to 03 Mar 00:30, half of it by 02 Mar 23:30",
                 "1 in the last hour, 1 late", "eve"):  # fmt: skip
        assert said in seen, said
    assert "Handed in" not in part(class_report_html(a_class()), "time")


def test_nothing_graded_is_said() -> None:
    """Is a report on nobody a sentence, not an error?"""
    assert "Nothing has been graded yet" in class_report_html([])


def test_what_the_marks_are_is_said_at_the_top() -> None:
    """Does the page say once, above all, what its marks hold and where the others are?"""
    html = class_report_html(a_class())
    said = "the exercises in code, out of 20. Questions in words"
    assert html.count(said) == 1 and html.index(said) < html.index("<h2>")
    assert "autograder export" in html


def test_a_unit_that_nobody_handed_in_has_no_figures() -> None:
    """Is no mean, median or list told of nobody?"""
    html = class_report_html(other_unit(a_class(), "02_gradient_checking"))
    assert "Nobody has handed in this unit." in html
    assert "<dt>mean" not in html and "The 0 who" not in html and "0.0 <span" not in html


def test_everybodys_marks_are_folded() -> None:
    """Is the table of all marks closed, however few there are, as the page may be projected?"""
    assert not re.search(r"<details[^>]* open", class_report_html(a_class()))


def test_one_student_is_a_class() -> None:
    """Does a class of one have figures?"""
    html = class_report_html([replace(result(), verdicts=tuple(map(right, UNIT.exercises)))])
    assert "No mistake was found." in html and "Median 20." in html


def test_no_result_is_compared_with_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the work grow with the class, and not with its square?"""
    results = [replace(r, student=f"{r.student}{n}") for r in a_class() for n in range(4)]

    def compare(*_: object) -> bool:
        raise AssertionError("a result was compared with another")

    monkeypatch.setattr(SubmissionResult, "__eq__", compare)
    assert class_report_html(results).count("</html>") == 1
