"""The teacher's page: how a class stands, what it has misunderstood, whom to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from autograder.exercises import load_unit
from autograder.rendering import points
from autograder.reports import advice, attention, charts, figures, mistakes, standing
from autograder.reports.around import Around, HandIn, Times, times
from autograder.reports.marks import what_marks_are
from autograder.reports.names import shown_name
from autograder.reports.pages import page, percent
from autograder.reports.states import OF_SUBMISSION, state_of
from autograder.results import SubmissionResult

SHOWN_AT_ONCE = 5
"""Misconceptions of a unit that are not folded."""
MISTAKES_AT_ONCE = 5
"""Mistakes that are listed of one misconception."""
LINKED = 1000
"""Submissions up to which every name in a list is a link; links make the page of a large class
heavy, and each student's row has one."""
FEW = 8
"""Names that are not folded where somebody has to be looked at."""


@dataclass(frozen=True)
class Name:
    """A student as shown, and the address of the feedback page, if there is one."""

    shown: str
    link: str = ""


@dataclass(frozen=True)
class Row:
    """One student in a unit's table: points and symbol an exercise."""

    name: Name
    total: str
    status: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """One unit on the page, and in the tables."""

    slug: str
    title: str
    summary: figures.Summary
    exercises: tuple[figures.ExerciseFigures, ...]
    found: tuple[mistakes.Misconception, ...]
    stands: standing.Standing
    notices: tuple[attention.Notice, ...]
    alike: tuple[attention.Alike, ...]
    times: Times
    hand_in: HandIn
    results: tuple[SubmissionResult, ...]
    steps: tuple[advice.Step, ...]

    @property
    def eye(self) -> int:
        """How many students have something to look at."""
        return len(attention.needs_an_eye(self.notices, self.alike))

    @property
    def often(self) -> list[mistakes.Misconception]:
        """What is shown at once: the most frequent, and whatever has no name yet."""
        named = [one for one in self.found if one.named]
        return [*named[:SHOWN_AT_ONCE], *(one for one in self.found if not one.named)]

    @property
    def seldom(self) -> list[mistakes.Misconception]:
        return [one for one in self.found if one.named][SHOWN_AT_ONCE:]

    @property
    def histogram(self) -> Markup:
        return charts.histogram(figures.bins(self.results), self.summary.median)

    @property
    def by_marks(self) -> list[Row]:
        """Who handed something in, the best first."""
        there = figures.handed_in(self.results)
        return [_row(r) for r in sorted(there, key=lambda r: (-r.points, r.student))]

    @property
    def order(self) -> list[str]:
        """The exercises as they stand in the notebook."""
        return [exercise.slug for exercise in load_unit(self.slug).exercises]

    def name(self, student: str) -> Name:
        return name_of(student, self.slug, linked=student not in self.stands.absent)


def sections_of(
    results: Sequence[SubmissionResult], around: Around | None = None
) -> tuple[Section, ...]:
    """What there is to say of each unit, in order."""
    around = around or Around()
    by_unit = _by_unit(results)
    return tuple(_section(unit, found, around) for unit, found in by_unit.items())


def class_report_html(
    results: Sequence[SubmissionResult],
    around: Around | None = None,
    sections: Sequence[Section] | None = None,
) -> str:
    """The report on a class: an overview, then a section a unit. Whole and escaped.

    Args:
        around: what is known beside the results; sections: what was made of both already.

    Names link to ``../feedback/<student>/<unit>/<unit>.html``.
    """
    made = sections_of(results, around) if sections is None else sections
    linked = len(results) <= LINKED
    return page(
        "class_report.html",
        sections=made,
        overview=overview(made),
        behind=standing.falling_behind(_by_unit(results)),
        names=partial(_names, linked=linked),
        linked_rows=linked or len(made) == 1,
        shown_name=shown_name,
        about_marks=what_marks_are(section.summary.most for section in made),
        percent=percent,
        share=mistakes.share,
        parts=exercise_parts,
        charts=charts,
        listed_mistakes=MISTAKES_AT_ONCE,
        few_names=FEW,
    )


def overview(sections: Sequence[Section]) -> list[tuple[Name, list[tuple[str, str]], str]]:
    """A row a student: points and link of every unit (``–``: not handed in), and the sum."""
    table: dict[str, dict[str, SubmissionResult]] = {}
    for section in sections:
        for result in section.results:
            table.setdefault(result.student, {})[section.slug] = result
    return [
        (
            Name(shown_name(student)),
            [_in_overview(row.get(section.slug)) for section in sections],
            points(sum(result.points for result in row.values())),
        )
        for student, row in sorted(table.items())
    ]


def exercise_parts(e: figures.ExerciseFigures) -> list[charts.Part]:
    """How a class did in one exercise, for its bar."""
    return [
        charts.Part("full", e.full, "all right"),
        charts.Part("partly", e.partly, "partly right"),
        charts.Part("none", e.none, "without points"),
        charts.Part("unstarted", e.unstarted, "not written"),
    ]


def name_of(student: str, unit: str, *, linked: bool = True) -> Name:
    """A student's name with the address of the unit's feedback page."""
    address = f"../feedback/{quote(student, safe='')}/{unit}/{unit}.html"
    return Name(shown_name(student), address if linked else "")


def _names(students: Sequence[str], section: Section, *, linked: bool) -> list[Name]:
    return [section.name(s) if linked else Name(shown_name(s)) for s in students]


def _by_unit(results: Sequence[SubmissionResult]) -> Mapping[str, list[SubmissionResult]]:
    units: dict[str, list[SubmissionResult]] = {u: [] for u in sorted({r.unit for r in results})}
    for result in sorted(results, key=lambda r: r.student):
        units[result.unit].append(result)
    return units


def _section(unit: str, results: Sequence[SubmissionResult], around: Around) -> Section:
    about = load_unit(unit)
    summary = figures.summary(results)
    explained = around.sections.get(unit, {})
    found = mistakes.misconceptions(mistakes.mistakes(results), results, explained)
    exercises = figures.hardest_first(figures.of_exercise(e, results) for e in about.exercises)
    stands = standing.standing(about, results)
    notices = attention.notices(results)
    hand_in = around.hand_in.get(unit, HandIn())
    groups = attention.alike(results, partial(around.commonplace, unit))
    return Section(
        slug=unit,
        title=about.title,
        summary=summary,
        exercises=tuple(exercises),
        found=tuple(found),
        stands=stands,
        notices=tuple(notices),
        alike=tuple(groups),
        times=times(results, hand_in),
        hand_in=hand_in,
        results=tuple(results),
        steps=advice.next_steps(summary, notices, groups, found, stands, exercises),
    )


def _in_overview(result: SubmissionResult | None) -> tuple[str, str]:
    if result is None or result.status == "not-attempted":
        return "–", ""
    return points(result.points), name_of(result.student, result.unit).link


def _row(result: SubmissionResult) -> Row:
    verdicts = {verdict.exercise: verdict for verdict in result.verdicts}
    cells = [verdicts.get(exercise.slug) for exercise in load_unit(result.unit).exercises]
    return Row(
        name=name_of(result.student, result.unit),
        total=points(result.points),
        status="" if result.status == "graded" else OF_SUBMISSION[result.status],
        cells=tuple((points(v.points), state_of(v).symbol) if v else ("", "") for v in cells),
    )
