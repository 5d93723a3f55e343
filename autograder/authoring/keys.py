"""Make answer keys by running the reference, and each mistaken reference, on drawn inputs.

The key of a secret seed lives only in the trusted process; the key of the seed
``"public"`` ships with the student's package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.authoring.bank import Bank, Mistake, load_bank, ways
from autograder.authoring.percent import shown
from autograder.authoring.reference import Reference
from autograder.authoring.source import UnitSource, read_source
from autograder.authoring.versions import unit_version
from autograder.errors import SourceError
from autograder.exercises import did_you_mean, load_unit
from autograder.exercises.asking import ask, draw
from autograder.grading.seed import PUBLIC_SEED
from autograder.judging.boundaries import NO_CLASSES, labels_in
from autograder.judging.compare import FLOAT32_RTOL
from autograder.layout import Course
from autograder.model import (
    SINGLE,
    Array,
    Case,
    CaseKey,
    Exercise,
    ExerciseKey,
    Inputs,
    MistakeWords,
    Output,
    Reply,
    Unit,
    UnitKey,
)


def make_key(course: Course, unit: str, seed: str) -> UnitKey:
    """The answer key of a unit for a seed (any text)."""
    return Maker.of(course, unit).key(seed)


def cases_for(unit: str, exercise: Exercise, seed: str) -> Sequence[Case]:
    """The cases that a seed draws for an exercise; the same seed draws the same cases."""
    return exercise.cases(_rng(f"{seed}:{unit}:{exercise.slug}"))


def own_cases_for(unit: str, exercise: Exercise, seed: str) -> Sequence[Case]:
    """The cases that call the student's own functions, where the exercise has them."""
    return (
        exercise.own_cases(_rng(f"{seed}:{unit}:{exercise.slug}:own")) if exercise.own_cases else ()
    )


def _rng(text: str) -> np.random.Generator:
    digest = hashlib.sha256(text.encode()).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


@dataclass(frozen=True)
class Sources:
    """What a unit's keys are made from, as read from disk. It can travel to another process."""

    slug: str
    source: UnitSource
    bank: Bank
    version: str

    @classmethod
    def of(cls, course: Course, unit: str) -> Sources:
        """The sources of a registered unit; raises ``SourceError`` where they are at fault."""
        source = read_source(course.source(unit), load_unit(unit))
        return cls(unit, source, load_bank(course.bank(unit)), unit_version(course, unit))

    def maker(self) -> Maker:
        """The maker for these sources; the last one is kept."""
        if (_kept and (_kept[0].unit.slug, _kept[0].version)) != (self.slug, self.version):
            unit, reference = load_unit(self.slug), Reference(self.source)
            _kept[:] = [Maker(unit, self.source, self.bank, reference, self.version)]
        return _kept[0]


_kept: list[Maker] = []


