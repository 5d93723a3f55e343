"""Of all that one student handed in, the notebook that counts for each unit.

Everything else is accounted for in rows: what is older, what could not be read, what is of
no unit that can be told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from autograder.errors import Unreadable
from autograder.grading.submissions import hidden
from autograder.integrations.lms.archives import NESTED_LIMIT, Member, nested
from autograder.integrations.lms.downloads import Piece, again
from autograder.integrations.lms.recognising import unit_of
from autograder.notebook.reading import LIMIT

MOST_NOTEBOOKS = 100
"""Of one student, that are opened; and their bytes together:"""
MOST_BYTES = 200_000_000
MOST_REFUSED = 20
"""Rows about one student's files that could not be read; how many more there are, it counts."""
LONGEST_TITLE = 100
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Sent:
    """A file that a student handed in. ``source``: which of the downloads it lay in."""

    piece: Piece
    member: Member
    source: int = 0


@dataclass(frozen=True)
class Candidate:
    """A notebook of a known unit. ``title`` is what the student called it."""

    unit: str
    title: str
    data: bytes
    order: tuple[datetime, int, int, int, bool, str]
    time: datetime | None = None
    note: str = ""

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.data).digest()


@dataclass(frozen=True)
class Row:
    """A line of the summary: what came of one file, or of one student who sent none."""

    student: str
    unit: str
    outcome: str
    said: str = ""


@dataclass
class Chosen:
    """What counts, by unit, and a row for everything that does not."""

    latest: dict[str, Candidate] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def choose(student: str, sent: Sequence[Sent], asked: str) -> Chosen:
    """The latest notebook of each unit, of one student.

    Args:
        asked: the unit that everything is of, ``""`` where the notebooks say it themselves.
    """
    chosen = Chosen()
    found = list(_Opener(student, asked, chosen.rows).candidates(sent))
    if asked:
        right = [c for c in found if not c.note]
        for left in [c for c in found if c.note and right]:
            chosen.rows.append(Row(student, asked, "left out", f"{cut(left.title)}: {left.note}"))
        found = right or found
    for one in sorted(found, key=lambda candidate: candidate.order):
        older = chosen.latest.get(one.unit)
        if older is not None and older.digest != one.digest:
            newer = f"{cut(one.title)} is later, or the last of its name, and counts."
            said = f"{cut(older.title)}: {newer}"
            chosen.rows.append(Row(student, one.unit, "older", said))
        chosen.latest[one.unit] = one
    if not found and not chosen.rows:
        chosen.rows.append(Row(student, asked, "no notebook", _instead(sent)))
    return chosen


class _Opener:
    """Reads the notebooks of one student, within the limits; what it cannot read becomes a row."""

    def __init__(self, student: str, asked: str, rows: list[Row]) -> None:
        self.student, self.asked, self.rows = student, asked, rows
        self.left, self.number = MOST_BYTES, MOST_NOTEBOOKS
        self.refused = 0

    def candidates(self, sent: Sequence[Sent]) -> Iterator[Candidate]:
        for one in sent:
            for title, member in self._notebooks(one):
                data = self._read(title, member, LIMIT)
                if data is None:
                    continue
                unit = self.asked or unit_of(data, title)
                if unit:
                    yield self._candidate(one, title, data, unit)
                else:
                    self.rows.append(Row(self.student, "", "unknown unit", self._by_hand(title)))
        if self.refused > MOST_REFUSED:
            more = f"{self.refused - MOST_REFUSED:,}".replace(",", " ")
            self.rows.append(Row(self.student, self.asked, "refused", f"and {more} more."))

    def _by_hand(self, title: str) -> str:
        """``--unit`` is no advice: it takes all that everybody handed in for that unit."""
        return (
            f"{cut(title)} names no unit. Look into it; if it is of one, copy it to "
            f"{self.student}/UNIT/UNIT.ipynb, where the others are."
        )

    def _candidate(self, one: Sent, title: str, data: bytes, unit: str) -> Candidate:
        piece = one.piece
        exact = title.rsplit("/", 1)[-1] == f"{unit}.ipynb"
        version, times = piece.version
        order = (piece.time or LONG_AGO, version, one.source, times or again(title), exact, title)
        own = unit_of(data, title)
        note = f"it looks like unit {own}." if own not in ("", unit) else ""
        return Candidate(unit, title, data, order, piece.time, note)

    def _notebooks(self, one: Sent) -> Iterator[tuple[str, Member]]:
        """The notebooks that a file is, or that lie in it if it is an archive."""
        title = one.piece.title
        kind = title.lower().rsplit(".", 1)[-1]
        if kind == "ipynb":
            yield title, one.member
        elif kind == "zip":
            data = self._read(title, one.member, NESTED_LIMIT)
            for member in self._nested(title, data) if data is not None else ():
                yield f"{title}/{member.path}", member

    def _nested(self, title: str, data: bytes) -> Iterator[Member]:
        try:
            members = nested(data)
        except Unreadable as error:
            self._refuse(title, str(error))
            return
        for member in members:
            if member.name.lower().endswith(".zip"):
                self._refuse(f"{title}/{member.path}", "is an archive in an archive in an archive")
            elif member.name.lower().endswith(".ipynb"):
                yield member

    def _read(self, title: str, member: Member, limit: int) -> bytes | None:
        if member.problem:
            self._refuse(title, member.problem)
            return None
        if self.number <= 0 or self.left <= 0:
            self._refuse(title, "is beyond what one student may hand in")
            return None
        try:
            data = member.read(min(limit, self.left))
        except Unreadable as error:
            self.left -= limit // 10  # it has cost time, too
            self._refuse(title, str(error))
            return None
        self.left -= len(data)
        self.number -= 1
        return data

    def _refuse(self, title: str, why: str) -> None:
        self.refused += 1
        if self.refused <= MOST_REFUSED:
            self.rows.append(Row(self.student, self.asked, "refused", f"{cut(title)} {why}."))


def _instead(sent: Sequence[Sent]) -> str:
    titles = list(dict.fromkeys(cut(one.piece.title) for one in sent))
    more = f" and {len(titles) - 3} more" if len(titles) > 3 else ""
    return f"Handed in: {', '.join(titles[:3])}{more}." if titles else "Nothing was handed in."


def is_work(member: Member) -> bool:
    """Whether a file may hold a notebook."""
    return member.name.lower().endswith((".ipynb", ".zip")) and not hidden(member.name)


def cut(title: str) -> str:
    """A title short enough for a line: its begin and its end."""
    half = LONGEST_TITLE // 2
    return title if len(title) <= LONGEST_TITLE else f"{title[:half]}…{title[-half:]}"
