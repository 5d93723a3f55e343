"""Puts a module beside the notebook that a command called there would import.

Rule: nothing-from-here
Required: same-marks
Wins: ran-here
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
    (desk.folder / "pickle.py").write_text(f"open({str(desk.root / 'ran')!r}, 'w')\n")
