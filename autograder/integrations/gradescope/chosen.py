"""Which of the files that a student uploaded is the notebook to grade."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.submissions import looks_like, notebooks_below, shown

_LISTED = 5


@dataclass(frozen=True)
class Chosen:
    """The notebook; None where there is none, or none that is sure to be the one.

    said: what the student should know: why there is none, or which one was taken.
    """

    path: Path | None
    said: str = ""


def choose(submission: Path, unit: str) -> Chosen:
    """The notebook of a unit among the files below ``submission``. No link is followed."""
    names = notebooks_below(submission)
    if not names:
        return Chosen(None, f"There is no notebook in what you handed in{_instead(submission)}. "
                            f"Hand in {unit}.ipynb.")  # fmt: skip
    rightly = [name for name in names if Path(name).name == f"{unit}.ipynb"]
    nearly = [name for name in names if unit in Path(name).name.lower()]
    taken = next((some[0] for some in (rightly, names, nearly) if _sure(some, rightly)), None)
    if taken is None:
        return Chosen(
            None,
            f"There are several notebooks in what you handed in ({_listed(names)}), and none is "
            f"called {unit}.ipynb. Hand in that one alone.",
        )
    path = submission / taken
    return Chosen(
        path, " ".join(filter(None, (_which(taken, names, unit), looks_like(path, unit))))
    )


def _sure(some: Sequence[str], rightly: Sequence[str]) -> bool:
    """Whether the first of them is meant: it has the right name, or is the only one."""
    return bool(some) and (some is rightly or len(some) == 1)


def _which(taken: str, names: Sequence[str], unit: str) -> str:
    if len(names) > 1:
        return f"Of the notebooks that you handed in ({_listed(names)}), {shown(taken)} was graded."
    if Path(taken).name != f"{unit}.ipynb":
        return f"Your notebook {shown(taken)} was graded as {unit}.ipynb."
    return ""


def _instead(submission: Path) -> str:
    """What there is where no notebook is."""
    try:
        names = sorted(name for name in os.listdir(submission) if not name.startswith("."))
    except OSError:
        return ""
    return f", only {_listed(names)}" if names else ""


def _listed(names: Sequence[str]) -> str:
    more = [f"{len(names) - _LISTED} more"] if len(names) > _LISTED else []
    return ", ".join([*map(shown, names[:_LISTED]), *more])
