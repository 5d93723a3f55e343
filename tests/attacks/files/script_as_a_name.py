"""Is called by a tag, which formgrader puts into its page.

Rule: ids-without-markup
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

STUDENT = '<img src=x onerror="document.title=1">'


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
