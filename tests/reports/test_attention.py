"""What needs a human eye."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from autograder.judging.judge import no_answer
from autograder.reports.around import nothing_known
from autograder.reports.attention import alike, needs_an_eye, notices
from autograder.reports.class_report import sections_of
from autograder.results import SubmissionResult
from tests.integrations.making import UNIT, result, right, ungraded
from tests.reports.test_class_report import MSE, a_class

SLUGS = [exercise.slug for exercise in UNIT.exercises]


def nothing(slugs: Iterable[str]) -> Mapping[str, frozenset[str]]:
    return nothing_known(UNIT.slug, slugs)


def with_digests(student: str, wrongly: tuple[str, ...] = (), **digests: str) -> SubmissionResult:
    """A result whose answers have these digests, by slug with underscores."""
    found = {name.replace("_", "-"): digest for name, digest in digests.items()}
    made = tuple(found.get(slug, "") for slug in SLUGS)
    return replace(result(student, wrongly=wrongly), digests=made)


def test_notices_come_in_order_of_urgency() -> None:
    """Are unreadable notebooks named before hanging ones, and unwritten exercises not at all?"""
    found = notices([*a_class(), ungraded("gone", "not-attempted", "No work.")])
    assert [(n.key, n.students, n.count) for n in found] == [
        ("unreadable", ("torn",), 1),
        ("timeout", ("loop",), 1),
    ]
    assert found[1].places[0].exercise == "mse-loss"
    assert needs_an_eye(found, []) == {"torn", "loop"}


@pytest.mark.parametrize(
    ("count", "said"), [(1, "answer is not valid Python"), (2, "answers are not valid Python")]
)
def test_words_are_those_of_the_number(count: int, said: str) -> None:
    """Is one answer spoken of otherwise than two?"""
    broken = no_answer(MSE, "syntax-error", "Code cell 6 is not valid Python.")
    (found,) = notices([result(str(i), mse_loss=broken) for i in range(count)])
    assert (found.count, found.words.count(found.count)) == (count, said)


def test_where_a_notebook_lies_is_not_said() -> None:
    """Is a problem told without the folders of the teacher's machine?"""
    problem = f"/home/teacher/class/ada/{UNIT.slug}/{UNIT.slug}.ipynb is empty."
    (found,) = notices([ungraded("ada", "unreadable", problem)])
    assert found.places[0].said == f"{UNIT.slug}.ipynb is empty."


def test_everybody_has_the_sentence_of_their_own() -> None:
    """Is no student told of with another's path?"""
    said = {
        name: f"{UNIT.slug}.ipynb is a folder, not a notebook. There is {name}/{where}, "
        f"but it belongs at {name}/{UNIT.slug}/{UNIT.slug}.ipynb. "
        "Move it and grade again."
        for name, where in (("alan", f"01_linear/{UNIT.slug}.ipynb"), ("bob", f"{UNIT.slug}.ipynb"))
    }
    (found,) = notices([ungraded(name, "unreadable", words) for name, words in said.items()])
    assert {place.students: place.sentences for place in found.places} == {
        (name,): (words,) for name, words in said.items()
    }


def test_another_units_notebook_comes_first() -> None:
    """Is a notebook of another unit the first thing to look at, and not one as given out?"""
    said = f"This looks like unit 00_python_and_numpy, handed in as {UNIT.slug}."
    other = replace(ungraded("eve", "not-attempted", ""), status="graded", problem=said)
    (section,) = sections_of([*a_class(), other])
    assert section.notices[0].key == "other-unit"
    assert [p.said for p in section.notices[0].places] == [said]
    assert "eve" not in section.stands.untouched and "eve" in section.stands.unread
    assert section.summary.not_started == sections_of(a_class())[0].summary.not_started


@pytest.mark.parametrize(
    ("message", "what"),
    [
        ("mse_loss stopped at line 3 (open(p)): PermissionError: [Errno 13] Permission denied: "
         "'/course/solutions/x.py'", "'/course/solutions/x.py'"),
        ("mse_loss stopped: FileNotFoundError: no 'solutions/x.py'", "solutions/x.py"),
        ("Code cell 5, line 2, stopped with PermissionError: ", "something outside of its folder"),
    ],
)  # fmt: skip
def test_what_the_walls_refused_is_a_note(message: str, what: str) -> None:
    """Is a path that an answer tried to open told, once a notebook, without a word of guilt?"""
    names = [slug.replace("-", "_") for slug in SLUGS[:2]]
    stopped = {n: no_answer(UNIT.exercises[i], "error", message) for i, n in enumerate(names)}
    (found,) = notices([result("mallory", **stopped), result("ada")])
    assert (found.key, found.students, found.count) == ("refused", ("mallory",), 1)
    assert found.places[0].said == f"tried to open {what}"


