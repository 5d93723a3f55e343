"""Hands in a link to the notebook with the solutions, which lies in a place well known.

Rule: links
Behind: open-without-links
Required: unreadable
Wins: marks
"""

from __future__ import annotations

from tests.attacks.file_corpus import NOTEBOOK, UNIT, Desk


def attack(desk: Desk) -> None:
    (desk.folder / NOTEBOOK).symlink_to(desk.root / "build" / "source" / UNIT / NOTEBOOK)
