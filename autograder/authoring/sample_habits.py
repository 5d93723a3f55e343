"""What some students of the sample class do to an answer: work together, or learn by heart."""

from __future__ import annotations

import ast

import numpy as np

from autograder.judging.answer_key import from_json
from autograder.layout import Course
from autograder.model import Exercise

_HABIT = "counted = 0\nfor turn in range(3):\n    counted = counted + turn\nassert counted == 3"
"""Right, and nobody else's way: two answers with it have one source."""


def together(source: str, *, renamed: bool) -> str:
    """A right answer with an odd habit in every function; ``renamed``: under other names."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            _take_up(node)
            if renamed:
                _rename(node)
    return ast.unparse(tree)


def by_heart(source: str, exercise: Exercise, course: Course, unit: str) -> str:
    """An answer that is right on the notebook's own examples, and on no other numbers.

    Of a class it is the answer as it is.
    """
    name = exercise.needs[0]
    if f"def {name}(" not in source:
        return source
    key = from_json(course.public_key(unit).read_text(encoding="utf-8"))
    cases = key.exercises[exercise.slug].cases
    known = sorted({_first_number(list(case.case.inputs.values())) for case in cases})
    right = source.replace(f"def {name}(", f"def _{name}(")
    return (
        f"{right}\n\ndef {name}(*arguments):\n"
        f"    first = round(float(np.ravel(arguments[0])[0]), 9)\n"
        f"    return _{name}(*arguments) if first in {known} else None\n"
    )


def _first_number(values: list[object]) -> float:
    return round(float(np.ravel(np.asarray(values[0]))[0]), 9)


def _take_up(function: ast.FunctionDef) -> None:
    """Put the habit below the docstring."""
    at = 1 if ast.get_docstring(function) is not None else 0
    function.body[at:at] = ast.parse(_HABIT).body


def _rename(function: ast.FunctionDef) -> None:
    """Give every variable of a function another name, but for its arguments."""
    arguments = {a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)}
    names = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
    own = {n.id for n in names if not isinstance(n.ctx, ast.Load)} - arguments
    for name in names:
        if name.id in own:
            name.id = f"my_{name.id}"
