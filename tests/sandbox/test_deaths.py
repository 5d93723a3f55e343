"""Why a child died is read from what the kernel says."""

from __future__ import annotations

import signal

import pytest

from autograder.errors import ChildCrashed, ChildOutOfMemory, ChildTimeout
from autograder.sandbox.deaths import Death, explain
from autograder.sandbox.records import Limits

LIMITS = Limits(memory=1000, cpu_seconds=10)


@pytest.mark.parametrize(
    ("death", "by_us", "kind", "says"),
    [
        (Death(None), False, ChildCrashed, "server"),
        (Death(signal.SIGKILL), True, ChildCrashed, "cut the line"),
        (Death(3 << 8), False, ChildCrashed, "exit status 3"),
        (Death(0), False, ChildCrashed, "exit status 0"),
        (Death(signal.SIGSEGV), False, ChildCrashed, "SIGSEGV"),
        (Death(signal.SIGSEGV, largest=900), False, ChildOutOfMemory, "limit"),
        (Death(signal.SIGSYS), False, ChildCrashed, "no exercise needs"),
        (Death(signal.SIGSYS, largest=900), False, ChildCrashed, "no exercise needs"),
        (Death(signal.SIGKILL, 1.0), False, ChildOutOfMemory, "machine"),
        (Death(signal.SIGKILL, 9.9), False, ChildTimeout, "10 s of processor"),
        (Death(signal.SIGXCPU), False, ChildTimeout, "processor"),
        (Death(63), False, ChildCrashed, "signal 63"),
    ],
)
def test_how_a_child_died(death: Death, by_us: bool, kind: type[ChildCrashed], says: str) -> None:
    """Are limits, crashes and kills told apart?"""
    error = explain(death, LIMITS, by_us=by_us)
    assert type(error) is kind and says in str(error)
