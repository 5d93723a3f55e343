"""Writes code that the next renderer of Markdown makes a link that runs.

nbconvert renders Markdown once more, and lets such links pass.

Rule: one-block
Required: same-marks
Wins: page
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, honest

ANSWER = """\
> ```
>
>
> [My sources](javascript:document.title=1)
> ```
"""


def attack(desk: Desk) -> None:
    desk.hand_in(honest(answer=ANSWER))
