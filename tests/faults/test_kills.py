"""Killed with SIGKILL at random moments of every phase, and started again: the same marks."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.classes import ROOT, arguments, class_of, copied, mark_by_hand
from tests.faults.killing import Killer, Launcher, needs_proc, orders
from tests.faults.state import backups_are_whole, difference, state
from tests.grading.test_run import with_book

SHORT = {("run", "child"): 1, ("write", "worker"): 1, ("journal", "command"): 1,
         ("commit", "command"): 1}  # fmt: skip
LONG = {
    ("read", "command"): 8, ("read", "worker"): 20, ("read", "child"): 20,
    ("run", "command"): 8, ("run", "worker"): 20, ("run", "child"): 28,
    ("journal", "command"): 28,
    ("write", "command"): 8, ("write", "worker"): 20, ("write", "child"): 12,
    ("commit", "command"): 28,
    ("report", "command"): 8,
}  # fmt: skip
CHAINS, MOST_CHAINS = 4, 8
AT_LEAST = 20


@dataclass(frozen=True)
class Case:
    """A class, an output folder to begin with, and what an undisturbed run makes of both."""

    submitted: Path
    begin: Path
    expected: dict[str, Any]


def undisturbed(submitted: Path, out: Path) -> Path:
    """Grade by the command as it is, without a launcher."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *arguments(submitted, out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return out


def case(folder: Path, count: int, begin: Path) -> Case:
    """A class of ``count``, and an output folder that may hold marks by hand."""
    submitted = class_of(folder / "submitted", count)
    out = undisturbed(submitted, copied(begin, folder / "undisturbed"))
    return Case(submitted, begin, state(out))


def chain(killer: Killer, case: Case, out: Path, todo: list[Any]) -> int:
    """Grade under orders until a run was left alone; returns how many runs it took."""
    copied(case.begin, out)
    for runs in range(1, 500):
        before = len(killer.kills)
        code = killer.run(arguments(case.submitted, out), out, todo)
        if len(killer.kills) == before:
            assert code == 0, f"The last run ended with {code}."
            return runs
    raise AssertionError("The orders do not come to an end.")


@needs_proc
def test_a_few_kills_change_nothing(tmp_path: Path, empty_book: Path) -> None:
    """Are marks, grade book, pages and report those of an undisturbed run, and no litter left?"""
    whole = case(tmp_path, 14, with_book(tmp_path / "begin", empty_book))
    with Launcher() as launcher:
        killer = Killer(random.Random(4), launcher)
        chain(killer, whole, tmp_path / "out", orders(killer.rng, SHORT))
    assert 2 <= len(killer.kills) <= sum(SHORT.values())  # a run may end before its last order
    assert difference(state(tmp_path / "out"), whole.expected) == ""
    assert backups_are_whole(tmp_path / "out")


@needs_proc
@pytest.mark.prove
def test_two_hundred_kills_change_nothing(
    tmp_path: Path, at_the_end: Callable[[str], None]
) -> None:
    """Does a class of 200 come out the same, killed 200 times, 20 times in each phase or more?"""
    begin = undisturbed(class_of(tmp_path / "before", 20), tmp_path / "begin")
    mark_by_hand(begin)
    whole = case(tmp_path, 200, begin)
    share = {kind: -(-n // CHAINS) for kind, n in LONG.items()}
    runs = []
    with Launcher() as launcher:
        killer = Killer(random.Random(200), launcher)
        for number in range(MOST_CHAINS):
            if number >= CHAINS and enough(killer):
                break
            out = tmp_path / f"out{number}"
            runs.append(chain(killer, whole, out, orders(killer.rng, share)))
            assert difference(state(out), whole.expected) == ""
            assert backups_are_whole(out)
    at_the_end(table(killer, runs))
    assert enough(killer)


def enough(killer: Killer) -> bool:
    """Whether so many were killed, and so many of them in each phase."""
    found = Counter("write" if k.phase == "report" else k.phase for k in killer.kills)
    phases = ("read", "run", "journal", "commit", "write")
    return len(killer.kills) >= 200 and all(found[phase] >= AT_LEAST for phase in phases)


def table(killer: Killer, runs: list[int]) -> str:
    """How often what was killed in which phase."""
    rows = [f"{len(killer.kills)} kills in {sum(runs)} runs of a class of 200"]
    rows.append("  in phase      command  worker   child")
    for phase in ("read", "run", "journal", "write", "commit", "report", ""):
        counts = [
            sum(k.phase == phase and k.victim == victim for k in killer.kills)
            for victim in ("command", "worker", "child")
        ]
        name = phase or "between two"
        rows.append(f"  {name:<12}" + "".join(f"{count:>9}" for count in counts))
    return "\n".join(rows)
