"""A student in Notebook 7 sees the same card under a check as in JupyterLab."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.browser.conftest import ROOT, Lab, running_lab
from tests.browser.notebook_page import NotebookPage
from tests.browser.test_failed_check import NOT_DIVIDED, NOTEBOOK, RIGHT, photograph

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


class Notebook7Page(NotebookPage):
    """A notebook in Notebook 7, which has no status bar."""

    def wait_until_ready(self) -> None:
        """Waits for the kernel: its name on the page, and its server's word that it is idle."""
        self.page.locator(".jp-KernelName", has_text="Python 3").first.wait_for()
        sessions = urljoin(self.page.url, "/api/sessions")
        until = time.monotonic() + 40
        while time.monotonic() < until:
            kernels = [one["kernel"] for one in self.page.request.get(sessions).json()]
            if any(k["connections"] and k["execution_state"] == "idle" for k in kernels):
                return
            self.page.wait_for_timeout(200)
        pytest.fail("The kernel did not start.")


@pytest.fixture
def notebook_7(tmp_path: Path) -> Iterator[Lab]:
    """Notebook 7 in a copy of course/."""
    shutil.copytree(ROOT / "course", tmp_path / "course")
    with running_lab(tmp_path / "course", tmp_path / "home", program="notebook") as started:
        yield started


@pytest.mark.prove
def test_the_card_is_that_of_jupyterlab(notebook_7: Lab, page: Page) -> None:
    """Does a check name the mistake, fold out its map, and pass once it is mended?"""
    address = f"{notebook_7.url}notebooks/{NOTEBOOK}?token={notebook_7.token}"
    opened = Notebook7Page(page, address, notebook_7.folder / NOTEBOOK)
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
