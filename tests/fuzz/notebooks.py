"""Mutations of a notebook: of its JSON, and of the bytes that JSON is written in."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable
from random import Random
from typing import Any

Notebook = dict[str, Any]
NotebookDeed = Callable[[Random, Notebook], None]
"""Mutates a notebook in place."""
BytesDeed = Callable[[Random, bytes], bytes]

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, math.nan, math.inf, 10**30, "", "code", "\ud800", "\0", "\u202e", [],
    [None], {}, {"": ""}, [[[[]]]], "x" * 100_000, ["a", 1], {"cells": []},
)  # fmt: skip
"""Values that stand where others belong."""


def odd(rng: Random) -> Any:
    """One of them, to be kept and changed."""
    return copy.deepcopy(rng.choice(ODD))


def source_of(cell: Any) -> str:
    """The text of a cell, however it is written; ``""`` where it has none."""
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def code_cells(notebook: Notebook) -> list[Any]:
    """The code cells that have a text."""
    cells = notebook.get("cells")
    found = cells if isinstance(cells, list) else []
    return [c for c in found if isinstance(c, dict) and c.get("cell_type") == "code"]


def new_cell(source: str, kind: str = "code") -> dict[str, Any]:
    """A cell as Jupyter would add it."""
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


# ------------------------------------------------- harmless: it can still be read


def drop_cell(rng: Random, notebook: Notebook) -> None:
    """One cell less."""
    if cells := notebook["cells"]:
        del cells[rng.randrange(len(cells))]


def drop_half(rng: Random, notebook: Notebook) -> None:
    """Half of the cells are gone."""
    notebook["cells"] = [cell for cell in notebook["cells"] if rng.random() < 0.5]


def copy_cell(rng: Random, notebook: Notebook) -> None:
    """One cell again, with its metadata, anywhere."""
    if cells := notebook["cells"]:
        cells.insert(rng.randrange(len(cells) + 1), copy.deepcopy(rng.choice(cells)))


def copy_many(rng: Random, notebook: Notebook) -> None:
    """All cells, a few times over."""
    notebook["cells"] = notebook["cells"] * rng.randint(2, 4)


def reorder_cells(rng: Random, notebook: Notebook) -> None:
    """Cells in another order."""
    rng.shuffle(notebook["cells"])


def swap_cells(rng: Random, notebook: Notebook) -> None:
    """Two cells change places."""
    if len(cells := notebook["cells"]) > 1:
        i, j = rng.sample(range(len(cells)), 2)
        cells[i], cells[j] = cells[j], cells[i]


def merge_cells(rng: Random, notebook: Notebook) -> None:
    """Two code cells become one."""
    found = code_cells(notebook)
    if len(found) > 1:
        at = rng.randrange(len(found) - 1)
        first, second = found[at], found[at + 1]
        first["source"] = f"{source_of(first)}\n{source_of(second)}"
        notebook["cells"] = [cell for cell in notebook["cells"] if cell is not second]


def as_lines(rng: Random, notebook: Notebook) -> None:
    """Sources as lists of lines, some ending as on Windows."""
    end = rng.choice(["\n", "\r\n", "\r"])
    for cell in notebook["cells"]:
        cell["source"] = source_of(cell).replace("\n", end).splitlines(keepends=True)


def add_prose(rng: Random, notebook: Notebook) -> None:
    """A text that wants to be more than a text."""
    prose = rng.choice([
        "<script>alert(1)</script>", "[x](javascript:alert(1))", "![](http://x/y.png)", "$" * 999,
        "{{ 7*7 }}{% for %}", "\x1b[2J\x07", "`" * 5000, "> " * 3000 + "deep", "- " * 400,
        "[" * 5000, "<div>" * 2000, "|a|b|\n|-|-|\n" * 500, "\u202e\u0000".replace("\0", ""),
        "=cmd|' /C calc'!A0", "<svg onload=x>", "# " * 300, "*" * 4000, "&#" + "9" * 3000 + ";",
    ])  # fmt: skip
    kind = rng.choice(["markdown", "markdown", "raw", "heading"])
    cells = notebook["cells"]
    cells.insert(rng.randrange(len(cells) + 1), new_cell(prose, kind))


def replace_prose(rng: Random, notebook: Notebook) -> None:
    """Every text of the student's is another."""
    for cell in notebook["cells"]:
        if isinstance(cell, dict) and cell.get("cell_type") == "markdown":
            cell["source"] = rng.choice(["", "dunno", "x" * 50_000, "<b>", "\x1b[31m", "é" * 99])


