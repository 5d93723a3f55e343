"""A verdict as the reader sees it: text for a terminal, HTML for a page.

One message first, the rest folded; at most six numbers; never the expected
code. The HTML is a whole, escaped fragment with its own styles: it can stand in
a notebook, a feedback page or formgrader, and needs neither script nor network.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Literal

from autograder.model import AspectResult, Location, Verdict

MOST_MARKS = 4
"""Combining marks on one letter: as many as honest writing puts there."""
PASS, FAIL = "✓", "✗"
WAITS = "(✓)"
"""Right, and pays once what it hangs on is right."""
GOOD, BAD, OPEN, INFO = "#1a7f37", "#bc4c00", "#6e7781", "#0969da"
_SHADES = (
    "background:none;color:inherit",
    "background:#fde8cf;color:#111",
    "background:#f7b267;color:#111",
    "background:#e6783a;color:#111",
    "background:#9c2a10;color:#fff",
)


def as_text(verdict: Verdict) -> str:
    """The verdict in a few lines of plain text, safe to print."""
    return plain("\n".join(line for _, line in told(verdict)))


Kind = Literal["head", "aspects", "message", "numbers", "hint", "more", "map", "note"]


def told(verdict: Verdict) -> Iterator[tuple[Kind, str]]:
    """The lines of a verdict's text, each with what kind of line it is. Not yet safe to print."""
    yield "head", f"{verdict.exercise}   {marks_of(verdict)}".rstrip()
    if verdict.status != "not-attempted":
        yield "aspects", "  " + "   ".join(mark(aspect) for aspect in verdict.aspects)
    if verdict.message:
        yield "message", f"  {verdict.message}"
    if verdict.location:
        yield "numbers", f"  {_numbers(verdict.location)}"
    if not verdict.passed and verdict.hint:
        yield "hint", f"  think about: {verdict.hint}"
    yield from (("more", f"  also: {line}") for line in verdict.more)
    if verdict.location:
        yield from (("map", line) for line in _text_map(verdict.location))
        yield "note", f"  the inputs of this case: autograder.{_call(verdict)}"
    yield from (("note", f"  note: {note}") for note in verdict.notes)


def as_html(verdict: Verdict, *, unfolded: bool = False) -> str:
    """The verdict as a card: a complete escaped HTML fragment.

    unfolded: for a page that has said the exercise, its points and its aspects already: the
    card is without them, and nothing of it is folded away.
    """
    untouched = verdict.status == "not-attempted"
    full = verdict.passed and verdict.max_points > 0
    tone = GOOD if full else OPEN if untouched or not verdict.max_points else BAD
    head = (
        f'<div style="display:flex;justify-content:space-between;font-weight:600">'
        f"<code>{text(verdict.exercise)}</code>"
        f"<span>{marks_of(verdict)}</span></div>"
    )
    body = [] if unfolded else [head, _html_aspects(verdict)]
    if verdict.message:
        body.append(f'<p style="margin:.5em 0">{text(verdict.message)}</p>')
    if verdict.location:
        body.append(f'<p style="margin:.5em 0">{_html_numbers(verdict.location)}</p>')
        where = _html_map(verdict.location)
        shown = where + _html_example(verdict)
        body.append(_fold("where it differs" if where else "try it", shown, unfolded))
    if not verdict.passed and verdict.hint:
        body.append(_fold("think about", f"<p>{text(verdict.hint)}</p>", unfolded))
    if verdict.more:
        body.append(_fold("also", _items(verdict.more), unfolded))
    body += [f'<p style="margin:.3em 0;opacity:.8">note: {text(n)}</p>' for n in verdict.notes]
    if not any(body):
        return ""
    return f'<div class="verdict" style="{card_style(tone)}">{"".join(filter(None, body))}</div>'


def card_style(tone: str) -> str:
    """The look of every card: an edge in ``tone``, and the page's own colours within."""
    return (
        f"border-left:4px solid {tone};border-left-color:{tint(tone)};padding:.5em .9em;"
        "margin:.3em 0;max-width:46em;line-height:1.45"
    )


