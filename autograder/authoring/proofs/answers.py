"""Right answers get full marks, wrong and trivial ones lose them; judged in this process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

import numpy as np

from autograder.authoring.bank import Mistake, ways
from autograder.authoring.proofs.subject import FRESH_SEEDS, Count, Subject, Yield
from autograder.authoring.proofs.trivial import nearly_right, right_answer, trivial_answers
from autograder.exercises import did_you_mean
from autograder.exercises.asking import ask
from autograder.judging.compare import relative_error
from autograder.judging.judge import judge
from autograder.judging.readings import best_verdict
from autograder.model import Array, Exercise, ExerciseKey, Verdict, label_of

NEARLY = ((np.float64, 1e-3), (np.float32, 1e-3), (np.float16, 1e-3))
"""An answer wrong by one part in a thousand is wrong (2.002 for the factor 2)."""
SEPARATION = 1e-3
"""Two mistakes closer than this on all cases but one cannot be told apart."""


def exercises_have_mistakes(subject: Subject) -> Yield:
    """Every exercise has a named mistake, and the bank names no other exercise."""
    slugs = [exercise.slug for exercise in subject.unit.exercises]
    bank = subject.maker.bank
    for slug in slugs:
        yield Count("exercises")
        if not bank.mistakes.get(slug):
            yield subject.at_bank(
                1, f'exercise "{slug}" has no named mistake. Add one to MISTAKES.'
            )
    for table in (bank.mistakes, bank.correct):
        for slug in table:
            if slug not in slugs:
                said = f'"{slug}" is no exercise of {subject.unit.slug}.'
                yield subject.at_bank(1, said + did_you_mean(slug, slugs))


def names_are_defined(subject: Subject) -> Yield:
    """The names that an exercise looks for are those that the solution defines."""
    for exercise in subject.unit.exercises:
        names = subject.maker.reference.namespace(exercise.slug)
        for name in exercise.needs:
            if name not in names:
                said = f'{exercise.slug} needs "{name}", which no cell defines.'
                meant = did_you_mean(name, names)
                yield subject.at_exercise(exercise, said + meant * ("Did you mean" in meant))


def solutions_get_full_marks(subject: Subject) -> Yield:
    """The reference, and the same values in float32, get everything on every seed."""
    for exercise in subject.unit.exercises:
        names = subject.maker.reference.namespace(exercise.slug)
        for seed in FRESH_SEEDS:
            key = subject.key(exercise, seed)
            yield Count("solutions × seeds")
            verdicts = [("the solution", judged(exercise, names, key))]
            for reading in key.readings:
                replies = right_answer(exercise, reading, np.float32)
                verdicts.append(("the solution in float32", judge(exercise, reading, replies)))
            for what, verdict in verdicts:
                if verdict.points != verdict.max_points or not verdict.passed:
                    yield subject.at_source(exercise.slug, _lost(what, verdict, seed))


def styles_get_full_marks(subject: Subject) -> Yield:
    """Every right answer written another way gets everything on every seed."""
    for exercise in subject.unit.exercises:
        for style in subject.maker.bank.correct.get(exercise.slug, ()):
            names = subject.maker.reference.styled(exercise.slug, style)
            found = []
            for seed in FRESH_SEEDS:
                key = subject.key(exercise, seed)
                verdict = judged(exercise, names, key)
                lost = not verdict.passed or verdict.points != verdict.max_points
                yield Count("right styles × seeds")
                yield Count("right styles rejected", int(lost))
                if lost:
                    what = f'the right answer "{style.name}" of {exercise.slug}'
                    found.append(subject.at_bank(style.line, _lost(what, verdict, seed)))
            yield from found[:1]


def trivial_answers_get_nothing(subject: Subject) -> Yield:
    """Zeros, ones, echoed inputs and their like earn no mark on any seed."""
    for exercise in subject.unit.exercises:
        found = []
        for seed, key in subject.readings(exercise, FRESH_SEEDS):
            for name, replies in trivial_answers(exercise, key):
                verdict = judge(exercise, key, replies)
                yield Count("trivial answers")
                if verdict.points != 0 or verdict.passed:
                    said = (
                        f'the trivial answer "{name}" to {exercise.slug} earns {verdict.points:g} '
                        f"of {verdict.max_points:g} (seed {seed}). Is a tolerance too wide?"
                    )
                    found.append(subject.at_exercise(exercise, said))
        yield from found[:1]


def nearly_right_is_wrong(subject: Subject) -> Yield:
    """An answer that is slightly off in one output loses marks, in any precision."""
    for exercise in subject.unit.exercises:
        keys = subject.readings(exercise, FRESH_SEEDS[:1])
        for (dtype, by), (_, key) in product(NEARLY, list(keys)):
            for name, replies in nearly_right(exercise, key, by, dtype):
                yield Count("nearly right answers")
                if judge(exercise, key, replies).passed:
                    said = (
                        f"{name} of {exercise.slug} may be wrong by {by:g} of its size in "
                        f"{dtype.__name__} and still passes: the tolerance is too wide, or no "
                        "aspect asks for it."
                    )
                    yield subject.at_exercise(exercise, said)


def mistakes_are_named(subject: Subject) -> Yield:
    """Every mistake in the bank, in each of its ways, loses marks and gets its own name."""
    for exercise in subject.unit.exercises:
        source = subject.maker.reference.answer(exercise.slug)
        for mistake in subject.maker.bank.mistakes.get(exercise.slug, ()):
            yield Count("mistakes in the bank")
            for name, code in ways(mistake, source).items():
                found = []
                names = subject.maker.reference.replaced(exercise.slug, code)
                for seed in FRESH_SEEDS:
                    verdict = judged(exercise, names, subject.key(exercise, seed))
                    yield from _counted(mistake, verdict)
                    said = _unlike(mistake, verdict)
                    if said:
                        said = f'"{name}" of {exercise.slug} {said} (seed {seed}).'
                        found.append(subject.at_bank(mistake.line, said))
                yield from found[:1]


def _counted(mistake: Mistake, verdict: Verdict) -> Iterator[Count]:
    others = _others(mistake, verdict)
    right = mistake.label in verdict.labels and not others
    yield Count("mistakes × seeds")
    yield Count("mistakes rejected", int(_rejected(verdict)))
    yield Count("mistakes named rightly", int(right))
    yield Count("mistakes named wrongly", int(bool(others)))
    yield Count("mistakes unclassified", int(not right and not others))


def _unlike(mistake: Mistake, verdict: Verdict) -> str:
    """What is wrong with the verdict on a mistake; empty if it is as it should be."""
    if not _rejected(verdict):
        return "gets full marks: not caught"
    if mistake.label in verdict.labels and not _others(mistake, verdict):
        return ""
    return f"is called {', '.join(verdict.labels) or 'nothing'}"


def _rejected(verdict: Verdict) -> bool:
    return not verdict.passed and verdict.points < verdict.max_points


def _others(mistake: Mistake, verdict: Verdict) -> list[str]:
    return [label for label in verdict.labels if label not in (mistake.label, "unclassified")]


def mistakes_are_separable(subject: Subject) -> Yield:
    """No two mistakes of an exercise have fingerprints that could be taken for each other.

    Mistakes that show only where a criterion judges are told apart by the criterion.
    """
    for exercise in subject.unit.exercises:
        key = subject.key(exercise, FRESH_SEEDS[0])
        lines = {m.label: m.line for m in subject.maker.bank.mistakes.get(exercise.slug, ())}
        prints = [name for name in key.fingerprints if leaves_a_print(exercise, key, name)]
        for one, other in combinations(prints, 2):
            if says(key, one) == says(key, other):
                continue
            distance = separation(exercise, key, one, other)
            yield Count("weakest separation", distance, "min", f"{exercise.slug}: {one} / {other}")
            if distance < SEPARATION:
                said = (
                    f'"{other}" of {exercise.slug} cannot be told from "{one}" '
                    f"(separation {distance:.1e}). Add a case that shows the difference."
                )
                yield subject.at_bank(lines[label_of(other)], said)


def says(key: ExerciseKey, fingerprint: str) -> str:
    """The sentence that belongs to a fingerprint."""
    return key.mistakes[label_of(fingerprint)].says


def separation(exercise: Exercise, key: ExerciseKey, one: str, other: str) -> float:
    """How far apart two fingerprints are on the second best case for telling them apart.

    Relative to the larger of the two in each output; infinite where they differ in
    shape or only one of them gives a value.
    """
    distances = []
    for case in key.cases:
        prints = case.mistakes.get(one, {}), case.mistakes.get(other, {})
        distances.append(max(_apart(*prints, output.name) for output in exercise.outputs))
    distances.sort(reverse=True)
    return distances[min(1, len(distances) - 1)]


def leaves_a_print(exercise: Exercise, key: ExerciseKey, name: str) -> bool:
    """Whether a mistake changes an output that is compared with the reference's."""
    compared = [o.name for o in exercise.outputs if o.meaning != "satisfies"]
    return any(
        _apart(case.mistakes.get(name, {}), case.expected, output) > 0
        for case in key.cases
        for output in compared
        if output in case.expected
    )


def _apart(one: Mapping[str, Array], other: Mapping[str, Array], name: str) -> float:
    if (name in one) != (name in other):
        return float("inf")
    if name not in one:
        return 0.0
    if one[name].shape != other[name].shape:
        return float("inf")
    both = relative_error(one[name], other[name]), relative_error(other[name], one[name])
    return float(np.nan_to_num(min(both), nan=np.inf))


def judged(exercise: Exercise, names: Mapping[str, Any], key: ExerciseKey) -> Verdict:
    """The verdict on these names, as a student would get it."""
    return best_verdict(exercise, key, lambda inputs: ask(exercise, names, inputs))


def _lost(what: str, verdict: Verdict, seed: str) -> str:
    return (
        f"{what} gets {verdict.points:g} of {verdict.max_points:g} (seed {seed}): "
        f"{verdict.message or 'no reason given.'}"
    )
