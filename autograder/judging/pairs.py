"""Two slips at once, where no single one explains what came back.

A pair's fingerprint is that of a reference which makes both mistakes. There are too
many to keep in a key, so whoever holds the reference makes them when they are wanted,
and this module asks for them, and says which fit. It changes words, never marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from autograder.judging.bank import is_evidence, repeats_print
from autograder.judging.judge import Before, judge
from autograder.model import (
    AND,
    Array,
    Case,
    CaseKey,
    Exercise,
    ExerciseKey,
    MistakeWords,
    Reply,
    Verdict,
)

Pair = tuple[str, str]
"""The labels of two mistakes that one answer can make together."""


class Pairs(Protocol):
    """Whoever can make two mistakes at once in the reference."""

    def of(self, exercise: Exercise) -> Sequence[Pair]:
        """The pairs that one answer can make together."""
        ...

    def prints(self, exercise: Exercise, pair: Pair, case: Case) -> Mapping[str, Array]:
        """What a reference with both mistakes returns on a case."""
        ...


def judge_pairs(
    exercise: Exercise,
    key: ExerciseKey,
    replies: Sequence[Reply],
    before: Before | None = None,
    pairs: Pairs | None = None,
) -> Verdict:
    """The verdict of ``judge``, with two names where only two together explain the values."""
    verdict = judge(exercise, key, replies, before)
    if pairs is None or is_explained(verdict, key):
        return verdict
    found = fitting(exercise, key, replies, pairs)
    names = _undisputed(found, key)
    if not names:
        return verdict
    named = judge(exercise, with_pair(exercise, key, found[0], names, pairs), replies, before)
    return named if named.points == verdict.points else verdict


def is_explained(verdict: Verdict, key: ExerciseKey) -> bool:
    """Whether nothing is wrong, nothing can be said, or every label is in the bank."""
    if verdict.passed or verdict.status != "graded":
        return True
    return {a.label for a in verdict.aspects if not a.passed and a.label} <= key.mistakes.keys()


def fitting(
    exercise: Exercise, key: ExerciseKey, replies: Sequence[Reply], pairs: Pairs
) -> list[Pair]:
    """The pairs whose reference returns these very values on every main case.

    The first case is asked of every pair, the others only of those that are left.
    """
    left = [pair for pair in pairs.of(exercise) if set(pair) <= key.mistakes.keys()]
    evidence = dict.fromkeys(left, 0)
    for case, reply in zip(key.cases, replies, strict=True):
        if case.case.group != "main":
            continue
        for pair in left:
            prints = pairs.prints(exercise, pair, case.case)
            fits = repeats_print(exercise, case, reply, prints)
            evidence[pair] += is_evidence(exercise, case, prints) if fits else -len(key.cases)
        left = [pair for pair in left if evidence[pair] >= 0]
    return [pair for pair in left if evidence[pair] >= 2]


def with_pair(
    exercise: Exercise, key: ExerciseKey, pair: Pair, names: Sequence[str], pairs: Pairs
) -> ExerciseKey:
    """The key with the fingerprint of a pair, under the names that are sure."""
    words = [key.mistakes[label] for label in names]
    both = MistakeWords(
        AND.join(names),
        " ".join(
            ["Two slips at once.", *(w.says for w in words)] if words[1:] else [words[0].says]
        ),
        " ".join(w.hint for w in words),
    )
    cases = [_with_print(exercise, case, pair, both.label, pairs) for case in key.cases]
    return replace(key, cases=tuple(cases), mistakes={**key.mistakes, both.label: both})


def _with_print(exercise: Exercise, case: CaseKey, pair: Pair, label: str, pairs: Pairs) -> CaseKey:
    prints = pairs.prints(exercise, pair, case.case)
    return replace(case, mistakes={**case.mistakes, label: prints})


def _undisputed(found: Sequence[Pair], key: ExerciseKey) -> list[str]:
    """Of the first fitting pair, the names that all fitting pairs share."""
    said = [{key.mistakes[label].says for label in pair} for pair in found]
    shared = set.intersection(*said) if said else set()
    return [label for pair in found[:1] for label in pair if key.mistakes[label].says in shared]
