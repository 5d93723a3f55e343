"""The judge: replies against a key → one verdict.

The way of the data::

    replies ─▶ one Finding per output ─▶ one AspectResult per aspect ─▶ Verdict
                 right, or a Problem         points, label, sentence

Absence of evidence is never a pass: a missing reply, a missing value, nan, a
wrong shape each have a defined outcome, and every mark is within its limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.judging import bank, criteria, facts, numerically
from autograder.judging.algebra import Factor, describe, fact, recognise
from autograder.judging.compare import agrees
from autograder.judging.location import locate
from autograder.judging.notes import notes
from autograder.judging.slips import complaint_hint, wrong_order
from autograder.judging.structure import FACTS, Problem, number_problem, shape_problem
from autograder.model import (
    AND,
    Aspect,
    AspectResult,
    CaseKey,
    Exercise,
    ExerciseKey,
    Failure,
    Location,
    Output,
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
    bench = _Bench(exercise, key, tuple(replies))
    findings = {name: bench.finding(name) for name in bench.names}
    findings = bench.reordered(_name_mistakes(bench, findings))
    findings |= bench.carried(findings)
    results = _pay(exercise, key, [bench.result(a, findings) for a in exercise.aspects])
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


@dataclass(frozen=True)
class Finding:
    """What is known of one output over the cases of its group."""

    right: bool
    problem: Problem | None = None
    location: Location | None = None
    fact: str = ""
    """What the algebra says of it, or where it overflows, beside the name of the mistake."""
    carried: bool = False
    elsewhere: str = ""
    """On which case it is right all the same."""


def _failed_everywhere(exercise: Exercise, failure: Failure) -> Verdict:
    status: dict[str, Status] = {"not-found": "not-attempted", "not-written": "not-attempted"}
    status |= {"raised": "error", "no-answer": "crashed"}
    problem = _failure(exercise, failure)
    found = status.get(failure.kind, "graded")
    return no_answer(exercise, found, problem.message, problem.label, problem.hint)


def _failure(exercise: Exercise, failure: Failure) -> Problem:
    """Why there are no values, as a label and a sentence."""
    names = " and ".join(exercise.needs)
    if failure.kind == "not-found":
        said = f"{failure.message} is not in the notebook yet. Has its cell been run?"
        return Problem("not-found", said)
    if failure.kind == "not-written":
        return Problem("not-written", failure.message or f"{names} is not written yet.")
    if failure.kind == "raised":
        line = f" ({failure.code})" if failure.code else ""
        where = f" at line {failure.line} of its cell{line}" if failure.line else ""
        said = f"{failure.function or names} stopped{where}: {failure.message}"
        return Problem("raises", said, complaint_hint(failure.message))
    return Problem(failure.kind, failure.message)


@dataclass(frozen=True)
class _Bench:
    """Everything on the judge's table while one exercise is judged."""

    exercise: Exercise
    key: ExerciseKey
    replies: tuple[Reply, ...]

    @property
    def names(self) -> list[tuple[str, str]]:
        """Every (output, group) that some aspect asks for, and what derivatives are of."""
        asked = dict.fromkeys((o, a.group) for a in self.exercise.aspects for o in a.outputs)
        parents = [(self.exercise.output(name).of or "", group) for name, group in asked]
        return list(dict.fromkeys([*asked, *filter(self._told, parents)]))

    def _told(self, place: tuple[str, str]) -> bool:
        """Whether the key knows an output on every case of a group."""
        pairs = self.pairs(place[1])
        return bool(pairs) and all(place[0] in case.expected for case, _ in pairs)

    def pairs(self, group: str) -> list[tuple[CaseKey, Reply]]:
        both = zip(self.key.cases, self.replies, strict=True)
        return [(case, reply) for case, reply in both if case.case.group == group]

    def finding(self, place: tuple[str, str]) -> Finding:
        """The first thing wrong with an output on the cases of a group, if any."""
        name, group = place
        output = self.exercise.output(name)
        pairs = self.pairs(group)
        if not pairs:
            return Finding(False, Problem("no-case", f"{name} was not asked for."))
        found = [self._on_case(output, case, reply) for case, reply in pairs]
        wrong = next((i for i, finding in enumerate(found) if not finding.right), None)
        if wrong is None:
            return Finding(True)
        right = [case.case for (case, _), f in zip(pairs, found, strict=True) if f.right]
        return replace(found[wrong], elsewhere=facts.elsewhere(right, pairs[wrong][0].case))

    def _on_case(self, output: Output, case: CaseKey, reply: Reply) -> Finding:
        if reply.failure is not None:
            problem = _failure(self.exercise, reply.failure)
            said = f"{problem.message} ({case.case.name})"
            return Finding(False, replace(problem, message=said))
        value = reply.values.get(output.name)
        if value is None:
            return self._without(output)
        if output.meaning == "satisfies":
            unmet = criteria.problem(output, value, case.case, reply.values)
            named = self._in_words(unmet)
            fact = unmet.fact if unmet and named is not unmet else ""
            return Finding(unmet is None, named, fact=fact)
        expected = case.expected[output.name]
        if agrees(value, expected, output):
            return Finding(True)
        array = value.array
        place = None if array is None else locate(output.name, array, expected, case.case.name)
        wrong = number_problem(output.name, value, expected, case.case)
        lost = wrong is not None and wrong.label == "not-finite"
        return Finding(False, wrong, place, facts.overflow(case.case.inputs) if lost else "")

    def _without(self, output: Output) -> Finding:
        """What it means that an output did not come back."""
        if not output.absent:
            return Finding(True)
        problem = Problem(output.absent, f"{output.name} was not returned.")
        return Finding(False, self._in_words(problem))

    def _in_words(self, problem: Problem | None) -> Problem | None:
        """A problem in the bank's words, where its label is that of a named mistake."""
        words = self.key.mistakes.get(problem.label) if problem else None
        return Problem(words.label, words.says, words.hint) if words else problem

    def shape_finding(self, aspect: Aspect, findings: Mapping[tuple[str, str], Finding]) -> Finding:
        """The first output of wrong shape on the cases of an aspect's group, if any."""
        for name in aspect.outputs:
            for case, reply in self.pairs(aspect.group):
                problem = self._no_shape(name, case, reply)
                if problem:
                    known = findings.get((name, aspect.group), Finding(False)).problem
                    return Finding(False, known or problem)
        return Finding(bool(self.pairs(aspect.group)))

    def _no_shape(self, name: str, case: CaseKey, reply: Reply) -> Problem | None:
        if reply.failure is not None:
            return _failure(self.exercise, reply.failure)
        value = reply.values.get(name)
        if value is None:
            return Problem("none", f"{name} was not returned.")
        return shape_problem(name, value, case.expected[name], case.case)

    def reordered(
        self, findings: Mapping[tuple[str, str], Finding]
    ) -> dict[tuple[str, str], Finding]:
        """Every wrong output with the one slip that explains them all, if it is their order.

        Where the bank has a name for each of them, that name stays.
        """
        labels = {f.problem.label if f.problem else "" for f in findings.values() if not f.right}
        if labels <= self.key.mistakes.keys():
            return dict(findings)
        problem = wrong_order(self.exercise, self.pairs("main"))
        if problem is None:
            return dict(findings)
        return {
            place: found if found.right else replace(found, problem=problem, location=None)
            for place, found in findings.items()
        }

    def factors(self, name: str) -> tuple[tuple[Factor, ...], CaseKey] | None:
        """What factor of the right value (or of each of its terms) came back, if one did."""
        pairs = [(c, r) for c, r in self.pairs("main") if name in r.values]
        if len(pairs) < 2 or self.exercise.output(name).meaning == "satisfies":
            return None
        keys = [case for case, _ in pairs]
        found = recognise([reply.values[name] for _, reply in pairs], keys, name)
        return (found, keys[0]) if found else None

    def algebra(self, name: str) -> Problem | None:
        """The recognised factor as a problem."""
        found = self.factors(name)
        return describe(self.exercise.output(name), *found) if found else None

    def fact(self, name: str) -> str:
        """The recognised factor in numbers, to stand beside the name of a mistake."""
        found = self.factors(name)
        return fact(name, *found) if found else ""

    def carried(
        self, findings: Mapping[tuple[str, str], Finding]
    ) -> dict[tuple[str, str], Finding]:
        """Gradients that are right for a loss which is a named, carrying mistake.

        Nothing is carried where the loss itself is right, or wrong in no named way.
        """
        paid: dict[tuple[str, str], Finding] = {}
        for output in self.exercise.outputs:
            mine, parent = (output.name, "main"), (output.of or "", "main")
            loss, gradient = findings.get(parent), findings.get(mine)
            if loss is None or gradient is None or loss.right or gradient.right:
                continue
            label = loss.problem.label if loss.problem else ""
            words = self.key.mistakes.get(label)
            both = {output.name, output.of or ""}
            carries = words is not None and words.carries
            if carries and bank.explains(self.exercise, self.key, self.replies, label, both):
                said = f"{output.name} belongs to your loss: carried forward."
                paid[mine] = Finding(True, Problem(label, said), carried=True)
        return paid

    def _said_of(self, aspect: Aspect, found: Sequence[Finding]) -> list[Finding]:
        """Of what is wrong in an aspect, what its label says.

        Named values say most. Criteria go from cause to consequence: the first unmet one counts.
        """
        bad = [f for f in found if not f.right]
        if len(found) != len(aspect.outputs):
            return bad
        meanings = [self.exercise.output(name).meaning for name in aspect.outputs]
        both = list(zip(found, meanings, strict=True))
        compared = [f for f, meaning in both if not f.right and meaning != "satisfies"]
        criteria = [f for f, meaning in both if not f.right and meaning == "satisfies"]
        return compared if any(f.problem for f in compared) or not criteria else criteria[:1]

    def result(self, aspect: Aspect, findings: Mapping[tuple[str, str], Finding]) -> AspectResult:
        """One aspect before ``requires`` is looked at."""
        if aspect.kind == "shape":
            found = [self.shape_finding(aspect, findings)]
        else:
            found = [findings[name, aspect.group] for name in aspect.outputs]
        bad = [f for f in found if not f.right]
        told = self._said_of(aspect, found) or [f for f in found if f.problem][:1]
        labels = dict.fromkeys(f.problem.label if f.problem else "unclassified" for f in told)
        message = next((f.problem.message for f in told if f.problem), "")
        points = float(aspect.points)
        return AspectResult(
            aspect.name, 0.0 if bad else points, points, not bad, AND.join(labels), message
        )


