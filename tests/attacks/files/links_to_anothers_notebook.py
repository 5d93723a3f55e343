"""Hands in a link to ada's notebook.

Rule: links
Behind: open-without-links
Required: unreadable
Wins: marks
"""

from __future__ import annotations

from tests.attacks.file_corpus import NOTEBOOK, Desk


def attack(desk: Desk) -> None:
    (desk.folder / NOTEBOOK).symlink_to(desk.of("ada") / NOTEBOOK)
