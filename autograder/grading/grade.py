"""Grade one submission: read it, replay it in the sandbox, settle its marks."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from autograder.errors import SandboxBroken, Unreadable
from autograder.exercises import load_unit
from autograder.grading.alike import digests
from autograder.grading.asking import Replayed
from autograder.grading.bench import Bench
from autograder.grading.boundaries import has_boundaries, with_planes
from autograder.grading.plan import Step, plan
from autograder.grading.replay import Times, collect
from autograder.grading.rules import Rules, make_rules
from autograder.grading.settle import settle
from autograder.judging.judge import no_answer
from autograder.layout import Course
from autograder.model import Status, Unit, Verdict
from autograder.notebook import Reader, Submission, asked_slugs
from autograder.results import SubmissionResult
from autograder.sandbox import Level, Limits, Sandbox


@dataclass(frozen=True)
class Graded:
    """A result, and what it was read from (None where it could not be read)."""

    result: SubmissionResult
    submission: Submission | None


class Grader:
    """Grades submissions of one unit, one at a time, in one process. A context manager.

    Args:
        course, unit, seed: whose rules apply; the key is made from the secret seed.
        times: limits in seconds; limits: limits of memory and the like.
        allow_unsandboxed: go on where this machine cannot confine student code.
        boundaries: have classifiers drawn, for pages; no marks hang on it.
        rules: called for the rules, in place of making them, once the sandbox stands; where
            it has none, ``rules`` is to be set before anything is graded.
    """

    def __init__(
        self,
        course: Course,
        unit: str,
        seed: str,
        *,
        times: Times | None = None,
        limits: Limits | None = None,
        allow_unsandboxed: bool = False,
        boundaries: bool = True,
        rules: Callable[[Level], Rules | None] | None = None,
    ) -> None:
        load_unit(unit)
        self._rules = rules or (lambda _: make_rules(course, unit, seed, times))
        self._sandbox = Sandbox(unit, limits or Limits(), allow_unconfined=allow_unsandboxed)
        self._boundaries = boundaries
        self._stack = ExitStack()
        self.rules: Rules

    def __enter__(self) -> Grader:
        with ExitStack() as stack:
            # First the sandbox: while it starts, this process has never held an answer.
            self.sandbox = stack.enter_context(self._sandbox)
            self.reader = stack.enter_context(Reader())
            if (rules := self._rules(self.sandbox.level)) is not None:
                self.rules = rules
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def grade(self, student: str, path: Path) -> Graded:
        """The marks of the notebook at ``path``. Whatever is wrong with it is a status."""
        try:
            submission = self.reader.read(path)
        except Unreadable as error:
            return Graded(unmarked(self.rules, student, "unreadable", str(error)), None)
        return Graded(self.mark(student, submission), submission)

    def mark(self, student: str, submission: Submission) -> SubmissionResult:
        """The marks of a notebook that was read."""
        started = time.monotonic()
        rules = self.rules
        try:
            steps = self._steps(submission)
            verdicts, sure = self._verdicts(steps)
        except SandboxBroken as error:
            problem = f"The sandbox did not start: {error} Grade this student again."
            return unmarked(rules, student, "sandbox-broken", problem)
        return SubmissionResult(
            student=student,
            unit=rules.slug,
            status="graded",
            verdicts=verdicts,
            seed=rules.seed,
            seconds=round(time.monotonic() - started, 4),  # as it is written and read again
            work=work_key(submission, rules, self._boundaries) if sure else "",
            digests=_if_any(digests(steps, rules.unit.exercises, rules.released)),
        )

    def _steps(self, submission: Submission) -> tuple[Step, ...]:
        sources = [cell.source for cell in submission.cells if cell.kind == "code"]
        slugs = [exercise.slug for exercise in self.rules.unit.exercises]
        return plan(sources, self.rules.released, slugs, asked_slugs)

    def _verdicts(self, steps: Sequence[Step]) -> tuple[tuple[Verdict, ...], bool]:
        """The verdicts, and whether they may be kept."""
        rules = self.rules
        bench = Bench(rules.unit, rules.hidden, rules.public, rules.pairs)
        started = time.monotonic()
        try:
            found = self._collect(bench, steps)
        except SandboxBroken:
            found = self._collect(bench, steps)
        verdicts = settle(bench, found, steps, rules.released)
        sure = all(v.passed for v in verdicts) or not found.interrupted
        if self._boundaries:
            until, child = started + rules.times.submission, self.sandbox.child
            verdicts = with_planes(verdicts, bench, found, steps, child, rules.times, until)
        return verdicts, sure

    def _collect(self, bench: Bench, steps: Sequence[Step]) -> Replayed:
        asked, times = bench.questions(), self.rules.times
        return collect(self.sandbox.child, steps, asked, bench.judge, bench.more, times)


def _if_any(found: tuple[str, ...]) -> tuple[str, ...]:
    return found if any(found) else ()


def unmarked(rules: Rules, student: str, status: Status, problem: str) -> SubmissionResult:
    """A submission of which nothing could be graded: every exercise 0 with that status."""
    return nothing(rules.unit, rules.seed, student, status, problem)


def nothing(unit: Unit, seed: str, student: str, status: Status, problem: str) -> SubmissionResult:
    """The same, of a unit; ``seed`` is a fingerprint."""
    verdicts = tuple(no_answer(e, status, problem) for e in unit.exercises)
    return SubmissionResult(student, unit.slug, status, verdicts, seed, 0.0, "", problem)


def cells_digest(submission: Submission) -> str:
    """A digest of what the marks depend on: the cells' kinds and texts, in order."""
    digest = hashlib.sha256()
    for cell in submission.cells:
        for part in (cell.kind, cell.source):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


_BARE = "bare"
"""Ends the key of work in which no classifier was drawn, as no page was wanted."""


def work_key(submission: Submission, rules: Rules, drawn: bool) -> str:
    """What was graded: the file's bytes, its cells, the rules and the seed."""
    bare = () if drawn or not has_boundaries(rules.unit) else (_BARE,)
    return ".".join((submission.digest[:20], *_cells_and_rules(submission, rules), *bare))


def same_work(old: str, submission: Submission, rules: Rules, drawn: bool) -> str:
    """The key of earlier work that holds for these cells under these rules and this seed.

    ``""`` where it does not, or where a picture is wanted that it lacks.
    """
    wanted, (_, *parts) = _cells_and_rules(submission, rules), old.split(".")
    if parts != wanted and (drawn or parts != [*wanted, _BARE]):
        return ""
    return ".".join((submission.digest[:20], *parts))


def _cells_and_rules(submission: Submission, rules: Rules) -> list[str]:
    return [cells_digest(submission)[:20], rules.version[:20], rules.seed]
