"""What of a class needs nothing: graded, written and in the grade book as it still lies there.

Beside the results stands one small file a unit. It remembers of each submission what its
marks and pages were made from, as a digest. A class graded again after one new submission
costs that submission. Whatever cannot be compared counts as changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import Unreadable
from autograder.grading.journal import write_atomically
from autograder.grading.submissions import Handed
from autograder.notebook.opening import read_bytes
from autograder.notebook.reading import LIMIT
from autograder.results import SubmissionResult, to_lines

if TYPE_CHECKING:
    from autograder.reports.marks import Marked

TOLERANCE = 1e-9


class Settled:
    """The memory of one unit in one output folder.

    Args:
        rules: all that is the same for every submission, the program and the terms included.
        marked: what stands in the grade book; extensions: of the time to hand in; by student.
    """

    def __init__(
        self,
        out: Path,
        unit: str,
        rules: Sequence[str],
        marked: Mapping[str, Marked],
        extensions: Mapping[str, str],
    ) -> None:
        self._path = out / f".{unit}.settled"
        self._rules = _digest(*rules)
        self._marked, self._extensions = marked, extensions
        self._known = _read(self._path, self._rules)
        self._digests: dict[str, tuple[SubmissionResult, str]] = {}

    def holds(self, handed: Handed, known: SubmissionResult, pages: Iterable[Path]) -> bool:
        """Whether all that an earlier run made of a submission is there and still right."""
        remembered = self._known.get(handed.student)
        if not isinstance(remembered, str) or remembered != self.digest(handed, known):
            return False
        marked = self._marked.get(handed.student)
        return marked is not None and _agree(marked, known) and all(map(_is_there, pages))

    def holds_roster(self, students: Iterable[str]) -> bool:
        """Whether the class has the students that it had."""
        return self._known.get("") == _digest(*sorted(students))

    def digest(self, handed: Handed, result: SubmissionResult) -> str:
        """What a submission's marks and pages are made from; ``""`` where that is not sure."""
        of, found = self._digests.get(handed.student, (None, ""))
        if of is not result:
            found = self._digest(handed, result)
            self._digests[handed.student] = result, found
        return found

    def _digest(self, handed: Handed, result: SubmissionResult) -> str:
        from autograder.integrations.marks import read_small
        from autograder.integrations.side_files import SECRET, TIMESTAMP

        file = _file(handed)
        if not result.work or not file.startswith(result.work.split(".")[0]):
            return ""
        folder = handed.path.parent
        beside = (read_small(folder / name) or "" for name in (TIMESTAMP, SECRET))
        extension = self._extensions.get(handed.student, "")
        given = _by_hand(self._marked.get(handed.student))
        return _digest(file, *beside, extension, given, to_lines(result))

    def remember(
        self, made: Sequence[tuple[Handed, SubmissionResult]], students: Iterable[str]
    ) -> None:
        """Write down what holds after a run of the whole class; a loss costs time only."""
        digests = {handed.student: self.digest(handed, result) for handed, result in made}
        kept = {student: digest for student, digest in digests.items() if digest}
        text = json.dumps({"rules": self._rules, "made": {**kept, "": _digest(*sorted(students))}})
        with contextlib.suppress(OSError):
            write_atomically(self._path, text, mode=0o600)


def _read(path: Path, rules: str) -> Mapping[str, Any]:
    """What was remembered under these rules."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return dict(found["made"]) if found["rules"] == rules else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _file(handed: Handed) -> str:
    """The digest of a notebook's bytes; a word that is none where they cannot be read."""
    try:
        data = read_bytes(handed.path, LIMIT, below=handed.path.parents[2])
    except Unreadable:
        return "-"
    return hashlib.sha256(data).hexdigest()


def _by_hand(marked: Marked | None) -> str:
    """What people gave: it stands on a student's page."""
    if marked is None:
        return repr(([], [], 0.0))
    cells = [(n, c.points, c.extra) for n, c in marked.cells.items() if c.by_hand or c.extra]
    return repr((sorted(cells), sorted(marked.comments.items()), float(marked.late_penalty)))


def _agree(marked: Marked, known: SubmissionResult) -> bool:
    """Whether the grade book has a result's marks, where nobody gave others."""
    for verdict in known.verdicts:
        cell = marked.cells.get(verdict.exercise)
        if cell is None:
            return False
        if not cell.by_hand and abs(cell.points - cell.extra - verdict.points) > TOLERANCE:
            return False
    return True


def _is_there(page: Path) -> bool:
    try:
        return page.stat().st_size > 0
    except OSError:
        return False


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
