"""Build the zip of a Gradescope autograder for one unit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.authoring.archive import Entry, write_zip
from autograder.authoring.proofs.files import leaks
from autograder.authoring.source import UnitSource
from autograder.authoring.student_package import PACKAGE
from autograder.authoring.tailor import read_tailored
from autograder.errors import AutograderError, UsageError
from autograder.grading.rules import Rules, make_rules
from autograder.integrations.gradescope.contents import FALLBACK, Settings, Visibility, files_of
from autograder.integrations.gradescope.lock import part_of_lock
from autograder.integrations.gradescope.package import runner_files
from autograder.integrations.gradescope.results import as_json, not_graded
from autograder.layout import Course

SCRIPTS = Path(__file__).parent / "container"
PROGRAMS = ("run_autograder", "setup.sh")
KILLED = (
    "The grader was ended before it could say anything: more memory than the container has, or "
    "more time than the assignment allows (Settings, Autograder Settings). If the output above "
    "shows an error of ours, please report it."
)


def build_autograder(
    course: Course,
    unit: str,
    seed: str,
    out: Path,
    *,
    visibility: Visibility = "visible",
    allow_unsandboxed: bool = False,
) -> Path:
    """Write the zip for a unit to ``out``. The same bytes for the same course and seed.

    Args:
        seed: what hidden cases are drawn from; it does not go into the zip, they do.
        visibility: when students see their marks.
        allow_unsandboxed: grade even where the container cannot confine student code fully.

    Raises:
        UsageError: the zip cannot be made or written.
    """
    rules = make_rules(course, unit, seed)
    settings = replace(
        _settings(course, rules), visibility=visibility, allow_unsandboxed=allow_unsandboxed
    )
    files = _files(course, rules, settings)
    _refuse_solutions(read_tailored(course, course.source(unit)), files)
    entries = {name: Entry(data, name in PROGRAMS) for name, data in files.items()}
    try:
        return write_zip(out, entries)
    except OSError as error:
        raise UsageError(
            f"{out} cannot be written: {error.strerror}. Give another --out."
        ) from error


def _files(course: Course, rules: Rules, settings: Settings) -> dict[str, bytes]:
    """Everything in the zip, by path."""
    lock = _read(course.root / "requirements.lock").decode("utf-8")
    files = {name: _read(SCRIPTS / name) for name in PROGRAMS}
    files["requirements.txt"] = part_of_lock(lock, ("numpy", *rules.unit.packages)).encode()
    files["LICENSE"] = _read(course.root / "LICENSE")
    files[FALLBACK] = as_json(not_graded(rules.unit, KILLED)).encode()
    files |= files_of(rules, settings, _read(course.notebook(rules.slug)))
    for file in runner_files():
        files[f"{PACKAGE.name}/{file.as_posix()}"] = _read(PACKAGE / file)
    return files


def _settings(course: Course, rules: Rules) -> Settings:
    worth = _questions(json.loads(_read(course.notebook(rules.slug))))
    return Settings(rules.slug, rules.version, rules.seed, len(worth), sum(worth))


def _questions(notebook: Mapping[str, Any]) -> list[float]:
    """The points of each question that is answered in words, in our own notebook."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    told = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return [float(one["points"]) for one in told if one.get("grade")]


def _refuse_solutions(source: UnitSource, files: Mapping[str, bytes]) -> None:
    """Raise if a file of the zip holds a line of the solution: answers are arrays there."""
    texts = [(name, data.decode("utf-8")) for name, data in files.items()]
    for leak in leaks(texts, [source]):
        raise AutograderError(
            f"{leak.name} would hold a line of the {leak.cell.role} at line {leak.cell.line} of "
            f"{leak.source.path.name}: {leak.text!r}. No zip was written."
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}. Run: autograder build"
        ) from None
