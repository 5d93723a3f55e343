"""Has a name that the library of the teacher's terminal would take for a colour.

Rule: terminal-takes-no-markup
Required: same-marks
Wins: markup
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

STUDENT = "eve[red]"


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
