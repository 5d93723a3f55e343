"""Which notebooks were handed in: nbgrader's ``SUBMITTED/<student>/<unit>/<unit>.ipynb``."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.exercises import did_you_mean, unit_slugs
from autograder.model import Status


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
    folders = {shown(p.name): p for p in entries if p.is_dir() and not p.name.startswith(".")}
    if not folders:
        raise UsageError(f"{submitted} holds no submissions. {_layout()}")
    return folders


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
    found = {
        unit for unit in unit_slugs() for folder in folders.values() if (folder / unit).is_dir()
    }
    if not found:
        raise UsageError(f"Nobody handed in a known unit. {_layout()}")
    return tuple(sorted(found))


def handed_in(student: str, folder: Path, unit: str) -> Handed:
    """What a student handed in for a unit, looked at without following links."""
    place = folder / unit
    path = place / f"{unit}.ipynb"
    for link in (folder, place, path):
        if link.is_symlink():
            said = f"{shown(link.name)} is a symbolic link; submissions are not read through links."
            return Handed(student, unit, path, "unreadable", said, linked=True)
    if not place.is_dir():
        return absent(student, unit)
    if not _exists(path):
        return _no_notebook(student, unit, path)
    return Handed(student, unit, path)


def absent(student: str, unit: str) -> Handed:
    """A student who handed in nothing."""
    return Handed(student, unit, Path(), "not-attempted", "No work was handed in.", absent=True)


def shown(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are spelled out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _no_notebook(student: str, unit: str, path: Path) -> Handed:
    others = sorted(shown(p.name) for p in path.parent.glob("*.ipynb"))
    if not others:
        return Handed(student, unit, path, "not-attempted", f"There is no {path.name}.")
    said = f"There is no {path.name}, but {others[0]}. Rename it and grade again."
    return Handed(student, unit, path, "unreadable", said)


def _exists(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISDIR(mode)


def _layout() -> str:
    return "A class looks like this: SUBMITTED/<student>/<unit>/<unit>.ipynb."
