"""What each reader promises, as functions of bytes: they raise where a promise is broken.

Used by the tests, and by the coverage-guided fuzzer in an environment of its own; so
this module imports the readers and nothing that they do not need themselves.
"""

from __future__ import annotations

import io
import json
import math
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.authoring.source import inspect_source
from autograder.exercises import load_unit
from autograder.grading.plan import mentions, same_text
from autograder.judging.answer_key import from_json, to_json
from autograder.model import AspectResult, Location, Reply, Value, Verdict
from autograder.notebook import asked_slugs, parsing, reading
from autograder.results import SubmissionResult, from_lines, to_lines
from autograder.sandbox import cells, wire
from autograder.sandbox.link import LineClosed, Link

ROOT = Path(__file__).resolve().parents[2]
UNIT = "01_linear_regression"
CASES = [{"x": 1.0, "y": 2.0}]
OUTPUTS = ("loss", "dw")
LIMIT = 1 << 20


# --------------------------------------------------------------- the notebook reader


def notebook(data: bytes) -> None:
    """Cells of good text, or one sentence; and an answer that the other side believes."""
    answer = parsing.reply(data)
    good, count, size = parsing.REPLY.unpack_from(answer)
    body = answer[parsing.REPLY.size :]
    assert len(body) == size <= 2 * len(data) + reading.MB
    if not good:
        said = body.decode()
        assert count == 0 and said.endswith(".") and "\n" not in said and len(body) < 400
        return
    for cell in reading._cells(body, count):
        assert "\0" not in cell.source and "\r" not in cell.source
        asked_slugs(cell.source)
    again = parsing.reply(data.decode("utf-8-sig").encode())
    assert again == answer


def notebook_seeds() -> list[bytes]:
    """Small notebooks, and the course's first ones."""
    paths = sorted((ROOT / "tests" / "notebooks").glob("*.ipynb"))[::3]
    three = {"worksheets": [{"cells": [{"cell_type": "heading", "source": "a"}]}], "nbformat": 3}
    course = (ROOT / "course" / UNIT / f"{UNIT}.ipynb").read_bytes()
    return [*(path.read_bytes() for path in paths), json.dumps(three).encode(), course]


# ------------------------------------------------------------------- the wire parser


class Stream:
    """The end of a line on which bytes lie ready, and then nothing."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def settimeout(self, seconds: float) -> None:
        """There is nothing to wait for."""

    def recv_into(self, buffer: memoryview) -> int:
        return self._data.readinto(buffer)


def frame(data: bytes) -> None:
    """An outcome and replies of the right form, or the one error that a forged frame is."""
    link = Link(Stream(data))  # type: ignore[arg-type]
    link.allow(60)
    try:
        header, body = link.receive(LIMIT)
    except (wire.OutOfTurn, LineClosed):
        return
    assert isinstance(header, dict) and len(body) <= LIMIT
    with suppress(wire.OutOfTurn):
        said = wire.read_outcome(header)
        _printable(said.message)
        assert said.line is None or said.line >= 0
    with suppress(wire.OutOfTurn):
        for reply in wire.read_answers(header, body, CASES, OUTPUTS):
            _is_reply(reply, len(body))


def _is_reply(reply: Reply, most: int) -> None:
    assert set(reply.changed) <= set(CASES[0]) and min(reply.calls) >= 0
    if reply.failure is not None:
        assert not reply.values
        for text in (reply.failure.message, reply.failure.function, reply.failure.code):
            _printable(text)
        return
    assert reply.values and set(reply.values) <= set(OUTPUTS)
    arrays = [value.array for value in reply.values.values() if value.array is not None]
    assert sum(array.nbytes for array in arrays) == most
    assert all(array.dtype.str in wire.DTYPES and array.flags.writeable for array in arrays)


def _printable(text: str) -> None:
    assert len(text) <= wire.MAX_TEXT and text == wire.clean(text)
    text.encode()


def frame_seeds() -> list[bytes]:
    """Frames as a child sends them."""
    arrays: list[Any] = [np.ones((2, 3)), np.zeros(0, "i4"), np.array(True), np.ones(2, "c16")]
    loss = Value(np.float64(1.0))
    replies = [Reply({"loss": loss, "dw": Value(a)}, calls=(3, 1)) for a in arrays]
    found = [wire.frame({"status": "raised", "message": "no", "line": 3, "number": "0" * 16})]
    for reply in [*replies, Reply({"loss": Value(None, "str")}, changed=("x",))]:
        rows, body = wire.write_answers([reply], LIMIT)
        found.append(wire.frame({"replies": rows, "number": "0" * 16}, body))
    failure = ["raised", "ValueError: no", 7, "mse_loss", "raise ValueError"]
    found.append(wire.frame({"replies": [{"failure": failure, "changed": []}]}))
    return [b"".join(parts) for parts in found]


# --------------------------------------------------------------------- the key reader


def key(data: bytes) -> None:
    """A key that can be written and read again, or ``ValueError``."""
    with suppress(ValueError):
        from_json(data.decode())


def key_seeds() -> list[bytes]:
    """The smallest exercise of a few keys."""
    found = []
    for path in sorted((ROOT / "autograder" / "keys").glob("*.json"))[:6]:
        whole = json.loads(path.read_text(encoding="utf-8"))
        slug = min(whole["exercises"], key=lambda s: len(json.dumps(whole["exercises"][s])))
        small = {**whole["exercises"][slug]}
        small["cases"], small["own"] = small["cases"][:1], small["own"][:1]
        found.append(json.dumps({**whole, "exercises": {slug: small}}).encode())
    return found


def written_again(data: bytes) -> None:
    """Is a key that could be read the same when it is written and read again?"""
    text = to_json(from_json(data.decode()))
    assert to_json(from_json(text)) == text


# ------------------------------------------------------------------ the source reader


def source(data: bytes) -> None:
    """A source that keeps the rules, or what is wrong with it, each with its line."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / f"{UNIT}.py"
        path.write_bytes(data)
        found, problems = inspect_source(path, load_unit(UNIT))
        assert (found is None) == bool(problems)
        for problem in problems:
            assert problem.line >= 1 and str(problem).endswith((".", "?", ")", "!", "…"))


