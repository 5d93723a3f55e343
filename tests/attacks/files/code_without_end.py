"""Makes its page too large to open, by code without end.

Rule: code-cap
Required: same-marks
Wins: size
"""

from __future__ import annotations

from tests.attacks.file_corpus import LOSS, Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(loss=LOSS + "# nothing\n" * 200_000))
