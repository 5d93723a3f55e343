"""A student in Notebook 7 sees the same card under a check as in JupyterLab."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, Lab, running_lab
from tests.browser.notebook_page import NotebookPage
from tests.browser.test_failed_check import NOT_DIVIDED, NOTEBOOK, RIGHT, photograph

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def notebook_7(tmp_path: Path) -> Iterator[Lab]:
    """Notebook 7 in a copy of course/."""
    shutil.copytree(ROOT / "course", tmp_path / "course")
    with running_lab(tmp_path / "course", tmp_path / "home", program="notebook") as started:
        yield started


def test_the_card_is_that_of_jupyterlab(notebook_7: Lab, page: Page) -> None:
    """Does a check name the mistake, fold out its map, and pass once it is mended?"""
    address = f"{notebook_7.url}notebooks/{NOTEBOOK}?token={notebook_7.token}"
    opened = NotebookPage(page, address, notebook_7.folder / NOTEBOOK)
    assert "/notebooks/" in page.url  # JupyterLab would be at /lab/
    opened.run("setup")

    opened.write("mse-loss-answer", NOT_DIVIDED)
    opened.run("mse-loss-answer")
    failed = opened.run("mse-loss")
    photograph(page, "notebook-7", opened.cell("mse-loss-answer"), failed)
    card = opened.output("mse-loss").inner_text()
    assert "✓ loss" in card and "✗ dw" in card
    assert "not divided by N" in card and "worst entry dw" in card
    failed.locator("summary").first.click()
    assert failed.locator("details[open] table").count() == 1
    assert failed.locator("script").count() == 0

    opened.write("mse-loss-answer", RIGHT)
    opened.run("mse-loss-answer")
    opened.run("mse-loss")
    card = opened.output("mse-loss").inner_text()
    assert "6 / 6" in card and "✗" not in card
