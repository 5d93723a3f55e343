"""Build a unit's notebooks and public key from its source."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder import __version__
from autograder.authoring.bank import load_bank
from autograder.authoring.freshness import key_differences
from autograder.authoring.keys import Maker
from autograder.authoring.passes import make_student_version
from autograder.authoring.reference import Reference
from autograder.authoring.source import SourceCell, UnitSource, read_source
from autograder.authoring.syllabus import syllabus_page
from autograder.authoring.tailor import OWN, read_tailored
from autograder.authoring.versions import version_of
from autograder.course_file import read_settings
from autograder.exercises import load_unit, unit_slugs
from autograder.grading.seed import PUBLIC_SEED
from autograder.judging.answer_key import from_json, to_json
from autograder.layout import Course
from autograder.model import Unit
from autograder.settings import released_settings
from autograder.settings import to_json as settings_json


@dataclass(frozen=True)
class Built:
    """The two notebooks of a unit: the student's, and the teacher's for nbgrader's ``source``."""

    student: NotebookNode
    instructor: NotebookNode


def build_unit(source: UnitSource) -> Built:
    """Both notebooks of a unit. Reads and writes nothing."""
    instructor = make_instructor_version(source)
    student = make_student_version(instructor)
    for notebook in (instructor, student):
        nbformat.validate(notebook)
    return Built(student, instructor)


def notebook_text(nb: NotebookNode) -> str:
    """A notebook as text: the same bytes for the same notebook, a newline at the end."""
    text: str = nbformat.writes(nb, version=4)
    return text.rstrip("\n") + "\n"


def build_course(course: Course, units: Sequence[str | Unit] = ()) -> list[Path]:
    """Write notebooks and public keys of ``units``; the paths that changed.

    By default all, and then the syllabus page too.
    """
    changed = _write_settings(course)
    for unit in [as_unit(unit) for unit in units or unit_slugs()]:
        built = build_unit(read_tailored(course, course.source(unit.slug), unit))
        instructor = course.instructor / unit.slug / f"{unit.slug}.ipynb"
        changed += _write(course.notebook(unit.slug), notebook_text(built.student))
        changed += _write(instructor, notebook_text(built.instructor))
        changed += _write_key(course, unit)
    if not units:
        sources = [read_tailored(course, course.source(unit)) for unit in unit_slugs()]
        changed += _write(course.syllabus, syllabus_page(course, sources))
    return changed


def as_unit(unit: str | Unit) -> Unit:
    """A unit by its slug, or one that is in no package (a toy) as it is."""
    return unit if isinstance(unit, Unit) else load_unit(unit)


def open_unit(course: Course, unit: Unit) -> Maker:
    """What a unit's keys are made from; raises ``SourceError``."""
    if unit.slug in unit_slugs():
        return Maker.of(course, unit.slug)
    files = course.source(unit.slug), course.bank(unit.slug)
    source, bank = read_source(files[0], unit), load_bank(files[1])
    return Maker(unit, source, bank, Reference(source), version_of(files))


def make_instructor_version(source: UnitSource) -> NotebookNode:
    """The notebook with everything in it, and the metadata from which the rest follows."""
    starters = {e.slug: e.starter.source for e in source.exercises if e.starter}
    ids = _Ids()
    cells = [
        made
        for cell in source.cells
        if cell.role != "starter"
        for made in _notebook_cells(cell, starters, ids)
    ]
    metadata: dict[str, Any] = {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
        "autograder": {"unit": source.slug, "version": __version__},
    }
    if source.exam:
        metadata["autograder"]["exam"] = True
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


class _Ids:
    """Ids that follow from the text alone, so that a small edit is a small diff."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, text: str) -> str:
        name = hashlib.sha256(text.encode()).hexdigest()[:8]
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}-{self._seen[name]}"


def _notebook_cells(
    cell: SourceCell, starters: dict[str, str], ids: _Ids
) -> Iterator[NotebookNode]:
    def new(source: str, *, id: str, metadata: dict[str, Any]) -> NotebookNode:
        make = new_code_cell if cell.kind == "code" else new_markdown_cell
        return make(source, id=id, metadata=metadata)  # type: ignore[no-any-return, no-untyped-call]

    points, own = cell.options.get("points"), cell.options.get(OWN)
    if cell.role == "question":
        prompt, guide = _split_question(cell.source)
        name = f"{cell.slug}-question"
        yield new(prompt, id=name, metadata=_metadata("question", name, locked=True))
        metadata = _metadata("answer", cell.slug, grade=True, solution=True, points=points, own=own)
        yield new(guide, id=cell.slug, metadata=metadata)
    elif cell.role == "exercise":
        name = f"{cell.slug}-answer"
        metadata = _metadata("exercise", name, solution=True)
        if cell.slug in starters:
            metadata["autograder"]["starter"] = starters[cell.slug]
        yield new(cell.source, id=name, metadata=metadata)
    elif cell.role == "check":
        metadata = _metadata("check", cell.slug, grade=True, locked=True, points=points, own=own)
        yield new(cell.source, id=cell.slug, metadata=metadata)
    elif cell.role == "given":
        metadata = _metadata("given", cell.slug, locked=True)
        yield new(cell.source, id=cell.slug, metadata=metadata)
    else:
        metadata = {} if cell.role == "text" else {"autograder": {"role": cell.role}}
        yield new(cell.source, id=ids.of(cell.source), metadata=metadata)


def _split_question(text: str) -> tuple[str, str]:
    """The prompt, and the marking guide with its marks."""
    begin = text.index("### BEGIN SOLUTION")
    return text[:begin].rstrip(), text[begin:].rstrip()


def _metadata(
    role: str,
    grade_id: str,
    *,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    points: Any = None,
    own: Any = None,
) -> dict[str, Any]:
    nbgrader: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    if points is not None:
        nbgrader["points"] = points
    ours = {"role": role} if own is None else {"role": role, OWN: own}
    return {"nbgrader": nbgrader, "autograder": ours}


def _write(path: Path, text: str) -> list[Path]:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return [path]


def _write_settings(course: Course) -> list[Path]:
    """What the course's students are to know of ``course.toml``; no file where nothing is set."""
    settings, path = read_settings(course), course.public_settings
    released_settings.cache_clear()
    if settings.is_default:
        path.unlink(missing_ok=True)
        return []
    return _write(path, settings_json(settings))


def _write_key(course: Course, unit: Unit) -> list[Path]:
    """Write the public key, keeping the numbers on file where they are equal to 1e-12.

    exp and BLAS differ in their last bits between processors: an edit of a text
    must not change every number of a key.
    """
    path = course.public_key(unit.slug)
    key = open_unit(course, unit).key(PUBLIC_SEED)
    if path.is_file():
        with contextlib.suppress(ValueError):  # an unreadable key is written anew
            old = replace(from_json(path.read_text(encoding="utf-8")), version=key.version)
            key = key if key_differences(old, key) else old
    return _write(path, to_json(key))
