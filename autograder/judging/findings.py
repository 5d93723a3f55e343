"""What is known of each output over the cases of its group: right, or the first problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from autograder.judging import criteria, facts
from autograder.judging.compare import agrees
from autograder.judging.location import locate
from autograder.judging.slips import complaint_hint
from autograder.judging.structure import Problem, number_problem, shape_problem
from autograder.model import (
    Aspect,
    CaseKey,
    Exercise,
    ExerciseKey,
    Failure,
    Location,
    Output,
    Reply,
)

Place = tuple[str, str]
"""The name of an output, and the group of cases on which it is judged."""


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


def failure_problem(exercise: Exercise, failure: Failure) -> Problem:
    """Why there are no values, as a label and a sentence."""
    names = " and ".join(exercise.needs)
    verb = "is" if len(exercise.needs) == 1 else "are"
    if failure.kind == "not-found":
        said = f"{failure.message} is not in the notebook yet. Has its cell been run?"
        return Problem("not-found", said)
    if failure.kind == "not-written":
        return Problem("not-written", failure.message or f"{names} {verb} not written yet.")
    if failure.kind == "raised":
        line = f" ({failure.code})" if failure.code else ""
        where = f" at line {failure.line} of its cell{line}" if failure.line else ""
        said = f"{failure.function or names} stopped{where}: {failure.message}"
        return Problem("raises", said, complaint_hint(failure.message))
    return Problem(failure.kind, failure.message)


@dataclass(frozen=True)
class Bench:
    """Everything on the judge's table while one exercise is judged."""

    exercise: Exercise
    key: ExerciseKey
    replies: tuple[Reply, ...]

    @property
    def names(self) -> list[Place]:
        """Every (output, group) that some aspect asks for, and what derivatives are of."""
        asked = dict.fromkeys((o, a.group) for a in self.exercise.aspects for o in a.outputs)
        parents = [(self.exercise.output(name).of or "", group) for name, group in asked]
        return list(dict.fromkeys([*asked, *filter(self._told, parents)]))

    def _told(self, place: Place) -> bool:
        """Whether the key knows an output on every case of a group."""
        pairs = self.pairs(place[1])
        return bool(pairs) and all(place[0] in case.expected for case, _ in pairs)

    def pairs(self, group: str) -> list[tuple[CaseKey, Reply]]:
        both = zip(self.key.cases, self.replies, strict=True)
        return [(case, reply) for case, reply in both if case.case.group == group]

    def finding(self, place: Place) -> Finding:
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
            problem = failure_problem(self.exercise, reply.failure)
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

    def shape_finding(self, aspect: Aspect, findings: Mapping[Place, Finding]) -> Finding:
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
            return failure_problem(self.exercise, reply.failure)
        value = reply.values.get(name)
        if value is None:
            return Problem("none", f"{name} was not returned.")
        return shape_problem(name, value, case.expected[name], case.case)
