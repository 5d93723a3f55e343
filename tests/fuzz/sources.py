"""Mutations of a student's code: slips of the hand, and what no student should write."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

SourceDeed = Callable[[Random, str], str]
"""The text of a cell, mutated."""

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_FUNCTION = re.compile(r"^def (\w+)\(", re.MULTILINE)
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?\b")
_OPERATORS = ("+", "-", "*", "/", "@", "**", "%", "//", "<", "==", "and", ".", ",", "")


def delete_line(rng: Random, source: str) -> str:
    """One line less."""
    lines = source.split("\n")
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def copy_line(rng: Random, source: str) -> str:
    """One line twice."""
    lines = source.split("\n")
    at = rng.randrange(len(lines))
    return "\n".join(lines[: at + 1] + lines[at:])


def swap_lines(rng: Random, source: str) -> str:
    """Two neighbours change places."""
    lines = source.split("\n")
    at = rng.randrange(max(1, len(lines) - 1))
    return "\n".join(lines[:at] + lines[at : at + 2][::-1] + lines[at + 2 :])


def indent_line(rng: Random, source: str) -> str:
    """One line too far to the right, or to the left, or by a tab."""
    lines = source.split("\n")
    at = rng.randrange(len(lines))
    lines[at] = rng.choice(["    " + lines[at], " " + lines[at], "\t" + lines[at], lines[at][1:]])
    return "\n".join(lines)


def swap_tokens(rng: Random, source: str) -> str:
    """Two words change places."""
    tokens = _TOKENS.findall(source)
    if len(tokens) > 1:
        i, j = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        tokens[i], tokens[j] = tokens[j], tokens[i]
    return "".join(tokens)


def drop_token(rng: Random, source: str) -> str:
    """One word is missing."""
    tokens = _TOKENS.findall(source) or [""]
    del tokens[rng.randrange(len(tokens))]
    return "".join(tokens)


def other_operator(rng: Random, source: str) -> str:
    """One sign is another."""
    tokens = _TOKENS.findall(source)
    signs = [i for i, token in enumerate(tokens) if token in _OPERATORS]
    if signs:
        tokens[rng.choice(signs)] = rng.choice(_OPERATORS)
    return "".join(tokens)


def other_number(rng: Random, source: str) -> str:
    """One number is another, some of them absurd."""
    found = [*_NUMBER.finditer(source)]
    if not found:
        return source
    match = rng.choice(found)
    number = rng.choice(["0", "1", "-1", "2", "0.5", "1e308", "10**9", "float('nan')", "None"])
    return source[: match.start()] + number + source[match.end() :]


def stray_character(rng: Random, source: str) -> str:
    """A character that got in by itself."""
    at = rng.randrange(len(source) + 1)
    strange = "()[]{}'\"\\:;#%!?`@\t\f\x0b\x1b\u00a0\u202e\ufeff\u2028π∂é\U0001d4e7"
    return source[:at] + rng.choice(strange) + source[at:]


def cut_off(rng: Random, source: str) -> str:
    """The end is missing."""
    return source[: rng.randrange(len(source) + 1)]


def without_body(rng: Random, source: str) -> str:
    """Nothing is left but the signature."""
    return _redefined(rng, source, "pass")


def poisoned(*bodies: str) -> SourceDeed:
    """A mutation that gives one of the cell's functions one of these bodies."""
    return lambda rng, source: _redefined(rng, source, rng.choice(bodies))


def _redefined(rng: Random, source: str, body: str) -> str:
    """The cell, and below it one of its functions again; ``body`` may name it NAME."""
    names = _FUNCTION.findall(source)
    name = rng.choice(names) if names else "f"
    lines = body.replace("NAME", name).split("\n")
    again = "\n".join(f"    {line}" for line in lines)
    return f"{source}\n\ndef {name}(*arguments, **named):\n{again}\n"


_FILL = """\
import os
kept = []
try:
    while True:
        kept.append(bytearray(1 << 20))
except MemoryError:
    os.abort()"""
_EVIL = """\
class Evil:
    def __array__(self, *a, **k): BODY
    def __len__(self): BODY
    def __iter__(self): BODY
    def __float__(self): BODY
    def __eq__(self, other): BODY
    def __repr__(self): BODY
return Evil(), Evil(), Evil()"""

