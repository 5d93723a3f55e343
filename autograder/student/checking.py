"""``check("slug")``: ask the student's objects, judge against the public key."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, TextIO

from autograder.errors import UsageError
from autograder.exercises import find_exercise
from autograder.exercises.asking import Stopped, ask
from autograder.judging.answer_key import from_json
from autograder.judging.judge import no_answer
from autograder.judging.readings import Asked, best_verdict
from autograder.model import Exercise, Unit, UnitKey, Verdict
from autograder.settings import set_unit
from autograder.student.exam import is_exam, not_handed_out, receipt, trials
from autograder.student.page import Note, Shown, namespace_of_caller, shell, show
from autograder.student.progress import not_run
from autograder.student.reach import data_not_handed_over, missing_where_graded
from autograder.student.remembered import open_unit, remember
from autograder.student.runs import meant, runs, watch

last_verdicts: dict[str, Verdict] = {}
"""The latest verdict of each exercise in this kernel: what ``hint`` looks at."""


def check(slug: str = "") -> Shown:
    """Check one exercise and say how it stands.

    Args:
        slug: the exercise's name, as the check below its TODO has it, e.g. ``"mse-loss"``.

    Returns:
        The result: a card in Jupyter, text elsewhere; ``float(result)`` are the marks.
    """
    namespace = namespace_of_caller()
    try:
        unit, exercise = find_as_set(slug)
        if is_exam(unit.slug):
            got = received(exercise, namespace)
            return show(_as_on_the_page(unit, exercise, namespace, got))
        key = load_public_key(unit.slug)
    except UsageError as error:
        return show(Note(str(error)))
    before: dict[str, Verdict] = {}
    printed = Printed()
    try:
        for name in (*exercise.uses, slug):
            asked = _in_namespace(unit.exercise(name), namespace, printed)
            before[name] = best_verdict(unit.exercise(name), key.exercises[name], asked, before)
    except Stopped as stopped:
        return show(Note(interrupted(stopped)))
    notes = tuple(filter(None, (*before[slug].notes, printed.note(slug))))
    verdict = replace(before[slug], notes=notes)
    verdict = _as_on_the_page(unit, exercise, namespace, verdict)
    last_verdicts[slug] = verdict
    if not not_run(verdict):
        remember([verdict])
    return show(verdict)


class Printed(io.StringIO):
    """Keeps what a student's code prints in a check off the page, and that it did in mind."""

    anything = False

    def write(self, text: str) -> int:
        self.anything |= bool(text.strip())
        return len(text)

    def note(self, slug: str) -> str:
        """Where a student sees what was printed; empty if nothing was."""
        if not self.anything:
            return ""
        return (
            "What your code prints is not shown in a check, which calls it often. Call it "
            f'yourself to see it: example("{slug}") hands you inputs.'
        )


def _as_on_the_page(
    unit: Unit, exercise: Exercise, namespace: Mapping[str, Any], verdict: Verdict
) -> Verdict:
    """The verdict; first what it cannot see: newer code on the page, packages that will lack, data
    of the notebook in place of an argument.
    """
    watch(shell())
    if not_run(verdict):
        near = meant(exercise, namespace) or _asked_elsewhere(unit)
        verdict = replace(verdict, message=f"{verdict.message} {near}".strip())
    said = runs.stale(exercise) or missing_where_graded(unit, exercise, namespace)
    if not said and not verdict.passed and not is_exam(unit.slug):
        said = data_not_handed_over(exercise, namespace)
    if not said:
        return verdict
    more = tuple(filter(None, (verdict.message, *verdict.more)))
    return replace(verdict, message=said, hint="", more=more)  # a hint is for what was said first


def _asked_elsewhere(unit: Unit) -> str:
    """Which notebook asks for it, where that is not this one."""
    here = open_unit()
    if here in ("", unit.slug):
        return ""
    return f"It is asked for in unit {unit.slug}, and this is {here}."


def check_notebook_namespace(
    unit_slug: str,
    namespace: Mapping[str, Any],
    on_stop: Callable[[Stopped], None] | None = None,
) -> list[Verdict]:
    """The verdicts of all of a unit's exercises on one namespace, in course order.

    on_stop: called where somebody stops it; what is left then counts as not found. Without it
    ``Stopped`` is raised.
    """
    unit = set_unit(unit_slug)
    if is_exam(unit_slug):
        return [received(exercise, namespace) for exercise in unit.exercises]
    key = load_public_key(unit_slug)
    verdicts: dict[str, Verdict] = {}
    for exercise in unit.exercises:
        asked = _in_namespace(exercise, namespace)
        part = key.exercises[exercise.slug]
        try:
            verdicts[exercise.slug] = best_verdict(exercise, part, asked, verdicts)
        except Stopped as stopped:
            if on_stop is None:
                raise
            on_stop(stopped)
            break
    left = (exercise for exercise in unit.exercises if exercise.slug not in verdicts)
    unseen = (no_answer(exercise, "not-attempted", "", "not-found") for exercise in left)
    return [*verdicts.values(), *unseen]


def find_as_set(slug: str) -> tuple[Unit, Exercise]:
    """The exercise called ``slug`` and its unit, with the teacher's points; ``UsageError``."""
    unit = set_unit(find_exercise(slug)[0].slug)
    return unit, unit.exercise(slug)


def received(exercise: Exercise, namespace: Mapping[str, Any]) -> Verdict:
    """Whether an answer is there and runs: all that a check says in an exam."""
    return receipt(exercise, ask(exercise, namespace, trials(exercise), counted=False))


@cache
def load_public_key(unit: str) -> UnitKey:
    """The answer key that ships with this package; raises ``UsageError`` if there is none."""
    file = files("autograder") / "keys" / f"{unit}.json"
    try:
        return from_json(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(not_handed_out(unit) or _damaged(unit)) from error
    except (OSError, ValueError) as error:
        raise UsageError(_damaged(unit)) from error


def _damaged(unit: str) -> str:
    return (
        f'The answer key of unit "{unit}" is missing or damaged. Install the package '
        "again; in the course repository run `autograder build`."
    )


def interrupted(stopped: Stopped) -> str:
    """What to say of a check that its student stopped: where it was, and what that may mean."""
    at = stopped.at
    where = f" in {at.function}, line {at.line} of its cell ({at.code})" if at.function else ""
    return f"You stopped the check{where}. Is there a loop that does not end?"


def _in_namespace(
    exercise: Exercise, namespace: Mapping[str, Any], output: TextIO | None = None
) -> Asked:
    return lambda inputs: ask(
        exercise, namespace, inputs, stops_at=(KeyboardInterrupt,), output=output
    )
