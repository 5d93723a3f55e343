"""Draws a picture that runs when it is shown.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer='A mean.\n\n<svg onload="document.title=1"><circle r="4"/></svg>'))
