"""Run the cells of a notebook one after another, as a kernel would.

This runs in the child, beside student code: nothing it says is believed.
"""

from __future__ import annotations
import __future__

import ast
import linecache
import re
import sys
import traceback
from types import CodeType, ModuleType
from typing import Any

from autograder.sandbox.records import CellOutcome

_OTHER_LANGUAGES = frozenset(
    "%%! %%bash %%cmd %%file %%html %%javascript %%js %%latex %%markdown %%perl %%python2 %%ruby"
    " %%script %%sh %%svg %%sx %%system %%writefile".split()
)
_TIMED = re.compile(r"^(\s*)%time\s+(.+)$")
_FUTURE = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})


class Notebook:
    """One namespace that looks like a kernel's ``__main__``, and what has been run in it."""

    def __init__(self, given: dict[str, Any]) -> None:
        module = ModuleType("__main__", "Automatically created module for IPython.")
        module.__dict__.update(given)
        sys.modules["__main__"] = module
        self.namespace: dict[str, Any] = module.__dict__
        self._count = 0
        self._flags = 0

    def run(self, source: str) -> CellOutcome:
        """Run one cell. A cell that cannot be parsed, or raises, loses itself only."""
        self._count += 1
        name = f"<cell {self._count}>"
        try:
            code = self._compile(source, name)
        except SyntaxError as error:
            return CellOutcome("syntax-error", f"{type(error).__name__}: {error.msg}", error.lineno)
        except MemoryError:
            return CellOutcome("syntax-error", "too long or too deeply nested to be read")
        except BaseException as error:  # a nul byte, a lone surrogate
            return CellOutcome("syntax-error", _words(error))
        try:
            exec(code, self.namespace)
        except BaseException as error:
            frames = traceback.walk_tb(error.__traceback__)
            lines = [line for frame, line in frames if frame.f_code.co_filename == name]
            return CellOutcome("raised", _words(error), lines[-1] if lines else None)
        return CellOutcome("ok")

    def _compile(self, source: str, name: str) -> CodeType:
        source = _with_plain_ends(source)
        try:
            code = self._as_it_is(source, name)
        except SyntaxError:
            code = self._as_it_is(plain_python(source), name)
        self._flags |= code.co_flags & _FUTURE
        return code

    def _as_it_is(self, source: str, name: str) -> CodeType:
        lines = source.splitlines(keepends=True)
        linecache.cache[name] = (len(source), None, lines, name)  # for inspect.getsource
        code: CodeType = compile(source, name, "exec", flags=self._flags, dont_inherit=True)
        return code


def _words(error: BaseException) -> str:
    try:
        said = str(error)
    except BaseException:
        said = ""
    name = type(error).__name__
    return (f"{name}: {said}" if said else name)[:300]


def plain_python(source: str) -> str:
    """The cell without IPython's magics, line for line; itself where it parses as it is."""
    source = _with_plain_ends(source)
    if _parses(source) is None:
        return source
    lines = _without_cell_magic(_without_indent(source.split("\n")))
    while True:  # each turn leaves one magic less
        text = "\n".join(lines)
        wrong = _parses(text)
        if wrong is None or not _blank_magic(lines, wrong - 1):
            return text


def _with_plain_ends(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _parses(source: str) -> int | None:
    """``None``, or the line at which it does not."""
    try:
        ast.parse(source)
    except SyntaxError as error:
        return error.lineno or 1
    return None


def _without_indent(lines: list[str]) -> list[str]:
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(indent) for line in lines]


def _without_cell_magic(lines: list[str]) -> list[str]:
    """A cell of another language is empty; one that is timed or captured is its body."""
    at = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not lines[at].startswith("%%"):
        return lines
    kept = lines[at].split()[0] not in _OTHER_LANGUAGES
    return [line if i > at and kept else "" for i, line in enumerate(lines)]


def _blank_magic(lines: list[str], at: int) -> bool:
    """Make the magic at this line harmless, and those that follow it; whether there was one."""
    first = at
    while at < len(lines) and _is_magic(lines[at]):
        timed = _TIMED.match(lines[at])
        if timed:
            lines[at] = timed[1] + timed[2]
            return True
        at = _blank_statement(lines, at)
    return at > first


def _blank_statement(lines: list[str], at: int) -> int:
    """Blank a line and those it is continued on; the number of the next one."""
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    continued = True
    while continued and at < len(lines):
        continued = lines[at].endswith("\\")
        lines[at] = f"{indent}pass"
        at += 1
    return at


def _is_magic(line: str) -> bool:
    """``%magic``, ``!command``, ``?help``, ``help?``, ``x = !command``, ``x = %magic``."""
    line = line.strip()
    return bool(
        line.startswith(("%", "!", "?"))
        or line.endswith("?")
        or re.match(r"^[\w, ]+=\s*[%!]", line)
    )
