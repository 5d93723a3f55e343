"""Students' ids as they are shown: whatever somebody is called, a page stays a page."""

from __future__ import annotations

import unicodedata

from autograder.rendering import plain, without_towers

LONGEST = 48
MARKS = 2
"""Combining marks that may stand on one letter; more climb over the lines above."""


def shown_name(student: str) -> str:
    """An id without control characters, towers of accents and endless length."""
    whole = without_towers(unicodedata.normalize("NFC", plain(student)), MARKS).replace("\n", " ")
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
