"""The feedback page as readers get it: in any light, on paper, on a phone, by ear."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import A4, LAPTOP, PHONE, serious_faults, shown
from tests.reports.pages import STATES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
DAILY = ("with-a-picture", "wrong-with-a-map")
"""States that axe looks at every day; the others in make prove."""

LIGHTS = [
    {"scheme": "light"},
    {"scheme": "dark"},
    {"size": A4, "media": "print"},
]
HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Writes the page of a state, once."""
    folder = tmp_path_factory.mktemp("pages")

    def page_of(state: str) -> Path:
        path = folder / f"{state}.html"
        if not path.exists():
            path.write_text(STATES[state](), encoding="utf-8")
        return path

    return page_of


@pytest.mark.parametrize(
    "state", [pytest.param(s, marks=[] if s in DAILY else [pytest.mark.prove]) for s in STATES]
)
def test_axe_finds_no_serious_fault(
    state: str, chromium: Browser, page_of: Callable[[str], Path]
) -> None:
    """Is every state accessible by day, by night and on paper, and never wider than the window?"""
    for light in LIGHTS:
        with shown(chromium, page_of(state), **light) as page:  # type: ignore[arg-type]
            assert serious_faults(page) == [], light
            assert page.evaluate(WIDE) <= 0, light
    with shown(chromium, page_of(state), size=PHONE) as page:
        assert page.evaluate(WIDE) <= 0
        levels = page.evaluate(HEADINGS)
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels)), levels


def test_it_works_without_network_and_script(
    chromium: Browser, page_of: Callable[[str], Path]
) -> None:
    """Under its own policy, does the page ask for nothing and complain of nothing?"""
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    path = page_of("with-a-picture")
    page.goto(path.as_uri())
    assert page.get_by_role("img", name="Your classifier").is_visible()
    assert page.get_by_role("img", name="The reference").is_visible()
    assert asked == [path.as_uri()] and said == []
    context.close()


def test_code_stands_beside_the_card(chromium: Browser, page_of: Callable[[str], Path]) -> None:
    """Is the code beside the card on a laptop, and below it on a phone and on paper?"""
    beside = {}
    ways = {"laptop": {"size": LAPTOP}, "phone": {"size": PHONE}, "paper": LIGHTS[2]}
    for name, how in ways.items():
        with shown(chromium, page_of("wrong-with-a-map"), **how) as page:  # type: ignore[arg-type]
            card = page.locator("#mse-loss .verdict").bounding_box()
            code = page.locator("#mse-loss pre.code").bounding_box()
            assert card and code
            beside[name] = code["x"] >= card["x"] + card["width"] and code["y"] < card["y"] + 40
    assert beside == {"laptop": True, "phone": False, "paper": False}


def test_paper_shows_what_is_folded(chromium: Browser, page_of: Callable[[str], Path]) -> None:
    """Does print show the code of right answers, which the screen folds away, in black on white?"""
    closed = "details:not([open]) pre.code"
    with shown(chromium, page_of("all-right"), scheme="dark") as page:
        assert not page.locator(closed).first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(230, 237, 243)"
    with shown(chromium, page_of("all-right"), scheme="dark", media="print", size=A4) as page:
        assert page.locator(closed).first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 35, 40)"


def test_a_keyboard_is_enough(chromium: Browser, page_of: Callable[[str], Path]) -> None:
    """Does Tab reach the skip link first, is the focus seen, and does Enter follow it?"""
    with shown(chromium, page_of("wrong-with-a-map")) as page:
        page.keyboard.press("Tab")
        box = page.locator(".skip").bounding_box()
        assert box and box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        look = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(look) == "solid"
