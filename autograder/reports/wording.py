"""What is said to the teacher, said to the student."""

from __future__ import annotations

import re

_ASKED = (
    (re.compile(r"Ask the student to (\w)"), lambda found: found[1].upper()),
    (re.compile(r" ?Grade this student again\."), lambda found: ""),
    (re.compile(r"Has the student handed"), lambda found: "Have you handed"),
    (re.compile(r"grade again"), lambda found: "hand it in again"),
)
"""What a sentence for the teacher asks for, and how a student is asked for it."""


def to_the_student(said: str) -> str:
    """A sentence for the teacher, said to the student."""
    for words, instead in _ASKED:
        said = words.sub(instead, said)
    return said
