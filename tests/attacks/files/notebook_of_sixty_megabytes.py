"""Has the teacher's process read a file until its memory is full.

The notebook itself is all right; white space follows it.

Rule: size-cap
Required: unreadable
Wins: memory
"""

from __future__ import annotations

import json

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    text = json.dumps(honest()).encode()
    desk.hand_in(text + b" " * 60_000_000)
