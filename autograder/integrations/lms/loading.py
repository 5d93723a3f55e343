"""A roster from the disk. Apart from the export, which loads nbgrader: collecting does without."""

from __future__ import annotations

from pathlib import Path

from autograder.errors import Unreadable, UsageError
from autograder.integrations.lms.roster import Roster, read_roster
from autograder.notebook.opening import read_bytes

LARGEST_ROSTER = 20_000_000


def load_roster(path: Path, to: str = "") -> Roster:
    """The roster in a file; raises ``UsageError``. ``to``: the system it must be of."""
    try:
        text = read_bytes(path, LARGEST_ROSTER).decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(
            f"{path} is not UTF-8, perhaps because a spreadsheet saved it. Export it again."
        ) from None
    except Unreadable:
        raise UsageError(
            f"{path} cannot be read: a roster is a CSV file of at most "
            f"{LARGEST_ROSTER // 1_000_000} MB."
        ) from None
    found = read_roster(text, path.name)
    if to and found.kind != to:
        raise UsageError(
            f"{path} is an export of {found.kind.title()}, not of {to.title()}. "
            f"Write --to {found.kind}, or give the other's."
        )
    return found
