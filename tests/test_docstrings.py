"""Every test says in a sentence what it asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parent


def unsaid(source: str) -> Iterator[str]:
    """The tests of a module that say nothing, or no whole sentence."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = (ast.get_docstring(node) or "").split("\n\n")[0].strip()
            if not first.endswith((".", "?", ")")):
                yield node.name


def test_every_test_says_what_it_asks() -> None:
    """Has each test a docstring whose first paragraph is a sentence or a question?"""
    modules = sorted(TESTS.rglob("test_*.py"))
    assert len(modules) > 20
    found = {
        str(p.relative_to(TESTS)): names for p in modules if (names := [*unsaid(p.read_text())])
    }
    assert found == {}


def test_a_silent_test_is_found() -> None:
    """Is a test without docstring found, and one that only names a topic?"""
    source = (
        'def test_a():\n    pass\n\ndef test_b():\n    "topic"\n\ndef test_c():\n    "Is it so?"\n'
    )
    assert list(unsaid(source)) == ["test_a", "test_b"]
