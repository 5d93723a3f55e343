"""A verdict as text and as HTML."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from autograder.model import AspectResult, Location, Verdict
from autograder.rendering import MOST_MARKS, as_html, as_text, map_words, plain

PLACE = Location("dW", (3, 1), 0.731, 0.1462, "N = 5", 0.1462, ((0.0, 0.9), (0.0, 1.0)))
VERDICT = Verdict(
    "softmax-loss-vectorized",
    "graded",
    4.0,
    6.0,
    (
        AspectResult("shape", 1, 1, True),
        AspectResult("loss", 3, 3, True),
        AspectResult("dW", 0, 2, False, "not-divided-by-n", "dW is off."),
    ),
    "dW is exactly 5 times the true data gradient (N = 5): it is not divided by N.",
    "What does a mean do to a gradient?",
    location=PLACE,
)


def test_the_text_is_the_one_that_was_promised():
    """Are marks, aspects, message and three numbers where a student looks for them?"""
    lines = as_text(VERDICT).splitlines()
    assert lines[0] == "softmax-loss-vectorized   4 / 6"
    assert lines[1] == "  ✓ shape   ✓ loss   ✗ dW"
    assert lines[2].startswith("  dW is exactly 5 times")
    assert lines[3] == "  worst entry dW[3, 1]:   yours 0.731   expected 0.1462   numerical 0.1462"
    assert "Column 1 differs." in as_text(VERDICT)


def test_what_else_is_wrong_has_one_name():
    """Is a second message called the same in a terminal and on a page?"""
    verdict = replace(VERDICT, more=("db is off too.",))
    assert "  also: db is off too." in as_text(verdict)
    assert "<summary>also</summary><ul" in as_html(verdict)


def test_the_map_is_also_said_in_words():
    """Can the picture be read without eyes?"""
    row = replace(PLACE, error_map=((0.0, 0.0), (0.3, 0.3)))
    assert map_words(PLACE) == "Column 1 differs."
    assert map_words(row) == "Row 1 differs."
    assert map_words(replace(PLACE, error_map=((1.0, 1.0),))) == "Every entry differs."
    fine = replace(PLACE, error_map=((1e-9, 0.0),))
    assert map_words(fine) == "The difference is in the last digits only."


@given(st.text())
def test_nothing_a_student_writes_is_markup_or_commands_a_terminal(text):
    """Is any text inert in HTML and in a terminal?"""
    hostile = f"<script>alert(1)</script>\x1b[2J{text}"
    verdict = replace(VERDICT, message=hostile, more=(hostile,), notes=(hostile,), hint=hostile)
    page = as_html(replace(verdict, exercise=hostile))
    assert "<script" not in page and "\x1b" not in page + as_text(verdict)


def test_control_characters_go_and_line_ends_stay():
    """Are bells, escapes and direction marks dropped?"""
    assert plain("a\x07b\u202ec\nd") == "abc\nd"


def test_no_tower_of_accents_climbs_over_the_lines_above() -> None:
    """Does a letter of a message keep few of two hundred marks, and honest letters all?"""
    assert plain("z" + "\u0301" * 207 + "a") == "z" + "\u0301" * MOST_MARKS + "a"
    assert plain("Tie\u0302\u0301n") == "Tie\u0302\u0301n"


def test_numbers_show_that_they_differ():
    """Are there digits enough to tell two nearly equal numbers apart?"""
    near = replace(PLACE, yours=0.123456789, expected=0.123456, numerical=None)
    assert "yours 0.12345679   expected 0.123456" in as_text(replace(VERDICT, location=near))
    far = replace(PLACE, yours=0.123456789, expected=0.2, numerical=None)
    assert "yours 0.1235   expected 0.2" in as_text(replace(VERDICT, location=far))
