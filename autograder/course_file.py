"""``course.toml`` in the course root: what a teacher sets without touching Python.

::

    [points]
    mse-loss = 10        # an exercise: its aspects share them in proportion
    mean-or-sum = 4      # a question in words

    [exam]
    units = ["05_two_layer_net"]

Whatever is not known is refused, with the line. Without the file the course is as it comes.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from autograder.errors import UsageError
from autograder.exercises import did_you_mean, load_unit, unit_slugs
from autograder.layout import Course
from autograder.rendering import points
from autograder.settings import MOST, QUARTER, Settings, least

TABLES = {"points": "", "exam": "units"}
"""The tables of the file; the only key of ``[exam]``."""

_NAMED = re.compile(r'\b(?:check|question)="([^"]+)"')
_POINTS = re.compile(r"\bpoints=([\d.]+)")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_HEADER = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_KEY = re.compile(r"""\s*["']?([^"'=\s]+)["']?\s*=""")


def read_settings(course: Course) -> Settings:
    """What ``course.toml`` says; raises ``UsageError`` for what cannot be meant."""
    path = course.settings_file
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.") from error
    return _Reading(course, path, text).settings()


def settings_of(course: Course, unit: str) -> Settings:
    """What ``course.toml`` says of one unit; raises as ``read_settings``, and ``OSError``."""
    settings, names = read_settings(course), own_points(course.source(unit))
    points = {slug: number for slug, number in settings.points.items() if slug in names}
    return Settings(points, (unit,) if settings.is_exam(unit) else ())


def own_points(source: Path) -> dict[str, float]:
    """The course's own points of a unit, by exercise and question, off its ``# %%`` lines."""
    lines = source.read_text(encoding="utf-8").splitlines()
    heads = [line for line in lines if line.startswith("# %%")]
    found = [(_NAMED.search(head), _POINTS.search(head)) for head in heads]
    return {name[1]: float(points[1]) for name, points in found if name and points}


def in_words(course: Course, units: Sequence[str] = ()) -> list[str]:
    """What is set otherwise than the course comes, for some units (default: all), in sentences."""
    settings = read_settings(course)
    chosen = [p for p in sources(course) if not units or p.stem in units]
    others = [
        f"{slug} {points(settings.points[slug])} (own: {points(own)})"
        for source in chosen
        for slug, own in own_points(source).items()
        if settings.points.get(slug, own) != own
    ]
    exam = [source.stem for source in chosen if settings.is_exam(source.stem)]
    name, said = course.settings_file.name, []
    if others:
        said.append(f"{name} sets other points than the course's own: {', '.join(others)}.")
    if exam:
        said.append(
            f"{name} sets exam mode for {', '.join(exam)}: checks there say only that an answer "
            "was received. Grading and feedback are as ever."
        )
    return said


def sources(course: Course) -> list[Path]:
    """The sources of all units, in order."""
    return sorted(course.solutions.glob("*.py"))


@dataclass(frozen=True)
class _Reading:
    """One reading of the file, and where to point when something is wrong."""

    course: Course
    path: Path
    text: str

    def settings(self) -> Settings:
        try:
            said = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = _PLACE.search(str(error))
            last = max(len(self.text.splitlines()), 1)
            line = int(found[1]) if found and found[1] else last
            self._refuse(line, f"{_PLACE.sub('', str(error))}. Mend it; it is written in TOML.")
        for table in said:
            if table not in TABLES:
                hint = did_you_mean(table, TABLES)
                line = self._line(table) or self._line("", table)
                self._refuse(line, f"there is no table [{table}].{hint}")
            if not isinstance(said[table], dict):
                self._refuse(self._line("", table), f"{table} is a table: write [{table}] above.")
        return Settings(self._points(said.get("points", {})), self._exam(said.get("exam", {})))

    def _points(self, said: Mapping[str, Any]) -> dict[str, float]:
        known = [name for source in sources(self.course) for name in own_points(source)]
        units = map(load_unit, unit_slugs())
        fewest = {e.slug: least(e) for unit in units for e in unit.exercises}
        for slug, number in said.items():
            line = self._line("points", slug)
            if slug not in known:
                hint = did_you_mean(slug, known)
                self._refuse(line, f'no exercise or question is called "{slug}".{hint}')
            if not _is_points(number):
                self._refuse(
                    line,
                    f"points of {slug} are a number above 0, at most {MOST:g}, in quarters: "
                    "write 4, 2.5 or 0.75.",
                )
            if number < fewest.get(slug, 0):
                self._refuse(
                    line,
                    f"{slug} has {fewest[slug] / QUARTER:g} aspects and each gets a quarter of a "
                    f"point or more: give it {fewest[slug]:g} at least.",
                )
        return {slug: float(number) for slug, number in said.items()}

    def _exam(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        for key in said:
            if key != TABLES["exam"]:
                hint = did_you_mean(key, [TABLES["exam"]])
                self._refuse(self._line("exam", key), f'unknown key "{key}".{hint}')
        units, line = said.get("units", []), self._line("exam", "units")
        if not isinstance(units, list) or not all(isinstance(unit, str) for unit in units):
            self._refuse(line, 'units is a list of names: units = ["05_two_layer_net"].')
        known = [source.stem for source in sources(self.course)]
        for unit in units:
            if unit not in known:
                self._refuse(line, f'there is no unit "{unit}".{did_you_mean(unit, known)}')
        return tuple(sorted(set(units)))

    def _line(self, table: str, key: str = "") -> int:
        """The line of a table's header, or of a key in it; 0 where it is written otherwise."""
        here = ""
        for number, text in enumerate(self.text.splitlines(), start=1):
            if header := _HEADER.match(text):
                here = header[1]
                if here == table and not key:
                    return number
            elif here == table and (found := _KEY.match(text)) and found[1] == key:
                return number
        return 0

    def _refuse(self, line: int, problem: str) -> NoReturn:
        where = f"{self.path}:{line}" if line else str(self.path)
        raise UsageError(f"{where}: {problem}")


def _is_points(number: Any) -> bool:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    if not math.isfinite(number) or not 0 < number <= MOST:
        return False
    return float(number / QUARTER).is_integer()
