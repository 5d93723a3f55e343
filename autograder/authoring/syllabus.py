"""The syllabus page, ``course/README.md``: every unit with its picture, time and points.

Time, goals and what to have done before are read from the unit's own first cell, so
that page and notebook cannot disagree. A picture is the last one of the solved
notebook; its words are in the file, where ``autograder.authoring.pictures`` puts them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.percent import shown
from autograder.authoring.source import UnitSource
from autograder.errors import SourceError
from autograder.layout import Course
from autograder.rendering import points

WORDS = "Description"
"""The keyword of a PNG's text that holds what the picture says."""
_TITLE = re.compile(r"\A# (.+)$", re.MULTILINE)
_GOALS = re.compile(r"^\*\*You will:\*\*\n((?:^-? .+\n?|^- .+\n?)+)", re.MULTILINE)
_TIME = re.compile(
    r"\*\*Time:\*\* about (\d+) (minutes|hours?)\. \*\*Before:\*\* (.+?)(?=\n\n|\Z)", re.DOTALL
)
WIDTH = 260


@dataclass(frozen=True)
class Row:
    """What the page says of a unit."""

    slug: str
    title: str
    goals: tuple[str, ...]
    minutes: int
    before: str
    exercises: int
    points: float
    picture: str
    """What the picture says in words; empty where there is none."""


def row(source: UnitSource, picture: Path) -> Row:
    """A unit's row; raises ``SourceError`` where its first cell does not say what it should."""
    first = source.cells[0].source if source.cells else ""
    title, goals, time = _TITLE.search(first), _GOALS.search(first), _TIME.search(first)
    if not title or not goals or not time:
        raise SourceError(
            shown(source.path),
            source.cells[0].line if source.cells else 1,
            'the first cell should hold "# Title", a list after "**You will:**", and '
            '"**Time:** about 60 minutes. **Before:** …".',
        )
    number, unit, before = time.groups()
    worth = [float(c.options["points"]) for c in source.cells if "points" in c.options]
    return Row(
        source.slug,
        title[1],
        tuple(" ".join(goal.split()) for goal in re.split(r"^- ", goals[1], flags=re.M)[1:]),
        int(number) * (60 if unit.startswith("hour") else 1),
        " ".join(before.split()).rstrip("."),
        len(source.exercises),
        sum(worth),
        words_of(picture) if picture.is_file() else "",
    )


def syllabus_page(course: Course, sources: Iterable[UnitSource]) -> str:
    """The page of ``sources``, in Markdown."""
    rows = [row(source, course.picture(source.slug)) for source in sources]
    hours = sum(r.minutes for r in rows) / 60
    total = points(sum(r.points for r in rows))
    told = (
        f"{len(rows)} notebooks, {sum(r.exercises for r in rows)} exercises, {total} points, "
        f"about {hours:.0f} hours. Each picture is one that you will draw."
    )
    lines = ["# The course", "", told, "", "| | unit | time | points |", "|---|---|---|---|"]
    lines += [_line(r) for r in rows]
    return "\n".join([*lines, ""])


def words_of(picture: Path) -> str:
    """What a picture says in words, as the file tells."""
    from PIL import Image

    with Image.open(picture) as opened:
        return str(opened.info.get(WORDS, ""))


def _line(r: Row) -> str:
    alt, goals = html.escape(r.picture), " ".join(_sentence(goal) for goal in r.goals)
    picture = f'<img src="pictures/{r.slug}.png" width="{WIDTH}" alt="{alt}">' if alt else ""
    link = f"**[{r.slug[:2]} · {r.title}]({r.slug}/{r.slug}.ipynb)**"
    cells = (picture, f"{link}<br>{goals}<br>*Before:* {r.before}.", _time(r), points(r.points))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _time(r: Row) -> str:
    hours, minutes = divmod(r.minutes, 60)
    return f"{hours}:{minutes:02}\u00a0h"  # a narrow column breaks at any other space


def _sentence(goal: str) -> str:
    said = goal.rstrip(",.")
    return f"{said[:1].upper()}{said[1:]}."
