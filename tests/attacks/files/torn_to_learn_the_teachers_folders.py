"""Hands in no notebook, to read in its feedback where the teacher keeps the class.

Rule: folders-are-not-told
Required: unreadable
Wins: folder
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk


def attack(desk: Desk) -> None:
    desk.hand_in("{ no notebook")
