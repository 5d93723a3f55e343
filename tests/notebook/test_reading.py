"""Submissions are read whole or refused in one sentence, and nothing survives but cells."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import Unreadable
from autograder.notebook import Cell, Reader, Submission, parsing


def cell(**changes: Any) -> dict[str, Any]:
    """A cell of nbformat 4, changed."""
    code = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}
    return code | {"execution_count": None, "id": "a"} | changes


def notebook(*cells: Any, **changes: Any) -> dict[str, Any]:
    """A notebook of nbformat 4, changed."""
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | changes


@pytest.fixture
def read(reader: Reader, tmp_path: Path) -> Any:
    """Writes a file and reads it as a submission."""

    def written_and_read(content: Any) -> Submission:
        path = tmp_path / "01.ipynb"
        text = content if isinstance(content, (bytes, str)) else json.dumps(content)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return reader.read(path)

    return written_and_read


def test_only_cells_survive(read: Any) -> None:
    """Do kind and source come back, and metadata, outputs and attachments not?"""
    outputs = [{"output_type": "stream", "name": "stdout", "text": "a" * 10_000}]
    markdown = {"cell_type": "markdown", "source": ["a\n", "b"], "metadata": {"tags": ["x"]}}
    content = notebook(cell(outputs=outputs), markdown, cell(cell_type="raw", source=""))
    got = read(content)
    assert got.cells == (Cell("code", "x = 1"), Cell("markdown", "a\nb"), Cell("raw", ""))
    assert got.digest == hashlib.sha256(json.dumps(content).encode()).hexdigest()


def test_what_nbformat_writes_is_read(read: Any) -> None:
    """Is a notebook as Jupyter saves it read?"""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("y = 'é ∑'\n")])
    assert read(nbformat.writes(book)).cells == (Cell("code", "y = 'é ∑'\n"),)


def test_format_three_is_read(read: Any) -> None:
    """Are the worksheets of old notebooks read, headings as text?"""
    sheets = [
        {"cells": [{"cell_type": "code", "input": ["a\n", "b"], "language": "python"}]},
        {"cells": [{"cell_type": "heading", "level": 1, "source": "Title"}]},
    ]
    got = read({"worksheets": sheets, "nbformat": 3, "nbformat_minor": 0, "metadata": {}})
    assert got.cells == (Cell("code", "a\nb"), Cell("markdown", "Title"))


@pytest.mark.parametrize(
    ("content", "source"),
    [
        (notebook(cell(source="a\r\nb\rc")), "a\nb\nc"),
        (b"\xef\xbb\xbf" + json.dumps(notebook(cell(source="a"))).encode(), "a"),
        (notebook(cell(source="a", outputs=[{"data": {"text": float("nan")}}])), "a"),
        (notebook(cell(source="\U0001d4e7 \x1b[2J")), "\U0001d4e7 \x1b[2J"),
        (notebook(cell(source=[])), ""),
    ],
)
def test_harmless_oddities_are_read(read: Any, content: Any, source: str) -> None:
    """Are line ends made alike, and a byte order mark, nan and odd characters accepted?"""
    assert read(content).cells == (Cell("code", source),)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("print('hello')", "not valid JSON (line 1"),
        ('{"cells": [\n', "not valid JSON (line 2"),
        ("<html>Sign in to download</html>", "not valid JSON"),
        (json.dumps(notebook()).encode("utf-16"), "not UTF-8"),
        (b"\x80\x81", "not UTF-8"),
        ("[" * 200_000, "nested too deeply"),
        ('{"a":' * 200_000, "nested too deeply"),
        ("1" * 10_000, "thousands of digits"),
        ("[]", "not a notebook"),
        ("3", "not a notebook"),
        ("{}", 'no "cells"'),
        ({"cells": {}}, "are not a list"),
        ({"worksheets": [{"cells": 1}]}, "are not a list"),
        (notebook(3), "cell 1 that is not a cell"),
        (notebook(cell(), None), "cell 2 that is not a cell"),
        (notebook(cell(cell_type="evil")), "cell 1 that is neither code nor text"),
        (notebook(cell(cell_type=["code"])), "cell 1 that is neither code nor text"),
        (notebook(cell(source=None)), "cell 1 whose source is not text"),
        (notebook(cell(source=["a", 1])), "cell 1 whose source is not text"),
        (notebook(cell(source={"a": 1})), "cell 1 whose source is not text"),
        (notebook({"cell_type": "code"}), "cell 1 whose source is not text"),
        (notebook(cell(source="a\0b")), "cell 1 with a nul byte"),
        (notebook(cell(source="\ud800")), "cell 1 with half a character"),
        ('{"cells": [], "cells": []}', "the key 'cells' twice"),
        ('{"cells": [{"cell_type":"code","source":"a","source":"b"}]}', "the key 'source' twice"),
        ('{"\\ud800": 1, "\\ud800": 2}', "twice"),
    ],
)
def test_what_is_no_notebook_is_refused(read: Any, content: Any, says: str) -> None:
    """Is each refusal one sentence that says what is wrong, and one that says what to do?"""
    with pytest.raises(Unreadable) as caught:
        read(content)
    message = str(caught.value)
    assert says in message and "01.ipynb" in message
    assert "Ask the student" in message and "\n" not in message
    message.encode()
    assert read(notebook(cell())).cells == (Cell("code", "x = 1"),)


def test_too_much_for_the_parser_costs_one_submission(tmp_path: Path) -> None:
    """Is a file that takes all memory or time refused, and the next one read?"""
    good, bad = tmp_path / "good.ipynb", tmp_path / "bad.ipynb"
    good.write_text(json.dumps(notebook(cell())))
    bad.write_text("[" + "{}," * 3_000_000 + "{}]")
    with Reader(memory=150_000_000) as reader:
        with pytest.raises(Unreadable, match="memory"):
            reader.read(bad)
        assert reader.read(good).cells
    with Reader(seconds=0.05) as reader, pytest.raises(Unreadable, match=r"within 0\.05 s"):
        reader.read(bad)
    with Reader(seconds=5) as reader:
        assert reader.read(good).cells


def test_a_dead_reader_is_replaced(tmp_path: Path) -> None:
    """Does a reader that was killed between two files go on?"""
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook(cell())))
    with Reader() as reader:
        reader.read(path)
        assert reader._process is not None
        os.kill(reader._process.pid, signal.SIGKILL)
        reader._process.wait()
        assert reader.read(path).cells


@pytest.mark.parametrize(
    "reply",
    [
        parsing.REPLY.pack(1, 1, 0),
        parsing.REPLY.pack(1, 1, 1 << 31),
        parsing.REPLY.pack(1, 1 << 31, 5) + bytes(5),
        parsing.REPLY.pack(1, 1, 6) + parsing.CELL.pack(7, 1) + b"a",
        parsing.REPLY.pack(1, 1, 6) + parsing.CELL.pack(0, 9) + b"a",
        parsing.REPLY.pack(1, 1, 6) + parsing.CELL.pack(0, 1) + b"\xff",
        parsing.REPLY.pack(1, 1, 7) + parsing.CELL.pack(0, 1) + b"ab",
        b"\1",
        b"",
    ],
)
def test_a_reader_that_was_taken_over_is_not_believed(tmp_path: Path, reply: bytes) -> None:
    """Is an answer that does not fit exactly the end of the process, and one refusal?"""
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook(cell())))
    evil = tmp_path / "evil.py"
    evil.write_text(f"import os, sys\nsys.stdin.buffer.read(9)\nos.write(1, {reply!r})\n")
    with pytest.MonkeyPatch.context() as patch, Reader(seconds=5) as reader:
        patch.setattr(parsing, "__file__", str(evil))
        with pytest.raises(Unreadable, match="could not be parsed"):
            reader.read(path)


def test_no_more_is_taken_than_was_sent(tmp_path: Path) -> None:
    """Is a reader that announces gigabytes given up at once?"""
    path, evil = tmp_path / "a.ipynb", tmp_path / "evil.py"
    path.write_text(json.dumps(notebook(cell())))
    reply = parsing.REPLY.pack(1, 1, 1 << 31)
    evil.write_text(f"import os, time\nos.write(1, {reply!r})\ntime.sleep(60)")
    start = time.monotonic()
    with pytest.MonkeyPatch.context() as patch, Reader(seconds=30) as reader:
        patch.setattr(parsing, "__file__", str(evil))
        with pytest.raises(Unreadable):
            reader.read(path)
    assert time.monotonic() - start < 10


json_things = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "worksheets", "cell_type", "source", "input", "metadata"]),
            inner | st.sampled_from(["code", "markdown"]),
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(json_things)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_any_json_is_read_or_refused(read: Any, content: Any) -> None:
    """Does any JSON give a submission or a sentence, and nothing else?"""
    try:
        assert isinstance(read(json.dumps(content)), Submission)
    except Unreadable as error:
        assert str(error).endswith(".")


@given(st.binary(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_any_bytes_are_read_or_refused(read: Any, content: bytes) -> None:
    """Do any bytes give a submission or a sentence, and nothing else?"""
    try:
        read(content)
    except Unreadable as error:
        assert str(error).endswith(".")


def test_reading_is_quick(
    reader: Reader, tmp_path: Path, at_the_end: Callable[[str], None]
) -> None:
    """Is a class of ten thousand read in seconds? (Alone on the machine: 2 000 a second.)"""
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook(*[cell(source=["x = 1\n"] * 15)] * 40)))
    start = time.perf_counter()
    for _ in range(200):
        reader.read(path, below=tmp_path)
    rate = 200 / (time.perf_counter() - start)
    at_the_end(f"reading: {rate:.0f} notebooks of 40 cells a second")
    assert rate > 100
