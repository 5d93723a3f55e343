"""What a child does once it is confined: answer questions until it is killed.

It shares its process with the student's code, so nothing here is a secret and
nothing it says is believed on the other side.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from typing import Any

from autograder.exercises import asking
from autograder.model import Exercise, Unit
from autograder.sandbox import wire
from autograder.sandbox.cells import Notebook
from autograder.sandbox.records import Limits

OUT_OF_MEMORY = {"out_of_memory": True}


def serve(line: int, unit: Unit, limits: Limits, given: Mapping[str, Any]) -> None:
    """Answer on descriptor ``line`` until it is closed."""
    exercises = {exercise.slug: exercise for exercise in unit.exercises}
    random.seed(0)  # Python draws a new seed after a fork
    notebook = Notebook(dict(given))
    send(line, {"ready": True})
    while True:
        header, body = _receive(line)
        try:
            answer, arrays = _answer(header, body, notebook, exercises, limits)
        except MemoryError:
            answer, arrays = dict(OUT_OF_MEMORY), []
        send(line, answer | {"number": header["number"]}, arrays)


def _answer(
    question: dict[str, Any],
    body: memoryview,
    notebook: Notebook,
    exercises: Mapping[str, Exercise],
    limits: Limits,
) -> tuple[dict[str, Any], list[memoryview]]:
    if question["do"] == "run":
        outcome = notebook.run(question["source"])
        return {"status": outcome.status, "message": outcome.message, "line": outcome.line}, []
    cases = wire.read_inputs(question["cases"], body)
    exercise = exercises[question["slug"]]
    if question["do"] == "draw":
        assert exercise.boundary is not None
        replies = [asking.draw(exercise.boundary, notebook.namespace, case) for case in cases]
    else:
        replies = asking.ask(exercise, notebook.namespace, cases)
    rows, arrays = wire.write_answers(replies, limits.answer)
    return {"replies": rows}, arrays


def _receive(line: int) -> tuple[dict[str, Any], memoryview]:
    header, body = wire.PREFIX.unpack(_read(line, wire.PREFIX.size))
    both = _read(line, header + body)
    return json.loads(bytes(both[:header])), both[header:]


def _read(line: int, size: int) -> memoryview:
    buffer = memoryview(bytearray(size))
    at = 0
    while at < size:
        got = os.readv(line, [buffer[at:]])
        if not got:
            os._exit(0)
        at += got
    return buffer


def send(line: int, header: dict[str, Any], body: list[memoryview] | None = None) -> None:
    """Write one frame to the trusted side."""
    for part in wire.frame(header, body or []):
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(line, rest) :]
