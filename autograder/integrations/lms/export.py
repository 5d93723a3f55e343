"""``autograder export``: the grade book's final marks, as Canvas, Moodle or a spreadsheet
takes them; on stderr, what the file does not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from autograder.errors import UsageError
from autograder.exercises import load_unit, unit_slugs
from autograder.grading.books import gradebook_address
from autograder.grading.journal import read_results, write_atomically
from autograder.integrations.autograded import read_notebook
from autograder.integrations.lms import columns as made
from autograder.integrations.lms.book import ClassBook, Student, UnitBook, read_book
from autograder.integrations.lms.columns import Wanted, Why
from autograder.integrations.lms.files import canvas_file, csv_file, fill, moodle_file
from autograder.integrations.lms.loading import load_roster
from autograder.integrations.lms.matching import Matches, match
from autograder.integrations.lms.roster import Roster
from autograder.integrations.placing import grade_id
from autograder.integrations.settings import gradebook_url
from autograder.layout import Course
from autograder.rendering import plain
from autograder.reports.tables import FORMULA

NAMED = 12
"""People that one sentence names; how many more there are, it counts."""


def export_command(
    course: Course,
    *,
    to: str,
    units: tuple[str, ...],
    columns: Wanted,
    out: Path | None,
    gradebook: str,
    roster: Path | None,
    partial: bool,
) -> int:
    """Write the file, or print it; returns the exit code. Raises ``UsageError``."""
    if roster is not None and to == "csv":
        raise UsageError("--roster is for --to canvas and --to moodle: it holds their identities.")
    if out is not None and roster is not None and out.resolve() == roster.resolve():
        raise UsageError(f"{out} is the roster itself. Choose another name for --out.")
    known = load_roster(roster, to) if roster else None
    url = gradebook_address(course, gradebook) or gradebook_url(course.root)
    book = read_book(url, {u: cell_order(course, u) for u in units or unit_slugs()})
    _refuse_nothing(book, units, url)
    why = _why(course) if to == "csv" else {}
    text, said = _file(book, to, columns, partial, known, why)
    if out is None:
        click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
    else:
        _write(out, text)
    for sentence in (*said, *_about(book, partial, whole=not units)):
        click.echo(f"autograder: {plain(sentence)}", err=True)
    return 0


def cell_order(course: Course, unit: str) -> list[str]:
    """The graded cells of a unit as they follow one another in the notebook."""
    try:
        cells = read_notebook(course.notebook(unit)).cells
    except UsageError:
        return [exercise.slug for exercise in load_unit(unit).exercises]
    return [grade_id(cell) for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]


def _why(course: Course) -> dict[tuple[str, str], str]:
    """Of which work nothing could be graded, and why, as the last grading wrote it down."""
    try:
        results = read_results(course.root / "results.jsonl")
    except UsageError:  # graded by nbgrader, or elsewhere
        return {}
    return {(r.unit, r.student): f"{r.status}: {r.problem}" for r in results if r.problem}


def _file(
    book: ClassBook, to: str, wanted: Wanted, partial: bool, roster: Roster | None, why: Why
) -> tuple[str, list[str]]:
    """The file's text, and what is to be said about who is in it."""
    if to == "csv":
        return csv_file(book, made.every_column(book, partial, why)), []
    columns = made.mark_columns(book, wanted, partial)
    if to == "moodle":
        columns = made.with_feedback(book, columns, partial)
    said = _twice_counted(to, wanted)
    if roster is None:
        text = canvas_file(book, columns) if to == "canvas" else moodle_file(book, columns)
        return text, [*said, *_no_roster(book, to), *_formulas(book.students)]
    matches = match(book.students, roster)
    filled = fill(roster, columns, matches)
    return filled.text, [*said, *filled.notes, *_unmatched(book, roster, matches)]


def _refuse_nothing(book: ClassBook, units: Sequence[str], url: str) -> None:
    missing = [unit for unit in units if unit not in {found.unit for found in book.units}]
    if missing or not book.units:
        raise UsageError(
            f"The grade book has no marks of {', '.join(missing) or 'any unit of this course'}. "
            "Grade first: autograder grade submitted/"
        )


def _about(book: ClassBook, partial: bool, whole: bool) -> list[str]:
    """What the marks do not say of themselves."""
    said = [sentence for unit in book.units for sentence in _about_unit(book, unit, partial)]
    if whole and book.others:
        others = _listed(book.others)
        said.append(f"Not units of this course, and left out: {others} (nbgrader export has them).")
    return said


def _about_unit(book: ClassBook, unit: UnitBook, partial: bool) -> list[str]:
    waiting = {student: final.waiting for student, final in unit.finals.items() if final.waiting}
    cells = dict.fromkeys(cell for names in waiting.values() for cell in names)
    absent = [s.id for s in book.students if s.id not in unit.finals]
    old = sum(final.old for final in unit.finals.values())
    said = []
    if waiting:
        totals = "totals count what is marked" if partial else "their totals are left out, too"
        said.append(
            f"{unit.unit}: answers of {_listed(sorted(waiting))} wait for marks by hand "
            f"({_listed(list(cells))}); they have no mark, not 0, and {totals}. "
            "Mark them in formgrader" + ("." if partial else ", or export with --partial.")
        )
    if absent:
        said.append(f"{unit.unit}: no work, and so no mark, not 0, of {_listed(absent)}.")
    if old:
        said.append(
            f"{unit.unit}: {old} marks given by hand are older than the answer; look again."
        )
    return said


def _twice_counted(to: str, wanted: Wanted) -> list[str]:
    if wanted != "both":
        return []
    return [
        "The file has a column for each unit and one for each exercise: let "
        f"{to.title()} count only one of the two, or export with --columns units."
    ]


def _no_roster(book: ClassBook, to: str) -> list[str]:
    where = "SIS Login ID" if to == "canvas" else "Username and ID number"
    return [
        f"Students are written with their id in this grade book, as {where}. If {to.title()} "
        "calls them otherwise, give the file it exports: --roster FILE."
    ]


def _formulas(students: Iterable[Student]) -> list[str]:
    odd = [s.id for s in students if s.id.lstrip(" ").startswith(FORMULA)]
    if not odd:
        return []
    return [
        f"A spreadsheet would take these ids for formulas, so they stand behind a quote and match "
        f"nobody: {_listed(odd)}. With --roster they keep their marks."
    ]


def _unmatched(book: ClassBook, roster: Roster, matches: Matches) -> list[str]:
    marked = {student for unit in book.units for student in unit.finals}
    empty = [
        person.name
        for person in roster.people
        if person.row not in matches.rows or matches.rows[person.row].id not in marked
    ]
    said = []
    if matches.lost:
        lost = _listed([student.id for student in matches.lost])
        said.append(f"In the grade book, but not in {roster.source} nor in the file: {lost}.")
    if matches.unclear:
        unclear = _listed([student.id for student in matches.unclear])
        said.append(
            f"Not written, since more than one row of {roster.source} may be theirs: {unclear}. "
            "Fill in their marks by hand."
        )
    for student, other in matches.twice:
        said.append(
            f"{student.id} and {other.id} are the same person in {roster.source}: the marks of "
            f"{other.id} were written, those of {student.id} were not."
        )
    if empty:
        said.append(f"In {roster.source}, but without marks: {_listed(empty)}.")
    return said


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ("; " if any("," in name for name in names) else ", ").join(names[:NAMED]) + more


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(f"wrote {path}", err=True)
