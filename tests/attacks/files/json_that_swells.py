"""Makes four megabytes of JSON a hundred in the teacher's process.

Rule: killable-parser
Required: same-marks
Wins: memory
"""

from __future__ import annotations

import json

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    book = honest()
    book["metadata"]["swells"] = []
    lists = "[" + "[]," * 1_300_000 + "[]]"
    desk.hand_in(json.dumps(book).replace('"swells": []', f'"swells": {lists}'))
