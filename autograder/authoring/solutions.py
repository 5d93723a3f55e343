"""Solved notebooks for students, after the deadline: never a part of what students get before.

``dist/solutions`` is a folder of its own. It is no release, lies in none and holds none.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

import autograder
from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.rules import BEGIN, END
from autograder.authoring.source import SourceCell, UnitSource
from autograder.authoring.tailor import read_tailored
from autograder.course_file import read_settings
from autograder.errors import UsageError
from autograder.layout import Course

MANIFEST, RELEASE = "solutions.json", "release.json"
ANYWAY = "--before-the-deadline"


def write_solutions(
    course: Course, out: Path, units: Sequence[str], *, guides: bool = False, anyway: bool = False
) -> list[Path]:
    """Write the solved notebooks of ``units`` to ``out``; their paths.

    Args:
        guides: also give the marking guides of the questions in words.
        anyway: also before the unit is due, and while it is an exam.

    Raises ``UsageError`` where students could get them too early, or in the wrong place; then
    nothing was written.
    """
    _refuse_folder(course, out)
    if not anyway:
        _refuse_exams(course, units)
        refuse_early(course, units)
    made = {}
    for unit in dict.fromkeys(units):
        source = read_tailored(course, course.source(unit))
        made[out / unit / f"{unit}-solution.ipynb"] = solved(source, guides=guides)
    for path, notebook in made.items():
        _write(path, notebook_text(notebook))
    _write(out / MANIFEST, json.dumps({"version": autograder.__version__}) + "\n")
    return list(made)


def solved(source: UnitSource, *, guides: bool = False) -> NotebookNode:
    """The student's notebook of a unit with the solution in each cell that was to be filled."""
    notebook = copy.deepcopy(build_unit(source).student)
    answers = {f"{e.slug}-answer": _shown(e.answer) for e in source.exercises}
    if guides:
        questions = (cell for cell in source.cells if cell.role == "question")
        answers |= {cell.slug: "\n".join(_inside(cell)).strip() for cell in questions}
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    said = "**Solutions.** Every cell that you were to fill holds one way to do it."
    notebook.cells.insert(0, new_markdown_cell(said, id="solutions"))
    nbformat.validate(notebook)
    return notebook


def _shown(cell: SourceCell) -> str:
    lines = cell.source.split("\n")
    return "\n".join(line for line in lines if line.strip() not in (BEGIN, END))


def _inside(cell: SourceCell) -> Iterator[str]:
    """The lines between a cell's marks."""
    inside = False
    for line in cell.source.split("\n"):
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            yield line


def refuse_early(course: Course, units: Sequence[str], now: datetime | None = None) -> None:
    """Raise where the grade book has a unit due later than ``now``, extensions included."""
    from autograder.integrations.reading import read_due
    from autograder.integrations.settings import configured_gradebook, gradebook_url

    address = configured_gradebook(course.root)
    if not address and not (course.root / "gradebook.db").is_file():
        return
    now = now or datetime.now(UTC).replace(tzinfo=None)
    for unit in units:
        due = read_due(address or gradebook_url(course.root), unit)
        if due is not None and due > now:
            raise UsageError(
                f"{unit} is due on {due:%Y-%m-%d %H:%M} UTC by the grade book, extensions "
                f"included: nothing was written. Wait, or say {ANYWAY}."
            )


def _refuse_exams(course: Course, units: Sequence[str]) -> None:
    settings = read_settings(course)
    for unit in units:
        if settings.is_exam(unit):
            raise UsageError(
                f"{unit} is an exam now ({course.settings_file.name}): nothing was written. Take "
                f"it out of [exam] when the exam is over, or say {ANYWAY}."
            )


def _refuse_folder(course: Course, out: Path) -> None:
    """Raise where the folder, one around it or one inside is what students get or read."""
    place = out.resolve()
    around = (place, *place.parents)
    inside = place.rglob(RELEASE) if place.is_dir() else ()
    releases = [*(folder for folder in around if (folder / RELEASE).is_file()), *inside]
    kept = [course.notebooks, course.root / "autograder", course.solutions, course.instructor]
    if releases:
        raise UsageError(
            f"{out} is, holds or lies in a release that students get ({releases[0]}). Give another "
            "folder: --out."
        )
    if any(folder.resolve() in around for folder in kept) or place == course.root.resolve():
        raise UsageError(f"{out} is a place of the course itself. Give another folder: --out.")


def refuse_to_join_solutions(out: Path) -> None:
    """Raise where a release to ``out`` would come to lie with solutions."""
    place = out.resolve()
    found = [folder for folder in (place, *place.parents) if (folder / MANIFEST).is_file()]
    found += [path.parent for path in place.rglob(MANIFEST)] if place.is_dir() else []
    if found:
        raise UsageError(
            f"{found[0]} holds solutions: students must not get them with a release. Give another "
            "--out, or move the solutions away."
        )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
