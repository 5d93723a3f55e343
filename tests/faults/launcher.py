"""The real command on a slow disk, telling a test over a socket which phase it is in.

``python -m tests.faults.launcher SOCKET`` reads lines, each the arguments of a command as
JSON; for each it forks, answers with the process's number and, when that has ended, with its
exit code. What takes the command seconds to import is imported once.

A phase of microseconds cannot be hit from outside, and the product has no switch for tests;
so this wraps the functions that are the phases, and goes on at once: when to kill is the
test's choice alone. A worker imports its parent's main module again, so that workers tell
their phases too. The slow disk writes in pieces with pauses between them: a kill may come
between any two.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import socket
import stat
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from autograder import cli
from autograder.grading import books, run
from autograder.grading.grade import Grader
from autograder.grading.journal import Journal
from autograder.grading.outputs import Outputs
from autograder.grading.quick import leave_out_slow_imports
from autograder.notebook import Reader

PHASES = ("read", "run", "journal", "write", "commit", "report")
PAUSE, PIECE, READING = 0.001, 400, 0.01

_line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)


def tell(phase: str, what: str) -> None:
    """Say that a phase begins (``in``) or ends (``out``); nobody need be listening."""
    with contextlib.suppress(OSError):
        _line.sendto(f"{os.getpid()} {phase} {what}".encode(), sys.argv[1])


def told(phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that says when it begins and when it has ended."""

    @wraps(function)
    def telling(*args: Any, **kwargs: Any) -> Any:
        tell(phase, "in")
        try:
            return function(*args, **kwargs)
        finally:
            tell(phase, "out")

    return telling


def slow_write(write: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
    """Writes to files in pieces, as a kernel may."""

    def writing(file: int, data: Any) -> int:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            return write(file, data)
        done = 0
        for start in range(0, len(data), PIECE):
            done += write(file, data[start : start + PIECE])
            time.sleep(PAUSE)
        return done

    return writing


def slow(function: Callable[..., Any], pause: float = PAUSE) -> Callable[..., Any]:
    """A function with a pause before and after it."""

    @wraps(function)
    def slowly(*args: Any, **kwargs: Any) -> Any:
        time.sleep(pause)
        try:
            return function(*args, **kwargs)
        finally:
            time.sleep(pause)

    return slowly


def wrap() -> None:
    """Have every phase told, in this process."""
    run._handed = told("read", run._handed)
    Reader.read = slow(Reader.read, READING)  # type: ignore[method-assign]
    for owner, name, phase in (
        (Reader, "read", "read"),
        (Grader, "mark", "run"),
        (Journal, "append", "journal"),
        (Journal, "compact", "journal"),
        (Outputs, "write", "write"),
        (books.Book, "write", "commit"),
        (books, "write_report", "report"),
    ):
        setattr(owner, name, told(phase, getattr(owner, name)))
    os.write = slow_write(os.write)  # type: ignore[assignment]
    os.fsync = slow(os.fsync)
    Path.replace = slow(Path.replace)  # type: ignore[method-assign]


wrap()

PRELOADED = (
    "autograder.authoring.keys",
    "autograder.integrations.gradebook",
    "autograder.integrations.reading",
    "autograder.reports.write",
    "matplotlib.pyplot",
)


def serve() -> None:
    """Run the command once for each line, in a process of its own."""
    leave_out_slow_imports()
    for name in PRELOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            nothing = os.open(os.devnull, os.O_RDWR)
            for standard in range(3):
                os.dup2(nothing, standard)
            os._exit(cli.run(json.loads(line)))
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
