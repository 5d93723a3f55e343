"""Shows the marker one list of cells, and has another one graded.

JSON leaves open which of two equal keys counts; a reader that takes the last one grades
what another program never shows.

Rule: keys-once
Required: unreadable
Wins: marks
"""

from __future__ import annotations

import json

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    shown = json.dumps(honest(loss="raise NotImplementedError"))[:-1]
    graded = json.dumps(honest()["cells"])
    desk.hand_in(f'{shown}, "cells": {graded}}}')
