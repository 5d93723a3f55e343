"""Makes the graded notebook too large to open, by thousands of cells.

Rule: extras-cap
Required: same-marks
Wins: size
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest, words


def attack(desk: Desk) -> None:
    book = honest()
    book["cells"][:0] = [words("x" * 100)] * 4_000
    desk.hand_in(book)
