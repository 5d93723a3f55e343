"""What comes back is either what was asked for or ``OutOfTurn``."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from autograder.model import Failure, Reply, Value
from autograder.sandbox import wire
from autograder.sandbox.records import CellOutcome

CASES = [{"x": 1.0, "y": 2.0}]
LIMIT = 1 << 20

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
words = st.sampled_from([
    "replies", "values", "failure", "changed", "status", "message", "line", "loss", "ok",
    "raised", "<f8", "|b1", "float64", "x", "not-found",
])  # fmt: skip
anything = st.recursive(
    scalars | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
values = st.dictionaries(st.just("loss"), st.tuples(words, words, anything).map(list), min_size=1)
rows = st.fixed_dictionaries({"values": values | anything, "changed": st.just([]) | anything})
headers = st.fixed_dictionaries({"replies": st.lists(rows, min_size=1, max_size=1) | anything})


@given(headers, st.binary(max_size=40))
def test_no_header_surprises_the_reader(header: dict[str, Any], body: bytes) -> None:
    """Does any JSON at all give either replies of the right form, or OutOfTurn?"""
    try:
        replies = wire.read_answers(header, memoryview(body), CASES, ["loss"])
    except wire.OutOfTurn:
        return
    (reply,) = replies
    assert set(reply.changed) <= {"x", "y"}
    if reply.failure is None:
        assert set(reply.values) == {"loss"}
        array = reply.values["loss"].array
        assert array is None or array.nbytes == len(body)


@given(anything)
def test_no_outcome_surprises_the_reader(header: Any) -> None:
    """Does any JSON give either an outcome or OutOfTurn?"""
    try:
        outcome = wire.read_outcome(wire.read_header(json.dumps(header).encode()))
    except wire.OutOfTurn:
        return
    assert isinstance(outcome, CellOutcome)


@given(st.binary(max_size=60))
def test_no_bytes_surprise_the_reader(text: bytes) -> None:
    """Do any bytes give either a mapping or OutOfTurn?"""
    with suppress(wire.OutOfTurn):
        assert isinstance(wire.read_header(text), dict)


dtypes = st.sampled_from([np.dtype(name) for name in sorted(wire.DTYPES)])


@given(st.data())
def test_answers_come_back_as_they_were(data: st.DataObject) -> None:
    """Do arrays of every allowed type survive the way, bit for bit?"""
    shape = data.draw(nps.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
    array = data.draw(nps.arrays(data.draw(dtypes), shape))
    sent = [Reply({"loss": Value(array, "T")}, changed=("y",), calls=(3, 1))]
    (got,) = through(sent)
    value = got.values["loss"].array
    assert value is not None and (got.changed, got.calls) == (("y",), (3, 1))
    assert (value.dtype, value.shape) == (array.dtype, array.shape)
    assert value.tobytes() == array.tobytes() and value.flags.writeable and value.flags.aligned


def test_failures_come_back_as_they_were() -> None:
    """Does a failure survive the way?"""
    sent = [Reply(failure=Failure("raised", "ValueError: no\nmore", 7), changed=("x",))]
    assert through(sent) == sent


def through(replies: list[Reply]) -> list[Reply]:
    """To the wire and back."""
    rows, body = wire.write_answers(replies, LIMIT)
    header = wire.read_header(json.dumps({"replies": rows}).encode())
    return wire.read_answers(header, memoryview(b"".join(body)), CASES, ["loss"])


def good(**changes: Any) -> dict[str, Any]:
    """The header of one right answer, changed."""
    row = {"values": {"loss": ["float", "<f8", []]}, "changed": []} | changes
    return {"replies": [row]}


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (good(), b""),
        (good(), b"1234567"),
        (good(), b"123456789"),
        (good(changed=["z"]), b"12345678"),
        (good(changed=[["x"]]), b"12345678"),
        (good(calls=[1]), b"12345678"),
        (good(calls=[1, -1]), b"12345678"),
        (good(calls=[1 << 31, 0]), b"12345678"),
        (good(calls=[True, 0]), b"12345678"),
        (good(values={}), b""),
        (good(values={"loss": ["float", "<f8", []], "extra": ["float", None, None]}), b"12345678"),
        (good(values={"loss": ["float", "O", []]}), b"12345678"),
        (good(values={"loss": ["float", "<M8[s]", []]}), b"12345678"),
        (good(values={"loss": ["float", "<f8", [-1]]}), b"12345678"),
        (good(values={"loss": ["float", "<f8", [True]]}), b"12345678"),
        (good(values={"loss": ["float", "<f8", [1.0]]}), b"12345678"),
        (good(values={"loss": ["float", "<f8", [0, 1 << 39, 1 << 39]]}), b""),
        (good(values={"loss": ["float", "<f8", [1] * 33]}), b"12345678"),
        (good(values={"loss": ["float", "<f8", [1 << 40]]}), b"12345678"),
        (good(failure=["passed", "", None]), b""),
        (good(failure=["raised", "", -1]), b""),
        (good(failure=["raised", "", None, 1]), b""),
        ({"replies": []}, b""),
        ({"replies": good()["replies"] * 2}, b"12345678" * 2),
        ({}, b""),
    ],
)
def test_what_does_not_fit_exactly_is_refused(header: dict[str, Any], body: bytes) -> None:
    """Is one byte too many, a foreign name or an odd shape enough to be refused?"""
    with pytest.raises(wire.OutOfTurn):
        wire.read_answers(header, memoryview(body), CASES, ["loss"])


def test_the_right_answer_is_taken() -> None:
    """Is the header from which those are made right itself?"""
    (reply,) = wire.read_answers(good(), memoryview(bytes(8)), CASES, ["loss"])
    assert reply.values["loss"].array == 0.0


def test_a_bool_is_zero_or_one() -> None:
    """Is a byte of 7 read as True, and not as a bool that NumPy never makes?"""
    header = good(values={"loss": ["bool", "|b1", [2]]})
    (reply,) = wire.read_answers(header, memoryview(b"\x07\x00"), CASES, ["loss"])
    array = reply.values["loss"].array
    assert array is not None and array.tobytes() == b"\x01\x00"


def test_an_input_that_cannot_be_sent_is_our_fault() -> None:
    """Does an exercise with an input of objects fail at once?"""
    with pytest.raises(TypeError, match="ndarray"):
        wire.write_inputs([{"x": np.array([object()])}])


def test_a_case_may_be_asked_for_some_of_the_outputs() -> None:
    """Is one of two outputs taken, and the other left out rather than made up?"""
    (reply,) = wire.read_answers(good(), memoryview(bytes(8)), CASES, ["loss", "start"])
    assert list(reply.values) == ["loss"]
