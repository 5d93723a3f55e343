"""What we gave out, read from our own notebook. Roles are taken from nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.errors import UsageError
from autograder.grading.plan import Released, same_text


def read_released(path: Path) -> Released:
    """The roles in one of our notebooks; raises ``UsageError`` if there is none at ``path``."""
    return released(_read(path))


def released_points(path: Path) -> dict[str, float]:
    """Points by exercise and question in one of our notebooks; raises as ``read_released``."""
    cells = [cell["metadata"].get("nbgrader", {}) for cell in _read(path).get("cells", ())]
    return {str(cell["grade_id"]): float(cell["points"]) for cell in cells if cell.get("grade")}


def released_as_exam(path: Path) -> bool:
    """Whether one of our notebooks was built for an exam; raises as ``read_released``."""
    return bool(_read(path).get("metadata", {}).get("autograder", {}).get("exam", False))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        notebook: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The notebook that students got, {path}, cannot be read. Run: autograder build"
        ) from error
    return notebook


def other_version(path: Path) -> str:
    """Says that a notebook of ours is of another course version than the package; else ``""``.

    As ``start`` does in the notebook, it looks at the first two numbers.
    """
    try:
        made = _word({"metadata": json.loads(path.read_text(encoding="utf-8"))["metadata"]},
                     "autograder", "version")  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return ""  # said by whoever needs the notebook
    if not made or made.split(".")[:2] == __version__.split(".")[:2]:
        return ""
    return (
        f"{path.name} was made by version {made} of backprop-by-hand, and version {__version__} "
        "grades: install the version of this course root, or run autograder build and release anew."
    )


def released(notebook: Mapping[str, Any]) -> Released:
    """The demo cells, locked helper cells and answer cells of a notebook that we made."""
    cells = list(_code(notebook))
    return Released(
        demos=frozenset(same_text(text) for text, role, _ in cells if role == "demo"),
        given=tuple(text for text, role, _ in cells if role == "given"),
        answers={
            grade_id.removesuffix("-answer"): text
            for text, _, grade_id in cells
            if grade_id.endswith("-answer")
        },
    )


def _code(notebook: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Text, role and grade_id of each code cell; whatever is no such cell is left out."""
    cells = notebook.get("cells")
    for cell in cells if isinstance(cells, list) else []:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        yield text, _word(cell, "autograder", "role"), _word(cell, "nbgrader", "grade_id")


def _word(cell: Mapping[str, Any], *keys: str) -> str:
    found: Any = cell.get("metadata")
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""
