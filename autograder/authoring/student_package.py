"""Which modules of the package students get: all that a notebook and ``check`` import."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import autograder
from autograder.errors import AutograderError

PACKAGE = Path(autograder.__file__).parent
ROOMS = ("exercises", "judging", "notebook", "sandbox", "student")
"""Rooms that students get whole: their modules also find each other by name."""
STARTS = ("__init__", "__main__", "cli")
"""Modules that students get with whatever these import."""
TEACHERS = ("authoring", "integrations", "reports")
COMMANDS = "cli"
STUDENT_COMMANDS = ("check",)
"""Each command imports its room when called: only these commands are followed."""


def student_files() -> list[Path]:
    """The files of the student's package, relative to it. Keys are not among them."""
    files = reached(STARTS, ROOMS, _imported)
    leaks = [str(file) for file in files if file.parts[0] in TEACHERS]
    if leaks:
        raise AutograderError(
            f"The student's package would need {', '.join(leaks)}: a module that students get "
            "imports from a room of the teacher's."
        )
    return files


def reached(
    starts: Iterable[str], rooms: Iterable[str], leads_to: Callable[[Path], Iterable[Path]]
) -> list[Path]:
    """Modules to start with, rooms as a whole, and all they lead to; relative to the package."""
    left = [PACKAGE / f"{start}.py" for start in starts]
    left += [path for room in rooms for path in sorted((PACKAGE / room).rglob("*.py"))]
    found: set[Path] = set()
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += leads_to(path)
    return sorted(path.relative_to(PACKAGE) for path in found)


def _imported(path: Path) -> Iterator[Path]:
    """The modules of the package that a module imports, with their packages' own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if path.stem != COMMANDS or not _is_teachers_command(node):
            yield from (file for inner in ast.walk(node) for file in named(inner))


def _is_teachers_command(node: ast.stmt) -> bool:
    if not isinstance(node, ast.FunctionDef):
        return False
    return bool(node.decorator_list) and node.name not in STUDENT_COMMANDS


def named(node: ast.AST) -> Iterator[Path]:
    """The modules of the package that an import names, with their packages' own."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        names = []
    for name in names:
        yield from _files(name)


def _files(name: str) -> Iterator[Path]:
    """The files of a dotted name that is ours: the module, and the packages around it."""
    first, *rest = name.split(".")
    if first != PACKAGE.name:
        return
    for n in range(len(rest) + 1):
        place = PACKAGE.joinpath(*rest[:n])
        candidates = (place / "__init__.py", place.with_suffix(".py"))
        yield from (file for file in candidates if file.is_file())
