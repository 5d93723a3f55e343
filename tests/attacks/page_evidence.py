"""What shows that a hostile submission has won: looked for in what grading left behind."""

from __future__ import annotations

import contextlib
import csv
import json
import re
import sqlite3
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat

from autograder.reports.tables import FORMULA
from tests.attacks.file_corpus import CANARY, DUE, NOTEBOOK, UNIT, Attack, released

MB = 1_000_000
LARGE, SWOLLEN, LONG = MB, 40 * MB, 0.8
"""Bytes of a page, bytes of a process, and seconds of its processor, that no honest work needs."""

ACTIVE = frozenset(
    "script style meta base link iframe frame object embed applet form input button select "
    "textarea img image picture source video audio svg math template marquee".split()
)
"""Tags that run, load, ask or cover something: no words of a student need one."""


@dataclass(frozen=True)
class Outcome:
    """What grading a class left behind. ``seconds`` are the processor's, ``peak`` is in bytes."""

    attack: Attack
    student: str
    root: Path
    out: Path
    said: str
    seconds: float = 0.0
    peak: int = 0

    def lines(self) -> list[dict[str, Any]]:
        """The lines of the results that are about the attacker."""
        text = (self.out / "results.jsonl").read_text()
        every = map(json.loads, text.splitlines())
        return [line for line in every if line["student"] == self.student]

    def points(self) -> float:
        """The attacker's marks in the results."""
        return float(sum(line["points"] for line in self.lines()))

    def status(self) -> str:
        """The status of the attacker's submission."""
        (status,) = {line["submission_status"] for line in self.lines()}
        return str(status)

    @property
    def notebook(self) -> Path:
        return self.out / "autograded" / self.student / UNIT / NOTEBOOK

    @property
    def feedback(self) -> Path:
        return self.out / "feedback" / self.student / UNIT / f"{UNIT}.html"

    def files(self) -> Iterator[Path]:
        """Everything that was written about the attacker, and about the class."""
        for folder in (self.notebook.parent, self.feedback.parent, self.out / "report"):
            yield from (path for path in folder.glob("*") if path.is_file())


# ------------------------------------------------------------------------------- pages


class _Parts(HTMLParser):
    """Counts every tag with its attributes, but for those that can do nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.found[(tag,)] += 1
        for name, value in attrs:
            if _acts(tag, name, value or ""):
                self.found[tag, name, value or ""] += 1

    def handle_data(self, data: str) -> None:
        """In a script, what runs; elsewhere, words."""
        if self.rawdata and self.cdata_elem == "script" and data.strip():
            self.found["script", "", data.strip()] += 1


def _acts(tag: str, name: str, value: str) -> bool:
    """Whether an attribute runs, loads, leads into the server or covers the page."""
    if name.startswith("on"):
        return True
    if name == "style":
        return bool(re.search(r"position|url|expression|z-index", value, re.IGNORECASE))
    if name in ("src", "srcset", "srcdoc", "action", "formaction", "data", "poster", "http-equiv"):
        return True
    return name.endswith("href") and not re.match(r"https?://|mailto:|#", value.strip().lower())


def parts(html: str) -> Counter[tuple[str, ...]]:
    """What a page holds that can do something."""
    parser = _Parts()
    parser.feed(html)
    parser.close()
    return parser.found


@cache
def formgrader() -> Any:
    """What renders formgrader's page of one submission."""
    import nbgrader
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    templates = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    settings = {"template_name": "formgrade", "extra_template_basedirs": [str(templates)]}
    return HTMLExporter(config=Config({"HTMLExporter": settings}))


