"""Copies a check of an exercise not done, as a raw cell with an output of four points.

Rule: rebuild
Required: same-marks
Wins: grade-book
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, given, honest


def _forged(points: str) -> dict[str, object]:
    return {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": points},
    }


def attack(desk: Desk) -> None:
    copied = given("gradient-descent") | {"cell_type": "raw", "outputs": [_forged("4.0")]}
    desk.hand_in(honest(last=[copied]))
