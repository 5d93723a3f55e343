"""Where an array is wrong: the worst entry and the part of it that is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.location import MAP_SIZE, locate
from autograder.model import Verdict
from autograder.rendering import as_html, as_text, map_words


def wrong_at(shape: tuple[int, ...], *places: tuple[int, ...]):
    """The location of zeros for ones, with a few other entries."""
    array = np.ones(shape)
    for place in places:
        array[place] += 1
    return locate("dW", array, np.ones(shape), "a case")


def test_a_small_array_is_drawn_whole():
    """Is every entry of a small array in the map?"""
    place = wrong_at((3, 4), (1, 2))
    assert place.map_whole and place.map_start == (0, 0)
    assert place.error_map == ((0, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0))


@pytest.mark.parametrize(
    ("shape", "worst", "start", "words"),
    [
        ((30,), (25,), (0, 18), "1 of 12 entries shown differ: 25."),
        ((20, 3), (17, 1), (8, 0), "1 of 36 entries shown differ, in rows 17."),
        ((40, 40), (13, 39), (7, 28), "1 of 144 entries shown differ, in rows 13."),
    ],
)
def test_a_large_array_is_drawn_where_it_is_worst(shape, worst, start, words):
    """Does the map of a large array hold its worst entry, and tell its true place?"""
    place = wrong_at(shape, worst)
    assert place.index == worst and place.map_start == start and not place.map_whole
    assert len(place.error_map) <= MAP_SIZE and max(map(len, place.error_map)) <= MAP_SIZE
    assert map_words(place) == words


def test_the_card_says_where_its_map_begins():
    """Do text and HTML say which part of a large array they show, and of a small one nothing?"""
    for shape, worst, said in [
        ((40, 40), (13, 39), "dW from [7, 28] on"),
        ((30,), (25,), "dW from [18] on"),
    ]:
        verdict = Verdict("x", "graded", 0, 1, (), location=wrong_at(shape, worst))
        assert said in as_text(verdict) and said in as_html(verdict)
    small = Verdict("x", "graded", 0, 1, (), location=wrong_at((3, 4), (1, 2)))
    assert " on" not in as_text(small).split("differs", 1)[1].splitlines()[0]