def tint(colour: str) -> str:
    """A colour that can be read on the page, dark or light: mixed with that of the page's text."""
    return f"color-mix(in srgb,{colour} 60%,currentColor)"


def marks_of(verdict: Verdict) -> str:
    """``4 / 6``; nothing where there is nothing to be had."""
    got, most = points(verdict.points), points(verdict.max_points)
    return f"{got} / {most}" if verdict.max_points else ""


def points(number: float) -> str:
    """Marks without a needless ``.0``: ``4``, ``1.5``."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def plain(said: str) -> str:
    """Text without control characters: nothing in it can command a terminal.

    Of the marks on one letter ``MOST_MARKS`` stay: more climb over the lines above.
    """
    return without_towers(
        (c for c in said if c == "\n" or unicodedata.category(c)[0] != "C"), MOST_MARKS
    )


def without_towers(letters: Iterable[str], most: int) -> str:
    """Letters with ``most`` combining marks on each."""
    kept: list[str] = []
    row = 0
    for letter in letters:
        row = row + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if row <= most:
            kept.append(letter)
    return "".join(kept)


def escaped(said: str) -> str:
    """Text in which nothing can command a terminal or forge a line: all unprintable spelled out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in said)


def text(said: str) -> str:
    """Text made safe for HTML, whoever wrote it."""
    return escape(plain(said), quote=True)


def number(value: float, digits: int = 4) -> str:
    """A number in at most four significant digits, or in as many as are asked for."""
    return f"{value:.{digits}g}" if math.isfinite(value) else str(value)


def entry(place: Location) -> str:
    """The name of the worst entry: ``dW[3, 1]``, or ``db`` for a number."""
    return f"{place.output}[{', '.join(map(str, place.index))}]" if place.index else place.output


def mark(aspect: AspectResult) -> str:
    """An aspect with its sign: right, right but not paid yet, or wrong."""
    waiting = aspect.passed and not aspect.points and aspect.max_points
    return f"{WAITS if waiting else PASS if aspect.passed else FAIL} {aspect.name}"


def _three(place: Location) -> list[tuple[str, str]]:
    """The numbers of the worst entry, with digits enough to see that they differ."""
    yours, right = place.yours, place.expected
    digits = next((d for d in (4, 8, 12) if number(yours, d) != number(right, d)), 17)
    told = [("yours", yours), ("expected", right)]
    told += [("numerical", place.numerical)] if place.numerical is not None else []
    return [(name, number(value, digits)) for name, value in told]


def _numbers(place: Location) -> str:
    values = "   ".join(f"{name} {value}" for name, value in _three(place))
    return f"worst entry {entry(place)}:   {values}"


def _html_numbers(place: Location) -> str:
    values = "".join(
        f' <span style="white-space:nowrap;margin-right:1em">{name} <b>{value}</b></span>'
        for name, value in _three(place)
    )
    at = f'<span style="margin-right:1em">worst entry <code>{text(entry(place))}</code></span>'
    return at + values


def _html_aspects(verdict: Verdict) -> str:
    if verdict.status == "not-attempted":
        return ""
    style = "white-space:nowrap;margin-right:1.2em;color:"
    marks = "".join(
        f'<span style="{style}{_tone(a)}">{text(mark(a))}</span>' for a in verdict.aspects
    )
    return f'<div style="margin:.3em 0">{marks}</div>'


def _tone(aspect: AspectResult) -> str:
    if not aspect.max_points:  # a receipt says nothing of right and wrong
        return "inherit"
    return tint(GOOD if aspect.passed else BAD)


def _fold(title: str, body: str, unfolded: bool = False) -> str:
    if not body:
        return ""
    if unfolded:
        return f'<h4 style="margin:.8em 0 0">{title.capitalize()}</h4>{body}'
    return f'<details style="margin:.3em 0"><summary>{title}</summary>{body}</details>'


def _items(lines: Iterable[str]) -> str:
    return f'<ul style="margin:.3em 0">{"".join(f"<li>{text(line)}</li>" for line in lines)}</ul>'


