"""The trusted end of a child's line: whole frames, a deadline for each, a cap on each."""

from __future__ import annotations

import socket
import time
from typing import Any

from autograder.sandbox import wire


class LineClosed(Exception):
    """The other end is gone."""


class LineSilent(Exception):
    """Nothing whole came before the deadline."""


class Link:
    """One end of a socket pair, spoken to in frames."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._deadline = 0.0

    def allow(self, seconds: float) -> None:
        """Give everything that follows this long, together."""
        self._deadline = time.monotonic() + seconds

    def send(self, frame: list[memoryview | bytes]) -> None:
        """Send one frame; raises ``LineClosed`` or ``LineSilent``."""
        try:
            for part in frame:
                self._end.settimeout(self._left())
                self._end.sendall(part)
        except TimeoutError:
            raise LineSilent from None
        except OSError:
            raise LineClosed from None

    def receive(self, limit: int) -> tuple[dict[str, Any], memoryview]:
        """One frame with a body of at most ``limit`` bytes; also raises ``wire.OutOfTurn``."""
        header_size, body_size = wire.PREFIX.unpack(self._read(wire.PREFIX.size))
        if header_size > wire.MAX_HEADER or body_size > limit:
            raise wire.OutOfTurn("a frame that is too long")
        both = self._read(header_size + body_size)
        return wire.read_header(bytes(both[:header_size])), both[header_size:]

    def close(self) -> None:
        self._end.close()

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise LineSilent
        return left

    def _read(self, size: int) -> memoryview:
        buffer = memoryview(bytearray(size))
        at = 0
        while at < size:
            self._end.settimeout(self._left())
            try:
                got = self._end.recv_into(buffer[at:])
            except TimeoutError:
                raise LineSilent from None
            except OSError:
                raise LineClosed from None
            if not got:
                raise LineClosed
            at += got
        return buffer
