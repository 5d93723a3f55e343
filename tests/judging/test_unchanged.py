"""What a probe found out: as numbers from before and after, or as a fact beside a value."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.exercises import load_unit, unit_slugs
from autograder.exercises.probes import pair
from autograder.judging.criteria import problem
from autograder.model import Case, Value, satisfies

KEPT = satisfies("kept", "unchanged", label="spoilt")
FACT = satisfies("fact", "holds", label="spoilt")
CASE = Case("a case", {})
TABLE = np.arange(6.0).reshape(2, 3)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (TABLE, TABLE.copy(), True),
        ([TABLE, 2.0], [TABLE, np.float64(2.0)], True),
        (np.nan, np.nan, True),
        (TABLE, TABLE + 1e-6, False),
        (TABLE, TABLE[:1], False),
        ([TABLE, 2.0], [TABLE], False),
        (TABLE, None, False),
        (TABLE, "words", False),
        ([], [], False),
    ],
)
def test_numbers_before_and_after(before: Any, after: Any, kept: bool) -> None:
    """Are equal numbers unchanged, and others, missing or none at all, a mistake by name?"""
    found = problem(KEPT, Value(np.asarray(pair(before, after))), CASE)
    assert (found is None) is kept and (kept or (found and found.label == "spoilt"))


@pytest.mark.parametrize("array", [np.empty((2, 0)), np.array(True), np.ones(2), np.array(np.nan)])
def test_what_is_no_pair_of_rows_shows_nothing(array: Any) -> None:
    """Is a flag, an empty table or a single row no evidence?"""
    assert problem(KEPT, Value(array), CASE) is not None


@pytest.mark.parametrize("array", [np.array([], dtype=bool), np.array(np.nan), np.ones(2)])
def test_a_fact_is_a_truth_value(array: Any) -> None:
    """Is nothing, or a number, no fact, while a truth is?"""
    assert problem(FACT, Value(array), CASE) is not None
    assert problem(FACT, Value(np.array([True, True])), CASE) is None


@pytest.mark.parametrize("unit", unit_slugs())
def test_a_fact_pays_only_beside_a_value(unit: str) -> None:
    """Does every aspect with a fact, which can be forged, ask for a value too?"""
    for exercise in load_unit(unit).exercises:
        facts = {output.name for output in exercise.outputs if output.criterion == "holds"}
        for aspect in exercise.aspects:
            assert set(aspect.outputs) - facts, f"{exercise.slug}: {aspect.name}"
