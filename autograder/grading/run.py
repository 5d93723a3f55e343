"""Grade a class: find the work, hand it to workers, keep the journal, write the books.

Results are in the journal as they come, so a run can be stopped at any moment and
started again. A writer that fails costs its own file: marks are never lost to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course_file import in_words, read_settings
from autograder.errors import AutograderError, UsageError
from autograder.exercises import load_unit
from autograder.grading import books, remote
from autograder.grading.grade import nothing, unmarked
from autograder.grading.journal import Journal
from autograder.grading.outputs import Outputs, named, written
from autograder.grading.pairs import beforehand
from autograder.grading.pool import Pool
from autograder.grading.released import other_version
from autograder.grading.rules import Part, Rules, make_rules, rules_version
from autograder.grading.seed import fingerprint
from autograder.grading.settled import Settled
from autograder.grading.sharing import Shared
from autograder.grading.submissions import (
    Handed,
    absent,
    chosen_students,
    handed_in,
    loose_notebooks,
    student_folders,
    twins,
    units_handed_in,
)
from autograder.grading.turnout import few_handed_in, unreadable_times, with_work
from autograder.grading.worker import Job, Report, Setup, main
from autograder.layout import Course
from autograder.model import ExerciseKey
from autograder.rendering import points
from autograder.results import SubmissionResult
from autograder.sandbox import Limits

if TYPE_CHECKING:
    from autograder.grading.cluster import Cluster
    from autograder.integrations.marks import Marks
    from autograder.reports.marks import Marked

RETRIED = frozenset({"timeout", "crashed", "out-of-memory", "sandbox-broken"})
"""Statuses that may come of a machine's bad moment: graded again next time."""

MANY = 20
"""Submissions among which somebody is sure to make two slips at once."""


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
    scheduler: str = ""
    results_only: bool = False


@dataclass
class Summary:
    """What came of a run."""

    results: list[SubmissionResult] = field(default_factory=list)
    kept: int = 0
    """Submissions whose earlier results still hold."""
    level: str = ""
    problems: list[str] = field(default_factory=list)
    """What could not be written or found, as sentences."""
    notes: list[str] = field(default_factory=list)
    """What the grade book holds that is not in the results, as sentences."""
    gradebook: str = ""
    """The address of the grade book where it is not the one in the output folder."""


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
    chosen = chosen_students(folders, wishes.students)
    units, nobody = with_work(folders, wishes.units or units_handed_in(folders))
    _make(wishes.out)
    wishes = replace(wishes, gradebook=books.gradebook_address(course, wishes.gradebook))
    summary = Summary(gradebook=wishes.gradebook, notes=nobody + in_words(course, units))
    if not wishes.students:
        summary.problems += loose_notebooks(wishes.submitted)
        summary.problems += twins(wishes.submitted, folders)
    had_book = books.Book(course, wishes.out, wishes.gradebook, "").there()
    with Journal(wishes.out) as journal:
        work = {unit: _handed(course, wishes, unit, chosen) for unit in units}
        summary.notes += filter(None, (other_version(course.notebook(unit)) for unit in units))
        progress.start(sum(map(len, work.values())))
        runs = [_Run(course, wishes, unit, journal, summary, progress) for unit in units]
        for run in runs:
            run.grade(work[run.unit])
        journal.compact()
        summary.notes += _of_two_maxima(units, journal.results.values())
        if not wishes.results_only:
            everything = sorted(journal.results.values(), key=lambda r: (r.unit, r.student))
            kept = [run.kept.name for run in runs if run.kept is not None and had_book]
            summary.notes += [f"The grade book of before is kept as {name}." for name in kept[:1]]
            address = wishes.gradebook
            summary.problems += books.write_report(wishes.out, everything, course, address)
    return summary


