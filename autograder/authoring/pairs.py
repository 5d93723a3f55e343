"""Two mistakes of the bank in one reference, made and run when a judge asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from autograder.authoring.bank import Mistake, apply
from autograder.authoring.keys import Maker, arrays_of, compared
from autograder.errors import SourceError
from autograder.exercises.asking import ask
from autograder.judging.pairs import Pair
from autograder.model import Array, Case, Exercise


class PairBank:
    """The pairs of a unit's mistakes that one answer can make, and their fingerprints.

    A pair is plausible where both edits can be made, in either order with the same
    result. Mistakes that replace a whole cell, or edit the same text, exclude each other.
    """

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._codes: dict[str, dict[Pair, str]] = {}
        self._prints: dict[tuple[str, int], tuple[Case, dict[Pair, Mapping[str, Array]]]] = {}

    def of(self, exercise: Exercise) -> tuple[Pair, ...]:
        """The pairs that one answer can make together."""
        return tuple(self.codes(exercise))

    def codes(self, exercise: Exercise) -> Mapping[Pair, str]:
        """The answer cell of each pair."""
        if exercise.slug not in self._codes:
            bank = self._maker.bank.mistakes.get(exercise.slug, ())
            source = self._maker.reference.answer(exercise.slug)
            made = {(a.label, b.label): both(a, b, source) for a, b in combinations(bank, 2)}
            self._codes[exercise.slug] = {pair: code for pair, code in made.items() if code}
        return self._codes[exercise.slug]

    def prints(self, exercise: Exercise, pair: Pair, case: Case) -> Mapping[str, Array]:
        """What a reference with both mistakes returns on a case; nothing if it cannot run."""
        _, known = self._prints.setdefault((exercise.slug, id(case)), (case, {}))
        if pair not in known:
            known[pair] = self._run(exercise, self.codes(exercise)[pair], case)
        return known[pair]

    def _run(self, exercise: Exercise, code: str, case: Case) -> Mapping[str, Array]:
        try:
            names = self._maker.reference.replaced(exercise.slug, code)
        except SourceError:
            return {}
        return arrays_of(ask(exercise, names, [case.inputs])[0], compared(exercise))


def both(one: Mistake, other: Mistake, source: str) -> str:
    """The answer cell with two mistakes in it; ``""`` where they exclude each other."""
    if one.code or other.code:
        return ""
    try:
        first, second = apply(other, apply(one, source)), apply(one, apply(other, source))
    except SourceError:
        return ""
    return first if first == second else ""
