"""``autograder check --watch``: checked again whenever the notebook is saved, changes first."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from autograder.errors import UsageError
from autograder.grading.watching import Changes, Glance, Moment, changes, moments
from autograder.model import Verdict
from autograder.rendering import plain
from autograder.results import verdict_line
from autograder.terminal import cards, screen

INTERRUPTED = 130

Look = Callable[[], tuple[Verdict, ...]]
"""The verdicts as they are now; the same tuple again where no code has changed."""


def watch(path: Path, look: Look, *, as_json: bool = False) -> int:
    """Check until Ctrl-C; the exit code is 0 if all was right at the last look, else 130."""
    teller = Json() if as_json else Teller(path)
    try:
        follow(moments(Glance(path)), look, teller)
    except KeyboardInterrupt:
        teller.note("Stopped watching.")
    return 0 if teller.last and all(v.passed for v in teller.last) else INTERRUPTED


def follow(every: Iterable[Moment], look: Look, teller: Teller) -> None:
    """Look at each moment, and tell what came of it."""
    for moment in every:
        if moment.digest is None:
            teller.trouble(f"{teller.path} is not there. Waiting for it.")
            continue
        try:
            with teller.busy():
                found = look()
        except UsageError as error:
            # A file that is half written is not worth a word: the rest comes in a moment.
            if moment.lasting:
                teller.trouble(f"{error} Waiting for it to be saved again.")
        else:
            teller.tell(found)


class Teller:
    """Tells of each look: at first everything, then what has changed."""

    def __init__(self, path: Path = Path()) -> None:
        self.path = path
        self.last: tuple[Verdict, ...] = ()
        self._said = ""

    def tell(self, found: tuple[Verdict, ...]) -> None:
        """Show what is new since the last look."""
        before, self.last = self.last, found
        recovered, self._said = bool(self._said), ""
        if not before:
            self.first(found)
        elif found is not before:
            self.again(changes(before, found), found)
        elif recovered:
            self.note("It can be read again; no code has changed.")

    def trouble(self, sentence: str) -> None:
        """Say once why there is nothing to look at."""
        if sentence != self._said:
            self._said = sentence
            self.note(sentence)

    def first(self, found: Sequence[Verdict]) -> None:
        """All cards, and what happens now."""
        cards.show(found)
        cards.show_sum(found)
        self.note(f"Watching {self.path}: save it, and it is checked again. Ctrl-C ends.")

    def again(self, new: Changes, found: Sequence[Verdict]) -> None:
        """What changed, the newly wrong first; then all exercises in a line."""
        heading(f"{time.strftime('%H:%M:%S')}  {in_words(new)}")
        cards.show((*new.wrong, *new.right, *new.other))
        show_row(found)
        cards.show_sum(found)

    def busy(self) -> AbstractContextManager[object]:
        """Around a look, which takes seconds."""
        return screen.busy("checking …")

    def note(self, sentence: str) -> None:
        """What is no result goes to stderr."""
        click.echo(plain(sentence), err=True)


class Json(Teller):
    """Each look as one line of JSON: the list that ``--json`` prints."""

    def busy(self) -> AbstractContextManager[object]:
        return nullcontext()

    def first(self, found: Sequence[Verdict]) -> None:
        click.echo(json.dumps([verdict_line(verdict) for verdict in found]))

    def again(self, new: Changes, found: Sequence[Verdict]) -> None:
        self.first(found)


def in_words(new: Changes) -> str:
    """``Newly wrong: a. Newly right: b.``, or that nothing is new."""
    parts = (("Newly wrong", new.wrong), ("Newly right", new.right), ("Changed", new.other))
    told = [f"{name}: {', '.join(v.exercise for v in these)}." for name, these in parts if these]
    return " ".join(told) or "Checked again: nothing has changed."


def heading(line: str) -> None:
    """A line that stands out from what was said before."""
    if screen.is_fancy():
        console = screen.console()
        console.rule(screen.said(line, "bold"), align="left", style=screen.FAINT)
    else:
        click.echo(f"\n{plain(line)}\n")


def show_row(found: Sequence[Verdict]) -> None:
    """All exercises, each with its sign and marks."""
    if screen.is_fancy():
        screen.console().print(cards.row(found))
    else:
        click.echo("\n" + plain("   ".join(map(cards.brief, found))))
