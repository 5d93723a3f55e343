"""Two mistakes of the bank in one reference, made and run when a judge asks for them."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, takewhile

from autograder.authoring.bank import Mistake, edited
from autograder.authoring.keys import Maker, arrays_of, compared
from autograder.errors import SourceError
from autograder.exercises.asking import ask
from autograder.judging.pairs import Pair, Prints, PrintTable
from autograder.model import CaseKey, Exercise

SECONDS, SECONDS_EACH = 30.0, 2.0
"""What all pairs of an exercise may take on one case, and one of them: two slips may never end."""


class PairBank:
    """The pairs of a unit's mistakes that one answer can make, and their fingerprints.

    A pair is plausible where both edits can be made, in either order with the same
    result. Mistakes that replace a whole cell, or edit the same text, exclude each other.
    """

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._codes: dict[str, dict[Pair, str]] = {}
        self._prints: dict[int, dict[Pair, Prints]] = {}
        self._tables: dict[int, PrintTable] = {}
        self._cases: list[CaseKey] = []  # kept, so that no other gets the id of one of them

    def codes(self, exercise: Exercise) -> Mapping[Pair, str]:
        """The answer cell of each pair."""
        if exercise.slug not in self._codes:
            bank = self._maker.bank.mistakes.get(exercise.slug, ())
            source = self._maker.reference.answer(exercise.slug)
            made = {(a.label, b.label): both(a, b, source) for a, b in combinations(bank, 2)}
            self._codes[exercise.slug] = {pair: code for pair, code in made.items() if code}
        return self._codes[exercise.slug]

    def prints(self, exercise: Exercise, pair: Pair, case: CaseKey) -> Prints:
        """What a reference with both mistakes returns on a case; nothing if it cannot run."""
        if id(case) not in self._prints:
            self._cases.append(case)
        known = self._prints.setdefault(id(case), {})
        if pair not in known:
            known[pair] = self._run(exercise, self._code(exercise, pair), case)
        return known[pair]

    def _code(self, exercise: Exercise, pair: Pair) -> str:
        """The answer cell of one pair, for which the others need not be made."""
        if exercise.slug in self._codes:
            return self._codes[exercise.slug][pair]
        bank = {mistake.label: mistake for mistake in self._maker.bank.mistakes[exercise.slug]}
        return both(bank[pair[0]], bank[pair[1]], self._maker.reference.answer(exercise.slug))

    def table(self, exercise: Exercise, case: CaseKey) -> PrintTable:
        """What each pair that one answer can make returns on a case."""
        if id(case) not in self._tables:
            self._tables[id(case)] = PrintTable(exercise, case, self.every(exercise, case))
        return self._tables[id(case)]

    def every(self, exercise: Exercise, case: CaseKey) -> dict[Pair, Prints]:
        """What each pair returns on a case, as far as there is time."""
        end = time.monotonic() + SECONDS
        in_time = takewhile(lambda _: time.monotonic() < end, self.codes(exercise))
        return {pair: self.prints(exercise, pair, case) for pair in in_time}

    def _run(self, exercise: Exercise, code: str, case: CaseKey) -> Prints:
        with at_most(SECONDS_EACH):
            return self._asked(exercise, code, case)

    def _asked(self, exercise: Exercise, code: str, case: CaseKey) -> Prints:
        try:
            names = self._maker.reference.replaced(exercise.slug, code)
        except SourceError:
            return {}
        reply = ask(exercise, names, [case.case.inputs], counted=False)[0]
        return arrays_of(reply, compared(exercise))


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop our own code where it hangs: an exception is raised in it.

    Only in a main thread, and where there are timers; elsewhere nothing is stopped.
    """
    here = threading.current_thread() is threading.main_thread()
    if not here or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError

    old = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


def both(one: Mistake, other: Mistake, source: str) -> str:
    """The answer cell with two mistakes in it; ``""`` where they exclude each other."""
    if one.code or other.code:
        return ""
    try:
        first, second = (_in_order(pair, source) for pair in ((one, other), (other, one)))
        if first == second:
            compile(first, f"{one.label}, {other.label}", "exec", dont_inherit=True)
            return first
    except (SourceError, SyntaxError):
        pass
    return ""


def _in_order(mistakes: Sequence[Mistake], source: str) -> str:
    for mistake in mistakes:
        source = edited(mistake, mistake.edits, source)
    return source
