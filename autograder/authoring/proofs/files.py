"""Nothing is stale, missing or stray, and nothing that students get holds an answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.build import notebook_text
from autograder.authoring.freshness import key_differences
from autograder.authoring.percent import shown
from autograder.authoring.proofs.subject import Count, Finding, Subject, Yield
from autograder.authoring.rules import BEGIN, END
from autograder.authoring.source import SourceCell, UnitSource, inspect_source
from autograder.authoring.student_package import PACKAGE, student_files
from autograder.authoring.syllabus import row, syllabus_page
from autograder.authoring.tailor import read_tailored
from autograder.course_file import read_settings
from autograder.errors import SourceError
from autograder.exercises import unit_slugs
from autograder.judging.answer_key import from_json
from autograder.layout import Course
from autograder.model import Unit
from autograder.settings import to_json

LONG_ENOUGH = 12
"""Shorter lines (``loss = 0``, ``else:``) may stand in any notebook."""
_TELLS_NOTHING = re.compile(
    r"(for|while|if|elif|with|def|class) .*:|(import|from) .*|return [\w, ]+"
    r"|[\w.]+\(\)|\w+\.append\(\w+\)"
)
"""Nor does a line that opens a block, hands back what earlier lines made, or only calls a name."""
_PASSING = ("__pycache__", ".ipynb_checkpoints", ".DS_Store", ".progress.json")


def first_cell_fills_the_syllabus(subject: Subject) -> Yield:
    """The first cell of a unit of the course says what the syllabus tells: goals, time …"""
    if subject.unit.slug in unit_slugs():
        try:
            row(subject.maker.source, subject.course.picture(subject.unit.slug))
        except SourceError as error:
            yield Finding(error.path, error.line, error.problem, subject.verify)


def notebook_is_fresh(subject: Subject) -> Yield:
    """The student notebook on file is the one that the source makes, byte for byte."""
    path = subject.course.notebook(subject.unit.slug)
    yield Count("notebooks")
    if not path.is_file():
        yield Finding(shown(path), 1, "the notebook is missing.", subject.build)
        return
    old, new = path.read_text(encoding="utf-8"), notebook_text(subject.built.student)
    if old != new:
        line = _first_difference(old, new)
        yield Finding(
            shown(path), line, "the notebook is not what its source makes.", subject.build
        )


def key_is_fresh(subject: Subject) -> Yield:
    """The public key on file is the one that the source makes, to 1e-12."""
    path = subject.course.public_key(subject.unit.slug)
    yield Count("public keys")
    if not path.is_file():
        yield Finding(shown(path), 1, "the public answer key is missing.", subject.build)
        return
    try:
        differences = key_differences(
            from_json(path.read_text(encoding="utf-8")), subject.maker.key("public")
        )
    except ValueError as error:
        yield Finding(shown(path), 1, f"the key cannot be read: {error}", subject.build)
        return
    if differences:
        more = f" and {len(differences) - 1} more places" if differences[1:] else ""
        problem = f"the key is not what its source makes: {differences[0]}{more} differ."
        yield Finding(shown(path), 1, problem, subject.build)


def notebook_keeps_secrets(subject: Subject) -> Yield:
    """No line of a solution, marking guide or hint stands in the student notebook."""
    path = subject.course.notebook(subject.unit.slug)
    built = notebook_text(subject.built.student)
    texts = {built, path.read_text(encoding="utf-8") if path.is_file() else built}
    for secret, cell in secret_lines(subject.maker.source):
        yield Count("solution lines looked for")
        for text in texts:
            place = line_in_notebook(text, secret)
            if place:
                problem = (
                    f'"{secret}" is part of the {cell.role} "{cell.slug}" '
                    f"({shown(subject.maker.source.path)}:{cell.line}). Say it in other words."
                )
                yield Finding(shown(path), place, problem, subject.build)
                break


def secret_lines(source: UnitSource) -> Iterator[tuple[str, SourceCell]]:
    """Every line that no student notebook may hold, with the cell it comes from."""
    yield from hidden_lines(source)
    for exercise in source.exercises:
        yield from ((hint.strip(), exercise.answer) for hint in exercise.hints)


def hidden_lines(source: UnitSource) -> Iterator[tuple[str, SourceCell]]:
    """Every longer line that no student may be handed: solutions and marking guides."""
    starters = (cell.source for cell in source.cells if cell.role == "starter")
    public = {line.strip() for text in starters for line in text.split("\n")}
    for cell in source.cells:
        for line in dict.fromkeys(_hidden(cell)):
            if _tells(line) and line not in public:
                yield line, cell


def _tells(line: str) -> bool:
    return len(line) >= LONG_ENOUGH and not _TELLS_NOTHING.fullmatch(line)


def _hidden(cell: SourceCell) -> Iterator[str]:
    inside = cell.role == "solution"
    for line in cell.source.split("\n"):
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            yield line.strip()


@dataclass(frozen=True)
class Leak:
    """A line of a solution where students can read it."""

    name: str
    line: int
    text: str
    source: UnitSource
    cell: SourceCell


def leaks(texts: Iterable[tuple[str, str]], sources: Sequence[UnitSource]) -> Iterator[Leak]:
    """Lines of solutions in what students get: texts by file name, the sources in order.

    The notebook of a later unit may give what an earlier one has asked for, no other file.
    """
    notebooks = {f"{source.slug}.ipynb" for source in sources}
    first: dict[str, tuple[UnitSource, SourceCell]] = {}
    for source in sources:
        for secret, cell in hidden_lines(source):
            first.setdefault(secret, (source, cell))
    for name, text in texts:
        later = {source.slug for source in sources if Path(name).name > f"{source.slug}.ipynb"}
        for number, written in enumerate(text.splitlines(), start=1):
            line = line_text(written.strip().removesuffix(",")).strip() or written.strip()
            if line in first:
                source, cell = first[line]
                if not (source.slug in later and Path(name).name in notebooks):
                    yield Leak(name, number, line, source, cell)


def syllabus_is_fresh(course: Course, units: Sequence[str]) -> Yield:
    """The syllabus page is what the sources make, and shows a picture of every unit."""
    sources = [read_tailored(course, course.source(unit)) for unit in units]
    yield Count("syllabus pages")
    for unit in units:
        picture = course.picture(unit)
        if not picture.is_file():
            yield Finding(shown(picture), 1, "the unit's picture is missing.", "make pictures")
    page = course.syllabus.read_text(encoding="utf-8") if course.syllabus.is_file() else ""
    if page != syllabus_page(course, sources):
        problem = "the syllabus page is not what the sources make."
        yield Finding(shown(course.syllabus), 1, problem, "autograder build")


def settings_are_fresh(course: Course) -> Yield:
    """The settings that students get are what ``course.toml`` says."""
    path, settings = course.public_settings, read_settings(course)
    wanted = "" if settings.is_default else to_json(settings)
    if (path.read_text(encoding="utf-8") if path.is_file() else "") != wanted:
        problem = f"students' settings are not what {course.settings_file.name} says."
        yield Finding(shown(path), 1, problem, "autograder build")


def package_keeps_secrets(course: Course, units: Sequence[Unit]) -> Yield:
    """No module that students install, and no notebook of an earlier unit, holds a solution."""
    found = (inspect_source(course.source(unit.slug), unit)[0] for unit in units)
    sources = [source for source in found if source]  # else that is a finding already
    files = [PACKAGE / file for file in student_files()]
    notebooks = (course.notebook(unit.slug) for unit in units)
    files += [notebook for notebook in notebooks if notebook.is_file()]
    for file in files:
        yield Count("files of students' looked at")
        for leak in leaks([(shown(file), file.read_text(encoding="utf-8"))], sources):
            problem = (
                f'"{leak.text}" is part of the {leak.cell.role} "{leak.cell.slug}" '
                f"({shown(leak.source.path)}:{leak.cell.line}). Say it in other words."
            )
            yield Finding(leak.name, leak.line, problem, "autograder build")


def line_in_notebook(text: str, secret: str) -> int:
    """The line of a notebook file that holds ``secret`` as a line of a cell; 0 if none."""
    for number, line in enumerate(text.split("\n"), start=1):
        shape = line.strip().removesuffix(",")
        if shape.startswith('"') and secret in line_text(shape):
            return number
    return 0


def line_text(shape: str) -> str:
    """The text of one line of a cell as JSON writes it; empty where it is something else."""
    try:
        found = json.loads(shape)
    except ValueError:
        return ""
    return found if isinstance(found, str) else ""


def nothing_is_stray(course: Course, units: Sequence[str]) -> Yield:
    """Every file in the folders that the build and release read or write belongs there."""
    expected = {course.notebook(unit) for unit in units}
    expected |= {course.source(unit) for unit in units}
    expected |= {course.bank(unit) for unit in units}
    expected |= {course.strangers(unit) for unit in units}
    expected |= {course.public_key(unit) for unit in units}
    expected |= {course.syllabus, *(course.picture(unit) for unit in units)}
    keys = course.public_key("any").parent
    expected |= {keys / "__init__.py", course.public_settings}
    for folder in (course.notebooks, course.solutions, keys):
        for path in _files(folder):
            yield Count("files looked at")
            if path not in expected:
                problem = f"no unit of autograder/exercises owns this file.{_why(path, course)}"
                yield Finding(shown(path), 1, problem, f"rm {shown(path)}")


def _why(path: Path, course: Course) -> str:
    if path.parent == course.solutions and path.suffix == ".py":
        return f" Is autograder/exercises/unit_{path.stem}.py missing?"
    return ""


def _files(folder: Path) -> Iterable[Path]:
    every = sorted(folder.rglob("*")) if folder.is_dir() else []
    return (p for p in every if not p.is_dir() and not set(_PASSING) & set(p.parts))


def _first_difference(old: str, new: str) -> int:
    pairs = enumerate(zip(old.split("\n"), new.split("\n"), strict=False), start=1)
    return next((n for n, (a, b) in pairs if a != b), min(old.count("\n"), new.count("\n")) + 1)
