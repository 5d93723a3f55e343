"""The rules that stop hostile files, each with the one switch that turns it off.

A rule is a sentence about the product. Its switch patches the one place where the product
keeps it, and nothing else.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

import nbformat
import nh3
import pytest
from nbgrader.converters import BaseConverter
from rich.text import Text

from autograder import rendering
from autograder.grading import command, grade, outputs, plan, pool, run, submissions
from autograder.integrations import autograded, guard, marks, preprocessors, side_files
from autograder.notebook import Reader, parsing, reading
from autograder.reports import clean, feedback, pages, tables
from autograder.sandbox import Rules, process
from autograder.terminal import screen

WITHOUT_END = 10**9

assert preprocessors.guard_folders  # loaded: from now on nbgrader is guarded, as in the course


class Room(Protocol):
    """What a switch may need of the place where is graded."""

    scratch: Path
    submitted: Path
    grader: grade.Grader

    def sandbox_without(self, rules: Rules) -> Any: ...
    def opened(self, reader: Reader) -> Reader: ...


Switch = Callable[[pytest.MonkeyPatch, Room], None]


@dataclass(frozen=True)
class Rule:
    """``says`` what holds; ``off`` makes it hold no more."""

    says: str
    off: Switch


RULES: dict[str, Rule] = {}


def rule(name: str, says: str) -> Callable[[Switch], Switch]:
    """Enters a switch into the table."""

    def enter(off: Switch) -> Switch:
        RULES[name] = Rule(says, off)
        return off

    return enter


# ------------------------------------------------------------------ opening and reading


@rule("links", "A link in a submission's path is a status of that submission.")
def _links(patch: pytest.MonkeyPatch, room: Room) -> None:
    honestly = submissions.handed_in

    def handed_in(student: str, folder: Path, unit: str) -> submissions.Handed:
        path = folder / unit / f"{unit}.ipynb"
        found = submissions.Handed(student, unit, path)
        return found if path.is_file() else honestly(student, folder, unit)

    patch.setattr(run, "handed_in", handed_in)


@rule("open-without-links", "A file is opened step by step, and no step may be a link.")
def _open(patch: pytest.MonkeyPatch, room: Room) -> None:
    careful = reading.read_bytes
    patch.setattr(
        reading, "read_bytes", lambda path, limit, below=None: careful(path.resolve(), limit)
    )


def _small(patch: pytest.MonkeyPatch, read: Callable[[Path], str | None]) -> None:
    patch.setattr(marks, "read_small", read)
    patch.setattr(side_files, "read_small", read)


@rule("small-files-without-links", "The exchange's two small files are not read through links.")
def _small_links(patch: pytest.MonkeyPatch, room: Room) -> None:
    careful = marks.read_small
    _small(patch, lambda path: careful(path.resolve()))


@rule("small-files-are-small", "Of the exchange's two files at most a few bytes are read.")
def _small_cap(patch: pytest.MonkeyPatch, room: Room) -> None:
    careful = marks.read_small
    _small(patch, lambda path: careful(path, WITHOUT_END))


@rule("size-cap", "A notebook of more than 20 MB is not read.")
def _size(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(room.grader, "reader", room.opened(Reader(limit=WITHOUT_END)))


@rule("killable-parser", "JSON is parsed in a process of its own, which can be killed.")
def _parser(patch: pytest.MonkeyPatch, room: Room) -> None:
    class Here(Reader):
        def _parse(self, data: bytes, path: Path) -> Any:
            reply = parsing.reply(data)
            good, count, _ = parsing.REPLY.unpack_from(reply)
            if not good:
                raise reading.Unreadable(f"{path} is no notebook.")
            return reading._cells(reply[parsing.REPLY.size :], count)

    patch.setattr(room.grader, "reader", Here())


@rule("keys-once", "A notebook with a key twice in one place is not read.")
def _keys_once(patch: pytest.MonkeyPatch, room: Room) -> None:
    text = Path(parsing.__file__).read_text()
    edited = text.replace(", object_pairs_hook=_once)", ")")
    assert edited != text
    other = room.scratch / "parsing.py"
    other.write_text(edited)
    patch.setattr(parsing, "__file__", str(other))
    patch.setattr(room.grader, "reader", room.opened(Reader()))


# ------------------------------------------------------------------------ what counts


@rule("first-and-last-check", "An exercise is asked at its first and its last check only.")
def _every_check(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(plan, "first_and_last", list)


@rule("rebuild", "autograded/ is made anew from the notebook given out, of text alone.")
def _rebuild(patch: pytest.MonkeyPatch, room: Room) -> None:
    def theirs(released: Path, graded: grade.Graded) -> nbformat.NotebookNode:
        """The submission's own notebook, with our marks in the outputs of its checks."""
        result = graded.result
        path = room.submitted / result.student / result.unit / f"{result.unit}.ipynb"
        found = json.loads(path.read_text())
        notebook: nbformat.NotebookNode = nbformat.from_dict(found)
        verdicts = {verdict.exercise: verdict for verdict in result.verdicts}
        for cell in notebook.cells:
            autograded._mark(cell, verdicts)
        notebook.cells += [
            cell
            for cell in outputs._released(released).cells
            if cell.metadata.get("nbgrader", {}).get("grade")
            and autograded.grade_id(cell) not in map(autograded.grade_id, notebook.cells)
        ]
        for cell in notebook.cells:
            if cell.cell_type == "code" and not cell.get("outputs"):
                autograded._mark(cell, verdicts)
        return notebook

    patch.setattr(outputs, "_notebook", theirs)


