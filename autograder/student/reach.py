"""What a student's code reaches for outside of its arguments: packages, and the notebook's data.

A notebook can import whatever its kernel has; grading has numpy, the standard library
and what the unit names. And a function that reads the notebook's ``X`` in place of its
argument answers another question than a check asks. Found by reading the code that an
exercise's names lead to, so it is said in a note and never costs a mark.
"""

from __future__ import annotations

import dis
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.model import Exercise, Unit
from autograder.sandbox.stubs import DRAWING

_IMPORT = "IMPORT_NAME"
_NAMES = ("LOAD_GLOBAL", "LOAD_NAME")


def missing_where_graded(unit: Unit, exercise: Exercise, namespace: Mapping[str, Any]) -> str:
    """A sentence about the first package that grading does not have; empty if there is none."""
    there = {*sys.stdlib_module_names, *DRAWING, *map(_top, unit.packages), "__main__"}
    for kind, used, user in _used(exercise.needs, namespace):
        package = _top(used if kind == _IMPORT else _home(namespace[used]))
        if package not in there:
            named = ", ".join(dict.fromkeys(map(_top, unit.packages)))
            return (
                f"{user} uses {package}, which is not there when your teacher grades: it would "
                f"stop. There are {named} and Python's own modules."
            )
    return ""


def data_not_handed_over(exercise: Exercise, namespace: Mapping[str, Any]) -> str:
    """A sentence about arrays of the notebook that a function reads; empty if it reads none."""
    read: dict[str, list[str]] = {}
    for kind, used, user in _used(exercise.needs, namespace):
        if kind != _IMPORT and isinstance(namespace[used], np.ndarray) and namespace[used].size > 1:
            read.setdefault(user, []).append(used)
    told = []
    for user, names in read.items():
        some = " and ".join(dict.fromkeys(names))
        told.append(
            f"{user} reads {some} of the notebook, which nobody hands to it. A check calls it with "
            "other arrays, and so does your teacher: use its arguments."
        )
    return " ".join(told)


def _used(names: Iterable[str], namespace: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What these names lead to: imports and names of the notebook, and the code that uses each."""
    left, seen = list(names), set()
    while left:
        name = left.pop(0)
        if name in seen or name not in namespace:
            continue
        seen.add(name)
        for code in _codes(namespace[name]):
            for kind, used in _loads(code):
                if kind == _IMPORT:
                    yield kind, used, name
                elif used in namespace:
                    left.append(used)
                    yield kind, used, name


def _codes(thing: Any) -> Iterator[CodeType]:
    """The code of a function, or of a class's methods, that was written in the notebook."""
    if getattr(thing, "__module__", "") != "__main__":
        return
    found = [thing] if isinstance(thing, FunctionType) else []
    if isinstance(thing, type):
        found = [member for member in vars(thing).values() if isinstance(member, FunctionType)]
    for function in found:
        yield from _with_inner(function.__code__)


def _with_inner(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _with_inner(constant)


def _loads(code: CodeType) -> Iterator[tuple[str, str]]:
    for step in dis.get_instructions(code):
        if step.opname == _IMPORT or step.opname in _NAMES:
            yield step.opname, str(step.argval)


def _home(thing: Any) -> str:
    """The module that a thing is, or comes from."""
    if isinstance(thing, ModuleType):
        return thing.__name__
    own = getattr(thing, "__module__", None)
    return own if isinstance(own, str) else type(thing).__module__


def _top(name: str) -> str:
    return name.partition(".")[0]
