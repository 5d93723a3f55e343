"""``progress()``: a bar over the course, this notebook's exercises, and what is next."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from autograder.exercises import load_unit, unit_slugs
from autograder.model import Exercise, Unit, Verdict
from autograder.rendering import (
    BAD,
    FAIL,
    GOOD,
    INFO,
    OPEN,
    PASS,
    card_style,
    marks_of,
    plain,
    points,
    tint,
)
from autograder.rendering import text as safe
from autograder.settings import set_unit

BEGUN, UNTOUCHED = "◐", "·"
IN_WORDS = "Answers in words are marked by your teacher and are not in these points."
NOT_RUN = "as last checked, not looked at now: its cell has not run, or you stopped"


@dataclass(frozen=True)
class Part:
    """A part of the course, and how much of it is reached."""

    name: str
    got: float
    most: float

    @property
    def done(self) -> bool:
        return 0 < self.most <= self.got

    @property
    def share(self) -> float:
        return min(max(self.got / self.most, 0.0), 1.0) if self.most else 0.0

    @property
    def sign(self) -> str:
        """Its state without colour."""
        return PASS if self.done else BEGUN if self.got else UNTOUCHED

    @property
    def marks(self) -> str:
        return f"{points(self.got)} / {points(self.most)}"


@dataclass(frozen=True)
class Row:
    """An exercise of this notebook; ``remembered``: its points, where its cell has not run."""

    verdict: Verdict
    remembered: float | None = None

    @property
    def got(self) -> float:
        return self.verdict.points if self.remembered is None else self.remembered

    @property
    def done(self) -> bool:
        return self.verdict.passed or (self.remembered or 0.0) >= self.verdict.max_points > 0

    @property
    def sign(self) -> str:
        """Its state without colour."""
        if self.done:
            return PASS
        if self.remembered:
            return BEGUN
        return UNTOUCHED if self.verdict.status == "not-attempted" else FAIL

    @property
    def marks(self) -> str:
        return marks_of(replace(self.verdict, points=self.got))

    def as_text(self) -> str:
        """``✓ mse-loss: 6 / 6``, and whether that is only remembered."""
        told = f"{self.sign} {self.verdict.exercise}: {self.marks}".removesuffix(": ")
        return told if self.remembered is None else f"{told} ({NOT_RUN})"


@dataclass(frozen=True)
class Course:
    """Where a student is: the verdicts on this notebook, and the points remembered of others.

    An exercise whose cell has not run in this kernel counts as it is remembered.

    folder: where the units lie, if that is known.
    """

    unit: Unit
    verdicts: Sequence[Verdict]
    reached: Mapping[str, float]
    folder: Path | None = None
    points: float = 0.0

    @cached_property
    def units(self) -> tuple[Part, ...]:
        """The units of the course, in order; where the folder is known, those that are there."""
        parts = (self._part(set_unit(slug)) for slug in unit_slugs())
        here = self.unit.slug
        return tuple(p for p in parts if p.got or p.name == here or self._is_there(p.name))

    @cached_property
    def whole(self) -> Part:
        """The course in one."""
        got, most = sum(unit.got for unit in self.units), sum(unit.most for unit in self.units)
        return Part("the course", got, most)

    @property
    def next_exercise(self) -> Exercise | None:
        """The first of this notebook that is not right."""
        slug = next((v.exercise for v in self.verdicts if not self._row(v).done), None)
        return self.unit.exercise(slug) if slug else None

    @property
    def next_unit(self) -> Unit | None:
        """The unit to go on with, once this notebook is done: the next open one, or any.

        Where the folder is known, one whose notebook is there: others are not handed out yet.
        """
        here = [part.name for part in self.units].index(self.unit.slug)
        order = [*self.units[here + 1 :], *self.units[:here]]
        left = (part.name for part in order if not part.done)
        return next((load_unit(slug) for slug in left if self._is_there(slug)), None)

    def _is_there(self, slug: str) -> bool:
        return self.folder is None or any((self.folder / p).is_file() for p in _places(slug))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The exercises of this notebook."""
        return tuple(map(self._row, self.verdicts))

    def _row(self, verdict: Verdict) -> Row:
        if not not_run(verdict) or verdict.exercise not in self.reached:
            return Row(verdict)
        return Row(verdict, self._remembered(self.unit.exercise(verdict.exercise)))

    def _remembered(self, exercise: Exercise) -> float:
        return min(max(self.reached.get(exercise.slug, 0.0), 0.0), worth(exercise))

    def _part(self, unit: Unit) -> Part:
        """This unit as its verdicts say, another as it is remembered."""
        if unit.slug == self.unit.slug:
            most = sum(row.verdict.max_points for row in self.rows)
            return Part(unit.slug, sum(row.got for row in self.rows), most)
        got = sum(map(self._remembered, unit.exercises))
        return Part(unit.slug, got, sum(map(worth, unit.exercises)))

    def as_text(self) -> str:
        """The exercises of this notebook, the units of the course, and what is next."""
        units = "   ".join(f"{part.sign} {part.name[:2]} {part.marks}" for part in self.units)
        rows = [row.as_text() for row in self.rows]
        here, course = f"{self.here.marks} in all", f"the course: {self.whole.marks}"
        return plain("\n".join([*rows, here, "", course, units, IN_WORDS, self.next()]))

    @property
    def here(self) -> Part:
        """This notebook."""
        return next(part for part in self.units if part.name == self.unit.slug)

    def next(self) -> str:
        """What to do next, in a sentence."""
        if exercise := self.next_exercise:
            return f'next: {exercise.slug} ({exercise.title}); hint("{exercise.slug}") helps'
        if unit := self.next_unit:
            return f"next: unit {unit.slug} ({unit.title})"
        if len(self.units) < len(unit_slugs()):
            return "next: what your teacher hands out next. All that is here is right."
        return "next: nothing. All exercises of the course are right."

    def as_html(self) -> str:
        """The same with bars; every bar has its numbers beside it."""
        here = self.here
        body = [
            f'<div style="display:flex;justify-content:space-between;font-weight:600">'
            f"<span>The course</span><span>{self.whole.marks}</span></div>",
            _bar(self.units, self.unit.slug),
            f'<div style="display:flex;justify-content:space-between;font-weight:600;'
            f'margin-top:.8em"><span>{safe(here.name[:2])} · {safe(self.unit.title)}</span>'
            f"<span>{here.marks}</span></div>",
            f'<div style="display:flex;flex-wrap:wrap;gap:.4em;margin:.4em 0">'
            f"{''.join(map(self._segment, self.rows))}</div>",
            *([f'<div style="opacity:.8">* {NOT_RUN}</div>'] if self._any_remembered else []),
            f'<div style="opacity:.8">{IN_WORDS}</div>',
            f'<div style="margin-top:.6em">{self._next()}</div>',
        ]
        return f'<div class="progress-card" style="{card_style(INFO)}">{"".join(body)}</div>'

    @property
    def _any_remembered(self) -> bool:
        return any(row.remembered is not None for row in self.rows)

    def _segment(self, row: Row) -> str:
        slug = row.verdict.exercise
        tone = {PASS: GOOD, FAIL: BAD}.get(row.sign, OPEN)
        style = (
            f"border:1px solid {tone};border-color:{tint(tone)};border-left-width:5px;"
            "padding:.15em .6em;border-radius:3px;white-space:nowrap"
        )
        link = _link(f"{self._notebook()}#cell-id={slug}-answer", slug)
        star = "" if row.remembered is None else " *"
        return f'<span style="{style}">{row.sign} {link} {row.marks}{star}</span>'

    def _next(self) -> str:
        if exercise := self.next_exercise:
            link = _link(f"{self._notebook()}#cell-id={exercise.slug}-answer", exercise.slug)
            call = f'hint("{exercise.slug}")'
            return f"Next: {link}, {safe(exercise.title)}. <code>{safe(call)}</code> helps."
        if unit := self.next_unit:
            return f"Next: {self._unit_link(unit)}."
        return safe(self.next())

    def _unit_link(self, unit: Unit) -> str:
        said = f"unit {unit.slug[:2]}, {unit.title}"
        for path in _places(unit.slug):
            if self.folder and (self.folder / path).is_file():
                return _link(f"../{path}" if "/" in path else path, said)
        return safe(said)

    def _notebook(self) -> str:
        """This notebook's file, which may have another name than its unit."""
        name = os.path.basename(os.environ.get("JPY_SESSION_NAME", ""))
        return quote(name if name.endswith(".ipynb") else f"{self.unit.slug}.ipynb")


