"""Students' ids as they are shown: whatever somebody is called, a page stays a page."""

from __future__ import annotations

import unicodedata

from autograder.rendering import plain

LONGEST = 48
MARKS = 2
"""Combining marks that may stand on one letter; more climb over the lines above."""


def shown_name(student: str) -> str:
    """An id without control characters, towers of accents and endless length."""
    kept: list[str] = []
    row = 0
    for letter in unicodedata.normalize("NFC", plain(student)):
        row = row + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if row <= MARKS:
            kept.append(letter)
    whole = "".join(kept).replace("\n", " ")
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
