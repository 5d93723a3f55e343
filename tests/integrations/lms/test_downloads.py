"""Whose a file is, by the way each system names it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from autograder.errors import UsageError
from autograder.integrations.lms.downloads import (
    Told,
    Who,
    again,
    canvas_piece,
    detect,
    gradescope_piece,
    moodle_piece,
)
from autograder.integrations.lms.gradescope import read_metadata
from autograder.integrations.lms.people import student_ids
from autograder.integrations.lms.recognising import unit_of
from autograder.integrations.lms.roster import read_roster
from tests.integrations.lms.downloads_made import OTHER, UNIT, notebook, yaml_of
from tests.integrations.lms.rosters import CANVAS, MOODLE, WORKSHEET


@pytest.mark.parametrize(
    ("name", "who", "title", "version", "late"),
    [
        ("lovelaceada_12_345_hw.ipynb", "lovelaceada_12", "hw.ipynb", (345, 0), False),
        ("lovelaceada_LATE_12_345_hw-2.ipynb", "lovelaceada_12", "hw-2.ipynb", (345, 2), True),
        ("o_brien_12_345_a_b_3.ipynb", "o_brien_12", "a_b_3.ipynb", (345, 0), False),
        ("李明_12_345_hw.ipynb", "李明_12", "hw.ipynb", (345, 0), False),
        ("anon_aB3dE_345_hw.ipynb", "anon_aB3dE", "hw.ipynb", (345, 0), False),
        ("LATE_anon_aB3dE_345_hw.ipynb", "anon_aB3dE", "hw.ipynb", (345, 0), True),
        ("lovelaceada_12_text.html", "lovelaceada_12", "text.html", (0, 0), False),
        ("lovelaceada_LATE_12_link.html", "lovelaceada_12", "link.html", (0, 0), True),
    ],
)
def test_canvas_names(
    name: str, who: str, title: str, version: tuple[int, int], late: bool
) -> None:
    """Are user, attachment, title and lateness read off Canvas's names?"""
    piece = canvas_piece([name])
    assert piece is not None
    assert (piece.whose[0].identity, piece.title, piece.version, piece.late) == (
        who, title, version, late
    )  # fmt: skip


@pytest.mark.parametrize("name", ["hw.ipynb", "01_linear_regression.ipynb", "a_1_b.ipynb", "", "_"])
def test_no_canvas_names(name: str) -> None:
    """Is another file not taken for somebody's?"""
    assert canvas_piece([name]) is None


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("Ada Lovelace_12_assignsubmission_file_/hw.ipynb", "hw.ipynb"),
        ("Ada Lovelace_12_assignsubmission_file/sub/hw.ipynb", "sub/hw.ipynb"),
        ("Ada Lovelace_12_assignsubmission_file_hw.ipynb", "hw.ipynb"),
        ("course/Ada Lovelace_12_assignsubmission_file_/hw.ipynb", "hw.ipynb"),
        ("Ada Lovelace_12_assignsubmission_onlinetext_/onlinetext.html", "onlinetext"),
        ("Ada Lovelace_12_assignsubmission_onlinetext_onlinetext.html", "onlinetext"),
    ],
)
def test_moodle_names(path: str, title: str) -> None:
    """Are folders, with and without a line behind, and flat names read?"""
    piece = moodle_piece(path.split("/"))
    assert piece is not None and piece.whose == (Who("Ada Lovelace", "Ada Lovelace", "12"),)
    assert piece.title == title


def test_anonymous_participants_are_told_apart() -> None:
    """Where Moodle marks anonymously, does the number make the name?"""
    piece = moodle_piece(["Participant_12_assignsubmission_file_", "hw.ipynb"])
    assert piece is not None and piece.whose[0].identity == "Participant_12"


def test_gradescope_names_and_times() -> None:
    """Do the metadata say whose a folder is, and when it was handed in, in UTC?"""
    people = [("Ada", "s1", "ada@uni.edu"), ("Bob", "", "bob@uni.edu")]
    told = read_metadata(yaml_of({"submission_5": ("2026-01-31 23:59:01.5 -08:00", people)}), "m")
    piece = gradescope_piece(["export", "submission_5", "a", "hw.ipynb"], told)
    assert piece is not None and piece.title == "a/hw.ipynb"
    assert [who.identity for who in piece.whose] == ["s1", "bob@uni.edu"]
    assert piece.time == datetime(2026, 2, 1, 7, 59, 1, 500000, tzinfo=UTC)
    assert gradescope_piece(["submission_6", "hw.ipynb"], told) is None


def test_rubys_words_in_the_metadata_are_plain_values() -> None:
    """Are objects of Ruby's read as what they hold, and nothing made of them?"""
    text = b"""submission_5:
  :submitters:
  - !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    :name: &1 Ada
    :sid: !ruby/object:Thing {a: 1}
    :email: *1
  :created_at: !ruby/object:Time 2026-01-31 23:59:00 Z
"""
    told = read_metadata(text, "m")["submission_5"]
    assert told.whose == (Who("Ada", "Ada", "", "Ada"),)


@pytest.mark.parametrize("text", [b"a: [", b"- 1", b"", b"a: \xff", b"[" * 5000, b"\x00"])
def test_damaged_metadata_are_a_sentence(text: bytes) -> None:
    """Is a file that is no such metadata wrong input?"""
    with pytest.raises(UsageError, match="Export it again"):
        read_metadata(text, "m")


