"""From the teacher's notebook to the student's: a list of small passes, nb → nb.

nbgrader's own preprocessors do what they can do; they run in memory, without a
database. ``StudentVersion`` is the same list as an nbgrader preprocessor, so that
``nbgrader generate_assignment`` makes the same student notebook:

    c.GenerateAssignment.preprocessors = autograder.authoring.passes.GENERATE_ASSIGNMENT
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable

from nbformat import NotebookNode
from nbgrader import preprocessors as nbgrader

Pass = Callable[[NotebookNode], NotebookNode]

TEXT_STUB = "*Your answer here.*"
_NAME = "@name@"
CODE_STUB = (
    "# TODO: write your code here, in place of the next line\n"
    f'raise NotImplementedError("{_NAME} is not written yet")'
)
BEGIN = "### BEGIN SOLUTION"


def make_student_version(nb: NotebookNode) -> NotebookNode:
    """The student's notebook of an instructor's notebook, which is left alone."""
    nb = copy.deepcopy(nb)
    for change in STUDENT_PASSES:
        nb = change(nb)
    return nb


def drop_teacher_cells(nb: NotebookNode) -> NotebookNode:
    """Remove the cells of the teacher's version only."""
    nb.cells = [cell for cell in nb.cells if role(cell) != "solution"]
    return nb


def clear_solutions(nb: NotebookNode) -> NotebookNode:
    """Put a stub that names its function in place of every solution region."""
    names = [region_names(cell.source) if cell.cell_type == "code" else [] for cell in nb.cells]
    clear = nbgrader.ClearSolutions(code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB)
    nb, _ = clear.preprocess(nb, {})
    for cell, functions in zip(nb.cells, names, strict=True):
        for function in functions:
            cell.source = cell.source.replace(_NAME, function or cell.id, 1)
    return nb


def show_starters(nb: NotebookNode) -> NotebookNode:
    """Show the starter where an exercise has one: code to be repaired."""
    for cell in nb.cells:
        cell.source = notes(cell).pop("starter", cell.source)
    return nb


def lock_cells(nb: NotebookNode) -> NotebookNode:
    """Mark the cells that a student should not delete or edit."""
    return _run(nbgrader.LockCells(), nb)


def clear_output(nb: NotebookNode) -> NotebookNode:
    """Remove outputs and execution counts."""
    return _run(nbgrader.ClearOutput(), nb)


def check_metadata(nb: NotebookNode) -> NotebookNode:
    """Raise if nbgrader would not accept the metadata."""
    return _run(nbgrader.CheckCellMetadata(), nb)


def compute_checksums(nb: NotebookNode) -> NotebookNode:
    """Add the checksums by which nbgrader knows an untouched answer."""
    return _run(nbgrader.ComputeChecksums(), nb)


STUDENT_PASSES: tuple[Pass, ...] = (
    drop_teacher_cells,
    clear_solutions,
    show_starters,
    lock_cells,
    clear_output,
    compute_checksums,
    check_metadata,
)


def role(cell: NotebookNode) -> str:
    """What the source said the cell is for."""
    return str(notes(cell).get("role", "text"))


def notes(cell: NotebookNode) -> NotebookNode:
    """Our own metadata of a cell (nbgrader's schema allows none inside its own)."""
    found: NotebookNode = cell.metadata.get("autograder", {})
    return found


def region_names(source: str) -> list[str]:
    """The function that each solution region of a cell is in, ``""`` if in none.

    A method is named with its class: ``TwoLayerNet.loss``.
    """
    spans = _functions(ast.parse(source).body, "")
    names = []
    for line, text in enumerate(source.split("\n"), start=1):
        if BEGIN in text:
            around = [span for span in spans if span[0] < line <= span[1]]
            names.append(max(around)[2] if around else "")
    return names


def _functions(body: list[ast.stmt], prefix: str) -> list[tuple[int, int, str]]:
    """First line, last line and name of the functions and methods that a student knows."""
    found = []
    for node in body:
        if isinstance(node, ast.FunctionDef):
            found.append((node.lineno, node.end_lineno or node.lineno, prefix + node.name))
        elif isinstance(node, ast.ClassDef):
            found += _functions(node.body, f"{prefix}{node.name}.")
    return found


def _run(preprocessor: nbgrader.NbGraderPreprocessor, nb: NotebookNode) -> NotebookNode:
    nb, _ = preprocessor.preprocess(nb, {})
    return nb


class StudentVersion(nbgrader.NbGraderPreprocessor):  # type: ignore[misc]
    """All of ``STUDENT_PASSES`` as one preprocessor of ``nbgrader generate_assignment``."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, object]
    ) -> tuple[NotebookNode, dict[str, object]]:
        """The student's notebook, and the resources unchanged."""
        return make_student_version(nb), resources


GENERATE_ASSIGNMENT = [
    "autograder.authoring.passes.StudentVersion",
    "nbgrader.preprocessors.SaveCells",
]
"""What ``c.GenerateAssignment.preprocessors`` must hold, in this order."""
