"""Which student of this course somebody in a download is. Pure.

A roster knows; without one, or where it does not know somebody, their name in the download
becomes the id, always the same. Two people never share an id: the second is given another,
and it is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from autograder.integrations.lms.downloads import ANONYMOUS, Format, Who, is_anonymous
from autograder.integrations.lms.names import fold, folder_name
from autograder.integrations.lms.roster import Person, Roster, same_name


@dataclass
class Known:
    """Everybody in one download by their id, and what is to be said about it."""

    ids: dict[Who, str] = field(default_factory=dict)
    unknown: list[Who] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    roster: tuple[str, ...] = ()
    """The ids of everybody in the roster, in this download or not."""


def student_ids(
    everybody: Sequence[Who], how: Format, roster: Roster | None, there: Collection[str] = ()
) -> Known:
    """An id for each person of one download.

    Args:
        everybody: each once, in the download's order.
        there: the folders of students that there are already.
        unknown: (in what is returned) who is not in the roster.
    """
    known = Known()
    shared = Counter(fold(who.identity) for who in everybody)
    names: dict[int, str] = roster.ids_beside(there) if roster else {}
    persons, notes = _persons(everybody, how, roster, names) if roster else ({}, [])
    known.notes += notes
    known.roster = tuple(names.values())
    known.unknown += [who for who in everybody if roster and who not in persons]
    taken: dict[str, Who] = {}
    of_roster = {fold(name) for name in names.values()}
    for who in [*persons, *(who for who in everybody if who not in persons)]:
        mine = who if shared[fold(who.identity)] == 1 else _told_apart(who)
        wishes = [names[persons[who].row]] if who in persons else []
        first = next(iter(wishes), folder_name(who.identity))
        closed = frozenset() if who in persons else of_roster
        free = (w for w in chain(wishes, _others(mine)) if fold(w) not in taken)
        one = next(w for w in free if fold(w) not in closed)
        if one != first:
            known.notes.append(_said(who, taken.get(fold(first)), one, fold(first) in closed))
        known.ids[who] = one
        taken[fold(one)] = who
    return known


def _persons(
    everybody: Sequence[Who], how: Format, roster: Roster, names: Mapping[int, str]
) -> tuple[dict[Who, Person], list[str]]:
    """Who is who in the roster, and what is to be said of those who may be.

    The surer key goes first; somebody whom two would be by the same key is neither of them.
    """
    persons: dict[Who, Person] = {}
    notes: list[str] = []
    closed: set[Who] = set()
    levels = [list(_candidates(who, how, roster)) for who in everybody]
    for level in range(max(map(len, levels), default=0)):
        claims: dict[int, list[Who]] = {}
        for who, found in zip(everybody, levels, strict=True):
            if who not in persons and who not in closed and found[level]:
                closed |= {who} if len(found[level]) > 1 else set()
                if len(found[level]) == 1:
                    claims.setdefault(found[level][0].row, []).append(who)
        had = {person.row for person in persons.values()}
        people = {person.row: person for person in roster.people}
        for row, claimants in claims.items():
            if row not in had and len(claimants) == 1:
                persons[claimants[0]] = people[row]
                continue
            closed |= {*claimants}
            rivals = [who for who, person in persons.items() if person.row == row]
            notes.append(_which([*rivals, *claimants], names[row], bool(rivals)))
    return persons, [*notes, *_misnamed(everybody, how, roster)]


def _which(people: Sequence[Who], student: str, surely: bool) -> str:
    """``surely``: the first of them is known by a surer key."""
    numbers = [who.number or who.email or who.identity for who in people]
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    if surely:
        return (
            f"Which of {listed} is {student}? The roster knows {numbers[0]} best, so the others "
            "have folders of their own; rename them if that is wrong."
        )
    return (
        f"Which of {listed} is {student}? All are called {people[0].name or 'alike'}, so each has "
        f"a folder of their own; rename the right one to {student}."
    )


def _misnamed(everybody: Sequence[Who], how: Format, roster: Roster) -> Iterator[str]:
    """Whose number in Canvas's file name is that of somebody who is called otherwise."""
    for who in everybody if how == "canvas" else ():
        found = roster.with_value("id", who.number)
        if found and not any(_fits(who, person) for person in found):
            yield (
                f"{who.number} is {found[0].name} in {roster.source}, but the download calls them "
                f"{who.name or 'nothing'}: not matched. See in Canvas whose work it is."
            )


def _told_apart(who: Who) -> Who:
    return replace(who, identity=f"{who.identity}_{who.number or who.email}")


def _others(who: Who) -> Iterator[str]:
    """Their own name as an id, then ever other ones."""
    yield folder_name(who.identity)
    yield folder_name(f"{who.identity}_{who.number or who.email}")
    count = 2
    while True:
        yield folder_name(f"{who.identity}_{count}")
        count += 1


def _said(who: Who, other: Who | None, given: str, of_roster: bool) -> str:
    if of_roster and other is None:
        return (
            f"{who.name or who.identity} is called like an id of the roster, but could not be told "
            f"to be that person, and was given another: {given}. Rename the folder if they are."
        )
    if other is None:
        return (
            f"Two people of the download are called {who.name or who.identity}; this one's id is "
            f"{given}. With --roster they may be told apart by their logins."
        )
    return (
        f"{who.name or who.identity} would have the id of {other.name or other.identity}, and was "
        f"given another: {given}. Nothing is lost; rename the folder if they are one person."
    )


def _candidates(who: Who, how: Format, roster: Roster) -> Iterator[list[Person]]:
    """Who they may be, the surest first; the number of keys is the same for all.

    A number counts only with the name beside it: Moodle's begin anew with each assignment,
    and in Canvas's file names a name may look like a number.
    """
    by_number = roster.with_value("id", who.number)
    if how in ("canvas", "moodle"):
        fitting = [person for person in by_number if _fits(who, person)]
        yield fitting
        if how == "canvas" and by_number and not fitting:
            yield []
            return
    else:
        for kind in ("number", "login"):
            yield roster.with_value(kind, who.number)
        for kind in ("email", "login"):
            yield roster.with_value(kind, who.email)
    yield roster.called(who.name)


def _fits(who: Who, person: Person) -> bool:
    """Whether somebody may be called so; who is marked anonymously may be anybody."""
    return (
        same_name(who.name) in (person.names or {""})
        or (is_anonymous(who.name) and not person.names)
        or who.name == ANONYMOUS
    )
