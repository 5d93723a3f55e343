"""Points in proportion, and settings as students get them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import settings
from autograder.errors import UsageError
from autograder.exercises import load_unit, unit_slugs
from autograder.settings import (
    QUARTER,
    Settings,
    digest,
    from_json,
    least,
    released_settings,
    shared_out,
    to_json,
)

UNIT = load_unit("01_linear_regression")
EXERCISES = [e for unit in map(load_unit, unit_slugs()) for e in unit.exercises]
SHARES = st.lists(st.integers(1, 24).map(lambda n: n * QUARTER), min_size=1, max_size=8)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts settings beside the keys of a package in a folder of its own."""
    (tmp_path / "keys").mkdir()
    monkeypatch.setattr(settings, "files", lambda name: tmp_path)
    released_settings.cache_clear()
    yield (tmp_path / "keys" / "settings.json").write_text
    released_settings.cache_clear()


@given(own=SHARES, more=st.integers(0, 200))
def test_shares_add_up_exactly_in_quarters(own: list[float], more: int) -> None:
    """Do shares add up to the total, however they are added, with a quarter for each at least?"""
    total = (len(own) + more) * QUARTER
    shares = shared_out(total, tuple(own))
    assert sum(shares) == sum(reversed(shares)) == total
    assert all(share >= QUARTER and (share / QUARTER).is_integer() for share in shares)
    assert all(len(f"{share:g}") <= 6 for share in shares)


@given(own=SHARES, times=st.integers(1, 9))
def test_a_multiple_is_exactly_in_proportion(own: list[float], times: int) -> None:
    """Is each share so many times its own where that comes out in quarters?"""
    assert shared_out(times * sum(own), tuple(own)) == tuple(times * share for share in own)


@given(own=SHARES, more=st.integers(0, 200))
def test_no_share_is_far_from_its_own(own: list[float], more: int) -> None:
    """Does an aspect that is worth more never get less?"""
    shares = shared_out((len(own) + more) * QUARTER, tuple(own))
    pairs = sorted(zip(own, shares, strict=True))
    for (worth, share), (more_worth, other) in pairwise(pairs):
        assert share <= other if worth < more_worth else other - share <= QUARTER


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.slug)
def test_every_exercise_takes_other_points(exercise) -> None:
    """Does each exercise come to its new points, and to its own ones unchanged?"""
    unit = next(u for u in map(load_unit, unit_slugs()) if exercise in u.exercises)
    for total in (least(exercise), exercise.max_points, 10.0, 12.75, 100.0):
        found = Settings({exercise.slug: total}).of(unit).exercise(exercise.slug)
        assert found.max_points == total == sum(a.points for a in found.aspects)
        assert [a.name for a in found.aspects] == [a.name for a in exercise.aspects]
        assert (found is exercise) == (total == exercise.max_points)


def test_other_exercises_are_left_alone() -> None:
    """Are exercises, and units, that nobody set the very same objects?"""
    found = Settings({"mse-loss": 12.0}).of(UNIT)
    assert [a is b for a, b in zip(found.exercises, UNIT.exercises, strict=True)].count(False) == 1
    assert Settings({"softmax": 12.0}).of(UNIT) is UNIT
    assert [a.points for a in found.exercise("mse-loss").aspects] == [
        2 * a.points for a in UNIT.exercise("mse-loss").aspects
    ]


def test_settings_come_back_from_json() -> None:
    """Is what students get what was set, and does its digest tell two apart?"""
    one = Settings({"mse-loss": 2.5, "mean-or-sum": 4.0}, ("01_linear_regression",))
    assert from_json(to_json(one)) == one
    assert len({digest(s) for s in (one, Settings(), Settings(exam=one.exam))}) == 3


def test_a_package_without_settings_is_the_course_as_it_comes(package) -> None:
    """Is nothing set where the file is missing, and all of it where it is there?"""
    assert released_settings() == Settings() and released_settings().is_default
    released_settings.cache_clear()
    package('{"points": {"mse-loss": 3}, "exam": ["u"]}')
    assert released_settings() == Settings({"mse-loss": 3.0}, ("u",))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"points": 3, "exam": []}', '{"points": {"a": []}']
)
def test_damaged_settings_are_a_sentence(package, text: str) -> None:
    """Is a file that holds no settings a sentence that says what to do?"""
    package(text)
    with pytest.raises(UsageError, match="Install the package again"):
        released_settings()
