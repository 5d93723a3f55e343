"""The names of those who handed in, as ``nbgrader db student import`` reads them.

A grade book that nobody told a name calls everybody "None, None". Only those with a folder
are in the file: whoever is in a grade book and has no work gets 0 points.
"""

from __future__ import annotations

from collections.abc import Collection

from autograder.integrations.lms.roster import Person, Roster
from autograder.reports.tables import to_csv

FILE = "students.csv"
HEAD = ("id", "first_name", "last_name", "email")


def students_csv(roster: Roster, folders: Collection[str]) -> str:
    """A row for each person of the roster who has a folder; ``""`` where nobody has."""
    ids = roster.ids_beside(folders)
    here = [(ids[p.row], p) for p in roster.people if ids.get(p.row) in folders]
    rows = [(student, *_halves(person), person.get("email")) for student, person in here]
    rows.sort()
    return to_csv([HEAD, *rows]) if rows else ""


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
