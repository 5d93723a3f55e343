"""A grid of points and the classes predicted on it, judged by their properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.judging.criteria import problem
from autograder.model import Case, Value, satisfies

XX = satisfies("xx", "grid-axis", column=0)
YY = satisfies("yy", "grid-axis", column=1, beside=("xx",), across="xx")
Z = satisfies("Z", "nearest-centre", beside=("xx", "yy"))
CENTRES = np.array([[-1.0, 7.0], [1.5, 5.5], [0.5, 8.5]])
POINTS = np.array([[-2.0, 6.0], [2.0, 9.0], [0.0, 5.0], [1.0, 7.0]])
CASE = Case("plane", {"X": POINTS, "centres": CENTRES, "resolution": 9})


def predict(points):
    """The nearest centre, (M, 2) → (M,)."""
    return ((points[:, None] - CENTRES) ** 2).sum(axis=2).argmin(axis=1)


def grid(low=(-2.0, 5.0), high=(2.0, 9.0), size=9, indexing="xy"):
    """A right answer, or one that differs from it in ends or size."""
    axes = (np.linspace(low[k], high[k], size) for k in (0, 1))
    xx, yy = np.meshgrid(*axes, indexing=indexing)
    return xx, yy, predict(np.column_stack([xx.ravel(), yy.ravel()])).reshape(xx.shape)


def labels(xx, yy, zz):
    """The labels of what is wrong with each of the three, or ""."""
    reply = {"xx": Value(xx), "yy": Value(yy), "Z": Value(zz)}
    found = [problem(output, reply[output.name], CASE, reply) for output in (XX, YY, Z)]
    return [unmet.label if unmet else "" for unmet in found]


@pytest.mark.parametrize("indexing", ["xy", "ij"])
@pytest.mark.parametrize(("low", "high"), [((-2, 5), (2, 9)), ((-3, 4), (3, 10))])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_any_grid_that_covers_the_points_passes(indexing, low, high, dtype):
    """Are margins, either indexing and float32 coordinates right answers?"""
    xx, yy, zz = grid(low, high, indexing=indexing)
    assert labels(xx.astype(dtype), yy.astype(dtype), zz.astype(float)) == ["", "", ""]


@pytest.mark.parametrize(
    ("made", "label"),
    [
        (grid(low=(0.0, 5.0)), "does-not-cover"),
        (grid(high=(1.7, 9.0)), "upper-end-missing"),
        (grid(low=(-20.0, 5.0)), "too-wide"),
        (grid(size=7), "another-resolution"),
        (tuple(part[:7] for part in grid()), "wrong-number-of-points"),
        (tuple(part[0] for part in grid()), "not-a-table"),
        (tuple(part**3 for part in grid()), "not-a-grid"),
        (tuple(part + np.eye(9) for part in grid()), "not-a-grid"),
        (tuple(np.full((9, 9), np.nan) for _ in range(3)), "not-a-grid"),
    ],
)
def test_what_is_wrong_with_a_grid_is_named(made, label):
    """Is each way of missing the grid told apart?"""
    assert labels(*made)[0] == label


def test_one_column_or_one_axis_for_both_is_noticed():
    """Do both coordinates have their own column and their own axis?"""
    xx, _, zz = grid()
    _, across, _ = grid(indexing="ij")
    assert labels(xx, xx.T, zz)[1] == "one-column-for-both"
    assert labels(xx, across, zz)[1] == "not-a-grid"


def test_answers_at_other_points_are_named():
    """Are swapped coordinates, a transposed and a flat table of answers told apart?"""
    xx, yy, zz = grid()
    swapped = predict(np.column_stack([yy.ravel(), xx.ravel()])).reshape(xx.shape)
    assert labels(xx, yy, swapped)[2] == "coordinates-swapped"
    assert labels(xx, yy, zz.T)[2] == "answers-transposed"
    assert labels(xx, yy, zz.ravel())[2] == "not-reshaped"
    assert labels(xx, yy, zz + 1)[2] == "not-nearest-centre"
    assert labels(xx, yy, zz[:5])[2] == "not-nearest-centre"


def test_one_wrong_answer_in_a_grid_is_noticed():
    """Is a single wrong class enough, away from every boundary?"""
    xx, yy, zz = grid()
    zz = zz.copy()
    zz[0, 0] = (zz[0, 0] + 1) % 3
    assert labels(xx, yy, zz)[2] == "not-nearest-centre"


def test_answers_without_their_points_are_no_pass():
    """Is Z a problem where xx was not returned or is no array?"""
    _, yy, zz = grid()
    for reply in ({"yy": Value(yy)}, {"yy": Value(yy), "xx": Value(None, "str")}):
        unmet = problem(Z, Value(zz), CASE, reply)
        assert unmet is not None and "without xx" in unmet.message


ANY = hnp.arrays(
    st.sampled_from(["f8", "f4", "i8", "b1", "c16"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=9),
)


@given(ANY, ANY, ANY)
def test_whatever_is_returned_is_judged(xx, yy, zz):
    """Does any array at all get a verdict, and never a pass?"""
    assert all(labels(xx, yy, zz)[:2])


@given(ANY)
@example(np.full((2, 2), 0.03125))
def test_whatever_is_returned_for_draws_is_judged(array):
    """Is any array that was not drawn refused rather than an error of ours?"""
    draws = satisfies("start", "normal", scale=0.01)
    assert problem(draws, Value(array), CASE) is not None


def test_answers_asked_elsewhere_are_named():
    """Are points dealt anew by reshape, and answers at the data, told by their own labels?"""
    xx, yy, _ = grid()
    centres = np.array([[-1.0, 5.5], [0.5, 8.5]])
    points = np.array([xx, yy]).reshape(-1, 2)
    anew = ((points[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1).reshape(xx.shape)
    reply = {"xx": Value(xx), "yy": Value(yy), "Z": Value(anew)}
    case = Case("two centres", {"X": POINTS, "centres": centres, "resolution": 9})
    unmet = problem(Z, reply["Z"], case, reply)
    assert unmet is not None and unmet.label == "points-dealt-anew"
    assert labels(xx, yy, predict(POINTS)) == ["", "", "asked-at-the-data"]
