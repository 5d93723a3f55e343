"""The judge: replies against a key → one verdict.

The way of the data::

    replies ─▶ one Finding per output ─▶ one AspectResult per aspect ─▶ Verdict
                 right, or a Problem         points, label, sentence

Absence of evidence is never a pass: a missing reply, a missing value, nan, a
wrong shape each have a defined outcome, and every mark is within its limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.judging import bank, numerically
from autograder.judging.findings import Bench, Finding, Place, failure_problem
from autograder.judging.naming import name_mistakes, reordered
from autograder.judging.notes import notes
from autograder.judging.structure import FACTS, Problem
from autograder.model import (
    AND,
    Aspect,
    AspectResult,
    Exercise,
    ExerciseKey,
    Failure,
    Location,
    Reply,
    Status,
    Verdict,
)

Before = Mapping[str, Verdict]
"""Verdicts of the exercises that this one uses."""


def judge(
    exercise: Exercise, key: ExerciseKey, replies: Sequence[Reply], before: Before | None = None
) -> Verdict:
    """The verdict on one exercise, from one reply per case of the key, in order."""
    before = {slug: v for slug, v in (before or {}).items() if slug in exercise.uses}
    if len(replies) != len(key.cases):
        return no_answer(exercise, "crashed", "Not every case was answered.")
    every = [reply.failure for reply in replies if reply.failure is not None]
    if len(every) == len(replies):
        return _failed_everywhere(exercise, every[0])
    bench = Bench(exercise, key, tuple(replies))
    findings = {name: bench.finding(name) for name in bench.names}
    findings = reordered(bench, name_mistakes(bench, findings))
    findings |= _carried(bench, findings)
    findings |= _unheard(bench, findings)
    results = _pay(exercise, key, [_result(bench, a, findings) for a in exercise.aspects])
    return _verdict(bench, findings, results, before)


def better(new: Verdict, old: Verdict | None) -> bool:
    """Whether a verdict serves the student more: more marks, else a named mistake."""
    if old is None:
        return True
    return _worth(new) > _worth(old)


def _worth(verdict: Verdict) -> tuple[float, bool, bool]:
    named = verdict.status == "graded" and not FACTS.intersection(verdict.labels)
    return (verdict.points, verdict.status == "graded", named)


def no_answer(
    exercise: Exercise, status: Status, message: str, label: str = "", hint: str = ""
) -> Verdict:
    """A verdict of 0 because nothing could be judged."""
    aspects = tuple(AspectResult(a.name, 0.0, float(a.points), False) for a in exercise.aspects)
    if aspects:
        aspects = (replace(aspects[0], label=label, message=message), *aspects[1:])
    return Verdict(exercise.slug, status, 0.0, exercise.max_points, aspects, message, hint)


def _failed_everywhere(exercise: Exercise, failure: Failure) -> Verdict:
    status: dict[str, Status] = {"not-found": "not-attempted", "not-written": "not-attempted"}
    status |= {"raised": "error", "no-answer": "crashed"}
    problem = failure_problem(exercise, failure)
    found = status.get(failure.kind, "graded")
    return no_answer(exercise, found, problem.message, problem.label, problem.hint)


def _carried(bench: Bench, findings: Mapping[Place, Finding]) -> dict[Place, Finding]:
    """Gradients that are right for a loss which is a named, carrying mistake.

    Nothing is carried where the loss itself is right, or wrong in no named way.
    """
    paid: dict[Place, Finding] = {}
    for output in bench.exercise.outputs:
        mine, parent = (output.name, "main"), (output.of or "", "main")
        loss, gradient = findings.get(parent), findings.get(mine)
        if loss is None or gradient is None or loss.right or gradient.right:
            continue
        label = loss.problem.label if loss.problem else ""
        words = bench.key.mistakes.get(label)
        both = {output.name, output.of or ""}
        carries = words is not None and words.carries
        if carries and bank.explains(bench.exercise, bench.key, bench.replies, label, both):
            said = f"{output.name} belongs to your loss: carried forward."
            paid[mine] = Finding(True, Problem(label, said), carried=True)
    return paid


def _counted(bench: Bench, aspect: Aspect) -> list[str]:
    """The outputs that an aspect's points hang on."""
    return [name for name in aspect.outputs if bench.exercise.output(name).counts]


def _unheard(bench: Bench, findings: Mapping[Place, Finding]) -> dict[Place, Finding]:
    """What does not count, as if it were right, where nothing that counts is wrong beside it."""
    wrong = [
        aspect
        for aspect in bench.exercise.aspects
        if any(not findings[name, aspect.group].right for name in _counted(bench, aspect))
    ]
    heard = {(name, aspect.group) for aspect in wrong for name in aspect.outputs}
    aside = [place for place in findings if not bench.exercise.output(place[0]).counts]
    return {place: Finding(True) for place in aside if place not in heard}


def _said_of(bench: Bench, aspect: Aspect, found: Sequence[Finding]) -> list[Finding]:
    """Of what is wrong in an aspect, what its label says.

    Named values say most. Criteria go from cause to consequence: the first unmet one counts.
    """
    bad = [f for f in found if not f.right]
    if len(found) != len(aspect.outputs):
        return bad
    meanings = [bench.exercise.output(name).meaning for name in aspect.outputs]
    both = list(zip(found, meanings, strict=True))
    compared = [f for f, meaning in both if not f.right and meaning != "satisfies"]
    criteria = [f for f, meaning in both if not f.right and meaning == "satisfies"]
    return compared if any(f.problem for f in compared) or not criteria else criteria[:1]


