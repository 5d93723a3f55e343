"""The report's tables as CSV, with the columns that docs/class-report.md describes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.exercises import load_unit
from autograder.reports.class_report import Section
from autograder.reports.figures import has_begun, is_another_units
from autograder.reports.standing import first_open
from autograder.reports.tables import Cell, to_csv
from autograder.results import SubmissionResult

Rows = Iterator[Sequence[Cell]]


def tables(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """File names and texts."""
    made = {
        "units.csv": _units(sections),
        "exercises.csv": _exercises(sections),
        "mistakes.csv": _mistakes(sections),
        "standing.csv": _standing(sections),
        "attention.csv": _attention(sections),
        "times.csv": _times(sections),
    }
    return [(name, to_csv(rows)) for name, rows in made.items()]


def _units(sections: Sequence[Section]) -> Rows:
    yield ("unit", "students", "handed in", "not started", "maximum", "mean", "median",
           "full marks", "stuck most at", "stuck there", "human eye")  # fmt: skip
    for section in sections:
        s, stuck = section.summary, section.stands.hardest
        yield (
            section.slug,
            s.students,
            s.handed_in,
            s.not_started,
            s.most,
            round(s.mean, 3),
            s.median,
            s.full,
            stuck.exercise if stuck else "",
            len(stuck.students) if stuck else 0,
            section.eye,
        )


def _exercises(sections: Sequence[Section]) -> Rows:
    yield ("unit", "exercise", "title", "aspect", "maximum", "mean", "students", "all right",
           "partly right", "without points", "not written", "discrimination")  # fmt: skip
    for section in sections:
        for e in section.exercises:
            counts = e.students, e.full, e.partly, e.none, e.unstarted
            apart = "" if e.discrimination is None else round(e.discrimination, 3)
            about = section.slug, e.slug, e.title
            yield (*about, "", e.max_points, round(e.mean, 3), *counts, apart)
            for aspect in e.aspects:
                yield (*about, aspect.name, "", "", e.students, aspect.passed, "", "", "", "")


def _mistakes(sections: Sequence[Section]) -> Rows:
    yield ("unit", "exercise", "mistake", "misconception", "students", "attempted", "share",
           "said", "example", "suggestion", "section")  # fmt: skip
    for section in sections:
        for one in section.found:
            for mistake in one.mistakes:
                count = len(mistake.students)
                yield (
                    section.slug,
                    mistake.exercise,
                    mistake.label,
                    one.name,
                    count,
                    mistake.attempted,
                    round(count / mistake.attempted, 3),
                    mistake.says,
                    mistake.example,
                    one.show,
                    "; ".join(one.sections),
                )


def _standing(sections: Sequence[Section]) -> Rows:
    yield ("unit", "student", "standing", "points", "maximum", "first open exercise",
           "its status")  # fmt: skip
    for section in sections:
        for result in section.results:
            place = first_open(load_unit(section.slug), result)
            graded = _stands(result) != "not graded" and result.status == "graded"
            yield (
                section.slug,
                result.student,
                _stands(result),
                result.points,
                result.max_points,
                place.exercise if place and graded else "",
                place.status if place and graded else "",
            )


def _times(sections: Sequence[Section]) -> Rows:
    yield "unit", "student", "handed in (UTC)", "seconds late", "seconds of grading"
    for section in sections:
        for result in section.results:
            at = section.hand_in.at.get(result.student)
            late = section.hand_in.seconds_late(result.student)
            yield (
                section.slug,
                result.student,
                "" if at is None else at.isoformat(sep=" ", timespec="seconds"),
                "" if late is None else max(late, 0.0),
                result.seconds,
            )


def _stands(result: SubmissionResult) -> str:
    """``done``, ``begun``, ``untouched``, ``absent`` or ``not graded``."""
    if result.status != "graded":
        return "absent" if result.status == "not-attempted" else "not graded"
    if is_another_units(result):
        return "not graded"
    if not has_begun(result):
        return "untouched"
    return "done" if all(verdict.passed for verdict in result.verdicts) else "begun"


def _attention(sections: Sequence[Section]) -> Rows:
    yield "unit", "what", "group", "student", "exercise", "said"
    for section in sections:
        for notice in section.notices:
            for place in notice.places:
                for student, said in zip(place.students, place.sentences, strict=True):
                    yield section.slug, notice.key, "", student, place.exercise, said
        for number, group in enumerate(section.alike, start=1):
            said = "Alike after renaming: worth a talk; it proves nothing."
            wrong = f" Wrong in the same way: {', '.join(group.wrong)}." if group.wrong else ""
            for student in group.students:
                exercises = ", ".join(group.exercises)
                yield section.slug, "alike", number, student, exercises, f"{said}{wrong}"
