"""What grading leaves behind: one result a submission, one line an exercise.

``results.jsonl`` is both the teacher's file and the journal. All lines of one
submission are appended together; a submission counts as done when all of its
lines are there, so a run can be killed at any moment and started again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from autograder.model import AspectResult, Location, Status, Verdict


@dataclass(frozen=True)
class SubmissionResult:
    """The marks of one student's notebook of one unit.

    status: ``graded`` when the notebook could be read and replayed, else why not;
        ``problem`` says it in a sentence for the teacher.
    work: what was graded, as a hash over cells, exercises' version and seed.
    """

    student: str
    unit: str
    status: Status
    verdicts: tuple[Verdict, ...]
    seed: str
    seconds: float
    work: str
    problem: str = ""

    @property
    def points(self) -> float:
        return float(sum(verdict.points for verdict in self.verdicts))

    @property
    def max_points(self) -> float:
        return float(sum(verdict.max_points for verdict in self.verdicts))


def to_lines(result: SubmissionResult) -> str:
    """The lines of ``results.jsonl`` for one submission, each ending in a newline."""
    lines = (_line(result, verdict) for verdict in result.verdicts)
    return "".join(json.dumps(line, allow_nan=False) + "\n" for line in lines)


def from_lines(lines: Iterable[str]) -> list[SubmissionResult]:
    """Results from the lines of a journal; of one notebook, the last complete run counts.

    A torn line, and a run whose lines are not all there, are dropped: that
    submission is graded again.
    """
    runs: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = {}
    for text in lines:
        try:
            line = json.loads(text)
            run = (line["student"], line["unit"], line["run"])
            rows = runs.pop(run, {})
            runs[run] = rows | {line["exercise"]: line}
        except (ValueError, KeyError, TypeError):
            continue
    found: dict[tuple[str, str], SubmissionResult] = {}
    for (student, unit, _), rows in runs.items():
        result = _result(list(rows.values()))
        if result is not None:
            found[student, unit] = result
    return list(found.values())


def verdict_line(verdict: Verdict) -> dict[str, Any]:
    """A verdict in the words of JSON."""
    line: dict[str, Any] = _plain(
        {
            "exercise": verdict.exercise,
            "status": verdict.status,
            "points": verdict.points,
            "max_points": verdict.max_points,
            "labels": verdict.labels,
            "aspects": [asdict(aspect) for aspect in verdict.aspects],
            "message": verdict.message,
            "hint": verdict.hint,
            "more": verdict.more,
            "notes": verdict.notes,
            "for_teacher": verdict.for_teacher,
            "location": asdict(verdict.location) if verdict.location else None,
        }
    )
    return line


def _line(result: SubmissionResult, verdict: Verdict) -> dict[str, Any]:
    return {
        "student": result.student,
        "unit": result.unit,
        **verdict_line(verdict),
        "seed": result.seed,
        "seconds": round(result.seconds, 4),
        "submission_status": result.status,
        "problem": result.problem,
        "work": result.work,
        "run": f"{result.work}:{result.seconds:.6f}",
        "of": len(result.verdicts),
    }


def _result(lines: list[dict[str, Any]]) -> SubmissionResult | None:
    """One run from all its lines; None where some are missing or are no such lines."""
    first = lines[0]
    try:
        if len(lines) != first["of"]:
            return None
        return SubmissionResult(
            student=first["student"],
            unit=first["unit"],
            status=first["submission_status"],
            verdicts=tuple(_verdict(line) for line in lines),
            seed=first["seed"],
            seconds=first["seconds"],
            work=first["work"],
            problem=first["problem"],
        )
    except (KeyError, TypeError, ValueError):
        return None


def _verdict(line: dict[str, Any]) -> Verdict:
    place = line["location"]
    return Verdict(
        exercise=line["exercise"],
        status=line["status"],
        points=line["points"],
        max_points=line["max_points"],
        aspects=tuple(AspectResult(**aspect) for aspect in line["aspects"]),
        message=line["message"],
        hint=line["hint"],
        more=tuple(line["more"]),
        notes=tuple(line["notes"]),
        for_teacher=tuple(line.get("for_teacher", ())),
        location=_location(place) if place else None,
    )


def _location(place: dict[str, Any]) -> Location:
    """A location whose numbers may be strings (``float("nan")`` reads them)."""
    return Location(
        output=place["output"],
        index=tuple(place["index"]),
        yours=float(place["yours"]),
        expected=float(place["expected"]),
        case=place["case"],
        numerical=None if place["numerical"] is None else float(place["numerical"]),
        error_map=tuple(tuple(float(x) for x in row) for row in place["error_map"]),
        map_start=(int(place["map_start"][0]), int(place["map_start"][1])),
        map_whole=bool(place["map_whole"]),
    )


def _plain(thing: Any) -> Any:
    """The same for JSON, which has no word for nan and inf: they become strings."""
    if isinstance(thing, dict):
        return {key: _plain(value) for key, value in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [_plain(value) for value in thing]
    if isinstance(thing, float) and not math.isfinite(thing):
        return str(thing)
    return thing
