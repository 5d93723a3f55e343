"""Mutants: real notebooks, each spoiled in one to three ways that its number decides.

The same seed and number give the same bytes, so a mutant that does harm can be made again:
``python -m tests.fuzz.mutate SEED NUMBER > mutant.ipynb``.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from autograder.authoring.bank import load_bank
from autograder.authoring.build import build_unit
from autograder.authoring.sample_class import Deed, Draft, finished, half_finished, mistaken
from autograder.authoring.source import read_source
from autograder.exercises import load_unit, unit_slugs
from autograder.layout import Course
from tests.fuzz import notebooks, sources
from tests.fuzz.notebooks import Notebook, code_cells, new_cell, source_of

ROOT = Path(__file__).resolve().parents[2]
SITUATIONS = ROOT / "tests" / "notebooks"
SITUATIONS_UNIT = "01_linear_regression"
SLOW = ("endless", "infinite", "never_ends", "forks", "out_of_memory")
"""Words in the names of situations that use up their time or memory."""
QUICK = tuple(unit for unit in unit_slugs() if not unit.startswith(("08", "09", "10")))
"""The units of which a notebook is graded in half a second or so."""
STUDENTS_OF: tuple[Deed, ...] = (finished, finished, mistaken, half_finished)
"""What the students do from whose notebooks mutants of a course unit are made."""

PLACES = ("in place", "missing", "renamed", "a folder", "a link", "a pipe")
"""Where the notebook of a mutant lies, or what lies in its place."""

FAMILIES: Mapping[str, int] = {
    "slip": 28, "poison": 8, "hang": 3, "end": 6, "memory": 14, "stub": 8, "calm cell": 16,
    "loud cell": 3, "harmless": 30, "harmful": 6, "bytes": 12, "place": 11,
}  # fmt: skip
"""How often a way to spoil a notebook is chosen."""


@dataclass(frozen=True)
class Mutant:
    """What is handed in: bytes, for a unit, somewhere; and how it was made."""

    unit: str
    content: bytes
    place: str
    made: tuple[str, ...]


@cache
def situations() -> tuple[Notebook, ...]:
    """The notebooks of the table of situations, those that cost seconds once, others often."""
    paths = sorted(SITUATIONS.glob("*.ipynb"))
    quick = [path for path in paths if not any(word in path.stem for word in SLOW)]
    return tuple(json.loads(path.read_text()) for path in [*paths, *quick * 4])


@cache
def solved(unit: str) -> tuple[Notebook, ...]:
    """A course unit's notebook as given out, and as some students have done it."""
    course = Course(ROOT)
    source, bank = read_source(course.source(unit)), load_bank(course.bank(unit))
    given = build_unit(source).student
    found = [given]
    for number, deed in enumerate(STUDENTS_OF):
        rng = Random(f"{unit}:{number}")
        draft = Draft(load_unit(unit), source, bank, course, copy.deepcopy(given), rng)
        deed(draft)
        found.append(draft.notebook)
    return tuple(json.loads(json.dumps(notebook)) for notebook in found)


def mutant(seed: str, number: int, units: Sequence[str] = ()) -> Mutant:
    """The mutant of this number; ``units`` are those to choose from."""
    rng = Random(f"{seed}:{number}")
    unit = _unit(rng, units)
    toys = unit == SITUATIONS_UNIT and rng.random() < 0.5
    bases = situations() if toys else solved(unit)[1:]
    notebook = copy.deepcopy(rng.choice(bases))
    chosen = rng.choices(list(FAMILIES), FAMILIES.values(), k=rng.choice([1, 1, 1, 2, 3]))
    made = [_deed(rng, notebook, family, unit) for family in chosen if family in _ON_NOTEBOOK]
    if "harmless" in chosen:
        made.append(_apply(rng, notebook, notebooks.HARMLESS))
    if "harmful" in chosen and isinstance(notebook.get("cells"), list):
        made.append(_apply(rng, notebook, notebooks.HARMFUL))
    content, place = notebooks.written(notebook), "in place"
    if "bytes" in chosen:
        deed = rng.choice(notebooks.BYTES)
        content, made = deed(rng, content), [*made, deed.__name__]
    if "place" in chosen:
        place = rng.choice(PLACES[1:])
        made.append(place)
    return Mutant(unit, content, place, tuple(made))


def _unit(rng: Random, units: Sequence[str]) -> str:
    """A unit; where none are named, mostly the one of which there are situations."""
    if not units and rng.random() < 0.8:
        return SITUATIONS_UNIT
    return rng.choice(units or QUICK)


_ON_NOTEBOOK = frozenset("slip poison hang end memory stub".split()) | {"calm cell", "loud cell"}


def _apply(rng: Random, notebook: Notebook, deeds: Sequence[notebooks.NotebookDeed]) -> str:
    deed = rng.choice(deeds)
    deed(rng, notebook)
    return deed.__name__


def _deed(rng: Random, notebook: Notebook, family: str, unit: str) -> str:
    """Does something to the code of a notebook; says what."""
    if family == "calm cell":
        return _insert(rng, notebook, rng.choice(sources.CALM_CELLS))
    if family == "loud cell":
        return _insert(rng, notebook, rng.choice(sources.LOUD_CELLS))
    defining = [cell for cell in code_cells(notebook) if "def " in source_of(cell)]
    cells = defining or code_cells(notebook)
    if not cells:
        return "nothing"
    cell = rng.choice(cells)
    if family == "stub":
        cell["source"] = _stub(unit, cell)
        return family
    deed = rng.choice(_SOURCE_DEEDS[family])
    cell["source"] = deed(rng, source_of(cell))
    return family if deed.__name__ == "<lambda>" else deed.__name__


_SOURCE_DEEDS: Mapping[str, tuple[sources.SourceDeed, ...]] = {
    "slip": sources.SLIPS,
    "poison": (sources.raises, sources.returns_oddly),
    "hang": (sources.hangs,),
    "end": (sources.ends_the_process,),
    "memory": (sources.runs_out_of_memory,),
}


def _insert(rng: Random, notebook: Notebook, source: str) -> str:
    at = rng.randrange(len(notebook["cells"]) + 1)
    notebook["cells"].insert(at, new_cell(source))
    return f"cell {source[:20]!r}"


def _stub(unit: str, cell: Notebook) -> str:
    """The cell as it was given out; without its text where it was not."""
    same = [c for c in code_cells(solved(unit)[0]) if c["id"] == cell.get("id")]
    return source_of(same[0]) if same else ""


def main(seed: str, number: str) -> None:
    """Print one mutant, and on stderr how it was made."""
    made = mutant(seed, int(number))
    print(made.unit, made.place, *made.made, sep=", ", file=sys.stderr)
    sys.stdout.buffer.write(made.content)


if __name__ == "__main__":
    main(*sys.argv[1:])