def worth(exercise: Exercise) -> float:
    """The most points of an exercise."""
    return float(sum(aspect.points for aspect in exercise.aspects))


def _places(slug: str) -> tuple[str, str]:
    """Where a unit's notebook may lie in the course's folder."""
    return f"{slug}/{slug}.ipynb", f"{slug}.ipynb"


def not_run(verdict: Verdict) -> bool:
    """Whether the kernel does not know the exercise's names: its cell has not run."""
    return any("not-found" in aspect.labels for aspect in verdict.aspects)


def _link(address: str, said: str) -> str:
    return f'<a href="{safe(address)}">{safe(said)}</a>'


def _bar(units: Sequence[Part], here: str) -> str:
    """A block a unit, as wide as its points; filled as far as they are reached."""
    told = "; ".join(f"unit {part.name[:2]}: {part.marks}" for part in units)
    blocks = "".join(_block(part, part.name == here) for part in units)
    return (
        f'<div role="img" aria-label="{safe(told)}" '
        f'style="display:flex;gap:3px;margin:.4em 0">{blocks}</div>'
    )


def _block(part: Part, is_here: bool) -> str:
    edge = f"outline:2px solid {INFO};outline-color:{tint(INFO)};" if is_here else ""
    fill = f"width:{part.share:.0%};height:100%;background:{GOOD};background:{tint(GOOD)}"
    weight = 600 if is_here else 400
    return (
        f'<div style="flex:{part.most:g} 1 0;min-width:3.4em;text-align:center;font-size:.8em">'
        f'<div style="{edge}height:.9em;border:1px solid currentColor"><div style="{fill}"></div>'
        f'</div><div style="font-weight:{weight};margin-top:.2em">{part.sign} {part.name[:2]}</div>'
        f"<div>{points(part.got)}/{points(part.most)}</div></div>"
    )
