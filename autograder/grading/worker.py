"""One worker process: grades submissions of a unit and writes what belongs to each.

The secret rules come over the pipe after the sandbox stands; results and the
names of files that could not be written go back.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AutograderError, Unreadable
from autograder.grading.grade import (
    Graded,
    Grader,
    same_work,
    unmarked,
)
from autograder.grading.outputs import Beside, Outputs
from autograder.grading.pairs import PairsOf
from autograder.grading.pool import Ready
from autograder.grading.quick import leave_out_slow_imports
from autograder.grading.rules import Part, Rules
from autograder.grading.submissions import Handed
from autograder.judging.pairs import Pair, Prints
from autograder.layout import Course
from autograder.model import ExerciseKey
from autograder.results import SubmissionResult
from autograder.sandbox import Level, Limits

if TYPE_CHECKING:
    from autograder.integrations.marks import Marks
    from autograder.reports.marks import Marked


@dataclass(frozen=True)
class Setup:
    """What a worker may know from the start: nothing secret.

    pages: whether they are written; else only marks are wanted.
    """

    course: Course
    unit: str
    outputs: Outputs
    limits: Limits
    allow_unsandboxed: bool
    pages: bool = True


@dataclass(frozen=True)
class Job:
    """One submission to grade.

    known: an older result that may still hold;
    marked: what stands in the grade book for this student;
    booked: the grade book knows the page in ``autograded/``;
    parcel: what lies on disk, for a worker that cannot see it.
    """

    handed: Handed
    known: SubmissionResult | None = None
    marked: Marked | None = None
    booked: bool = True
    parcel: Parcel | None = None


@dataclass(frozen=True)
class Parcel:
    """A submission for a worker that shares no disk: the notebook's bytes, and what lies around."""

    data: bytes
    beside: Beside


@dataclass(frozen=True)
class Report:
    """The result of a job, its row for the grade book, and what could not be written.

    files: what the worker of a parcel did not write, as paths and texts.
    """

    result: SubmissionResult
    marks: Marks | None = None
    problems: tuple[str, ...] = ()
    files: tuple[tuple[Path, str], ...] = ()


def main(pipe: Connection, setup: Setup) -> None:
    """What a worker process runs until its pipe closes: parts of the rules, then submissions."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command ends us
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    leave_out_slow_imports()
    try:
        with Grader(
            setup.course,
            setup.unit,
            "",
            limits=setup.limits,
            allow_unsandboxed=setup.allow_unsandboxed,
            boundaries=setup.pages,
            rules=partial(_introduce, pipe),
        ) as grader:
            while True:
                said = pipe.recv()
                if isinstance(said, Rules):
                    grader.rules = said
                else:
                    pipe.send(_done(grader, setup, said))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)  # all is written, and the sandbox closed: nothing is left to tidy up
    except AutograderError as error:
        pipe.send(Ready(problem=str(error)))


def _end_with_the_command() -> None:
    """A killed command leaves no worker that writes pages while the next command grades."""
    command = multiprocessing.parent_process()
    if command is not None:
        command.join()
        os._exit(0)


def _introduce(pipe: Connection, level: Level) -> Rules | None:
    """The sandbox stands; rules come later."""
    pipe.send(Ready(level=level.words))
    return None


def _done(
    grader: Grader, setup: Setup, job: Job | Part | PairsOf
) -> Report | ExerciseKey | dict[Pair, Prints]:
    """Make what the rules are made of, or grade and write one submission.

    A fault of ours is a status of that submission.
    """
    if isinstance(job, (Part, PairsOf)):
        return job.make()
    handed = job.handed
    try:
        graded = _graded(grader, job, setup.pages)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        problem = (
            f"The autograder failed on this submission ({type(error).__name__} at "
            f"{Path(place.filename).name}:{place.lineno}). Please report this."
        )
        graded = Graded(unmarked(grader.rules, handed.student, "sandbox-broken", problem), None)
    if not setup.pages:
        return Report(graded.result)
    outputs = setup.outputs
    if job.parcel is None:
        beside = outputs.beside(handed, job.booked)
        written = outputs.write(handed, graded, job.marked, beside)
        return Report(graded.result, written.marks, written.problems)
    files: list[tuple[Path, str]] = []

    def keep(path: Path, text: str) -> None:
        files.append((path, text))

    written = outputs.write(handed, graded, job.marked, job.parcel.beside, keep)
    return Report(graded.result, written.marks, written.problems, tuple(files))


def _graded(grader: Grader, job: Job, drawn: bool) -> Graded:
    """``drawn``: whether a page is wanted, and so its pictures."""
    handed, rules = job.handed, grader.rules
    if handed.status != "graded":
        return Graded(unmarked(rules, handed.student, handed.status, handed.problem), None)
    try:
        if job.parcel is None:
            submission = grader.reader.read(handed.path, below=handed.path.parents[2])
        else:
            submission = grader.reader.parse(job.parcel.data, handed.path)
    except Unreadable as error:
        return Graded(unmarked(rules, handed.student, "unreadable", str(error)), None)
    known = job.known
    if known is not None and (work := same_work(known.work, submission, rules, drawn)):
        return Graded(replace(known, work=work), submission)
    return Graded(grader.mark(handed.student, submission), submission)
