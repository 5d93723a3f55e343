"""``autograder grade`` at a terminal: a live bar while it runs, tables when it is done."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from autograder.rendering import points
from autograder.results import SubmissionResult
from autograder.terminal import screen

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

SECONDS_A_LINE = 30.0
"""Where no terminal listens, a line of progress at most so often."""
LISTED = 40
"""Students that are listed one by one at a terminal, and others that want a look."""
QUIET = ("graded", "not-attempted")
NameOf = Callable[[SubmissionResult], str]


class Lines:
    """Progress where no terminal listens: now and then a line, none of a short run."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._began, self._told = clock, clock(), clock()
        self._count, self._done = 0, 0

    def start(self, count: int) -> None:
        self._count, self._began = count, self._clock()
        self._told = self._began

    def step(self, result: SubmissionResult) -> None:
        self._done += 1
        now = self._clock()
        if now - self._told < SECONDS_A_LINE or self._done >= self._count:
            return
        self._told = now
        rate = self._done / max(now - self._began, 1e-9)
        left = (self._count - self._done) / rate
        share = self._done / max(self._count, 1)
        click.echo(
            f"graded {self._done} of {self._count} ({share:.0%}), {rate:.1f} a second, "
            f"{_span(left)} left",
            err=True,
        )

    def close(self) -> None:
        """Nothing to put away."""


class Live:
    """Progress at a terminal: a bar with students done, their rate, the time left, statuses."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._statuses: Counter[str] = Counter()

    def start(self, count: int) -> None:
        self._bar = live_bar()
        self._task = self._bar.add_task("Grading", total=count, said="")
        self._bar.start()

    def step(self, result: SubmissionResult) -> None:
        self._statuses[result.status] += 1
        said = ", ".join(f"{n} {status}" for status, n in self._statuses.most_common())
        self._bar.update(self._task, advance=1, description=f"Grading {result.unit}", said=said)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()


def live_bar() -> Any:
    """A bar on stderr that goes away when it is done."""
    from rich import progress

    text: Any = {"markup": False}
    return progress.Progress(
        progress.TextColumn("{task.description}", **text),
        progress.BarColumn(bar_width=24),
        progress.MofNCompleteColumn(),
        _rate_column(),
        progress.TimeRemainingColumn(compact=True),
        progress.TextColumn("{task.fields[said]}", **text),
        console=screen.console(sys.stderr),
        transient=True,
        refresh_per_second=4,
    )


def _rate_column() -> Any:
    from rich import progress

    class Rate(progress.ProgressColumn):
        def render(self, task: progress.Task) -> Text:
            return screen.said(f"{task.speed:.1f}/s" if task.speed else "  …/s")

    return Rate()


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"


def summary(results: Sequence[SubmissionResult], closing: Sequence[str], reason: NameOf) -> Group:
    """What came of a run: students, or who wants a look if they are many; units; what is where.

    closing: lines to end with. reason: why a submission is short of marks, in a few words.
    """
    from rich.console import Group

    ordered = sorted(results, key=lambda r: (r.unit, r.student))
    parts: list[Any] = []
    if len(ordered) > LISTED:
        parts += _looks(ordered, reason)
    elif ordered:
        parts.append(_students(ordered, reason))
    parts += [_units(ordered)] if ordered else []
    return Group(*parts, *(screen.said(line) for line in closing))


def wants_a_look(result: SubmissionResult) -> list[str]:
    """Why a teacher should look at a submission, in a word each; empty where nobody need."""
    words: list[str] = [result.status] if result.status not in QUIET else []
    words += [v.status for v in result.verdicts if v.status in _TROUBLE and not words]
    words += ["a remark"] if any(v.for_teacher for v in result.verdicts) else []
    return list(dict.fromkeys(words))


_TROUBLE = ("timeout", "crashed", "out-of-memory", "sandbox-broken")


def _units(results: Sequence[SubmissionResult]) -> Table:
    numbers = ("submissions", "mean", "of")
    made = screen.table("unit", *numbers, "needs a look", right=numbers)
    for unit in dict.fromkeys(result.unit for result in results):
        these = [result for result in results if result.unit == unit]
        handed = [result for result in these if result.status != "not-attempted"]
        mean = sum(r.points for r in handed) / len(handed) if handed else 0.0
        looks = Counter(word for result in these for word in wants_a_look(result))
        made.add_row(
            screen.said(unit, "bold"),
            screen.said(str(len(handed))),
            screen.said(f"{mean:.1f}" if handed else "–"),
            screen.said(points(these[0].max_points)),
            screen.said(", ".join(f"{n} {word}" for word, n in looks.most_common()) or "–"),
        )
    return made


def _students(results: Sequence[SubmissionResult], reason: NameOf) -> Table:
    many = len({result.unit for result in results}) > 1
    made = screen.table("", "student", *(["unit"] if many else []), "marks", "", right=("marks",))
    for result in results:
        style = "" if not wants_a_look(result) else screen.BAD
        made.add_row(
            screen.said("!" if style else "·" if result.status == "not-attempted" else "", style),
            screen.said(result.student, style),
            *([screen.said(result.unit)] if many else []),
            screen.said(f"{points(result.points)} / {points(result.max_points)}"),
            screen.said(reason(result), style or screen.FAINT),
        )
    return made


def _looks(results: Sequence[SubmissionResult], reason: NameOf) -> Iterator[Any]:
    """Of a large class only those that want a look; the others are in the report."""
    wanted = [result for result in results if wants_a_look(result)]
    if wanted:
        yield screen.said(f"Look at these {len(wanted)} (the others are in the report):")
        yield _students(wanted[:LISTED], _first(reason))
    if len(wanted) > LISTED:
        yield screen.said(f"… and {len(wanted) - LISTED} more: see the report.")


def _first(reason: NameOf) -> NameOf:
    return lambda result: ", ".join(filter(None, (*wants_a_look(result), reason(result))))
