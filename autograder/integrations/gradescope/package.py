"""Which modules of the package go into the zip: all that grading one unit loads."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.authoring.student_package import named, reached

ROOMS = ("exercises", "judging", "notebook", "sandbox")
"""Rooms that go whole: their modules also find each other by name. Students have them too."""
STARTS = ("__init__", "integrations/gradescope/run")


def runner_files() -> list[Path]:
    """The modules, relative to the package.

    An import inside a function is not followed: those are of the teacher's commands, which
    read solutions.
    """
    return reached(STARTS, ROOMS, _loads)


def _loads(path: Path) -> Iterator[Path]:
    """The modules of ours that are loaded with one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (file for node in _loaded(tree.body) for file in named(node))


def _loaded(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when a module is imported."""
    for node in body:
        yield node
        if isinstance(node, ast.If) and not _is_for_types(node):
            yield from _loaded([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from _loaded([*node.body, *node.orelse, *node.finalbody])


def _is_for_types(node: ast.If) -> bool:
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
