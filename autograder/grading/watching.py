"""A file that another program writes: when does it hold something else, and has it come to rest?

Editors write in place, by a new file under the old name, in several goes, or by deleting
first. So a change counts once the file has been left alone for a moment.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.model import Verdict
from autograder.notebook.reading import LIMIT

POLL = 0.2
"""Seconds between two glances."""
REST = 0.3
"""Seconds without change after which a file is taken for written."""
PATIENCE = 2.0
"""Seconds after which a file that is gone, or damaged, is worth a word."""
YOUNG = 2.0
"""Seconds for which a file may change without another time or size: clocks of disks are coarse."""


@dataclass(frozen=True)
class Moment:
    """What a file holds, as a digest (None where there is no file).

    lasting: it has been so for longer than writing takes.
    """

    digest: str | None
    lasting: bool


class Glance:
    """The digest of what a file holds; reads it only where its stamp does not say so."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, ...] = ()
        self._digest: str | None = None

    def __call__(self) -> str | None:
        try:
            found = os.stat(self._path)
            stamp = found.st_mtime_ns, found.st_size, found.st_ino
            if stamp != self._stamp:
                young = abs(time.time() - found.st_mtime) < YOUNG
                large = found.st_size > LIMIT
                data = str(stamp).encode() if large else self._path.read_bytes()
                self._stamp = () if young else stamp
                self._digest = hashlib.sha256(data).hexdigest()
        except OSError:
            self._stamp, self._digest = (), None
        return self._digest


def moments(
    glance: Callable[[], str | None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Moment]:
    """What a file holds at first, then whatever else it comes to hold, for ever.

    Each state comes up to twice: when it has come to rest, and when it lasts. That there
    is no file is told only when it lasts.
    """
    state, since = glance(), clock()
    yield Moment(state, lasting=state is None)
    resting, lasting = True, state is None
    while True:
        age = clock() - since
        if not resting and age >= REST and state is not None:
            resting = True
            yield Moment(state, lasting=False)
        if not lasting and age >= PATIENCE:
            lasting = resting = True
            yield Moment(state, lasting=True)
        sleep(POLL)
        if (now := glance()) != state:
            state, since = now, clock()
            resting = lasting = False


@dataclass(frozen=True)
class Changes:
    """What is otherwise than at the last look, in course order."""

    right: tuple[Verdict, ...] = ()
    wrong: tuple[Verdict, ...] = ()
    other: tuple[Verdict, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.right or self.wrong or self.other)


def changes(before: Sequence[Verdict], after: Sequence[Verdict]) -> Changes:
    """Which exercises became right, which became wrong, and which are wrong in another way."""
    old = {verdict.exercise: verdict for verdict in before}
    moved = [v for v in after if v != old.get(v.exercise)]
    passed = {slug for slug, verdict in old.items() if verdict.passed}
    right = tuple(v for v in moved if v.passed and v.exercise not in passed)
    wrong = tuple(v for v in moved if not v.passed and v.exercise in passed)
    return Changes(right, wrong, tuple(v for v in moved if v not in right + wrong))
