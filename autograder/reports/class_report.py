"""The teacher's page: how a class stands, what it has misunderstood, whom to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from autograder.exercises import load_unit
from autograder.model import Verdict
from autograder.rendering import plain, points
from autograder.reports import figures
from autograder.reports.marks import what_marks_are
from autograder.reports.pages import page, percent
from autograder.reports.states import OF_SUBMISSION, state_of
from autograder.results import SubmissionResult

SHOWN_AT_ONCE = 8
"""Mistakes that are not folded."""


@dataclass(frozen=True)
class Row:
    """One student in the table; ``link`` is empty where there is no feedback page."""

    student: str
    link: str
    total: str
    status: str
    cells: tuple[tuple[str, str, str], ...]
    """Per exercise: points, symbol, words."""


@dataclass(frozen=True)
class Section:
    """One unit on the page."""

    slug: str
    title: str
    max_points: float
    summary: dict[str, str]
    histogram: Markup
    exercises: tuple[figures.ExerciseFigures, ...]
    mistakes: tuple[figures.Mistake, ...]
    troubles: tuple[figures.Trouble, ...]
    remarks: tuple[figures.Place, ...]
    by_name: tuple[Row, ...]
    by_marks: tuple[Row, ...]


def class_report_html(results: Sequence[SubmissionResult]) -> str:
    """The report on a class: a section a unit, the essentials first. Whole and escaped.

    Names link to ``../feedback/<student>/<unit>/<unit>.html``.
    """
    units = sorted({result.unit for result in results})
    sections = [_section(u, [r for r in results if r.unit == u]) for u in units]
    return page(
        "class_report.html",
        sections=sections,
        about_marks=what_marks_are(section.max_points for section in sections),
        percent=percent,
        shown_at_once=SHOWN_AT_ONCE,
    )


def histogram(bins: Sequence[figures.Bin]) -> Markup:
    """The distribution of marks as an inline picture with its numbers written on it."""
    if not bins:
        return Markup()
    width, height, foot, head = 36, 96, 18, 16
    top = max(max(b.count for b in bins), 1)
    drawn = []
    for i, b in enumerate(bins):
        tall = height * b.count / top
        x, y = i * width, head + height - tall
        count = f'<text x="{x + width / 2:g}" y="{y - 4:.1f}">{b.count or ""}</text>'
        bar = f'<rect x="{x + 3}" y="{y:.1f}" width="{width - 6}" height="{tall:.1f}"/>'
        low = f'<text x="{x + 1}" y="{head + height + 14}" class="axis">{points(b.low)}</text>'
        drawn.append(f"<g><title>{b.label} points: {b.count}</title>{bar}{count}{low}</g>")
    wide, tall_all = width * len(bins), head + height + foot
    high = points(bins[-1].high)
    end = f'<text x="{wide + 1}" y="{head + height + 14}" class="axis">{high}</text>'
    line = f'<line x1="0" x2="{wide}" y1="{head + height}" y2="{head + height}"/>'
    words = "; ".join(f"{b.label}: {b.count}" for b in bins if b.count)
    return Markup(
        f'<svg class="histogram" viewBox="-8 0 {wide + 24} {tall_all}" role="img" '
        f'aria-label="Students by points. {words}">{"".join(drawn)}{end}{line}</svg>'
    )


def _section(unit: str, results: Sequence[SubmissionResult]) -> Section:
    about = load_unit(unit)
    by_name = sorted(results, key=lambda r: r.student)
    by_marks = sorted(by_name, key=lambda r: -r.points)
    rows = {r.student: _row(r) for r in results}
    return Section(
        slug=unit,
        title=about.title,
        max_points=max(result.max_points for result in results),
        summary=figures.summary(results),
        histogram=histogram(figures.bins(results)),
        exercises=tuple(figures.of_exercise(e, results) for e in about.exercises),
        mistakes=tuple(figures.mistakes(results)),
        troubles=tuple(figures.troubles(results)),
        remarks=tuple(figures.remarks(results)),
        by_name=tuple(rows[r.student] for r in by_name),
        by_marks=tuple(rows[r.student] for r in by_marks),
    )


def _row(result: SubmissionResult) -> Row:
    verdicts = {verdict.exercise: verdict for verdict in result.verdicts}
    link = f"../feedback/{quote(result.student, safe='')}/{result.unit}/{result.unit}.html"
    return Row(
        student=plain(result.student),
        link=link if result.status != "not-attempted" else "",
        total=points(result.points),
        status="" if result.status == "graded" else OF_SUBMISSION[result.status],
        cells=tuple(_cell(verdicts.get(e.slug)) for e in load_unit(result.unit).exercises),
    )


def _cell(verdict: Verdict | None) -> tuple[str, str, str]:
    if verdict is None:
        return "", "", "not graded"
    state = state_of(verdict)
    return points(verdict.points), state.symbol, state.words
