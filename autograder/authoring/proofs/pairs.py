"""Every two mistakes that one answer can make together, planted together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.authoring.pairs import PairBank, at_most
from autograder.authoring.proofs.answers import leaves_a_print, says
from autograder.authoring.proofs.subject import FRESH_SEEDS, Confusion, Count, Subject, Yield
from autograder.errors import SourceError
from autograder.exercises.asking import ask
from autograder.judging.bank import repeats_print
from autograder.judging.judge import better
from autograder.judging.pairs import Pair, is_explained, judge_pairs
from autograder.judging.structure import is_fact
from autograder.model import Exercise, ExerciseKey, Reply, Verdict

SECONDS = 5.0
"""What a pair may take: two slips together may never end."""
Answers = Sequence[tuple[ExerciseKey, list[Reply]]]


def pairs_are_named(subject: Subject) -> Yield:
    """How many pairs are named by both, by one, by none or by another name, on a fresh seed.

    Only pairs that leave two prints are counted: where both mistakes change values that are
    compared, do not cancel each other out, and do not together act as one mistake does. Where
    other mistakes of the bank give the very same numbers, no values can tell which were made.
    """
    pairs = PairBank(subject.maker)
    for exercise in subject.unit.exercises:
        key = subject.key(exercise, FRESH_SEEDS[0])
        for pair, code in pairs.codes(exercise).items():
            if not all(leaves_a_print(exercise, key, label) for label in pair):
                continue
            try:
                names = subject.maker.reference.replaced(exercise.slug, code)
            except SourceError:
                continue
            yield Count("pairs planted")
            with at_most(SECONDS):
                yield from _judged(exercise, key, pair, names, pairs)


def _judged(
    exercise: Exercise, key: ExerciseKey, pair: Pair, names: Mapping[str, Any], pairs: PairBank
) -> Yield:
    answers = [(r, ask(exercise, names, [c.case.inputs for c in r.cases])) for r in key.readings]
    verdict = _best(exercise, answers, pairs)
    if verdict.passed:
        yield Count("pairs that cancel each other out")
        return
    planted = {says(key, label) for label in pair}
    told = [n for n in verdict.labels if n in key.mistakes or not is_fact(n)]
    named = {says(key, n) if n in key.mistakes else n for n in told}
    alone = _acts_as(exercise, answers)
    if named != planted and alone:
        yield Count("pairs that act as one mistake")
        yield Count("... named as that one", int(named <= {says(key, name) for name in alone}))
        return
    yield Count("pairs seen as two")
    yield Count("... both named", int(named == planted))
    yield Count("... one of them named", int(bool(named) and named < planted))
    yield Count("... none named", int(not named))
    fits = not named <= planted and is_explained(verdict, key)
    wrongly = not named <= planted and not fits
    yield Count("... others named, which give the same numbers", int(fits))
    yield Count("... named wrongly", int(wrongly))
    if wrongly:
        yield Confusion("pairs", exercise.slug, " + ".join(pair), " + ".join(verdict.labels))


def _best(exercise: Exercise, answers: Answers, pairs: PairBank) -> Verdict:
    best: Verdict | None = None
    for reading, replies in answers:
        verdict = judge_pairs(exercise, reading, replies, None, pairs).verdict
        best = verdict if better(verdict, best) else best
    assert best is not None
    return best


def _acts_as(exercise: Exercise, answers: Answers) -> list[str]:
    """The fingerprints of single mistakes that these very values are, on every case."""
    reading, replies = answers[0]
    both = list(zip(reading.cases, replies, strict=True))
    return [
        name
        for name in reading.fingerprints
        if all(repeats_print(exercise, c, r, c.mistakes.get(name, {})) for c, r in both)
    ]
