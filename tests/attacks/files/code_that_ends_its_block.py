"""Ends the block in which its code is shown, and goes on as a page.

Rule: code-is-escaped
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import LOSS, RUN, Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(loss=f"{LOSS}# </code></pre>{RUN}"))
