"""Read a unit's source: what each cell is for, and every exercise in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from autograder.authoring import percent
from autograder.authoring.percent import Kind, PercentCell, shown
from autograder.errors import SourceError, UsageError
from autograder.exercises import did_you_mean, load_unit
from autograder.model import Unit

Role = Literal["text", "exercise", "starter", "check", "question", "given", "demo", "solution"]

HINTS = ("hint", "hint2", "hint3")
KEYS: Mapping[Role, tuple[str, ...]] = {
    "text": (),
    "exercise": ("exercise", *HINTS),
    "starter": ("starter",),
    "check": ("check", "points"),
    "question": ("question", "points"),
    "given": ("given",),
    "demo": (),
    "solution": ("tags",),
}
"""The keys that may stand on the ``# %%`` line of a cell of each role."""

SLUG_ROLES: tuple[Role, ...] = ("exercise", "starter", "check", "question", "given")


@dataclass(frozen=True)
class SourceCell:
    """One cell of the source: what it is for, its text, and the line of its ``# %%``."""

    kind: Kind
    role: Role
    slug: str
    source: str
    line: int
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ExerciseSource:
    """What the source says about one exercise."""

    slug: str
    points: float
    hints: tuple[str, ...]
    answer: SourceCell
    starter: SourceCell | None
    check: SourceCell


@dataclass(frozen=True)
class UnitSource:
    """A unit's source, proved to keep the rules of the source format."""

    slug: str
    path: Path
    cells: tuple[SourceCell, ...]
    exercises: tuple[ExerciseSource, ...]
    exam: bool = False
    """Whether checks say only that an answer was received; set by the teacher's course.toml."""


def read_source(path: Path, unit: Unit | None = None) -> UnitSource:
    """The source at ``path``; raises the first ``SourceError`` in it.

    ``unit`` is what the exercises module declares (default: the registered unit
    that the file is named after).
    """
    source, problems = inspect_source(path, unit)
    if problems or source is None:
        raise problems[0]
    return source


def inspect_source(
    path: Path, unit: Unit | None = None
) -> tuple[UnitSource | None, list[SourceError]]:
    """The source at ``path``, or ``None`` and everything that is wrong with it."""
    from autograder.authoring.declared import declaration_problems
    from autograder.authoring.rules import find_problems

    try:
        unit = unit or _registered(path)
        cells = tuple(_with_role(path, cell) for cell in percent.read_cells(path))
    except SourceError as error:
        return None, [error]
    problems = [SourceError(shown(path), line, text) for line, text in find_problems(cells, unit)]
    problems = [*declaration_problems(unit), *sorted(problems, key=lambda error: error.line)]
    if problems:
        return None, problems
    return UnitSource(path.stem, path, cells, tuple(_exercises(cells))), []


def _registered(path: Path) -> Unit:
    try:
        return load_unit(path.stem)
    except UsageError as error:
        raise SourceError(shown(path), 1, f"{error} Or add its exercises module.") from None


def _with_role(path: Path, cell: PercentCell) -> SourceCell:
    known = {key for keys in KEYS.values() for key in keys}
    for key in cell.options:
        if key not in known:
            raise SourceError(
                shown(path), cell.line, f'unknown key "{key}".{did_you_mean(key, sorted(known))}'
            )
    role = _role(path, cell)
    for key in cell.options:
        if key not in KEYS[role]:
            raise SourceError(
                shown(path), cell.line, f'key "{key}" has no place on a cell of role "{role}".'
            )
    tags = json.dumps(cell.options.get("tags"))
    if role == "solution" and cell.options["tags"] != ["solution"]:
        raise SourceError(
            shown(path),
            cell.line,
            f'unknown tags {tags}. The only tag is tags=["solution"].',
        )
    slug = cell.options.get(role, "") if role in SLUG_ROLES else ""
    if not isinstance(slug, str):
        raise SourceError(shown(path), cell.line, f'the name of the {role} is not a "text".')
    return SourceCell(cell.kind, role, slug, cell.source, cell.line, cell.options)


def _role(path: Path, cell: PercentCell) -> Role:
    roles: list[Role] = [role for role in SLUG_ROLES if role in cell.options]
    if cell.demo:
        roles.append("demo")
    if "tags" in cell.options:
        roles.append("solution")
    if len(roles) > 1:
        raise SourceError(
            shown(path), cell.line, f"a cell has one role; this one has {' and '.join(roles)}."
        )
    if roles:
        return roles[0]
    if cell.kind == "code" and not cell.options:
        raise SourceError(
            shown(path),
            cell.line,
            'a code cell without a role. Add one (given="…", demo, …), or [markdown] for text.',
        )
    return "text"


def _exercises(cells: Sequence[SourceCell]) -> Iterator[ExerciseSource]:
    checks = {cell.slug: cell for cell in cells if cell.role == "check"}
    starters = {cell.slug: cell for cell in cells if cell.role == "starter"}
    for cell in cells:
        if cell.role == "exercise":
            check = checks[cell.slug]
            hints = tuple(str(cell.options[key]) for key in HINTS if key in cell.options)
            points = float(check.options["points"])
            yield ExerciseSource(cell.slug, points, hints, cell, starters.get(cell.slug), check)