@dataclass(frozen=True)
class Maker:
    """Everything a unit's keys are made from; reads and runs the source once."""

    unit: Unit
    source: UnitSource
    bank: Bank
    reference: Reference
    version: str

    @classmethod
    def of(cls, course: Course, unit: str) -> Maker:
        """The maker of a registered unit; raises ``SourceError`` where its source is at fault."""
        found = Sources.of(course, unit)
        reference = Reference(found.source)
        return cls(load_unit(unit), found.source, found.bank, reference, found.version)

    def key(self, seed: str) -> UnitKey:
        """The answer key for a seed."""
        exercises = {e.slug: self.exercise_key(e, seed) for e in self.unit.exercises}
        return UnitKey(self.unit.slug, self.version, exercises)

    def exercise_key(
        self, exercise: Exercise, seed: str, mistakes: Sequence[Mistake] | None = None
    ) -> ExerciseKey:
        """The answers to one exercise: expected arrays, terms, fingerprints, words.

        mistakes: those that get fingerprints (default: all of the bank).
        """
        bank = self.bank.mistakes.get(exercise.slug, ()) if mistakes is None else mistakes
        return ExerciseKey(
            exercise.slug,
            self._case_keys(exercise, bank, cases_for(self.unit.slug, exercise, seed)),
            {m.label: MistakeWords(m.label, m.says, m.hint, m.carries) for m in bank},
            next(tuple(e.hints) for e in self.source.exercises if e.slug == exercise.slug),
            self._case_keys(exercise, bank, own_cases_for(self.unit.slug, exercise, seed)),
            self._boundary(exercise) if seed == PUBLIC_SEED else {},
        )

    def _boundary(self, exercise: Exercise) -> dict[str, Array]:
        """What the reference's classifier says of the plane, where the exercise has one."""
        if exercise.boundary is None:
            return {}
        names, inputs = self.reference.namespace(exercise.slug), exercise.boundary.inputs()
        reply = draw(exercise.boundary, names, inputs)
        labels = labels_in(exercise.boundary, reply)
        if labels is None:
            why = reply.failure.message if reply.failure else NO_CLASSES
            answer = next(e.answer for e in self.source.exercises if e.slug == exercise.slug)
            said = f"the boundary of the reference cannot be drawn: {why}"
            raise SourceError(str(self.source.path), answer.line, said)
        return labels

    def _case_keys(
        self, exercise: Exercise, bank: Sequence[Mistake], cases: Sequence[Case]
    ) -> tuple[CaseKey, ...]:
        source = self.reference.answer(exercise.slug)
        codes = {name: code for mistake in bank for name, code in ways(mistake, source).items()}
        prints = [self._prints(exercise, name, code, cases) for name, code in codes.items()]
        keys = []
        for i, case in enumerate(cases):
            namespace = self.reference.namespace(exercise.slug)
            expected = self._expected(exercise, namespace, case)
            terms = self._terms(exercise, namespace, case, expected)
            found = {name: arrays for made in prints for name, arrays in made[i].items()}
            keys.append(CaseKey(case, expected, terms, found))
        return tuple(keys)

    def _prints(
        self, exercise: Exercise, name: str, code: str, cases: Sequence[Case]
    ) -> list[dict[str, dict[str, Array]]]:
        """The fingerprint of a mistaken cell on each case, and in float32 where that is another.

        On the main cases it never is: their numbers are of order 1.
        """
        names = self.reference.replaced(exercise.slug, code)

        def asked(inputs: Sequence[Inputs]) -> list[dict[str, Array]]:
            replies = ask(exercise, names, inputs, counted=False)
            return [arrays_of(reply, compared(exercise)) for reply in replies]

        found = [{name: arrays} for arrays in asked([case.inputs for case in cases])]
        odd = [i for i, case in enumerate(cases) if case.group != "main"]
        single = asked([_single(cases[i].inputs) for i in odd])
        for i, arrays in zip(odd, single, strict=True):
            if _only_in_single(found[i][name], arrays):
                found[i][name + SINGLE] = arrays
        return found

    def _expected(
        self, exercise: Exercise, namespace: Mapping[str, Any], case: Case
    ) -> dict[str, Array]:
        reply = ask(exercise, namespace, [case.inputs], counted=False)[0]
        arrays = arrays_of(reply)
        if not arrays.keys() >= set(exercise.asked(case.group)):
            answer = next(e.answer for e in self.source.exercises if e.slug == exercise.slug)
            why = _why(exercise, namespace, case, reply)
            said = f"the reference gives no answer on the case “{case.name}”: {why}"
            raise SourceError(shown(self.source.path), answer.line, said)
        return arrays

    def _terms(
        self,
        exercise: Exercise,
        namespace: Mapping[str, Any],
        case: Case,
        expected: Mapping[str, Array],
    ) -> dict[str, dict[str, Array]]:
        """The data and regularisation terms of every derivative that has both."""
        terms = {}
        for output in exercise.outputs:
            if output.zero and output.name in expected:
                data = self._without(exercise, namespace, case, output)
                parts = {"data": data, "regularisation": expected[output.name] - data}
                terms[output.name] = parts
        return terms

    def _without(
        self, exercise: Exercise, namespace: Mapping[str, Any], case: Case, output: Output
    ) -> Array:
        inputs = {**case.inputs, str(output.zero): 0.0}
        plain = replace(case, inputs=inputs)
        return self._expected(exercise, namespace, plain)[output.name]


def _why(exercise: Exercise, namespace: Mapping[str, Any], case: Case, reply: Reply) -> str:
    """Why there is no answer, and what to look at: the solution, or the probe that asks it."""
    if reply.failure is None:
        lacking = sorted(set(exercise.asked(case.group)) - arrays_of(reply).keys())
        return f"the probe returns no array called {' or '.join(lacking)}."
    message = reply.failure.message
    if reply.failure.kind == "not-found":
        said = f'the probe asks for "{message}", which no cell defines.'
        return said + _close(message, namespace)
    name = message.removeprefix("KeyError: ").strip("'\"")
    if message.startswith("KeyError") and name not in case.inputs:
        said = f'the probe asks for the input "{name}", which is not there.'
        return said + _close(name, case.inputs)
    return message if message.endswith(".") else f"{message}."


def _close(name: str, known: Mapping[str, Any]) -> str:
    said = did_you_mean(name, known)
    return said if "Did you mean" in said else ""


def _single(inputs: Inputs) -> Inputs:
    """Inputs with their float64 arrays in float32."""
    return {name: np.float32(a) if _is_double(a) else a for name, a in inputs.items()}


def _is_double(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == np.float64


def _only_in_single(plain: Mapping[str, Array], single: Mapping[str, Array]) -> bool:
    """Whether float32 gives other numbers than float64 does: it overflows where that does not."""
    if plain.keys() != single.keys():
        return False
    return not all(_near(single[name], array) for name, array in plain.items())


def _near(single: Array, plain: Array) -> bool:
    """Whether an array is another but for the precision of float32."""
    if single.shape != plain.shape or not np.array_equal(np.isnan(single), np.isnan(plain)):
        return False
    scale = np.abs(plain[np.isfinite(plain)]).max(initial=0.0) or 1.0
    with np.errstate(all="ignore"):
        off = np.where(single == plain, 0.0, np.abs(single - plain))
    return bool((np.nan_to_num(off, nan=0.0, posinf=np.inf) <= FLOAT32_RTOL * scale).all())


def compared(exercise: Exercise) -> set[str]:
    """The outputs that are compared with the reference's."""
    return {output.name for output in exercise.outputs if output.meaning != "satisfies"}


def arrays_of(reply: Reply, names: Collection[str] | None = None) -> dict[str, Array]:
    """The values of a reply that are arrays, or those of some names."""
    chosen = reply.values.keys() if names is None else reply.values.keys() & names
    found = {name: value.array for name, value in reply.values.items() if name in chosen}
    return {name: array for name, array in found.items() if array is not None}
