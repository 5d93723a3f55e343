"""Turns the order of letters round, so that code reads otherwise than it runs.

Rule: no-turned-letters
Required: same-marks
Wins: turned
"""

from __future__ import annotations

from tests.attacks.file_corpus import LOSS, Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(loss=f"{LOSS}# \u202eetirw\u202c the loss\u2066\n"))
