"""A real JupyterLab on a free port, and a real browser in front of it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
QUIET_LAB = (
    "--no-browser",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port=0",
    "--LabApp.extension_manager=readonly",
)
SETTINGS = {
    # Cells out of sight stay in the page: the n-th cell of the file is the n-th of the page.
    "notebook-extension/tracker": {"windowingMode": "none"},
    # No question about news, and no look for them.
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
SECONDS_TO_START = 40


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    token: str
    folder: Path

    def address(self, notebook: str) -> str:
        return f"{self.url}lab/tree/{notebook}?token={self.token}"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """JupyterLab in a copy of course/."""
    shutil.copytree(ROOT / "course", tmp_path / "course")
    with running_lab(tmp_path / "course", tmp_path / "home") as started:
        yield started


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page that has never been anywhere."""
    context = chromium.new_context(viewport={"width": 1180, "height": 900}, device_scale_factor=2)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@contextmanager
def running_lab(folder: Path, home: Path, program: str = "jupyterlab") -> Iterator[Lab]:
    """JupyterLab on ``folder``, with all it writes about itself under ``home``.

    program: the module to run; Notebook 7 is ``notebook``.
    """
    runtime, log = home / "runtime", home / "lab.log"
    token = secrets.token_hex(16)
    write_settings(home / "settings")
    command = [sys.executable, "-m", program, *QUIET_LAB, f"--ServerApp.root_dir={folder}"]
    if os.geteuid() == 0:
        command.append("--allow-root")
    environment = os.environ | {
        "HOME": str(home),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_CONFIG_PATH": str(ROOT / "tools" / "student_lab"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_TOKEN": token,
    }
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            yield Lab(wait_for_address(server, runtime, log), token, folder)
        finally:
            server.terminate()
            server.wait(20)


def write_settings(folder: Path) -> None:
    """The settings of JupyterLab that differ from a student's."""
    for name, values in SETTINGS.items():
        place = folder / "@jupyterlab" / f"{name}.jupyterlab-settings"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(values))


def wait_for_address(server: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """The address the server chose, once it answers there."""
    started = time.monotonic()
    while time.monotonic() - started < SECONDS_TO_START and server.poll() is None:
        if url := address_of(runtime / f"jpserver-{server.pid}.json"):
            return url
        time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


def address_of(record: Path) -> str | None:
    """What a server's own record says, if the server answers there already."""
    try:
        url: str = json.loads(record.read_text())["url"]
        with urllib.request.urlopen(f"{url}api", timeout=2) as answer:
            return url if answer.status == 200 else None
    except (OSError, ValueError):
        return None
