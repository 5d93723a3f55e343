"""Every command of the documentation is run, page by page, as a reader would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from autograder.cli import cli
from tests.docs.blocks import Block, blocks, inline_commands
from tests.docs.conftest import Places
from tests.docs.running import ROOT, SECONDS, run

PLAIN: dict[str, dict[str, tuple[str, ...]]] = {
    "README.md": {
        "make demo ": (
            "sh",
            "not run: make test runs this test; make demo is run with the teachers' page",
        ),
        "pip install -r requirements.txt": ("sh", "in the students' folder"),
        "make release ": (
            "sh",
            "run by make prove: the teachers' page does the same with one unit",
        ),
        "python3 -m venv ": (
            "sh",
            "in a fresh clone",
            "run by make prove: it fetches every package",
        ),
        "conda env create ": (
            "sh",
            "not run: conda is not everywhere; tests/test_environment.py compares the lists",
        ),
        "folder=$(python ": (
            "sh",
            "in a fresh clone",
            "run by make prove: it follows the block that fetches every package",
        ),
        "course/  ": ("text",),
    },
    "SECURITY.md": {
        "autograder doctor ": (
            "sh",
            "not run: make prove takes three hours; doctor is run with the teachers' page",
        ),
    },
}
"""Blocks without a language, by page and how their first line begins: what is decided."""
PAGES = sorted(
    [*ROOT.glob("docs/*.md"), *(ROOT / n for n in ("README.md", "SECURITY.md", "CONTRIBUTING.md"))]
)
MOST_NOT_RUN = 8
SLOW = ("hub.md", "cluster.md", "settings.md", "students.md", "students-tools.md", "export.md")
"""Pages of which the quick commands, too, take long together."""
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def read(page: Path) -> list[Block]:
    """The blocks of a page, all decided about."""
    return blocks(page, PLAIN.get(page.name))


def with_commands(slow: bool) -> list[Path]:
    """Pages that have commands to run; slow: such as are too slow for every day."""
    return [p for p in PAGES if any(b.is_run and (slow <= bool(b.prove)) for b in read(p))]


def run_page(page: Path, places: Places, log: Path, slow: bool) -> None:
    """Write the files that a page holds, and run its commands, place by place."""
    chosen = [b for b in read(page) if b.is_run and (slow or not b.prove)]
    for name, here in groupby(sorted(chosen, key=lambda b: b.place), key=lambda b: b.place):
        place = places(name)
        write_files(read(page), place.folder)
        run(list(here), place, log / name.split()[-1], 1800 if slow else SECONDS)


def write_files(found: list[Block], root: Path) -> None:
    """The files whose pieces stand on a page, in order, two empty lines between."""
    for name in dict.fromkeys(block.file for block in found if block.file):
        pieces = [block.text for block in found if block.file == name]
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("\n\n\n".join(pieces) + "\n", encoding="utf-8")


@each_page
def test_every_block_is_decided(page: Path) -> None:
    """Has every block a language, and is every exception one that is known, with its reason?"""
    for block in read(page):
        assert not block.file or block.language == "python"
        assert block.language in ("sh", "console") or not (block.not_run or block.prove)


def test_no_plain_block_is_decided_in_vain() -> None:
    """Does every entry of the table belong to a block that is there?"""
    for name, table in PLAIN.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [begin for begin in table if f"```\n{begin}" not in text] == []


def test_few_are_not_run(at_the_end: Callable[[str], None]) -> None:
    """Is the number of blocks that nobody runs small, and is each of them named?"""
    skipped = [block for page in PAGES for block in read(page) if block.not_run]
    total = sum(block.language in ("sh", "console") for page in PAGES for block in read(page))
    lines = [f"{block}: {block.not_run}" for block in skipped]
    at_the_end("\n".join([f"blocks of commands not run: {len(skipped)} of {total}", *lines]))
    assert len(skipped) <= MOST_NOT_RUN


def _daily() -> list[Any]:
    """Pages whose quick commands are run: those of SLOW in make prove."""
    return [
        pytest.param(page, marks=[pytest.mark.prove] if page.name in SLOW else [])
        for page in with_commands(slow=False)
    ]


@pytest.mark.parametrize("page", _daily(), ids=lambda page: page.name)
def test_commands_of_a_page(page: Path, places: Places, tmp_path: Path) -> None:
    """Does every command of the page end as the page says, in order, in one shell?"""
    run_page(page, places, tmp_path / "log", slow=False)


@pytest.mark.prove
@pytest.mark.parametrize("page", with_commands(slow=True), ids=lambda page: page.name)
def test_slow_commands_of_a_page(page: Path, places: Places, tmp_path: Path) -> None:
    """Do also those that take minutes?"""
    run_page(page, places, tmp_path / "log", slow=True)


def test_cards_are_true() -> None:
    """Is the card that students are shown one that a check prints?"""
    cards = [b.text for b in read(ROOT / "docs" / "students.md") if b.text.startswith("mse-loss")]
    assert cards and all(c in (ROOT / "docs" / "messages.md").read_text("utf-8") for c in cards)


@each_page
def test_commands_in_the_text_exist(page: Path) -> None:
    """Is every command that a sentence names one that there is, with options that it has?"""
    wrong = [said for said in inline_commands(page) if problem(said)]
    assert wrong == []


def problem(said: str) -> str:
    """Why a command cannot be what somebody types; empty if it can."""
    program, *words = said.split()
    if program == "make":
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
        wanted = [word for word in words if "=" not in word and word != "…"]
        return ", ".join(word for word in wanted if word not in targets)
    if program == "nbgrader":
        return "" if words[0] in nbgrader_commands() else words[0]
    command = cli.commands.get(words[0])
    if command is None and not words[0].startswith("-"):
        return words[0]
    have = {option for p in (command or cli).params for option in (*p.opts, "--help", "--version")}
    return ", ".join(sorted(set(options(words)) - have))


def options(words: list[str]) -> Iterator[str]:
    """The options among the words of a command."""
    return (word.split("=")[0] for word in words if word.startswith("--"))


def nbgrader_commands() -> set[str]:
    """What nbgrader can be asked for."""
    from nbgrader.apps import NbGraderApp

    return set(NbGraderApp.subcommands)
