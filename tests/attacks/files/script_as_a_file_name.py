"""Hands in a notebook whose name is a script: the teacher is told what lies there.

Rule: problem-is-escaped
Required: unreadable
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

TAG = '<img src=x onerror="document.title=1">'


def attack(desk: Desk) -> None:
    desk.hand_in(honest(), name=f"{TAG}.ipynb")
