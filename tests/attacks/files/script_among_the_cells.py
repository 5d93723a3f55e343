"""Adds a Markdown cell of its own, with a script.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import RUN, Desk, honest, words


def attack(desk: Desk) -> None:
    desk.hand_in(honest(last=[words(RUN)]))
