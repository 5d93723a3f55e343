"""A release while a unit is an exam: nothing of its answers may be in what students get.

The wheel comes without the unit's key, which holds the expected numbers, the fingerprints of
mistakes and the hints, and without the small worked answers beside its exercises. The same goes
for every unit from the exam on, and for those not handed out: units build on each other, and the
key of a later one judges an answer to the exam as well as the exam's own would.
"""

from __future__ import annotations

import ast
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from autograder.authoring.proofs.files import LONG_ENOUGH, hidden_lines, line_text
from autograder.authoring.source import UnitSource
from autograder.course_file import in_words, read_settings
from autograder.errors import UsageError
from autograder.exercises import unit_slugs
from autograder.layout import Course
from autograder.settings import Settings

WORKED = "by_hand"
"""The argument of an exercise that gives a small case with its answer."""


def units_with_keys(
    settings: Settings, course_units: Sequence[str], released: Sequence[str]
) -> list[str]:
    """The units whose keys students get: all, or while there is an exam what comes before it.

    Args:
        course_units: every unit, in the order of the course.
        released: those that are handed out; none named means all.
    """
    exams = [n for n, unit in enumerate(course_units) if settings.is_exam(unit)]
    if not exams:
        return list(course_units)
    return [unit for unit in course_units[: exams[0]] if not released or unit in released]


def without_worked_answers(module: str) -> str:
    """The text of an exercises module in which no exercise says what to try by hand."""
    lines = [line.encode() for line in module.splitlines(keepends=True)]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    text = b"".join(lines)
    for value in sorted(_worked(ast.parse(module)), key=lambda v: -v.lineno):
        begin = starts[value.lineno - 1] + value.col_offset
        end = starts[(value.end_lineno or 0) - 1] + (value.end_col_offset or 0)
        text = text[:begin] + b'""' + text[end:]
    return text.decode()


def _worked(tree: ast.AST) -> Iterator[ast.expr]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return (word.value for call in calls for word in call.keywords if word.arg == WORKED)


def refuse_given_answers(notebooks: Iterable[Path], sources: Sequence[UnitSource]) -> None:
    """Raise where a notebook gives what an exam among ``sources`` asks for.

    A later unit's may do so, as it goes on from there. What an earlier unit has asked for or
    given already is nobody's secret.
    """
    paths = sorted(notebooks, key=lambda path: path.stem)
    for source in (source for source in sources if source.exam):
        known = {line for path in paths if path.stem < source.slug for line in _lines(path)}
        before = (other for other in sources if other.slug < source.slug)
        known |= {line for other in before for line, _ in hidden_lines(other)}
        asked = {line: cell.slug for line, cell in hidden_lines(source) if line not in known}
        for path in (path for path in paths if path.stem > source.slug):
            given = next((line for line in _lines(path) if line in asked), None)
            if given is not None:
                raise UsageError(
                    f"The notebook of {path.stem} gives a line of {asked[given]}, which the exam "
                    f"{source.slug} asks for: {given!r}. Release without {path.stem} until the "
                    "exam is over, by naming the units to release."
                )


def _lines(path: Path) -> Iterator[str]:
    for written in path.read_text(encoding="utf-8").splitlines():
        line = line_text(written.strip().removesuffix(",")).strip()
        if len(line) >= LONG_ENOUGH:
            yield line


def notes(course: Course, out: Path, units: Sequence[str] = ()) -> list[str]:
    """What a teacher should know of a release of ``units`` to ``out``, in sentences."""
    exam, said = read_settings(course).exam, in_words(course)
    if exam:
        keyed = units_with_keys(read_settings(course), unit_slugs(), units)
        said.append(
            f"The wheel holds no key and no hint of {', '.join(exam)}. Until the exam is over it "
            f"has checks and hints for {', '.join(keyed) or 'no unit'} alone."
        )
    held_back = unit_slugs()[unit_slugs().index(min(exam)) :] if exam else ()
    had = sorted({unit for whl in out.glob("*.whl") for unit in held_back if _holds(whl, unit)})
    if had:
        said.append(
            f"The last release here held the key of {', '.join(had)}: students who have installed "
            "it can still check themselves with it."
        )
    return said


def _holds(wheel: Path, unit: str) -> bool:
    try:
        with zipfile.ZipFile(wheel) as opened:
            return f"autograder/keys/{unit}.json" in opened.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def readme_lines(sources: Iterable[UnitSource]) -> list[str]:
    """What the students' README says of exams; nothing where there is none."""
    exams = [f"`{source.slug}`" for source in sources if source.exam]
    if not exams:
        return []
    return [
        "",
        f"Exam: {', '.join(exams)}. There a check says only that your answer was received: it is",
        "there and it runs. Hints and examples come back after the exam.",
    ]
