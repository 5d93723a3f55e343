"""Shows a page of its own inside the marker's.

Rule: cleaning
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

ANSWER = """\
A mean.

<iframe srcdoc="<script>parent.document.title=1</script>"></iframe>
"""


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer=ANSWER))
