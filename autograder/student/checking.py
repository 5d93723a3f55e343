"""``check("slug")``: ask the student's objects, judge against the public key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from autograder.errors import UsageError
from autograder.exercises import find_exercise, load_unit
from autograder.exercises.asking import ask
from autograder.judging.answer_key import from_json
from autograder.judging.judge import judge
from autograder.judging.numerical import question, with_numerical
from autograder.model import Exercise, ExerciseKey, Inputs, Reply, UnitKey, Verdict
from autograder.student.page import Note, Shown, namespace_of_caller, show

Asked = Callable[[Exercise, Sequence[Inputs]], list[Reply]]

last_verdicts: dict[str, Verdict] = {}
"""The latest verdict of each exercise in this kernel: what ``hint`` looks at."""


def check(slug: str) -> Shown:
    """Check one exercise and say how it stands.

    Args:
        slug: the exercise's name, as written under its TODO, e.g. ``"mse-loss"``.

    Returns:
        The result: a card in Jupyter, text elsewhere; ``float(result)`` are the marks.
    """
    namespace = namespace_of_caller()
    try:
        unit, exercise = find_exercise(slug)
        key = load_public_key(unit.slug)
    except UsageError as error:
        return show(Note(str(error)))
    asked = _in_namespace(namespace)
    before: dict[str, Verdict] = {}
    for other in exercise.uses:
        before[other] = verdict_of(unit.exercise(other), key.exercises[other], asked, before)
    verdict = verdict_of(exercise, key.exercises[slug], asked, before)
    last_verdicts[slug] = verdict
    return show(verdict)


def check_notebook_namespace(unit_slug: str, namespace: Mapping[str, Any]) -> list[Verdict]:
    """The verdicts of all of a unit's exercises on one namespace, in course order."""
    unit, key = load_unit(unit_slug), load_public_key(unit_slug)
    verdicts: dict[str, Verdict] = {}
    for exercise in unit.exercises:
        verdicts[exercise.slug] = verdict_of(
            exercise, key.exercises[exercise.slug], _in_namespace(namespace), verdicts
        )
    return list(verdicts.values())


def verdict_of(
    exercise: Exercise, key: ExerciseKey, asked: Asked, before: Mapping[str, Verdict]
) -> Verdict:
    """Ask every case, judge, and ask for the numerical derivative where it helps."""
    replies = asked(exercise, [case.case.inputs for case in key.cases])
    verdict = judge(exercise, key, replies, before)
    wanted = question(exercise, key, verdict)
    return with_numerical(exercise, verdict, asked(exercise, wanted)) if wanted else verdict


@cache
def load_public_key(unit: str) -> UnitKey:
    """The answer key that ships with this package; raises ``UsageError`` if there is none."""
    file = files("autograder") / "keys" / f"{unit}.json"
    try:
        return from_json(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f'The answer key of unit "{unit}" is missing or damaged. Install the package '
            "again; in the course repository run `autograder build`."
        ) from error


def _in_namespace(namespace: Mapping[str, Any]) -> Asked:
    return lambda exercise, inputs: ask(exercise, namespace, inputs)
