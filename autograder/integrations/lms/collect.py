"""``autograder collect``: bulk downloads into ``submitted/<student>/<unit>/<unit>.ipynb``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import click

from autograder.errors import Unreadable, UsageError
from autograder.integrations.lms.archives import Member, open_download
from autograder.integrations.lms.choosing import Candidate, Row, Sent, choose, cut, is_work
from autograder.integrations.lms.downloads import (
    METADATA,
    Format,
    Piece,
    Who,
    canvas_piece,
    detect,
    gradescope_piece,
    metadata_places,
    moodle_piece,
)
from autograder.integrations.lms.gradescope import LARGEST_METADATA, read_metadata
from autograder.integrations.lms.loading import load_roster
from autograder.integrations.lms.names import fold
from autograder.integrations.lms.people import student_ids
from autograder.integrations.lms.placing import put, student_folders_by_name, write_whole
from autograder.integrations.lms.roster import Roster
from autograder.integrations.lms.students import FILE, students_csv
from autograder.notebook.reading import Reader
from autograder.rendering import escaped

GOOD = ("collected", "unchanged", "replaced")
NO_HARM = (*GOOD, "older", "left out", "no notebook")
"""Outcomes after which nobody's work waits for the teacher."""


@dataclass
class Collected:
    """Rows of the summary, and what is to be said below them."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: Path | None = None
    """Where the names of those who handed in stand, for a grade book."""

    @property
    def exit_code(self) -> int:
        return 0 if all(row.outcome in NO_HARM for row in self.rows) else 2


@dataclass
class _Class:
    """What every student sent, by id, over all downloads."""

    sent: dict[str, list[Sent]] = field(default_factory=dict)
    stray: list[Member] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    late: set[str] = field(default_factory=set)
    absent: set[str] | None = None

    def seen(self, students: Collection[str], roster: Sequence[str]) -> None:
        """Take those who are in one download from those who handed in nothing."""
        self.absent = (set(roster) if self.absent is None else self.absent) - set(students)


@dataclass(frozen=True)
class _Place:
    """Where work goes: the folder, the students' folders in it, and who looks whether it is
    whole."""

    to: Path
    folders: Mapping[str, str]
    reader: Reader


def collect_command(
    sources: Sequence[Path],
    *,
    to: Path,
    unit: str,
    roster: Path | None,
    how: str,
    force: bool,
) -> int:
    """Collect, and print the summary; returns the exit code. Raises ``UsageError``."""
    known = load_roster(roster) if roster else None
    found = collect(sources, to, unit=unit, roster=known, how=how, force=force)
    click.echo(as_text(found, to))
    for note in found.notes:
        click.echo(f"autograder: {escaped(note)}", err=True)
    return found.exit_code


def collect(
    sources: Sequence[Path],
    to: Path,
    *,
    unit: str = "",
    roster: Roster | None = None,
    how: str = "auto",
    force: bool = False,
) -> Collected:
    """Put the latest work of every student of some downloads into its place below ``to``.

    Args:
        unit: what everything is of; ``""``: each notebook says so itself.
        how: ``canvas``, ``moodle`` or ``gradescope``; ``auto``: the names tell.

    Raises ``UsageError`` where a download cannot be read at all; then nothing was written.
    """
    if to.exists() and not to.is_dir():
        raise UsageError(f"{to} is a file. Choose a folder for --to.")
    group, done = _Class(), Collected()
    with ExitStack() as stack:
        opened = [(path, stack.enter_context(open_download(path))) for path in sources]
        folders = student_folders_by_name(to)
        for number, (path, members) in enumerate(opened):
            _sort_out(group, path, number, members, how, roster, folders)
        place = _Place(to, folders, stack.enter_context(Reader()))
        for student in sorted(group.sent):
            done.rows += _place(place, student, group.sent[student], unit, force)
    done.rows += [
        Row(
            "",
            unit,
            "unknown student",
            f"{cut(member.path)} is not named as a download names files.",
        )
        for member in group.stray
    ]
    done.notes += group.notes + _about_late(group.late)
    if roster is not None:
        done.notes += _about_roster(roster, {*folders.values()}, group.absent or ())
        _write_names(done, roster, to)
    return done


def _write_names(done: Collected, roster: Roster, to: Path) -> None:
    """Write the names that the roster knows of those who have a folder."""
    text, path = students_csv(roster, student_folders_by_name(to)), to / FILE
    try:
        if text:
            write_whole(path, text.encode())
            done.names = path
    except OSError as error:
        done.notes.append(f"{path} cannot be written: {error.strerror}.")


def _sort_out(
    group: _Class,
    path: Path,
    number: int,
    members: Sequence[Member],
    how: str,
    roster: Roster | None,
    there: Collection[str],
) -> None:
    """Who sent which file of one download."""
    kind = detect(member.parts for member in members) if how == "auto" else cast(Format, how)
    if kind is None:
        raise UsageError(
            f"{path} looks like no download of Canvas, Moodle or Gradescope: too few of its files "
            "are named as one of them names them. Give the archive as it was downloaded, or say "
            "of which it is: --format canvas, moodle or gradescope."
        )
    pairs = list(_pieces(members, kind, path))
    everybody = list(dict.fromkeys(who for piece, _ in pairs if piece for who in piece.whose))
    known = student_ids(everybody, kind, roster, there)
    group.notes += known.notes
    group.seen([*known.ids.values()], known.roster)
    if known.unknown and roster is not None:
        names = ", ".join(known.ids[who] for who in known.unknown[:12])
        more = f" and {len(known.unknown) - 12} more" if len(known.unknown) > 12 else ""
        group.notes.append(f"In {path.name}, but not in {roster.source}: {names}{more}.")
    for piece, member in pairs:
        if piece is None:
            group.stray += [member] if is_work(member) else []
            continue
        for who in piece.whose:
            student = known.ids[who]
            group.sent.setdefault(student, []).append(Sent(piece, member, number))
            group.late |= {student} if piece.late else set()
    group.notes += _about_groups(pairs, known.ids)


def _pieces(
    members: Sequence[Member], kind: Format, path: Path
) -> Iterator[tuple[Piece | None, Member]]:
    if kind == "gradescope":
        about = _metadata(members, path)
        if about is None or about.problem:
            raise UsageError(f"{path} has no {METADATA} that can be read. Export it again.")
        try:
            told = read_metadata(about.read(LARGEST_METADATA), f"{path}/{about.path}")
        except Unreadable as error:
            raise UsageError(f"{path}/{about.path} {error}. Export it again.") from None
        for member in members:
            piece = gradescope_piece(member.parts, told)
            yield (piece if piece and piece.whose else None), member
        return
    of = canvas_piece if kind == "canvas" else moodle_piece
    for member in members:
        yield of(member.parts), member


def _metadata(members: Sequence[Member], path: Path) -> Member | None:
    """Gradescope's own metadata; what a student calls so is no such."""
    places = metadata_places(member.parts for member in members)
    if len(places) > 1:
        raise UsageError(
            f"{path} has {len(places)} files {METADATA} at the same depth, and which of them is "
            "Gradescope's cannot be told. Collect each export by itself."
        )
    return members[places[0]] if places else None


