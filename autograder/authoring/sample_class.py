"""A made-up class of 40 for trying out grading: ``python -m autograder.authoring.sample_class``.

Its submissions are put together from a unit's own solution and its bank of right
answers and real mistakes, so every unit has a class without further work. The
same course always gives the same class.
"""

from __future__ import annotations

import copy
import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from autograder.authoring.bank import Bank, apply, load_bank
from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.pairs import both
from autograder.authoring.sample_habits import by_heart, together
from autograder.authoring.source import UnitSource, read_source
from autograder.errors import AutograderError, UsageError
from autograder.exercises import load_unit
from autograder.layout import Course, find_course
from autograder.model import Unit

SEED = "demo"
UNIT = "01_linear_regression"
"""The unit of the demonstration; eleven classes would take ten minutes."""
MARKER = ".sample-class"

STUDENTS = (
    "ada", "alan", "andré", "annika", "barbara", "blaise", "bruno", "chiara", "dorothy", "dvořák",
    "edsger", "emmy", "evariste", "felix", "françois", "grace", "hedy", "ida", "ingeborg", "joan",
    "josé", "katherine", "leonhard", "liskov-b", "mária", "maryam", "mileva", "niels", "o'neil",
    "olga", "pierre", "radia", "sofia", "srinivasa", "søren", "tove", "włodek", "yuki", "zoë",
    "李明",
)  # fmt: skip

THOUGHTS = (
    "The mean makes the loss independent of the number of examples, and so the rate too.",
    "Because *one* row of the table already decides it: step divided by gradient.",
    "I think it is about the scale of the columns.\n\n- first column: 5\n- second column: 25",
    "dunno <script>document.title = 'read by a teacher'</script>",
)


@dataclass
class Draft:
    """A student at work on the notebook of one unit."""

    unit: Unit
    source: UnitSource
    bank: Bank
    course: Course
    notebook: NotebookNode
    rng: random.Random

    @property
    def slugs(self) -> list[str]:
        return [exercise.slug for exercise in self.unit.exercises]

    @property
    def target(self) -> str:
        """The exercise at which something special happens."""
        return self.slugs[min(1, len(self.slugs) - 1)]

    @property
    def name(self) -> str:
        """The first name that the target asks for."""
        return self.unit.exercise(self.target).needs[0]

    def cell(self, grade_id: str) -> NotebookNode:
        found: NotebookNode = next(c for c in self.notebook.cells if _grade_id(c) == grade_id)
        return found

    def answer(self, slug: str, code: str) -> None:
        self.cell(f"{slug}-answer").source = code

    def reference(self, slug: str) -> str:
        cell = next(e.answer for e in self.source.exercises if e.slug == slug)
        return without_markers(cell.source)

    def right(self, slug: str) -> None:
        """A right answer, written in one of several styles."""
        styles = [style.code for style in self.bank.correct.get(slug, ())]
        self.answer(slug, self.rng.choice([self.reference(slug), *styles]))

    def mistaken(self, slug: str) -> None:
        """A wrong answer of the kind that students really give."""
        cell = next(e.answer for e in self.source.exercises if e.slug == slug)
        mistake = self.rng.choice(self.bank.mistakes[slug])
        self.answer(slug, without_markers(apply(mistake, cell.source)))

    def all_right(self) -> None:
        for slug in self.slugs:
            self.right(slug)

    def written(self) -> None:
        """Answers to the questions in words."""
        for cell in self.notebook.cells:
            if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = self.rng.choice(THOUGHTS)


# ------------------------------------------------------------ what students do

Deed = Callable[[Draft], None]


def finished(draft: Draft) -> None:
    """All right, each in a style of their own."""
    draft.all_right()
    draft.written()


def mistaken(draft: Draft) -> None:
    """All done, with one to three real mistakes."""
    finished(draft)
    for slug in draft.rng.sample(draft.slugs, min(draft.rng.randint(1, 3), len(draft.slugs))):
        draft.mistaken(slug)


