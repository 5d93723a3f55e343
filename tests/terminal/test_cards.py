"""Cards at a terminal: the words of the plain text, in colour."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from autograder.rendering import as_text
from autograder.terminal import screen
from autograder.terminal.cards import Card, bar, row
from tests.terminal.pseudo import CONTROL, ROOT, terminal
from tests.test_rendering import VERDICT

NOTEBOOK = ROOT / "tests" / "notebooks" / "gradient_without_two.ipynb"


def printed(thing: object, width: int = 100, **options: object) -> str:
    """What a terminal would get."""
    console = Console(file=io.StringIO(), force_terminal=True, width=width, **options)  # type: ignore[arg-type]
    console.print(thing)
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    path = tmp_path / "01_linear_regression.ipynb"
    path.write_bytes(NOTEBOOK.read_bytes())
    return path


def test_a_card_says_what_the_text_says() -> None:
    """Is every word of the plain text on the card, the map's digits included?"""
    shown = CONTROL.sub("", printed(Card(VERDICT), 200))
    words = as_text(VERDICT).split()
    missing = [word for word in words if word not in shown and set(word) - set(".1234")]
    assert missing == []
    assert " .  4 " in shown and "\n▌ " in shown


def test_a_card_fits_a_narrow_terminal() -> None:
    """Does no line leave a terminal of 40 columns, and does each begin at the card's edge?"""
    lines = CONTROL.sub("", printed(Card(VERDICT), 40)).splitlines()
    assert max(map(len, lines)) <= 40
    assert all(line.startswith("▌") for line in lines if line.strip())


HOSTILE = "[bold red]all[/bold red] [link=file:///etc/passwd]right[/] :smile: \x1b[2J\x07\u202e[/]"


def test_what_a_student_writes_is_text() -> None:
    """Is markup shown as written, and is nothing obeyed?"""
    verdict = replace(
        VERDICT, message=HOSTILE, hint=HOSTILE, more=(HOSTILE,), notes=(HOSTILE,), exercise=HOSTILE
    )
    for thing in (Card(verdict), row([verdict]), bar(HOSTILE, 1, 2)):
        shown = printed(thing, 300, color_system=None).replace("\u00a0", " ")
        assert "[bold red]all[/bold red]" in shown and ":smile:" in shown
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_colour_is_for_terminals(notebook: Path) -> None:
    """Is there colour at a terminal, and the plain text where output goes elsewhere?"""
    words = [sys.executable, "-m", "autograder", "check", str(notebook)]
    plain = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    with terminal("check", str(notebook)) as shown:
        assert shown.end() == plain.returncode == 1
    assert "\x1b[" in shown.raw and "▌ mse-loss   3 / 6" in shown.text
    assert "checking …" in shown.raw and "checking" not in plain.stdout + plain.stderr
    assert "\x1b" not in plain.stdout and plain.stdout.startswith("quadratic-features   2 / 2\n  ✓")
    with terminal("check", str(notebook), NO_COLOR="1") as shown:
        shown.end()
    assert shown.raw.replace("\r", "") == plain.stdout


def test_json_is_pure_at_a_terminal_too(notebook: Path) -> None:
    """Is --json never coloured or framed?"""
    with terminal("check", "--json", str(notebook)) as shown:
        shown.end()
    assert "\x1b" not in shown.raw and shown.text.startswith("[\n  {\n")


@pytest.mark.parametrize(
    ("variables", "fancy"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_when_a_stream_is_fancy(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], fancy: bool
) -> None:
    """Do NO_COLOR and a dumb terminal count, and is a file never fancy?"""
    for name, value in {"NO_COLOR": "", "TERM": "xterm", **variables}.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    assert not screen.is_fancy(stream)
    monkeypatch.setattr(stream, "isatty", lambda: True)
    assert screen.is_fancy(stream) is fancy


def test_rich_costs_nothing_where_nobody_looks() -> None:
    """Does neither a notebook's import nor a piped command load rich?"""
    code = (
        "import sys, autograder; from autograder import check; from autograder import cli;"
        "cli.run(['check', '--json', sys.argv[1]]); import autograder.grading.command;"
        "sys.exit('rich' in sys.modules)"
    )
    path = ROOT / "course" / "01_linear_regression" / "01_linear_regression.ipynb"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