@pytest.mark.parametrize("text", [b"a:", b"a: {':submitters': 3}", b"a: {':submitters': [1, {}]}"])
def test_metadata_that_name_nobody(text: bytes) -> None:
    """Is a folder without submitters nobody's, and no crash?"""
    assert read_metadata(text, "m") == {"a": Told(())}


def test_metadata_cannot_swell() -> None:
    """Do a few lines that merge themselves again and again cost nothing?"""
    lines = ["a: &a {x: 1}"]
    for old, new in zip("abcdefghijklmnopqrstuvw", "bcdefghijklmnopqrstuvwx", strict=True):
        lines.append(f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 9)}]}}")
    assert len(read_metadata("\n".join(lines).encode(), "m")) == 24


@pytest.mark.parametrize(
    ("paths", "kind"),
    [
        (["readme.txt", "a_1_2_x.ipynb"], "canvas"),
        (["Ada_1_assignsubmission_file_/x.ipynb"], "moodle"),
        (["e/submission_metadata.yml", "e/submission_1/x.ipynb"], "gradescope"),
        (["x.ipynb", "ada/x.ipynb"], None),
        ([], None),
    ],
)
def test_the_names_tell_the_system(paths: list[str], kind: str | None) -> None:
    """Is each system known by its names, and anything else by none?"""
    assert detect(path.split("/") for path in paths) == kind


@pytest.mark.parametrize(
    ("title", "times"),
    [("u-1.ipynb", 1), ("u (12).ipynb", 12), ("u.ipynb", 0), ("hw-2026.ipynb", 0)],
)
def test_later_versions(title: str, times: int) -> None:
    """Is the number that browsers and Canvas put behind a name read?"""
    assert again(title) == times


@pytest.mark.parametrize(
    ("data", "name", "unit"),
    [
        (notebook(), "x.ipynb", UNIT),
        (notebook(), f"{OTHER}.ipynb", UNIT),
        (notebook() + notebook(OTHER), f"{OTHER} (1).ipynb", OTHER),
        (notebook() + notebook(OTHER), "x.ipynb", ""),
        (b'{"metadata": {"autograder": {"unit": "' + UNIT.encode() + b'"}}}', "x.ipynb", UNIT),
        (b'[{"id": "mse-loss-answer"}, {"id": "mse-loss"}]', "x.ipynb", UNIT),
        (b"{}", "Ada 01-Linear-Regression (2).ipynb", UNIT),
        (b"{}", "x.ipynb", ""),
        (b'start(\\"99_no_such_unit\\")', "x.ipynb", ""),
        (b"", "", ""),
    ],
)
def test_units_are_recognised(data: bytes, name: str, unit: str) -> None:
    """Do start, metadata, cells and at last the name tell the unit, or nothing does?"""
    assert unit_of(data, name) == unit


def ids(how: str, roster: str, *everybody: Who) -> list[str]:
    known = student_ids(everybody, how, read_roster(roster, "r") if roster else None)  # type: ignore[arg-type]
    return [known.ids[who] for who in everybody]


def test_canvas_people_are_found_by_number_then_by_name() -> None:
    """Does the user's id find the login, and the name where the id is unknown?"""
    ada, nina = Who("lovelaceada", "x", "101"), Who("nobodynina", "y", "999")
    assert ids("canvas", CANVAS, ada, nina) == ["ada@uni.edu", "nina"]
    assert ids("canvas", CANVAS, Who("stranger", "stranger_7", "7")) == ["stranger_7"]


def test_moodle_people_are_found_by_name_and_number_together() -> None:
    """Is a number of another assignment, beside another name, not believed?"""
    ada, twin = Who("Ada Lovelace", "Ada Lovelace", "11"), Who("Ada Lovelace", "Ada Lovelace", "12")
    assert ids("moodle", WORKSHEET, ada, twin) == ["ada", "lovelace"]
    assert ids("moodle", WORKSHEET, Who("Bob Builder", "Bob Builder", "11")) == ["bob"]
    assert ids("moodle", MOODLE, Who("Nobody Nina", "Nobody Nina", "5")) == ["nina"]


def test_gradescope_people_are_found_by_number_and_address() -> None:
    """Do student number and address find the login?"""
    assert ids("gradescope", CANVAS, Who("A", "s01", "s01"), Who("B", "b", "", "BOB")) == [
        "ada@uni.edu", "bob"
    ]  # fmt: skip


def test_two_people_of_one_id_are_both_kept_and_it_is_said() -> None:
    """Does the second get an id of their own, and a sentence?"""
    one, two = (
        Who("lovelaceada", "lovelaceada_101", "101"),
        Who("lovelaceada", "lovelaceada_9", "9"),
    )
    known = student_ids([one, two], "canvas", read_roster(CANVAS, "r"))
    assert list(known.ids.values()) == ["ada@uni.edu", "lovelaceada_9"]
    assert known.notes[0].startswith("Which of 101 and 9 is ada@uni.edu?")
    same = [Who("Ada", "Ada", str(n)) for n in range(3)]
    assert len(set(student_ids(same, "moodle", None).ids.values())) == 3