def _name_mistakes(
    bench: _Bench, findings: dict[tuple[str, str], Finding]
) -> dict[tuple[str, str], Finding]:
    """Put the name of a known mistake, or else of a factor, on each wrong output."""
    out = dict(findings)
    seen: frozenset[str] = frozenset()
    for group in sorted({group for _, group in findings}, key=lambda name: name != "main"):
        wrong = frozenset(n for (n, g), f in findings.items() if g == group and not f.right)
        for found in bank.explain(bench.exercise, bench.key, bench.replies, wrong, group, seen):
            seen |= {found.label}
            for name in found.outputs & wrong:
                words = bank.words(bench.exercise, bench.key, found.label, name)
                problem = Problem(words.label, words.says, words.hint)
                old = findings[name, group]
                told = bench.fact(name) if group == "main" else old.fact
                out[name, group] = replace(old, problem=problem, fact=told)
            wrong -= found.outputs
        for name in wrong if group == "main" else ():
            old = findings[name, group]
            if old.problem is None or old.problem.label == "zeros":
                out[name, group] = replace(old, problem=old.problem or bench.algebra(name))
    return out


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
            said = f"{aspect.name} counts once {' and '.join(missing)} is right."
            label = "" if follows else result.label
            result = replace(result, points=0.0, message=said, label=label)
        paid.append(replace(result, points=min(max(result.points, 0.0), result.max_points)))
    return tuple(paid)


