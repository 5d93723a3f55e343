"""Pairs of mistakes for a judge that needs them: made and run at the first question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from autograder.errors import AutograderError
from autograder.judging.pairs import Pair, Prints, PrintTable
from autograder.model import CaseKey, Exercise

if TYPE_CHECKING:
    from autograder.authoring.keys import Sources
    from autograder.authoring.pairs import PairBank


@dataclass(frozen=True)
class LazyPairs:
    """The pairs of a unit's mistakes, made from its sources once somebody asks.

    Most submissions never need them. Where the reference does not run there are none.
    """

    sources: Sources

    def prints(self, exercise: Exercise, pair: Pair, case: CaseKey) -> Prints:
        """What a reference with both mistakes returns on a case."""
        return self._bank.prints(exercise, pair, case) if self._bank else {}

    def table(self, exercise: Exercise, case: CaseKey) -> PrintTable:
        """What each pair that one answer can make returns on a case."""
        return self._bank.table(exercise, case) if self._bank else PrintTable(exercise, case, {})

    @cached_property
    def _bank(self) -> PairBank | None:
        from autograder.authoring.pairs import PairBank

        try:
            return PairBank(self.sources.maker())
        except AutograderError:
            return None
