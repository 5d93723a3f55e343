"""Near-valid input for every reader: what may come out is in ``targets.py``, and nothing else.

A thing that a reader takes is written down as JSON and changed in a place or two, so that
most of what is drawn gets past the first check and stumbles over a later one.
"""

from __future__ import annotations

import copy
import json
import struct
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring.source import inspect_source
from autograder.exercises import load_unit
from autograder.judging.answer_key import from_json
from autograder.notebook import parsing
from autograder.results import from_lines
from autograder.sandbox.cells import plain_python
from tests.fuzz import targets
from tests.fuzz.notebooks import ODD
from tests.fuzz.targets import TARGETS

odd = st.sampled_from(ODD) | st.sampled_from([10**400, -(2**63), 1e308, "=", "nan", "O", "f8,f8"])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
edits = st.lists(
    st.tuples(
        st.lists(st.integers(0, 60), min_size=1, max_size=7),
        st.sampled_from(["replace", "replace", "delete", "twice"]),
        odd | scalars,
    ),
    min_size=1,
    max_size=3,
)
"""Where (a step down by each number), what to do there, and with what."""


def edited(whole: Any, changes: list[tuple[list[int], str, Any]]) -> Any:
    """A copy of some JSON with a few places changed."""
    whole = [copy.deepcopy(whole)]
    for path, what, value in changes:
        place: Any = whole
        for depth, step in enumerate(path, 1):
            keys: list[Any] = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = keys[step % len(keys)]
            if not isinstance(place[key], dict | list) or not place[key]:
                break
            if depth < len(path):
                place = place[key]
        if what == "replace" or place is whole:
            place[key] = copy.deepcopy(value)
        elif what == "delete":
            del place[key]
        elif isinstance(place, list):
            place.insert(key, copy.deepcopy(place[key]))
        if not whole:
            break
    return whole[0] if whole else None


def seeds(name: str) -> list[Any]:
    """What a reader takes, as JSON."""
    return [json.loads(line) for data in TARGETS[name].seeds() for line in _texts(name, data)]


def _texts(name: str, data: bytes) -> list[bytes]:
    return data.splitlines() if name == "journal" else [data]


NOTEBOOKS, KEYS, LINES = seeds("notebook"), seeds("key"), seeds("journal")


@given(st.sampled_from(NOTEBOOKS), edits)
def test_a_near_notebook(whole: Any, changes: Any) -> None:
    """Does a notebook with a few odd places give cells of good text, or one sentence?"""
    targets.notebook(json.dumps(edited(whole, changes)).encode())


@given(st.sampled_from(TARGETS["notebook"].seeds()), st.data())
def test_near_bytes_of_a_notebook(whole: bytes, data: st.DataObject) -> None:
    """Does a file with a few bytes cut, changed or put in give cells, or one sentence?"""
    at = data.draw(st.integers(0, len(whole)))
    gone = data.draw(st.integers(0, 40))
    targets.notebook(whole[:at] + data.draw(st.binary(max_size=6)) + whole[at + gone :])


@given(st.sampled_from(KEYS), edits)
def test_a_near_key(whole: Any, changes: Any) -> None:
    """Does a key with a few odd places give a key, or ValueError?"""
    targets.key(json.dumps(edited(whole, changes)).encode())


@given(st.lists(st.tuples(st.sampled_from(LINES), st.none() | edits), max_size=4))
def test_near_lines_of_a_journal(lines: Any) -> None:
    """Do lines with a few odd places give only results that can be added up and written again?"""
    made = [line if changes is None else edited(line, changes) for line, changes in lines]
    targets.journal("\n".join(map(json.dumps, made)).encode())


