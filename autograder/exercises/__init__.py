"""WHAT is asked: exercises, cases and probes. Holds no answer, so it may run
beside student code. One module a unit, named ``unit_NN_slug``; a new unit needs
no registration."""

from __future__ import annotations

import pkgutil
import traceback
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path

from autograder.errors import SourceError, UsageError
from autograder.model import Exercise, Unit

_PREFIX = "unit_"


@cache
def unit_slugs() -> tuple[str, ...]:
    """The slugs of all units, in course order: ``("01_linear_regression", …)``."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(n.removeprefix(_PREFIX) for n in names if n.startswith(_PREFIX)))


@cache
def load_unit(slug: str) -> Unit:
    """The unit called ``slug``; raises ``UsageError`` with a suggestion, or what is wrong in it."""
    if slug not in unit_slugs():
        raise UsageError(f'There is no unit "{slug}".{did_you_mean(slug, unit_slugs())}')
    path = Path(__file__).with_name(f"{_PREFIX}{slug}.py")
    try:
        module = import_module(f"{__name__}.{path.stem}")
    except Exception as error:
        said = f"it cannot be loaded: {type(error).__name__}: {getattr(error, 'msg', error)}."
        raise SourceError(_shown(path), _line_of(error, path), said) from error
    unit = getattr(module, "UNIT", None)
    if not isinstance(unit, Unit):
        raise SourceError(_shown(path), 1, "it defines no UNIT. Write UNIT = Unit(…).")
    if unit.slug != slug:
        said = f'UNIT has slug="{unit.slug}", where the file says "{slug}". Make them agree.'
        raise SourceError(_shown(path), 1, said)
    return unit


def _shown(path: Path) -> str:
    """A path as messages print it: from here if it is below, else whole."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _line_of(error: Exception, path: Path) -> int:
    """The line of a module at which loading it stopped."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 1
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path) and frame.lineno]
    return lines[-1] if lines else 1


def find_exercise(slug: str) -> tuple[Unit, Exercise]:
    """The exercise called ``slug`` and its unit; raises ``UsageError``."""
    if not isinstance(slug, str) or not slug:
        raise UsageError('Name an exercise, in quotes, as its check does: check("mse-loss").')
    every = {e.slug: (u, e) for u in map(load_unit, unit_slugs()) for e in u.exercises}
    if slug not in every:
        meant = did_you_mean(slug, every) or " Its name stands in the check below the TODO."
        raise UsageError(f'There is no exercise "{slug}".{meant}')
    return every[slug]


_LISTED = 12
"""Names that a message may list; nobody reads more."""


_MOST_NAMES, _LONGEST_NAME = 200, 40
"""Of a student's own names so many are looked at, and none that is longer: each costs time, and
what is found is quoted."""


def misspelt(needs: Sequence[str], defined: Iterable[str]) -> str:
    """A question for each name that is missing and nearly there; ``""`` where none is.

    defined: functions and classes of a student's own, any number of any length.
    """
    there = dict.fromkeys(defined)
    short = (n for n in there if n not in needs and len(n) <= _LONGEST_NAME)
    others = list(islice(short, _MOST_NAMES))
    near = {name: _nearest(name, others) for name in needs if name not in there}
    return " ".join(f"There is {found}: is that your {n}?" for n, found in near.items() if found)


def _nearest(name: str, others: Sequence[str]) -> str:
    """One of ``others`` that holds the name or is nearly it; ``""`` where none is."""
    holds = [other for other in others if name.lower() in other.lower()]
    return next(iter(holds or get_close_matches(name, others, 1, 0.75)), "")


def did_you_mean(word: str, known: object) -> str:
    """`` Did you mean "…"?``, or a list of what there is, if it is short."""
    names = [str(name) for name in known]  # type: ignore[attr-defined]
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f' Did you mean "{close[0]}"?'
    return f" There are: {', '.join(names)}." if 0 < len(names) <= _LISTED else ""
