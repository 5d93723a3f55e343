"""Why a child ended, from what the kernel says of it: never from what it says itself."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from autograder.errors import ChildCrashed, ChildOutOfMemory, ChildTimeout, SandboxError
from autograder.sandbox.records import Limits

_NEAR = 0.8
_KILLED = signal.SIGKILL
_MEMORY_SIGNALS = (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT)


@dataclass(frozen=True)
class Death:
    """What ``wait4`` reported; ``status`` is ``None`` where nobody knows any more."""

    status: int | None
    cpu_seconds: float = 0.0
    largest: int = 0


def explain(death: Death, limits: Limits, *, by_us: bool) -> SandboxError:
    """The error that says how a child ended; ``by_us``: it was still alive when we killed it."""
    if death.status is None:
        return ChildCrashed("The code's process ended, and the sandbox's server with it.")
    if by_us:
        return ChildCrashed("The code cut the line to the grader instead of answering.")
    if not os.WIFSIGNALED(death.status):
        code = os.waitstatus_to_exitcode(death.status)
        return ChildCrashed(f"The code ended its own process (exit status {code}).")
    number = os.WTERMSIG(death.status)
    if number == getattr(signal, "SIGXCPU", None) or (
        number == _KILLED and death.cpu_seconds >= limits.cpu_seconds - 1
    ):
        return ChildTimeout(f"The code used up its {limits.cpu_seconds} s of processor time.")
    if number == _KILLED:
        return ChildOutOfMemory("The machine ran out of memory while the code ran.")
    if death.largest >= _NEAR * limits.memory and number in _MEMORY_SIGNALS:
        size = limits.memory >> 20
        return ChildOutOfMemory(f"The code reached its limit of {size} MB of memory.")
    return ChildCrashed(f"The code crashed its process ({_name(number)}{_meaning(number)}).")


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _meaning(number: int) -> str:
    forbidden = number == getattr(signal, "SIGSYS", None)
    return ": it tried what no exercise needs" if forbidden else ""
