"""The two small files beside a submission that nbgrader's exchange asks for."""

from __future__ import annotations

import secrets
from pathlib import Path

from autograder.integrations.marks import read_small

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
LONG_AGO = "1970-01-01 00:00:00 UTC"
"""For a submission without a time: older than any, so that a real one later counts."""


def side_files(*folders: Path) -> dict[str, str]:
    """Their text by name, from the first folder that has them, else made up.

    ``nbgrader release_feedback`` stops for the whole class at the first student
    without them, e.g. one whose work came by e-mail and not through the exchange.
    """
    return {
        TIMESTAMP: _first(TIMESTAMP, folders) or LONG_AGO,
        SECRET: _first(SECRET, folders) or secrets.token_hex(32),
    }


def _first(name: str, folders: tuple[Path, ...]) -> str | None:
    return next(filter(None, (read_small(folder / name) for folder in folders)), None)
