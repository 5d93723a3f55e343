"""The fenced blocks of a page, each with what is decided about it.

A block of commands has the language ``sh`` (a script) or ``console`` (lines that begin with
``$ ``, below each what it prints). Comments right before a block decide about it:

    <!-- ends with 1 -->                     the exit code of its last command
    <!-- in the students' folder -->         run where students are, not in the repository
    <!-- in a fresh clone -->                run where nothing is set up yet
    <!-- run by make prove: why -->          too slow for every day
    <!-- not run: why -->                    never
    <!-- file: solutions/11_momentum.py -->  no command: the next piece of this file
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

COMMANDS = ("sh", "console")
TEXTS = ("text", "python", "json", "yaml", "toml", "html", "csv", "ini")
"""Languages of blocks that hold no commands."""

_FENCE = re.compile(r"^( {0,3})(`{3,}|~{3,})\s*(\S*)")
_COMMENT = re.compile(r"^<!-- (.+?) -->$")
_DECISION = re.compile(
    r"in (?P<place>the students' folder|a fresh clone)|ends with (?P<code>\d+)"
    r"|(?P<kind>not run|run by make prove|file): (?P<why>\S.*)"
)


class Undecided(Exception):
    """A block that nobody has decided about, or a comment that decides nothing."""


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, what it holds, and what is decided."""

    page: str
    line: int
    language: str
    text: str
    code: int = 0
    place: str = "the repository"
    not_run: str = ""
    prove: str = ""
    file: str = ""

    @property
    def is_run(self) -> bool:
        return self.language in COMMANDS and not self.not_run

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(path: Path, decided: Mapping[str, tuple[str, ...]] | None = None) -> list[Block]:
    """The blocks of a page in order; raises ``Undecided``.

    decided: language and comments of blocks that have none, by how the block begins: for
        pages that show their commands plainly.
    """
    found = []
    for line, language, text, comments in _fences(path):
        if not language:
            first = text.split("\n")[0]
            begins = [begin for begin in decided or {} if first.startswith(begin)]
            if not decided or not begins:
                raise Undecided(f"{path.name}:{line}: a block without a language: {first!r}.")
            language, *comments = decided[begins[0]]
        if language not in (*COMMANDS, *TEXTS) and not language.startswith("{"):
            raise Undecided(f"{path.name}:{line}: nobody has decided about {language!r} blocks.")
        found.append(Block(path.name, line, language, text, **_decisions(path, line, comments)))
    return found


def _fences(path: Path) -> Iterator[tuple[int, str, str, list[str]]]:
    """Line, language, text and comments of every fence."""
    comments: list[str] = []
    lines = iter(enumerate(path.read_text(encoding="utf-8").splitlines(), start=1))
    for number, line in lines:
        fence, comment = _FENCE.match(line), _COMMENT.match(line)
        if fence:
            inside = []
            for _, text in lines:
                if text.strip() == fence[2]:
                    break
                inside.append(text.removeprefix(fence[1]))
            yield number, fence[3], "\n".join(inside), comments
            comments = []
        elif comment:
            comments = [*comments, comment[1]]
        elif line.strip():
            comments = []


def _decisions(path: Path, line: int, comments: list[str]) -> dict[str, object]:
    decisions: dict[str, object] = {}
    for comment in comments:
        found = _DECISION.fullmatch(comment)
        if not found:
            raise Undecided(f"{path.name}:{line}: {comment!r} decides nothing.")
        if found["place"]:
            decisions["place"] = found["place"]
        elif found["code"]:
            decisions["code"] = int(found["code"])
        else:
            name = {"not run": "not_run", "run by make prove": "prove"}.get(found["kind"], "file")
            decisions[name] = found["why"]
    return decisions


def inline_commands(path: Path) -> Iterator[str]:
    """Code in the text, outside of fences, that names one of our commands or make's."""
    fences = re.compile(r"^( {0,3})(`{3,}|~{3,}).*?^ {0,3}\2", re.M | re.S)
    text = fences.sub("", path.read_text(encoding="utf-8"))
    for span in re.findall(r"(?<!`)`([^`]+)`(?!`)", text):
        command = " ".join(span.split()).removeprefix(".venv/bin/")
        if re.match(r"(autograder|make|nbgrader) \S", command):
            yield command
