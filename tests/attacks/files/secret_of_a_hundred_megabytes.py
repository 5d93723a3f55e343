"""Fills the disk with copies of a huge file that the exchange expects to be small.

The file is a hole: it takes no room where it lies.

Rule: small-files-are-small
Required: same-marks
Wins: size
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
    with open(desk.folder / "submission_secret.txt", "wb") as file:
        file.truncate(100_000_000)