def two_slips(draft: Draft) -> None:
    """All done, but for two mistakes at once in one answer."""
    finished(draft)
    cell = next(e.answer for e in draft.source.exercises if e.slug == draft.target)
    pairs = combinations(draft.bank.mistakes[draft.target], 2)
    codes = [code for one, other in pairs if (code := both(one, other, cell.source))]
    if codes:
        draft.answer(draft.target, without_markers(draft.rng.choice(codes)))


def half_finished(draft: Draft) -> None:
    """The first exercises done, the rest as given out."""
    for slug in draft.slugs[: max(1, len(draft.slugs) // 2)]:
        draft.right(slug)


def not_started(draft: Draft) -> None:
    """Handed in as given out."""


def syntax_error(draft: Draft) -> None:
    """A bracket is missing in one cell."""
    finished(draft)
    draft.answer(draft.target, f"{draft.reference(draft.target)}\n    print((1, 2)\n")


def endless_loop(draft: Draft) -> None:
    """One function never returns."""
    finished(draft)
    draft.answer(draft.target, f"def {draft.name}(*arguments):\n    while True:\n        pass\n")


def crash(draft: Draft) -> None:
    """One function ends the whole process."""
    finished(draft)
    draft.answer(draft.target, f"import os\n\ndef {draft.name}(*arguments):\n    os._exit(0)\n")


def reads_the_solutions(draft: Draft) -> None:
    """One cell looks for the answer on the teacher's disk."""
    finished(draft)
    path = draft.course.source(draft.unit.slug).resolve()
    code = (
        f"cells = open({str(path)!r}).read().split('# %%')\n"
        f"stolen = next(cell for cell in cells if '\\ndef {draft.name}(' in cell)\n"
        f"exec('#' + stolen)\n{draft.name} = {draft.name}\n"
    )
    draft.answer(draft.target, code)


def copied_cells(draft: Draft) -> None:
    """Cells copied with all their metadata, as Jupyter does it."""
    finished(draft)
    for grade_id in (f"{draft.target}-answer", draft.target):
        cell = draft.cell(grade_id)
        draft.notebook.cells.insert(draft.notebook.cells.index(cell) + 1, copy.deepcopy(cell))


def deleted_checks(draft: Draft) -> None:
    """All check cells thrown away."""
    finished(draft)
    cells = draft.notebook.cells
    draft.notebook.cells = [cell for cell in cells if _grade_id(cell) not in draft.slugs]


def noise(draft: Draft) -> None:
    """Warnings and prints on stderr from every answer."""
    finished(draft)
    for slug in draft.slugs:
        cell = draft.cell(f"{slug}-answer")
        noisy = "import sys, warnings\nwarnings.warn('almost there')\nprint('hm', file=sys.stderr)"
        cell.source = f"{noisy}\n{cell.source}"


def tags(draft: Draft) -> None:
    """Tags that make other graders skip a cell."""
    mistaken(draft)
    for cell in draft.notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "raises-exception", "remove-cell"]


def forged_marks(draft: Draft) -> None:
    """Nothing done, but the outputs say that it is."""
    for exercise in draft.unit.exercises:
        marks = {"text/plain": str(exercise.max_points)}
        output = new_output("execute_result", marks, execution_count=1)
        draft.cell(exercise.slug).outputs = [output]


def scribbles(draft: Draft) -> None:
    """Own cells in between, some of which fail."""
    finished(draft)
    for i, source in ((3, "1 / 0"), (8, "%timeit sum(range(9))"), (12, "print(undefined_name)")):
        cell = new_code_cell(source, id=f"own-{i}")
        draft.notebook.cells.insert(i, cell)


def learned_by_heart(draft: Draft) -> None:
    """One answer knows the notebook's own examples, and nothing else."""
    finished(draft)
    source, exercise = draft.reference(draft.target), draft.unit.exercise(draft.target)
    draft.answer(draft.target, by_heart(source, exercise, draft.course, draft.unit.slug))


def wrote_together(draft: Draft) -> None:
    """All right, in a way that nobody else has but for one."""
    finished(draft)
    for slug in draft.slugs:
        draft.answer(slug, together(draft.reference(slug), renamed=False))


def renamed_it(draft: Draft) -> None:
    """The work of the one above, under other names."""
    finished(draft)
    for slug in draft.slugs:
        draft.answer(slug, together(draft.reference(slug), renamed=True))


SPECIAL: tuple[Deed, ...] = (
    syntax_error, endless_loop, crash, reads_the_solutions, copied_cells, deleted_checks, noise,
    tags, forged_marks, two_slips, scribbles, not_started, not_started, half_finished,
    half_finished, learned_by_heart, wrote_together, renamed_it,
)  # fmt: skip


def deeds(count: int) -> list[Deed]:
    """What each student of a class does: everything special once, the rest works normally."""
    usual = [finished if i % 5 < 2 else mistaken for i in range(count - len(SPECIAL) - 2)]
    return [*usual, *SPECIAL]


# ------------------------------------------------------------------- the class


def write_class(course: Course, unit: str, submitted: Path) -> list[Path]:
    """Write a class's submissions of one unit in nbgrader's layout; returns the notebooks.

    Two files are broken: one is no JSON, one student has an empty folder.
    """
    source, bank = read_source(course.source(unit)), load_bank(course.bank(unit))
    given_out = build_unit(source).student
    rng = random.Random(unit)
    students = list(STUDENTS)
    rng.shuffle(students)
    *workers, broken, empty = students
    paths = []
    for number, (student, deed) in enumerate(zip(workers, deeds(len(students)), strict=True)):
        own = random.Random(f"{unit}:{student}")
        draft = Draft(load_unit(unit), source, bank, course, copy.deepcopy(given_out), own)
        deed(draft)
        paths.append(
            _hand_in(submitted, student, unit, json.dumps(draft.notebook, indent=1), number)
        )
    half = notebook_text(given_out)[:2000]
    paths.append(_hand_in(submitted, broken, unit, half, len(workers)))
    (submitted / empty / unit).mkdir(parents=True)
    return paths


def main(arguments: Sequence[str]) -> int:
    """Write a class and grade it: ``[FOLDER [UNIT…]]``, by default unit 01 in build/demo."""
    course = find_course()
    folder, *units = arguments or [str(course.root / "build" / "demo")]
    names = [load_unit(unit).slug for unit in units or [UNIT]]
    submitted = _fresh(Path(folder))
    for unit in names:
        paths = write_class(course, unit, submitted)
        print(f"{unit}: {len(paths)} submissions in {submitted}", flush=True)
    grade = [sys.executable, "-m", "autograder", "grade", str(submitted.absolute())]
    command = [*grade, "--out", str(Path(folder).absolute()), "--seed", SEED]
    return subprocess.run(command, cwd=course.root, check=False).returncode


def without_markers(source: str) -> str:
    """An answer as a student writes it: without the lines that mark the solution."""
    lines = source.splitlines(keepends=True)
    return "".join(line for line in lines if not re.match(r"\s*### (BEGIN|END) SOLUTION", line))


def _hand_in(submitted: Path, student: str, unit: str, text: str, number: int) -> Path:
    path = submitted / student / unit / f"{unit}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    stamp = f"2026-03-02 {8 + number // 6:02d}:{number * 7 % 60:02d}:00.000000 UTC"
    path.with_name("timestamp.txt").write_text(stamp, encoding="utf-8")
    return path


def _fresh(folder: Path) -> Path:
    """An empty ``submitted/`` in a folder that is new or ours."""
    marker = folder / MARKER
    if folder.exists() and any(folder.iterdir()) and not marker.exists():
        raise UsageError(f"{folder} holds other things. Name a new folder for the sample class.")
    folder.mkdir(parents=True, exist_ok=True)
    marker.touch()
    shutil.rmtree(folder / "submitted", ignore_errors=True)
    return folder / "submitted"


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except AutograderError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
