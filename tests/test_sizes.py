"""Modules that fit in the head, functions that fit on a screen.

Aim below 300 lines and below 40; the tests fail only far beyond.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

PACKAGE = Path(__file__).resolve().parents[1] / "autograder"
MODULE_LIMIT, FUNCTION_LIMIT, SHOWN = 600, 100, 5


def modules() -> dict[str, int]:
    """Lines of every module of the package."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {str(p.relative_to(PACKAGE.parent)): len(p.read_text().splitlines()) for p in paths}


def functions() -> dict[str, int]:
    """Lines of every function of the package, nested ones counted on their own too."""
    return {
        f"{path.relative_to(PACKAGE.parent)}:{name}": lines
        for path in sorted(PACKAGE.rglob("*.py"))
        for name, lines in functions_of(path.read_text())
    }


def functions_of(source: str) -> Iterator[tuple[str, int]]:
    """Name (with its line) and length of every function in a module's source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def table(sizes: dict[str, int]) -> str:
    """Count, median and the largest few."""
    largest = sorted(sizes.items(), key=lambda item: -item[1])[:SHOWN]
    rows = [f"  {lines:4d}  {name}" for name, lines in largest]
    head = f"{len(sizes)}, median {median(sizes.values()):.0f} lines, largest:"
    return "\n".join([head, *rows])


def test_modules_fit_in_the_head(at_the_end: Callable[[str], None]) -> None:
    """Is no module far beyond what a reader can hold?"""
    sizes = modules()
    at_the_end(f"modules: {table(sizes)}")
    assert {name: n for name, n in sizes.items() if n > MODULE_LIMIT} == {}


def test_functions_fit_on_a_screen(at_the_end: Callable[[str], None]) -> None:
    """Is no function far beyond a screen?"""
    sizes = functions()
    at_the_end(f"functions: {table(sizes)}")
    assert {name: n for name, n in sizes.items() if n > FUNCTION_LIMIT} == {}


def test_a_long_function_is_counted_whole() -> None:
    """Does the count hold the first and the last line, and nested functions?"""
    source = "def outer():\n    def inner():\n        pass\n\n    return inner\n"
    assert dict(functions_of(source)) == {"1 outer": 5, "2 inner": 2}
