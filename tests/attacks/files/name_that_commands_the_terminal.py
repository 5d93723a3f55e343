"""Has a name that sets the title of the teacher's terminal, and wipes its screen.

Rule: terminal-is-escaped
Required: same-marks
Wins: terminal
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

STUDENT = "\x1b]0;pwned\x07\x1b[2Jeve"


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
