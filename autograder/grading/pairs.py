"""Pairs of mistakes for a judge that needs them: made at the first question, or beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from autograder.errors import AutograderError
from autograder.exercises import load_unit
from autograder.judging.pairs import Pair, Prints, PrintTable, first_asked
from autograder.model import CaseKey, Exercise, UnitKey

if TYPE_CHECKING:
    from autograder.authoring.keys import Sources
    from autograder.authoring.pairs import PairBank


@dataclass(frozen=True)
class LazyPairs:
    """The pairs of a unit's mistakes, made from its sources once somebody asks.

    Most submissions never need them. Where the reference does not run there are none.

    hidden: the key whose answers are compared with them;
    made: by exercise, what each pair returns on the case of it that is asked first.
    """

    sources: Sources
    hidden: UnitKey
    made: Mapping[str, Mapping[Pair, Prints]] = field(default_factory=dict)

    def prints(self, exercise: Exercise, pair: Pair, case: CaseKey) -> Prints:
        """What a reference with both mistakes returns on a case."""
        return self._bank.prints(exercise, pair, case) if self._bank else {}

    def table(self, exercise: Exercise, case: CaseKey) -> PrintTable:
        """What each pair that one answer can make returns on a case."""
        slug = exercise.slug
        if slug not in self.made or case is not first_asked(self.hidden.exercises[slug]):
            return (
                self._bank.table(exercise, case) if self._bank else PrintTable(exercise, case, {})
            )
        if slug not in self._tables:
            self._tables[slug] = PrintTable(exercise, case, self.made[slug])
        return self._tables[slug]

    @cached_property
    def _tables(self) -> dict[str, PrintTable]:
        return {}

    @cached_property
    def _bank(self) -> PairBank | None:
        return _bank(self.sources)


@dataclass(frozen=True)
class PairsOf:
    """All pairs of one exercise on one case, to be made by whoever has time."""

    sources: Sources
    slug: str
    case: CaseKey

    def make(self) -> dict[Pair, Prints]:
        """What each pair returns."""
        bank, exercise = _bank(self.sources), load_unit(self.sources.slug).exercise(self.slug)
        return bank.every(exercise, self.case) if bank else {}


def beforehand(pairs: LazyPairs) -> list[PairsOf]:
    """What to make before a class is graded in which somebody is sure to make two slips."""
    first = {slug: first_asked(key) for slug, key in pairs.hidden.exercises.items()}
    found = [PairsOf(pairs.sources, slug, case) for slug, case in first.items() if case is not None]
    return found[::-1]  # the longest come first


def _bank(sources: Sources) -> PairBank | None:
    from autograder.authoring.pairs import PairBank

    try:
        return PairBank(sources.maker())
    except AutograderError:
        return None