def hostile_outputs(rng: Random, notebook: Notebook) -> None:
    """Outputs that forge marks, or are no outputs."""
    html = {"data": {"text/html": "<script>1</script>"}, "output_type": "display_data"}
    for cell in code_cells(notebook):
        cell["outputs"] = rng.choice([[html], [{"output_type": "x"}], odd(rng)])


def hostile_metadata(rng: Random, notebook: Notebook) -> None:
    """Metadata that claims points, kernels, conversions, other grade ids."""
    claims: list[Any] = [
        {"nbgrader": {"grade": True, "points": 1e9, "grade_id": "x", "locked": True}},
        {"nbgrader": None, "tags": 7, "autograder": {"role": "demo"}},
        {"tags": ["skip-execution", "remove-cell"], "kernelspec": {"name": "bash"}},
        {"jupytext": {"formats": "/etc//py"}, "language_info": []},
        odd(rng),
    ]
    for thing in (notebook, *notebook["cells"]):
        if isinstance(thing, dict) and rng.random() < 0.5:
            thing["metadata"] = rng.choice(claims)


def other_ids(rng: Random, notebook: Notebook) -> None:
    """Cell ids that are missing, equal, or no ids."""
    for cell in notebook["cells"]:
        if isinstance(cell, dict):
            cell["id"] = rng.choice(["a", "a" * 999, odd(rng)])


def other_version(rng: Random, notebook: Notebook) -> None:
    """A format that is older, newer or no number."""
    notebook["nbformat"] = rng.choice([1, 2, 3, 4, 5, 99, "4", odd(rng)])
    notebook["nbformat_minor"] = rng.choice([0, 1, 4, 5, 99, "5", odd(rng)])


def as_format_three(rng: Random, notebook: Notebook) -> None:
    """Worksheets, inputs and headings of long ago."""
    for cell in code_cells(notebook):
        cell["input"] = cell.pop("source", "")
    cells = notebook.pop("cells")
    at = rng.randrange(len(cells) + 1)
    sheets = [{"cells": cells[:at]}, {"cells": cells[at:], "metadata": {}}]
    notebook.update(worksheets=sheets, nbformat=3, nbformat_minor=0)


def stray_key(rng: Random, notebook: Notebook) -> None:
    """Something more than there should be."""
    place = rng.choice([notebook, *(c for c in notebook["cells"] if isinstance(c, dict))])
    place[rng.choice(["worksheets", "attachments", "signature", "", "é"])] = odd(rng)


def huge_text(rng: Random, notebook: Notebook) -> None:
    """A megabyte, or many small cells, more than there should be."""
    if rng.random() < 0.5:
        notebook["cells"].append(new_cell("#" + "x" * 10**6, rng.choice(["code", "markdown"])))
    else:
        notebook["cells"] += [new_cell(f"y = {i}") for i in range(400)]


# ------------------------------------------ harmful: it may be no notebook any more


def retype(rng: Random, notebook: Notebook) -> None:
    """One value, wherever it stands, is of another kind."""
    place: Any = notebook
    for _ in range(rng.randint(1, 4)):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = rng.choice(keys)
        if not isinstance(place[key], dict | list) or rng.random() < 0.25:
            break
        place = place[key]
    else:
        return
    place[key] = odd(rng)


def drop_key(rng: Random, notebook: Notebook) -> None:
    """One key is missing."""
    place = rng.choice([notebook, *(c for c in notebook["cells"] if isinstance(c, dict))])
    if place:
        place.pop(rng.choice(list(place)))


