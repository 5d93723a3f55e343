"""Backprop by Hand: what a course notebook imports.

Everything is loaded on first use, so that ``import autograder.sandbox`` in a
grading process carries nothing but the sandbox, and ``import autograder`` in a
notebook stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_STUDENT = ("check", "example", "hint", "progress", "start", "plots")

__all__ = ["__version__", "check", "example", "hint", "plots", "progress", "start"]


def __getattr__(name: str) -> Any:
    if name in _STUDENT:
        return getattr(import_module("autograder.student"), name)
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
