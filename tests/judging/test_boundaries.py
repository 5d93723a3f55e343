"""What a classifier says of the plane: counted, or refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exercises import find_exercise, load_unit, unit_slugs
from autograder.exercises.planes import CELLS, grid, spiral
from autograder.judging.boundaries import NO_CLASSES, labels_of, plane, runs
from autograder.model import Failure, Reply, Value

BOUNDARY = find_exercise("linear-classifier")[1].boundary
assert BOUNDARY is not None
REGIONS, POINTS = np.repeat([0, 1, 2], CELLS**2 // 3), spiral()[1]
EXPECTED = {"regions": REGIONS, "points": POINTS}


def reply(regions: Any = REGIONS, points: Any = POINTS) -> Reply:
    """What a child sends."""
    return Reply({"regions": Value(regions), "points": Value(points)})


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60))
def test_classes_are_written_and_read_again(labels: list[int]) -> None:
    """Do run lengths give back the classes they were made of?"""
    written = runs(np.array(labels))
    assert labels_of(written, len(labels), 6).tolist() == labels


@pytest.mark.parametrize(
    "written",
    ["", "4", "4a", "3A2", "2A 2B", "5A", "3A", "2A2D", "999999A", "<b>4A", "-4A", "0A4A4B"],
)
def test_anything_else_is_refused(written: str) -> None:
    """Is a text refused that does not give four of three classes?"""
    with pytest.raises(ValueError):
        labels_of(written, 4, 3)


def test_good_classes_are_kept_as_they_are() -> None:
    """Does every kind of whole number give the same plane, beside the reference's?"""
    found = plane(BOUNDARY, EXPECTED, reply())
    assert found.yours == found.reference and not found.problem
    for kind in ("i1", "u1", "i4", "u8"):
        assert plane(BOUNDARY, EXPECTED, reply(REGIONS.astype(kind))) == found
    turned = plane(BOUNDARY, EXPECTED, reply(REGIONS[::-1]))
    assert turned.yours is not None
    assert labels_of(turned.yours.regions, CELLS**2, 3).tolist() == REGIONS[::-1].tolist()


@pytest.mark.parametrize(
    "regions",
    [
        None,
        np.full(CELLS**2, 3),
        np.full(CELLS**2, 10**15),
        np.full(CELLS**2, 2**63, dtype=np.uint64),
        np.full(CELLS**2, -1),
        np.full(CELLS**2, np.nan),
        np.zeros(CELLS**2),
        np.zeros(CELLS**2, bool),
        np.zeros(CELLS**2, complex),
        np.zeros((CELLS, CELLS), int),
        np.zeros((CELLS**2, 1), int),
        np.zeros(CELLS**2 - 1, int),
        np.zeros(0, int),
        np.array(0),
    ],
)
def test_nonsense_is_no_picture(regions: Any) -> None:
    """Is anything but small whole numbers of the right shape refused, in fixed words?"""
    for bad in (reply(regions), reply(points=regions), Reply({"points": Value(POINTS)})):
        found = plane(BOUNDARY, EXPECTED, bad)
        assert found.yours is None and found.problem == NO_CLASSES


def test_why_there_is_none_is_said() -> None:
    """Does each way to fail have its words, and follow those of the code where it raised?"""
    said = {
        kind: plane(BOUNDARY, EXPECTED, Reply(failure=Failure(kind, "KeyError: 'W3'"))).problem
        for kind in ("not-found", "not-written", "raised", "wrong-return", "no-answer")
    }
    said["silent"] = plane(BOUNDARY, EXPECTED, None).problem
    assert {kind for kind, words in said.items() if "W3" in words} == {"raised", "wrong-return"}
    assert all(words.strip() for words in said.values()) and said["silent"] == said["no-answer"]


def test_what_is_declared_can_be_drawn() -> None:
    """Does every declared boundary bring its points, and nothing that only a teacher may know?"""
    units = map(load_unit, unit_slugs())
    found = [e for unit in units for e in unit.exercises if e.boundary is not None]
    assert {e.slug for e in found} == {
        "linear-classifier", "logistic-net-bug-hunt", "two-layer-net-train", "sequential",
        "train-with-autograd",
    }  # fmt: skip
    for exercise in found:
        inputs = exercise.boundary.inputs()
        assert inputs["X"].shape == (36, 2) and np.abs(inputs["X"]).max() < exercise.boundary.edge
        assert set(inputs["y"].tolist()) == set(range(exercise.boundary.classes))
        again = replace(exercise.boundary).inputs()
        assert all(np.array_equal(inputs[name], again[name]) for name in inputs)
    assert grid().shape == (CELLS**2, 2) and (grid()[0] < grid()[-1]).all()
