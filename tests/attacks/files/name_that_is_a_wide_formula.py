"""Has a name that a spreadsheet works out in some East Asian settings.

Rule: no-formulas
Required: same-marks
Wins: formula
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

STUDENT = "＝1+1"


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
