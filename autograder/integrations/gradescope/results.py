"""``results.json`` as Gradescope documents it.

Fields and their values: https://gradescope-autograders.readthedocs.io/en/latest/specs/
Every text says that it is ``text``, which Gradescope shows as it is: nothing in it becomes
HTML, Markdown or a terminal's colour there, whoever wrote it.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.exercises import load_unit
from autograder.grading.journal import write_atomically
from autograder.integrations.gradescope.contents import Settings
from autograder.model import AspectResult, Exercise, Unit, Verdict
from autograder.rendering import as_text, plain, points
from autograder.results import SubmissionResult

TEXT, TEACHER_ONLY = "text", "hidden"
WIDTH = 92

NOT_GRADED = (
    "Your notebook has arrived, but could not be graded just now. This is not your fault, and "
    "it is no mark: your teacher sees why, and can have it graded again."
)


def graded(result: SubmissionResult, settings: Settings, said: str, seconds: float) -> Any:
    """The marks of a submission: one test an exercise.

    said: what the student should know of the files that were handed in.
    """
    exercises = load_unit(result.unit).exercises
    tests = [
        _test(exercise, verdict, settings)
        for exercise, verdict in zip(exercises, result.verdicts, strict=True)
    ]
    return {
        **_whole("\n\n".join(filter(None, (said, *_summary(result, settings)))), seconds),
        "visibility": settings.visibility,
        "score": _mark(result.points),
        "tests": tests,
        "extra_data": {
            "unit": result.unit,
            "status": result.status,
            "rules": settings.version,
            "seed": result.seed,
        },
    }


def not_graded(unit: Unit, why: str, seconds: float = 0.0) -> Any:
    """What stands where our side failed; ``why`` is for the teacher alone.

    The one test is hidden, so Gradescope shows the student no total: a 0 would look like a mark.
    """
    test = {
        "name": "Not graded: run the autograder again",
        "name_format": TEXT,
        "score": 0.0,
        "max_score": _mark(sum(exercise.max_points for exercise in unit.exercises)),
        "status": "failed",
        "output": _wrapped(plain(why)),
        "output_format": TEXT,
        "visibility": TEACHER_ONLY,
        "tags": [unit.slug, "not-graded"],
    }
    return {
        **_whole(NOT_GRADED, seconds),
        "visibility": "visible",
        "tests": [test],
        "extra_data": {"unit": unit.slug, "status": "not-graded"},
    }


def as_json(results: Any) -> str:
    """The text of ``results.json``."""
    return json.dumps(results, indent=1, allow_nan=False) + "\n"


def write_results(path: Path, results: Any) -> None:
    """Write ``results.json`` in one step: it is whole at every moment."""
    write_atomically(path, as_json(results))


def _whole(output: str, seconds: float) -> dict[str, Any]:
    return {
        "output": _wrapped(plain(output)),
        "output_format": TEXT,
        "test_output_format": TEXT,
        "test_name_format": TEXT,
        "stdout_visibility": TEACHER_ONLY,
        "execution_time": round(seconds, 2),
    }


def _test(exercise: Exercise, verdict: Verdict, settings: Settings) -> dict[str, Any]:
    return {
        "name": f"{exercise.title} ({exercise.slug})",
        "name_format": TEXT,
        "score": _mark(verdict.points),
        "max_score": _mark(verdict.max_points),
        "status": "passed" if verdict.passed else "failed",
        "output": _said(verdict),
        "output_format": TEXT,
        "visibility": settings.visibility,
        "tags": [settings.unit, exercise.slug],
        "extra_data": {
            "status": verdict.status,
            "labels": list(verdict.labels),
            "aspects": [_aspect(aspect) for aspect in verdict.aspects],
        },
    }


def _aspect(aspect: AspectResult) -> dict[str, Any]:
    return {
        "name": aspect.name,
        "score": _mark(aspect.points),
        "max_score": _mark(aspect.max_points),
        "passed": aspect.passed,
    }


def _said(verdict: Verdict) -> str:
    """The card as text, without its first line: Gradescope shows name and marks itself."""
    return _wrapped(textwrap.dedent(as_text(verdict).partition("\n")[2]))


def _summary(result: SubmissionResult, settings: Settings) -> Iterator[str]:
    marks = f"{points(result.points)} of {points(result.max_points)} points"
    yield f"{marks} for the exercises in code."
    if settings.questions:
        many = settings.questions > 1
        yield (
            f"The {f'{settings.questions} questions' if many else 'question'} in words "
            f"({points(settings.question_points)} points) "
            f"{'are' if many else 'is'} marked by your teacher."
        )


def _wrapped(text: str) -> str:
    """Lines that fit on the page; what is indented stays so."""
    lines = (_folded(line) for line in text.splitlines())
    return "\n".join(lines)


def _folded(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return "\n".join(
        textwrap.wrap(
            line,
            WIDTH,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
            replace_whitespace=False,
            drop_whitespace=True,
        )
    )


def _mark(number: float) -> float:
    """Marks add up from thirds and the like: what is stored is what is shown."""
    return round(float(number), 6)
