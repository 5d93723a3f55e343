"""JupyterLab as ``make lab`` opens it: what a student sees first, and what is not there."""

from __future__ import annotations

import importlib.util
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import QUIET_LAB, ROOT, SCREENSHOTS, wait_for_address
from tests.browser.notebook_page import READY

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = ROOT / "tools" / "lab.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/lab.py as a module."""
    spec = importlib.util.spec_from_file_location("lab", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_ones_own_settings_are_kept(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the student's settings come first, and does what was there stay?"""
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/mine")
    assert tool.environment()["JUPYTER_CONFIG_PATH"] == f"{SCRIPT.parent}/student_lab:/mine"
    monkeypatch.delenv("JUPYTER_CONFIG_PATH")
    assert tool.environment()["JUPYTER_CONFIG_PATH"] == f"{SCRIPT.parent}/student_lab"
    assert tool.command(["--no-browser"])[-2:] == [str(ROOT / "course"), "--no-browser"]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the script's JupyterLab answers, with nothing of the tester's settings."""
    words = [sys.executable, str(SCRIPT), *QUIET_LAB]
    words += [f"--FileCheckpoints.checkpoint_dir={tmp_path}/checkpoints"]
    words += ["--allow-root"] if os.geteuid() == 0 else []
    token, runtime = secrets.token_hex(16), tmp_path / "runtime"
    places = {"HOME": tmp_path, "JUPYTER_RUNTIME_DIR": runtime, "JUPYTER_TOKEN": token}
    places |= {"JUPYTER_CONFIG_DIR": tmp_path / "config"}
    places |= {"JUPYTERLAB_SETTINGS_DIR": tmp_path / "settings"}
    places |= {"JUPYTERLAB_WORKSPACES_DIR": tmp_path / "workspaces"}
    started = os.environ | {name: str(value) for name, value in places.items()}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(words, env=started, stdout=log, stderr=log)
        try:
            yield f"{wait_for_address(process, runtime, tmp_path / 'log')}?token={token}"
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.browser
def test_a_student_sees_the_syllabus_first(address: str, page: Page) -> None:
    """Does it open on the course's page, without the teacher's menu, and lead to a notebook?"""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(address)
    syllabus = page.locator(".jp-MarkdownViewer")
    syllabus.get_by_role("heading", name="The course").wait_for()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "student-lab.png")
    menus = page.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert "Nbgrader" not in menus and "File" in menus
    assert page.locator(".jp-toast-button", has_text="news").count() == 0
    syllabus.get_by_role("link", name="01 · Linear regression").click()
    page.locator(".jp-Notebook .jp-Cell", has_text="The riddle").wait_for()
    page.locator("#jp-main-statusbar", has_text=READY).wait_for()
    commands = page.locator("[data-command^='nbgrader'], [data-command^='jupytext']")
    assert commands.count() == 0
