"""``autograder grade``: from the command's options to a run, and its results in words."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from autograder.grading.quick import leave_out_slow_imports
from autograder.grading.run import Progress, Summary, Wishes, grade_class
from autograder.grading.seed import grading_seed
from autograder.layout import Course
from autograder.model import Verdict
from autograder.rendering import escaped, points
from autograder.reports.marks import what_marks_are
from autograder.results import SubmissionResult
from autograder.terminal.grading import Lines, Live
from autograder.terminal.grading import summary as tables
from autograder.terminal.screen import console, is_fancy

_PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*@")


def grade_command(
    course: Course,
    submitted: Path,
    *,
    units: tuple[str, ...],
    students: tuple[str, ...],
    out: Path | None,
    gradebook: str,
    jobs: int | None,
    scheduler: str,
    seed: str | None,
    new_seed: bool,
    regrade: bool,
    missing: str,
    allow_unsandboxed: bool,
    results_only: bool,
    as_json: bool,
) -> int:
    """Grade and say what came of it; returns the exit code."""
    leave_out_slow_imports()
    wishes = Wishes(
        submitted=submitted,
        out=(out or course.root).absolute(),
        seed=seed or grading_seed(course, new=new_seed),
        units=units,
        students=students,
        gradebook=gradebook,
        jobs=jobs or 0,
        scheduler=scheduler,
        regrade=regrade,
        allow_unsandboxed=allow_unsandboxed,
        missing_as_zero=missing == "zero",
        results_only=results_only,
    )
    with Bar() as bar:
        summary = grade_class(course, wishes, bar)
    if as_json:
        click.echo(as_json_text(summary))
    else:
        show(summary, wishes)
    for problem in dict.fromkeys(summary.problems):
        click.echo(f"autograder: {escaped(problem)}", err=True)
    return exit_code(summary)


def exit_code(summary: Summary) -> int:
    """2 where something was not written or is misplaced, 3 where our sandbox failed, else 0."""
    if summary.problems:
        return 2
    return 3 if any(result.status == "sandbox-broken" for result in summary.results) else 0


class Bar(Progress):
    """How far the run is: a live bar where stderr is a terminal, now and then a line elsewhere."""

    def __init__(self) -> None:
        self._shown: Live | Lines = Live() if is_fancy(sys.stderr) else Lines()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *error: object) -> None:
        self._shown.close()

    def start(self, count: int) -> None:
        self._shown.start(count)

    def step(self, result: SubmissionResult) -> None:
        self._shown.step(result)


def show(summary: Summary, wishes: Wishes) -> None:
    """Print what came of the run: tables where there is a terminal, else lines."""
    if is_fancy():
        console().print(as_tables(summary, wishes))
    else:
        click.echo(as_text(summary, wishes))


def as_tables(summary: Summary, wishes: Wishes) -> Any:
    """The same as ``as_text``, for a terminal."""
    return tables(summary.results, _closing(summary, wishes), _reason)


def as_text(summary: Summary, wishes: Wishes) -> str:
    """For each unit one line a student, then what there is and where."""
    width = min(max((len(escaped(r.student)) for r in summary.results), default=0), 40)
    ordered = sorted(summary.results, key=lambda r: (r.unit, r.student))
    lines = []
    for unit, results in groupby(ordered, key=lambda r: r.unit):
        lines += [f"{unit}:", *(student_line(result, width) for result in results), ""]
    return "\n".join([*(lines or [""]), *_closing(summary, wishes)])


def student_line(result: SubmissionResult, width: int) -> str:
    """``ada   17 / 20   mse-loss 4/6 (not-divided-by-n), stable-rate 0/4 (timeout)``."""
    marks = f"{points(result.points):>5} / {points(result.max_points)}"
    said = _reason(result)
    return f"{escaped(result.student):<{width}}  {marks}   {escaped(said)}".rstrip()


def _reason(result: SubmissionResult) -> str:
    """Why a submission is short of marks."""
    if result.status != "graded":
        return f"{result.status}: {result.problem}"
    short = ", ".join(_short(v) for v in result.verdicts if v.points < v.max_points)
    return result.problem or short


def as_json_text(summary: Summary) -> str:
    """The summary for programs."""
    rows = [
        {
            "student": result.student,
            "unit": result.unit,
            "status": result.status,
            "points": result.points,
            "max_points": result.max_points,
            "problem": result.problem,
        }
        for result in sorted(summary.results, key=lambda r: (r.unit, r.student))
    ]
    whole = {
        "submissions": rows,
        "kept": summary.kept,
        "problems": summary.problems,
        "notes": summary.notes,
    }
    return json.dumps(whole, indent=2)


def _short(verdict: Verdict) -> str:
    """An exercise that is short of marks, with the reason in a word."""
    words = [verdict.status] if verdict.status != "graded" else list(verdict.labels[:2])
    reason = f" ({', '.join(words)})" if words else ""
    return f"{verdict.exercise} {points(verdict.points)}/{points(verdict.max_points)}{reason}"


def _closing(summary: Summary, wishes: Wishes) -> list[str]:
    lines = [_counted(summary.results)]
    if summary.kept:
        lines.append(f"{summary.kept} had not changed: their marks were kept.")
    if summary.results:
        lines.append(what_marks_are(result.max_points for result in summary.results))
    lines += summary.notes
    lines += _for_the_teacher(summary.results)
    if summary.level:
        lines.append(f"Sandbox: {summary.level}.")
    places: Sequence[tuple[str, object]] = [
        ("results", wishes.out / "results.jsonl"),
        ("grade book", _PASSWORD.sub(r"\1***@", summary.gradebook) or wishes.out / "gradebook.db"),
        ("feedback", wishes.out / "feedback"),
        ("report", wishes.out / "report" / "index.html"),
    ]
    if wishes.results_only:
        places = places[:1]
    return lines + [f"{name:<11}{place}" for name, place in places]


def _counted(results: Sequence[SubmissionResult]) -> str:
    """``4 submissions: 3 graded, 1 unreadable; 2 not handed in.``"""
    count = Counter(result.status for result in results)
    without = count.pop("not-attempted", 0)
    number = count.total()
    said = ", ".join(f"{n} {status}" for status, n in count.most_common())
    told = f"{number} submission{'s' if number != 1 else ''}{f': {said}' if said else ''}"
    return f"{told}; {without} not handed in." if without else f"{told}."


def _for_the_teacher(results: Sequence[SubmissionResult]) -> list[str]:
    """How many answers the judge remarks on to the teacher alone, and where it says what."""
    remarks = [v for result in results for v in result.verdicts if v.for_teacher]
    if not remarks:
        return []
    said = "1 answer has a remark" if len(remarks) == 1 else f"{len(remarks)} answers have a remark"
    return [f"{said} for you alone: see the report, “Look at these yourself”."]