@pytest.mark.parametrize("name", ["notebook", "key", "journal"])
def test_a_thousand_odd_places(name: str) -> None:
    """Does a reader keep its promise with one odd value in each place, the same every time?"""
    rng, wholes = Random(name), seeds(name)
    for _ in range(1000):
        path = [rng.randrange(60) for _ in range(rng.randint(1, 7))]
        what = rng.choice(["replace", "replace", "delete", "twice"])
        changed = edited(rng.choice(wholes), [(path, what, rng.choice(ODD))])
        TARGETS[name].run(json.dumps(changed).encode())


FRAMES = TARGETS["frame"].seeds()


few = st.sampled_from([0, 0, 0, 1, -1, 8])


@given(st.sampled_from(FRAMES), edits, few, few, st.binary(max_size=9))
def test_a_near_frame(whole: bytes, changes: Any, off: int, longer: int, more: bytes) -> None:
    """Does a frame with odd fields, wrong lengths or more bytes give replies, or OutOfTurn?"""
    size, body = struct.unpack_from("<IQ", whole)
    header = json.dumps(edited(json.loads(whole[12 : 12 + size]), changes)).encode()
    prefix = struct.pack("<IQ", len(header) + off, max(0, body + longer))
    targets.frame(prefix + header + whole[12 + size :] + more)


@given(st.sampled_from(FRAMES), st.data())
def test_near_bytes_of_a_frame(whole: bytes, data: st.DataObject) -> None:
    """Does a frame with a few bytes changed give replies, or OutOfTurn?"""
    at = data.draw(st.integers(0, len(whole)))
    targets.frame(whole[:at] + data.draw(st.binary(max_size=9)) + whole[at + 1 :])


MAGICS = st.sampled_from(
    ["%%time", "%%bash", "%time x", "%time !x", "!ls", "x = !ls", "x?", "?x", "\\", "    ", "x = 1",
     "if x:", "\t%y", "(", "'''", "\r", "\f", "\u2028", "%", "    pass", "%load a\\", "check('a')",
     "#'"]
)  # fmt: skip


@given(st.lists(MAGICS | st.text(max_size=6), max_size=8))
def test_near_cells(lines: list[str]) -> None:
    """Do cells with magics keep their lines, and raise only what compiling them raises?"""
    targets.cell("\n".join(lines).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("magic", ["%time !ls", "%time %time !ls", "%time ?x", "!ls\n%time !ls"])
def test_a_magic_in_a_magic_is_gone(magic: str) -> None:
    """Is a cell of nothing but magics valid Python, also where one stands in another?"""
    compile(plain_python(magic), "cell", "exec")


SOURCE = targets.source_seeds()[1].decode().split("\n")
LINES_OF_A_SOURCE = st.sampled_from(
    [*SOURCE, "# %%", "# %% demo", '# %% check="a" points=1e999', '# %% given="a" x=[', "# %%%%",
     "# In[1]:", '"""', "# %% [markdown] title", '# %% exercise="mse-loss" hint=null', "# +",
     "### BEGIN SOLUTION", "# ---", "\f", 'start("x", version=1)', "# %% points=NaN", "start(*1)"]
)  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, len(SOURCE)), st.none() | LINES_OF_A_SOURCE), max_size=4))
def test_near_sources(changes: list[tuple[int, str | None]]) -> None:
    """Does a source with a few lines gone or put in give a source, or what is wrong and where?"""
    lines = list(SOURCE)
    for at, line in changes:
        if line is None:
            del lines[at : at + 1]
        else:
            lines.insert(at, line)
    targets.source("\n".join(lines).encode())


def test_a_cell_that_begins_in_a_bracket_is_said(tmp_path: Path) -> None:
    """Is a file that is valid only as a whole refused with its line, where its cells are not?"""
    path = tmp_path / f"{targets.UNIT}.py"
    path.write_text('# %% given="a"\nx = (1,\n# %% given="b"\n2)\n')
    _, (problem,) = inspect_source(path, load_unit(targets.UNIT))
    assert problem.line == 2 and "this cell alone is not valid Python" in str(problem)


