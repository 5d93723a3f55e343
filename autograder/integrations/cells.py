"""The released notebook in the grade book: its cells, as nbgrader's SaveCells leaves them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader import api
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.errors import UsageError
from autograder.integrations.placing import grade_id


@dataclass(frozen=True)
class Cells:
    """Ids of a unit's rows: its assignment, its notebook, its grade and answer cells by name."""

    assignment: Any
    notebook_id: str
    grades: dict[str, str]
    solutions: dict[str, str]


def save_cells(session: Session, course_id: str, unit: str, released: NotebookNode) -> Cells:
    """Make the grade book hold the released notebook, and nothing but it, for this unit.

    Points and texts that have changed are updated; cells that are new come in, also
    for submissions that are there; cells that are gone go, unless a person has
    marked them: then ``UsageError``. Other assignments are not looked at.
    """
    assignment = _one(session, api.Assignment, name=unit)
    if assignment is None:
        assignment = api.Assignment(name=unit, course_id=course_id)
        session.add(assignment)
        session.flush()
    notebook = _one(session, api.Notebook, name=unit, assignment_id=assignment.id)
    if notebook is None:
        notebook = api.Notebook(name=unit, assignment_id=assignment.id)
        session.add(notebook)
        session.flush()
    notebook.kernelspec = json.dumps(released.metadata.get("kernelspec", {}))
    ours = [cell for cell in released.cells if grade_id(cell)]
    graded, answers = list(filter(is_grade, ours)), list(filter(is_solution, ours))
    grades = _save(session, api.GradeCell, notebook.id, [(grade_id(c), _grade(c)) for c in graded])
    solutions = _save(session, api.SolutionCell, notebook.id, [(grade_id(c), {}) for c in answers])
    sources = [c for c in ours if is_grade(c) or is_solution(c) or is_locked(c)]
    _save(session, api.SourceCell, notebook.id, [(grade_id(c), _source(c)) for c in sources])
    cells = Cells(assignment, notebook.id, grades, solutions)
    _fill_submissions(session, cells)
    return cells


def _one(session: Session, kind: Any, **named: Any) -> Any:
    return session.execute(select(kind).filter_by(**named)).scalar_one_or_none()


def _grade(cell: NotebookNode) -> dict[str, Any]:
    return {"max_score": float(cell.metadata.nbgrader["points"]), "cell_type": cell.cell_type}


def _source(cell: NotebookNode) -> dict[str, Any]:
    return {
        "cell_type": cell.cell_type,
        "locked": is_locked(cell),
        "source": cell.source,
        "checksum": cell.metadata.nbgrader.get("checksum") or compute_checksum(cell),
    }


def _save(
    session: Session, kind: Any, notebook_id: str, wanted: Sequence[tuple[str, dict[str, Any]]]
) -> dict[str, str]:
    """Rows of one kind: made, updated or removed. Their ids by name."""
    found = session.execute(select(kind).filter_by(notebook_id=notebook_id)).scalars()
    rows = {row.name: row for row in found}
    ids = {}
    for name, values in wanted:
        row = rows.pop(name, None)
        if row is None:
            row = kind(id=api.new_uuid(), name=name, notebook_id=notebook_id)
            session.add(row)
        for key, value in values.items():
            setattr(row, key, value)
        ids[name] = row.id
    for row in rows.values():
        if kind is not api.SourceCell:
            _remove_marks(session, row)
        session.delete(row)
    session.flush()
    return ids


def _remove_marks(session: Session, cell: Any) -> None:
    """The marks and comments on a cell that is gone, if no person gave them."""
    for kind, by_hand in (
        (api.Grade, ("manual_score", "extra_credit")),
        (api.Comment, ("manual_comment",)),
    ):
        for row in session.execute(select(kind).filter_by(cell_id=cell.id)).scalars():
            if any(getattr(row, name) is not None for name in by_hand):
                raise UsageError(
                    f'The grade book holds marks or comments given by hand for "{cell.name}", '
                    "which the notebook no longer has. Put the cell back, or remove these marks "
                    "in formgrader. Nothing was written."
                )
            session.delete(row)
    session.flush()


def _fill_submissions(session: Session, cells: Cells) -> None:
    """Rows for cells that came in after a submission was recorded."""
    query = select(api.SubmittedNotebook.id).filter_by(notebook_id=cells.notebook_id)
    submitted = list(session.execute(query).scalars())
    for kind, wanted in ((api.Grade, cells.grades), (api.Comment, cells.solutions)):
        there = _pairs(session, kind, wanted.values())
        session.add_all(
            kind(cell_id=cell, notebook_id=notebook)
            for notebook in submitted
            for cell in wanted.values()
            if (notebook, cell) not in there
        )
    session.flush()


def _pairs(session: Session, kind: Any, ids: Iterable[str]) -> set[tuple[str, str]]:
    query = select(kind.notebook_id, kind.cell_id).where(kind.cell_id.in_(list(ids)))
    return {(notebook, cell) for notebook, cell in session.execute(query)}
