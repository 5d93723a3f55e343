"""Writes a link into the Jupyter server in which the page is shown.

Rule: links-to-the-web-only
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer="[My sources](/api/contents/.grading_seed?content=1)"))
