"""What is decided about a block, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import Undecided, blocks, inline_commands
from tests.docs.running import Failed, Place, prints, run, with_servers


def page(tmp_path: Path, text: str) -> Path:
    """A page with this text."""
    path = tmp_path / "page.md"
    path.write_text(text)
    return path


def test_blocks_and_their_decisions(tmp_path: Path) -> None:
    """Is each block read with its line, its text and the comments right before it?"""
    text = (
        "# A page\n\n<!-- ends with 1 -->\n```sh\nfalse\n```\n\n"
        "<!-- not run: it needs a cluster -->\n<!-- in the students' folder -->\n\n"
        "```console\n$ ls\na\n```\n<!-- ends with 2 -->\nBetween.\n```text\n$ none\n```\n"
    )
    first, second, third = blocks(page(tmp_path, text))
    assert (first.line, first.text, first.code, first.is_run) == (4, "false", 1, True)
    assert (second.not_run, second.place) == ("it needs a cluster", "the students' folder")
    assert not second.is_run and (third.code, third.is_run) == (0, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```\nls\n```\n", "page.md:1: a block without a language: 'ls'"),
        ("```fish\nls\n```\n", "nobody has decided about 'fish' blocks"),
        ("<!-- skip -->\n```sh\nls\n```\n", "'skip' decides nothing"),
        ("<!-- not run: -->\n```sh\nls\n```\n", "decides nothing"),
    ],
)
def test_undecided_blocks(tmp_path: Path, text: str, said: str) -> None:
    """Is a block refused that nobody has decided about, or without a reason?"""
    with pytest.raises(Undecided, match=said):
        blocks(page(tmp_path, text))


def test_a_table_decides_for_plain_blocks(tmp_path: Path) -> None:
    """May a page that shows commands plainly be decided about elsewhere?"""
    path = page(tmp_path, "```\nls\n```\n")
    (block,) = blocks(path, {"ls": ("sh", "ends with 3")})
    assert (block.language, block.code) == ("sh", 3)


def test_commands_in_the_text(tmp_path: Path) -> None:
    """Are our commands found in the text, and only there?"""
    text = (
        "Say `autograder\ngrade x`, `.venv/bin/nbgrader export`, `ls`.\n```sh\n`make test`\n```\n"
    )
    assert list(inline_commands(page(tmp_path, text))) == ["autograder grade x", "nbgrader export"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```sh\ntrue\nfalse\ntrue\n```\n", "page.md:1: this did not end well"),
        ("```sh\nno-such-command\n```\n", "no-such-command"),
        ("<!-- ends with 1 -->\n```sh\ntrue\n```\n", "ended with 0"),
        ("```console\n$ echo one\ntwo\n```\n", "prints\none"),
        ("```sh\ntrue\nexit 0\n```\n", "did not end well"),
        ("```sh\npip install x\n```\n", "it installs"),
    ],
)
def test_a_command_that_fails_is_seen(tmp_path: Path, text: str, said: str) -> None:
    """Does a page fail whose commands fail, end otherwise, or print something else?"""
    place = Place(tmp_path, (), tmp_path, python_path=str(tmp_path))
    with pytest.raises(Failed, match=said):
        run(blocks(page(tmp_path, text)), place, tmp_path / "log")


def test_a_command_that_never_ends(tmp_path: Path) -> None:
    """Is a command that hangs stopped, and said to be late?"""
    found = blocks(page(tmp_path, "```sh\nsleep 60\n```\n"))
    with pytest.raises(Failed, match=r"page\.md:1: this did not end in time"):
        run(found, Place(tmp_path, (), tmp_path), tmp_path / "log", seconds=0.3)


def test_a_page_is_one_shell(tmp_path: Path) -> None:
    """Do folder and variables of one block hold in the next, as for a reader?"""
    text = (
        "```sh\nmkdir inner\ncd inner\nname=value\n```\n"
        "```console\n$ basename $PWD; echo $name\ninner\nval…\n```\n"
    )
    run(blocks(page(tmp_path, text)), Place(tmp_path, (), tmp_path), tmp_path / "log")


@pytest.mark.parametrize(
    ("shown", "printed", "agree"),
    [
        ("a\n…\nc", "a\nb\nb\nc\n", True),
        ("a\n…\nc", "a\nb\nd\n", False),
        ("total … ms", "total 12 ms", True),
        ("a.c", "abc", False),
    ],
)
def test_what_a_page_shows(shown: str, printed: str, agree: bool) -> None:
    """Does … stand for anything, and everything else for itself?"""
    assert prints(shown, printed) is agree


def test_servers_are_stopped() -> None:
    """Is a command that serves pages handed to the one that stops it, and no other?"""
    said = with_servers("make release\n.venv/bin/jupyter lab   # Nbgrader\nmake lab")
    assert said == 'make release\nserve ".venv/bin/jupyter lab"\nserve "make lab"'
