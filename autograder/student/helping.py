"""``start``, ``hint`` and ``progress``: what else a student can ask for."""

from __future__ import annotations

import autograder
from autograder.errors import UsageError
from autograder.exercises import find_exercise, load_unit
from autograder.model import Verdict
from autograder.rendering import PASS
from autograder.settings import set_unit
from autograder.student.checking import (
    check_notebook_namespace,
    interrupted,
    last_verdicts,
    load_public_key,
)
from autograder.student.exam import SAYS, is_exam, not_in_an_exam
from autograder.student.page import (
    Step,
    Told,
    announce,
    namespace_of_caller,
    shell,
    tell,
)
from autograder.student.progress import Course, not_run
from autograder.student.remembered import open_course, open_unit, place, reached, remember
from autograder.student.runs import runs, watch
from autograder.student.stopped_cells import cause

_given: dict[str, list[str]] = {}


def start(unit: str, version: str) -> None:
    """Open a unit: remember which it is, and say if the installed package is another version.

    Args:
        unit: the unit's name, e.g. ``"01_linear_regression"``.
        version: the course version the notebook was made for, e.g. ``"0.1"``.
    """
    try:
        load_unit(unit)
    except UsageError as error:
        announce(str(error))
        return
    open_course(unit)
    watch(shell())
    runs.stopped = _say_the_cause
    installed = ".".join(autograder.__version__.split(".")[:2])
    if installed != version:
        announce(
            f"This notebook belongs to course version {version}, but version {installed} of "
            "backprop-by-hand is installed here, and its checks may ask for something else: "
            "install the wheel that came with the notebook (pip install -r requirements.txt) and "
            "restart the kernel; on a hub, ask your teacher to."
        )


def _say_the_cause(source: str) -> None:
    """Below the traceback of a cell that stopped: which answer is to be mended first."""
    unit = open_unit()
    if not is_exam(unit) and (said := cause(source, set_unit(unit), last_verdicts)):
        announce(said)


def hint(slug: str = "") -> Told | None:
    """Give the next hint: first what the last check saw, then step by step.

    Args:
        slug: the exercise's name, e.g. ``"mse-loss"``.
    """
    try:
        unit, exercise = find_exercise(slug)
        if said := not_in_an_exam(unit.slug, "hints"):
            return tell(said)
        hints = list(load_public_key(unit.slug).exercises[slug].hints)
    except UsageError as error:
        return tell(str(error))
    verdict = last_verdicts.get(slug)
    if verdict is not None and verdict.hint and not verdict.passed:
        hints.insert(0, verdict.hint)
    given = _given.setdefault(slug, [])
    left = [said for said in hints if said not in given]
    again = not left
    if left:
        given.append(left[0])
    of = len(given) + max(len(left) - 1, 0)
    return tell(Step(slug, exercise.title, given[-1], len(given), of, again))


def progress(unit: str = "") -> Told | None:
    """Check every exercise of the notebook, and show where you are in the course.

    Units that you worked at before count as you left them, and so does an exercise of this
    notebook whose cell you have not run since the kernel started.

    Args:
        unit: the unit's name; by default the one that ``start`` opened.
    """
    slug = unit or open_unit()
    if not slug:
        return tell('Which unit? Call start("NN_unit", version="…") first, or name it here.')
    said: list[str] = []
    try:
        verdicts = check_notebook_namespace(
            slug, namespace_of_caller(), lambda stopped: said.append(interrupted(stopped))
        )
    except UsageError as error:
        return tell(str(error))
    for sentence in said:
        announce(sentence)
    if is_exam(slug):
        return tell("\n".join([*map(_receipt, verdicts), SAYS]))
    remember(verdict for verdict in verdicts if not not_run(verdict))
    return tell(Course(set_unit(slug), verdicts, reached(), place()))


def _receipt(verdict: Verdict) -> str:
    received = "received" if verdict.passed else "not received yet"
    return f"{PASS if verdict.passed else '·'} {verdict.exercise}: {received}"
