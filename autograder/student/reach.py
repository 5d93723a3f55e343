"""What a student's code would miss where work is graded: packages that are not there.

A notebook can import whatever its kernel has; grading has numpy, the standard library
and what the unit names. Found by reading the code that an exercise's names lead to, so
it is said in a note and never costs a mark.
"""

from __future__ import annotations

import dis
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

from autograder.model import Exercise, Unit
from autograder.sandbox.stubs import DRAWING

_NAMES = ("LOAD_GLOBAL", "LOAD_NAME")


def missing_where_graded(unit: Unit, exercise: Exercise, namespace: Mapping[str, Any]) -> str:
    """A sentence about the first package that grading does not have; empty if there is none."""
    there = {*sys.stdlib_module_names, *DRAWING, *map(_top, unit.packages), "__main__"}
    for package, user in _used(exercise.needs, namespace):
        if package not in there:
            named = ", ".join(dict.fromkeys(map(_top, unit.packages)))
            return (
                f"{user} uses {package}, which is not there when your teacher grades: it would "
                f"stop. There are {named} and Python's own modules."
            )
    return ""


def _used(names: Iterable[str], namespace: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every package that these names lead to, and the name of the code that uses it."""
    left, seen = list(names), set()
    while left:
        name = left.pop(0)
        if name in seen or name not in namespace:
            continue
        seen.add(name)
        for code in _codes(namespace[name]):
            for kind, used in _loads(code):
                if kind == "IMPORT_NAME":
                    yield _top(used), name
                elif used in namespace:
                    left.append(used)
                    yield _top(_home(namespace[used])), name


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
        if step.opname == "IMPORT_NAME" or step.opname in _NAMES:
            yield step.opname, str(step.argval)


def _home(thing: Any) -> str:
    """The module that a thing is, or comes from."""
    if isinstance(thing, ModuleType):
        return thing.__name__
    own = getattr(thing, "__module__", None)
    return own if isinstance(own, str) else type(thing).__module__


def _top(name: str) -> str:
    return name.partition(".")[0]
