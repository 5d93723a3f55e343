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
from typing import Any, get_args

from autograder.model import AspectResult, Classified, Location, Plane, Status, Verdict


@dataclass(frozen=True)
class SubmissionResult:
    """The marks of one student's notebook of one unit.

    status: ``graded`` when the notebook could be read and replayed, else why not;
        ``problem`` says it in a sentence for the teacher.
    work: what was graded, as a hash over cells, exercises' version and seed; empty where a
        second try may give more.
    digests: what each answer says after renaming, in the order of ``verdicts``, to be compared
        with others'; ``""`` where it says too little. None at all where nothing was graded.
    """

    student: str
    unit: str
    status: Status
    verdicts: tuple[Verdict, ...]
    seed: str
    seconds: float
    work: str
    problem: str = ""
    digests: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        return float(sum(verdict.points for verdict in self.verdicts))

    @property
    def max_points(self) -> float:
        return float(sum(verdict.max_points for verdict in self.verdicts))


def to_lines(result: SubmissionResult) -> str:
    """The lines of ``results.jsonl`` for one submission, each ending in a newline."""
    digests = result.digests or ("",) * len(result.verdicts)
    both = zip(result.verdicts, digests, strict=True)
    lines = (_line(result, verdict, digest) for verdict, digest in both)
    return "".join(f"{_encoded(line)}\n" for line in lines)


_JSON = json.JSONEncoder(allow_nan=False)


def _encoded(line: dict[str, Any]) -> str:
    """As JSON; nan and inf, which it has no word for, as strings."""
    try:
        return _JSON.encode(line)
    except ValueError:
        return _JSON.encode(_plain(line))


def from_lines(lines: Iterable[str]) -> list[SubmissionResult]:
    """Results from the lines of a journal; of one notebook, the last complete run counts.

    A torn line, and a run whose lines are not all there, are dropped: that
    submission is graded again.
    """
    runs: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = {}
    found: dict[tuple[str, str], SubmissionResult] = {}
    for text in lines:
        try:
            line = json.loads(text, parse_constant=_refuse)
            run = (line["student"], line["unit"], line["run"])
            rows = runs.setdefault(run, {})
            rows[line["exercise"]] = line
            whole = len(rows) >= line["of"]
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
        result = _result(list(runs.pop(run).values())) if whole else None
        if result is not None:
            found[result.student, result.unit] = result
    return list(found.values())


def verdict_line(verdict: Verdict) -> dict[str, Any]:
    """A verdict in the words of JSON."""
    return {
        "exercise": verdict.exercise,
        "status": verdict.status,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "labels": list(verdict.labels),
        "aspects": [dict(vars(aspect)) for aspect in verdict.aspects],  # all of it is flat
        "message": verdict.message,
        "hint": verdict.hint,
        "more": list(verdict.more),
        "notes": list(verdict.notes),
        "for_teacher": list(verdict.for_teacher),
        "location": _plain(asdict(verdict.location)) if verdict.location else None,
        **({"plane": asdict(verdict.plane)} if verdict.plane else {}),
    }


def _line(result: SubmissionResult, verdict: Verdict, digest: str) -> dict[str, Any]:
    return {
        "student": result.student,
        "unit": result.unit,
        **verdict_line(verdict),
        "digest": digest,
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
            student=_text(first["student"]),
            unit=_text(first["unit"]),
            status=_status(first["submission_status"]),
            verdicts=tuple(_verdict(line) for line in lines),
            seed=_text(first["seed"]),
            seconds=_number(first["seconds"]),
            work=_text(first["work"]),
            problem=_text(first["problem"]),
            digests=_digests(lines),
        )
    except (LookupError, TypeError, ValueError, OverflowError):
        return None


def _digests(lines: list[dict[str, Any]]) -> tuple[str, ...]:
    """One an answer; none where no line has one, as in journals of before."""
    found = tuple(_text(line.get("digest", "")) for line in lines)
    return found if any(found) else ()


def _verdict(line: dict[str, Any]) -> Verdict:
    place = line["location"]
    return Verdict(
        exercise=_text(line["exercise"]),
        status=_status(line["status"]),
        points=_number(line["points"]),
        max_points=_number(line["max_points"]),
        aspects=tuple(_aspect(**aspect) for aspect in line["aspects"]),
        message=_text(line["message"]),
        hint=_text(line["hint"]),
        more=tuple(map(_text, line["more"])),
        notes=tuple(map(_text, line["notes"])),
        for_teacher=tuple(map(_text, line.get("for_teacher", ()))),
        location=_location(place) if place else None,
        plane=_plane(line["plane"]) if line.get("plane") else None,
    )


def _aspect(
    name: Any, points: Any, max_points: Any, passed: Any, label: Any, message: Any
) -> AspectResult:
    numbers = _number(points), _number(max_points)
    return AspectResult(_text(name), *numbers, passed is True, _text(label), _text(message))


def _text(x: Any) -> str:
    if not isinstance(x, str):
        raise TypeError(x)
    return x


def _number(x: Any) -> float:
    """A number that can be added up and written again; raises ``ValueError`` and its like."""
    if type(x) not in (int, float) or not math.isfinite(x):
        raise ValueError(x)
    return float(x)


def _status(x: Any) -> Status:
    if x not in get_args(Status):
        raise ValueError(x)
    status: Status = x
    return status


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _location(place: dict[str, Any]) -> Location:
    """A location whose numbers may be strings (``float("nan")`` reads them)."""
    return Location(
        output=_text(place["output"]),
        index=tuple(map(int, place["index"])),
        yours=float(place["yours"]),
        expected=float(place["expected"]),
        case=_text(place["case"]),
        numerical=None if place["numerical"] is None else float(place["numerical"]),
        error_map=tuple(tuple(float(x) for x in row) for row in place["error_map"]),
        map_start=(int(place["map_start"][0]), int(place["map_start"][1])),
        map_whole=bool(place["map_whole"]),
    )


def _plane(plane: dict[str, Any]) -> Plane:
    """Two classifiers on the plane; whoever draws them looks at their letters."""
    yours = plane["yours"]
    return Plane(
        reference=_classified(**plane["reference"]),
        yours=_classified(**yours) if yours else None,
        problem=_text(plane["problem"]),
    )


def _classified(regions: Any, points: Any) -> Classified:
    return Classified(_text(regions), _text(points))


def _plain(thing: Any) -> Any:
    """The same for JSON, which has no word for nan and inf: they become strings."""
    if isinstance(thing, dict):
        return {key: _plain(value) for key, value in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [_plain(value) for value in thing]
    if isinstance(thing, float) and not math.isfinite(thing):
        return str(thing)
    return thing
