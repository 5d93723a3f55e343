"""Writes a link that runs a script when it is clicked.

Rule: link-schemes
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer='<a href="javascript:document.title=1">My sources</a>'))
