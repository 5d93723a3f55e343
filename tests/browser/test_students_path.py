"""A student's way through a notebook, from its first cell to what progress() says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import SCREENSHOTS, Lab
from tests.browser.contrast import contrasts, hard_to_read
from tests.browser.notebook_page import NotebookPage
from tests.browser.test_failed_check import NOT_DIVIDED, RIGHT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

UNIT = "01_linear_regression"
NOTEBOOK = f"{UNIT}/{UNIT}.ipynb"
FEATURES = "def quadratic_features(x):\n    return np.column_stack([x, x**2])"
PLOT = "plots.tangents(mse_loss, np.full(2, 0.5), 0.5, quadratic_features(x), x**2)"
MAP = "plots.gradient_map(mse_loss(np.full(2, 0.5), 0.5, quadratic_features(x), x**2)[1])"


def choose_theme(page: Page, name: str) -> None:
    """Settings, Theme, and a name, as a student does it."""
    page.locator(".lm-MenuBar-itemLabel", has_text="Settings").click()
    page.locator(".lm-Menu-itemLabel", has_text="Theme").first.hover()
    page.locator(".lm-Menu-itemLabel", has_text=name).first.click()
    dark = "false" if name.endswith("Dark") else "true"
    page.locator(f"body[data-jp-theme-light={dark}]").wait_for(state="attached")


def filled(notebook: NotebookPage, cell: str, code: str) -> Locator:
    """Writes code into a cell and runs it."""
    notebook.write(cell, code)
    return notebook.run(cell)


def test_a_students_path(lab: Lab, page: Page) -> None:
    """Open, fill, fail by name, take a hint, mend, pass, plot, progress: does all of it answer?"""
    page.set_viewport_size({"width": 1366, "height": 768})
    notebook = NotebookPage(page, lab.address(NOTEBOOK), lab.folder / NOTEBOOK)
    notebook.run("setup")
    filled(notebook, "quadratic-features-answer", FEATURES)
    assert "2 / 2" in notebook.run("quadratic-features").inner_text()

    filled(notebook, "mse-loss-answer", NOT_DIVIDED)
    failed = notebook.run("mse-loss")
    for fold in failed.locator("summary").all():
        fold.click()
    said = failed.inner_text()
    assert "dw is not divided by N" in said and "✗ dw" in said and "Every entry differs." in said

    asked = filled(notebook, "stable-rate-answer", 'hint("mse-loss")')
    assert "hint 1 of 4" in asked.inner_text()
    step = filled(notebook, "stable-rate-answer", 'hint("mse-loss")').locator(
        ".jp-OutputArea-output"
    )
    assert "hint 2 of 4" in step.inner_text()

    shown = filled(notebook, "original-units-answer", "progress()").locator(".progress-card")
    assert "✗ mse-loss 4 / 6" in shown.inner_text() and "◐ 01" in shown.inner_text()
    cards = {"failed": failed.locator(".verdict"), "hint": step, "progress": shown}
    assert not any(map(hard_to_read, cards.values())), hard(cards)
    assert width_of(shown) <= width_of(failed.locator(".jp-Cell-outputArea"))
    keep("path-light", failed)

    choose_theme(page, "JupyterLab Dark")
    assert not any(map(hard_to_read, cards.values())), hard(cards)
    keep("path-dark", failed)
    keep("path-dark-progress", notebook.cell("original-units-answer"))

    filled(notebook, "mse-loss-answer", RIGHT)
    passed = notebook.run("mse-loss")
    assert "6 / 6" in passed.inner_text() and "✗" not in passed.inner_text()
    assert hard_to_read(passed.locator(".verdict")) == {}

    for code in (PLOT, MAP):
        picture = filled(notebook, "gradient-descent-answer", code).locator("img[alt]")
        alt = picture.get_attribute("alt") or ""
        assert len(alt) > 40 and picture.evaluate("one => one.naturalWidth") > 300
    keep("path-dark-plot", notebook.cell("gradient-descent-answer"))

    shown = filled(notebook, "original-units-answer", "progress()").locator(".progress-card")
    assert "✓ mse-loss 6 / 6" in shown.inner_text() and "8/20" in shown.inner_text()
    remembered = json.loads((lab.folder / ".progress.json").read_text())
    assert remembered["points"]["mse-loss"] == 6.0

    page.locator(".jp-Notebook .jp-Cell").first.scroll_into_view_if_needed()
    before = notebook.cell("stable-rate-answer").bounding_box()
    shown.get_by_role("link", name="stable-rate").evaluate("link => link.click()")
    page.wait_for_function(IN_SIGHT, arg=notebook.cell("stable-rate-answer").element_handle())
    assert before is not None and before["y"] > 768, "it was in sight before the click"
    assert page.url.split("?")[0].endswith(NOTEBOOK)


IN_SIGHT = """cell => {
  const { top } = cell.getBoundingClientRect();
  return top >= 0 && top < innerHeight;
}"""


def hard(cards: dict[str, Locator]) -> dict[str, dict[str, float]]:
    """What is hard to read on each card."""
    return {name: hard_to_read(card) for name, card in cards.items()}


def keep(name: str, cell: Locator) -> None:
    """Keeps a picture of a cell for whoever wants to look."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    cell.screenshot(path=SCREENSHOTS / f"{name}.png")


def width_of(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["width"]


def test_text_that_is_hard_to_read_is_found(page: Page) -> None:
    """Does the measure see grey on white, an opacity, a background behind, and pass black?"""
    page.set_content(
        '<div id="card"><p style="color:#999">grey</p><p>black</p>'
        '<p style="opacity:.3">faint</p><div style="background:#222"><b>sunk</b></div>'
        '<p style="color:color-mix(in srgb,#1a7f37 60%,currentColor)">mixed</p></div>'
    )
    card = page.locator("#card")
    assert set(hard_to_read(card)) == {"grey", "faint", "sunk"}
    assert contrasts(card)["black"] == 21 and 5 < contrasts(card)["mixed"] < 21
