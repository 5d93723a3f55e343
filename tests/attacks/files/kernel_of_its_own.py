"""Names the kernel in which the teacher's Jupyter will run it.

Rule: rebuild
Required: same-marks
Wins: metadata
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    book = honest()
    book["metadata"]["kernelspec"] = {"name": "evil", "display_name": "Python 3", "language": "sh"}
    desk.hand_in(book)
