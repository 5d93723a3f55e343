"""Which student of the grade book is which row of a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.integrations.lms.book import Student
from autograder.integrations.lms.names import fold, folder_name, nfc
from autograder.integrations.lms.roster import Person, Roster, rows_by_key

Spelling = Callable[[str], str]
Attempt = tuple[dict[str, set[int]], Callable[[Student], str]]


@dataclass(frozen=True)
class Matches:
    """Students by row. ``lost``: who is in no row; ``twice``: whose row another has;
    ``unclear``: who may be in more than one."""

    rows: dict[int, Student] = field(default_factory=dict)
    lost: tuple[Student, ...] = ()
    twice: tuple[tuple[Student, Student], ...] = ()
    unclear: tuple[Student, ...] = ()


def match(students: Sequence[Student], roster: Roster) -> Matches:
    """Find everybody's row.

    An id is compared with what Canvas or Moodle knows of a person: login, number, address,
    what stands before the @, their own id, the name of the folder that ``autograder
    collect`` made; each first letter by letter, then without case. The surest key decides:
    if two rows share it, or another student has its row, nobody is found by a weaker one.
    At the end the grade book's addresses are tried.
    """
    rows: dict[int, Student] = {}
    twice: list[tuple[Student, Student]] = []
    unclear: list[Student] = []
    left = list(students)
    for found, key in _attempts(roster):
        still = []
        for student in left:
            hit = found.get(key(student), set())
            row = next(iter(hit), 0)
            if not hit:
                still.append(student)
            elif len(hit) > 1:
                unclear.append(student)
            elif row in rows:
                twice.append((student, rows[row]))
            else:
                rows[row] = student
        left = still
    return Matches(rows, tuple(left), tuple(twice), tuple(unclear))


def _attempts(roster: Roster) -> Iterator[Attempt]:
    names = {person.row: _names(person) for person in roster.people}
    spellings: tuple[Spelling, ...] = (nfc, fold)
    for level in range(max(map(len, names.values()))):
        for spell in spellings:
            pairs = ((spell(mine[level]), row) for row, mine in names.items())
            yield rows_by_key(pairs), _id_as(spell)
    for spell in spellings:
        yield rows_by_key((spell(name), row) for row, name in roster.ids.items()), _id_as(spell)
    emails = ((fold(p.get("email") or p.get("login")), p.row) for p in roster.people)
    yield rows_by_key(emails), lambda student: fold(student.email)


def _id_as(spell: Spelling) -> Callable[[Student], str]:
    return lambda student: spell(student.id)


def _names(person: Person) -> list[str]:
    """Every key as it stands, then as the folder it may have become."""
    keys = list(person.keys)
    return [*keys, *(folder_name(key) if key.strip("_ ") else "" for key in keys)]