class _Run:
    """The grading of one unit."""

    def __init__(
        self,
        course: Course,
        wishes: Wishes,
        unit: str,
        journal: Journal,
        summary: Summary,
        progress: Progress,
    ) -> None:
        self.course, self.wishes, self.unit = course, wishes, unit
        self.journal, self.summary, self.progress = journal, summary, progress
        self.book = books.Book(course, wishes.out, wishes.gradebook, unit)
        self.marks: list[Marks] = []
        self.marked: dict[str, Marked] = {}
        self.shared = Shared()
        self.made: dict[str, SubmissionResult] = {}
        self.kept: Path | None = None
        """The copy of the grade book that was written to."""

    def grade(self, handed: Sequence[Handed]) -> None:
        """Grade all that was handed in, and write it to the grade book."""
        whole = not self.wishes.students
        present = [one for one in handed if not one.absent]
        with self._pool(len(present)) as pool:
            if any(self._known(one) is None for one in present):
                pool.start()
                if not self.wishes.results_only:
                    self.book.load()  # half a second, beside the workers that start
            settled = self._settled() if whole and not self.wishes.results_only else None
            left = [one for one in handed if not self._holds(settled, one)]
            for one in left:
                if one.absent:
                    unit = read_settings(self.course).of(load_unit(self.unit))
                    seed = fingerprint(self.wishes.seed)
                    self._keep(nothing(unit, seed, one.student, one.status, one.problem))
            self._grade(pool, [one for one in left if not one.absent])
        if self.wishes.results_only:
            return
        students = [one.student for one in handed]
        problems: list[str] = []
        if self.marks or settled is None or not settled.holds_roster(students):
            problems, self.kept = self.book.write(
                self.marks,
                students,
                missing_as_zero=self.wishes.missing_as_zero and whole,
                whole=whole,
            )
        self.summary.problems += problems
        if not problems:
            self._tell_penalties(handed)
            self.summary.notes += self._notes(handed)
            if settled is not None:
                made = [(h, self.made[h.student]) for h in handed if not h.absent]
                settled.remember(made, students)

    def _settled(self) -> Settled | None:
        """What earlier runs have settled, as far as the grade book still says so."""
        self._read_book()
        try:
            version = rules_version(self.course, self.unit)
        except OSError:
            return None  # said by whoever makes the rules
        terms, extensions = self.book.terms()
        missing, seed = str(self.wishes.missing_as_zero), fingerprint(self.wishes.seed)
        rules = (version, remote.version(), seed, missing, terms)
        return Settled(self.wishes.out, self.unit, rules, self.marked, extensions)

    def _holds(self, settled: Settled | None, one: Handed) -> bool:
        """Keep what an earlier run has settled; whether it has."""
        known = self._known(one)
        if settled is None or known is None or one.status != "graded" or self.book.due():
            return False
        if not settled.holds(one, known, self._outputs().pages(one.student, self.unit)):
            return False
        self.summary.kept += 1
        self._keep(known)
        return True

    def _grade(self, pool: Pool[Any] | Cluster, present: Sequence[Handed]) -> None:
        if not present:
            return
        rules = self._rules(pool)
        if len(present) >= MANY and isinstance(pool, Pool):
            rules = _with_pairs(rules, pool)
        for job, report in pool.run(rules, self._jobs(present)):
            self._take(rules, job, report)
        self.summary.level = pool.level or self.summary.level

    def _read_book(self) -> None:
        marked, problems = self.book.read()
        self.marked = dict(marked)
        self.summary.problems += problems

    def _tell_penalties(self, handed: Sequence[Handed]) -> None:
        """Write the pages anew of those whose late penalty came, went or changed in this run:
        it is known once the grade book is written, and they were written before."""
        from autograder.reports.marks import Marked

        booked = self.book.penalties()
        late = []
        for one in handed:
            told = self.marked.get(one.student, Marked({}))
            penalty = booked.get(one.student, 0.0)
            if not one.absent and told.late_penalty != penalty:
                self.marked[one.student] = replace(told, late_penalty=penalty)
                late.append(Job(one, self.made[one.student], self.marked[one.student]))
        if late:
            with self._pool(len(late)) as pool:
                for _, report in pool.run(self._rules(pool), late):
                    if report is not None:
                        self.summary.problems += [*report.problems, *written(report.files)]

    def _notes(self, handed: Sequence[Handed]) -> list[str]:
        """What stands in the grade book and not in the results, one line each."""
        absent = [one.student for one in handed if one.absent]
        by_hand, changed = self.book.by_hand()
        kept = sum(
            any(cell.points or cell.by_hand for cell in self.marked[student].cells.values())
            for student in absent
            if student in self.marked
        )
        said = {
            "marks given by hand stand in the grade book": by_hand,
            "answers or their points changed since they were marked by hand, to be looked at "
            "again": changed,
            "students without work in this folder, whose marks in the grade book were kept": kept,
        }
        notes = [f"{self.unit}: {words}: {count}." for words, count in said.items() if count]
        if self.wishes.missing_as_zero and not self.wishes.students:
            notes += few_handed_in(self.unit, handed, kept)
        return notes + unreadable_times(self.unit, handed)

    def _outputs(self) -> Outputs:
        return Outputs(self.wishes.out, self.course.notebook(self.unit))

    def _pool(self, count: int) -> Pool[Any] | Cluster:
        setup = Setup(
            self.course,
            self.unit,
            self._outputs(),
            self.wishes.limits,
            self.wishes.allow_unsandboxed,
            pages=not self.wishes.results_only,
        )
        if self.wishes.scheduler:
            from autograder.grading.cluster import Cluster

            return Cluster(self.wishes.scheduler, setup)
        jobs = self.wishes.jobs or os.cpu_count() or 1
        parts = len(load_unit(self.unit).exercises)  # of the key, which is made before
        return Pool(main, setup, jobs=min(jobs, max(count, parts)))

    def _rules(self, pool: Any) -> Rules:
        """The rules, of which the workers of a pool make the key together."""
        if self.wishes.scheduler:
            return make_rules(self.course, self.unit, self.wishes.seed)

        def spread(parts: Sequence[Part]) -> Iterator[ExerciseKey]:
            for part, made in pool.run(None, parts):
                if made is None:
                    raise AutograderError(f"The answers to {part.slug} could not be made.")
                yield made

        return make_rules(self.course, self.unit, self.wishes.seed, spread=spread)

    def _jobs(self, present: Sequence[Handed]) -> list[Job]:
        if self.wishes.results_only:
            return [Job(one, self._known(one)) for one in present]
        if self.wishes.students:
            self._read_book()
        booked = not self.book.due()
        self.book.set_due()
        return [Job(one, self._known(one), self.marked.get(one.student), booked) for one in present]

    def _take(self, rules: Rules, job: Job, report: Report | None) -> None:
        if report is None:
            said = "Two grading processes died on this submission. Grade this student again."
            report = Report(unmarked(rules, job.handed.student, "sandbox-broken", said))
        if job.known == replace(report.result, work=job.known.work if job.known else ""):
            self.summary.kept += 1
        if report.marks is not None:
            self.marks.append(self.shared.marks(report.marks))
        self.summary.problems += [*report.problems, *written(report.files)]
        self._keep(self.shared.result(named(report.result, job.handed)))

    def _keep(self, result: SubmissionResult) -> None:
        if self.journal.results.get((result.student, result.unit)) != result:
            self.journal.append(result)
        self.summary.results.append(result)
        self.made[result.student] = result
        self.progress.step(result)

    def _known(self, handed: Handed) -> SubmissionResult | None:
        """The result of an earlier run, where it may be kept."""
        known = self.journal.results.get((handed.student, handed.unit))
        if known is None or self.wishes.regrade or known.status != "graded":
            return None
        return None if RETRIED & {v.status for v in known.verdicts} else known


