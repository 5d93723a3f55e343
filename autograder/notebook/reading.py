"""Read submissions: the bytes here, with caps; the JSON in a process that can be killed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import cast

from autograder.errors import Unreadable
from autograder.notebook import parsing
from autograder.notebook.cells import Cell, Kind, Submission
from autograder.notebook.opening import read_bytes

MB = 1_000_000
LIMIT = 20 * MB
"""Bytes of the largest notebook that is read."""


class _Gone(Exception):
    """The process died, or was killed because it took too long."""


class Reader:
    """Reads notebooks, each at most once; use as a context manager.

    limit: bytes of the largest file that is read.
    memory: address space of the parsing process.
    seconds: how long one file may take to parse.
    """

    def __init__(self, limit: int = LIMIT, memory: int = 2000 * MB, seconds: float = 10.0) -> None:
        self._limit, self._memory, self._seconds = limit, memory, seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End the parsing process. May be called twice."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                with contextlib.suppress(OSError):
                    pipe.close()
            self._process = None

    def read(self, path: Path, below: Path | None = None) -> Submission:
        """The submission at ``path``; raises ``Unreadable`` with a sentence for the teacher.

        ``below`` is the folder that was handed in: no link below it is followed.
        """
        return self.parse(read_bytes(path, self._limit, below), path)

    def parse(self, data: bytes, path: Path) -> Submission:
        """The submission whose bytes were read from ``path``; raises ``Unreadable``."""
        try:
            cells = self._parse(data, path)
        except _Gone:
            self.close()
            raise Unreadable(
                f"{path} could not be parsed within {self._seconds:g} s and "
                f"{self._memory // MB} MB of memory. Ask the student to save it again."
            ) from None
        return Submission(cells, hashlib.sha256(data).hexdigest())

    def _parse(self, data: bytes, path: Path) -> tuple[Cell, ...]:
        deadline = time.monotonic() + self._seconds
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = self._start()
        self._send(parsing.REQUEST.pack(len(data)) + data, deadline)
        good, count, size = parsing.REPLY.unpack(self._receive(parsing.REPLY.size, deadline))
        if size > 2 * self._limit + MB or count > size:
            raise _Gone
        body = self._receive(size, deadline)
        if not good:
            raise Unreadable(f"{path} {body[:400].decode('utf-8', 'replace')}")
        return _cells(body, count)

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", parsing.__file__, str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            bufsize=0,
            close_fds=True,
            start_new_session=True,
        )
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
        return process

    def _send(self, data: bytes, deadline: float) -> None:
        assert self._process is not None and self._process.stdin is not None
        pipe, rest = self._process.stdin.fileno(), memoryview(data)
        while rest:
            _wait([], [pipe], deadline)
            try:
                rest = rest[os.write(pipe, rest) :]
            except BlockingIOError:
                continue
            except OSError:
                raise _Gone from None

    def _receive(self, size: int, deadline: float) -> bytes:
        assert self._process is not None and self._process.stdout is not None
        pipe, parts = self._process.stdout.fileno(), bytearray()
        while len(parts) < size:
            _wait([pipe], [], deadline)
            part = os.read(pipe, min(size - len(parts), MB))
            if not part:
                raise _Gone
            parts += part
        return bytes(parts)


def _wait(reading: list[int], writing: list[int], deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not any(select.select(reading, writing, [], left)):
        raise _Gone


def _cells(body: bytes, count: int) -> tuple[Cell, ...]:
    """Take the answer apart; anything that does not fit exactly is not believed."""
    cells, at = [], 0
    try:
        for _ in range(count):
            kind, size = parsing.CELL.unpack_from(body, at)
            at += parsing.CELL.size
            source = body[at : at + size]
            at += size
            if len(source) != size:
                raise _Gone
            cells.append(Cell(cast(Kind, parsing.KINDS[kind]), source.decode()))
    except (ValueError, IndexError, struct.error):
        raise _Gone from None
    if at != len(body):
        raise _Gone
    return tuple(cells)
