"""Check one's own notebook against the public key, without a teacher's files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import Unreadable, UsageError
from autograder.exercises import find_exercise, load_unit, unit_slugs
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
from autograder.settings import set_unit
from autograder.student import load_public_key
from autograder.student.exam import is_exam, not_received, receipt, trials


class OwnNotebook:
    """A notebook of one's own, to be checked once or again and again; a context manager.

    It is one's own code: where this machine cannot confine it, it runs all the same.
    What costs time to start stays from one look to the next, and a notebook whose code is
    what it was is not run again.

    only: exercises to tell of (default: all).
    """

    def __init__(self, path: Path, only: Sequence[str] = ()) -> None:
        self.path, self.only = path, tuple(only)
        self.unit = ""
        self._reader = Reader()
        self._sandbox: Sandbox | None = None
        self._seen: tuple[str, list[str]] | None = None
        self._verdicts: tuple[Verdict, ...] = ()

    def __enter__(self) -> OwnNotebook:
        return self

    def __exit__(self, *error: object) -> None:
        self._close_sandbox()
        self._reader.close()

    def verdicts(self) -> tuple[Verdict, ...]:
        """How each exercise stands; raises ``UsageError`` where the file cannot be read."""
        try:
            submission = self._reader.read(self.path)
            notebook = json.loads(self.path.read_text(encoding="utf-8"))
        except Unreadable as error:
            raise UsageError(_to_its_owner(str(error))) from error
        except (OSError, ValueError) as error:
            raise UsageError(f"{self.path} was being written while it was read.") from error
        notebook = notebook if isinstance(notebook, dict) else {}
        unit = load_unit(_unit_of(notebook, self.path)).slug
        sources = [cell.source for cell in submission.cells if cell.kind == "code"]
        wanted = _of_unit(unit, self.only)
        if (unit, sources) != self._seen:
            found = self._checked(unit, sources, _given_out(unit, notebook))
            self._verdicts = tuple(v for v in found if v.exercise in wanted)
            self._seen = unit, sources
        return self._verdicts

    def _checked(self, slug: str, sources: list[str], given: Released) -> tuple[Verdict, ...]:
        unit = set_unit(slug)
        steps = plan(sources, given, [e.slug for e in unit.exercises], asked_slugs)
        child = self._sandbox_of(slug).child
        if is_exam(slug):
            return _receipts(unit, child, steps, given)
        key = load_public_key(slug)
        bench = Bench(unit, key, key)
        found = collect(child, steps, bench.questions(), bench.judge, bench.more, Times())
        return settle(bench, found, steps, given)

    def _sandbox_of(self, unit: str) -> Sandbox:
        if self._sandbox is None or self.unit != unit:
            self._close_sandbox()
            self._sandbox = Sandbox(unit, allow_unconfined=True).__enter__()
            self.unit = unit
        return self._sandbox

    def _close_sandbox(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None


def _receipts(
    unit: Unit, child: Callable[..., Any], steps: Sequence[Step], given: Released
) -> tuple[Verdict, ...]:
    """Whether each answer is there and runs: all that is said in an exam."""
    questions = {exercise.slug: _trial(exercise) for exercise in unit.exercises}

    def judge(slug: str, reading: int, replies: Sequence[Reply], before: object) -> Verdict:
        return receipt(unit.exercise(slug), replies)

    found = collect(child, steps, questions, judge, lambda *asked: (), Times())
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


def check_notebook(path: Path) -> tuple[Verdict, ...]:
    """The verdicts on the notebook at ``path``; raises ``UsageError`` where it cannot be read."""
    with OwnNotebook(path) as notebook:
        return notebook.verdicts()


_OWNERS_WORDS = {
    "Ask the student to save": "Save",
    "and hand it in again": "and try again",
    "and grade again": "and try again",
    "Grade again": "Try again",
}


def _to_its_owner(sentence: str) -> str:
    """What is said to a teacher about a student's notebook, said to the student."""
    for teachers, owners in _OWNERS_WORDS.items():
        sentence = sentence.replace(teachers, owners)
    return sentence


def _of_unit(slug: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """The exercises of a unit that are wanted; raises ``UsageError`` for one that is not its."""
    every = tuple(exercise.slug for exercise in load_unit(slug).exercises)
    for name in wanted:
        unit, _ = find_exercise(name)
        if unit.slug != slug:
            raise UsageError(f'"{name}" is of unit {unit.slug}; this notebook is of {slug}.')
    return tuple(wanted) or every


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