def other_kind(rng: Random, notebook: Notebook) -> None:
    """One cell is of a kind that there is not."""
    if notebook["cells"]:
        rng.choice(notebook["cells"])["cell_type"] = rng.choice(["evil", "Code", odd(rng)])


def no_cell(rng: Random, notebook: Notebook) -> None:
    """Something that is no cell stands among them."""
    notebook["cells"].insert(0, odd(rng))


def bad_source(rng: Random, notebook: Notebook) -> None:
    """One source is no text, or half a character."""
    if notebook["cells"]:
        rng.choice(notebook["cells"])["source"] = odd(rng)


HARMLESS: tuple[NotebookDeed, ...] = (
    drop_cell, drop_half, copy_cell, copy_many, reorder_cells, swap_cells, merge_cells, as_lines,
    add_prose, replace_prose, hostile_outputs, hostile_metadata, other_ids, other_version,
    as_format_three, stray_key, huge_text,
)  # fmt: skip
HARMFUL: tuple[NotebookDeed, ...] = (retype, drop_key, other_kind, no_cell, bad_source)


# --------------------------------------------------------------------- as bytes


def written(notebook: Notebook) -> bytes:
    """The notebook as a file, half characters and nan included."""
    return json.dumps(notebook, indent=1).encode()


def flip_bits(rng: Random, data: bytes) -> bytes:
    """One to eight bits are others."""
    mutated = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 8])):
        if mutated:
            mutated[rng.randrange(len(mutated))] ^= 1 << rng.randrange(8)
    return bytes(mutated)


def truncate(rng: Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: rng.randrange(len(data) + 1)]


def drop_slice(rng: Random, data: bytes) -> bytes:
    """A piece is missing."""
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.choice([1, 2, 30, 4096]) :]


def copy_slice(rng: Random, data: bytes) -> bytes:
    """A piece stands twice, which also gives keys that stand twice."""
    at, size = rng.randrange(len(data) + 1), rng.choice([1, 2, 30, 4096])
    return data[: at + size] + data[at:]


def insert_bytes(rng: Random, data: bytes) -> bytes:
    """Bytes that are no text, or half a construct."""
    strange = [b"\xff\xfe", b"\0", b"\x80", b"\\ud800", b'"', b"{", b"]", b"NaN", b"9" * 5000]
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(strange) + data[at:]


def recode(rng: Random, data: bytes) -> bytes:
    """Another encoding, a byte order mark, or other line ends."""
    text = data.decode("utf-8", "replace")
    text = json.dumps(json.loads(text), ensure_ascii=False) if rng.random() < 0.5 else text
    name = rng.choice(["utf-16", "utf-32", "latin-1", "utf-8-sig", "utf-8-sig", "utf-8", "cp500"])
    ended = text.replace("\n", rng.choice(["\n", "\r\n"]))
    return ended.encode(name, "surrogatepass" if name.startswith("utf") else "replace")


def nest(rng: Random, data: bytes) -> bytes:
    """Deep in brackets."""
    depth = rng.choice([3, 900, 100_000])
    return b'{"cells": ' + b"[" * depth + data + b"]" * depth + b"}"


def something_else(rng: Random, data: bytes) -> bytes:
    """No notebook at all."""
    return rng.choice([
        b"", b" \n", b"null", b"[]", b"{}", b'{"cells": []}', b"print('hello')", b"PK\x03\x04" * 99,
        b"<html>Sign in</html>", b'{"cells": {}}', b"\x89PNG\r\n", b"1" * 10_000, b'"' * 1001,
        rng.randbytes(3000), b"[" + b"{}," * 300_000 + b"{}]", data * 2,
    ])  # fmt: skip


BYTES: tuple[BytesDeed, ...] = (
    flip_bits, flip_bits, truncate, drop_slice, copy_slice, insert_bytes, recode, nest,
    something_else,
)  # fmt: skip
