"""Has the seed copied into its own feedback folder: the exchange's secret is a link to it.

Rule: small-files-without-links
Required: same-marks
Wins: canary
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
    (desk.folder / "submission_secret.txt").symlink_to(desk.root / ".grading_seed")