SCALE = "1 to 4: off by more than 1e-5, 1 %, 10 %, half of the largest entry"


def shade(error: float) -> int:
    """How wrong an entry is, from 0 (right) to 4 (off by more than half of the largest entry)."""
    steps = (1e-5, 1e-2, 1e-1, 0.5)
    return 4 if not math.isfinite(error) else sum(error > step for step in steps)


def map_words(place: Location) -> str:
    """The map in words, for those who do not see it."""
    rows, (top, left) = place.error_map, place.map_start
    wrong = [(i, j) for i, row in enumerate(rows) for j, e in enumerate(row) if shade(e)]
    total = sum(len(row) for row in rows)
    if not total:
        return ""
    if not wrong:
        return "The difference is in the last digits only."
    shown = "" if place.map_whole else " shown"
    if len(wrong) == total:
        return f"Every entry{shown} differs."
    where = sorted({top + i for i, _ in wrong}), sorted({left + j for _, j in wrong})
    if len(rows) == 1:
        return f"{len(wrong)} of {total} entries{shown} differ: {_listed(where[1])}."
    for name, these, size in (("row", where[0], len(rows[0])), ("column", where[1], len(rows))):
        if len(wrong) == len(these) * size:
            one = len(these) == 1
            return f"{name.capitalize()}{'' if one else 's'} {_listed(these)} differ{'s' * one}."
    return f"{len(wrong)} of {total} entries{shown} differ, in rows {_listed(where[0])}."


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _html_map(place: Location) -> str:
    if not place.error_map:
        return ""
    (top, left), wide = place.map_start, len(place.error_map[0])
    across = "".join(_map_number("col", left + j) for j in range(wide))
    listed = len(place.index) < 2  # a vector has no rows to number
    corner = "" if listed else f'<td style="{_ENTRY};border:0"></td>'
    rows = "".join(
        f"<tr>{'' if listed else _map_number('row', top + i)}{''.join(map(_map_entry, row))}</tr>"
        for i, row in enumerate(place.error_map)
    )
    table = (
        '<table style="border-collapse:collapse;margin:.4em 0;width:auto">'
        f"<tr>{corner}{across}</tr>{rows}</table>"
    )
    key = f"· right; {SCALE}.".replace(" %", "\u00a0%")
    return (
        f"<p>{text(map_words(place))} Relative error of {text(place.output)}{_from(place)}, "
        f"entry by entry ({text(place.case)}). {key}</p>{table}"
    )


_ENTRY = "width:1.8em;height:1.8em;padding:0;text-align:center"


def _map_number(scope: str, n: int) -> str:
    """The number of a row or column beside the map."""
    return f'<th scope="{scope}" style="{_ENTRY};border:0;font-weight:400;font-size:.8em">{n}</th>'


def _map_entry(error: float) -> str:
    s = shade(error)
    look = f"{_ENTRY};border:1px solid #8c959f;{_SHADES[s]}"
    return f'<td style="{look}" title="error {number(error)}">{s or "·"}</td>'


def _from(place: Location) -> str:
    """Where the map of a large array begins."""
    if place.map_whole:
        return ""
    top, left = place.map_start
    return f" from [{left}] on" if len(place.index) == 1 else f" from [{top}, {left}] on"


def _call(verdict: Verdict) -> str:
    return f'example("{verdict.exercise}")'


def _html_example(verdict: Verdict) -> str:
    asked = f"from autograder import example; e = {_call(verdict)}"
    return f"<p>To try this case yourself: <code>{text(asked)}</code></p>"


def _text_map(place: Location) -> list[str]:
    if not place.error_map:
        return []
    rows = ["".join("." if not shade(e) else str(shade(e)) for e in row) for row in place.error_map]
    told = f"  where {place.output}{_from(place)} differs: {map_words(place)}"
    key = f"    (. right; {SCALE})"
    return [told, *(f"    {row}" for row in rows), *([key] if rows else [])]
