"""Leaves a picture among the outputs that is a program.

Rule: rebuild
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import RUN, Desk, code, honest


def attack(desk: Desk) -> None:
    picture = f'<svg xmlns="http://www.w3.org/2000/svg">{RUN}</svg>'
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": picture}}
    desk.hand_in(honest(last=[code("1") | {"outputs": [output]}]))