def _with_pairs(rules: Rules, pool: Pool[Any]) -> Rules:
    """The rules with all pairs of mistakes, which the workers of a pool make together."""
    if rules.pairs is None:
        return rules
    made = {of.slug: found for of, found in pool.run(None, beforehand(rules.pairs))}
    known = {slug: found for slug, found in made.items() if found is not None}
    return replace(rules, pairs=replace(rules.pairs, made=known))


def _of_two_maxima(units: Sequence[str], results: Iterable[SubmissionResult]) -> list[str]:
    """A sentence for each unit whose results are not all out of as many points."""
    most: dict[str, set[float]] = {unit: set() for unit in units}
    for result in results:
        most.get(result.unit, set()).add(result.max_points)
    return [
        f"{unit}: some marks are out of {' and some out of '.join(map(points, sorted(found)))}, as "
        "its points have changed. Grade the whole class again, without --student."
        for unit, found in most.items()
        if len(found) > 1
    ]


def _make(out: Path) -> None:
    """The output folder; raises ``UsageError`` where there can be none."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UsageError(f"{out} is a file. Choose a folder for --out.") from error
    except OSError as error:
        raise UsageError(
            f"{out} cannot be made: {error.strerror}. Choose another --out."
        ) from error


def _handed(course: Course, wishes: Wishes, unit: str, folders: Mapping[str, Path]) -> list[Handed]:
    """What every student handed in; those of the grade book without any work included."""
    handed = [handed_in(student, folder, unit) for student, folder in folders.items()]
    if wishes.students:
        return handed
    roster = books.Book(course, wishes.out, wishes.gradebook, unit).roster()
    return handed + [absent(student, unit) for student in roster if student not in folders]
