"""Puts a numpy of its own beside the notebook, for the sandbox to import before it is confined.

The teacher works in that folder, with a PYTHONPATH that holds it.

Rule: isolated-interpreter
Behind: empty-environment
Required: same-marks
Wins: ran-here
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest())
    (desk.folder / "numpy.py").write_text(f"open({str(desk.root / 'ran')!r}, 'w')\n")
