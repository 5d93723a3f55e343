"""Has its cells hidden from whoever marks them, and not run, by tags.

Rule: rebuild
Required: same-marks
Wins: metadata
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    book = honest()
    for cell in book["cells"]:
        cell["metadata"]["tags"] = ["remove_cell", "skip-execution", "hide_input"]
    desk.hand_in(book)