@rule("landlock", "Student code reads no file that the course does not give it.")
def _landlock(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(room.grader, "sandbox", room.sandbox_without(Rules(landlock=False)))


# -------------------------------------------------------------------------- on a page


def _nh3(patch: pytest.MonkeyPatch, **changed: Any) -> None:
    def cleaned(html: str, **settings: Any) -> str:
        return nh3.clean(html, **{**settings, **changed})

    patch.setattr(clean, "nh3", SimpleNamespace(clean=cleaned))


@rule("cleaning", "HTML in words of a student keeps a short list of tags only.")
def _cleaning(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(clean, "nh3", SimpleNamespace(clean=lambda html, **settings: html))


@rule("link-schemes", "Links in words of a student lead to the web or to an address.")
def _schemes(patch: pytest.MonkeyPatch, room: Room) -> None:
    _nh3(patch, url_schemes={"http", "https", "mailto", "javascript"})


@rule("links-to-the-web-only", "Links in words of a student do not start at the page's own server.")
def _relative(patch: pytest.MonkeyPatch, room: Room) -> None:
    _nh3(patch, url_relative="pass_through")


@rule("one-block", "Cleaned words are one block of HTML, which no renderer reads as Markdown.")
def _one_block(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(autograded, "answer_cell", clean.answer_html)


@rule("code-is-escaped", "Code of a student is escaped before it stands in a page.")
def _code(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(feedback, "code_html", lambda source: source)


@rule("no-turned-letters", "Characters that turn the order of letters round are taken out of code.")
def _turned(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(clean, "_shown", lambda character: True)


@rule("card-is-escaped", "What a card says is escaped, whoever said it.")
def _card(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(rendering, "escape", lambda said, quote=True: said)


@rule("pages-are-escaped", "What is put into a page's template is escaped.")
def _templates(patch: pytest.MonkeyPatch, room: Room) -> None:
    bare = pages._templates().overlay(autoescape=False)
    patch.setattr(pages, "_templates", lambda: bare)


@rule("problem-is-escaped", "Why a notebook is empty is escaped before formgrader shows it.")
def _problem(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(autograded, "text", lambda said: said)


@rule("ids-without-markup", "No student's id holds what would be markup.")
def _ids(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(submissions, "student_id", submissions.shown)


@rule("folders-are-not-told", "A student is not told where the teacher keeps the class.")
def _folders(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(feedback, "without_folders", lambda result: result.problem)


# ----------------------------------------------------------------- what takes too long


@rule("highlighter-spared", "Code that nobody wrote by hand is not highlighted in feedback.")
def _highlighted(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(clean, "written_by_hand", lambda text: True)


@rule("formgrader-spared", "nbconvert is told not to highlight code that nobody wrote by hand.")
def _formgrader(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(autograded, "_plain", lambda code: {})


@rule("code-cap", "Of one cell at most 60 000 characters are shown.")
def _code_cap(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(clean.tidy, "__defaults__", (WITHOUT_END,))


@rule("answer-cap", "Of one answer in words at most 20 000 characters are rendered.")
def _answer_cap(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(clean, "MAX_ANSWER", WITHOUT_END)


@rule("extras-cap", "At most 200 cells of the student's own are kept at one place.")
def _extras_cap(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(autograded, "MAX_EXTRAS", WITHOUT_END)


# ------------------------------------------------------------- tables and the terminal


@rule("no-formulas", "Text that a spreadsheet would work out is made text.")
def _formulas(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(tables, "harmless", lambda cell: cell)


@rule("terminal-is-escaped", "What is printed has nothing unprintable in it, lines included.")
def _terminal(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(command, "escaped", lambda said: said)
    patch.setattr(screen, "escaped", lambda said: said)


@rule("terminal-takes-no-markup", "What a terminal's tables show is text, never markup.")
def _terminal_markup(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(screen, "said", lambda text, style="": Text.from_markup(text))


# ------------------------------------------------------------ what lies beside the file


@rule("nothing-beside-is-taken", "nbgrader copies nothing of a unit's folder that we did not make.")
def _beside(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(BaseConverter, "init_assignment", guard._copy_all)


@rule("nothing-from-here", "Workers import nothing from the folder the command is called in.")
def _from_here(patch: pytest.MonkeyPatch, room: Room) -> None:
    patch.setattr(pool, "_nothing_from_here", contextlib.nullcontext)


def _server(patch: pytest.MonkeyPatch, change: Callable[[list[str], dict[str, Any]], None]) -> None:
    """The sandbox's server is started otherwise."""
    real = process.subprocess

    def started(words: list[str], **options: Any) -> Any:
        words = list(words)
        change(words, options)
        return real.Popen(words, **options)

    patch.setattr(process, "subprocess", SimpleNamespace(Popen=started, DEVNULL=real.DEVNULL))


@rule("isolated-interpreter", "The sandbox's server takes no paths from its surroundings (-I).")
def _isolated(patch: pytest.MonkeyPatch, room: Room) -> None:
    _server(patch, lambda words, options: words.remove("-I"))


@rule("empty-environment", "The sandbox's server is started with an empty environment.")
def _environment(patch: pytest.MonkeyPatch, room: Room) -> None:
    _server(patch, lambda words, options: options.update(env=None))
