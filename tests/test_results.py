"""What grading leaves behind, written and read back."""

from __future__ import annotations

import json
import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from autograder.model import AspectResult, Location, Verdict
from autograder.results import SubmissionResult, from_lines, to_lines, verdict_line

ASPECTS = (AspectResult("loss", 2.0, 2.0, True), AspectResult("dw", 0.0, 2.0, False, "sign", "no"))
PLACE = Location("dw", (3, 1), 0.731, 0.146, "N = 5", 0.146, ((0.0, 5.0), (1.0, 2.0)))
FIRST = Verdict("mse-loss", "graded", 2.0, 4.0, ASPECTS, "dw …", "look", ("and",), PLACE, ("note",))
SECOND = Verdict("stable-rate", "timeout", 0.0, 4.0, (AspectResult("rate", 0.0, 4.0, False),))
RESULT = SubmissionResult("ada", "unit", "graded", (FIRST, SECOND), "seed", 0.25, "a.b.c.d")


def test_what_is_written_is_read_back() -> None:
    """Does a result survive being written?"""
    assert from_lines(to_lines(RESULT).splitlines()) == [RESULT]


def test_digests_are_kept_and_are_no_must() -> None:
    """Do the digests of answers survive, and are journals without them, or with nonsense, read?"""
    with_digests = replace(RESULT, digests=("0123456789abcdef", ""))
    lines = to_lines(with_digests).splitlines()
    assert from_lines(lines) == [with_digests]
    rows = [json.loads(line) for line in lines]
    before = [json.dumps({k: v for k, v in row.items() if k != "digest"}) for row in rows]
    assert from_lines(before) == [RESULT]
    assert from_lines([json.dumps(row | {"digest": 3}) for row in rows]) == []
    assert len(to_lines(with_digests)) - len(to_lines(RESULT)) == 16


def test_every_line_has_the_fields_of_the_contract() -> None:
    """Does a line hold student, unit, exercise, status, points, labels, aspects, seed, seconds?"""
    line = json.loads(to_lines(RESULT).splitlines()[0])
    fields = "student unit exercise status points max_points labels aspects seed seconds"
    assert set(fields.split()) <= set(line)
    assert line["aspects"][1] == {
        "name": "dw", "points": 0.0, "max_points": 2.0, "passed": False, "label": "sign",
        "message": "no",
    }  # fmt: skip
    assert line["labels"] == ["sign"]


def test_numbers_that_json_has_no_word_for_survive() -> None:
    """Are nan and inf written as strings that are read as numbers again?"""
    odd = replace(PLACE, yours=math.nan, expected=-math.inf, error_map=((math.inf,),))
    result = replace(RESULT, verdicts=(replace(FIRST, location=odd),))
    text = to_lines(result)
    json.loads(text, parse_constant=lambda word: (_ for _ in ()).throw(ValueError(word)))
    place = from_lines(text.splitlines())[0].verdicts[0].location
    assert place is not None and math.isnan(place.yours)
    assert place.expected == -math.inf and place.error_map == ((math.inf,),)


def test_the_last_complete_run_counts() -> None:
    """Does a later run replace an earlier one, but half a run not?"""
    later = replace(RESULT, seconds=0.5, verdicts=(replace(FIRST, points=3.0), SECOND))
    both = to_lines(RESULT) + to_lines(later)
    assert from_lines(both.splitlines()) == [later]
    half = to_lines(RESULT) + to_lines(later).splitlines()[0]
    assert from_lines(half.splitlines()) == [RESULT]


def test_lines_that_are_none_are_left_out() -> None:
    """Are torn lines, other JSON and lines of another version passed over?"""
    torn = to_lines(RESULT).splitlines()[0][:-7]
    other = ["", "[]", "1", "{}", '{"student": []}', torn, '{"student":"a","unit":"b","run":"c"}']
    assert from_lines([*other, *to_lines(RESULT).splitlines()]) == [RESULT]


@given(name=st.text(), message=st.text())
def test_no_text_breaks_a_line(name: str, message: str) -> None:
    """Does one exercise stay one line, whatever the student is called or has written?"""
    result = replace(RESULT, student=name, verdicts=(replace(FIRST, message=message), SECOND))
    text = to_lines(result)
    assert text.isascii() and text.count("\n") == 2
    assert from_lines(text.split("\n")) == [result]


def test_a_verdict_for_programs() -> None:
    """Does a verdict on its own say exercise, status, points and place?"""
    line = verdict_line(FIRST)
    assert (line["exercise"], line["status"], line["points"]) == ("mse-loss", "graded", 2.0)
    assert line["location"]["index"] == [3, 1]
    assert verdict_line(SECOND)["location"] is None
