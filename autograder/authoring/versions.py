"""Which state of its sources a unit's keys are made from. Loads quickly."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Sequence
from pathlib import Path

from autograder import exercises
from autograder.layout import Course


def unit_version(course: Course, unit: str) -> str:
    """The version of a unit's keys; raises ``OSError`` where a source cannot be read."""
    return version_of((*exercise_files(unit), course.source(unit), course.bank(unit)))


def version_of(files: Sequence[Path]) -> str:
    """Twelve hex digits that change when any of the files does."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def exercise_files(unit: str) -> list[Path]:
    """The unit's module in ``autograder.exercises``, and all there that it leads to."""
    folder = Path(exercises.__file__).parent
    found: dict[Path, None] = {}
    left = [folder / f"unit_{unit}.py"]
    while left:
        path = left.pop(0)
        if path not in found and path.is_file():
            found[path] = None
            left += [folder / f"{name}.py" for name in _names_imported(path)]
    return list(found)


def _names_imported(path: Path) -> list[str]:
    """Modules of ``autograder.exercises`` that a module imports, as wholes or names of them."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    package = exercises.__name__
    wholes = [a.name for node in froms if node.module == package for a in node.names]
    parts = [str(node.module) for node in froms if str(node.module).startswith(f"{package}.")]
    return sorted({*wholes, *(part.removeprefix(f"{package}.") for part in parts)})
