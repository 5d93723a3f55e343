"""Names of people as folders that are safe everywhere and never shared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.submissions import hidden, student_id
from autograder.integrations.lms.names import fold, folder_name, nfc, plain_id
from autograder.reports.tables import FORMULA
from autograder.reports.write import as_part

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(NAMES)
def test_any_name_is_a_safe_folder(name: str) -> None:
    """Is every name one part of a path, visible, no formula, and the student's id unchanged?"""
    folder = folder_name(name)
    assert as_part(folder) == folder == student_id(folder)
    assert not hidden(folder) and not folder.startswith(FORMULA)
    assert folder == folder.strip(". ") and len(folder.encode()) < 128
    assert not set('<>:"/\\|?*') & set(folder)
    assert nfc(folder) == folder and folder_name(name) == folder


@given(NAMES, NAMES)
def test_two_people_never_share_a_folder(one: str, other: str) -> None:
    """Do different names differ as folders, also where a disk ignores case?"""
    same = nfc(one) == nfc(other)
    assert (fold(folder_name(one)) == fold(folder_name(other))) is same


@given(NAMES)
def test_spelling_is_no_other_person(name: str) -> None:
    """Is a name in decomposed letters, as macOS writes it, the same folder?"""
    assert folder_name(unicodedata.normalize("NFD", name)) == folder_name(name)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("lovelaceada_12345", "lovelaceada_12345"),
        ("ada@uni.edu", "ada@uni.edu"),
        ("李明_7", "李明_7"),
        ("zoë", "zoë"),
    ],
)
def test_a_name_that_is_safe_stays(name: str, folder: str) -> None:
    """Does what Canvas writes become a folder as it stands?"""
    assert folder_name(name) == folder


@pytest.mark.parametrize(
    "name",
    ["CON", "nul", "com1.txt", "LPT9", "..", "../../etc", "/abs", "C:\\x", ".hidden", "a.", "a ",
     "__MACOSX", "", " ", "-rf", "=1+1", "Ada Lovelace", "ADA", "x" * 500, "a\u202eb", "a\nb",
     "01_linear_regression"],
)  # fmt: skip
def test_an_odd_name_is_made_safe_and_its_own(name: str) -> None:
    """Does every name that some system takes amiss get a hash of its own behind it?"""
    folder = folder_name(name)
    assert folder != name and folder[-9] == "-" and len(folder.encode()) <= 80
    assert folder.split(".")[0] not in ("con", "nul", "com1", "lpt9")


@given(st.lists(NAMES, unique_by=nfc, min_size=2, max_size=5))
def test_logins_keep_their_capitals(names: list[str]) -> None:
    """Is an id of the platform kept where it is safe, and safe in any case?"""
    for name in names:
        assert as_part(plain_id(name)) == plain_id(name)
    assert plain_id("ALovelace") == "ALovelace" and plain_id("A/B") == folder_name("A/B")
