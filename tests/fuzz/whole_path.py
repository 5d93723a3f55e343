"""Mutants graded as the command grades a class, and what came of them, counted."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import median
from unittest import mock

from autograder.exercises import load_unit
from autograder.grading import run
from autograder.grading.replay import Times
from autograder.grading.rules import Rules, make_rules
from autograder.grading.run import Progress, Wishes, grade_class
from autograder.layout import Course
from autograder.results import SubmissionResult
from autograder.sandbox import Limits
from tests.fuzz.mutate import ROOT, Mutant

TIMES = Times(cell=0.6, submission=6.0, exercise=0.6)
LIMITS = Limits(memory=128 << 20)
"""Shorter than usual, so that what hangs or fills the memory does so quickly."""
SAMPLE_SECONDS = 0.25


@dataclass
class Memory:
    """Resident bytes over time, while a class was graded."""

    workers: dict[int, list[int]] = field(default_factory=dict)
    """Of each worker, by process id."""
    mutants: int = 0
    total: list[int] = field(default_factory=list)
    """Of the command, its workers and what they hold, together."""


@dataclass
class Count:
    """What came of mutants so far."""

    submissions: Counter[str] = field(default_factory=Counter)
    exercises: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    """What must not be, as sentences."""
    command: list[int] = field(default_factory=list)
    """Resident bytes of this process after each class."""
    memory: list[Memory] = field(default_factory=list)
    """Of this process and its workers, by class."""
    seconds: float = 0.0

    @property
    def mutants(self) -> int:
        return sum(self.submissions.values())

    @property
    def loaded(self) -> float:
        """The share that could be read."""
        return self.submissions["graded"] / max(1, self.mutants)


def hand_in(mutant: Mutant, folder: Path) -> None:
    """Put a mutant into a student's folder."""
    path = folder / mutant.unit / f"{mutant.unit}.ipynb"
    path.parent.mkdir(parents=True)
    match mutant.place:
        case "in place":
            path.write_bytes(mutant.content)
        case "renamed":
            path.with_name("Untitled1.ipynb").write_bytes(mutant.content)
        case "a folder":
            path.mkdir()
        case "a link":
            path.symlink_to(ROOT / "course" / mutant.unit / path.name)
        case "a pipe":
            os.mkfifo(path)


def grade_mutants(
    mutants: Sequence[Mutant], folder: Path, empty_book: Path, count: Count, jobs: int = 2
) -> None:
    """Mutants of any units, one class a unit, each in a folder that is removed again."""
    for unit in sorted({mutant.unit for mutant in mutants}):
        own = [mutant for mutant in mutants if mutant.unit == unit]
        _grade_class(own, unit, folder / unit, empty_book, count, jobs)
        shutil.rmtree(folder / unit)


def _grade_class(
    mutants: Sequence[Mutant], unit: str, folder: Path, empty_book: Path, count: Count, jobs: int
) -> None:
    """One class, through the whole path into ``folder``, added to a count."""
    submitted, out = folder / "submitted", folder / "out"
    out.mkdir(parents=True)
    shutil.copy(empty_book, out / "gradebook.db")
    for number, mutant in enumerate(mutants):
        hand_in(mutant, submitted / student(number))
    started = time.monotonic()
    wishes = Wishes(submitted, out, "fuzz", units=(unit,), jobs=jobs, limits=LIMITS)
    steps = _Steps()
    with mock.patch.object(run, "make_rules", _rules), watched() as memory:
        summary = grade_class(Course(ROOT), wishes, steps)
    count.seconds += time.monotonic() - started
    memory.mutants = len(mutants)
    count.memory.append(memory)
    count.command.append(resident(os.getpid()))
    count.faults += summary.problems
    for number, mutant in enumerate(mutants):
        count.faults += _take(count, mutant, student(number), out, steps)
    count.faults += _booked(out, unit, len(mutants))


def student(number: int) -> str:
    """The name of a student of a class."""
    return f"s{number:05d}"


@cache
def _rules_of(course: Course, unit: str, seed: str) -> Rules:
    return make_rules(course, unit, seed, TIMES)


def _rules(course: Course, unit: str, seed: str, **_: object) -> Rules:
    """The rules of a unit with less patience, made once and here."""
    return _rules_of(course, unit, seed)


class _Steps(Progress):
    """Keeps each result as the command says it."""

    def __init__(self) -> None:
        self.results: dict[str, list[SubmissionResult]] = {}

    def step(self, result: SubmissionResult) -> None:
        self.results.setdefault(result.student, []).append(result)


