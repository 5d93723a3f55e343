"""Writes an answer over which a renderer of Markdown sits for minutes.

Rule: answer-cap
Required: same-marks
Wins: slow
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer="[a](b" * 60_000))
