"""People choose what they are called: does it move nobody else's id, work or marks?"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.integrations.lms.book import Student
from autograder.integrations.lms.collect import collect
from autograder.integrations.lms.downloads import Format, Who
from autograder.integrations.lms.matching import match
from autograder.integrations.lms.people import Known, student_ids
from autograder.integrations.lms.roster import read_roster
from tests.integrations.lms.downloads_made import download, moodle, notebook
from tests.integrations.lms.test_collect import placed

HALVES = "First name,Last name,ID number,Email address\n"
LOGINS = "Username," + HALVES


def marked(text: str, *ids: str) -> dict[str, int]:
    """Student → row that gets the marks."""
    matches = match([*map(Student, ids)], read_roster(text, "r"))
    return {student.id: row for row, student in matches.rows.items()}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (LOGINS + "ada,Ada,L,100,ada@uni.edu\nmal,Mal,Lory,ada,ada@evil.org\n", ["ada", "mal"]),
        (HALVES + "Ada,L,100,a\nMal,Lory,101,100@evil.org\n", ["100", "101"]),
        (HALVES + "Ada,L,100,ada@uni.edu\nada,\u00a0,101,x@evil.org\n", ["ada", "x"]),
        ("Student,ID,SIS Login ID,Section\n\"L, Ada\",4711,ada,A\nada,9,mal,A\n", ["ada", "mal"]),
        ("Username,Full name\nx y,Ada L\nmal,x y\n", None),
        (LOGINS + "mal,Mal,Lory,ada,ada@evil.org\nada,Ada,L,100,ada@uni.edu\n", ["mal", "ada"]),
    ],
)  # fmt: skip
def test_a_login_is_not_lost_to_anothers_name(text: str, ids: list[str] | None) -> None:
    """Are logins and numbers given out before names and addresses are looked at?"""
    roster = read_roster(text, "r")
    found = list(roster.ids.values())
    without = list(read_roster("\n".join(text.split("\n")[:2]) + "\n", "r").ids.values())
    assert found == ids if ids else found[0] == without[0]


@pytest.mark.parametrize("there", [(), ("ADA",)])
def test_an_id_stays_where_its_folder_is(there: tuple[str, ...]) -> None:
    """Does who was collected by their address keep the folder when a login comes to be known?"""
    roster = read_roster(LOGINS + "a17,Ada,L,100,ada@uni.edu\nmal,Mal,Lory,101,m@x.org\n", "r")
    assert list(roster.ids_beside(there).values()) == ["ada" if there else "a17", "mal"]
    twins = read_roster(LOGINS + "a17,Ada,L,100,ada@uni.edu\nada,Mal,Lory,1,m@x.org\n", "r")
    assert list(twins.ids_beside(there).values()) == ["a17", "ada"]


@pytest.mark.parametrize(
    ("text", "ids", "rows"),
    [
        # two rows with one local part: Ada's marks do not go on to the one called "ada"
        (HALVES + "Ada,L,100,ada@uni.edu\nada,\u00a0,101,ada@evil.org\n", ["ada"], {}),
        (HALVES + "Ada,L,100,ada@uni.edu\nada,x,101,ada@evil.org\n", ["ada"], {}),
        # a name alone is nobody's login
        (HALVES + "Mal,,101,mal@evil.org\n", ["Mal"], {"Mal": 1}),
        (HALVES + "ada,\u00a0,101,mal@evil.org\n", ["ada"], {}),
        (HALVES + "\u00a0,ada,101,mal@evil.org\n", ["ada"], {}),
        ("Full name,Email address\nada,\n", ["ada"], {}),
        # a surer key without case comes before a weaker one letter by letter
        (LOGINS + "ada,Ada,L,1,a@x.org\nmal,Mal,L,2,Ada@evil.org\n", ["Ada"], {"Ada": 1}),
        # whose row is taken takes no other's by a weaker key
        (LOGINS + "ada,A,L,100,a@x.org\nm,M,L,1,100@evil.org\n", ["ada", "100"], {"ada": 1}),
    ],
)
def test_marks_go_to_nobody_else(text: str, ids: list[str], rows: dict[str, int]) -> None:
    """Does an id that a surer key leaves open end there?"""
    assert marked(text, *ids) == rows


def test_who_is_unclear_is_said() -> None:
    """Do the marks of whom two rows may be stand in what is said, not among the lost?"""
    text = HALVES + "Ada,L,100,ada@uni.edu\nAda,M,101,ada@evil.org\n"
    matches = match([Student("ada"), Student("bob")], read_roster(text, "r"))
    assert [s.id for s in matches.unclear] == ["ada"] and [s.id for s in matches.lost] == ["bob"]


def known(everybody: list[Who], how: Format, text: str) -> Known:
    return student_ids(everybody, how, read_roster(text, "r.csv"))


CLASS = 'Student,ID,SIS Login ID,Section\n"Lovelace, Ada",4711,ada,A\n4711,99999,mal,A\n'


def test_a_canvas_number_beside_another_name_is_said_and_not_matched() -> None:
    """Is a number of the roster believed only with the name of the roster?"""
    odd, ada = Who("x", "x_4711", "4711"), Who("lovelaceada", "lovelaceada_4711", "4711")
    found = known([odd, Who("4711", "4711_99999", "99999")], "canvas", CLASS)
    assert list(found.ids.values()) == ["mal", "x_4711"] and found.unknown == [odd]
    assert any(n.startswith("4711 is Lovelace, Ada in r.csv, but") for n in found.notes)
    assert known([ada], "canvas", CLASS).ids == {ada: "ada"}


MOODLERS = "Username,First name,Last name,Email address\nada,Ada,Lovelace,ada@uni.edu\n"


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_namesakes_neither_gets_the_login(turned: bool) -> None:
    """Are two of one name, one in the roster, asked about and both kept?"""
    twins = [Who("Ada Lovelace", "Ada Lovelace", number) for number in ("12345", "12399")]
    found = known(twins[::-1] if turned else twins, "moodle", MOODLERS)
    assert len(set(found.ids.values())) == 2 and "ada" not in found.ids.values()
    both = "12399 and 12345" if turned else "12345 and 12399"
    assert any(note.startswith(f"Which of {both} is ada?") for note in found.notes)


@pytest.mark.parametrize("turned", [False, True])
def test_the_surer_key_wins_whoever_stands_first(turned: bool) -> None:
    """Does the user of the right number get the login, not one of the same name?"""
    both = [Who("lovelaceada", "lovelaceada_7", "7"), Who("lovelaceada", "y", "4711")]
    found = known(both[::-1] if turned else both, "canvas", CLASS)
    assert found.ids[both[1]] == "ada" and found.ids[both[0]] == "lovelaceada_7"


def test_who_is_unknown_gets_nobodys_login() -> None:
    """Is a stranger who is called like a login not put into its folder?"""
    found = known([Who("ada", "ada", "5")], "moodle", MOODLERS)
    assert "ada" not in found.ids.values()


def test_signs_are_no_name() -> None:
    """Is somebody of no letters not taken for another of none?"""
    text = MOODLERS + "bob,?,!,b@x.org\n"
    assert "bob" not in known([Who("*", "*", "5"), Who("", "", "6")], "moodle", text).ids.values()


def test_a_folder_of_two_is_asked_about(tmp_path: Path) -> None:
    """Is it said where somebody's folder became that of two, by another's new address?"""
    text = HALVES + "Ada,L,100,ada@uni.edu\nMal,Lory,101,ada@evil.org\n"
    (tmp_path / "s" / "ada").mkdir(parents=True)
    path = download(tmp_path / "m.zip", {moodle("Ada L", 5, "u.ipynb"): notebook()})
    found = collect([path], tmp_path / "s", roster=read_roster(text, "r.csv"))
    assert any(note.startswith("The folder ada may be of more") for note in found.notes)
    assert any("ids are 100 and 101" in note for note in found.notes)
    assert list(placed(tmp_path / "s")) == ["100"]
