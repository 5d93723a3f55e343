"""Whether a unit's exercises hang together: every name in them means something.

A rule takes an exercise and yields what is wrong and what to do; the place is found
in the module that declares it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from autograder.authoring.percent import shown
from autograder.errors import SourceError
from autograder.exercises import did_you_mean, load_unit, unit_slugs
from autograder.judging.criteria import CRITERIA
from autograder.model import Exercise, Unit

Rule = Callable[[Exercise], Iterator[str]]


def declaration_problems(unit: Unit) -> list[SourceError]:
    """Everything in a unit's exercises that cannot be right, with file and line."""
    return [
        SourceError(shown(path), line, said)
        for exercise in unit.exercises
        for path, line in [place_of(exercise)]
        for said in (*_taken(unit, exercise), *(said for rule in RULES for said in rule(exercise)))
    ]


def place_of(exercise: Exercise) -> tuple[Path, int]:
    """The file and line where an exercise is declared, as near as can be told."""
    path = Path(inspect.getsourcefile(inspect.unwrap(exercise.cases)) or "")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = (n for n, line in enumerate(lines, start=1) if f'"{exercise.slug}"' in line)
    return path, next(found, 1)


def _taken(unit: Unit, exercise: Exercise) -> Iterator[str]:
    """A slug stands for one exercise of the whole course."""
    owners = [unit.slug for other in unit.exercises if other.slug == exercise.slug][1:]
    for slug in unit_slugs():
        if slug != unit.slug:
            owners += [slug for other in load_unit(slug).exercises if other.slug == exercise.slug]
    for owner in owners:
        yield f'an exercise of {owner} is called "{exercise.slug}" already. Find another name.'


def _tuples_are_tuples(exercise: Exercise) -> Iterator[str]:
    named: dict[str, object] = {"needs": exercise.needs, "uses": exercise.uses}
    for aspect in exercise.aspects:
        named[f'the outputs of aspect "{aspect.name}"'] = aspect.outputs
        named[f'requires of aspect "{aspect.name}"'] = aspect.requires
    for name, value in named.items():
        if isinstance(value, str):
            yield f'{name} is the text "{value}": write ("{value}",), with a comma.'


def _aspects_name_what_there_is(exercise: Exercise) -> Iterator[str]:
    outputs = [output.name for output in exercise.outputs]
    aspects = [aspect.name for aspect in exercise.aspects]
    for aspect in exercise.aspects:
        for name in _names(aspect.outputs):
            if name not in outputs:
                yield f'aspect "{aspect.name}" has no output "{name}".{did_you_mean(name, outputs)}'
        for name in _names(aspect.requires):
            if name not in aspects:
                said = f'aspect "{aspect.name}" requires "{name}", which is no aspect.'
                yield said + did_you_mean(name, aspects)
        if not aspect.points > 0:
            yield f'aspect "{aspect.name}" is worth nothing: give it points.'
    if not exercise.aspects:
        yield f'exercise "{exercise.slug}" has no aspect: nothing in it is worth a point.'


def _outputs_mean_something(exercise: Exercise) -> Iterator[str]:
    outputs = [output.name for output in exercise.outputs]
    for output in exercise.outputs:
        if output.meaning == "satisfies" and output.criterion not in CRITERIA:
            meant = did_you_mean(str(output.criterion), sorted(CRITERIA))
            yield f'output "{output.name}" has no criterion "{output.criterion}".{meant}'
        if output.meaning == "derivative" and output.of not in outputs:
            meant = did_you_mean(str(output.of), outputs)
            yield f'output "{output.name}" is the derivative of "{output.of}", no output.{meant}'


def _derivatives_are_in_inputs(exercise: Exercise) -> Iterator[str]:
    wanted = {o.name: o.wrt for o in exercise.outputs if o.meaning == "derivative"}
    cases = exercise.cases(np.random.default_rng(0)) if wanted else ()
    inputs = list(dict.fromkeys(name for case in cases for name in case.inputs))
    for name, wrt in wanted.items():
        if wrt not in inputs:
            yield f'"{name}" is a derivative in "{wrt}", no input.{did_you_mean(str(wrt), inputs)}'


def _names(names: object) -> tuple[str, ...]:
    """The names in a tuple; a text in its place has been told already."""
    return names if isinstance(names, tuple) else ()


RULES: tuple[Rule, ...] = (
    _tuples_are_tuples,
    _aspects_name_what_there_is,
    _outputs_mean_something,
    _derivatives_are_in_inputs,
)
