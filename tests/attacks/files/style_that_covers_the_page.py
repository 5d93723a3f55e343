"""Covers the marks with a box of its own, by style alone.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

STYLE = "position:fixed;top:0;left:0;width:100%;height:100%;background:#fff"
ANSWER = f'<div style="{STYLE}">24 / 24</div>'


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer=ANSWER))
