"""Has a name that ends the string in which formgrader's scripts keep it.

Rule: ids-without-markup
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

STUDENT = 'eve" onmouseover="document.title=1'


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
