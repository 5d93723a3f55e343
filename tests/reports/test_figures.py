"""The numbers of a class."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.reports import figures
from tests.integrations.making import UNIT, result, right, ungraded
from tests.reports.test_class_report import MSE, a_class

QUADRATIC = UNIT.exercise("quadratic-features")


def test_figures_of_an_exercise() -> None:
    """Are full, part and no marks, and each aspect, counted once per student?"""
    found = figures.of_exercise(MSE, a_class())
    assert (found.full, found.partly, found.none, found.unstarted) == (5, 3, 2, 1)
    assert found.students == 11
    assert {a.name: a.passed for a in found.aspects} == {"shape": 8, "loss": 8, "dw": 8, "db": 5}
    assert round(found.mean, 4) == round((5 * 6 + 3 * 5) / 11, 4)


def test_the_hardest_comes_first() -> None:
    """Are exercises in the order of the share of points that is missing?"""
    found = figures.hardest_first(figures.of_exercise(e, a_class()) for e in UNIT.exercises)
    assert found[0].slug == "mse-loss"
    assert [e.share for e in found] == sorted(e.share for e in found)


def test_bins_hold_everyone_who_handed_in() -> None:
    """Is every student in one bin, full marks in the last, and who handed in nothing in none?"""
    found = figures.bins([*a_class(), ungraded("gone", "not-attempted", "")])
    assert sum(b.count for b in found) == 11
    assert found[-1].count == 8
    assert found[0].count == 2


@pytest.mark.parametrize(
    ("most", "step", "count"), [(24, 2, 12), (20, 2, 10), (30, 3, 10), (13, 2, 7), (5, 0.5, 10)]
)
def test_steps_are_round(most: float, step: float, count: int) -> None:
    """Are the steps of the distribution whole where marks are many, and all of one size?"""
    verdicts = (replace(right(MSE), points=most, max_points=most),)
    found = figures.bins([replace(result(), verdicts=verdicts)])
    assert (len(found), found[-1].count) == (count, 1)
    assert [b.low for b in found] == pytest.approx([i * step for i in range(count)])


def test_summary_tells_apart_who_has_not_started() -> None:
    """Handed in nothing, handed in as given out, unreadable: is each counted as what it is?"""
    found = figures.summary([*a_class(), ungraded("gone", "not-attempted", "")])
    assert (found.students, found.handed_in, found.begun, found.not_started) == (12, 11, 10, 2)
    assert (found.full, found.most, found.median) == (5, 20.0, 19.0)


def test_nobody_has_figures() -> None:
    """Are there numbers for a class in which nobody handed in?"""
    absent = [ungraded("gone", "not-attempted", "")]
    assert figures.summary(absent).mean == 0 and figures.bins(absent) == []
    assert figures.of_exercise(MSE, absent).students == 0


@pytest.mark.parametrize(("each", "shown"), [(29, False), (30, True)])
def test_discrimination_needs_a_class(each: int, shown: bool) -> None:
    """Is the correlation shown from sixty students on, and below that nothing?"""
    strong = [result(f"s{i}") for i in range(each)]
    weak = [result(f"w{i}", wrongly=("quadratic-features", "mse-loss")) for i in range(each)]
    found = figures.discrimination("mse-loss", [*strong, *weak])
    assert found == pytest.approx(1.0) if shown else found is None


def test_discrimination_of_what_tells_nothing() -> None:
    """Is it near 0 where right and wrong have the same rest, and none where all are equal?"""
    rest = ("quadratic-features",)
    four = [(), rest, ("mse-loss",), ("mse-loss", *rest)]
    mixed = [result(f"s{i}", wrongly=four[i % 4]) for i in range(80)]
    assert figures.discrimination("mse-loss", mixed) == pytest.approx(0.0, abs=1e-12)
    alike = [result(f"s{i}", wrongly=(("mse-loss",), ())[i % 2]) for i in range(80)]
    assert figures.discrimination("mse-loss", alike) is None


def test_points_changed_after_the_fact_count() -> None:
    """Is an exercise's maximum that of the verdicts, which a teacher may have set?"""
    (verdict,) = [v for v in result().verdicts if v.exercise == QUADRATIC.slug]
    more = result(quadratic_features=replace(verdict, max_points=7.0))
    assert figures.of_exercise(QUADRATIC, [more]).max_points == 7.0
