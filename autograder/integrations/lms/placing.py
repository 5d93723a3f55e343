"""A collected notebook on the disk: in its place whole, or not at all, and nothing lost for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from autograder.errors import Unreadable, UsageError
from autograder.integrations.lms.names import fold
from autograder.integrations.marks import read_small
from autograder.integrations.side_files import TIMESTAMP
from autograder.notebook.opening import read_bytes
from autograder.notebook.reading import LIMIT

Outcome = Literal["collected", "unchanged", "replaced", "kept", "refused"]
STAMP = "%Y-%m-%d %H:%M:%S.%f UTC"
"""As nbgrader writes it."""


@dataclass(frozen=True)
class Put:
    """What came of one notebook. ``said``: why not, or what to do."""

    outcome: Outcome
    said: str = ""


def student_folders_by_name(submitted: Path) -> dict[str, str]:
    """The folders that are there: by their names, and by what a disk without case calls them."""
    try:
        names = sorted(entry.name for entry in os.scandir(submitted))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"{submitted} cannot be read: {error.strerror}.") from error
    return {fold(name): name for name in names} | {name: name for name in names}


def put(folder: Path, unit: str, data: bytes, time: datetime | None, *, force: bool = False) -> Put:
    """Put a notebook into a student's folder, with its time of hand-in where there is one.

    What lies there and differs stays, unless ``force``. Never through a symbolic link.
    """
    place = folder / unit
    path, stamp = place / f"{unit}.ipynb", place / TIMESTAMP
    for link in (folder, place, path, stamp):
        if link.is_symlink():
            return Put("refused", f"{link} is a symbolic link; nothing is written through it.")
    try:
        return _put(path, stamp, data, time, force)
    except OSError as error:
        return Put("refused", f"{path} cannot be written: {error.strerror}.")


def _put(path: Path, stamp: Path, data: bytes, time: datetime | None, force: bool) -> Put:
    told = time.strftime(STAMP) if time else None
    there, before = path.exists(), read_small(stamp)
    same = there and _same(path, data)
    in_time = told is None or before is None or before.strip() == told
    if same and in_time:
        if told is not None and before is None:
            write_whole(stamp, told.encode())
        return Put("unchanged")
    if there and not force:
        what = "Other work" if not same else "The same work with another time"
        return Put("kept", f"{what} lies there already and was kept; --force replaces it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    if told is not None:
        write_whole(stamp, told.encode())
    elif there:
        stamp.unlink(missing_ok=True)  # it was of the work that goes
    write_whole(path, data)
    return Put("replaced" if there else "collected")


def _same(path: Path, data: bytes) -> bool:
    try:
        return read_bytes(path, LIMIT) == data
    except Unreadable:
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step, never through a symbolic link; raises ``OSError``."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with open(os.open(part, flags, 0o644), "wb") as file:
            file.write(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
