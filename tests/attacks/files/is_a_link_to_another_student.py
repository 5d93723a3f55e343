"""Is itself a link to ada's folder.

Rule: links
Behind: open-without-links
Required: unreadable
Wins: marks
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk


def attack(desk: Desk) -> None:
    desk.of(desk.student).parent.symlink_to(desk.of("ada").parent)
