"""Make answer keys by running the reference, and each mistaken reference, on drawn inputs.

The key of a secret seed lives only in the trusted process; the key of the seed
``"public"`` ships with the student's package.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from autograder.authoring.bank import Bank, Mistake, load_bank
from autograder.authoring.reference import Reference
from autograder.authoring.source import UnitSource, read_source
from autograder.errors import SourceError
from autograder.exercises import load_unit
from autograder.exercises.asking import ask
from autograder.layout import Course
from autograder.model import (
    Array,
    Case,
    CaseKey,
    Exercise,
    ExerciseKey,
    MistakeWords,
    Output,
    Reply,
    Unit,
    UnitKey,
)

PUBLIC_SEED = "public"


def make_key(course: Course, unit: str, seed: str) -> UnitKey:
    """The answer key of a unit for a seed (any text)."""
    return Maker.of(course, unit).key(seed)


def cases_for(unit: str, exercise: Exercise, seed: str) -> Sequence[Case]:
    """The cases that a seed draws for an exercise; the same seed draws the same cases."""
    digest = hashlib.sha256(f"{seed}:{unit}:{exercise.slug}".encode()).digest()
    return exercise.cases(np.random.default_rng(int.from_bytes(digest, "big")))


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
        declared = load_unit(unit)
        source = read_source(course.source(unit), declared)
        bank = load_bank(course.bank(unit))
        module = Path(importlib.import_module(f"autograder.exercises.unit_{unit}").__file__ or "")
        files = (module, course.source(unit), course.bank(unit))
        return cls(declared, source, bank, Reference(source), version_of(files))

    def key(self, seed: str) -> UnitKey:
        """The answer key for a seed."""
        exercises = {e.slug: self.exercise_key(e, seed) for e in self.unit.exercises}
        return UnitKey(self.unit.slug, self.version, exercises)

    def exercise_key(self, exercise: Exercise, seed: str) -> ExerciseKey:
        """The answers to one exercise: expected arrays, terms, fingerprints, words."""
        cases = cases_for(self.unit.slug, exercise, seed)
        namespace = self.reference.namespace(exercise.slug)
        expected = [self._expected(exercise, namespace, case) for case in cases]
        prints: dict[str, list[Reply]] = {}
        words: dict[str, MistakeWords] = {}
        for said, mistaken in self._mistaken(exercise):
            prints[said.label] = ask(exercise, mistaken, [case.inputs for case in cases])
            words[said.label] = said
        keys = tuple(
            CaseKey(
                case,
                expected[i],
                self._terms(exercise, namespace, case, expected[i]),
                {label: _arrays(replies[i]) for label, replies in prints.items()},
            )
            for i, case in enumerate(cases)
        )
        hints = next(e.hints for e in self.source.exercises if e.slug == exercise.slug)
        return ExerciseKey(exercise.slug, keys, words, tuple(hints))

    def _mistaken(self, exercise: Exercise) -> Iterator[tuple[MistakeWords, Mapping[str, Any]]]:
        """The exercise's own mistakes, then those of exercises it uses, as ``slug/label``.

        An answer that is right but calls a mistaken function is told apart by the
        second kind, and loses nothing.
        """
        for mistake in self.bank.mistakes.get(exercise.slug, ()):
            names = self.reference.mistaken(exercise.slug, mistake)
            yield _words(mistake, mistake.label, mistake.carries), names
        for used in exercise.uses:
            for mistake in self.bank.mistakes.get(used, ()):
                names = self.reference.mistaken(used, mistake, exercise.slug)
                yield _words(mistake, f"{used}/{mistake.label}", True), names

    def _expected(
        self, exercise: Exercise, namespace: Mapping[str, Any], case: Case
    ) -> dict[str, Array]:
        reply = ask(exercise, namespace, [case.inputs])[0]
        arrays = _arrays(reply)
        if not arrays.keys() >= set(exercise.asked(case.group)):
            why = reply.failure.message if reply.failure else "not every output is an array"
            answer = next(e.answer for e in self.source.exercises if e.slug == exercise.slug)
            said = f"the reference gives no answer on the case “{case.name}”: {why}."
            raise SourceError(str(self.source.path), answer.line, said)
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


def version_of(files: Sequence[Path]) -> str:
    """Twelve hex digits that change when any of the files does."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _words(mistake: Mistake, label: str, carries: bool) -> MistakeWords:
    return MistakeWords(label, mistake.says, mistake.hint, carries)


def _arrays(reply: Reply) -> dict[str, Array]:
    return {name: v.array for name, v in reply.values.items() if v.array is not None}
