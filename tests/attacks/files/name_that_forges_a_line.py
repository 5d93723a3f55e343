"""Has a name of two lines: the second says that somebody has all marks.

Rule: terminal-is-escaped
Required: same-marks
Wins: terminal
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

STUDENT = "eve\nada     20 of 20"


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
