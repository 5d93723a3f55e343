"""Runs the cells of ada's notebook in place of an answer.

Rule: landlock
Required: loses-the-exercise
Wins: marks
"""

from __future__ import annotations

from tests.attacks.file_corpus import NOTEBOOK, Desk, honest

STEAL = """\
import json
other = json.loads(open({path!r}).read())
for cell in other["cells"]:
    if "def mse_loss" in "".join(cell["source"]):
        exec("".join(cell["source"]))
"""


def attack(desk: Desk) -> None:
    path = str(desk.of("ada") / NOTEBOOK)
    desk.hand_in(honest(loss=STEAL.format(path=path)))
