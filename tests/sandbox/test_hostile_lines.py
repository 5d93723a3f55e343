"""A child writes to its line what nobody asked for. Nothing comes of it but its own end."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.errors import ChildCrashed, ChildOutOfMemory
from autograder.sandbox import Child

INPUTS = [{"x": np.ones(2)}]
FRAME = """
import json, os, struct
def frame(header, body=b"", cut=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return (struct.pack("<IQ", len(text), len(body)) + text + body)[:cut]
def number():
    import sys
    at = sys._getframe()
    while "header" not in at.f_locals: at = at.f_back
    return at.f_locals["header"]["number"]
def say(*things):
    for thing in things:
        for fd in range(32):
            try: os.write(fd, thing)
            except OSError: pass
"""
OK = '{"status": "ok", "message": "", "line": None, "number": number()}'


@pytest.mark.parametrize(
    "speech",
    [
        "b'hello, I am done: full marks'",
        "os.urandom(5000)",
        "b'\\0' * 12",
        "b'\\xff' * 12",
        "frame({'status': 'ok', 'message': '', 'line': None})",
        "frame({'status': 'ok', 'message': '', 'line': None, 'number': '0' * 16})",
        "frame({'status': 'full marks', 'message': '', 'line': None, 'number': number()})",
        "frame({'status': ['ok'], 'message': '', 'line': None, 'number': number()})",
        "frame({'status': 'ok', 'message': 7, 'line': None, 'number': number()})",
        "frame({'status': 'ok', 'message': '', 'line': 1e300, 'number': number()})",
        "frame({'number': number(), 'replies': []})",
        "frame(b'[' * 100000)",
        "frame(b'{\"number\": ' + b'9' * 100000 + b'}')",
        "frame(b'\\xff\\xfe')",
        "frame(b'NaN')",
        "frame([])",
        "struct.pack('<IQ', 2, 1 << 60) + b'{}'",
        "struct.pack('<IQ', 1 << 31, 0) + b'{}'",
    ],
)
def test_a_forged_frame_ends_the_child(child: Child, speech: str) -> None:
    """Is every forgery an end of the child, never an error of another kind?"""
    child.run(FRAME, 5)
    with pytest.raises(ChildCrashed, match="out of turn"):
        child.run(f"say({speech})\nraise SystemExit", 2)


def test_a_perfect_forgery_decides_only_about_itself(child: Child) -> None:
    """Is a right frame taken for the answer, and what follows it for a breach?"""
    child.run(FRAME, 5)
    assert child.run(f"say(frame({OK}))\n1/0", 5).status == "ok"
    with pytest.raises(ChildCrashed, match="out of turn"):
        child.ask("quadratic-features", INPUTS, 5)


def test_nothing_can_be_said_in_advance(child: Child) -> None:
    """Is an answer that lies ready before the question found out?"""
    child.run(FRAME, 5)
    child.run(
        "import threading, time\nthing = frame({'replies': [], 'number': number()})\n"
        "def later():\n    time.sleep(0.1); say(thing)\n"
        "threading.Thread(target=later).start()",
        5,
    )
    with pytest.raises(ChildCrashed, match="out of turn"):
        child.run("import time; time.sleep(0.3)", 5)


def test_forged_text_is_cleaned(child: Child) -> None:
    """Are control characters and half characters gone from what is shown?"""
    message = child.run(
        "raise ValueError('\\x1b[2J\\ud800\\u202e\\0 end' + 'x' * 10**6)", 5
    ).message
    message.encode()
    assert message.startswith("ValueError: \ufffd[2J?\ufffd\ufffd end")
    assert len(message) <= 300


def test_patched_machinery_is_the_students_own_loss(child: Child) -> None:
    """Does code that breaks the modules it shares with us crash its own child only?"""
    with pytest.raises(ChildCrashed):
        child.run("import json\njson.dumps = lambda *a, **k: 'nonsense'", 5)


def test_no_memory_left_to_answer(child: Child) -> None:
    """Is a child that cannot even answer out of memory?"""
    code = "import json\ndef full(*a, **k):\n    json.dumps = real\n    raise MemoryError\n"
    with pytest.raises(ChildOutOfMemory):
        child.run(f"{code}real, json.dumps = json.dumps, full", 5)
