"""Check one's own notebook against the public key, without a teacher's files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import Unreadable, UsageError
from autograder.exercises import load_unit, unit_slugs
from autograder.grading.asking import Question
from autograder.grading.bench import Bench
from autograder.grading.plan import Released, Step, plan
from autograder.grading.released import read_released, released
from autograder.grading.replay import Times, collect
from autograder.grading.settle import settle, trouble_with
from autograder.layout import find_course
from autograder.model import Exercise, Reply, Unit, Verdict
from autograder.notebook import Reader, asked_slugs
from autograder.sandbox import Sandbox
from autograder.settings import released_settings
from autograder.student import load_public_key
from autograder.student.exam import is_exam, not_received, receipt, trials


def check_notebook(path: Path) -> tuple[Verdict, ...]:
    """The verdicts on the notebook at ``path``; raises ``UsageError`` where it cannot be read.

    It is one's own code: where this machine cannot confine it, it runs all the same.
    """
    try:
        with Reader() as reader:
            submission = reader.read(path)
    except Unreadable as error:
        raise UsageError(str(error)) from error
    notebook = _parsed(path)
    unit = released_settings().of(load_unit(_unit_of(notebook, path)))
    given = _given_out(unit.slug, notebook)
    sources = [cell.source for cell in submission.cells if cell.kind == "code"]
    steps = plan(sources, given, [e.slug for e in unit.exercises], asked_slugs)
    with Sandbox(unit.slug, allow_unconfined=True) as sandbox:
        if is_exam(unit.slug):
            return _receipts(unit, sandbox, steps, given)
        key = load_public_key(unit.slug)
        bench = Bench(unit, key, key)
        found = collect(sandbox.child, steps, bench.questions(), bench.judge, bench.more, Times())
    return settle(bench, found, steps, given)


def _receipts(
    unit: Unit, sandbox: Sandbox, steps: Sequence[Step], given: Released
) -> tuple[Verdict, ...]:
    """Whether each answer is there and runs: all that is said in an exam."""
    questions = {exercise.slug: _trial(exercise) for exercise in unit.exercises}

    def judge(slug: str, reading: int, replies: Sequence[Reply], before: object) -> Verdict:
        return receipt(unit.exercise(slug), replies)

    found = collect(sandbox.child, steps, questions, judge, lambda *asked: (), Times())
    receipts = []
    for exercise in unit.exercises:
        answer = found.answers.get(exercise.slug)
        trouble = trouble_with(exercise, answer, found, steps, given)
        if trouble is not None:
            receipts.append(not_received(exercise, trouble.status, trouble.message))
        elif answer is not None:
            receipts.append(answer.verdict)
    return tuple(receipts)


def _trial(exercise: Exercise) -> Question:
    asked = tuple((inputs,) for inputs in trials(exercise))
    return Question(asked, asked, exercise.seconds, exercise.uses, exercise.needs)


def _parsed(path: Path) -> Mapping[str, Any]:
    """The notebook's JSON; the reader has seen that it is small enough and a notebook."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def _unit_of(notebook: Mapping[str, Any], path: Path) -> str:
    """The unit a notebook says it belongs to, else the one in its file's name."""
    metadata = notebook.get("metadata")
    ours = metadata.get("autograder") if isinstance(metadata, dict) else None
    named = ours.get("unit") if isinstance(ours, dict) else None
    if isinstance(named, str):
        return named
    found = next((slug for slug in unit_slugs() if path.stem.startswith(slug)), None)
    if found is None:
        raise UsageError(
            f"{path} does not say which unit it is. Name it after one: {', '.join(unit_slugs())}."
        )
    return found


def _given_out(unit: str, notebook: Mapping[str, Any]) -> Released:
    """The notebook as it was given out, where this is a course; else the roles it holds itself."""
    try:
        return read_released(find_course().notebook(unit))
    except UsageError:
        return Released(demos=released(notebook).demos)
