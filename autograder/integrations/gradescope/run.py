"""What ``run_autograder`` runs in Gradescope's container, for one submission.

Whatever happens, a valid ``results.json`` is left: the marks, or that there are none and,
for the teacher alone, why. What is printed goes to Gradescope's "Autograder Output", which
students are not shown.
"""

from __future__ import annotations

import json
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from autograder.errors import AutograderError, SandboxUnavailable, Unreadable
from autograder.exercises import load_unit
from autograder.grading.grade import Grader, unmarked
from autograder.integrations.gradescope.chosen import choose
from autograder.integrations.gradescope.contents import (
    Settings,
    read_points,
    read_rules,
    read_settings,
)
from autograder.integrations.gradescope.results import graded, not_graded, write_results
from autograder.layout import Course
from autograder.rendering import plain, points
from autograder.reports.wording import to_the_student
from autograder.results import SubmissionResult
from autograder.sandbox import Limits

SECONDS = 480
"""Gradescope ends an autograder after 600 s, unless told otherwise, and gives it 0."""
STUDENT = "submission"
"""Gradescope knows whose it is; our side need not."""

_MiB = 1 << 20
_OURS = 384 * _MiB
"""What grader and sandbox take of the container's memory themselves."""
_LEAST = 256 * _MiB
_MEMORY_FILES = ("memory.max", "memory/memory.limit_in_bytes")
"""Where a container's limit stands below /sys/fs/cgroup, in versions 2 and 1."""


@dataclass(frozen=True)
class Place:
    """Gradescope's folder, usually ``/autograder``, and what lies in it."""

    root: Path

    @property
    def source(self) -> Path:
        """The zip, unpacked."""
        return self.root / "source"

    @property
    def submission(self) -> Path:
        return self.root / "submission"

    @property
    def metadata(self) -> Path:
        return self.root / "submission_metadata.json"

    @property
    def results(self) -> Path:
        return self.root / "results" / "results.json"


def main(root: str) -> None:
    """Grade what lies in Gradescope's folder, and write its results."""
    started, place = time.monotonic(), Place(Path(root))
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    settings = read_settings(place.source)
    unit = read_points(place.source).of(load_unit(settings.unit))
    try:
        result, said = _grade(place, settings)
        why = result.problem if result.status == "sandbox-broken" else ""
    except SandboxUnavailable as error:
        why = _below_the_floor(error)
    except _TooLong:
        why = f"Grading took more than {SECONDS} seconds. Give the container more processors."
    except Exception as error:
        why = _our_fault(error)
    signal.alarm(0)
    seconds = time.monotonic() - started
    if why:
        print(plain(f"Not graded. {why}"))
        write_results(place.results, not_graded(unit, why, seconds))
        return
    for line in _for_the_teacher(place, result):
        print(plain(line))
    write_results(place.results, graded(result, settings, said, seconds))


class _TooLong(BaseException):
    """Time is up; nothing on the way may catch it."""


def _too_long(*_: object) -> NoReturn:
    raise _TooLong


def _grade(place: Place, settings: Settings) -> tuple[SubmissionResult, str]:
    """The result of what was handed in, and what to say about the choice of its file."""
    with Grader(
        Course(place.source),
        settings.unit,
        "",
        limits=limits(),
        allow_unsandboxed=settings.allow_unsandboxed,
        rules=lambda level: read_rules(place.source, settings),
    ) as grader:
        print(f"Sandbox: {grader.sandbox.level.words}.")
        chosen = choose(place.submission, settings.unit)
        if chosen.path is None:
            return unmarked(grader.rules, STUDENT, "not-attempted", chosen.said), chosen.said
        try:
            submission = grader.reader.read(chosen.path, below=place.submission)
        except Unreadable as error:
            problem = to_the_student(str(error).replace(f"{place.submission}/", ""))
            result = unmarked(grader.rules, STUDENT, "unreadable", problem)
            return result, f"{problem} {chosen.said}".strip()
        return grader.mark(STUDENT, submission), chosen.said


def limits(cgroup: Path = Path("/sys/fs/cgroup")) -> Limits:
    """The usual limits of a child, in a small container less memory than that has left.

    So a child that takes too much hears it, before the kernel ends grader and all.
    """
    usual = Limits()
    for name in _MEMORY_FILES:
        try:
            allowed = int((cgroup / name).read_text(encoding="ascii"))
        except (OSError, ValueError):  # no such file, or "max"
            continue
        memory = min(usual.memory, max(allowed - _OURS, _LEAST))
        return Limits(memory=memory)
    return usual


def _for_the_teacher(place: Place, result: SubmissionResult) -> Iterator[str]:
    """What only the teacher is told: marks in short, remarks, a total that does not fit."""
    for verdict in result.verdicts:
        names = ", ".join(dict.fromkeys((verdict.status, *verdict.labels)))
        yield (
            f"{verdict.exercise}  {points(verdict.points)} / {points(verdict.max_points)}  {names}"
        )
        yield from (f"  {remark}" for remark in verdict.for_teacher)
    total = _total(place.metadata)
    if total is not None and total < result.max_points:
        yield (
            f"The assignment is worth {points(total)} points on Gradescope, and its exercises in "
            f"code {points(result.max_points)}: set its Autograder Points to these."
        )


def _total(metadata: Path) -> float | None:
    """The points of the assignment, as Gradescope tells them."""
    try:
        told: Any = json.loads(metadata.read_text(encoding="utf-8"))
        return float(told["assignment"]["total_points"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _below_the_floor(error: SandboxUnavailable) -> str:
    return (
        f"{error} On Gradescope: choose another base image and rebuild; or build the zip with "
        "--allow-unsandboxed, where docs/gradescope.md says what still stands between a "
        "student's code and this container's files."
    )


def _our_fault(error: Exception) -> str:
    """A sentence; the traceback is printed."""
    print(plain("".join(traceback.format_exception(error))))
    what = str(error) if isinstance(error, AutograderError) else f"{type(error).__name__}: {error}"
    return f"This is the autograder's fault: {what} Please report it, with the output above."
