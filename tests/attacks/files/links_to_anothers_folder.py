"""Hands in a link to the folder of ada's unit.

Rule: links
Behind: open-without-links
Required: unreadable
Wins: marks
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk


def attack(desk: Desk) -> None:
    desk.of(desk.student).parent.mkdir()
    desk.of(desk.student).symlink_to(desk.of("ada"))
