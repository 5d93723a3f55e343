"""Hands in a notebook whose name commands the terminal in which it is told.

Rule: terminal-is-escaped
Required: unreadable
Wins: terminal
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest


def attack(desk: Desk) -> None:
    desk.hand_in(honest(), name="\x1b]0;pwned\x07.ipynb")
