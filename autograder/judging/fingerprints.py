"""All fingerprints of a key side by side: which of them does an answer repeat?

Fingerprints of one output on one case are stacked, so that an answer is compared with all
of them at once. ``repeats`` in ``judging.compare`` says what it means for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from autograder.judging.compare import fit, relative_error, repeats, rtol
from autograder.model import (
    SINGLE,
    Array,
    CaseKey,
    Exercise,
    ExerciseKey,
    Output,
    Reply,
    Value,
    label_of,
)

DIFFERS = 1e-3
"""Evidence for a mistake: a case on which it is farther from the truth than this."""


@dataclass(frozen=True)
class Match:
    """A named mistake that explains the values, and the outputs it changes."""

    label: str
    outputs: frozenset[str]
    unseen: int = 0
    """Values that came back where the mistaken reference gives none."""


def shift(mistaken: Array, right: Array) -> float:
    """How far apart two answers are; infinite where shapes or finiteness differ."""
    fitted = fit(mistaken, right)
    error = np.inf if fitted is None else relative_error(fitted, right)
    return float(np.nan_to_num(error, nan=np.inf))


class Stack:
    """The fingerprints of one output on one case, in the order of their names."""

    def __init__(self, case: CaseKey, output: Output, names: Sequence[str]) -> None:
        expected = case.expected[output.name]
        found = [case.mistakes.get(name, {}).get(output.name) for name in names]
        self.output, self._expected, self._found = output, expected, found
        self.present = np.array([array is not None for array in found], dtype=bool)
        self._shape, self._complex = expected.shape, np.iscomplexobj(expected)
        fitted = [None if array is None else fit(array, expected) for array in found]
        self._odd = {i: a for i, a in enumerate(found) if a is not None and fitted[i] is None}
        self._plain = np.array([a is not None for a in fitted], dtype=bool)
        zeros = np.zeros(expected.shape)
        rows = [np.ravel(zeros if a is None else a) for a in fitted]
        self._rows = np.array(rows).reshape(len(rows), expected.size)

    @cached_property
    def shifts(self) -> Array:
        """How far each fingerprint is from the truth."""
        return np.array([0.0 if a is None else shift(a, self._expected) for a in self._found])

    def repeated(self, value: Value | None, loosely: bool) -> Array:
        """Which fingerprints a value repeats, as ``repeats`` says it."""
        found = np.zeros(len(self.present), dtype=bool)
        if value is None or value.array is None:
            return found
        for i, print_ in self._odd.items():
            found[i] = repeats(value, print_, self.output, loosely)
        if _stripped(value.array.shape) != _stripped(self._shape):
            return found
        flat = np.ravel(value.array)
        if np.iscomplexobj(flat) and not np.iscomplexobj(self._rows):
            return found
        return found | (self._plain & self._alike(flat, rtol(self.output, value.array), loosely))

    def _alike(self, flat: Array, allowed: float, loosely: bool) -> Array:
        """Which rows are these numbers, each within an error relative to its own largest entry."""
        if not flat.size:
            return np.ones(len(self._rows), dtype=bool)
        flat = flat.astype(complex if np.iscomplexobj(flat) else float)
        if loosely:
            lost, gone = ~np.isfinite(flat), ~np.isfinite(self._rows)
            alike = gone.any(axis=1) == lost.any()
        else:
            lost, gone = np.isnan(flat), np.isnan(self._rows)
            alike = (gone == lost).all(axis=1)
        with np.errstate(all="ignore"):
            off = np.where((self._rows == flat) | lost | gone, 0.0, np.abs(self._rows - flat))
            size = np.where(np.isfinite(self._rows) & ~lost, np.abs(self._rows), 0.0).max(axis=1)
            errors = off.max(axis=1) / np.where(size > 0, size, 1.0)
        return np.asarray(alike & (errors <= allowed))


class Fingerprints:
    """The fingerprints of an exercise on the cases of one group."""

    def __init__(self, exercise: Exercise, key: ExerciseKey, group: str) -> None:
        self.names = key.fingerprints
        self._cases = [i for i, case in enumerate(key.cases) if case.case.group == group]
        self._mistakes = [key.cases[i].mistakes for i in self._cases]
        self._outputs = [o for o in exercise.outputs if o.meaning != "satisfies"]
        cases = [key.cases[i] for i in self._cases]
        self._stacks = {o.name: [_stacks(c, o, self.names) for c in cases] for o in self._outputs}

    def matches(
        self, replies: Sequence[Reply], seen: frozenset[str], loosely: bool = False
    ) -> list[Match]:
        """The mistakes that change every output they change to what came back.

        It takes two cases of evidence, for labels in ``seen`` one.
        """
        here = [replies[i] for i in self._cases]
        refuted = np.zeros(len(self.names), dtype=bool)
        evidence = np.zeros(len(self.names), dtype=int)
        changed: dict[str, Array] = {}
        for output in self._outputs:
            wrong, moved, far = self._told(output, here, loosely)
            refuted |= wrong
            evidence += far
            changed[output.name] = moved
        found = []
        for i, name in enumerate(self.names):
            label = label_of(name)
            if refuted[i] or evidence[i] < (1 if label in seen else 2):
                continue
            outputs = frozenset(o for o, moved in changed.items() if moved[i])
            found.append(Match(label, outputs, self._unseen(name, outputs, here)))
        return found

    def _told(
        self, output: Output, replies: Sequence[Reply], loosely: bool
    ) -> tuple[Array, Array, Array]:
        """Per fingerprint: whether it is refuted, whether it moves the output, cases far off."""
        repeated = np.ones(len(self.names), dtype=bool)
        moved, far = np.zeros_like(repeated), np.zeros(len(repeated), dtype=int)
        for stacks, reply in zip(self._stacks[output.name], replies, strict=True):
            value = reply.values.get(output.name)
            stack = stacks[_is_single(value)] if stacks else None
            if stack is None or (value is None and not output.absent):
                continue
            repeated &= stack.repeated(value, loosely) | ~stack.present
            moved |= stack.present & (stack.shifts > output.rtol)
            far += stack.present & (stack.shifts > DIFFERS)
        return moved & ~repeated, moved, far

    def _unseen(self, name: str, outputs: frozenset[str], replies: Sequence[Reply]) -> int:
        prints = [mistakes.get(name) for mistakes in self._mistakes]
        pairs = zip(prints, replies, strict=True)
        return sum(bool(outputs & r.values.keys() - p.keys()) for p, r in pairs if p is not None)


def _stacks(case: CaseKey, output: Output, names: Sequence[str]) -> tuple[Stack, Stack] | None:
    """The fingerprints as they are, and those for answers in single precision."""
    if output.name not in case.expected:
        return None
    plain = Stack(case, output, names)
    if not any(name.endswith(SINGLE) for name in case.mistakes):
        return plain, plain
    single = [name + SINGLE if name + SINGLE in case.mistakes else name for name in names]
    return plain, Stack(case, output, single)


def _is_single(value: Value | None) -> bool:
    array = None if value is None else value.array
    return array is not None and array.dtype in (np.float32, np.float16)


def _stripped(shape: tuple[int, ...]) -> tuple[int, ...]:
    while shape and shape[0] == 1:
        shape = shape[1:]
    return shape


_made: WeakKeyDictionary[ExerciseKey, dict[str, Fingerprints]] = WeakKeyDictionary()


def fingerprints(exercise: Exercise, key: ExerciseKey, group: str) -> Fingerprints:
    """The fingerprints of a key in a group, stacked once for all answers."""
    made = _made.setdefault(key, {})
    if group not in made:
        made[group] = Fingerprints(exercise, key, group)
    return made[group]
