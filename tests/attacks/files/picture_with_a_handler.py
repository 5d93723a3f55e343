"""Writes a picture that is not there, and what to do about it.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer='A mean. <img src="x" onerror="document.title=1">'))
