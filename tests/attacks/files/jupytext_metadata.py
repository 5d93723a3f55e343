"""Asks the Jupyter in which the teacher opens the graded notebook to write a file elsewhere.

Rule: rebuild
Required: same-marks
Wins: metadata
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    book = honest()
    book["metadata"]["jupytext"] = {"formats": "ipynb,../../../../stolen//py:percent"}
    desk.hand_in(book)
