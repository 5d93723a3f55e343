"""Student code → arrays. A fork server, confined children, and a wire that is not believed.

Nothing here has ever seen an answer: this room imports no judge and no key.
"""

from __future__ import annotations

from autograder.sandbox.client import Child, Sandbox
from autograder.sandbox.records import CellOutcome, Level, Limits, Rules

__all__ = ["CellOutcome", "Child", "Level", "Limits", "Rules", "Sandbox"]
