"""A terminal that a test can read: the command runs at its other end."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SECONDS = 120.0


def environment(**more: str) -> dict[str, str]:
    """Today's, at a terminal with colours."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI", "COLUMNS")}
    return {**kept, "TERM": "xterm-256color", **more}


@dataclass
class Terminal:
    """A command at work in a terminal, and all that it has written so far."""

    process: subprocess.Popen[bytes]
    line: int
    raw: str = ""
    _read: bytes = field(default=b"", repr=False)

    @property
    def text(self) -> str:
        """What is written, without what moves and colours."""
        return CONTROL.sub("", self.raw).replace("\r", "")

    def wait_for(self, words: str, after: int = 0) -> int:
        """Wait until ``words`` are written behind place ``after``; the place behind them."""
        ends = time.monotonic() + SECONDS
        while words not in self.text[after:]:
            assert time.monotonic() < ends, f"never said: {words!r}\n{self.text}"
            if not self._take(0.1):
                assert words in self.text[after:], f"ended without: {words!r}\n{self.text}"
        return self.text.index(words, after) + len(words)

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.write(self.line, b"\x03")

    def end(self) -> int:
        """Wait until the command has ended; its exit code."""
        ends = time.monotonic() + SECONDS
        while self._take(0.1):
            assert time.monotonic() < ends, f"did not end\n{self.text}"
        return self.process.wait(SECONDS)

    def _take(self, seconds: float) -> bool:
        """Read what there is; False once nothing more can come."""
        if not select.select([self.line], [], [], seconds)[0]:
            return True
        try:
            new = os.read(self.line, 1 << 16)
        except OSError:  # Linux's word for an end whose other end is closed
            return False
        self._read += new
        self.raw = self._read.decode("utf-8", "replace")
        return bool(new)


@contextmanager
def terminal(
    *words: str, cwd: Path = ROOT, err: IO[bytes] | None = None, **more: str
) -> Iterator[Terminal]:
    """``autograder WORDS`` in a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _START, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=err or theirs,
        cwd=cwd,
        env=environment(PYTHONPATH=str(ROOT), **more),
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(ours)


_START = """
import fcntl, signal, struct, sys, termios
signal.signal(signal.SIGINT, signal.default_int_handler)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
sys.argv[0] = "autograder"
from autograder.cli import main
main()
"""
"""The terminal becomes the command's own, so that Ctrl-C reaches it; a shell that runs tests in
the background has all its children ignore it."""
