"""Which student of this course somebody in a download is. Pure.

A roster knows; without one, or where it does not know somebody, their name in the download
becomes the id, always the same. Two people never share an id: the second is given another,
and it is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from autograder.integrations.lms.downloads import Format, Who, is_anonymous
from autograder.integrations.lms.names import fold, folder_name
from autograder.integrations.lms.roster import Person, Roster, same_name


@dataclass
class Known:
    """Everybody in one download by their id, and what is to be said about it."""

    ids: dict[Who, str] = field(default_factory=dict)
    unknown: list[Who] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def student_ids(everybody: Sequence[Who], how: Format, roster: Roster | None) -> Known:
    """An id for each person of one download.

    Args:
        everybody: each once, in the download's order.
        unknown: (in what is returned) who is not in the roster.
    """
    known = Known()
    shared = Counter(fold(who.identity) for who in everybody)
    taken: dict[str, Who] = {}
    for who in everybody:
        person = _in_roster(who, how, roster) if roster else None
        if roster and person is None:
            known.unknown.append(who)
        wishes = [] if person is None or roster is None else [roster.ids[person.row]]
        mine = who if shared[fold(who.identity)] == 1 else _told_apart(who)
        first = next(iter(wishes), folder_name(who.identity))
        one = next(wish for wish in chain(wishes, _others(mine)) if fold(wish) not in taken)
        if one != first:
            other = taken.get(fold(first))
            known.notes.append(_said(who, other, one))
        known.ids[who] = one
        taken[fold(one)] = who
    return known


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


def _said(who: Who, other: Who | None, given: str) -> str:
    if other is None:
        return (
            f"Two people of the download are called {who.name or who.identity}; this one's id is "
            f"{given}. With --roster they may be told apart by their logins."
        )
    return (
        f"{who.name or who.identity} would have the id of {other.name or other.identity}, and was "
        f"given another: {given}. Nothing is lost; rename the folder if they are one person."
    )


def _in_roster(who: Who, how: Format, roster: Roster) -> Person | None:
    """The one person of the roster who this is; None where it is nobody, or more than one."""
    for found in _candidates(who, how, roster):
        if len(found) == 1:
            return found[0]
    return None


def _candidates(who: Who, how: Format, roster: Roster) -> Iterator[list[Person]]:
    """The surest first.

    Moodle's numbers begin anew with each assignment: one counts only with the name beside it.
    """
    by_number = roster.with_value("id", who.number)
    if how == "canvas":
        yield by_number
    elif how == "moodle":
        name = same_name(who.name)
        yield [p for p in by_number if name in p.names or (is_anonymous(who.name) and not p.names)]
    else:
        for kind in ("number", "login"):
            yield roster.with_value(kind, who.number)
        for kind in ("email", "login"):
            yield roster.with_value(kind, who.email)
    yield roster.called(who.name)
