"""Which notebooks were handed in: nbgrader's ``SUBMITTED/<student>/<unit>/<unit>.ipynb``."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.exercises import did_you_mean, unit_slugs
from autograder.model import Status

DEPTH = 3
"""Folders deep a misplaced notebook is looked for, below the student's own."""
MOST_ENTRIES = 2000
"""Files and folders of one student that are looked at in that search."""
MOST_BYTES = 5_000_000
"""Of a notebook, looked through for the unit it was made for."""

_MARKUP = re.compile('[<>"]')
_STARTS = re.compile(rb"""(?:\b|\\n)start\(\s*\\?["'](\w+)""")
"""In JSON a line that is not a string's first has the letters of its line feed before it."""


@dataclass(frozen=True)
class Handed:
    """What one student handed in for one unit.

    status: ``graded`` where there is a notebook to grade; else ``problem`` says why not.
    absent: nothing was handed in at all; linked: a symbolic link is in the way.
    """

    student: str
    unit: str
    path: Path
    status: Status = "graded"
    problem: str = ""
    absent: bool = False
    linked: bool = False

    @property
    def readable(self) -> bool:
        """Whether files beside the notebook may be read: none that a link leads to."""
        return not self.linked and not self.absent


def student_folders(submitted: Path) -> dict[str, Path]:
    """Student id → folder, sorted; raises ``UsageError`` where there is no class."""
    if not submitted.exists():
        raise UsageError(f"There is no folder {submitted}. {_layout()}")
    if not submitted.is_dir():
        raise UsageError(
            f"{submitted} is a file, not a folder of submissions. "
            "To check one notebook: autograder check NOTEBOOK"
        )
    try:
        entries = sorted(submitted.iterdir())
    except OSError as error:
        raise UsageError(f"{submitted} cannot be read: {error.strerror}.") from error
    every = [p for p in entries if p.is_dir() and not hidden(p.name)]
    folders = {student_id(p.name): p for p in every}
    folders |= {p.name: p for p in every if p.name in folders}  # an id's own folder comes first
    if not folders:
        said = " ".join([f"{submitted} holds no submissions.", *loose_notebooks(submitted)])
        raise UsageError(f"{said} {_layout()}")
    return folders


def twins(submitted: Path, folders: dict[str, Path]) -> list[str]:
    """A sentence for each folder that is not graded because another has its id."""
    kept = {path.name for path in folders.values()}
    return [
        f"Two folders in {submitted} stand for the student {student_id(name)}, and only one was "
        f"graded. Rename the other, {name!r}."
        for name, folder in _entries(submitted)
        if folder and not hidden(name) and name not in kept
    ]


def loose_notebooks(submitted: Path) -> list[str]:
    """A sentence about notebooks in no student's folder; none where there are none."""
    loose = sorted(name for name, folder in _entries(submitted) if not folder and _notebook(name))
    if not loose:
        return []
    more = f" and {len(loose) - 1} more" if len(loose) > 1 else ""
    return [
        f"{shown(loose[0])}{more} in {submitted} {'lie' if more else 'lies'} in no student's "
        "folder, so nobody was graded for it. Move it to <student>/<unit>/<unit>.ipynb there."
    ]


def chosen_students(folders: dict[str, Path], wanted: Iterable[str]) -> dict[str, Path]:
    """The folders of the students asked for (all, if none is named)."""
    wanted = tuple(wanted)
    for student in wanted:
        if student not in folders:
            raise UsageError(
                f'No student "{student}" handed in anything.{did_you_mean(student, folders)}'
            )
    return {s: folder for s, folder in folders.items() if not wanted or s in wanted}


def units_handed_in(folders: dict[str, Path]) -> tuple[str, ...]:
    """The units of which somebody handed in something; raises ``UsageError`` if there is none."""
    units = unit_slugs()
    found: set[str] = set()
    stray = ""
    for folder in folders.values():
        there = {unit for unit in units if (folder / unit).is_dir()}
        if not there and folder.name not in units and not folder.is_symlink():
            paths = notebooks_below(folder)
            there = {unit for unit in units for path in paths if unit in path.lower()}
            stray = stray or (shown(f"{folder.name}/{paths[0]}") if paths else "")
        found |= there
    if not found:
        but = f" There is {stray}, which names no unit." if stray else ""
        raise UsageError(f"Nobody handed in a known unit.{but} {_layout()}")
    return tuple(sorted(found))


def handed_in(student: str, folder: Path, unit: str) -> Handed:
    """What a student handed in for a unit, looked at without following links."""
    place = folder / unit
    path = place / f"{unit}.ipynb"
    for link in (folder, place, path):
        if link.is_symlink():
            said = f"{shown(link.name)} is a symbolic link; submissions are not read through links."
            return Handed(student, unit, path, "unreadable", said, linked=True)
    if _is_file(path):
        return Handed(student, unit, path)
    return _no_notebook(student, folder, unit)


