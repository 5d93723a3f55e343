"""The class report in a real browser: accessible, wide enough, printable, light."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.exercises import load_unit, unit_slugs
from autograder.judging.judge import no_answer
from autograder.model import AspectResult, Exercise, Location, Verdict
from autograder.reports.class_report import class_report_html
from autograder.results import SubmissionResult
from tests.browser.axe import A4, LAPTOP, PHONE, serious_faults, shown
from tests.browser.conftest import SCREENSHOTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

LABELS = ("not-averaged", "sign", "price-missing", "db-wrong-axis", "its-own", "unclassified")
MOST_BYTES = 1_500_000
TOWER = "o" + "\u0301" * 90
ODD = (TOWER, "x" * 180, "<b>bold</b>", "=1+1", "ada lovelace@university.example")


def verdict(exercise: Exercise, luck: float, rng: random.Random) -> Verdict:
    """A right answer, one with a mistake, one that hung, or none."""
    aspects = tuple(AspectResult(a.name, a.points, a.points, True) for a in exercise.aspects)
    most = exercise.max_points
    right = Verdict(exercise.slug, "graded", most, most, aspects, "All right.")
    if luck > 0.4:
        return right
    if luck < 0.02:
        return no_answer(exercise, "timeout", "It did not end within 10 seconds.")
    if luck < 0.1:
        return no_answer(exercise, "not-attempted", "This is not written yet.")
    said = "The gradient is a sum over the examples, and is not divided by N."
    bad = AspectResult(aspects[-1].name, 0, aspects[-1].max_points, False, rng.choice(LABELS), said)
    place = Location(exercise.outputs[0].name, (1, 2), rng.random(), rng.random(), "N = 5, D = 3")
    points = most - bad.max_points
    return replace(
        right,
        points=points,
        aspects=(*aspects[:-1], bad),
        message=said,
        hint="Why?",
        location=place,
    )


def a_class(students: int, units: tuple[str, ...]) -> Iterator[SubmissionResult]:
    """A made-up class with every kind of trouble, always the same."""
    rng = random.Random(0)
    names = [*ODD, *(f"student{i:03d}.{rng.randrange(10**6)}" for i in range(students - len(ODD)))]
    for unit in units:
        about = load_unit(unit)
        for i, name in enumerate(names):
            status = {7: "unreadable", 8: "not-attempted"}.get(i % 40, "graded")
            verdicts = tuple(verdict(e, rng.random(), rng) for e in about.exercises)
            digests = tuple(f"{i // 60 if i % 60 < 2 else i:016x}" for _ in verdicts)
            if status != "graded":
                said = "It is not valid JSON."
                verdicts = tuple(no_answer(e, status, said) for e in about.exercises)  # type: ignore[arg-type]
                digests = ()
            if i % 50 == 3:
                verdicts = (replace(verdicts[0], for_teacher=("Is it measured?",)), *verdicts[1:])
            problem = "" if status == "graded" else "It is not valid JSON."
            yield SubmissionResult(
                name,
                unit,
                status,
                verdicts,
                "s",
                0.1,
                "w",
                problem,
                digests,  # type: ignore[arg-type]
            )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on fifty students and two units, odd names among them."""
    path = tmp_path_factory.mktemp("report") / "index.html"
    units = ("01_linear_regression", "03_softmax_classifier")
    path.write_text(class_report_html(list(a_class(50, units))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on three hundred students and all units."""
    path = tmp_path_factory.mktemp("report") / "index.html"
    path.write_text(class_report_html(list(a_class(300, tuple(unit_slugs())))), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.prove)])
def test_axe_finds_nothing_serious(chromium: Browser, small: Path, scheme: str) -> None:
    """Headings, contrast, names of tables and pictures: is there no serious fault, all unfolded?

    What it looks like is left in build/screenshots, to be looked at.
    """
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with shown(chromium, small, scheme=scheme) as page:  # type: ignore[arg-type]
        page.screenshot(path=SCREENSHOTS / f"class-report-{scheme}.png", full_page=True)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert serious_faults(page) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_makes_the_page_scroll_sideways(
    chromium: Browser, small: Path, size: tuple[int, int]
) -> None:
    """Long ids, towers of accents, wide tables: does the page stay as wide as the window?"""
    with shown(chromium, small, size=size) as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


TEXT_OF_A4 = (A4[0] - 98, A4[1])
"""Between margins of 13 mm."""


def test_on_paper_it_is_whole_and_names_nobody_in_the_folds(chromium: Browser, small: Path) -> None:
    """On A4: does nothing stand out of the page, are charts there, and folds not?"""
    with shown(chromium, small, size=TEXT_OF_A4, media="print") as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= TEXT_OF_A4[0]
        assert page.locator("svg.stacked").first.is_visible()
        assert page.locator("svg.histogram").first.is_visible()
        assert not page.locator("details.who").first.is_visible()
        assert not page.locator("details.rows").first.is_visible()
        wide = "[...document.querySelectorAll('table')].map(t => t.getBoundingClientRect().right)"
        assert max(page.evaluate(wide)) <= TEXT_OF_A4[0]


def test_paper_is_white_for_those_who_like_it_dark(chromium: Browser, small: Path) -> None:
    """Is a page that is dark on the screen printed in black on white?"""
    colours = (
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    with shown(chromium, small, scheme="dark", media="print") as page:
        assert page.evaluate(colours) == ["rgb(31, 35, 40)", "rgb(255, 255, 255)"]
    with shown(chromium, small, scheme="dark") as page:
        assert page.evaluate(colours)[1] == "rgb(15, 20, 25)"


def test_a_large_class_stays_usable(chromium: Browser, large: Path) -> None:
    """Three hundred students and eleven units: is the page small, and open in a moment?"""
    assert large.stat().st_size < MOST_BYTES
    with shown(chromium, large) as page:
        timing = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
        assert page.evaluate(timing) < 5000
        assert page.locator("section.unit").count() == 11
        assert page.locator(".next ol").first.is_visible()
