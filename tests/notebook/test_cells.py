"""Which exercises a cell checks is read from its text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebook import asked_slugs


@pytest.mark.parametrize(
    ("source", "slugs"),
    [
        ('check("mse-loss")', ("mse-loss",)),
        ("check('mse-loss')", ("mse-loss",)),
        ('check( "mse-loss" );', ("mse-loss",)),
        ('check(\t"a")\ncheck("b"); check("a")', ("a", "b")),
        ('autograder.check("a")', ("a",)),
        ('print(check(slug="a"))', ("a",)),
        ('x = "#"; check("a")  # check("b")', ("a",)),
        ('# check("a")', ()),
        ('x = 1  # check("a")', ()),
        ('mycheck("a") + recheck("b")', ()),
        ("check(slug)", ()),
        ("check(\"a')", ()),
        ('check("a b")', ()),
        ('def broken(:\n  check("a")', ("a",)),
        ("it's # a 'quote\ncheck(\"a\")", ("a",)),
        ("", ()),
    ],
)
def test_which_checks_a_cell_asks_for(source: str, slugs: tuple[str, ...]) -> None:
    """Is each call found, and neither comment nor another name taken for one?"""
    assert asked_slugs(source) == slugs


@given(st.text(alphabet="check(\"'# a-b\n\\;", max_size=60))
def test_any_text_can_be_searched(source: str) -> None:
    """Does no text upset the search?"""
    assert all(isinstance(slug, str) for slug in asked_slugs(source))


@pytest.mark.parametrize("piece", ['"', "check(", "check( ", "'#", "# ", '"a"#', "check(slug ="])
def test_no_text_makes_the_search_slow(piece: str) -> None:
    """Does a megabyte made to slow a search down pass quickly?"""
    start = time.perf_counter()
    asked_slugs(piece * (1_000_000 // len(piece)) + "x")
    assert time.perf_counter() - start < 2
