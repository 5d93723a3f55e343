"""The names of those who handed in, as ``nbgrader db student import`` reads them.

A grade book that nobody told a name calls everybody "None, None". Only those with a folder
are in the file: whoever is in a grade book and has no work gets 0 points.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.integrations.lms.names import fold
from autograder.integrations.lms.roster import Person, Roster
from autograder.reports.tables import to_csv

FILE = "students.csv"
HEAD = ("id", "first_name", "last_name", "email")


def students_csv(roster: Roster, folders: Mapping[str, str]) -> str:
    """A row for each person of the roster who has a folder; ``""`` where nobody has.

    folders: by their names, and by what a disk without case calls them.
    """
    ids = roster.ids_beside({*folders.values()})
    found = ((p, folders.get(fold(ids.get(p.row, "")))) for p in roster.people)
    rows = [(name, *_halves(p), p.get("email")) for p, name in found if name]
    return to_csv([HEAD, *sorted(rows)]) if rows else ""


def _halves(person: Person) -> tuple[str, str]:
    """First and last name, as far as the roster tells them apart."""
    if person.get("first") or person.get("last"):
        return person.get("first"), person.get("last")
    name = person.name
    if "," in name:
        last, first = name.split(",", 1)
        return first.strip(), last.strip()
    first, _, last = name.strip().rpartition(" ")
    return first, last
