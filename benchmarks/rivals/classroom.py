"""The class that everybody grades: honest work, no two notebooks the same."""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode

from autograder.authoring.bank import Bank, apply, load_bank
from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.passes import drop_teacher_cells, role
from autograder.authoring.sample_class import Deed, Draft, finished, half_finished, mistaken
from autograder.authoring.source import UnitSource, read_source
from autograder.exercises import load_unit
from autograder.layout import Course

MIXTURE: tuple[Deed, ...] = (
    *(finished, mistaken, mistaken, finished, mistaken),
    *(finished, mistaken, finished, mistaken, half_finished),
)
"""What ten students do: four all right, five one to three mistakes, one the first half."""


def deed(number: int) -> Deed:
    """What a student does."""
    return MIXTURE[number % len(MIXTURE)]


def name(number: int) -> str:
    """A student's id."""
    return f"student{number:03d}"


def handed_in(submitted: Path, number: int, unit: str) -> Path:
    """Where a student's notebook lies."""
    return submitted / name(number) / unit / f"{unit}.ipynb"


def sample(size: int, count: int, turn: int) -> list[int]:
    """Students spread over the class, others in each turn."""
    count = min(count, size)
    return [(turn + i * (size // count)) % size for i in range(count)]


def write_class(course: Course, unit: str, submitted: Path, size: int) -> None:
    """Hand in a class's work on one unit, in nbgrader's layout; the same each time."""
    source = read_source(course.source(unit))
    bank = neighbourly(load_bank(course.bank(unit)), source)
    given = build_unit(source).student
    for number in range(size):
        own = random.Random(f"{unit}:{number}")
        notebook = copy.deepcopy(given)
        deed(number)(Draft(load_unit(unit), source, bank, course, notebook, own))
        path = handed_in(submitted, number, unit)
        path.parent.mkdir(parents=True)
        path.write_text(notebook_text(_signed(notebook, given, number)), encoding="utf-8")


def _signed(notebook: NotebookNode, given: NotebookNode, number: int) -> NotebookNode:
    """The notebook with a comment of its own in every answer, so that none can be remembered."""
    for cell, before in zip(notebook.cells, given.cells, strict=True):
        if cell.cell_type == "code" and cell.source != before.source:
            cell.source = f"{cell.source.rstrip()}\n# {name(number)}"
    return notebook


# ------------------------------------------------- answers that leave others alone


def neighbourly(bank: Bank, source: UnitSource) -> Bank:
    """The answers of a bank that define nothing which another cell of the page defines.

    One that writes a whole class anew can mend a mistake above it: we count that, as we ask
    again at the end, and a kernel that runs check cells does not. Both are right, but no speed
    can be compared.
    """
    cells = [cell for cell in source.cells if cell.role in ("exercise", "given")]
    answers = {e.slug: e.answer.source for e in source.exercises}

    def alone(slug: str, code: str) -> bool:
        others = {name for c in cells if c.slug != slug for name in defined(c.source)}
        return not defined(code) & others - defined(answers[slug])

    return replace(
        bank,
        correct={s: tuple(x for x in xs if alone(s, x.code)) for s, xs in bank.correct.items()},
        mistakes={
            slug: tuple(x for x in mistakes if alone(slug, apply(x, answers[slug])))
            for slug, mistakes in bank.mistakes.items()
        },
    )


def defined(code: str) -> set[str]:
    """Names that a cell binds: functions, variables, and what is in a class, under its name."""
    return set(_bound(ast.parse(code).body, ""))


def _bound(body: Sequence[ast.stmt], owner: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _bound(node.body, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield owner + node.name
        elif isinstance(node, ast.Assign):
            yield from (owner + ast.unparse(target) for target in node.targets)


# ------------------------------------------------------------------ for the peers


def for_nbgrader(course: Course, unit: str) -> NotebookNode:
    """What a teacher puts into nbgrader's ``source``: without the cells we keep to ourselves."""
    instructor = build_unit(read_source(course.source(unit))).instructor
    return drop_teacher_cells(copy.deepcopy(instructor))


def without_demos(notebook: NotebookNode) -> NotebookNode:
    """The notebook with the cells emptied that only train or plot."""
    bare: NotebookNode = copy.deepcopy(notebook)
    for cell in bare.cells:
        if role(cell) == "demo":
            cell.source = ""
    return bare
