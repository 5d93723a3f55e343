"""Marks as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.integrations.lms.numbers import plain_number


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.1 + 0.2, "0.3"), (17.5, "17.5"), (20.0, "20"), (100.0, "100"), (0.0, "0"), (-0.0, "0"),
     (1 / 3, "0.333333333333"), (1e-5, "0.00001"), (1e15, "1000000000000000"), (-1.5, "-1.5")],
)  # fmt: skip
def test_numbers_are_plain(number: float, text: str) -> None:
    """Is a mark neither rounded to what a page shows nor written with a binary tail?"""
    assert plain_number(number) == text


@given(st.floats(-1e6, 1e6))
def test_numbers_come_back(number: float) -> None:
    """Does a number read again differ by less than anybody marks?"""
    text = plain_number(number)
    assert "e" not in text and abs(float(text) - number) <= 1e-11 * max(1.0, abs(number))
