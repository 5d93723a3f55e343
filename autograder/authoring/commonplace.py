"""Answers that many would write alone: the reference, its other styles, its known mistakes.

After renaming, as digests: what students share with these is no reason to talk to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from autograder.authoring.bank import Bank, load_bank, ways
from autograder.authoring.source import ExerciseSource, read_source
from autograder.exercises import load_unit
from autograder.grading.alike import digest
from autograder.layout import Course
from autograder.model import Exercise


def commonplace(course: Course, unit: str, slugs: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The digests by exercise; raises ``SourceError`` where the sources cannot be read."""
    wanted, about = frozenset(slugs), load_unit(unit)
    source, bank = read_source(course.source(unit)), load_bank(course.bank(unit))
    return {
        found.slug: frozenset(_digests(found, about.exercise(found.slug), bank))
        for found in source.exercises
        if found.slug in wanted
    }


def _digests(source: ExerciseSource, exercise: Exercise, bank: Bank) -> Iterator[str]:
    reference = source.answer.source
    texts = [reference, *(style.code for style in bank.correct.get(exercise.slug, ()))]
    for mistake in bank.mistakes.get(exercise.slug, ()):
        texts += ways(mistake, reference).values()
    for text in texts:
        yield digest((text,), exercise.needs)
