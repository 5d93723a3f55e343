"""Puts a page of its own beside the notebook, to come back to it as feedback.

Rule: nothing-beside-is-taken
Required: same-marks
Wins: beside
"""

from __future__ import annotations

from tests.attacks.file_corpus import CANARY, RUN, Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
    (desk.folder / "results.html").write_text(f"{CANARY} {RUN}")