def _by_criteria(exercise: Exercise, aspect: Aspect) -> bool:
    return all(exercise.output(name).meaning == "satisfies" for name in aspect.outputs)


def _verdict(
    bench: _Bench,
    findings: Mapping[tuple[str, str], Finding],
    results: tuple[AspectResult, ...],
    before: Before,
) -> Verdict:
    bad = [f for f in findings.values() if not f.right]
    messages = [*_blamed(before)] if bad else []
    messages += [f.problem.message for f in bad if f.problem]
    messages += [r.message for r in results if not r.passed and r.message]
    messages += [f.problem.message for f in findings.values() if f.carried and f.problem]
    unsaid = [f for f in bad if f.problem is None and f.location]
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
        more=tuple(messages[1:]),
        location=next((f.location for f in bad if f.location), None),
        notes=notes(bench.exercise, bench.key, bench.replies),
        for_teacher=numerically.remarks(bench.exercise, bench.key, bench.replies),
    )


def _with_fact(messages: list[str], bad: Sequence[Finding]) -> list[str]:
    """The messages, the first named mistake with the numbers that the algebra found."""
    for finding in bad:
        if finding.fact and finding.problem:
            plain = finding.problem.message
            return [f"{m} {finding.fact}." if m == plain else m for m in messages]
    return messages


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
    said = f"{place.output} differs from what is asked{where} ({place.case})."
    return f"{said} {elsewhere}".strip()
