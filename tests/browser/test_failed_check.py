"""A student in JupyterLab gets a gradient wrong, reads why, and mends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import SCREENSHOTS, Lab
from tests.browser.notebook_page import NotebookPage

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator, Page

pytestmark = pytest.mark.browser

NOTEBOOK = "01_linear_regression/01_linear_regression.ipynb"
RIGHT = '''\
def mse_loss(w, b, X, y):
    """The mean squared error of X @ w + b, and its gradient."""
    residual = X @ w + b - y
    loss = np.mean(residual**2)
    dw = 2 * X.T @ residual / len(y)
    db = 2 * np.mean(residual)
    return loss, dw, db'''
NOT_DIVIDED = RIGHT.replace(" / len(y)", "")


@pytest.fixture
def notebook(lab: Lab, page: Page) -> NotebookPage:
    """Unit 01 as handed out, open, its first cell run."""
    opened = NotebookPage(page, lab.address(NOTEBOOK), lab.folder / NOTEBOOK)
    opened.run("setup")
    return opened


def photograph(page: Page, name: str, *cells: Locator) -> None:
    """Keeps a picture, of these cells or of the whole window, for whoever wants to look."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", clip=frame(cells) if cells else None)


def frame(cells: Sequence[Locator]) -> FloatRect:
    """The smallest rectangle around some cells."""
    boxes = [box for cell in cells if (box := cell.bounding_box())]
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def test_mistake_is_named_then_mended(notebook: NotebookPage, page: Page) -> None:
    """Does the card name a missing division by N, and turn into a pass when it is mended?"""
    notebook.run("mse-loss-answer")
    untouched = notebook.run("mse-loss").inner_text()
    assert "0 / 6" in untouched and "not written yet" in untouched.lower()

    notebook.write("mse-loss-answer", NOT_DIVIDED)
    notebook.run("mse-loss-answer")
    failed = notebook.run("mse-loss")
    photograph(page, "failed-check", notebook.cell("mse-loss-answer"), failed)
    card = notebook.output("mse-loss").inner_text()
    assert "✓ loss" in card and "✗ dw" in card
    assert "not divided by N" in card and "worst entry dw" in card

    failed.locator("summary").first.click()
    photograph(page, "failed-check-open")
    assert failed.locator("details[open]").count() == 1

    notebook.write("mse-loss-answer", RIGHT)
    notebook.run("mse-loss-answer")
    passed = notebook.run("mse-loss")
    photograph(page, "passed-check", passed)
    card = notebook.output("mse-loss").inner_text()
    assert "6 / 6" in card and "✗" not in card
