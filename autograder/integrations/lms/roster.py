"""Who is in a course, from the file that the teacher exports from Canvas or Moodle.

Canvas: Gradebook, Export. The header begins ``Student, ID`` (or ``LastName, FirstName,
ID``), then perhaps ``SIS User ID``, ``SIS Login ID``, ``Integration ID`` and ``Root
Account``, and the last column about a person is ``Section``; assignments come behind it
(canvas-lms, lib/gradebook_exporter.rb and gradebook_importer.rb). Moodle: a grade export,
the list of participants, or an assignment's grading worksheet, in English; its columns
about a person are those in ``MOODLE``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from autograder.errors import UsageError
from autograder.integrations.lms.names import fold, folder_name, nfc, plain_id
from autograder.integrations.lms.raw_csv import RawRow, RawTable, split

Kind = Literal["canvas", "moodle"]

CANVAS = {
    "student": "name",
    "lastname": "last",
    "firstname": "first",
    "id": "id",
    "sis user id": "number",
    "sis login id": "login",
    "integration id": "",
    "root account": "",
    "section": "",
}
MOODLE = {
    "identifier": "id",
    "full name": "name",
    "first name": "first",
    "last name": "last",
    "surname": "last",
    "username": "login",
    "id number": "number",
    "email address": "email",
    "email": "email",
    "institution": "",
    "department": "",
    "groups": "",
}
POINTS_POSSIBLE = "Points Possible"
_NUMBER = 2
"""Where the number stands among the ids that a person could have."""
_PARTICIPANT = re.compile(r"\D*(\d+)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True)
class Person:
    """One row about a person: what is known of them, by its kind in ``CANVAS`` or ``MOODLE``."""

    row: int
    known: dict[str, str] = field(default_factory=dict)

    def get(self, kind: str) -> str:
        return self.known.get(kind, "")

    @property
    def name(self) -> str:
        """As a reader knows them."""
        both = " ".join(filter(None, (self.get("first"), self.get("last"))))
        return self.get("name") or both or self.get("login") or self.get("email")

    @property
    def names(self) -> set[str]:
        """Every order in which the two halves of the name are written, for comparison."""
        halves = (self.get("first"), self.get("last"))
        if "," in self.get("name"):
            last, first = self.get("name").split(",", 1)
            halves = (first, last)
        found = {self.get("name"), " ".join(halves), " ".join(reversed(halves))}
        return {same_name(name) for name in found if name.strip(" ,")}

    @property
    def keys(self) -> Iterator[str]:
        """What a grade book may call them, the surest first."""
        login, email = self.get("login"), self.get("email")
        yield from (login, self.get("number"), email, _local(login), _local(email), self.get("id"))
        yield f"{same_name(self.get('name'))}_{self.get('id')}"
        for first, last in (("first", "last"), ("last", "first")):
            halves = (self.get(first), self.get(last))
            yield " ".join(halves) if all(halves) else ""


@dataclass(frozen=True)
class Roster:
    """The file and the people in it. ``identity``: the columns that say who somebody is."""

    kind: Kind
    table: RawTable
    people: tuple[Person, ...]
    identity: tuple[int, ...]
    source: str = "the roster"

    @property
    def header(self) -> list[str]:
        return self.table.values(self.table.rows[0])

    @cached_property
    def ids(self) -> dict[int, str]:
        """A student id for each person's row, no two alike on any disk."""
        return self.ids_beside(())

    def ids_beside(self, there: Collection[str]) -> dict[int, str]:
        """The same, where somebody keeps the id whose folder is ``there`` and only theirs.

        Ids are given out level by level: all logins first, names last, and nobody is given
        another's number. So no login or number depends on what somebody else is called.
        """
        wishes = {person.row: _wishes(person) for person in self.people}
        folders = set(map(fold, there))
        common = Counter(w for mine in wishes.values() for w in {fold(w) for w in mine if w})
        ids: dict[int, str] = {}
        for row, mine in wishes.items():
            kept = [w for w in mine if w and fold(w) in folders and common[fold(w)] == 1]
            ids |= {row: kept[0]} if kept else {}
        claimed = set(map(fold, ids.values()))
        numbers = rows_by_key((fold(mine[_NUMBER]), row) for row, mine in wishes.items())
        for level in range(len(next(iter(wishes.values())))):
            asked = {row: fold(mine[level]) for row, mine in wishes.items() if mine[level]}
            if level:
                asked = {r: w for r, w in asked.items() if numbers.get(w, {r}) == {r}}
            now = Counter(asked.values())
            free = [r for r, w in asked.items() if now[w] == 1 and w not in claimed]
            ids |= {row: wishes[row][level] for row in free if row not in ids}
            claimed |= now.keys()
        return {row: ids.get(row) or _last_wish(row, mine) for row, mine in wishes.items()}

    def contested(self, there: Collection[str]) -> list[tuple[str, list[str]]]:
        """Folders that may be of more than one person and so are nobody's; and their ids."""
        ids = self.ids_beside(there)
        wishes = ((fold(wish), person.row) for person in self.people for wish in _wishes(person))
        given, found = set(map(fold, ids.values())), rows_by_key(wishes)
        rows = {name: found.get(fold(name), set()) for name in sorted(there)}
        return [
            (name, sorted(ids[row] for row in of))
            for name, of in rows.items()
            if len(of) > 1 and fold(name) not in given
        ]

    def called(self, name: str) -> list[Person]:
        """The people of this name, whichever half comes first; signs alone are no name."""
        return self._by_name.get(same_name(name), []) if same_name(name) else []

    def with_value(self, kind: str, value: str) -> list[Person]:
        """The people of whom this is known, e.g. ``("email", "ada@uni.edu")``."""
        return [p for p in self.people if value and fold(p.get(kind)) == fold(value)]

    @cached_property
    def _by_name(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self.people:
            for name in person.names:
                found.setdefault(name, []).append(person)
        return found


def read_roster(text: str, source: str) -> Roster:
    """The people in an export; raises ``UsageError`` where it is none of Canvas or Moodle."""
    try:
        table = split(text)
    except UsageError as error:
        raise UsageError(f"{source} is no CSV file: {error}. Export it again.") from None
    header = [fold(name).strip() for name in table.values(table.rows[0])] if table.rows else []
    kind = _kind(header)
    if kind is None:
        raise UsageError(
            f"{source} is no export of Canvas or Moodle: its first line should hold Student, ID, "
            "SIS Login ID and Section, or Username, ID number or Email address. Export the "
            "gradebook, or the participants, in English, and save it as CSV."
        )
    kinds = _kinds(table, header, kind)
    people = tuple(_people(table, kinds, kind))
    if not people:
        raise UsageError(f"{source} names no student. Export it again.")
    return Roster(kind, table, people, _identity(header, kinds, kind), source)


def same_name(name: str) -> str:
    """What stays of a name in Canvas's downloads: letters and digits, small."""
    return re.sub(r"[\W_]", "", fold(name))


def _kind(header: Sequence[str]) -> Kind | None:
    if "section" in header and (header[:2] == ["student", "id"] or "lastname" in header[:1]):
        return "canvas"
    known = {"username", "id number", "email address", "identifier"}
    return "moodle" if known & {*header} else None


def _kinds(table: RawTable, header: Sequence[str], kind: Kind) -> dict[int, str]:
    """Per column about a person what it holds, ``""`` where it tells nothing apart."""
    if kind == "canvas":
        last = header.index("section")
        return {i: CANVAS.get(name, "") for i, name in enumerate(header[: last + 1])}
    return {i: MOODLE[name] for i, name in enumerate(header) if name in MOODLE}


def _identity(header: Sequence[str], kinds: dict[int, str], kind: Kind) -> tuple[int, ...]:
    """Canvas stops at a custom column that it does not know, so only its own are kept."""
    if kind == "moodle":
        return tuple(kinds)
    return tuple(i for i in kinds if header[i] in CANVAS)


def _people(table: RawTable, kinds: dict[int, str], kind: Kind) -> Iterator[Person]:
    for number, row in enumerate(table.rows[1:], start=1):
        known = _known(table, row, kinds)
        if not any(known.values()) or POINTS_POSSIBLE in known.get("name", known.get("last", "")):
            continue
        participant = _PARTICIPANT.fullmatch(known.get("id", ""))
        if kind == "moodle" and participant:
            known["id"] = participant[1]
        yield Person(number, known)


def _known(table: RawTable, row: RawRow, kinds: dict[int, str]) -> dict[str, str]:
    values = table.values(row)
    pairs = [(held, values[i].strip()) for i, held in kinds.items() if held and i < len(values)]
    return {held: nfc(value) for held, value in pairs if value}


def _wishes(person: Person) -> tuple[str, ...]:
    """The ids a person could have, the surest first: ``""`` where something is not known.

    A name of one word might be anybody's login, and is none.
    """
    login, email, name = person.get("login"), person.get("email"), person.name
    whole = name if len(name.split()) > 1 else ""
    known = (login, _local(email), person.get("number"), email, whole)
    number = folder_name(f"{same_name(name) or 'participant'}_{person.get('id')}")
    return (*(plain_id(wish) if wish else "" for wish in known), number)


def _last_wish(row: int, wishes: Iterable[str]) -> str:
    return folder_name(f"{next(filter(None, wishes))} row {row}")


def _local(address: str) -> str:
    """What stands before the @ of an address; ``""`` of what is none."""
    return address.split("@")[0] if _EMAIL.fullmatch(address) else ""


def rows_by_key(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    """The rows that a key belongs to."""
    found: dict[str, set[int]] = {}
    for key, row in pairs:
        if key:
            found.setdefault(key, set()).add(row)
    return found
