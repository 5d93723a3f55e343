"""Learns when and from where its answer is marked, by a picture that must be fetched.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer='A mean. <img src="http://evil.invalid/seen.png">'))
