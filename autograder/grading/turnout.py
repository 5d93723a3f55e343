"""How many handed a unit in: what a teacher should know before others get a 0 for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.submissions import Handed, handed_in
from autograder.rendering import escaped

NAMED = 5
"""Students that are named in a sentence; the others are counted."""


def with_work(
    folders: Mapping[str, Path], units: Sequence[str]
) -> tuple[tuple[str, ...], list[str]]:
    """The units of which somebody handed in something, and a sentence for each other.

    Raises ``UsageError`` where there is no such unit: a mistake, which must give nobody a 0.
    """
    there = tuple(
        unit
        for unit in units
        if any(not handed_in(student, folder, unit).absent for student, folder in folders.items())
    )
    said = [
        f"Nobody handed in {unit}: nothing was graded or written."
        for unit in units
        if unit not in there
    ]
    if not there:
        raise UsageError(" ".join(said))
    return there, said


def few_handed_in(unit: str, handed: Sequence[Handed], kept: int) -> list[str]:
    """A sentence where fewer than half of a class handed a unit in, and the others get 0.

    kept: those without work whose marks of before stay in the grade book.
    """
    came = sum(one.status != "not-attempted" for one in handed)
    others = len(handed) - came - kept
    if others <= 0 or 2 * came >= len(handed):
        return []
    who = f"{others} of the others" if kept else "the others"
    gets = "gets" if others == 1 and kept else "get"
    return [
        f"{unit}: {came} of {len(handed)} handed it in; {who} {gets} 0 "
        "(--missing blank leaves them blank)."
    ]


def unreadable_times(unit: str, handed: Iterable[Handed]) -> list[str]:
    """A sentence about those whose ``timestamp.txt`` tells no time: they are never late."""
    from autograder.integrations.marks import submitted_at
    from autograder.integrations.side_files import TIMESTAMP

    found = [
        escaped(one.student)
        for one in handed
        if one.readable
        and os.path.lexists(one.path.parent / TIMESTAMP)
        and submitted_at(one.path.parent) is None
    ]
    if not found:
        return []
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return [
        f"{unit}: {TIMESTAMP} tells no time that can be read, so nothing is taken for late: "
        f"{', '.join(found[:NAMED])}{more}. Write e.g. 2026-03-02 08:00:00 UTC, and grade again."
    ]
