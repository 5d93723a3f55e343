"""What became of the cells that a student ran: is the code that a check finds the latest?

A kernel keeps the old function when its cell is run again with a syntax error or with
another name in it. Then marks and message speak of code that is no longer on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.exercises import misspelt
from autograder.model import Exercise

_DEFINES = re.compile(r"^(?:async )?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=[^=]", re.MULTILINE)


def defined(source: str) -> frozenset[str]:
    """The names that a cell's text sets out to define."""
    return frozenset(one or other for one, other in _DEFINES.findall(source))


@dataclass(frozen=True)
class Run:
    """One run of a cell: the names it would define, and the error that stopped it."""

    cell: str
    names: frozenset[str]
    error: str = ""


@dataclass
class Runs:
    """The runs of a kernel's cells, the latest last.

    stopped: called with the source of each cell that stops by itself, with an exception.
    """

    latest: list[Run] = field(default_factory=list)
    stopped: Callable[[str], None] | None = None

    def record(self, cell: str, source: str, error: str = "") -> None:
        """Remember a run; only the latest of each cell counts."""
        names = defined(source)
        if names:
            self.latest = [run for run in self.latest if not cell or run.cell != cell]
            self.latest.append(Run(cell, names, error))

    def stale(self, exercise: Exercise) -> str:
        """Why the code that a check finds is older than the page; empty where it is not."""
        for name in exercise.needs:
            last = next((run for run in reversed(self.latest) if name in run.names), None)
            if last is not None and last.error:
                return (
                    f"The cell with {name} stopped with {last.error} when you last ran it: what "
                    "counts here is what was defined before. Mend and run that cell first."
                )
            answer = next((r for r in self.latest if r.cell == f"{exercise.slug}-answer"), None)
            newer = self.latest[self.latest.index(last) :] if last else self.latest
            if answer and name not in answer.names and answer in newer:
                others = ", ".join(sorted(answer.names))
                return (
                    f"The TODO cell defines {others}, but no {name}: the check looks for {name}, "
                    "and finds at most that of an earlier run. Give it its name back."
                )
        return ""


runs = Runs()


def watch(shell: Any) -> None:
    """Record every cell that ``shell``, an IPython shell, runs from now on; once a shell."""
    if shell is None or getattr(shell, "_backprop_by_hand_watches", False):
        return
    shell._backprop_by_hand_watches = True
    runs.latest.clear()
    shell.events.register("post_run_cell", _record)


def _record(result: Any) -> None:
    error = result.error_before_exec or result.error_in_exec
    cell = str(getattr(result.info, "cell_id", None) or "")
    source = str(result.info.raw_cell or "")
    runs.record(cell, source, type(error).__name__ if error else "")
    if runs.stopped is not None and isinstance(result.error_in_exec, Exception):
        runs.stopped(source)


def meant(exercise: Exercise, namespace: Mapping[str, Any]) -> str:
    """A name of the student's own that is nearly the one which is missing, as a question."""
    needs = [name for name in exercise.needs if name not in namespace]
    return misspelt(needs, _own_names(namespace))


def _own_names(namespace: Mapping[str, Any]) -> Sequence[str]:
    """Functions and classes that were defined in the notebook."""
    mine = (n for n, v in namespace.items() if getattr(v, "__module__", "") == "__main__")
    return [name for name in mine if callable(namespace[name])]
