"""Gradients that look measured: told to the teacher, never a mark."""

from __future__ import annotations

import pytest

from autograder.rendering import as_html, as_text
from tests.judging.toys import RIGHT, verdict

MEASURED = (
    RIGHT.replace("def mse_loss", "def derived")
    + """
def mse_loss(w, b, X, y):
    def f(w, b):
        r = X @ w + b - y
        return np.mean(r**2)
    dw = np.array([STEP for e in np.eye(len(w))])
    return f(w, b), dw, derived(w, b, X, y)[2]
"""
)
CENTRAL = "(f(w + 1e-5 * e, b) - f(w - 1e-5 * e, b)) / 2e-5"
COMPLEX = "f(w + 1e-30j * e, b).imag / 1e-30"


def test_central_differences_are_remarked_with_two_numbers():
    """Is the error told, and how often a function was called for how many entries?"""
    found = verdict(MEASURED.replace("STEP", CENTRAL))
    (said,) = found.for_teacher
    assert found.passed and found.points == found.max_points
    assert said.startswith("dw is right to ") and "called 7 times for its 3 entries" in said


def test_a_complex_step_is_remarked_by_its_calls():
    """Is an exact derivative that calls a function with complex numbers seen all the same?"""
    found = verdict(MEASURED.replace("STEP", COMPLEX))
    (said,) = found.for_teacher
    assert found.passed and "complex step" in said and "3 of them with complex numbers" in said


@pytest.mark.parametrize(
    "code",
    [
        RIGHT,
        RIGHT.replace("return np.mean(r**2)", "r = r.astype(np.float32)\n    return np.mean(r**2)"),
        RIGHT.replace("2 / N", "1 / N"),
    ],
)
def test_formulas_are_not_remarked(code):
    """Is nothing said of a formula, of float32, or of a wrong gradient?"""
    assert verdict(code).for_teacher == ()


def test_no_student_reads_it():
    """Does a remark stand on no card?"""
    found = verdict(MEASURED.replace("STEP", CENTRAL))
    assert "measured" not in as_text(found) and "measured" not in as_html(found)
