"""Grade a class: find the work, hand it to workers, keep the journal, write the books.

Results are in the journal as they come, so a run can be stopped at any moment and
started again. A writer that fails costs its own file: marks are never lost to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.exercises import load_unit
from autograder.grading import books
from autograder.grading.grade import unmarked
from autograder.grading.journal import Journal
from autograder.grading.outputs import Outputs
from autograder.grading.pool import Pool
from autograder.grading.rules import Rules, make_rules
from autograder.grading.submissions import (
    Handed,
    absent,
    chosen_students,
    handed_in,
    student_folders,
    units_handed_in,
)
from autograder.grading.worker import Job, Report, Setup, main
from autograder.layout import Course
from autograder.results import SubmissionResult
from autograder.sandbox import Limits

if TYPE_CHECKING:
    from autograder.integrations.marks import Marks

RETRIED = frozenset({"timeout", "crashed", "out-of-memory", "sandbox-broken"})
"""Statuses that may come of a machine's bad moment: graded again next time."""


@dataclass(frozen=True)
class Wishes:
    """What the teacher asked for on the command line."""

    submitted: Path
    out: Path
    seed: str
    units: tuple[str, ...] = ()
    students: tuple[str, ...] = ()
    gradebook: str = ""
    jobs: int = 0
    regrade: bool = False
    allow_unsandboxed: bool = False
    missing_as_zero: bool = True
    limits: Limits = field(default_factory=Limits)


@dataclass
class Summary:
    """What came of a run."""

    results: list[SubmissionResult] = field(default_factory=list)
    kept: int = 0
    """Submissions whose earlier results still hold."""
    level: str = ""
    problems: list[str] = field(default_factory=list)
    """What could not be written, as sentences."""


class Progress:
    """How far a run is. The base says nothing."""

    def start(self, count: int) -> None:
        """``count`` submissions are to be looked at."""

    def step(self, result: SubmissionResult) -> None:
        """One is done."""


def grade_class(course: Course, wishes: Wishes, progress: Progress | None = None) -> Summary:
    """Grade what was handed in; raises ``UsageError`` where nothing can be done."""
    progress = progress or Progress()
    folders = student_folders(wishes.submitted)
    units = wishes.units or units_handed_in(folders)
    chosen = chosen_students(folders, wishes.students)
    rules = {unit: make_rules(course, load_unit(unit).slug, wishes.seed) for unit in units}
    wishes.out.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    with Journal(wishes.out) as journal:
        work = {unit: _handed(course, wishes, unit, chosen) for unit in units}
        progress.start(sum(map(len, work.values())))
        for unit in units:
            _Run(course, wishes, rules[unit], journal, summary, progress).grade(work[unit])
        journal.compact()
        everything = sorted(journal.results.values(), key=lambda r: (r.unit, r.student))
        summary.problems += books.write_report(wishes.out, everything)
    return summary


class _Run:
    """The grading of one unit."""

    def __init__(
        self,
        course: Course,
        wishes: Wishes,
        rules: Rules,
        journal: Journal,
        summary: Summary,
        progress: Progress,
    ) -> None:
        self.course, self.wishes, self.rules = course, wishes, rules
        self.journal, self.summary, self.progress = journal, summary, progress
        self.book = books.Book(course, wishes.out, wishes.gradebook, rules.slug)
        self.marks: list[Marks] = []

    def grade(self, handed: Sequence[Handed]) -> None:
        """Grade all that was handed in, and write it to the grade book."""
        present = [one for one in handed if not one.absent]
        marked, problems = self.book.read()
        self.summary.problems += problems
        booked = not self.book.due()
        self.book.set_due()
        for one in handed:
            if one.absent:
                self._keep(unmarked(self.rules, one.student, one.status, one.problem))
        jobs = [Job(one, self._known(one), marked.get(one.student), booked) for one in present]
        for job, report in self._reports(jobs):
            self._take(job, report)
        whole = not self.wishes.students
        roster = [one.student for one in handed]
        self.summary.problems += self.book.write(
            self.marks, roster, missing_as_zero=self.wishes.missing_as_zero and whole, whole=whole
        )

    def _reports(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Report | None]]:
        if not jobs:
            return
        outputs = Outputs(self.wishes.out, self.course.notebook(self.rules.slug))
        setup = Setup(
            self.course,
            self.rules.slug,
            outputs,
            self.wishes.limits,
            self.wishes.allow_unsandboxed,
        )
        count = self.wishes.jobs or os.cpu_count() or 1
        with Pool[Job](main, setup, self.rules, jobs=count) as pool:
            yield from pool.run(jobs)
            self.summary.level = pool.level

    def _take(self, job: Job, report: Report | None) -> None:
        if report is None:
            said = "Two grading processes died on this submission. Grade this student again."
            report = Report(unmarked(self.rules, job.handed.student, "sandbox-broken", said))
        if job.known == replace(report.result, work=job.known.work if job.known else ""):
            self.summary.kept += 1
        if report.marks is not None:
            self.marks.append(report.marks)
        self.summary.problems += report.problems
        self._keep(report.result)

    def _keep(self, result: SubmissionResult) -> None:
        if self.journal.results.get((result.student, result.unit)) != result:
            self.journal.append(result)
        self.summary.results.append(result)
        self.progress.step(result)

    def _known(self, handed: Handed) -> SubmissionResult | None:
        """The result of an earlier run, where it may be kept."""
        known = self.journal.results.get((handed.student, handed.unit))
        if known is None or self.wishes.regrade or known.status != "graded":
            return None
        return None if RETRIED & {v.status for v in known.verdicts} else known


def _handed(course: Course, wishes: Wishes, unit: str, folders: Mapping[str, Path]) -> list[Handed]:
    """What every student handed in; those of the grade book without any work included."""
    handed = [handed_in(student, folder, unit) for student, folder in folders.items()]
    if wishes.students:
        return handed
    roster = books.Book(course, wishes.out, wishes.gradebook, unit).roster()
    return handed + [absent(student, unit) for student in roster if student not in folders]