def source_seeds() -> list[bytes]:
    """The beginning of a source, and every kind of cell."""
    text = (ROOT / "solutions" / f"{UNIT}.py").read_text(encoding="utf-8")
    pieces = text.split("# %%")
    small = "# %%".join(piece for piece in pieces if len(piece) < 400)
    return [text.encode(), small.encode(), "# %%".join(pieces[:6]).encode()]


# ----------------------------------------------------------------- the journal reader


def journal(data: bytes) -> None:
    """Results that can be written again: whatever a line holds, no later step stumbles."""
    for result in from_lines(data.decode("ascii", "replace").split("\n")):
        assert math.isfinite(result.points) and math.isfinite(result.max_points)
        assert len(from_lines(to_lines(result).splitlines())) == 1


def journal_seeds() -> list[bytes]:
    """Results of one and of two exercises."""
    aspects = (AspectResult("loss", 2.0, 2.0, True), AspectResult("dw", 0.0, 2.0, False, "sign"))
    place = Location("dw", (3, 1), math.nan, 0.1, "N = 5", 0.1, ((0.0, 5.0), (1.0, 2.0)))
    first = Verdict("a", "graded", 2.0, 4.0, aspects, "dw …", "look", ("and",), place, ("note",))
    second = Verdict("b", "timeout", 0.0, 4.0, aspects[:1])
    ended: tuple[Any, ...] = ("seed", 0.25, "a.b.c.d", "why")
    one = to_lines(SubmissionResult("ada", "unit", "graded", (second,), *ended))
    two = to_lines(SubmissionResult("bob", "unit", "graded", (first, second), *ended))
    return [text.encode() for text in (one, two, one + two)]


# --------------------------------------------------------------------- the cell reader


def cell(data: bytes) -> None:
    """As many lines, and none that stops the parser is a magic; else what ``compile`` raises."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    asked_slugs(text)
    mentions(text, ("mse_loss", "Layer"))
    same_text(text)
    try:
        plain = cells.plain_python(text)
    except (ValueError, RecursionError, MemoryError):
        return
    assert plain.count("\n") == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    wrong = cells._parses(plain)
    assert wrong is None or not cells._is_magic(plain.split("\n")[wrong - 1])


def cell_seeds() -> list[bytes]:
    """Cells with and without magics."""
    return [
        text.encode()
        for text in (
            "%matplotlib inline\n!ls\nx = 1\n", "%%time\nx = 1", "%%bash\nls", "x = !ls\n?x\nx?",
            "%time x = f(\n  1)\n", "    def f():\n        return 1\n", 'check("mse-loss")  # "',
            "%load \\\n  more\nfor i in x:\n    %time f(i)\n", "def mse_loss(w):\n    return w\n",
        )
    ]  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A reader to be tried, and where to start from."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    modules: str
    """What is to be covered: modules of ours."""


TARGETS: Mapping[str, Target] = {
    "notebook": Target(notebook, notebook_seeds, "notebook.parsing notebook.cells"),
    "frame": Target(frame, frame_seeds, "sandbox.wire sandbox.link"),
    "key": Target(key, key_seeds, "judging.answer_key"),
    "source": Target(source, source_seeds, "authoring.percent authoring.source authoring.rules"),
    "journal": Target(journal, journal_seeds, "results"),
    "cell": Target(cell, cell_seeds, "sandbox.cells grading.plan"),
}
