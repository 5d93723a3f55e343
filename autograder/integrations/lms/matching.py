"""Which student of the grade book is which row of a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.integrations.lms.book import Student
from autograder.integrations.lms.names import fold, folder_name, nfc
from autograder.integrations.lms.roster import Person, Roster, unique

Spelling = Callable[[str], str]


@dataclass(frozen=True)
class Matches:
    """Students by row. ``lost``: who is in no row; ``twice``: whose row another has."""

    rows: dict[int, Student] = field(default_factory=dict)
    lost: tuple[Student, ...] = ()
    twice: tuple[tuple[Student, Student], ...] = ()


def match(students: Sequence[Student], roster: Roster) -> Matches:
    """Find everybody's row.

    An id is compared with what Canvas or Moodle knows of a person: login, number, address,
    what stands before the @, their own id, the name of the folder that ``autograder
    collect`` made; first letter by letter, then without case. The surer key wins; a key
    that two rows share finds nobody. At the end the grade book's addresses are tried.
    """
    rows: dict[int, Student] = {}
    second: dict[str, Student] = {}
    left = list(students)
    for found, of in _attempts(roster):
        still = []
        for student in left:
            row = found.get(of(student))
            if row is None or row in rows:
                still.append(student)
                if row is not None:
                    second.setdefault(student.id, rows[row])
            else:
                rows[row] = student
        left = still
    lost = tuple(s for s in left if s.id not in second)
    return Matches(rows, lost, tuple((s, second[s.id]) for s in left if s.id in second))


def _attempts(roster: Roster) -> Iterator[tuple[dict[str, int], Callable[[Student], str]]]:
    spellings: tuple[Spelling, ...] = (nfc, fold)
    levels = max(len(_names(person)) for person in roster.people)
    for spelling in spellings:
        for level in range(levels):
            yield _index(roster, level, spelling), lambda s, spell=spelling: spell(s.id)  # type: ignore[misc]
        ids = {spelling(name): row for row, name in roster.ids.items()}
        yield ids, lambda s, spell=spelling: spell(s.id)  # type: ignore[misc]
    emails = unique((fold(p.get("email") or p.get("login")), p.row) for p in roster.people)
    yield emails, lambda s: fold(s.email)


def _index(roster: Roster, level: int, spelling: Spelling) -> dict[str, int]:
    names = ((_names(person), person.row) for person in roster.people)
    return unique((spelling(found[level]), row) for found, row in names if level < len(found))


def _names(person: Person) -> list[str]:
    """Every key as it stands, then as the folder it may have become."""
    keys = list(person.keys)
    return [*keys, *(folder_name(key) if key.strip("_ ") else "" for key in keys)]
