"""Leaves a script among the outputs of a cell.

Rule: rebuild
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import RUN, Desk, code, honest


def attack(desk: Desk) -> None:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": RUN}}
    book = honest(last=[code("1") | {"outputs": [output]}])
    desk.hand_in(book)
