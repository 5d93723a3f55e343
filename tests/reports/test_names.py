"""Students' ids as they are shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reports.names import LONGEST, MARKS, shown_name


@pytest.mark.parametrize("name", ["ada", "José", "李明", "o'neil", "Tiến", "ada.lovelace@x.org"])
def test_honest_names_stay(name: str) -> None:
    """Are the names that people have shown as they are?"""
    assert shown_name(name) == unicodedata.normalize("NFC", name)


def test_towers_of_accents_are_lowered() -> None:
    """Does a letter keep two combining marks of a hundred?"""
    tower = "x" + "\u0301" * 100 + "y"
    assert shown_name(tower) == "x" + "\u0301" * MARKS + "y"


@given(st.text(max_size=400))
def test_every_name_is_short_and_plain(name: str) -> None:
    """Is whatever somebody is called one short line without control characters?"""
    shown = shown_name(name)
    assert len(shown) <= LONGEST
    assert not any(unicodedata.category(c)[0] == "C" for c in shown)
