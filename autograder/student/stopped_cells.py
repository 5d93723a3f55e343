"""What to say below the traceback of a cell that leans on an answer which is not right yet.

A picture of what a student's function does stops where that function is wrong: in a library,
thirty lines from the cause. Its check says it in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.model import Unit, Verdict
from autograder.rendering import marks_of
from autograder.student.runs import defined


def cause(source: str, unit: Unit, verdicts: Mapping[str, Verdict]) -> str:
    """Which answers the code of a cell that stopped should blame; empty if it uses none.

    verdicts: the latest of each exercise that was checked in this kernel.
    """
    wrong, unchecked = [], []
    names = frozenset(re.findall(r"\w+", source)) - defined(source)
    for exercise in unit.exercises:
        used = next((name for name in exercise.needs if name in names), None)
        verdict = verdicts.get(exercise.slug)
        if used is None or (verdict is not None and verdict.passed):
            continue
        call = f'check("{exercise.slug}")'
        if verdict is None:
            unchecked.append(f"This cell uses your {used}. Run {call} first: does it pass?")
        else:
            marks = f" ({found})" if (found := marks_of(verdict)) else ""
            wrong.append(
                f"This cell uses your {used}, which does not pass {call} yet{marks}: mend that "
                "first, then run this cell again."
            )
    return next(iter(wrong + unchecked), "")