# ----------------------------------------------------------------- what must be


def _take(count: Count, mutant: Mutant, name: str, out: Path, steps: _Steps) -> Iterator[str]:
    """Count one mutant's statuses; what is wrong with what was left behind, as sentences."""
    results = steps.results.get(name, [])
    made = f"{mutant.unit} {name} ({', '.join(mutant.made)})"
    if len(results) != 1:
        yield f"{made}: {len(results)} results."
        return
    (result,) = results
    count.submissions[result.status] += 1
    count.exercises.update(verdict.status for verdict in result.verdicts)
    asked = [exercise.slug for exercise in load_unit(mutant.unit).exercises]
    if [verdict.exercise for verdict in result.verdicts] != asked:
        yield f"{made}: other exercises than asked for."
    if not all(0 <= v.points <= v.max_points for v in result.verdicts):
        yield f"{made}: marks beyond their bounds."
    if "sandbox-broken" in (result.status, *(v.status for v in result.verdicts)):
        yield f"{made}: {result.problem}"
    if result.status != "graded" and not result.problem:
        yield f"{made}: {result.status}, and no word why."
    page = out / "autograded" / name / mutant.unit / f"{mutant.unit}.ipynb"
    if not page.is_file() or not json.loads(page.read_text(encoding="utf-8"))["cells"]:
        yield f"{made}: no page in autograded/."
    feedback = out / "feedback" / name / mutant.unit / f"{mutant.unit}.html"
    if not feedback.is_file() or "</html>" not in feedback.read_text(encoding="utf-8")[-200:]:
        yield f"{made}: no feedback."


def _booked(out: Path, unit: str, expected: int) -> Iterator[str]:
    """What is wrong with what is there of the whole class, as sentences."""
    with closing(sqlite3.connect(out / "gradebook.db")) as book:
        marks = dict(book.execute(_MARKS).fetchall())
    journal: dict[str, float] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for text in (out / "results.jsonl").read_text().splitlines():
        line = json.loads(text)
        journal[line["student"]] = journal.get(line["student"], 0.0) + line["points"]
        seen[line["student"], line["exercise"]] += 1
    if set(seen.values()) != {1} or len(journal) != expected:
        yield f"{unit}: the journal has {len(journal)} of {expected} students."
    wrong = {name for name, points in journal.items() if abs(marks.get(name, -1) - points) > 1e-9}
    if wrong:
        yield f"{unit}: marks in the grade book differ: {sorted(wrong)}."
    if "</html>" not in (out / "report" / "index.html").read_text(encoding="utf-8")[-200:]:
        yield f"{unit}: no report."


_MARKS = (
    "SELECT a.student_id, sum(coalesce(g.auto_score, 0)) FROM grade g "
    "JOIN submitted_notebook n ON g.notebook_id = n.id "
    "JOIN submitted_assignment a ON n.assignment_id = a.id GROUP BY a.student_id"
)


# ------------------------------------------------------------------------ memory


@contextmanager
def watched() -> Iterator[Memory]:
    """While it lasts, samples the resident sizes of this process, its workers and their servers.

    Children of a sandbox's server are left out: they are the students' own.
    """
    memory = Memory()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(SAMPLE_SECONDS):
            workers, helpers = _descendants(os.getpid())
            for pid in workers:
                if size := resident(pid):
                    memory.workers.setdefault(pid, []).append(size)
            memory.total.append(sum(map(resident, [os.getpid(), *workers, *helpers])))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def _descendants(pid: int) -> tuple[list[int], list[int]]:
    """Children, and their children: workers, and the servers and readers that they hold."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(words[1]), []).append(int(folder.name))
    workers = parents.get(pid, [])
    return workers, [child for worker in workers for child in parents.get(worker, [])]


def resident(pid: int) -> int:
    """Resident bytes of a process; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def growth(series: Sequence[int]) -> float:
    """How much larger the last quarter is than the second one."""
    quarter = max(1, len(series) // 4)
    return median(series[-quarter:]) / median(series[quarter : 2 * quarter])


def growth_of_large(classes: Iterable[Memory], mutants: int) -> tuple[float, float]:
    """The largest growth of a worker, and of all processes together, while a class was graded.

    Only of classes of at least so many mutants, beside which the start is nothing, and of
    processes that were there for most of them; raises ``ValueError`` where there is none.
    """
    large = [memory for memory in classes if memory.mutants >= mutants]
    workers = [w for m in large for w in m.workers.values() if len(w) > len(m.total) / 2]
    return max(map(growth, workers)), max(growth(memory.total) for memory in large)
