"""What crosses the wall: a short JSON header and raw arrays, never pickle.

One frame is ``<header length, body length>``, the header, the body. Questions go
in, written by us; answers come out, written by whatever runs in the child. So
``read_answers`` and ``read_outcome`` believe nothing: every field is checked
against what was asked, and anything else is ``OutOfTurn``.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import numpy as np

from autograder.model import Array, Failure, FailureKind, Inputs, Reply, Value
from autograder.sandbox.records import CellOutcome

PREFIX = struct.Struct("<IQ")
MAX_HEADER = 1 << 20
_SMALL = 1 << 16
MAX_TEXT = 300
MAX_NAME = 100

DTYPES = frozenset("|b1 |i1 |u1 <i2 <u2 <i4 <u4 <i8 <u8 <f2 <f4 <f8 <c8 <c16".split())
_FAILURES = frozenset(get_args(FailureKind))
_OUTCOMES = ("ok", "raised", "syntax-error")

Header = dict[str, Any]


class OutOfTurn(Exception):
    """What came from a child is not an answer to what was asked."""


def frame(header: Header, body: Sequence[memoryview | bytes] = ()) -> list[memoryview | bytes]:
    """The buffers of one frame, in order; one buffer if it is small, for one system call."""
    return _framed(json.dumps(header).encode(), body)


def _framed(text: bytes, body: Sequence[memoryview | bytes]) -> list[memoryview | bytes]:
    size = sum(memoryview(part).nbytes for part in body)
    start = PREFIX.pack(len(text), size) + text
    return [b"".join([start, *body])] if size < _SMALL else [start, *body]


# ----------------------------------------------------------------- questions


class Question:
    """What is asked of a child. It is written once, however often it is asked.

    cases: the inputs of a probe; raises ``TypeError`` for what cannot be sent.
    """

    def __init__(self, header: Header, cases: Sequence[Inputs] | None = None) -> None:
        self.cases, self._body = cases, b""
        if cases is not None:
            described, body = write_inputs(cases)
            header, self._body = {**header, "cases": described}, b"".join(body)
        self._text = json.dumps(header)[:-1]

    def frame(self, number: str) -> list[memoryview | bytes]:
        """The buffers of the question with the number that its answer must bear."""
        return _framed(f'{self._text}, "number": "{number}"}}'.encode(), [self._body])


def write_inputs(cases: Sequence[Inputs]) -> tuple[list[Any], list[memoryview | bytes]]:
    """Cases as a JSON description and raw arrays. Raises ``TypeError`` for other things."""
    body: list[memoryview | bytes] = []
    return [{name: _describe(x, body) for name, x in case.items()} for case in cases], body


def read_inputs(description: Sequence[Mapping[str, Any]], body: memoryview) -> list[dict[str, Any]]:
    """The cases again; arrays are new and may be written to."""
    taken = _Taken(body)
    return [{name: _rebuild(x, taken) for name, x in case.items()} for case in description]


def _describe(x: Any, body: list[memoryview | bytes]) -> Any:
    """Keeps apart what NumPy likes to merge: a float, an int, a scalar, a 0-d array."""
    if x is None or type(x) in (bool, int, float, str):
        return x
    if isinstance(x, (list, tuple)):
        return {"kind": type(x).__name__, "items": [_describe(item, body) for item in x]}
    if isinstance(x, (np.ndarray, np.generic)) and x.dtype.newbyteorder("<").str in DTYPES:
        array = np.asarray(x, dtype=x.dtype.newbyteorder("<"), order="C")
        body.append(array.tobytes())
        kind = "array" if isinstance(x, np.ndarray) else "scalar"
        return {"kind": kind, "dtype": array.dtype.str, "shape": list(array.shape)}
    raise TypeError(f"an input of type {type(x).__name__} cannot be sent to the sandbox")


def _rebuild(x: Any, taken: _Taken) -> Any:
    if not isinstance(x, dict):
        return x
    if x["kind"] in ("list", "tuple"):
        items = [_rebuild(item, taken) for item in x["items"]]
        return items if x["kind"] == "list" else tuple(items)
    array = taken.array(x["dtype"], x["shape"])
    return array if x["kind"] == "array" else array[()]


class _Taken:
    """A body that is taken apart from front to back."""

    def __init__(self, body: memoryview) -> None:
        self._body, self._at = body, 0

    def array(self, dtype: str, shape: Sequence[int]) -> Array:
        """The next array, aligned and writeable; raises ``OutOfTurn`` if there is no such room."""
        count = math.prod(shape)
        size = count * np.dtype(dtype).itemsize
        raw = self._body[self._at : self._at + size]
        if len(raw) != size:
            raise OutOfTurn("an array is longer than its bytes")
        self._at += size
        if dtype == "|b1":  # a bool is one byte, and NumPy trusts it to be 0 or 1
            return np.asarray(np.frombuffer(raw, np.uint8).reshape(shape) != 0)
        return np.frombuffer(raw, dtype).reshape(shape).copy()

    def finish(self) -> None:
        if self._at != len(self._body):
            raise OutOfTurn("there are bytes that belong to no array")


# ------------------------------------------------------- answers, in the child


def write_answers(replies: Sequence[Reply], limit: int) -> tuple[list[Any], list[memoryview]]:
    """Replies as a JSON description and raw arrays of at most ``limit`` bytes."""
    body: list[memoryview] = []
    rows = []
    for reply in replies:
        size = sum(v.array.nbytes for v in reply.values.values() if v.array is not None)
        size += sum(part.nbytes for part in body)
        rows.append(_too_large(reply) if size > limit else _answer(reply, body))
    return rows, body


def _too_large(reply: Reply) -> Header:
    arrays = {n: v.array for n, v in reply.values.items() if v.array is not None}
    name, array = max(arrays.items(), key=lambda item: item[1].nbytes)
    says = f"{name} has the shape {array.shape}, {array.nbytes >> 20} MB: more than is read"
    return {"failure": _why(Failure("wrong-return", says)), "changed": list(reply.changed)}


def _answer(reply: Reply, body: list[memoryview]) -> Header:
    if reply.failure is not None:
        return {"failure": _why(reply.failure), "changed": list(reply.changed)}
    values = {name: _value(value, body) for name, value in reply.values.items()}
    return {"values": values, "changed": list(reply.changed), "calls": list(reply.calls)}


def _why(failure: Failure) -> list[Any]:
    texts = (failure.function[:MAX_NAME], failure.code[:MAX_TEXT])
    return [failure.kind, failure.message[:MAX_TEXT], failure.line, *texts]


def _value(value: Value, body: list[memoryview]) -> list[Any]:
    name = value.type_name[:MAX_NAME]
    if value.array is None:
        return [name, None, None]
    array = np.ascontiguousarray(value.array).reshape(value.array.shape)
    if array.dtype.kind in "fc" and array.dtype.newbyteorder("<").str not in DTYPES:
        array = array.astype(np.float64 if array.dtype.kind == "f" else np.complex128)
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    body.append(array.reshape(-1).view(np.uint8).data)
    return [name, array.dtype.str, list(array.shape)]


# -------------------------------------------------- answers, on the trusted side


def read_header(text: bytes) -> Header:
    """A header from a child; raises ``OutOfTurn``."""
    try:
        header = json.loads(text.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise OutOfTurn("not a header") from None
    return _mapping(header)


def read_outcome(header: Header) -> CellOutcome:
    """What a child says became of a cell; raises ``OutOfTurn``."""
    status, message, line = (header.get(key) for key in ("status", "message", "line"))
    if not isinstance(status, str) or status not in _OUTCOMES:
        raise OutOfTurn("no such status")
    return CellOutcome(status, _text(message), _line(line))  # type: ignore[arg-type]


def read_answers(
    header: Header, body: memoryview, cases: Sequence[Inputs], outputs: Sequence[str]
) -> list[Reply]:
    """One reply per case, with some of the exercise's outputs; raises ``OutOfTurn``.

    Which outputs a case is asked for depends on its group: the judge sees to that,
    and counts a missing one as wrong.
    """
    rows = _list(header.get("replies"))
    if len(rows) != len(cases):
        raise OutOfTurn(f"{len(rows)} answers to {len(cases)} questions")
    taken = _Taken(body)
    replies = [
        _reply(_mapping(row), taken, set(case), outputs)
        for row, case in zip(rows, cases, strict=True)
    ]
    taken.finish()
    return replies


def _reply(row: Header, taken: _Taken, inputs: set[str], outputs: Sequence[str]) -> Reply:
    changed = _list(row.get("changed"))
    if not all(isinstance(name, str) and name in inputs for name in changed):
        raise OutOfTurn("no such input")
    names = tuple(dict.fromkeys(changed))
    if "failure" in row:
        return Reply(failure=_failure(row["failure"]), changed=names)
    values = _mapping(row.get("values"))
    if not values or not set(values) <= set(outputs):
        raise OutOfTurn("other outputs than asked for")
    found = {n: _read_value(v, taken) for n, v in values.items()}
    return Reply(values=found, changed=names, calls=_calls(row.get("calls", [0, 0])))


def _calls(row: Any) -> tuple[int, int]:
    most, with_complex = _list(row, 2)
    if not all(type(n) is int and 0 <= n < 1 << 31 for n in (most, with_complex)):
        raise OutOfTurn("no such count")
    return most, with_complex


def _failure(row: Any) -> Failure:
    kind, message, line, function, code = _list(row, 5)
    if not isinstance(kind, str) or kind not in _FAILURES:
        raise OutOfTurn("no such failure")
    texts = (_text(function)[:MAX_NAME], _text(code)[:MAX_NAME])
    return Failure(kind, _text(message), _line(line), *texts)  # type: ignore[arg-type]


def _read_value(row: Any, taken: _Taken) -> Value:
    name, dtype, shape = _list(row, 3)
    name = _text(name)[:MAX_NAME]
    if dtype is None:
        return Value(None, name)
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise OutOfTurn("no such dtype")
    shape = _list(shape)
    if len(shape) > 32 or not all(type(n) is int and 0 <= n < 1 << 40 for n in shape):
        raise OutOfTurn("no such shape")
    if math.prod(max(n, 1) for n in shape) > 1 << 40:
        raise OutOfTurn("no such shape")
    return Value(taken.array(dtype, shape), name)


def clean(text: str) -> str:
    """Text that can be stored and shown: no half characters, no control characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in whole
    )


def _text(x: Any) -> str:
    if not isinstance(x, str):
        raise OutOfTurn("not a text")
    return clean(x[:MAX_TEXT])


def _line(x: Any) -> int | None:
    if x is None or (type(x) is int and 0 <= x < 1 << 31):
        return x
    raise OutOfTurn("no such line")


def _list(x: Any, length: int | None = None) -> list[Any]:
    if not isinstance(x, list) or (length is not None and len(x) != length):
        raise OutOfTurn("not a list of that length")
    return x


def _mapping(x: Any) -> Header:
    if not isinstance(x, dict):
        raise OutOfTurn("not a mapping")
    return x


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
