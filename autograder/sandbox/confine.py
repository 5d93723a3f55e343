"""Confine this process for good: Landlock, seccomp, limits, another user.

Everything that can be prepared is prepared once, in the server; a child then
applies it with a few system calls. Plain ctypes: see ``benchmarks/sandbox_cost.py``
for what the ready-made packages cost instead.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import resource
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import bpf, syscalls
from autograder.sandbox.records import Level, Limits, Rules

# linux/landlock.h: rights by the ABI that knows them.
_READ_FILE, _READ_DIR, _WRITE_FILE = 1 << 2, 1 << 3, 1 << 1
_FS_RIGHTS = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_NET_RIGHTS = {4: 0b11}
_SCOPES = {6: 0b11}
_QUIET_SINCE, _QUIET = 7, 1
"""LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF: a hostile class must not fill the audit log."""

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_SECCOMP = (317, 277)
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP = 1, 4, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 38, 47
_SIGKILL = 9
_ANY_PID = 0x7FFFFFFE
_OTHERS = 256
"""Threads that the teacher's other programs may still start."""

_OUT_OF_THE_WAY = 64  # a child keeps the ruleset until it is confined; its line is a low one

NOBODY = 65534
_OWN_USERS = 1_900_000_000
"""Unused by every convention (systemd's list of ranges): plus the pid, a user per child, so
that limits per user are a child's own and no child could signal another."""


class NotConfined(Exception):
    """A step of confinement failed; ``str(error)`` names it."""


@dataclass(frozen=True)
class Confinement:
    """What a child applies to itself. Made by ``prepare``."""

    level: Level
    limits: Limits
    rules: Rules
    ruleset: int | None
    restrict_flags: int
    filter: bytes | None
    memory: int
    threads: int
    new_user: int | None

    def apply(self) -> None:
        """Give up everything, in the order in which nothing is lacked. Raises ``NotConfined``."""
        if self.rules.limits:
            self._set_limits()
        if self.new_user is not None:
            user = self.new_user + (os.getpid() if self.new_user == _OWN_USERS else 0)
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
        if sys.platform == "linux":
            _drop_capabilities()
            _prctl(_PR_SET_DUMPABLE, 0)
            _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
        if self.ruleset is not None:
            _call("landlock_restrict_self", _RESTRICT_SELF, self.ruleset, self.restrict_flags)
            os.close(self.ruleset)
        if self.filter is not None:
            _apply_filter(self.filter)

    def _set_limits(self) -> None:
        """Limits, and a session of its own: the scheduler shares out time by session, then threads.

        So a child with sixty busy threads takes no more from its neighbour than one with one
        (where the kernel groups by session, and no CPU cgroup stands above it).
        """
        os.setsid()
        limits = self.limits
        wanted = {
            "RLIMIT_AS": self.memory,
            "RLIMIT_CPU": limits.cpu_seconds,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_CORE": 0,
            "RLIMIT_MEMLOCK": 0,
            "RLIMIT_MSGQUEUE": 0,
            "RLIMIT_STACK": limits.stack,
            "RLIMIT_NOFILE": limits.open_files,
            "RLIMIT_NPROC": self.threads,
        }
        for name, value in wanted.items():
            which = getattr(resource, name, None)
            if which is not None:
                lower_limit(which, value)


def prepare(limits: Limits, rules: Rules, readable: Iterable[Path]) -> Confinement:
    """Build ruleset and filter, give up what the server itself need not have.

    ``readable`` are the folders and files a child may open for reading.
    """
    missing: list[str] = []
    abi = _landlock_abi() if rules.landlock else 0
    ruleset = _ruleset(abi, readable) if abi else None
    template = _filter_template(files_guarded=abi > 0) if rules.seccomp else None
    missing += _landlock_gaps(abi)
    if template is None:
        missing.append("seccomp: system calls are not filtered")
    user = _new_user() if rules.user else None
    if _is_root() and user is None:
        missing.append("another user: children keep the user they were started as")
    if sys.platform == "linux":
        _shed_privileges()
    name = ("none", "partial", "full")[(ruleset is not None) + (template is not None)]
    return Confinement(
        level=Level(name, tuple(missing)),  # type: ignore[arg-type]
        limits=limits,
        rules=rules,
        ruleset=ruleset,
        restrict_flags=_QUIET if abi >= _QUIET_SINCE else 0,
        filter=template,
        memory=limits.memory + _address_space(),
        threads=limits.threads + (0 if user is not None else _tasks_of_this_user()),
        new_user=user,
    )


# ------------------------------------------------------------------ Landlock


