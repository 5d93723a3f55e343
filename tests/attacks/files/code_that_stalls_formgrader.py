"""Writes one line over which the teacher's Jupyter sits for minutes when the notebook is opened.

Rule: formgrader-spared
Required: same-marks
Wins: slow-formgrader
"""

from __future__ import annotations

from tests.attacks.file_corpus import LOSS, Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(loss=LOSS + 'MARK = "%' + "0" * 8_000 + '"'))
