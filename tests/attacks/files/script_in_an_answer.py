"""Writes a script into an answer in words.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import RUN, Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer=f"A mean. {RUN}"))
