"""A notebook as a student drives it: open, write into a cell, run, look."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

FINISHED = r"([prompt, old]) => prompt.innerText !== old && /\[\d+\]:/.test(prompt.innerText)"
READY = re.compile(r"\| Idle")


class NotebookPage:
    """One open notebook. Cells are named by their id in the file."""

    def __init__(self, page: Page, address: str, path: Path) -> None:
        self.page = page
        self.cells = json.loads(path.read_text())["cells"]
        page.goto(address)
        page.locator(".jp-Notebook .jp-Cell").nth(len(self.cells) - 1).wait_for(state="attached")
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Waits for the kernel, by what JupyterLab's status bar says of it."""
        self.page.locator("#jp-main-statusbar", has_text=READY).wait_for()

    def index(self, cell_id: str) -> int:
        """Where the cell stands in the notebook, from 0."""
        return [cell["id"] for cell in self.cells].index(cell_id)

    def cell(self, cell_id: str) -> Locator:
        """The cell in the page."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(self.index(cell_id))

    def output(self, cell_id: str) -> Locator:
        """What the cell shows beneath its code."""
        return self.cell(cell_id).locator(".jp-OutputArea-output").first

    def write(self, cell_id: str, code: str) -> None:
        """Replaces the code of a cell, by keyboard."""
        self.cell(cell_id).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)

    def run(self, cell_id: str) -> Locator:
        """Runs a cell by Shift+Enter and waits for it; returns the cell."""
        cell = self.cell(cell_id)
        cell.locator(".cm-content").click()
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        self.page.keyboard.press("Shift+Enter")
        self.page.wait_for_function(FINISHED, arg=[prompt.element_handle(), before])
        return cell

    def run_above(self, cell_id: str) -> None:
        """Runs every code cell that stands above this one, one by one."""
        for cell in self.cells[: self.index(cell_id)]:
            if cell["cell_type"] == "code":
                self.run(cell["id"])
