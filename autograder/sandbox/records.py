"""What the trusted side and the server agree on: limits, rules, the level reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MiB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one child may use. Wall time is given with each request, not here.

    memory: bytes of address space beyond what the server's own libraries take.
    cpu_seconds: processor time in its whole life, all threads together.
    answer: bytes of all arrays in one answer.
    """

    memory: int = 2048 * MiB
    stack: int = 64 * MiB
    cpu_seconds: int = 120
    threads: int = 64
    open_files: int = 32
    answer: int = 64 * MiB


@dataclass(frozen=True)
class Rules:
    """Which walls stand. All of them; tests switch one off to see what it stops."""

    landlock: bool = True
    seccomp: bool = True
    user: bool = True
    limits: bool = True
    stubs: bool = True


@dataclass(frozen=True)
class Level:
    """How well this machine confines a child.

    ``full`` means Landlock and seccomp both hold, ``partial`` one of them,
    ``none`` that a child is only a process of its own with limits. ``missing``
    says in words what is not there; ``full`` may still miss a second lock.
    """

    name: Literal["full", "partial", "none"]
    missing: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The level, and what is missing."""
        return f"{self.name} (without {', '.join(self.missing)})" if self.missing else self.name


@dataclass(frozen=True)
class CellOutcome:
    """What became of one cell. ``message`` may hold the student's own text."""

    status: Literal["ok", "raised", "syntax-error"]
    message: str = ""
    line: int | None = None
