"""Who is in a course, from what Canvas and Moodle export; and who is who."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.integrations.lms.book import Student
from autograder.integrations.lms.matching import match
from autograder.integrations.lms.names import fold, folder_name
from autograder.integrations.lms.raw_csv import table_text
from autograder.integrations.lms.roster import read_roster
from tests.integrations.lms.rosters import CANVAS, MOODLE, WORKSHEET


def found(text: str, *ids: str, **emails: str) -> dict[str, str]:
    """Student → name in the roster."""
    roster = read_roster(text, "r.csv")
    students = [*map(Student, ids), *(Student(s, email=e) for s, e in emails.items())]
    names = {person.row: person.name for person in roster.people}
    return {student.id: names[row] for row, student in match(students, roster).rows.items()}


def test_canvas_people() -> None:
    """Are students found, and the rows that are no students left out?"""
    roster = read_roster(CANVAS, "canvas.csv")
    assert roster.kind == "canvas"
    assert [p.get("id") for p in roster.people] == ["101", "102", "103", "104"]
    assert list(roster.ids.values()) == [
        "ada@uni.edu", "bob", "nina", folder_name("Student, Test")
    ]  # fmt: skip


def test_moodle_people() -> None:
    """Does a participant's address make their id, and only their own?"""
    assert list(read_roster(MOODLE, "m").ids.values()) == ["ada", "bob", "nina"]
    assert list(read_roster(WORKSHEET, "m").ids.values()) == ["ada", "lovelace", "bob"]


@pytest.mark.parametrize("student", ["ada@uni.edu", "ada", "ADA", "101", "s01", "lovelaceada_101"])
def test_each_key_finds_ada_in_canvas(student: str) -> None:
    """Do login, what stands before its @, both ids and a collected folder find her?"""
    assert found(CANVAS, student) == {student: 'Lovelace, "Ada"'}


@pytest.mark.parametrize(
    "student", ["4711", "bob", "bob@elsewhere.org", folder_name('Bob "B" Builder')]
)
def test_each_key_finds_bob_in_moodle(student: str) -> None:
    """Do number, address, what stands before its @ and a collected folder find him?"""
    assert found(MOODLE, student) == {student: 'Bob "B" Builder'}


def test_the_grade_books_address_comes_last() -> None:
    """Is an id that says nothing found by the address that the grade book has?"""
    assert found(MOODLE, x17="nina@uni.edu") == {"x17": "Nina Nobody"}


def test_a_key_of_two_finds_nobody() -> None:
    """Is a student whom two rows might be left out, not given to one of them?"""
    text = "Username,Email address\nada,ada@a.org\nbob,ada@b.org\n"
    assert found(text, "ada") == {"ada": "ada"}
    text = "ID number,Email address\n1,ada@a.org\n2,ada@b.org\n"
    assert found(text, "ada") == {}


def test_two_ids_of_one_person_are_said() -> None:
    """Does the surer key win, and the other student stand in what is said?"""
    matches = match([Student("ada"), Student("ada@uni.edu")], read_roster(CANVAS, "c"))
    assert [s.id for s in matches.rows.values()] == ["ada@uni.edu"]
    assert [(s.id, o.id) for s, o in matches.twice] == [("ada", "ada@uni.edu")]
    assert matches.lost == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no export of Canvas or Moodle"),
        ("a,b\n1,2\n", "no export of Canvas or Moodle"),
        ("Student,ID,SIS Login ID\nx,1,y\n", "no export of Canvas or Moodle"),
        ("Student,ID,SIS Login ID,Section\n    Points Possible,,,\n", "names no student"),
        ('Student,ID,Section\n"x,1,y\n', "no CSV file"),
    ],
)
def test_what_is_no_roster(text: str, said: str) -> None:
    """Is another file a sentence that says what the first line should hold?"""
    with pytest.raises(UsageError, match=said):
        read_roster(text, "r.csv")


@given(
    st.lists(
        st.tuples(st.text(max_size=9), st.emails() | st.text(max_size=5)), min_size=1, max_size=8
    )
)
def test_nobody_shares_an_id(people: list[tuple[str, str]]) -> None:
    """Whatever logins and addresses a roster holds, are its ids all different and safe?"""
    text = table_text([("Username", "Email address"), *people])
    try:
        ids = list(read_roster(text, "r").ids.values())
    except UsageError:
        return
    assert len({fold(student) for student in ids}) == len(ids)
