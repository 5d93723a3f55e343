"""Is there a terminal, and how to write on it what others have written.

Text of students reaches ``rich`` as ``Text`` made by ``said`` or ``lines``, never as a
string: in a string it would look for markup.
"""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TextIO

from autograder.rendering import escaped, plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

WIDEST = 100
"""Columns of the widest card or table: longer lines are hard to read."""
GOOD, BAD, FAINT = "green", "yellow", "dim"


def is_fancy(stream: TextIO | None = None) -> bool:
    """Whether a person looks at ``stream`` (default: stdout), and has nothing against colour."""
    stream = stream or sys.stdout
    dumb = os.environ.get("TERM", "") in ("dumb", "unknown")
    return stream.isatty() and not dumb and not os.environ.get("NO_COLOR")


def console(stream: TextIO | None = None) -> Console:
    """A console on ``stream`` (default: stdout) that looks for no markup in what it prints."""
    from rich.console import Console

    made = Console(file=stream or sys.stdout, markup=False, emoji=False, highlight=False)
    made.width = min(made.width, WIDEST)
    return made


def busy(sentence: str) -> AbstractContextManager[object]:
    """Tells whoever waits at a terminal what goes on, on stderr, and takes it away again."""
    if not (is_fancy() and is_fancy(sys.stderr)):
        return nullcontext()
    return console(sys.stderr).status(said(sentence))


def said(text: str, style: str = "") -> Text:
    """One line that anybody may have written: the unprintable is spelled out, markup is text."""
    from rich.text import Text

    return Text(escaped(text), style)


def lines(text: str, style: str = "") -> Text:
    """Lines that anybody may have written: the unprintable is left out, markup is text."""
    from rich.text import Text

    return Text(plain(text), style)


def table(*columns: str, title: str = "", right: tuple[str, ...] = ()) -> Table:
    """An empty table in the one look of all tables; columns named in ``right`` hold numbers."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for name in columns:
        made.add_column(name, justify="right" if name in right else "left", overflow="fold")
    return made
