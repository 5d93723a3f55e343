"""Ten thousand results that say the same are kept once."""

from __future__ import annotations

import pickle
import tracemalloc
from dataclasses import replace

import pytest

from autograder.grading.sharing import Shared
from autograder.integrations.marks import Marks
from tests.integrations.making import result

RESULT = result()
MARKS = Marks("ada", {"mse-loss": 4.0, "words": None}, {"mse-loss-answer": "dw is off. " * 20})


def sent(thing: object) -> object:
    """What comes out of a pipe: equal, and made anew."""
    return pickle.loads(pickle.dumps(thing))


def test_nothing_is_changed() -> None:
    """Are results and marks what they were, whoever came before?"""
    shared = Shared()
    for student in ("ada", "bob"):
        assert shared.result(replace(RESULT, student=student)) == replace(RESULT, student=student)
        assert shared.marks(replace(MARKS, student=student)) == replace(MARKS, student=student)


def test_equal_parts_are_one_object() -> None:
    """Do two students with the same verdicts and comments hold the same objects?"""
    shared = Shared()
    one, other = (shared.result(sent(RESULT)) for _ in range(2))  # type: ignore[arg-type]
    assert one.verdicts is other.verdicts
    mine, yours = (shared.marks(sent(MARKS)) for _ in range(2))  # type: ignore[arg-type]
    assert mine.comments is yours.comments and mine.scores is yours.scores


@pytest.mark.parametrize("thing", [RESULT, MARKS], ids=["result", "marks"])
def test_a_thousand_cost_little(thing: object) -> None:
    """Do a thousand equal ones need less than a tenth of what they would need by themselves?"""
    shared = Shared()
    share = shared.result if thing is RESULT else shared.marks
    used = []
    for keep in (lambda sent: sent, share):
        tracemalloc.start()
        kept = [keep(sent(thing)) for _ in range(1000)]  # type: ignore[arg-type]
        used.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        del kept
    assert used[1] < used[0] / 10 if thing is RESULT else used[1] < used[0] / 2