def test_the_seeds_are_read() -> None:
    """Is what is changed here right before it is changed, and does a key survive writing?"""
    assert all(parsing.reply(data)[0] == 1 for data in targets.notebook_seeds())
    assert all(from_json(data.decode()).exercises for data in targets.key_seeds())
    assert [len(from_lines(d.decode().splitlines())) for d in targets.journal_seeds()] == [1, 1, 2]
    for data in targets.key_seeds():
        targets.written_again(data)


BAD_LINE = {
    "points": ['"7"', "NaN", "1e999", "true", "1" + "0" * 400],
    "status": ['"passed"', "[]", "null"],
    "student": ["1", "[]"],
    "message": ["{}", "0"],
    "aspects": ['[{"name": "a"}]', "[[]]", "7", '{"a": 1}'],
    "location": ['{"output": "dw"}', '["x"]'],
    "seconds": ["NaN", '"1"'],
}


@pytest.mark.parametrize(("field", "value"), [(f, v) for f, vs in BAD_LINE.items() for v in vs])
def test_a_damaged_line_is_dropped(field: str, value: str) -> None:
    """Is a result with one field that no later step could use graded again, not believed?"""
    line = json.loads(targets.journal_seeds()[0])
    text = json.dumps(line | {field: "HERE"}).replace('"HERE"', value)
    good = targets.journal_seeds()[1].decode().splitlines()
    assert [result.student for result in from_lines([text, *good])] == ["bob"]


@pytest.mark.parametrize("start", [[], [0]])
def test_a_place_without_a_start_is_dropped(start: list[int]) -> None:
    """Is a location whose map starts nowhere a damaged line, not an error?"""
    lines = [json.loads(line) for line in targets.journal_seeds()[1].splitlines()]
    lines[0]["location"]["map_start"] = start
    assert from_lines(map(json.dumps, lines)) == []


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000])
def test_what_is_nested_deeply_is_no_journal_and_no_key(text: str) -> None:
    """Is a text of brackets only passed over by one reader and refused by the other?"""
    assert from_lines([text]) == []
    with pytest.raises(ValueError, match="no answer key"):
        from_json(text)


@pytest.mark.parametrize(
    "array", ["[1" + "0" * 400 + "]", '{"dtype": "V9999999999", "array": [1]}', '{"dtype": "f8"}']
)
def test_numbers_that_are_none_are_no_key(array: str) -> None:
    """Is an array that cannot be made ValueError, whatever NumPy raises?"""
    whole = json.dumps(KEYS[0] | {"exercises": {"a": _with_expected("HERE")}})
    with pytest.raises(ValueError):
        from_json(whole.replace('"HERE"', array))


def _with_expected(value: Any) -> Any:
    (exercise,) = KEYS[0]["exercises"].values()
    case = exercise["cases"][0] | {"expected": {"dw": value}, "terms": {}, "mistakes": {}}
    return exercise | {"cases": [case]}


def timed(run: Callable[[bytes], None], data: bytes) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    run(data)
    return time.process_time() - started


def test_a_key_that_stands_twice_among_many_is_found_quickly() -> None:
    """Does a file with a hundred thousand keys, the last one twice, cost about as it is long?"""
    keys = ", ".join(f'"{i}": 0' for i in [*range(100_000), 99_999])
    assert timed(targets.notebook, f"{{{keys}}}".encode()) < 5


@pytest.mark.parametrize("name", ["notebook", "frame", "journal"])
@pytest.mark.parametrize("piece", ["[", '{"a":', '"', "\\u", "0", "-", "é", "\x00", ", ", "NaN,"])
def test_nothing_long_is_slow(name: str, piece: str) -> None:
    """Is a megabyte of one piece read or refused in about the time that it takes to look at it?"""
    data = (piece * (1_000_000 // len(piece))).encode()
    if name == "frame":
        data = struct.pack("<IQ", min(len(data), 1 << 20), 0) + data
    assert timed(TARGETS[name].run, data) < 5
