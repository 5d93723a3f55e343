"""Writes one line over which a highlighter sits for minutes.

Rule: highlighter-spared
Required: same-marks
Wins: slow
"""

from __future__ import annotations

from tests.attacks.file_corpus import LOSS, Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(loss=LOSS + 'MARK = "%' + "0" * 8_000 + '"'))
