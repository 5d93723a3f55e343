"""The reader's process: JSON in, cells out. Started as ``python -I -S parsing.py MEMORY``.

It may be killed at any moment: a small file can cost a parser much time and
memory. It imports nothing of ours and speaks on its standard input and output.
"""

from __future__ import annotations

import contextlib
import json
import resource
import struct
import sys
from collections import Counter

REQUEST = struct.Struct("<I")
REPLY = struct.Struct("<BII")
"""Whether it is a notebook (1) or not (0, with one sentence); cells or 0; bytes that follow."""
CELL = struct.Struct("<BI")
KINDS = ("code", "markdown", "raw")

_AGAIN = "Ask the student to save the notebook in Jupyter and hand it in again."


class NotANotebook(Exception):
    """``str(error)`` says what is wrong, as the end of a sentence about the file."""


def parse(data: bytes) -> list[tuple[int, bytes]]:
    """The cells as (kind, source); raises ``NotANotebook``."""
    if not data.strip():
        raise NotANotebook(f"is empty. {_AGAIN}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotANotebook(f"is not UTF-8 text. {_AGAIN}") from None
    try:
        notebook = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise NotANotebook(
            f"is not valid JSON (line {error.lineno}: {error.msg}). {_AGAIN}"
        ) from None
    except ValueError:
        raise NotANotebook(f"holds a number with thousands of digits. {_AGAIN}") from None
    except RecursionError:
        raise NotANotebook(f"is nested too deeply to be a notebook. {_AGAIN}") from None
    return [_cell(number, cell) for number, cell in enumerate(_cells(notebook), 1)]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A mapping; a key that stands twice leaves open which one is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(
            name for name, count in Counter(name for name, _ in pairs).items() if count > 1
        )
        raise NotANotebook(f"has the key {twice[:40]!r} twice in one place. {_AGAIN}")
    return found


def _cells(notebook: object) -> list[object]:
    if not isinstance(notebook, dict):
        raise NotANotebook(f"is JSON, but not a notebook. {_AGAIN}")
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):  # nbformat 3
        sheets = notebook["worksheets"]
        cells = [c for s in sheets if isinstance(s, dict) for c in _list(s.get("cells"))]
    if cells is None:
        raise NotANotebook(f'is JSON, but not a notebook: it has no "cells". {_AGAIN}')
    return _list(cells)


def _list(cells: object) -> list[object]:
    if not isinstance(cells, list):
        raise NotANotebook(f'is not a notebook: its "cells" are not a list. {_AGAIN}')
    return cells


def _cell(number: int, cell: object) -> tuple[int, bytes]:
    if not isinstance(cell, dict):
        raise NotANotebook(f"has a cell {number} that is not a cell. {_AGAIN}")
    kind = cell.get("cell_type")
    if kind == "heading":
        kind = "markdown"
    if not isinstance(kind, str) or kind not in KINDS:
        raise NotANotebook(f"has a cell {number} that is neither code nor text. {_AGAIN}")
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise NotANotebook(f"has a cell {number} whose source is not text. {_AGAIN}")
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in source:
        raise NotANotebook(f"has a cell {number} with a nul byte in it. {_AGAIN}")
    try:
        return KINDS.index(kind), source.encode()
    except UnicodeEncodeError:
        raise NotANotebook(f"has a cell {number} with half a character in it. {_AGAIN}") from None


def reply(data: bytes) -> bytes:
    """What is sent back for one file."""
    try:
        cells = parse(data)
    except NotANotebook as error:
        said = str(error).encode("utf-8", "replace")
        return REPLY.pack(0, 0, len(said)) + said
    except MemoryError:
        said = f"needs too much memory to read. {_AGAIN}".encode()
        return REPLY.pack(0, 0, len(said)) + said
    body = b"".join(CELL.pack(kind, len(source)) + source for kind, source in cells)
    return REPLY.pack(1, len(cells), len(body)) + body


def main(memory: int) -> None:
    """Answer requests until the input ends."""
    with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(prefix := questions.read(REQUEST.size)) == REQUEST.size:
        data = questions.read(REQUEST.unpack(prefix)[0])
        answers.write(reply(data))
        answers.flush()
        del data


if __name__ == "__main__":
    main(int(sys.argv[1]))
