"""A teacher at work: a graded course, JupyterLab on it, and formgrader's pages by name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import QUIET_LAB, SCREENSHOTS, wait_for_address, write_settings
from tests.integrations.making import UNIT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Request

LAPTOP = {"width": 1366, "height": 768}
LOADED = "() => window.formgrader?.grades?.loaded && formgrader.comments?.loaded"
MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/"
"""What nbgrader's page itself asks of the network; it is not let out, and nothing needs it."""


def command(root: Path, *words: str, code: int = 0) -> str:
    """Run a command of the teacher's from the course root; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@contextmanager
def teachers_lab(root: Path, home: Path) -> Iterator[str]:
    """JupyterLab started in a course root, as ``make`` set it up; its address."""
    runtime, log = home / "runtime", home / "lab.log"
    write_settings(home / "settings")
    words = [sys.executable, "-m", "jupyterlab", *QUIET_LAB, f"--ServerApp.root_dir={root}"]
    if os.geteuid() == 0:
        words.append("--allow-root")
    places = {
        "HOME": home,
        "JUPYTER_RUNTIME_DIR": runtime,
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
    }
    environment = os.environ | {k: str(v) for k, v in places.items()} | {"JUPYTER_TOKEN": "t"}
    with log.open("w") as output:
        server = subprocess.Popen(words, cwd=root, env=environment, stdout=output, stderr=output)
        try:
            yield wait_for_address(server, runtime, log)
        finally:
            server.terminate()
            server.wait(20)


@dataclass
class Teacher:
    """A browser's page on a course. ``foreign``: what was asked of the network; ``dialogs``:
    what popped up."""

    root: Path
    url: str
    page: Page
    foreign: list[str]
    dialogs: list[str]

    def open(self, path: str) -> Page:
        """Open one of formgrader's pages, and wait until its table is there."""
        self.page.goto(f"{self.url}formgrader/{path}")
        self.page.locator("#main-table tr td").first.wait_for()
        self.page.wait_for_function("() => !document.body.innerText.includes('please wait')")
        return self.page

    def submissions(self) -> dict[str, tuple[str, str]]:
        """Status and score by student, as Manage Submissions lists them."""
        rows = self.open(f"manage_submissions/{UNIT.slug}").locator("#main-table tr")
        return {
            row.locator(".student-id").inner_text(): (
                row.locator(".status").inner_text(),
                row.locator(".score").inner_text(),
            )
            for row in rows.all()
        }

    def graded(self) -> list[str]:
        """Whom Manual Grading lists, names shown."""
        page = self.open(f"gradebook/{UNIT.slug}/{UNIT.slug}")
        page.locator("#toggle_names").click()
        return [name.strip() for name in page.locator("#main-table a.name-shown").all_inner_texts()]

    def submission(self, student: str) -> Page:
        """A student's page, by the way a teacher goes: Manual Grading, names shown, a click."""
        page = self.open(f"gradebook/{UNIT.slug}/{UNIT.slug}")
        page.locator("#toggle_names").click()
        page.get_by_role("link", name=student, exact=True).click()
        page.wait_for_function(LOADED)
        return page

    def saves(self, box: Locator, text: str) -> None:
        """Type into a box of formgrader and leave it; formgrader saves by itself."""
        with self.page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
            box.fill(text)
            box.blur()
        assert saved.value.ok

    def photograph(self, name: str, at: Locator | None = None) -> None:
        """Keep a picture of the window, with one thing in its middle."""
        if at is not None:
            at.evaluate("element => element.scrollIntoView({block: 'center'})")
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(700)  # formgrader scrolls by itself
        self.page.screenshot(path=SCREENSHOTS / f"formgrader-{name}.png")


@contextmanager
def teacher(browser: Browser, root: Path, home: Path) -> Iterator[Teacher]:
    """A teacher who has opened JupyterLab in a course root, and is let out to nowhere else."""
    with teachers_lab(root, home) as url:
        context = browser.new_context(viewport=LAPTOP)
        context.set_default_timeout(20_000)
        page = context.new_page()
        foreign: list[str] = []
        dialogs: list[str] = []
        own = (url, root.as_uri())

        def note(request: Request) -> None:
            if not request.url.startswith((*own, "data:", "blob:")):
                foreign.append(request.url)

        page.on("request", note)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.route(lambda asked: not asked.startswith(own), lambda route: route.abort())
        page.goto(f"{url}lab?token=t")
        try:
            yield Teacher(root, url, page, foreign, dialogs)
        finally:
            context.close()
