"""Was handed in when ada's was: its time is a link to hers.

Rule: small-files-without-links
Required: same-marks
Wins: time
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
    (desk.folder / "timestamp.txt").symlink_to(desk.of("ada") / "timestamp.txt")
