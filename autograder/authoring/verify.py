"""``autograder verify``: prove the course, and say what was looked at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from autograder.authoring.build import as_unit, open_unit
from autograder.authoring.proofs import (
    answers,
    boundaries,
    files,
    keys,
    marks,
    pairs,
    seeds,
    strangers,
)
from autograder.authoring.proofs.subject import Confusion, Count, Effort, Finding, Subject, Yield
from autograder.authoring.source import inspect_source
from autograder.course_file import in_words
from autograder.errors import SourceError
from autograder.exercises import unit_slugs
from autograder.layout import Course
from autograder.model import Unit

__all__ = ["Effort", "Finding", "Proof", "prove", "verify"]

PROOFS: tuple[Callable[[Subject], Yield], ...] = (
    answers.exercises_have_mistakes,
    answers.names_are_defined,
    answers.solutions_get_full_marks,
    answers.styles_get_full_marks,
    answers.trivial_answers_get_nothing,
    answers.nearly_right_is_wrong,
    answers.mistakes_are_named,
    answers.mistakes_are_separable,
    keys.expected_values_depend_on_the_seed,
    keys.gradients_are_derivatives,
    boundaries.classifiers_are_drawn,
    files.first_cell_fills_the_syllabus,
    files.notebook_is_fresh,
    files.key_is_fresh,
    files.notebook_keeps_secrets,
    marks.notebooks_get_their_marks,
)

LONG_PROOFS: tuple[Callable[[Subject], Yield], ...] = (
    strangers.strangers_are_named,
    pairs.pairs_are_named,
    seeds.styles_pass_on_many_seeds,
    seeds.marks_do_not_depend_on_the_seed,
    seeds.rounding_gains_nothing,
    seeds.gradients_are_derivatives_on_many_seeds,
)
"""What takes minutes a unit."""

Yielded = Finding | Count | Confusion


@dataclass(frozen=True)
class Proof:
    """Everything found, everything counted on the way, and what was called by another name."""

    findings: tuple[Finding, ...]
    counts: tuple[Count, ...]
    confusions: tuple[Confusion, ...] = ()
    notes: tuple[str, ...] = ()
    """What a teacher set otherwise than the course comes."""

    @property
    def exit_code(self) -> int:
        return 1 if self.findings else 0

    def as_text(self) -> str:
        """One line a finding, then what was looked at."""
        width = max((len(count.name) for count in self.counts), default=0)
        lines = [*map(str, self.findings), *([""] if self.findings else [])]
        lines += [*self.notes, *([""] if self.notes else [])]
        for name, value, where in self.rows():
            lines.append(f"{name:<{width}}  {value:>8}{f'   {where}' if where else ''}")
        return "\n".join([*lines, *self.confused(), "", self.conclusion()])

    def rows(self) -> list[tuple[str, str, str]]:
        """What was looked at: its name, how many or how much, and where."""
        return [(count.name, _number(count.value), count.where) for count in self.counts]

    def confused(self) -> list[str]:
        """What was called by another name, under a heading; nothing where nothing was."""
        told = [*map(_confusion, self.confusions)]
        return ["", "called by another name:", *told] if told else []

    def conclusion(self) -> str:
        """What it comes to, in a sentence."""
        good = "The course is proved: nothing is wrong."
        bad = f"{len(self.findings)} finding{'s' * (len(self.findings) != 1)}."
        return bad if self.findings else good

    def as_json(self) -> str:
        """The same for programs."""
        findings = [asdict(finding) for finding in self.findings]
        counts = [{k: v for k, v in asdict(c).items() if k != "keep"} for c in self.counts]
        for count in counts:
            if count["value"] in (float("inf"), float("-inf")):
                count["value"] = str(count["value"])
        confusions = [asdict(confusion) for confusion in self.confusions]
        found: dict[str, Any] = {"findings": findings, "counts": counts, "confusions": confusions}
        found["notes"] = list(self.notes)
        return json.dumps(found, indent=2, allow_nan=False)


def verify(course: Course, units: Sequence[str | Unit] = ()) -> list[Finding]:
    """Everything that is not as it should be in ``units`` (default: the whole course)."""
    return list(prove(course, units).findings)


def prove(
    course: Course,
    units: Sequence[str | Unit] = (),
    effort: Effort | None = None,
    jobs: int = 1,
    done: Callable[[str], None] = lambda unit: None,
) -> Proof:
    """Prove ``units``, or the whole course: then nothing may be stray either.

    effort: try the long proofs too, on so many seeds; jobs: processes, a unit at a time each;
    done: told the name of each unit that is proved.
    """
    every = [as_unit(unit) for unit in units or unit_slugs()]
    notes = tuple(in_words(course, [unit.slug for unit in every]))
    yielded = _by_unit(course, every, effort, jobs, done)
    owned = {*unit_slugs(), *(unit.slug for unit in every)}
    if not units or any(isinstance(unit, Unit) for unit in units):
        yielded += files.nothing_is_stray(course, sorted(owned))
        yielded += files.package_keeps_secrets(course, every)
        yielded += files.settings_are_fresh(course)
    if not units:
        yielded += files.syllabus_is_fresh(course, unit_slugs())
    findings = tuple(dict.fromkeys(y for y in yielded if isinstance(y, Finding)))
    counts = _added([y for y in yielded if isinstance(y, Count)])
    return Proof(findings, counts, tuple(y for y in yielded if isinstance(y, Confusion)), notes)


def _by_unit(
    course: Course,
    units: Sequence[Unit],
    effort: Effort | None,
    jobs: int,
    done: Callable[[str], None],
) -> list[Yielded]:
    """What the proofs of all units yield, in order; the largest banks are begun first."""
    registered = all(unit.slug in unit_slugs() for unit in units)
    if jobs == 1 or not registered:
        return [y for unit in units for y in prove_unit(course, unit, effort)]
    slugs = [unit.slug for unit in units]
    largest = sorted(slugs, key=lambda s: -_size(course.bank(s)))
    found = {}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(_prove, course, effort, slug) for slug in largest]
        for future in as_completed(running):
            slug, found[slug] = future.result()
            done(slug)
    return [y for slug in slugs for y in found[slug]]


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _prove(course: Course, effort: Effort | None, slug: str) -> tuple[str, list[Yielded]]:
    return slug, list(prove_unit(course, as_unit(slug), effort))


def prove_unit(course: Course, unit: Unit, effort: Effort | None = None) -> Iterator[Yielded]:
    """Everything about one unit; where its source cannot be read, only that."""
    path = course.source(unit.slug)
    source, problems = inspect_source(path, unit)
    command = f"autograder verify {unit.slug}"
    if source is None:
        yield from (Finding(p.path, p.line, p.problem, command) for p in problems)
        return
    try:
        subject = Subject(course, open_unit(course, unit), effort or Effort())
        for proof in (*PROOFS, *(LONG_PROOFS if effort else ())):
            yield from proof(subject)
    except SourceError as error:
        yield Finding(error.path, error.line, error.problem, command)


def _added(counts: Sequence[Count]) -> tuple[Count, ...]:
    """Counts of one name as one: the sum, or the extreme and where it was."""
    totals: dict[str, Count] = {}
    for count in counts:
        old = totals.get(count.name)
        if old is None:
            totals[count.name] = count
        elif count.keep == "sum":
            totals[count.name] = Count(count.name, old.value + count.value)
        else:
            best = max if count.keep == "max" else min
            totals[count.name] = best(old, count, key=lambda c: c.value)
    return tuple(totals.values())


def _confusion(one: Confusion) -> str:
    style = f" ({one.style})" if one.style else ""
    return f"  {one.proof}: {one.exercise}{style}: {one.planted}, said: {one.said}"


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) < 1e15 and value == int(value) else f"{value:.1e}"
