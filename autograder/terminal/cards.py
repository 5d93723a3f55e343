"""Verdicts as cards: what ``autograder check`` shows, the same words in colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from autograder.model import Verdict
from autograder.rendering import FAIL, PASS, as_text, marks_of, points, told
from autograder.terminal import screen

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.text import Text

STYLES = {"message": "bold", "hint": "italic", "note": screen.FAINT, "more": ""}
SHADES = ("", "black on #fde8cf", "black on #f7b267", "black on #e06c2b", "white on #9c2a10")
_ROW = re.compile(r"    ([.1-4]+)")


def show(verdicts: Iterable[Verdict]) -> None:
    """Print cards where there is a terminal, else plain text."""
    if not screen.is_fancy():
        click.echo("\n\n".join(map(as_text, verdicts)))
        return
    console = screen.console()
    for verdict in verdicts:
        console.print(Card(verdict))


def show_sum(verdicts: Sequence[Verdict]) -> None:
    """Print the marks of all, with a bar where there is a terminal."""
    got, most = sum(v.points for v in verdicts), sum(v.max_points for v in verdicts)
    if not most:
        return
    line = f"in all   {points(got)} / {points(most)}"
    if not screen.is_fancy():
        click.echo(f"\n{line}")
        return
    screen.console().print(bar(line, got, most))


@dataclass(frozen=True)
class Card:
    """A verdict with a coloured edge down its left side, and an empty line below."""

    verdict: Verdict

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.console import Group
        from rich.segment import Segment

        edge = Segment("▌ ", console.get_style(tone(self.verdict)))
        body = Group(*(_line(kind, text) for kind, text in told(self.verdict)))
        inner = options.update_width(max(options.max_width - 2, 1))
        for line in console.render_lines(body, inner, pad=False):
            yield edge
            yield from line
            yield Segment.line()
        yield Segment.line()


def tone(verdict: Verdict) -> str:
    """The colour of a verdict; what it says is beside it in words."""
    if verdict.status == "not-attempted":
        return "bright_black"
    return screen.GOOD if verdict.passed else screen.BAD


def row(verdicts: Iterable[Verdict]) -> Text:
    """All exercises in one paragraph, each with its sign and marks."""
    from rich.text import Text

    return Text("   ").join(
        screen.lines(brief(verdict).replace(" ", "\u00a0"), tone(verdict)) for verdict in verdicts
    )


def brief(verdict: Verdict) -> str:
    """``✗ mse-loss 3 / 6``: an exercise in a few words."""
    sign = PASS if verdict.passed else "·" if verdict.status == "not-attempted" else FAIL
    return f"{sign} {verdict.exercise} {marks_of(verdict)}".rstrip()


def bar(line: str, got: float, most: float, width: int = 30) -> Text:
    """A line with a bar behind it."""
    full = round(width * got / most) if most else 0
    text = screen.said(line, "bold")
    text.append(f"   {'█' * full}", screen.GOOD)
    return text.append("░" * (width - full), screen.FAINT)


def _line(kind: str, text: str) -> Text:
    """One line of a card in its style. A card's edge stands where the indent was."""
    if kind == "head":
        return screen.lines(text, "bold")
    if kind == "map" and (found := _ROW.fullmatch(text)):
        return _shaded(found[1])
    made = screen.lines(text.removeprefix("  "), STYLES.get(kind, ""))
    if kind == "aspects":
        made.highlight_regex(rf"{PASS} \S+", screen.GOOD)
        made.highlight_regex(rf"{FAIL} \S+", screen.BAD)
    return made


def _shaded(row: str) -> Text:
    """A row of the map: the digits stay, for those who do not see colours."""
    from rich.text import Text

    cells = ((f" {c} ", SHADES[0 if c == "." else int(c)]) for c in row)
    return Text.assemble("  ", *cells)