def test_remarks_of_one_sort_stand_together() -> None:
    """Are remarks that differ in their numbers one place, and others another?"""
    said = ("dw is right to 3e-10.", "dw is right to 5e-10.", "It is right on every example.")
    class_ = [
        result(str(i), mse_loss=replace(right(MSE), for_teacher=(words,)))
        for i, words in enumerate(said)
    ]
    (found,) = notices(class_)
    assert [place.students for place in found.places] == [("0", "1"), ("2",)]


def test_two_long_answers_alike_are_a_note() -> None:
    """Is it told where two answers agree, and not where one right answer does?"""
    one = [with_digests("a", mse_loss="1" * 16), with_digests("b", mse_loss="1" * 16)]
    assert alike(one, nothing) == []
    two = [
        with_digests(name, mse_loss="1" * 16, stable_rate="2" * 16) for name in ("a", "b", "c")
    ] + [with_digests("d", mse_loss="1" * 16, stable_rate="3" * 16)]
    (found,) = alike(two, nothing)
    assert (found.students, found.exercises, found.wrong) == (
        ("a", "b", "c"),
        ("mse-loss", "stable-rate"),
        (),
    )


def test_one_answer_that_is_wrong_alike_is_enough() -> None:
    """Does work that is wrong in the same way tell more than work that is right?"""
    wrongly = [with_digests(name, ("mse-loss",), mse_loss="1" * 16) for name in ("a", "b")]
    (found,) = alike(wrongly, nothing)
    assert (found.students, found.wrong) == (("a", "b"), ("mse-loss",))


def test_what_everybody_writes_is_no_note() -> None:
    """Is an answer like the reference, or like a known mistake of it, left out?"""
    wrongly = [with_digests(name, ("mse-loss",), mse_loss="1" * 16) for name in ("a", "b")]
    asked: list[str] = []

    def known(slugs: Iterable[str]) -> Mapping[str, frozenset[str]]:
        asked.extend(slugs)
        return {"mse-loss": frozenset({"1" * 16})}

    assert alike(wrongly, known) == [] and asked == ["mse-loss"]


def test_known_answers_are_asked_for_only_where_somebody_shares_one() -> None:
    """Does a class that shares nothing cost no reading of the sources?"""

    def never(slugs: Iterable[str]) -> Mapping[str, frozenset[str]]:
        raise AssertionError(slugs)

    class_ = [with_digests("a", mse_loss="1" * 16), with_digests("b", mse_loss="2" * 16)]
    assert alike([*class_, ungraded("torn", "unreadable", "?")], never) == []


def test_who_shares_nothing_is_in_no_group_together() -> None:
    """Are two students who each share with a third two pairs, each with its own exercises?"""
    class_ = [
        with_digests("a", mse_loss="1" * 16, stable_rate="2" * 16),
        with_digests(
            "b", mse_loss="1" * 16, stable_rate="2" * 16, gradient_descent="3" * 16,
            original_units="4" * 16,
        ),
        with_digests("c", gradient_descent="3" * 16, original_units="4" * 16),
    ]  # fmt: skip
    assert {(g.students, frozenset(g.exercises)) for g in alike(class_, nothing)} == {
        (("a", "b"), frozenset({"mse-loss", "stable-rate"})),
        (("b", "c"), frozenset({"gradient-descent", "original-units"})),
    }


def test_a_group_names_what_all_of_it_share() -> None:
    """Is an exercise that two of three share told of the two alone?"""
    class_ = [
        with_digests(name, mse_loss="1" * 16, stable_rate="2" * 16, gradient_descent=third * 16)
        for name, third in (("a", "3"), ("b", "3"), ("c", "4"))
    ]
    trio, pair = alike(class_, nothing)
    assert (trio.students, trio.exercises) == (("a", "b", "c"), ("mse-loss", "stable-rate"))
    assert pair.students == ("a", "b") and "gradient-descent" in pair.exercises
