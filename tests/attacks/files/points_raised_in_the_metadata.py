"""Makes its right answer worth six hundred points: in the cell's metadata stand the points.

Rule: rebuild
Required: same-marks
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
    book = honest()
    for cell in book["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("grade_id") == "mse-loss":
            about["points"] = 600
            cell |= {"cell_type": "raw", "outputs": [_forged("600.0")]}
    desk.hand_in(book)
