"""Stops its answer with a script for words.

Rule: card-is-escaped
Required: loses-the-exercise
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import RUN, Desk, raising


def attack(desk: Desk) -> None:
    desk.hand_in(raising(RUN))
