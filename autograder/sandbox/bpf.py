"""The seccomp program: the table of ``syscalls`` as instructions for the kernel.

Built once in the server, applied in every child by one system call. Linear on
purpose: since Linux 5.11 the kernel caches the unconditional answers.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterable, Iterator

from autograder.sandbox import syscalls
from autograder.sandbox.syscalls import Numbers

Instruction = tuple[int, int, int, int]
"""code, jump if true, jump if false, k: a ``struct sock_filter``."""

ALLOW = 0x7FFF0000
KILL = 0x80000000
REFUSE = 0x00050000
_EPERM = REFUSE | errno.EPERM
_ENOSYS = REFUSE | errno.ENOSYS

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER, _ARCH = 0, 4
_X32 = 0x40000000

_FCNTL_COMMANDS = (0, 1, 2, 3, 1030)
"""F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC. Never F_SETOWN or F_SETSIG:
they let the kernel send a signal to another process."""

_IOCTL_REQUESTS = (0x5401, 0x5413, 0x5450, 0x5451)
"""TCGETS (is this a terminal?), TIOCGWINSZ, FIONCLEX, FIOCLEX."""

_THREAD = 0x3D0F00
"""The flags with which the C library starts a thread; a process or namespace has others."""
_MUSL_DETACHED = 0x400000

_WRITING = 0o3 | 0o100 | 0o1000
"""O_ACCMODE, O_CREAT, O_TRUNC: all zero when a file is opened for reading only."""
_READ_BUT_TRUNCATE = (0o3 | 0o1000, 0o1000)


def program(machine: str, pid: int, *, files_guarded: bool = True) -> bytes:
    """The filter for one process, as an array of ``struct sock_filter``.

    ``pid`` is the only process it may signal (``abort`` does). Where Landlock does
    not guard the files, ``files_guarded=False`` refuses every open for writing.
    Raises ``KeyError`` for a machine that the table does not cover.
    """
    column = syscalls.MACHINES[machine]
    rows = _instructions(column, pid, files_guarded)
    return b"".join(struct.pack("<HBBI", *row) for row in rows)


def _instructions(column: int, pid: int, files_guarded: bool) -> Iterator[Instruction]:
    yield _load(_ARCH)
    yield from _answer(_EQUAL, syscalls.AUDIT_ARCH[column], KILL, unless=True)
    yield _load(_NUMBER)
    if column == 0:
        yield from _answer(_AT_LEAST, _X32, KILL)
    yield from _answers(syscalls.ALLOWED.values(), column, ALLOW)
    for numbers, conditions in _conditional(pid, files_guarded):
        if numbers[column] is not None:
            body = [*conditions, _return(_EPERM)]
            yield (_EQUAL, 0, len(body), numbers[column] or 0)
            yield from body
    yield from _answers([syscalls.CLONE3], column, _ENOSYS)
    yield from _answers(syscalls.NEVER.values(), column, KILL)
    yield from _answer(_AT_LEAST, syscalls.NEWEST + 1, _ENOSYS)
    yield _return(_EPERM)


def _conditional(pid: int, files_guarded: bool) -> list[tuple[Numbers, list[Instruction]]]:
    """Calls whose arguments decide; each list falls through to a refusal."""
    return [
        (syscalls.OPENAT, _open(2, files_guarded)),
        (syscalls.OPEN, _open(1, files_guarded)),
        (syscalls.FCNTL, [_argument(1), *_allow_any(_FCNTL_COMMANDS)]),
        (syscalls.IOCTL, [_argument(1), *_allow_any(_IOCTL_REQUESTS)]),
        (syscalls.CLONE, [_argument(0), _mask(~_MUSL_DETACHED), *_allow_any([_THREAD])]),
        (syscalls.TGKILL, [_argument(0), *_allow_any([pid])]),
    ]


def _open(flags: int, files_guarded: bool) -> list[Instruction]:
    """Landlock before ABI 3 does not see O_TRUNC, so reading with it is refused here."""
    if not files_guarded:
        return [_argument(flags), _mask(_WRITING), *_allow_any([0])]
    mask, refused = _READ_BUT_TRUNCATE
    return [
        _argument(flags),
        _mask(mask),
        *_answer(_EQUAL, refused, ALLOW, unless=True),
    ]


def _answers(table: Iterable[Numbers], column: int, answer: int) -> Iterator[Instruction]:
    for numbers in table:
        number = numbers[column]
        if number is not None:
            yield from _answer(_EQUAL, number, answer)


def _allow_any(values: Iterable[int]) -> Iterator[Instruction]:
    for value in values:
        yield from _answer(_EQUAL, value, ALLOW)


def _answer(test: int, k: int, answer: int, *, unless: bool = False) -> list[Instruction]:
    return [(test, 1, 0, k) if unless else (test, 0, 1, k), _return(answer)]


def _load(offset: int) -> Instruction:
    return (_LOAD, 0, 0, offset)


def _argument(index: int) -> Instruction:
    """The low half of an argument: every condition is on a 32-bit one (little-endian)."""
    return _load(16 + 8 * index)


def _mask(k: int) -> Instruction:
    return (_AND, 0, 0, k & 0xFFFFFFFF)


def _return(answer: int) -> Instruction:
    return (_RETURN, 0, 0, answer)