def formgraders_page(path: Path, student: str) -> str:
    """formgrader's page of one submission, as its server would send it, but for cells of ours."""
    empty = "base_url notebook_id assignment_id submission_id first_name last_name"
    about = dict.fromkeys(empty.split(), "") | {"index": 0, "total": 1, "student": student}
    about["notebook_path"] = f"tree/autograded/{student}/{UNIT}/{NOTEBOOK}"
    notebook = nbformat.read(path, as_version=4)
    untouched = set(map(_text, released().values()))
    notebook.cells = [
        cell for cell in notebook.cells if cell.get("outputs") or _text(cell) not in untouched
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbconvert's own
        page, _ = formgrader().from_notebook_node(notebook, resources=about)
    return str(page)


def _text(cell: Any) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def strange(outcome: Outcome, honest: Outcome) -> dict[str, list[tuple[str, ...]]]:
    """What the attacker's pages hold that can do something, and an honest student's do not."""
    found = {}
    for name, page in _pages(outcome).items():
        usual = parts(_pages(honest)[name])
        more = [part for part in parts(page) if part not in usual and not _is_own(part, outcome)]
        if more:
            found[name] = more
    return found


def _is_own(part: tuple[str, ...], outcome: Outcome) -> bool:
    """Links of our report to the pages of students, whatever these are called."""
    return part[0] == "a" and part[-1].startswith("../feedback/") and part[-1].endswith(".html")


def _pages(outcome: Outcome) -> dict[str, str]:
    pages = {"report": (outcome.out / "report" / "index.html").read_text()}
    if outcome.feedback.is_file():
        pages["feedback"] = outcome.feedback.read_text()
    if outcome.notebook.is_file():
        pages["formgrader"] = formgraders_page(outcome.notebook, outcome.student)
    return pages


# -------------------------------------------------------------------------- what is won


def book(out: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    """What a query on the grade book gives."""
    with closing(sqlite3.connect(out / "gradebook.db")) as connection:
        return connection.execute(query, values).fetchall()


_SUBMITTED = (
    "FROM submitted_assignment a JOIN submitted_notebook n ON n.assignment_id = a.id "
    "JOIN grade g ON g.notebook_id = n.id WHERE a.student_id = ?"
)


def booked(out: Path, student: str) -> float:
    """The marks that stand in the grade book."""
    ((points,),) = book(out, f"SELECT sum(g.auto_score) {_SUBMITTED}", student)
    return float(points or 0.0)


def _time(out: Path, student: str) -> Any:
    return book(out, f"SELECT DISTINCT a.timestamp {_SUBMITTED}", student)


def _due(outcome: Outcome) -> float:
    return DUE[outcome.attack.required][0]


def _metadata(notebook: Any) -> set[str]:
    """Everything in a notebook's metadata, but for results."""
    found = [{k: v for k, v in notebook.metadata.items() if k != "autograder"}]
    found += [cell.metadata for cell in notebook.cells]
    return {f"{k}: {json.dumps(v, sort_keys=True)}" for about in found for k, v in about.items()}


def _changed_metadata(outcome: Outcome, honest: Outcome) -> bool:
    mine, theirs = (nbformat.read(o.notebook, as_version=4) for o in (outcome, honest))
    return bool(_metadata(mine) - _metadata(theirs))


def _formulas(outcome: Outcome) -> bool:
    cells = []
    for path in sorted((outcome.out / "report").glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    return any(cell.startswith(FORMULA) for cell in cells)


def _commands(outcome: Outcome) -> bool:
    """Whether what was printed commands the terminal, or holds a line about ada that is forged."""
    lines = [line for line in outcome.said.split("\n") if line.startswith("ada ")]
    unprintable = any(not c.isprintable() for c in outcome.said if c != "\n")
    return unprintable or len(lines) > 1


def _is_markup(outcome: Outcome) -> bool:
    """Whether a name is not printed as it is, in lines and, where there are, in tables."""
    tables = "needs a look" in outcome.said
    return outcome.said.count(outcome.student) < 1 + tables


def _turned(outcome: Outcome) -> bool:
    return any("\u202e" in path.read_text() for path in (outcome.notebook, outcome.feedback)) or (
        "\\u202e" in outcome.notebook.read_text()
    )


def _formgrader_sits(outcome: Outcome, honest: Outcome) -> bool:
    formgraders_page(honest.notebook, honest.student)  # nbconvert takes its time once
    started = time.process_time()
    formgraders_page(outcome.notebook, outcome.student)
    return time.process_time() - started > LONG


def _copied(outcome: Outcome) -> bool:
    """Has nbgrader prepare the folder of a submission, and looks for what it copied."""
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory

    place = outcome.root / "autograded"
    with contextlib.chdir(outcome.root), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        converter = Autograde(coursedir=CourseDirectory(root=str(outcome.root)))
        converter.coursedir.assignment_id = UNIT
        from nbgrader.converters import BaseConverter

        BaseConverter.init_assignment(converter, UNIT, outcome.student)
    return any(CANARY in p.read_text() for p in place.rglob("*") if p.is_file())


def _ran(outcome: Outcome) -> bool:
    return (outcome.root / "ran").exists()


Evidence = Callable[[Outcome, Outcome], bool]

WINS: dict[str, Evidence] = {
    "marks": lambda mine, honest: mine.points() > _due(mine),
    "grade-book": lambda mine, honest: booked(mine.out, mine.student) > _due(mine),
    "canary": lambda mine, honest: any(CANARY in p.read_text() for p in mine.files()),
    "size": lambda mine, honest: any(p.stat().st_size > LARGE for p in mine.files()),
    "time": lambda mine, honest: _time(mine.out, mine.student) == _time(honest.out, "ada"),
    "memory": lambda mine, honest: mine.peak > SWOLLEN,
    "slow": lambda mine, honest: mine.seconds > LONG,
    "slow-formgrader": _formgrader_sits,
    "page": lambda mine, honest: bool(strange(mine, honest)),
    "metadata": _changed_metadata,
    "turned": lambda mine, honest: _turned(mine),
    "formula": lambda mine, honest: _formulas(mine),
    "terminal": lambda mine, honest: _commands(mine),
    "markup": lambda mine, honest: _is_markup(mine),
    "folder": lambda mine, honest: str(mine.root) in mine.feedback.read_text(),
    "beside": lambda mine, honest: _copied(mine),
    "ran-here": lambda mine, honest: _ran(mine),
}
"""What an attack may claim to win, and how it is seen; the second outcome is ada's."""

NEEDS_THE_PROCESS = frozenset({"memory", "slow", "ran-here"})
"""Evidence that only the process that grades can give."""
