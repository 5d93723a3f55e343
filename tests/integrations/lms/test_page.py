"""docs/export.md: its commands work in a course with a class."""

from __future__ import annotations

import re
import shlex
import shutil

import pytest

from autograder import cli
from tests.integrations.conftest import Taught
from tests.integrations.making import ROOT

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]
PAGE = ROOT / "docs" / "export.md"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)


def commands() -> list[str]:
    """Every line of the page that begins with a prompt."""
    lines = [line for block in BLOCK.findall(PAGE.read_text()) for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def test_every_command_works(
    taught: Taught, monkeypatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Does each command of the page end well, and the first print what the page shows?"""
    monkeypatch.chdir(taught.root)
    shutil.copytree(ROOT / "docs" / "samples", taught.root / "docs" / "samples")
    (taught.root / "report").mkdir(exist_ok=True)
    said = []
    try:
        for command in commands():
            words = shlex.split(command)
            assert words[0] == "autograder"
            if words[1] != "grade":  # the class is graded; another test grades it anew
                assert cli.run(words[1:]) == 0, command
                said.append(capfd.readouterr().out)
    finally:
        shutil.rmtree(taught.root / "docs")
    shown = re.findall(r"^```text\n(.*?)^```", PAGE.read_text(), re.M | re.S)[0]
    assert said[0].startswith(shown) and len(said) == 6
    assert (taught.root / "report" / "canvas.csv").exists()
