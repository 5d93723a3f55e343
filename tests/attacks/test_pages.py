"""Hostile pages in a real browser, and hostile metadata in the teacher's real Jupyter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.attacks.classroom import Classroom
from tests.attacks.file_corpus import CANARY, NOTEBOOK, UNIT, Attack, Desk, corpus, honest
from tests.attacks.page_evidence import book
from tests.browser.conftest import QUIET_LAB, wait_for_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ON_PAGES = [attack for attack in corpus() if attack.wins == "page"]
EVIL = "evil.invalid"
RUNS = ("pwned", "1")
"""Titles that only a student's script gives a page."""


@dataclass(frozen=True)
class Server:
    """A running Jupyter server."""

    url: str
    token: str

    def address(self, path: str) -> str:
        return f"{self.url}{path}?token={self.token}"

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.address(path), timeout=30) as answer:
            return bytes(answer.read())


@contextmanager
def jupyter(root: Path, home: Path, *options: str) -> Iterator[Server]:
    """A Jupyter server of this environment on a folder, called from there."""
    home.mkdir(parents=True)
    words = [sys.executable, "-m", "jupyter_server", *QUIET_LAB[:3]]
    words += [f"--ServerApp.root_dir={root}", *options]
    if os.geteuid() == 0:
        words.append("--allow-root")
    places = {"HOME": home, "JUPYTER_RUNTIME_DIR": home / "run", "JUPYTER_CONFIG_DIR": home / "set"}
    environment = os.environ | {k: str(v) for k, v in places.items()} | {"JUPYTER_TOKEN": "t"}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(words, cwd=root, env=environment, stdout=log, stderr=log)
        try:
            yield Server(wait_for_address(server, home / "run", home / "log"), "t")
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def room() -> Iterator[Classroom]:
    """One course for all pages."""
    with ExitStack() as stack:
        yield Classroom(stack)


@dataclass(frozen=True)
class Visit:
    """What a page did when it was opened."""

    title: str
    address: str
    asked: tuple[str, ...]

    @property
    def pwned(self) -> bool:
        """Whether a script ran, something was fetched, or the page was left."""
        return self.title in RUNS or any(EVIL in url for url in (*self.asked, self.address))


def visit(page: Page, address: str) -> Visit:
    """Open a page, and wait for its pictures and a moment; nothing leaves this machine."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(50)
    return Visit(page.title(), page.url, tuple(asked))


@contextmanager
def pages(browser: Browser) -> Iterator[Page]:
    """A page that reaches this machine only."""
    context = browser.new_context()
    context.set_default_timeout(20_000)
    try:
        page = context.new_page()
        page.route(
            lambda url: "//127.0.0.1" not in url and not url.startswith("file:"),
            lambda route: route.abort(),
        )
        yield page
    finally:
        context.close()


def submission(out: Path, student: str) -> str:
    """Under which name formgrader has a student's page."""
    query = (
        "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a "
        "ON n.assignment_id = a.id WHERE a.student_id = ?"
    )
    ((name,),) = book(out, query, student)
    return f"formgrader/submissions/{name}/"


def formgraders(out: Path) -> None:
    """The least that formgrader must be told to look into a folder."""
    (out / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(out)!r}\n"
    )


@pytest.mark.browser
def test_nothing_of_a_student_runs(room: Classroom, chromium: Browser, tmp_path: Path) -> None:
    """In feedback, class report and formgrader: does no page run, fetch or go anywhere?"""
    graded = room.by_command(ON_PAGES)
    formgraders(graded.out)
    outcomes = [graded.outcome(attack) for attack in ON_PAGES]
    with jupyter(graded.out, tmp_path / "home") as server, pages(chromium) as page:
        addresses = [(graded.out / "report" / "index.html").as_uri()]
        addresses += [o.feedback.as_uri() for o in outcomes if o.feedback.is_file()]
        addresses += [server.address(submission(graded.out, o.student)) for o in outcomes]
        visits = {address: visit(page, address) for address in addresses}
    assert len(visits) > 2 * len(ON_PAGES) - 5
    shown = [v for v in visits.values() if v.title == UNIT]
    assert len(shown) > len(ON_PAGES) - 5, "formgrader shows no pages"
    assert {address: v for address, v in visits.items() if v.pwned} == {}


@pytest.mark.browser
@pytest.mark.parametrize("name", ["script_as_a_name", "script_in_an_answer", "picture_that_tells"])
@pytest.mark.prove
def test_the_browser_would_see_it(
    name: str, room: Classroom, chromium: Browser, tmp_path: Path
) -> None:
    """Without its one rule: does the attack run in formgrader's page, where we see it?"""
    (attack,) = (a for a in ON_PAGES if a.name == name)
    outcome = room.grade(attack, [attack.rule])
    formgraders(outcome.out)
    with jupyter(outcome.out, tmp_path / "home") as server, pages(chromium) as page:
        assert visit(page, server.address(submission(outcome.out, outcome.student))).pwned


@pytest.mark.browser
def test_the_page_itself_forbids_scripts(
    room: Classroom, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where cleaning fails: does our page's own policy stop a script, and only the policy?"""
    (attack,) = (a for a in ON_PAGES if a.name == "script_in_an_answer")
    feedback = room.grade(attack, ["cleaning"]).feedback
    assert "<script>" in feedback.read_text()
    with pages(chromium) as page:
        assert not visit(page, feedback.as_uri()).pwned
        page_text = feedback.read_text().replace("Content-Security-Policy", "X-Nothing")
        feedback.write_text(page_text)
        assert visit(page, feedback.as_uri()).pwned


# --------------------------------------------------------------- the teacher's Jupyter


def pairing(desk: Desk) -> None:
    """A notebook that says: I am the same as the teacher's file ``stolen.py`` over there."""
    found = honest()
    found["metadata"]["jupytext"] = {"formats": "ipynb,../../..//py:percent"}
    desk.hand_in(found)


JUPYTEXT = Attack("mallory", "", "", "same-marks", "marks", "", "mallory", pairing)


@pytest.mark.nbgrader
@pytest.mark.parametrize("off", [True, False], ids=["as-set-up", "with-the-extension"])
def test_metadata_does_not_rule_the_teachers_jupyter(off: bool, tmp_path: Path) -> None:
    """A submission whose metadata names another file: is that not read, unless jupytext is on?"""
    root = tmp_path / "course"
    JUPYTEXT.hand_in(root)
    secret = root / f"{UNIT}.py"
    secret.write_text(f"# %%\nsecret = '{CANARY}'\n")
    options = [] if off else ["--ServerApp.jpserver_extensions=jupyterlab_jupytext=True"]
    path = f"api/contents/submitted/mallory/{UNIT}/{NOTEBOOK}"
    with jupyter(root, tmp_path / "home", *options) as server:
        shown = json.loads(server.get(path))
    assert (CANARY in json.dumps(shown)) == (not off)
