"""Which unit a notebook is of, from its bytes and its file's name. Nothing is parsed here."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import PurePosixPath

from autograder.exercises import load_unit, unit_slugs
from autograder.grading.submissions import MOST_BYTES, started_units
from autograder.integrations.lms.names import fold
from autograder.integrations.placing import ANSWER

_UNIT = re.compile(rb'"unit"\s*:\s*"(\w+)"')
_CELL = re.compile(rb'"(?:id|grade_id)"\s*:\s*"([\w-]+)"')


def unit_of(data: bytes, name: str) -> str:
    """The unit of a notebook, ``""`` where it cannot be told.

    What counts, in this order: the one unit that its ``start("…")`` or its metadata names;
    the unit most of whose exercises have cells in it; the one unit in the file's name.
    """
    head = data[:MOST_BYTES]
    found = started_units(head) or _metadata(head)
    in_name = _in_name(name)
    if len(found) > 1:
        return in_name if in_name in found else ""
    return next(iter(found), "") or _most_cells(head) or in_name


def _metadata(data: bytes) -> set[str]:
    return {unit.decode() for unit in _UNIT.findall(data)} & set(unit_slugs())


def _most_cells(data: bytes) -> str:
    slugs = {cell.decode().removesuffix(ANSWER) for cell in _CELL.findall(data)}
    votes = Counter(_owners()[slug] for slug in slugs if slug in _owners())
    best = votes.most_common(2)
    tie = len(best) == 2 and best[0][1] == best[1][1]
    return "" if not best or tie else best[0][0]


def _in_name(name: str) -> str:
    """Browsers and people write ``01_linear_regression (1).ipynb`` or put words before it."""
    plain = re.sub(r"[\s.-]+", "_", fold(PurePosixPath(name).stem))
    found = [unit for unit in unit_slugs() if unit in plain]
    return found[0] if len(found) == 1 else ""


@cache
def _owners() -> dict[str, str]:
    """Exercise → unit."""
    return {e.slug: unit for unit in unit_slugs() for e in load_unit(unit).exercises}
