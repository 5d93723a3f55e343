"""``results.jsonl``: what is graded so far, safe against being killed at any moment.

All lines of a submission go out in one write, so a killed run leaves at most one
torn line, which the next run cuts off. One process writes a journal at a time.
"""

from __future__ import annotations

import errno
import fcntl
import glob
import io
import os
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from autograder.errors import UsageError
from autograder.results import SubmissionResult, from_lines, to_lines

SYNC_SECONDS = 1.0
"""A power cut may cost this much grading."""

Key = tuple[str, str]
"""A student and a unit."""


class Journal:
    """The results of one output folder. A context manager that holds the folder's lock."""

    def __init__(self, out: Path) -> None:
        self.path = out / "results.jsonl"
        self.results: dict[Key, SubmissionResult] = {}
        self._lock = _lock(out / ".results.lock")
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            os.fchmod(self._file, 0o600)
            self._load()
        except OSError as error:
            os.close(self._lock)
            raise UsageError(f"{self.path} cannot be opened: {error.strerror}.") from error
        self._synced = time.monotonic()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)
        os.close(self._lock)

    def append(self, result: SubmissionResult) -> None:
        """Write one submission's lines; raises ``UsageError`` where the disk is full."""
        self.results[result.student, result.unit] = result
        data = to_lines(result).encode("ascii")
        before = os.fstat(self._file).st_size
        try:
            written = os.write(self._file, data)
            if written < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if time.monotonic() - self._synced > SYNC_SECONDS:
                self.sync()
        except OSError as error:
            os.ftruncate(self._file, before)
            raise _cannot_write(self.path, error) from error

    def sync(self) -> None:
        """Make sure that what is written survives a power cut."""
        os.fsync(self._file)
        self._synced = time.monotonic()

    def compact(self) -> None:
        """Leave one set of lines per submission, sorted. Nothing is appended after."""
        ordered = sorted(self.results.values(), key=lambda r: (r.unit, r.student))
        try:
            write_atomically(self.path, map(to_lines, ordered), mode=0o600)
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def _load(self) -> None:
        size = os.fstat(self._file).st_size
        data = os.pread(self._file, size, 0) if size else b""
        whole = data.rfind(b"\n") + 1
        if whole < size:
            os.ftruncate(self._file, whole)
            data = data[:whole]
        lines = (line.decode("ascii", "replace") for line in io.BytesIO(data))
        self.results = {(r.student, r.unit): r for r in from_lines(lines)}


def read_results(path: Path) -> list[SubmissionResult]:
    """The results in a ``results.jsonl``, without locking or mending it."""
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}. Grade first: autograder grade submitted/"
        ) from error
    return from_lines(text.split("\n"))


def write_atomically(path: Path, text: str | Iterable[str], mode: int = 0o644) -> None:
    """Replace a file in one step: a reader sees the old text or the new, never half."""
    parts = (text,) if isinstance(text, str) else text
    fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.writelines(part.encode("utf-8", "backslashreplace") for part in parts)
            file.flush()
            if mode == 0o600:
                os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
        remove_left_overs(path.parent, f".{path.name}.")


def remove_left_overs(folder: Path, prefix: str) -> None:
    """Remove the ``<prefix><pid>.part`` files of processes that were killed as they wrote."""
    for part in folder.glob(f"{glob.escape(prefix)}*.part"):
        pid = part.name[len(prefix) : -len(".part")]
        if pid.isdecimal() and not _lives(int(pid)):
            part.unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        return True
    return not _is_dead(pid)


def _is_dead(pid: int) -> bool:
    """Whether a process has ended and waits for somebody to ask how: its parent was killed too."""
    try:
        about = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # gone by now, or a system without /proc
        return False
    return about.rpartition(")")[2].split()[:1] == ["Z"]


def _lock(path: Path) -> int:
    """Hold ``path`` until the descriptor is closed or this process dies."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise UsageError(
            f"Results cannot be written to {path.parent}: {error.strerror}. Choose another --out."
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise UsageError(
            f"Another command is grading into {path.parent}. Wait for it to end, "
            "or choose another --out."
        ) from None
    return descriptor


def _cannot_write(path: Path, error: OSError) -> UsageError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    what = "the disk is full" if full else error.strerror
    return UsageError(
        f"{path} cannot be written: {what}. What was graded so far is kept; make room and run "
        "the same command again."
    )
