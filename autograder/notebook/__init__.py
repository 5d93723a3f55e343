"""Submissions: cells read safely from files that students sent."""

from __future__ import annotations

from autograder.notebook.cells import Cell, Submission, asked_slugs
from autograder.notebook.reading import Reader

__all__ = ["Cell", "Reader", "Submission", "asked_slugs"]
