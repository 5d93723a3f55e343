"""Kill a grading at a chosen phase and a random moment of it, and see where it was."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.classes import ROOT

needs_proc = pytest.mark.skipif(
    not Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists(),
    reason="This kernel does not say which processes one has started.",
)

MOST_SECONDS = 600.0
VICTIMS = ("command", "worker", "child")
GUESS = {"read": 0.002, "run": 0.03, "journal": 0.01, "write": 0.02, "commit": 0.5, "report": 0.03}
"""Seconds a phase takes, until it has been seen a few times."""


@dataclass(frozen=True)
class Order:
    """Whom to kill when: in the ``after``-th such phase, after a ``share`` of its time."""

    phase: str
    victim: str
    after: int
    share: float
    hot: bool = False
    """Wait until SQLite has begun to write its own journal."""


@dataclass(frozen=True)
class Kill:
    """What was killed, and the phase it was in by its own last word (``""``: in none)."""

    victim: str
    phase: str


class Launcher:
    """The launcher's process, and the line on which the phases are told. A context manager."""

    def __enter__(self) -> Launcher:
        self._folder = tempfile.TemporaryDirectory(prefix="faults-")
        place = f"{self._folder.name}/line"
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.line.bind(place)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.launcher", place],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # or select would not see what a buffer has taken
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._asks, self._answers = self._process.stdin, self._process.stdout
        return self

    def __exit__(self, *error: object) -> None:
        self._asks.close()
        self._process.kill()
        self._process.wait()
        self._answers.close()
        self.line.close()
        self._folder.cleanup()

    def start(self, arguments: list[str]) -> int:
        """Start a command; its pid."""
        self._asks.write(json.dumps(arguments).encode() + b"\n")
        return int(self._answers.readline())

    def ended(self) -> bool:
        """Whether the command that was started has ended."""
        return bool(select.select([self._answers], [], [], 0)[0])

    def code(self) -> int:
        """Wait for the end: the exit code, negative where it was killed."""
        return int(self._answers.readline())


@dataclass
class Killer:
    """Runs the command under orders; remembers how long phases take."""

    rng: random.Random
    launcher: Launcher
    kills: list[Kill] = field(default_factory=list)
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def run(self, arguments: list[str], out: Path, orders: list[Order]) -> int:
        """One run; takes off ``orders`` (first to last) those that were carried out.

        Returns the command's exit code, negative where it was killed.
        """
        pid = self.launcher.start(arguments)
        try:
            return _Run(self, pid, self.launcher.line, out, orders).to_its_end()
        except BaseException:
            os.kill(pid, signal.SIGKILL)
            raise

    def typical(self, phase: str) -> float:
        """How long a phase takes."""
        seen = self.took[phase]
        return statistics.median(seen[-50:]) if len(seen) > 3 else GUESS[phase]


@dataclass
class _Run:
    """One run of the command, followed by its words."""

    killer: Killer
    command: int
    line: socket.socket
    out: Path
    orders: list[Order]
    now: dict[int, str] = field(default_factory=dict)
    since: dict[int, float] = field(default_factory=dict)

    def to_its_end(self) -> int:
        seen = 0
        deadline = time.monotonic() + MOST_SECONDS
        while not self.ended():
            assert time.monotonic() < deadline, "The command does not end."
            for pid, phase, begins in self.heard(0.05):
                if not (begins and self.orders and phase == self.orders[0].phase):
                    continue
                seen += 1
                if seen >= self.orders[0].after and self.carry_out(self.orders[0], pid):
                    self.orders.pop(0)
                    seen = 0
        return self.killer.launcher.code()

    def ended(self) -> bool:
        return self.killer.launcher.ended()

    def heard(self, wait: float) -> Iterator[tuple[int, str, bool]]:
        """What was said since, and what is said within ``wait``."""
        while select.select([self.line], [], [], wait)[0]:
            who, phase, what = self.line.recv(200).decode().split()
            pid, begins, now = int(who), what == "in", time.monotonic()
            if begins:
                self.now[pid], self.since[pid] = phase, now
            else:
                self.now.pop(pid, None)
                self.killer.took[phase].append(now - self.since.pop(pid, now))
            yield pid, phase, begins
            wait = 0.0

    def carry_out(self, order: Order, pid: int) -> bool:
        """Wait for the moment and kill; False where there is nobody to kill any more."""
        if order.hot:
            self.until_sqlite_writes()
        time.sleep(order.share * (0.005 if order.hot else self.killer.typical(order.phase)))
        victim = {"command": self.command, "worker": pid}.get(order.victim) or below(pid)
        if victim is None or self.ended():
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
            while victim == self.command and alive(victim):
                time.sleep(0.0005)
            for _ in self.heard(0.0):
                pass
            self.killer.kills.append(Kill(order.victim, self.now.get(pid, "")))
            return True
        return False

    def until_sqlite_writes(self) -> None:
        journal = self.out / "gradebook.db-journal"
        deadline = time.monotonic() + 20
        while not journal.exists() and time.monotonic() < deadline and not self.ended():
            time.sleep(0.0001)


def children(pid: int) -> list[int]:
    """The processes that one has started."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def below(pid: int) -> int | None:
    """A process that runs for a worker: student code if there is such a one, else its reader
    or its fork server."""
    direct = children(pid)
    students = [child for server in direct for child in children(server)]
    found = students or direct
    return found[-1] if found else None


def alive(pid: int) -> bool:
    """Whether a process runs (one that is dead and not collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def orders(rng: random.Random, wanted: dict[tuple[str, str], int]) -> list[Order]:
    """So many orders of each kind, those that need fresh work first, else in random order."""
    fresh = {"run": 0, "journal": 0, "read": 1, "write": 1, "commit": 2, "report": 3}
    made = [
        Order(phase, victim, rng.randint(1, 6), rng.random(), phase == "commit" and n % 2 == 1)
        for (phase, victim), count in wanted.items()
        for n in range(count)
    ]
    made = [o if fresh[o.phase] < 2 else _at_once(o) for o in made]
    rng.shuffle(made)
    return sorted(made, key=lambda order: fresh[order.phase])


def _at_once(order: Order) -> Order:
    return Order(order.phase, order.victim, 1, order.share, order.hot)
