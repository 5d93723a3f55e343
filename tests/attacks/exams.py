"""Solved notebooks of every unit, with a claim in one answer cell, graded by the real thing.

A claim is a file of ``claims/``: what a student writes into an answer cell, wrong in one
respect; below a line ``# %%``, what they write further down to have it taken for right. Its
docstring says what is claimed, and then:

    Exercise: whose answer cell it is
    Rule: what sees through it (a name in ``RULES``)
"""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from nbformat.v4 import new_code_cell

from autograder.authoring.build import notebook_text
from autograder.authoring.keys import Maker
from autograder.authoring.passes import role
from autograder.authoring.proofs.marks import solved_notebook
from autograder.authoring.proofs.subject import Subject
from autograder.exercises import find_exercise
from autograder.grading.grade import Grader
from autograder.grading.released import released
from autograder.grading.rules import Rules
from autograder.judging import compare, criteria, descents, findings, judge
from autograder.judging.findings import Bench, Finding
from autograder.layout import Course
from autograder.model import UnitKey, Verdict

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).with_name("claims")
SEED = "a seed for exams"
_FIELD = re.compile(r"^(Exercise|Rule): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Claim:
    """An answer that is wrong in one respect, and the cell that would have it right."""

    name: str
    tries: str
    exercise: str
    rule: str
    cells: tuple[str, ...]

    @property
    def honest(self) -> tuple[str, ...]:
        """The same answer without the claim."""
        return self.cells[:1]


def read_claims() -> dict[str, Claim]:
    """Every claim, by the name of its file."""
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        said = ast.get_docstring(ast.parse(text)) or ""
        fields = dict(_FIELD.findall(said))
        cells = tuple(part.strip() for part in text.split("\n# %%\n"))
        about = (said.splitlines()[0], fields["Exercise"], fields["Rule"])
        found[path.stem] = Claim(path.stem, *about, cells)
    return found


class Exams:
    """A grader for each unit that a claim belongs to; keys without the bank of mistakes."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="exams-")))
        self._rooms: dict[str, Room] = {}
        self._graded: dict[tuple[Any, ...], Mapping[str, Verdict]] = {}

    def room(self, unit: str) -> Room:
        """The grader of a unit; made once."""
        if unit not in self._rooms:
            self._rooms[unit] = Room(unit, self._folder / f"{unit}.ipynb", self._stack)
        return self._rooms[unit]

    def grade(
        self, claim: Claim, cells: Sequence[str], off: Iterable[str] = ()
    ) -> Mapping[str, Verdict]:
        """The verdicts on a solved notebook with these cells in place of one answer."""
        asked = (claim.exercise, tuple(cells), tuple(off))
        if asked not in self._graded:
            unit, _ = find_exercise(claim.exercise)
            with pytest.MonkeyPatch.context() as patch:
                for name in off:
                    RULES[name].off(patch)
                self._graded[asked] = self.room(unit.slug).grade(claim.exercise, cells)
        return self._graded[asked]


class Room:
    """One unit: its solved notebook, and a grader in the sandbox."""

    def __init__(self, unit: str, path: Path, stack: ExitStack) -> None:
        self._path = path
        course = Course(ROOT)
        self._subject = Subject(course, Maker.of(course, unit))
        self._stack = stack
        maker, given_out = self._subject.maker, released(self._subject.built.student)
        keys = [self._key(maker, seed) for seed in (SEED, "public")]
        rules = Rules(unit, *keys, given_out, maker.version, SEED)
        grader = Grader(course, unit, SEED, allow_unsandboxed=True, rules=lambda level: rules)
        self._grader = stack.enter_context(grader)

    @staticmethod
    def _key(maker: Maker, seed: str) -> UnitKey:
        exercises = {e.slug: maker.exercise_key(e, seed, ()) for e in maker.unit.exercises}
        return UnitKey(maker.unit.slug, maker.version, exercises)

    @cached_property
    def _solved(self) -> Any:
        """The solved notebook without pictures and trials, which take time."""
        notebook = solved_notebook(self._subject)
        notebook.cells = [c for c in notebook.cells if role(c) in ("given", "exercise", "check")]
        return notebook

    def grade(self, slug: str, cells: Sequence[str]) -> Mapping[str, Verdict]:
        """The verdicts where the first cell is the answer, and the others stand at the end."""
        notebook = self._solved.copy()
        notebook.cells = [cell.copy() for cell in self._solved.cells]
        answer = next(cell for cell in notebook.cells if cell.id == f"{slug}-answer")
        answer.source, *more = cells
        notebook.cells += [new_code_cell(source, id=f"more-{i}") for i, source in enumerate(more)]
        self._path.write_text(notebook_text(notebook), encoding="utf-8")
        result = self._grader.grade("eve", self._path).result
        return {verdict.exercise: verdict for verdict in result.verdicts}


# -------------------------------------------------------------------------------- rules


@dataclass(frozen=True)
class Rule:
    """``says``: what holds while it stands; ``off``: how the product would be without it."""

    says: str
    off: Callable[[pytest.MonkeyPatch], None]


def _claims_believed(patch: pytest.MonkeyPatch) -> None:
    """What the probe tells decides, in place of the values beside it."""
    counted = judge._counted

    def believed(bench: Bench, aspect: Any) -> list[str]:
        told = [n for n in aspect.outputs if bench.exercise.output(n).criterion == "told"]
        return told or counted(bench, aspect)

    patch.setattr(judge, "_counted", believed)
    patch.setattr(judge, "_unheard", lambda bench, findings: {})


def _taken_for_right(patch: pytest.MonkeyPatch, which: Callable[[Any], bool]) -> None:
    """Some outputs are not looked at."""
    on_case = Bench._on_case

    def unless(self: Bench, output: Any, case: Any, reply: Any) -> Finding:
        return Finding(True) if which(output) else on_case(self, output, case, reply)

    patch.setattr(Bench, "_on_case", unless)


def _half_allowed(patch: pytest.MonkeyPatch) -> None:
    rtol = compare.rtol
    half = np.dtype(np.float16)
    patch.setattr(
        compare, "rtol", lambda output, array: 1e-3 if array.dtype == half else rtol(output, array)
    )


def _criterion(name: str, instead: Callable[..., Any]) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setitem(criteria.CRITERIA, name, instead)  # type: ignore[arg-type]


def _nan_anywhere(array: Any, case: Any, options: Any) -> str | None:
    return None if np.isnan(array).any() else "is no nan."


def _the_same_again(array: Any, case: Any, options: Any) -> str | None:
    return None if np.array_equal(array, options["examples"]) else "is another epoch."


RULES: Mapping[str, Rule] = {
    "claims": Rule("what a probe tells decides no mark", _claims_believed),
    "afterwards": Rule(
        "what was left alone is seen by what comes next",
        lambda patch: _taken_for_right(patch, lambda output: output.again),
    ),
    "nothing-left-out": Rule(
        "what does not come back is wrong",
        lambda patch: patch.setattr(findings.Bench, "_without", lambda self, output: Finding(True)),
    ),
    "half-precision": Rule("float16 is allowed no more than float32", _half_allowed),
    "level-ways": Rule(
        "where a walk began and how long it was is seen where it ends",
        lambda patch: patch.setattr(descents, "_path", lambda way, case, options: None),
    ),
    "steps-of-batches": Rule(
        "a run ends where its batches lead", _criterion("trained-on-batches", lambda *_: None)
    ),
    "other-rows": Rule(
        "a second epoch from the same seed is asked of other rows",
        _criterion("epoch-from-rng", _the_same_again),
    ),
    "nan-in-its-place": Rule(
        "a nan comes out where one went in, and nowhere else", _criterion("nan", _nan_anywhere)
    ),
    "exact-by-itself": Rule(
        "each of two gradients is compared with the exact one",
        lambda patch: _taken_for_right(patch, lambda o: o.name in ("by_hand", "by_autograd")),
    ),
}
"""What sees through a claim, and how it would be without."""
