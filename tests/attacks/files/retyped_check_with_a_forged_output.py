"""Makes the check a raw cell that keeps its name, its points and an output of six points.

Rule: rebuild
Required: loses-the-exercise
Wins: grade-book
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def _forged(points: str) -> dict[str, object]:
    return {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": points},
    }


def attack(desk: Desk) -> None:
    book = honest(loss="")
    check = next(c for c in book["cells"] if "".join(c["source"]) == 'check("mse-loss")')
    check |= {"cell_type": "raw", "outputs": [_forged("6.0")]}
    desk.hand_in(book)