def _landlock_abi() -> int:
    """The version of Landlock in this kernel, 0 if there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, _long(0), _long(1))))


def _landlock_gaps(abi: int) -> list[str]:
    if abi == 0:
        return ["Landlock: any file the user may read can be read"]
    gaps = {3: "truncating files", 4: "TCP", 6: "signals and abstract sockets"}
    return [f"Landlock ABI {abi}: {what} (seccomp alone)" for at, what in gaps.items() if abi < at]


def _known(rights: dict[int, int], abi: int) -> int:
    return sum(bits for since, bits in rights.items() if since <= abi)


def _ruleset(abi: int, readable: Iterable[Path]) -> int:
    """A ruleset that handles all this kernel knows and allows reading ``readable`` only."""
    tables = (_FS_RIGHTS, _NET_RIGHTS, _SCOPES)
    handled = struct.pack("<QQQ", *(_known(table, abi) for table in tables))
    created = _call("landlock_create_ruleset", _CREATE_RULESET, handled, len(handled), 0)
    ruleset = fcntl.fcntl(created, fcntl.F_DUPFD_CLOEXEC, _OUT_OF_THE_WAY)
    os.close(created)
    for path in readable:
        _allow(ruleset, path, _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE)
    _allow(ruleset, Path(os.devnull), _READ_FILE | _WRITE_FILE)
    return ruleset


def _allow(ruleset: int, path: Path, rights: int) -> None:
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("<Qi", rights, fd)
        _call("landlock_add_rule", _ADD_RULE, ruleset, 1, rule, 0)
    finally:
        os.close(fd)


# ------------------------------------------------------------------- seccomp


def _filter_template(*, files_guarded: bool) -> bytes | None:
    """The program with a place-holder for the pid; ``None`` where it cannot be applied."""
    machine = os.uname().machine
    if sys.platform != "linux" or machine not in syscalls.MACHINES:
        return None
    number = _SECCOMP[syscalls.MACHINES[machine]]
    kill = ctypes.byref(ctypes.c_uint32(bpf.KILL))
    available = _libc().syscall(_long(number), _long(2), _long(0), kill) == 0
    return bpf.program(machine, _ANY_PID, files_guarded=files_guarded) if available else None


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _apply_filter(template: bytes) -> None:
    pid = struct.pack("<I", os.getpid())
    code = template.replace(struct.pack("<I", _ANY_PID), pid)
    number = _SECCOMP[syscalls.MACHINES[os.uname().machine]]
    program = _Program(len(code) // 8, code)
    _call("seccomp", number, 1, 0, ctypes.byref(program))


# ------------------------------------------------- users, capabilities, limits


def _is_root() -> bool:
    return os.geteuid() == 0


def _new_user() -> int | None:
    """A user id for children that owns nothing, if this process may become it."""
    if not _is_root() or not hasattr(os, "setresuid"):
        return None
    ranges = [(0, 1 << 32)]
    with contextlib.suppress(OSError):
        rows = Path("/proc/self/uid_map").read_text().splitlines()
        ranges = [(int(r.split()[0]), int(r.split()[2])) for r in rows]
    for user, room in ((_OWN_USERS, 1 << 22), (NOBODY, 1)):
        if any(first <= user and user + room <= first + count for first, count in ranges):
            return user
    return None


def _shed_privileges() -> None:
    """What no child needs goes once, in the server: groups, new privileges, the bounding set."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if _is_root():
        with contextlib.suppress(PermissionError):
            os.setgroups([])
        for capability in range(64):
            if _libc().prctl(_PR_CAPBSET_DROP, _long(capability), _long(0), _long(0), _long(0)):
                break
    _libc().prctl(_PR_CAP_AMBIENT, _long(4), _long(0), _long(0), _long(0))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("800")


def _drop_capabilities() -> None:
    version_three, empty = struct.pack("=Ii", 0x20080522, 0), bytes(24)
    if _libc().capset(version_three, empty):
        raise NotConfined(f"capset: {os.strerror(ctypes.get_errno())}")


def lower_limit(which: int, value: int) -> None:
    """Set a limit of this process for good, never above what it has; raises ``NotConfined``."""
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(which, (value, value))
    except (ValueError, OSError) as error:
        if sys.platform == "linux":  # macOS knows some limits and refuses them
            raise NotConfined(f"limit {which}: {error}") from None


def _tasks_of_this_user() -> int:
    """The kernel counts threads per user: without a user of its own, a child's come on top."""
    tasks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == os.getuid():
                tasks += len(os.listdir(process / "task"))
    return tasks + _OTHERS


def _address_space() -> int:
    """What this process has mapped already, in bytes."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


# ---------------------------------------------------------------------- libc

_LIBC: list[ctypes.CDLL] = []


def _libc() -> ctypes.CDLL:
    if not _LIBC:
        _LIBC.append(ctypes.CDLL(None, use_errno=True))
    return _LIBC[0]


def _long(value: int) -> ctypes.c_long:
    return ctypes.c_long(value)


def _call(name: str, number: int, *arguments: object) -> int:
    """One raw system call; raises ``NotConfined`` where it fails."""
    given = [_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(_libc().syscall(_long(number), *given))
    if result < 0:
        raise NotConfined(f"{name}: {os.strerror(ctypes.get_errno())}")
    return result


def _prctl(option: int, value: int) -> None:
    if _libc().prctl(option, _long(value), _long(0), _long(0), _long(0)):
        raise NotConfined(f"prctl {option}: {os.strerror(ctypes.get_errno())}")
