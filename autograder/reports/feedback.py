"""The page that a student gets back: marks, what is wrong and where, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode

from autograder.exercises import load_unit
from autograder.model import AspectResult, Verdict
from autograder.rendering import WAITS, as_html, plain, points
from autograder.reports import states
from autograder.reports.clean import answer_html, code_html, comment_html, question_html
from autograder.reports.figures import is_another_units
from autograder.reports.marks import CellMarks, Marked
from autograder.reports.pages import page, percent
from autograder.reports.planes import Drawing, drawing
from autograder.reports.wording import to_the_student, without_folders
from autograder.results import SubmissionResult

ANSWER, QUESTION = "-answer", "-question"
NOTHING = Markup()


@dataclass(frozen=True)
class Shown:
    """One aspect of an exercise: a symbol, the same in words, a name and its points."""

    name: str
    symbol: str
    words: str
    marks: str


@dataclass(frozen=True)
class Part:
    """One exercise or question on the page. ``said`` is the sentence to begin with."""

    slug: str
    title: str
    state: states.State
    points: float
    max_points: float
    note: str = ""
    aspects: tuple[Shown, ...] = ()
    said: str = ""
    card: Markup = NOTHING
    drawing: Drawing | None = None
    prompt: Markup = NOTHING
    answer: Markup = NOTHING
    code: Markup = NOTHING
    comment: Markup = NOTHING

    is_code: bool = False

    @property
    def marks(self) -> str:
        """``4 / 6``, or what is still open: ``– / 2``."""
        mine = "–" if self.state in (states.WAITING, states.UNREAD) else points(self.points)
        return f"{mine} / {points(self.max_points)}"


def feedback_html(
    notebook: NotebookNode, result: SubmissionResult, marked: Marked | None = None
) -> str:
    """A student's page for one unit; whole, escaped, without scripts.

    Args:
        notebook: the autograded notebook, for code, answers and prompts.
        result: the automatic marks and their words.
        marked: what stands in the grade book; of it marks given by hand, extra
            credit, comments and the late penalty are shown.
    """
    marked = marked or Marked({})
    parts = list(_parts(notebook, result, marked))
    problem = _problem(result)
    unit, exam = load_unit(result.unit), _is_exam(notebook)
    total = _total(parts, marked)
    total["lines"] += _set_by_teacher(notebook, exam)
    return page(
        "feedback.html",
        title=unit.title,
        unit=unit.slug,
        student=plain(result.student),
        parts=parts,
        first=None if problem else _first(parts),
        total=total,
        problem=problem,
        good=_good(parts),
        exam=exam,
    )


def _first(parts: Sequence[Part]) -> Part | None:
    """Where to start: what is wrong before what is not written, from the top of the notebook."""
    wrong = (states.PARTLY.name, states.MISSED.name)
    short = [part for part in parts if part.is_code and part.points < part.max_points]
    for names in (wrong, (states.NOT_STARTED.name,)):
        found = next((part for part in short if part.state.name in names), None)
        if found is not None:
            return found
    return None


def _good(parts: Sequence[Part]) -> str:
    """What is said of questions in words where every exercise in code is right."""
    blank = [part.title for part in parts if part.state is states.BLANK]
    if blank:
        return f"{' and '.join(blank)}: no response yet."
    waiting = any(part.state is states.WAITING for part in parts)
    return (
        "Your answers in words are still to be marked." if waiting else "There is nothing to mend."
    )


def _parts(notebook: NotebookNode, result: SubmissionResult, marked: Marked) -> Iterator[Part]:
    verdicts = {verdict.exercise: verdict for verdict in result.verdicts}
    titles = {e.slug: e.title for e in load_unit(result.unit).exercises}
    cells = {_name(cell): cell for cell in notebook.cells if _name(cell)}
    questions = 0
    for name, cell in cells.items():
        nbgrader = cell.metadata["nbgrader"]
        if not nbgrader.get("grade"):
            continue
        most = float(nbgrader["points"])
        if cell.cell_type == "markdown":
            questions += 1
            part = _question(name, f"Question {questions}", cells, most, marked)
            unread = result.status not in ("graded", "not-attempted")
            if unread and part.state is states.BLANK:
                part = replace(part, state=states.UNREAD)
            yield part
        elif name in verdicts:
            part = _exercise(verdicts[name], titles.get(name, name), cells, most, marked)
            if result.status != "graded":
                yield replace(part, card=NOTHING, aspects=())
                continue
            wrong = {v.exercise for v in result.verdicts if not v.passed} - {name}
            yield replace(part, drawing=drawing(result.unit, verdicts[name], bool(wrong)))


def _exercise(
    verdict: Verdict, title: str, cells: dict[str, NotebookNode], most: float, marked: Marked
) -> Part:
    name = verdict.exercise
    answer = cells.get(f"{name}{ANSWER}")
    part = Part(
        slug=name,
        title=title,
        state=states.state_of(verdict),
        points=verdict.points,
        max_points=most,
        aspects=() if verdict.status == "not-attempted" else tuple(map(_shown, verdict.aspects)),
        said=plain(verdict.message),
        card=Markup(as_html(verdict, unfolded=True)),
        code=Markup(code_html(answer.source)) if answer and not _blank(answer) else NOTHING,
        comment=_below_h3(comment_html(marked.comments.get(f"{name}{ANSWER}", ""))),
        is_code=True,
    )
    return _by_hand(part, marked.cells.get(name))


def _shown(aspect: AspectResult) -> Shown:
    marks = f"{points(aspect.points)} / {points(aspect.max_points)}"
    if aspect.passed and not aspect.points and aspect.max_points:
        return Shown(aspect.name, WAITS, "right, pays once the rest is right", marks)
    if aspect.passed:
        return Shown(aspect.name, "✓", "right", marks)
    return Shown(aspect.name, "✗", "partly right" if aspect.points else "not right", marks)


def _question(
    name: str, title: str, cells: dict[str, NotebookNode], most: float, marked: Marked
) -> Part:
    cell, prompt = cells[name], cells.get(f"{name}{QUESTION}")
    part = Part(
        slug=name,
        title=title,
        state=states.BLANK if _blank(cell) else states.WAITING,
        points=0.0,
        max_points=most,
        prompt=_below_h3(question_html(prompt.source)) if prompt else NOTHING,
        answer=NOTHING if _blank(cell) else _below_h3(answer_html(cell.source)),
        comment=_below_h3(comment_html(marked.comments.get(name, ""))),
    )
    there = marked.cells.get(name)
    return replace(_by_hand(part, there), state=states.MARKED) if _is_by_hand(there) else part


def _below_h3(html: str) -> Markup:
    """Clean HTML whose headings come below those of the page."""
    return Markup(
        re.sub(r"(</?h)([1-6])>", lambda tag: f"{tag[1]}{min(int(tag[2]) + 3, 6)}>", html)
    )


def _by_hand(part: Part, there: CellMarks | None) -> Part:
    """A part with what a person gave: a score in place of ours, or extra credit on top."""
    if there is None:
        return part
    notes = []
    if there.by_hand:
        part = replace(part, points=there.points - there.extra)
        notes.append("points given by your teacher")
    if there.extra:
        part = replace(part, points=part.points + there.extra)
        notes.append(f"{points(there.extra)} extra")
    return replace(part, note=", ".join(notes))


def _is_by_hand(there: CellMarks | None) -> bool:
    return there is not None and there.by_hand


def _total(parts: list[Part], marked: Marked) -> dict[str, Any]:
    got, most = sum(p.points for p in parts), sum(p.max_points for p in parts)
    lines = []
    waiting = sum(p.max_points for p in parts if p.state is states.WAITING)
    if waiting:
        lines.append(f"Answers worth {_of(waiting)} are still to be marked by your teacher.")
    if marked.late_penalty:
        lines.append(f"Handed in late: {_of(marked.late_penalty)} taken off.")
    final = max(got - marked.late_penalty, 0.0)
    so_far = most - waiting
    return {
        "points": final,
        "max_points": so_far,
        "unit": "points so far" if waiting else "points",
        "percent": min(percent(final, so_far), 100.0),
        "lines": lines,
    }


def _is_exam(notebook: NotebookNode) -> bool:
    return bool(notebook.metadata.get("autograder", {}).get("exam", False))


def _set_by_teacher(notebook: NotebookNode, exam: bool) -> list[str]:
    """What the teacher set otherwise than the course does, in sentences."""
    about = [(cell, cell.metadata.get("autograder", {})) for cell in notebook.cells]
    other = [
        f"{_name(cell)} {points(float(cell.metadata['nbgrader']['points']))} "
        f"(the course’s own: {points(float(ours['own_points']))})"
        for cell, ours in about
        if "own_points" in ours
    ]
    lines = [f"Your teacher set other points for: {', '.join(other)}."] if other else []
    said = "This was an exam: the checks in the notebook said only that an answer was received."
    return [*lines, said] if exam else lines


def _of(number: float) -> str:
    return f"{points(number)} point{'' if number == 1 else 's'}"


def _problem(result: SubmissionResult) -> dict[str, str] | None:
    if not result.problem:
        return None
    said = plain(to_the_student(without_folders(result)))
    if is_another_units(result):
        return {
            "words": "seems to be another unit’s",
            "said": f"{said} Hand in that of {result.unit}.",
        }
    return {"words": states.OF_SUBMISSION[result.status], "said": said}


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _blank(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("autograder", {}).get("blank", False))
