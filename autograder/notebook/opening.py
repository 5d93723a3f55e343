"""Open a submitted file once, without following a link, and read at most so much of it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from autograder.errors import Unreadable

_NO_LINK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_bytes(path: Path, limit: int, below: Path | None = None) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes; raises ``Unreadable``.

    No component of the path below the folder ``below`` may be a symbolic link
    (without it: the last one); the folder itself may be reached through one.
    """
    try:
        folder, names = _walk_from(path, below)
        return _descend(folder, names, path, limit)
    except OSError as error:
        raise Unreadable(_says(path, error)) from None


def _walk_from(path: Path, below: Path | None) -> tuple[Path, tuple[str, ...]]:
    if below is None:
        return path.parent, (path.name,)
    try:
        names = path.relative_to(below).parts
    except ValueError:
        raise Unreadable(f"{path} is not inside {below}, the folder to be graded.") from None
    if not names or ".." in names:
        raise Unreadable(f"{path} is not the path of a file below {below}.")
    return below, names


def _descend(folder: Path, names: tuple[str, ...], path: Path, limit: int) -> bytes:
    """Each step starts at the folder that is open, so nothing can be exchanged on the way."""
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in names[:-1]:
            _refuse_link(name, here, path)
            below = os.open(name, _NO_LINK | os.O_DIRECTORY, dir_fd=here)
            os.close(here)
            here = below
        return _read_regular(names[-1], here, path, limit)
    finally:
        os.close(here)


def _refuse_link(name: str, folder: int, path: Path) -> None:
    if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
        raise Unreadable(f"{path} lies behind a symbolic link ({name}), which is not followed.")


def _read_regular(name: str, folder: int, path: Path, limit: int) -> bytes:
    before = os.stat(name, dir_fd=folder, follow_symlinks=False)
    _refuse_other_kinds(before, path)
    opened = os.open(name, _NO_LINK | os.O_NONBLOCK, dir_fd=folder)
    with os.fdopen(opened, "rb", buffering=0) as file:
        now = os.fstat(file.fileno())
        _refuse_other_kinds(now, path)
        if now.st_size > limit:
            raise Unreadable(_too_large(path, now.st_size, limit))
        data = _read_all(file.fileno(), limit + 1)
        if _written(os.fstat(file.fileno())) != _written(now):
            raise Unreadable(f"{path} was being written while it was read. Grade again.")
    if len(data) > limit:
        raise Unreadable(_too_large(path, len(data), limit))
    return data


def _written(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _read_all(file: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := os.read(file, min(most, 1 << 20))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _refuse_other_kinds(found: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((words for test, words in _KINDS if test(found.st_mode)), "no regular file")
        raise Unreadable(f"{path} is {kind}. Put the notebook itself there and grade again.")


def _too_large(path: Path, size: int, limit: int) -> str:
    return (
        f"{path} has {_megabytes(size)} MB; at most {_megabytes(limit)} MB are read. "
        "Clear its outputs (Kernel, Restart and Clear Outputs), save it and grade again."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.3g}"


def _says(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"{path} does not exist. Has the student handed it in under this name?"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"{path} may not be read by you. Change its permissions and grade again."
    if error.errno == errno.ELOOP:
        return f"{path} is a symbolic link. Put the notebook itself there and grade again."
    return f"{path} cannot be read: {error.strerror}."
