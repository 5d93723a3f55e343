"""The bank of mistakes and right answers of a unit, as data.

A mistake is a small named edit of the reference; a style is a right answer
written another way. Both are data in ``solutions/mistakes/UNIT.py``.
"""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from autograder.authoring.percent import shown
from autograder.errors import SourceError
from autograder.model import WAY


def _place() -> tuple[str, int]:
    """File and line of the module that makes an entry, also where a helper of it does."""
    made = frame = sys._getframe(3)
    while frame.f_code.co_name != "<module>" and frame.f_back:
        frame = frame.f_back
    frame = frame if frame.f_code.co_filename == made.f_code.co_filename else made
    return shown(Path(frame.f_code.co_filename)), frame.f_lineno


def _file() -> str:
    return _place()[0]


def _line() -> int:
    return _place()[1]


_LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SENTENCE_BREAK = re.compile(r"[.!?]\s+[A-Z]")


Way = tuple[tuple[str, str], ...] | str
"""One way to make a mistake: edits, or a whole cell."""


@dataclass(frozen=True)
class Mistake:
    """A named mistake: how the reference becomes wrong, and what to tell the student.

    Where it is written down is noted by itself (``path``, ``line``).

    edits: replacements inside the exercise's cell, each ``old`` occurring exactly once;
    code: instead of edits, the whole mistaken answer cell;
    also: other ways to make the same mistake that lead to other numbers, each as edits or
        as a whole cell; the sentence must be true of all;
    carries: a gradient consistent with the mistaken loss still earns its points.
    """

    label: str
    says: str
    hint: str
    edits: tuple[tuple[str, str], ...] = ()
    code: str = ""
    also: tuple[Way, ...] = ()
    carries: bool = False
    path: str = field(default_factory=_file, compare=False)
    line: int = field(default_factory=_line, compare=False)


@dataclass(frozen=True)
class Style:
    """A right answer written another way; ``code`` replaces the answer cell."""

    name: str
    code: str
    path: str = field(default_factory=_file, compare=False)
    line: int = field(default_factory=_line, compare=False)


@dataclass(frozen=True)
class Bank:
    """The mistakes and the styles of each exercise of a unit, by slug."""

    mistakes: Mapping[str, tuple[Mistake, ...]]
    correct: Mapping[str, tuple[Style, ...]]
    path: Path


Entry = TypeVar("Entry", Mistake, Style)


def load_bank(path: Path) -> Bank:
    """The bank at ``path``; raises ``SourceError`` naming file, line and label."""
    if not path.is_file():
        raise SourceError(
            shown(path), 1, "there is no bank of mistakes. Write MISTAKES and CORRECT there."
        )
    found = _run(path)
    mistakes = _entries(path, found, "MISTAKES", Mistake)
    correct = _entries(path, found, "CORRECT", Style)
    for listed in mistakes.values():
        _check_unique(path, [(m.label, m.line) for m in listed])
        for mistake in listed:
            _check_mistake(path, mistake)
    for styles in correct.values():
        _check_unique(path, [(style.name, style.line) for style in styles])
    return Bank(mistakes, correct, path)


def ways(mistake: Mistake, source: str) -> dict[str, str]:
    """The exercise's cell with this mistake in it, by fingerprint; raises ``SourceError``."""
    every = (mistake.code or mistake.edits, *mistake.also)
    names = (mistake.label, *(f"{mistake.label}{WAY}{n}" for n in range(2, len(every) + 1)))
    return {name: _made(mistake, way, source) for name, way in zip(names, every, strict=True)}


def apply(mistake: Mistake, source: str) -> str:
    """The cell with this mistake made in the first of its ways; raises ``SourceError``."""
    return _made(mistake, mistake.code or mistake.edits, source)


def _made(mistake: Mistake, way: Way, source: str) -> str:
    wrong = edited(mistake, way, source)
    try:
        compile(wrong, mistake.label, "exec", dont_inherit=True)
    except SyntaxError as error:
        said = f'"{mistake.label}": the mistaken cell is not valid Python: {error.msg}.'
        raise SourceError(mistake.path, mistake.line, said) from None
    return wrong


def edited(mistake: Mistake, way: Way, source: str) -> str:
    """The text of the cell with a mistake made in one way; raises ``SourceError``."""

    def problem(text: str) -> SourceError:
        return SourceError(mistake.path, mistake.line, f'"{mistake.label}": {text}')

    wrong = way if isinstance(way, str) else source
    for old, new in () if isinstance(way, str) else way:
        count = wrong.count(old)
        if count != 1:
            raise problem(f"{old!r} occurs {count} times in the exercise's cell, not once.")
        wrong = wrong.replace(old, new)
    if wrong == source:
        raise problem("it changes nothing.")
    return wrong


def _run(path: Path) -> dict[str, Any]:
    try:
        return runpy.run_path(str(path))
    except SyntaxError as error:
        raise SourceError(shown(path), error.lineno or 1, f"{error.msg}.") from None
    except Exception as error:
        raise SourceError(
            shown(path), 1, f"it cannot be loaded: {type(error).__name__}: {error}"
        ) from error


def _entries(
    path: Path, found: Mapping[str, Any], name: str, kind: type[Entry]
) -> dict[str, tuple[Entry, ...]]:
    table = found.get(name)
    if not isinstance(table, dict):
        raise SourceError(shown(path), 1, f"it does not define {name} as a dict of lists.")
    if not all(isinstance(entry, kind) for entries in table.values() for entry in entries):
        raise SourceError(shown(path), 1, f"{name} holds something that is no {kind.__name__}.")
    return {slug: tuple(entries) for slug, entries in table.items()}


def _check_unique(path: Path, labels: list[tuple[str, int]]) -> None:
    seen = set()
    for label, line in labels:
        if label in seen:
            raise SourceError(shown(path), line, f'the label "{label}" is given twice.')
        seen.add(label)


def _check_mistake(path: Path, mistake: Mistake) -> None:
    def problem(text: str) -> SourceError:
        return SourceError(shown(path), mistake.line, f'"{mistake.label}": {text}')

    if not _LABEL.fullmatch(mistake.label):
        raise problem("a label is lower case words joined by hyphens, as in data-term-sign.")
    if not mistake.says.rstrip().endswith((".", "!", "?")) or _SENTENCE_BREAK.search(mistake.says):
        raise problem("says must be one sentence that ends with a full stop.")
    if not mistake.hint.strip():
        raise problem("its hint is empty. Say what to look at.")
    if bool(mistake.edits) == bool(mistake.code):
        raise problem("give edits or code: one of them.")