def _result(bench: Bench, aspect: Aspect, findings: Mapping[Place, Finding]) -> AspectResult:
    """One aspect before ``requires`` is looked at."""
    if aspect.kind == "shape":
        found = counted = [bench.shape_finding(aspect, findings)]
    else:
        found = [findings[name, aspect.group] for name in aspect.outputs]
        counted = [findings[name, aspect.group] for name in _counted(bench, aspect)]
    bad = not counted or any(not f.right for f in counted)
    told = _said_of(bench, aspect, found) if bad else [f for f in counted if f.problem][:1]
    labels = dict.fromkeys(f.problem.label if f.problem else "unclassified" for f in told)
    message = next((f.problem.message for f in told if f.problem), "")
    points = float(aspect.points)
    return AspectResult(
        aspect.name, 0.0 if bad else points, points, not bad, AND.join(labels), message
    )


def _pay(
    exercise: Exercise, key: ExerciseKey, results: Sequence[AspectResult]
) -> tuple[AspectResult, ...]:
    """Shape and stability pay only once the aspects they require pass.

    Where one of those is wrong in a named way, what a criterion says follows from it.
    """
    passed = {result.name for result in results if result.passed}
    named = {r.name for r in results if r.label and set(r.labels) <= key.mistakes.keys()}
    paid = []
    for aspect, result in zip(exercise.aspects, results, strict=True):
        missing = [name for name in aspect.requires if name not in passed]
        follows = named.intersection(missing) and _by_criteria(exercise, aspect)
        if missing and (result.passed or follows):
            first = " and ".join(missing)
            if follows:
                said, label = f"{aspect.name} follows from {first}: mend that first.", ""
            else:
                said, label = f"{aspect.name} counts once {first} is right.", result.label
            result = replace(result, points=0.0, message=said, label=label)
        paid.append(replace(result, points=min(max(result.points, 0.0), result.max_points)))
    return tuple(paid)


def _by_criteria(exercise: Exercise, aspect: Aspect) -> bool:
    return all(exercise.output(name).meaning == "satisfies" for name in aspect.outputs)


def _verdict(
    bench: Bench,
    findings: Mapping[Place, Finding],
    results: tuple[AspectResult, ...],
    before: Before,
) -> Verdict:
    bad = [f for f in findings.values() if not f.right]
    messages = [*_blamed(before)] if bad else []
    messages += [f.problem.message for f in bad if f.problem]
    messages += [r.message for r in results if not r.passed and r.message]
    messages += [f.problem.message for f in findings.values() if f.carried and f.problem]
    unsaid = _at_first(bench, [f for f in bad if f.problem is None and f.location])
    messages += [_differs(f.location, f.elsewhere) for f in unsaid if f.location]
    messages = list(dict.fromkeys(messages))
    messages = _with_fact(messages, bad)
    hint = next((f.problem.hint for f in bad if f.problem and f.problem.hint), "")
    if unsaid and not hint:
        hint = bench.exercise.by_hand or _by_hand(unsaid[0].location)
    return Verdict(
        exercise=bench.exercise.slug,
        status="graded",
        points=float(sum(result.points for result in results)),
        max_points=bench.exercise.max_points,
        aspects=results,
        message=messages[0] if messages else "",
        hint=hint,
        more=tuple(_with_hint(message, bad, hint) for message in messages[1:]),
        location=next((f.location for f in bad if f.location), None),
        notes=notes(bench.exercise, bench.key, bench.replies),
        for_teacher=numerically.remarks(bench.exercise, bench.key, bench.replies),
    )


def _at_first(bench: Bench, unsaid: list[Finding]) -> list[Finding]:
    """What has no name, but for further calls where the first one is wrong already."""
    places = [(f, bench.exercise.output(f.location.output)) for f in unsaid if f.location]
    return [f for f, output in places if not output.again] or unsaid


def _with_fact(messages: list[str], bad: Sequence[Finding]) -> list[str]:
    """The messages, the first named mistake with the numbers that the algebra found."""
    for finding in bad:
        if finding.fact and finding.problem:
            plain = finding.problem.message
            return [f"{m} {finding.fact}." if m == plain else m for m in messages]
    return messages


def _with_hint(message: str, bad: Sequence[Finding], given: str) -> str:
    """A message after the first, with what to think about if that is not yet said."""
    hints = {f.problem.message: f.problem.hint for f in bad if f.problem}
    hint = hints.get(message, "")
    return f"{message} Think about: {hint}" if hint and hint != given else message


def _blamed(before: Before) -> list[str]:
    broken = [slug for slug, verdict in before.items() if not verdict.passed]
    return [
        f"This uses your answer to {slug}, which does not pass yet: mend that first."
        for slug in broken
    ]


def _by_hand(place: Location | None) -> str:
    """What to think about where nothing is known but a place."""
    if place is None:
        return ""
    index = f"[{', '.join(map(str, place.index))}]" if place.index else ""
    return (
        f"Work out {place.output}{index} of this case by hand, one term at a time: which term "
        "does your code lack, or hold twice?"
    )


def _differs(place: Location, elsewhere: str) -> str:
    where = f", most of all at {list(place.index)}" if place.index else ""
    plural = place.output.endswith("s") and not place.output.endswith("ss")  # losses, not loss
    verb = "differ" if plural else "differs"
    said = f"{place.output} {verb} from what is asked{where} ({place.case})."
    return f"{said} {elsewhere}".strip()
