"""Puts a link to the seed beside the notebook: nbgrader copies what it leads to.

Rule: nothing-beside-is-taken
Required: same-marks
Wins: beside
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
    (desk.folder / "notes.html").symlink_to(desk.root / ".grading_seed")
