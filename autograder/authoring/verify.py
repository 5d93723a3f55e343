"""``autograder verify``: prove the course, and say what was looked at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from autograder.authoring.build import as_unit, open_unit
from autograder.authoring.proofs import answers, files, keys, marks
from autograder.authoring.proofs.subject import Count, Finding, Subject, Yield
from autograder.authoring.source import inspect_source
from autograder.errors import SourceError
from autograder.exercises import unit_slugs
from autograder.layout import Course
from autograder.model import Unit

__all__ = ["Finding", "Proof", "prove", "verify"]

PROOFS: tuple[Callable[[Subject], Yield], ...] = (
    answers.exercises_have_mistakes,
    answers.solutions_get_full_marks,
    answers.styles_get_full_marks,
    answers.trivial_answers_get_nothing,
    answers.nearly_right_is_wrong,
    answers.mistakes_are_named,
    answers.mistakes_are_separable,
    keys.expected_values_depend_on_the_seed,
    keys.gradients_are_derivatives,
    files.notebook_is_fresh,
    files.key_is_fresh,
    files.notebook_keeps_secrets,
    marks.notebooks_get_their_marks,
)


@dataclass(frozen=True)
class Proof:
    """Everything found, and everything counted on the way."""

    findings: tuple[Finding, ...]
    counts: tuple[Count, ...]

    @property
    def exit_code(self) -> int:
        return 1 if self.findings else 0

    def as_text(self) -> str:
        """One line a finding, then what was looked at."""
        width = max((len(count.name) for count in self.counts), default=0)
        lines = [*map(str, self.findings), *([""] if self.findings else [])]
        for count in self.counts:
            where = f"   {count.where}" if count.where else ""
            lines.append(f"{count.name:<{width}}  {_number(count.value):>8}{where}")
        good = "The course is proved: nothing is wrong."
        bad = f"{len(self.findings)} finding{'s' * (len(self.findings) != 1)}."
        return "\n".join([*lines, "", bad if self.findings else good])

    def as_json(self) -> str:
        """The same for programs."""
        findings = [asdict(finding) for finding in self.findings]
        counts = [{k: v for k, v in asdict(c).items() if k != "keep"} for c in self.counts]
        for count in counts:
            if count["value"] in (float("inf"), float("-inf")):
                count["value"] = str(count["value"])
        return json.dumps({"findings": findings, "counts": counts}, indent=2, allow_nan=False)


def verify(course: Course, units: Sequence[str | Unit] = ()) -> list[Finding]:
    """Everything that is not as it should be in ``units`` (default: the whole course)."""
    return list(prove(course, units).findings)


def prove(course: Course, units: Sequence[str | Unit] = ()) -> Proof:
    """Prove ``units``, or the whole course: then nothing may be stray either."""
    every = [as_unit(unit) for unit in units or unit_slugs()]
    yielded: list[Finding | Count] = []
    for unit in every:
        yielded += prove_unit(course, unit)
    owned = {*unit_slugs(), *(unit.slug for unit in every)}
    if not units or any(isinstance(unit, Unit) for unit in units):
        yielded += files.nothing_is_stray(course, sorted(owned))
        yielded += files.package_keeps_secrets(course, every)
    if not units:
        yielded += files.syllabus_is_fresh(course, unit_slugs())
    findings = tuple(dict.fromkeys(y for y in yielded if isinstance(y, Finding)))
    return Proof(findings, _added([y for y in yielded if isinstance(y, Count)]))


def prove_unit(course: Course, unit: Unit) -> Iterator[Finding | Count]:
    """Everything about one unit; where its source cannot be read, only that."""
    path = course.source(unit.slug)
    source, problems = inspect_source(path, unit)
    command = f"autograder verify {unit.slug}"
    if source is None:
        yield from (Finding(p.path, p.line, p.problem, command) for p in problems)
        return
    try:
        subject = Subject(course, open_unit(course, unit))
        for proof in PROOFS:
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


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) < 1e15 and value == int(value) else f"{value:.1e}"
