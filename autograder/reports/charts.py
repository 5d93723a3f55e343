"""The report's charts: inline SVG, drawn with patterns and numbers, so that print without colour
and eyes without colour read the same.

Colours stand in the style sheet, by class; the patterns' own marks take ``currentColor``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from autograder.rendering import points
from autograder.reports.figures import Bin

PATTERNS = Markup(
    '<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="ground-partly" width="6" height="6"/>'
    '<rect class="mark-partly" width="2.4" height="6"/></pattern>'
    '<pattern id="dotted" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect class="ground-unstarted" width="5" height="5"/>'
    '<circle class="mark-unstarted" cx="2.5" cy="2.5" r="1"/></pattern></defs></svg>'
)
"""Once a page."""

NARROWEST = 17
"""Units of a part in which its number still stands."""


@dataclass(frozen=True)
class Part:
    """A part of a bar: its class, its size and what it stands for."""

    name: str
    count: int
    words: str


def histogram(bins: Sequence[Bin], median: float) -> Markup:
    """The distribution of marks, its numbers written on it and the median marked."""
    if not bins:
        return Markup()
    width, height, foot, head = 40, 84, 32, 18
    top = max(max(b.count for b in bins), 1)
    wide, ground = width * len(bins), head + height
    drawn = []
    for i, b in enumerate(bins):
        tall = height * b.count / top
        x, y = i * width, ground - tall
        count = f'<text x="{x + width / 2:g}" y="{y - 4:.1f}">{b.count or ""}</text>'
        bar = f'<rect x="{x + 2}" y="{y:.1f}" width="{width - 4}" height="{tall:.1f}"/>'
        low = f'<text class="axis" x="{x}" y="{ground + 13}">{points(b.low)}</text>'
        drawn.append(bar + count + low)
    high = f'<text class="axis" x="{wide}" y="{ground + 13}">{points(bins[-1].high)}</text>'
    line = f'<line x1="0" x2="{wide}" y1="{ground}" y2="{ground}"/>'
    middle = wide * median / bins[-1].high if bins[-1].high else 0.0
    anchor = "start" if middle < wide * 0.15 else "end" if middle > wide * 0.85 else "middle"
    mark = (
        f'<path class="median" d="M{middle:.1f} {ground + 16} l-4 6 h8 z"/><text class="axis" '
        f'style="text-anchor:{anchor}" x="{middle:.1f}" y="{ground + 31}">median '
        f"{points(median)}</text>"
    )
    words = "; ".join(f"{b.label} points: {b.count}" for b in bins if b.count)
    said = f"Students by points. {words}. Median {points(median)}."
    body = "".join([*drawn, high, line, mark])
    return _svg("histogram", f"-14 0 {wide + 28} {ground + foot + 2}", said, body)


def stacked(parts: Iterable[Part], *, width: int = 300, height: int = 20) -> Markup:
    """One bar in parts, each with its number where there is room."""
    kept = [part for part in parts if part.count]
    whole = sum(part.count for part in kept)
    at, drawn = 0.0, []
    for part in kept:
        wide = width * part.count / whole
        drawn.append(
            f'<rect class="{part.name}" x="{at:.1f}" y=".5" width="{wide:.1f}" '
            f'height="{height - 1}"/>'
        )
        if wide >= NARROWEST:
            drawn.append(_number(part, at + wide / 2, height))
        at += wide
    said = ", ".join(f"{part.count} {part.words}" for part in kept) or "nobody"
    return _svg("stacked", f"0 0 {width} {height}", said, "".join(drawn))


def bar(part: float, words: str, *, width: int = 120, height: int = 12) -> Markup:
    """A share between 0 and 1 as a bar in its frame."""
    wide = width * min(max(part, 0.0), 1.0)
    body = (
        f'<rect class="frame" x=".5" y=".5" width="{width - 1}" height="{height - 1}"/>'
        f'<rect class="full" x=".5" y=".5" width="{max(wide - 1, 0):.1f}" height="{height - 1}"/>'
    )
    return _svg("share", f"0 0 {width} {height}", words, body)


def _number(part: Part, x: float, height: int) -> str:
    """A number on its own ground: patterns are hard to read on."""
    wide = 7 * len(str(part.count)) + 4
    ground = (
        f'<rect class="ground" x="{x - wide / 2:.1f}" y="4" width="{wide}" height="{height - 8}"/>'
        if part.name in ("partly", "unstarted")
        else ""
    )
    place = f'x="{x:.1f}" y="{height / 2 + 4:g}"'
    return f'{ground}<text class="on-{part.name}" {place}>{part.count}</text>'


def _svg(name: str, box: str, said: str, body: str) -> Markup:
    _, _, width, height = box.split()
    size = f'viewBox="{box}" width="{width}" height="{height}"'
    label = escape(said, quote=True)
    return Markup(f'<svg class="{name}" {size} role="img" aria-label="{label}">{body}</svg>')
