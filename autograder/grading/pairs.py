"""Pairs of mistakes for a judge that needs them: read and run at the first question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from autograder.errors import AutograderError
from autograder.judging.pairs import Pair, Prints, PrintTable
from autograder.layout import Course
from autograder.model import CaseKey, Exercise

if TYPE_CHECKING:
    from autograder.authoring.pairs import PairBank


@dataclass(frozen=True)
class LazyPairs:
    """The pairs of a unit, made from its source if that is still what ``version`` says.

    Most submissions never need them, so a worker that grades loads no source before one does.
    Where the source has changed meanwhile or cannot be read there are no pairs.
    """

    course: Course
    unit: str
    version: str

    def prints(self, exercise: Exercise, pair: Pair, case: CaseKey) -> Prints:
        """What a reference with both mistakes returns on a case."""
        return self._bank.prints(exercise, pair, case) if self._bank else {}

    def table(self, exercise: Exercise, case: CaseKey) -> PrintTable:
        """What each pair that one answer can make returns on a case."""
        return self._bank.table(exercise, case) if self._bank else PrintTable(exercise, case, {})

    @cached_property
    def _bank(self) -> PairBank | None:
        from autograder.authoring.keys import Maker
        from autograder.authoring.pairs import PairBank

        try:
            maker = Maker.of(self.course, self.unit)
        except AutograderError:
            return None
        return PairBank(maker) if maker.version == self.version else None
