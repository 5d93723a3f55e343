"""Formulas as text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reports.clean import question_html
from autograder.reports.maths import readable

PIECES = st.sampled_from(
    ["\\frac", "{", "}", "^", "_", "\\", "<b>", "&", "a", " ", "\\sqrt", "\\hat", "$", "\\odd", "1"]
)


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\frac{1}{N}\sum_i r_i^2", "1/NΣ<sub>i</sub> r<sub>i</sub><sup>2</sup>"),
        (r"X^\top (p - y)", "Xᵀ (p - y)"),
        (r"\frac{\partial L}{\partial w}", "(∂ L)/(∂ w)"),
        (r"\eta \cdot \text{slope}", "η · slope"),
        (r"\sqrt{a+b} \le \hat y", "√(a+b) ≤ y\u0302"),
        (r"a < b", "a &lt; b"),
        (r"\unheardof{x} < 1", r"\unheardof{x} &lt; 1"),
        (r"x^", "x^"),
    ],
)
def test_formulas_can_be_read(tex: str, shown: str) -> None:
    """Are fractions, sums, letters and indices text, and is the unknown left as it was?"""
    assert readable(tex) == shown


@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_formula_holds_no_tag_but_indices(tex: str) -> None:
    """Is whatever is put together escaped but for sub and sup?"""
    assert "<" not in re.sub(r"</?su[bp]>", "", readable(tex))


def test_the_depth_of_braces_is_no_matter() -> None:
    """Does a formula nested deep, or long, cost no error?"""
    for many in (290, 5000):
        assert "{" * many in readable("{" * many + "}" * many) or readable("{" * many) == ""


def test_questions_have_formulas_as_text() -> None:
    """Is no dollar sign and no backslash left of a formula in a question?"""
    html = question_html("Why $\\frac{1}{N}$?\n\n$$\\sum_i r_i$$")
    assert "<code>1/N</code>" in html and "$" not in html and "\\" not in html
