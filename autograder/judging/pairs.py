"""Two slips at once, where no single one explains what came back.

A pair's fingerprint is that of a reference which makes both mistakes. There are too
many to keep in a key, so whoever holds the reference makes them when they are wanted,
and this module asks for them, and says which fit. It changes words, never marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from autograder.judging.bank import compared, is_evidence, repeats_print
from autograder.judging.fingerprints import Stack
from autograder.judging.judge import Before, judge
from autograder.model import (
    AND,
    Array,
    CaseKey,
    Exercise,
    ExerciseKey,
    MistakeWords,
    Reply,
    Verdict,
)

Pair = tuple[str, str]
"""The labels of two mistakes that one answer can make together."""
Prints = Mapping[str, Array]


class Pairs(Protocol):
    """Whoever can make two mistakes at once in the reference."""

    def prints(self, exercise: Exercise, pair: Pair, case: CaseKey) -> Prints:
        """What a reference with both mistakes returns on a case."""
        ...

    def table(self, exercise: Exercise, case: CaseKey) -> PrintTable:
        """What each pair that one answer can make returns on a case."""
        ...


class PrintTable:
    """The fingerprints of many pairs on one case, side by side, so that few need a closer look."""

    def __init__(self, exercise: Exercise, case: CaseKey, prints: Mapping[Pair, Prints]) -> None:
        self._pairs = list(prints)
        labels = [AND.join(pair) for pair in prints]
        known = replace(case, mistakes=dict(zip(labels, prints.values(), strict=True)))
        self._stacks = [Stack(known, output, labels) for _, output in compared(exercise, case)]

    def near(self, reply: Reply) -> list[Pair]:
        """The pairs that may be what a reply repeats; the others surely are not."""
        left = np.ones(len(self._pairs), dtype=bool)
        for stack in self._stacks:
            value = reply.values.get(stack.output.name)
            if value is not None:
                left &= stack.repeated(value, loosely=False) | ~stack.present
        return [pair for pair, near in zip(self._pairs, left, strict=True) if near]


@dataclass(frozen=True)
class Named:
    """A verdict, and the pairs of mistakes that return the same values as the answer."""

    verdict: Verdict
    pairs: tuple[Pair, ...] = ()


def judge_pairs(
    exercise: Exercise,
    key: ExerciseKey,
    replies: Sequence[Reply],
    before: Before | None = None,
    pairs: Pairs | None = None,
) -> Named:
    """The verdict of ``judge``, with two names where only two together explain the values."""
    verdict = judge(exercise, key, replies, before)
    if pairs is None:
        return Named(verdict)
    return name_pairs(verdict, exercise, key, replies, before, pairs)


def name_pairs(
    verdict: Verdict,
    exercise: Exercise,
    key: ExerciseKey,
    replies: Sequence[Reply],
    before: Before | None,
    pairs: Pairs,
    among: Collection[Pair] | None = None,
) -> Named:
    """A verdict of ``judge``, with two names where only two together explain the values.

    among: the only pairs to look at (default: all); those that fitted by another key.
    """
    if is_explained(verdict, key):
        return Named(verdict)
    found = fitting(exercise, key, replies, pairs, among)
    names = _undisputed(found, key)
    if not names:
        return Named(verdict)
    named = judge(exercise, with_pair(exercise, key, found[0], names, pairs), replies, before)
    return Named(named if named.points == verdict.points else verdict, tuple(found))


def is_explained(verdict: Verdict, key: ExerciseKey) -> bool:
    """Whether nothing is wrong, nothing can be said, or every label is in the bank."""
    if verdict.passed or verdict.status != "graded":
        return True
    wrong = (aspect for aspect in verdict.aspects if not aspect.passed)
    return {label for aspect in wrong for label in aspect.labels} <= key.mistakes.keys()


def fitting(
    exercise: Exercise,
    key: ExerciseKey,
    replies: Sequence[Reply],
    pairs: Pairs,
    among: Collection[Pair] | None = None,
) -> list[Pair]:
    """The pairs whose reference returns these very values, on every case or every main one.

    Every pair is asked the first case, and only what is left of them the others.
    """
    main = list(_main(key, replies))
    if not all(reply.values for _, reply in main[:1]):
        return []
    near = among
    if near is None:
        near = pairs.table(exercise, main[0][0]).near(main[0][1]) if main else ()
    found = [p for p in near if set(p) <= key.mistakes.keys() and _fits(exercise, p, main, pairs)]
    every = list(zip(key.cases, replies, strict=True))
    return [p for p in found if _repeated(exercise, p, every, pairs)] or found


def first_asked(key: ExerciseKey) -> CaseKey | None:
    """The case on which every pair is looked at; None where no pair is looked for."""
    return next((case for case in key.cases if case.case.group == "main"), None)


def _main(key: ExerciseKey, replies: Sequence[Reply]) -> Iterator[tuple[CaseKey, Reply]]:
    for case, reply in zip(key.cases, replies, strict=True):
        if case.case.group == "main":
            yield case, reply


def _fits(
    exercise: Exercise, pair: Pair, main: Sequence[tuple[CaseKey, Reply]], pairs: Pairs
) -> bool:
    evidence = 0
    for case, reply in main:
        prints = pairs.prints(exercise, pair, case)
        if not repeats_print(exercise, case, reply, prints):
            return False
        evidence += is_evidence(exercise, case, prints)
    return evidence >= 2


def _repeated(
    exercise: Exercise, pair: Pair, every: Sequence[tuple[CaseKey, Reply]], pairs: Pairs
) -> bool:
    """Whether a pair is what came back on the cases of every group."""
    return all(repeats_print(exercise, c, r, pairs.prints(exercise, pair, c)) for c, r in every)


def with_pair(
    exercise: Exercise, key: ExerciseKey, pair: Pair, names: Sequence[str], pairs: Pairs
) -> ExerciseKey:
    """The key with the fingerprint of a pair, under the names that are sure."""
    words = [key.mistakes[label] for label in names]
    says = [w.says for w in words]
    said = " ".join(["Two slips at once.", *says] if says[1:] else says)
    both = MistakeWords(AND.join(names), said, " ".join(w.hint for w in words))
    cases = [_with_print(exercise, case, pair, both.label, pairs) for case in key.cases]
    return replace(key, cases=tuple(cases), mistakes={**key.mistakes, both.label: both})


def _with_print(exercise: Exercise, case: CaseKey, pair: Pair, label: str, pairs: Pairs) -> CaseKey:
    return replace(case, mistakes={**case.mistakes, label: pairs.prints(exercise, pair, case)})


def _undisputed(found: Sequence[Pair], key: ExerciseKey) -> list[str]:
    """Of the first fitting pair, the names that all fitting pairs share."""
    said = [{key.mistakes[label].says for label in pair} for pair in found]
    shared = set.intersection(*said) if said else set()
    return [label for pair in found[:1] for label in pair if key.mistakes[label].says in shared]