def absent(student: str, unit: str) -> Handed:
    """A student who handed in nothing."""
    return Handed(student, unit, Path(), "not-attempted", "No work was handed in.", absent=True)


def shown(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are spelled out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def student_id(name: str) -> str:
    """The id of the student whose folder has this name.

    formgrader puts ids into its pages as they are: what is markup there is spelled out.
    """
    return _MARKUP.sub(lambda found: f"\\x{ord(found[0]):02x}", shown(name))


def looks_like(path: Path, unit: str) -> str:
    """A sentence where a notebook calls only another unit's ``start(…)``, else ``""``."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return ""
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return ""
        named = started_units(file.read(MOST_BYTES))
    others = sorted(named - {unit})
    if not others or unit in named:
        return ""
    return f"This looks like unit {others[0]}, handed in as {unit}."


def started_units(data: bytes) -> set[str]:
    """The units that a notebook's text calls ``start(…)`` for. Looks at bytes, parses nothing."""
    named = {name.decode("ascii", "replace") for name in _STARTS.findall(data[:MOST_BYTES])}
    return named & set(unit_slugs())


def _no_notebook(student: str, folder: Path, unit: str) -> Handed:
    """A submission without its notebook: is it under another name, elsewhere, or nowhere?"""
    path = folder / unit / f"{unit}.ipynb"
    found = _misplaced(notebooks_below(folder), unit)
    if not found and path.is_dir():
        said = f"{path.name} is a folder, not a notebook. Put the notebook there and grade again."
    elif not found:
        if not path.parent.is_dir():
            return absent(student, unit)
        return Handed(student, unit, path, "not-attempted", f"There is no {path.name}.")
    elif Path(found).parent == Path(unit) and not path.is_dir():
        other = shown(Path(found).name)
        said = f"There is no {path.name}, but {other}. Rename it and grade again."
    else:
        where, right = shown(f"{folder.name}/{found}"), f"{student}/{unit}/{unit}.ipynb"
        said = f"There is {where}, but it belongs at {right}. Move it and grade again."
        if path.is_dir():
            said = f"{path.name} is a folder, not a notebook. {said}"
    if found:
        said = " ".join(filter(None, (said, looks_like(folder / found, unit))))
    return Handed(student, unit, path, "unreadable", said)


def _misplaced(paths: list[str], unit: str) -> str:
    """The notebook that may be this unit's; ``""`` if all are another's, or there is none.

    Another's are those that name another unit, and those of an assignment that lies as
    nbgrader wants it, in ``<name>/<name>.ipynb``.
    """
    named = [path for path in paths if unit in Path(path).name.lower()]
    inside = [path for path in paths if Path(path).parts[0] == unit]
    others = {Path(path).parts[0] for path in paths if _in_place(Path(path))}
    taken = set(unit_slugs()) - {unit}
    free = [
        path
        for path in paths
        if Path(path).parts[0] not in others and not any(slug in path.lower() for slug in taken)
    ]
    return next(iter([*named, *inside, *free]), "")


def _in_place(path: Path) -> bool:
    return len(path.parts) == 2 and path.stem == path.parts[0]


def notebooks_below(folder: Path) -> list[str]:
    """Notebooks at or below a student's folder, as paths from there, the nearest first."""
    found: list[str] = []
    left = MOST_ENTRIES
    level = [""]
    for _ in range(DEPTH):
        below: list[str] = []
        for here in level:
            for name, is_folder in _entries(folder / here):
                if (left := left - 1) < 0:
                    return sorted(found, key=_nearest)
                if is_folder:
                    below.append(os.path.join(here, name))
                elif _notebook(name):
                    found.append(os.path.join(here, name))
        level = below
    return sorted(found, key=_nearest)


def _nearest(path: str) -> tuple[int, str]:
    return path.count(os.sep), path


def _entries(folder: Path) -> Iterator[tuple[str, bool]]:
    """Name of every visible file and folder, and whether it is a folder; links are neither."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                if not hidden(entry.name) and (is_folder or entry.is_file(follow_symlinks=False)):
                    yield entry.name, is_folder
    except OSError:
        return


def hidden(name: str) -> bool:
    """Whether a name is an archive's or an editor's own, and no student's."""
    return name.startswith(".") or name == "__MACOSX"


def _notebook(name: str) -> bool:
    return name.lower().endswith(".ipynb")


def _is_file(path: Path) -> bool:
    """Whether there is something to open: what it is, is found out there."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISDIR(mode)


def _layout() -> str:
    return "A class looks like this: SUBMITTED/<student>/<unit>/<unit>.ipynb."
