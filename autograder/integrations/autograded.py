"""The notebook of ``autograded/``: ours, with the student's text and our marks in it.

It is made anew from the released notebook. Of the submission only the text of
cells comes in, never metadata, attachments or outputs. The marks stand in the
outputs of the check cells, where nbgrader's own tools read them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder.errors import UsageError
from autograder.exercises import load_unit
from autograder.integrations.placing import SubmittedCell, grade_id, is_solution, place
from autograder.model import Verdict
from autograder.rendering import as_html, text
from autograder.reports.clean import answer_cell, tidy, written_by_hand
from autograder.results import SubmissionResult, from_lines, to_lines

MAX_EXTRAS = 200
LEXER = "ipython3"
"""As Jupyter says itself; only with it nbconvert looks at a cell's own language (``_plain``)."""
RESULT = dict(new_output("execute_result"))
"""An output without data. It is made once: nbformat validates each by the whole schema."""
NOT_JUDGED = "<p>This exercise was not judged: 0 points.</p>"


class Submitted(Protocol):
    """What is used of a submission: its cells."""

    @property
    def cells(self) -> Sequence[SubmittedCell]: ...


def read_notebook(path: Path) -> NotebookNode:
    """One of our own notebooks; raises ``UsageError`` if it is missing or damaged."""
    again = "Make it with: autograder build"
    try:
        notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except FileNotFoundError:
        raise UsageError(f"There is no notebook at {path}. {again}") from None
    except (OSError, ValueError) as error:  # not JSON, not UTF-8, not of nbformat's schema
        raise UsageError(f"{path} cannot be read: {error}. {again}") from None
    return notebook


def autograded_notebook(
    released: NotebookNode, submission: Submitted | None, result: SubmissionResult
) -> NotebookNode:
    """The notebook that a teacher sees in formgrader.

    Args:
        released: the student notebook as we gave it out.
        submission: its cells; None where it could not be read.
        result: the marks.
    """
    notebook: NotebookNode = nbformat.from_dict(released)  # a copy
    placed = place(released, submission.cells if submission else (), load_unit(result.unit))
    verdicts = {verdict.exercise: verdict for verdict in result.verdicts}
    cells = _problem(result) + _extra_cells(placed.extras.get(-1, ()), 0)
    for i, cell in enumerate(notebook.cells):
        _fill(cell, placed.answers)
        _mark(cell, verdicts)
        cells += [cell, *_extra_cells(placed.extras.get(i, ()), len(cells))]
    notebook.cells = cells
    notebook.metadata.setdefault("language_info", {"name": "python"})["pygments_lexer"] = LEXER
    notebook.metadata.setdefault("autograder", {})["result"] = stored(result)
    return notebook


def stored(result: SubmissionResult) -> list[dict[str, Any]]:
    """A result as kept in our notebook's metadata: without the seed, and without times."""
    lines = [json.loads(line) for line in to_lines(result).splitlines()]
    hidden = {"seed": "", "seconds": 0.0, "run": ""}
    return [{**line, **hidden} for line in lines]


def result_of(notebook: NotebookNode) -> SubmissionResult | None:
    """The result that ``autograded_notebook`` kept in its metadata, None if there is none."""
    lines = notebook.metadata.get("autograder", {}).get("result", [])
    found = from_lines(json.dumps(line) for line in lines)
    return found[0] if found else None


def marks_in(verdict: Verdict | None, most: float) -> float:
    """A verdict's points as a number from 0 to ``most``, whatever it holds."""
    points = verdict.points if verdict else 0.0
    return float(min(max(points, 0.0), most)) if math.isfinite(points) else 0.0


def is_blank(cell: NotebookNode) -> bool:
    """Whether an answer cell is as it was given out."""
    return bool(cell.metadata.get("autograder", {}).get("blank", False))


def _fill(cell: NotebookNode, answers: Mapping[str, str]) -> None:
    if not is_solution(cell):
        return
    written = answers.get(grade_id(cell))
    if written is None:
        cell.metadata.setdefault("autograder", {})["blank"] = True
    elif cell.cell_type == "markdown":
        cell.source = answer_cell(written)
    else:
        cell.source = tidy(written)
        cell.metadata.update(_plain(cell.source))


def _mark(cell: NotebookNode, verdicts: Mapping[str, Verdict]) -> None:
    """Put marks and card into a check cell. Without an output nbgrader gives full marks."""
    nbgrader = cell.metadata.get("nbgrader", {})
    if cell.cell_type != "code" or not nbgrader.get("grade"):
        return
    verdict = verdicts.get(grade_id(cell))
    points = marks_in(verdict, float(nbgrader["points"]))
    card = as_html(verdict) if verdict else NOT_JUDGED
    data = {"text/plain": repr(points), "text/html": card}
    cell.outputs = [nbformat.from_dict({**RESULT, "data": data})]


def _problem(result: SubmissionResult) -> list[NotebookNode]:
    if not result.problem:
        return []
    said = text(result.problem).replace("\n", " ")
    words = f"<strong>{result.status}</strong>: {said}"
    return [new_markdown_cell(f'<div class="alert alert-danger">{words}</div>', id="problem")]


def _extra_cells(cells: Iterable[SubmittedCell], number: int) -> list[NotebookNode]:
    """The student's own cells under a line that says so; ids from where they come to stand."""
    own = list(cells)[:MAX_EXTRAS]
    if not own:
        return []
    said = f"<em>{'A cell' if len(own) == 1 else f'{len(own)} cells'} of the student's own:</em>"
    about: dict[str, Any] = {"autograder": {"role": "extra-label"}}
    made = [new_markdown_cell(said, id=f"extra-{number}-label", metadata=about)]
    for n, cell in enumerate(own, start=number):
        new: Any = new_code_cell if cell.kind == "code" else new_markdown_cell
        source = tidy(cell.source) if cell.kind == "code" else answer_cell(cell.source)
        plain = _plain(source) if cell.kind == "code" else {}
        about = {"autograder": {"role": "extra"}, **plain}
        made.append(new(source, id=f"extra-{n}", metadata=about))
    return made


def _plain(code: str) -> dict[str, str]:
    """What tells nbconvert, and so formgrader, not to highlight code that nobody wrote by hand:
    it would spend minutes on one long line."""
    return {} if written_by_hand(code) else {"magics_language": "text"}