hangs = poisoned("while True: pass", "import time\ntime.sleep(1000)", "return sum(iter(int, 1))")
ends_the_process = poisoned(
    "import os\nos._exit(3)",
    "import os\nos.abort()",
    "import ctypes\nctypes.string_at(0)",
    "import os\nos.closerange(0, 64)",
    "import os\nfor fd in range(64):\n    try: os.write(fd, b'x' * 99)\n    except OSError: pass",
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "import os\nos.fork()",
    "import socket\nsocket.socket()",
    "import threading\nwhile True: threading.Thread(target=NAME).start()",
    _EVIL.replace("BODY", "__import__('os')._exit(1)"),
)
runs_out_of_memory = poisoned(
    _FILL,
    "import json\n"
    "def full(*a, **k):\n    json.dumps = real\n    raise MemoryError\n"
    "if json.dumps.__name__ != 'full':\n    real, json.dumps = json.dumps, full",
)
raises = poisoned(
    "raise ValueError('\\ud800\\x1b[2J' + 'x' * 10**6)",
    "class E(BaseException):\n    def __str__(self): raise self\nraise E",
    "raise type('X' * 10**5, (Exception,), {})",
    "raise SystemExit",
    "raise KeyboardInterrupt",
    "raise StopIteration",
    "raise ExceptionGroup('many', [ValueError(i) for i in range(999)])",
    "return NAME(*arguments)",
    "return [].append.__self__[7]",
    "x = []\nwhile True: x.append(np.empty(10**7))",
    "return np.empty(10**12)",
)
returns_oddly = poisoned(
    "return None",
    "return 'loss', 'dw', 'db'",
    "return ()",
    "return {}, [], set()",
    "return np.zeros(3 * 10**6), np.zeros((2000, 2000)), 0.0",
    "return np.float16(1), np.float32(2), np.longdouble(3)",
    "return float('nan'), np.full(3, np.inf), -0.0",
    "return 1j, np.ones(3, complex), np.clongdouble(1)",
    "return np.array(['a']), np.array([None]), np.array('2020', 'M8[D]')",
    "return [[1, 2], [3]], [[[]]], (1, (2, (3,)))",
    "return (x for x in arguments)",
    "return iter(int, 1)",
    "return arguments",
    "return NAME",
    "return np.ma.masked, np.matrix([1]), np.recarray(2, 'f8')",
    "return np.broadcast_to(1.0, (1,) * 32), np.zeros((0, 5)), np.zeros(())",
    "return 10**400, -(10**30), True",
    "a = []\na.append(a)\nreturn a, a, a",
    "for a in arguments:\n    if hasattr(a, 'fill'): a.fill(0)\nreturn 0.0, 0.0, 0.0",
    _EVIL.replace("BODY", "raise ValueError"),
    _EVIL.replace("BODY", "return self"),
    _EVIL.replace("BODY", "return 1 << 62"),
)

SLIPS: tuple[SourceDeed, ...] = (
    delete_line, copy_line, swap_lines, indent_line, swap_tokens, drop_token, other_operator,
    other_number, stray_character, cut_off, without_body,
)  # fmt: skip

CALM_CELLS = (
    "", "\\", "1 / 0", "del np", "np.mean = None", "return 7", "yield", "await x", "nonlocal x",
    "from __future__ import annotations", "from __future__ import barry_as_FLUFL",
    "%matplotlib inline\n%timeit 1 + 1", "%%bash\nrm -rf /", "!ls", "help?", "x = !ls\n?x", "%",
    "?", "    indented = 1\n    y = 2", "\tif 1:\n        pass", "# -*- coding: utf-7 -*-\nx = 1",
    "check('mse-loss'); check('mse-loss')", "raise SystemExit", "raise KeyboardInterrupt",
    "import nothing_of_this_name", "import torch, requests, sklearn", "open('/etc/passwd').read()",
    "import os; os.listdir('/'); os.chdir('/')", "print('x' * 10**6)", "globals().clear()",
    "import builtins; builtins.len = builtins.print = None", "import sys; sys.modules.clear()",
    "import sys; sys.setrecursionlimit(10**9)", "import gc; gc.disable(); gc.freeze()",
    "import sys; sys.stdout = sys.stderr = None", "import warnings; warnings.simplefilter('error')",
    "import sys; sys.settrace(lambda *a: 1 / 0)", "import random; random.seed = None",
    "class M(type):\n    def __del__(self): raise self\nclass C(metaclass=M): pass",
    "import atexit; atexit.register(print)", "import threading; threading.Thread(target=print)",
    "get_ipython().run_cell('1')", "x: 'y' = __annotations__", "(" * 150 + ")" * 150,
    "[" * 5000, "-" * 3000 + "1", "x = " + "+".join(["1"] * 20_000), "a" * 50_000,
    "'" + "x" * 300_000 + "'", "if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 120)),
    "x = '\\N{DIGIT ONE}' f'{x!r:>{10}}'", "π = 3; print(π)", "match 1:\n    case _: pass",
    "lambda: (yield)", "exec('x = 1' + chr(0))", "eval('(' * 10**5)", "x = 9" + "9" * 6000,
)  # fmt: skip
"""Cells for between: whatever they do, they end by themselves."""

LOUD_CELLS = (
    "while True: pass", "import time; time.sleep(1000)", "import os; os._exit(0)", _FILL,
    "import os; os.abort()", "import ctypes; ctypes.string_at(0)", "import os; os.close(3)",
    "import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()", "x = 10 ** 10 ** 9",
    "import re; re.match('(a+)+$', 'a' * 40 + 'b')", "x = []\nwhile True: x.append(bytes(10**6))",
    "import threading\ndef f():\n    while True: pass\nthreading.Thread(target=f).start()",
    "import signal; signal.alarm(1)", "import os; os.write(3, b'x' * 10**6)",
    "import resource; resource.setrlimit(resource.RLIMIT_AS, (1, 1))",
)  # fmt: skip
"""Cells that take the process, its time or its memory with them."""