def _place(
    place: _Place, student: str, sent: Sequence[Sent], unit: str, force: bool
) -> Iterator[Row]:
    """Put one student's work into its place; a row for each of their files that matter."""
    try:
        chosen = choose(student, sent, unit)
    except MemoryError:
        yield Row(student, unit, "refused", "What they handed in needs more memory than there is.")
        return
    yield from chosen.rows
    name = place.folders.get(student) or place.folders.get(fold(student)) or student
    for one in chosen.latest.values():
        done = put(place.to / name, one.unit, one.data, one.time, force=force)
        yield Row(name, one.unit, done.outcome, " ".join(filter(None, (_words(one), done.said))))
        try:
            place.reader.parse(one.data, Path("x"))
        except Unreadable as error:
            said = f"{cut(one.title)} {str(error).removeprefix('x ')}"
            yield Row(name, one.unit, "damaged", said)


def _words(one: Candidate) -> str:
    note = f", though {one.note}" if one.note else ""
    return f"{cut(one.title)}{note}"


def _about_groups(
    pairs: Sequence[tuple[Piece | None, Member]], ids: dict[Who, str]
) -> Iterator[str]:
    groups = dict.fromkeys(piece.whose for piece, _ in pairs if piece and len(piece.whose) > 1)
    for group in groups:
        names = ", ".join(ids[who] for who in group)
        yield f"Handed in together, and collected for each: {names}."


def _about_roster(roster: Roster, there: Collection[str], absent: Collection[str]) -> Iterator[str]:
    for name, ids in roster.contested(there):
        yield (
            f"The folder {name} may be of more than one in {roster.source}, so their ids are "
            f"{' and '.join(ids)}: rename it to the right one, and collect again."
        )
    if absent:
        yield f"In {roster.source}, but handed in nothing: {_listed(absent)}."


def _about_late(late: set[str]) -> list[str]:
    if not late:
        return []
    return [
        f"Late, says Canvas: {_listed(late)}. Its download does not tell when, so no "
        "late penalty is computed; take it off there, or write timestamp.txt files."
    ]


def _listed(students: Collection[str]) -> str:
    names = sorted(students)
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"{', '.join(names[:12])}{more}"


def as_text(found: Collected, to: Path) -> str:
    """A table, what needs the teacher after all that is well, and the count of each outcome."""
    rows = sorted(
        found.rows, key=lambda r: (r.outcome not in NO_HARM, r.student, r.unit, r.outcome)
    )
    cells = [[escaped(text) for text in (r.student, r.unit, r.outcome, r.said)] for r in rows]
    widths = [min(max((len(row[i]) for row in cells), default=0), 40) for i in range(3)]
    lines = [
        "  ".join([*(f"{row[i]:<{widths[i]}}" for i in range(3)), row[3]]).rstrip() for row in cells
    ]
    well = sum(row.outcome in NO_HARM for row in rows)
    if 0 < well < len(rows):
        lines[well:well] = ["", "To be looked at:"]
    counts = Counter(row.outcome for row in found.rows)
    said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    lines += [*([""] if lines else []), f"{said or 'nothing to collect'}; in {to}"]
    if found.names:
        lines.append(f"their names, for the grade book: nbgrader db student import {found.names}")
    return "\n".join(lines)
