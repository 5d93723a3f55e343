"""The grade book and the class report at the end of a run.

A book that cannot be written (or whose writer cannot be loaded) is a sentence,
never a lost result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from autograder.errors import AutograderError, UsageError
from autograder.layout import Course
from autograder.results import SubmissionResult

if TYPE_CHECKING:
    from autograder.integrations.marks import Marks
    from autograder.reports.around import Around, HandIn
    from autograder.reports.marks import Marked

Found = TypeVar("Found")


def gradebook_address(course: Course, given: str) -> str:
    """The grade book to write: the one given, else the one set in the course's nbgrader
    configuration, else ``""`` for the one in the output folder.

    Raises ``UsageError`` where there can be none.
    """
    from autograder.integrations.settings import CONFIG, configured_gradebook

    try:
        address = given or configured_gradebook(course.root)
    except Exception as error:
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        raise UsageError(f"{CONFIG} cannot be read ({why}). Mend it and grade again.") from error
    if address:
        from autograder.integrations.database import check_address

        check_address(address)
    return address


@dataclass(frozen=True)
class Book:
    """The grade book of a course, for one unit; no ``address``: the one in ``out``."""

    course: Course
    out: Path
    address: str
    unit: str

    @property
    def _due(self) -> Path:
        return self.out / f".{self.unit}.gradebook-due"

    @property
    def url(self) -> str:
        """Where the grade book is, as a database's address."""
        return self._opened()[0]

    def there(self) -> bool:
        """Whether there is a grade book, or a server that may hold one."""
        if not self.address:
            return (self.out / "gradebook.db").is_file()
        from autograder.integrations.database import is_there

        return is_there(self.address)

    def load(self) -> None:
        """Load what writes a grade book, nbgrader above all; that it cannot be is said later."""

        def load() -> None:
            import autograder.integrations.gradebook  # noqa: F401

        _attempt(load, None)

    def due(self) -> bool:
        """Whether an earlier run was stopped before its marks were in the grade book."""
        return self._due.exists()

    def set_due(self) -> None:
        """Say that pages in ``autograded/`` may be ahead of the grade book from now on."""
        self._due.touch()

    def roster(self) -> tuple[str, ...]:
        """The students the grade book knows; none where it cannot be read."""
        nobody: tuple[str, ...] = ()
        return _attempt(self._roster, nobody)[0]

    def read(self) -> tuple[Mapping[str, Marked], list[str]]:
        """What stands in the grade book by student, and what went wrong."""
        return _attempt(self._read, {})

    def terms(self) -> tuple[str, Mapping[str, str]]:
        """What late penalties depend on: for all, and by student."""
        unknown: tuple[str, Mapping[str, str]] = "unknown", {}
        return _attempt(self._terms, unknown)[0]

    def penalties(self) -> Mapping[str, float]:
        """The late penalties by student, of those who have one."""
        nobody: Mapping[str, float] = {}
        return _attempt(self._penalties, nobody)[0]

    def by_hand(self) -> tuple[int, int]:
        """How many marks were given by hand, and of how many the answer changed since."""
        return _attempt(self._by_hand, (0, 0))[0]

    def times(self) -> HandIn | None:
        """When the unit is due, and when each student handed in; None where that is not known."""
        return _attempt(self._times, None)[0]

    def write(
        self, marks: Sequence[Marks], roster: Sequence[str], *, missing_as_zero: bool, whole: bool
    ) -> tuple[list[str], Path | None]:
        """Record a run; returns what went wrong, and where the old grade book is kept if it is.

        ``whole``: it was of the whole class.
        """
        nothing: tuple[tuple[str, ...], Path | None] = (), None
        (said, kept), problems = _attempt(
            lambda: self._write(marks, roster, missing_as_zero), nothing
        )
        if whole and not problems:
            self._due.unlink(missing_ok=True)
        return [*problems, *said], kept

    def _roster(self) -> tuple[str, ...]:
        if not self.there():
            return ()
        from autograder.integrations.reading import read_roster

        return read_roster(self._opened()[0])

    def _read(self) -> Mapping[str, Marked]:
        if not self.there():
            return {}
        from autograder.integrations.reading import read_marked

        return read_marked(self._opened()[0], self.unit)

    def _terms(self) -> tuple[str, Mapping[str, str]]:
        url, settings = self._opened()
        if not self.there():
            return f"{url} {None} {settings}", {}
        from autograder.integrations.reading import read_terms

        due, extensions = read_terms(url, self.unit)
        return f"{url} {due} {settings}", extensions

    def _penalties(self) -> Mapping[str, float]:
        from autograder.integrations.reading import read_penalties

        return read_penalties(self._opened()[0], self.unit)

    def _times(self) -> HandIn | None:
        if not self.there():
            return None
        from autograder.integrations.reading import read_times

        return read_times(self._opened()[0], self.unit)

    def _by_hand(self) -> tuple[int, int]:
        from autograder.integrations.reading import count_by_hand

        return count_by_hand(self._opened()[0], self.unit)

    def _write(
        self, marks: Sequence[Marks], roster: Sequence[str], missing_as_zero: bool
    ) -> tuple[tuple[str, ...], Path | None]:
        from autograder.integrations.autograded import read_notebook
        from autograder.integrations.gradebook import write_gradebook

        url, settings = self._opened()
        released = read_notebook(self.course.notebook(self.unit))
        written = write_gradebook(
            url,
            self.unit,
            released,
            marks,
            settings=settings,
            roster=roster,
            missing_as_zero=missing_as_zero,
        )
        return written.problems, written.backup

    def _opened(self) -> tuple[str, Any]:
        """The grade book's URL and nbgrader's settings."""
        from autograder.integrations.settings import gradebook_url, nbgrader_settings

        return self.address or gradebook_url(self.out), nbgrader_settings(self.course.root)


def write_report(
    out: Path,
    results: Sequence[SubmissionResult],
    course: Course | None = None,
    address: str = "",
) -> list[str]:
    """Write the class report; returns what went wrong.

    With the ``course`` and its grade book's ``address`` it says more: see ``Around``.
    """

    def write() -> None:
        from autograder.reports.write import write_report

        units = sorted({result.unit for result in results})
        write_report(out, results, around(course, out, address, units) if course else None)

    return _attempt(write, None, "The class report")[1]


def around(course: Course, out: Path, address: str, units: Sequence[str]) -> Around:
    """What surrounds the results of some units; what cannot be read is left out."""
    from autograder.reports.around import Around
    from autograder.reports.sections import sections

    def known(unit: str, slugs: Iterable[str]) -> Mapping[str, frozenset[str]]:
        from autograder.authoring.commonplace import commonplace

        nothing: Mapping[str, frozenset[str]] = {}
        return _attempt(lambda: commonplace(course, unit, slugs), nothing)[0]

    times = {unit: Book(course, out, address, unit).times() for unit in units}
    return Around(
        sections={unit: sections(course.notebook(unit)) for unit in units},
        commonplace=known,
        hand_in={unit: found for unit, found in times.items() if found is not None},
    )


def _attempt(
    step: Callable[[], Found], otherwise: Found, what: str = "The grade book"
) -> tuple[Found, list[str]]:
    """Do a step; where it fails, go on without and say so in a sentence."""
    try:
        return step(), []
    except AutograderError as error:
        return otherwise, [str(error)]
    except Exception as error:
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        said = f"{what} could not be used ({why}). The results are kept in results.jsonl."
        return otherwise, [said]
