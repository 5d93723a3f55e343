"""The fork server: loads what a unit needs once, then forks confined children.

It has never seen an answer: it is a program of its own, started with an empty
environment, and what it loads is public. It speaks only with the trusted process,
in messages of fixed size, and never reads a byte that a child wrote.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import json
import os
import pkgutil
import resource
import socket
import sys
import sysconfig
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from autograder.exercises import load_unit
from autograder.sandbox import confine, inside, stubs
from autograder.sandbox.protocol import CLOSE_ON_EXEC, FORK, FORKED, HELLO, REAPED, REQUEST
from autograder.sandbox.records import Limits, Rules

LINE = 3
_DESCRIPTORS = 128

_STANDARD = """
    abc argparse array ast asyncio base64 bisect builtins calendar cmath code codecs collections
    collections.abc colorsys concurrent.futures configparser contextlib contextvars copy copyreg
    cProfile csv ctypes dataclasses datetime decimal difflib dis doctest encodings.ascii
    encodings.cp1252 encodings.latin_1 encodings.utf_16 encodings.utf_8_sig enum errno fractions
    functools gc getpass glob graphlib gzip hashlib heapq hmac html importlib.resources inspect io
    itertools json keyword linecache locale logging marshal math mmap multiprocessing numbers
    operator os pathlib pdb pickle pkgutil platform pprint profile pstats queue random re reprlib
    resource secrets select shelve shlex shutil signal socket sqlite3 statistics string struct
    subprocess symtable sys sysconfig tempfile textwrap threading time timeit token tokenize trace
    traceback tracemalloc types typing unicodedata unittest unittest.mock urllib.parse
    urllib.request uuid warnings weakref xml.etree.ElementTree zipfile zlib zoneinfo
""".split()
"""What student code may import even where it may not read the standard library's files."""

_UNUSED = frozenset(
    "tests f2py distutils conftest core matlib mypy_plugin print_coercion_tables".split()
)
"""Parts of NumPy that are not for a notebook; mypy_plugin and matlib (f2py) load 25 MB."""


def main(control: socket.socket, config: dict[str, Any]) -> None:
    """Serve until the trusted process closes its end."""
    confine.lower_limit(resource.RLIMIT_NOFILE, _DESCRIPTORS)
    unit = load_unit(config["unit"])
    limits, rules = Limits(**config["limits"]), Rules(**config["rules"])
    load(unit.packages)
    confinement = confine.prepare(limits, rules, readable(unit.packages, Path.cwd()))
    given = stubs.notebook_names()
    if rules.stubs:
        stubs.install(unit.packages)
    hello = json.dumps(asdict(confinement.level)).encode()
    control.sendall(HELLO.pack(len(hello)) + hello)
    np.random.seed(0)  # a fork copies this state: luck must not depend on who is graded when
    gc.collect()
    gc.freeze()  # or the first collection in a child copies every page

    def become_child(line: int) -> None:
        _keep_only(line, confinement.ruleset)
        confinement.apply()
        inside.serve(LINE, unit, limits, given)

    serve(control, become_child)
    with contextlib.suppress(OSError):  # the trusted process may be gone: leave nothing behind
        os.rmdir(os.getcwd())


def serve(control: socket.socket, become_child: Callable[[int], None]) -> None:
    """Answer ``FORK`` and ``REAP`` requests one after another."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 1, CLOSE_ON_EXEC)
        if len(message) < REQUEST.size:
            return
        what, pid = REQUEST.unpack(message)
        if what == FORK:
            _fork(control, descriptors[0], become_child)
        else:
            control.sendall(_reap(pid))


def _fork(control: socket.socket, line: int, become_child: Callable[[int], None]) -> None:
    pid = os.fork()
    if pid == 0:
        _child(line, become_child)
    os.close(line)
    if not hasattr(os, "pidfd_open"):
        control.sendall(FORKED.pack(pid))
        return
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [FORKED.pack(pid)], [handle])
    os.close(handle)


def _child(line: int, become_child: Callable[[int], None]) -> NoReturn:
    """A child must never fall back into the server's loop."""
    try:
        become_child(line)
    except MemoryError:
        inside.send(LINE, dict(inside.OUT_OF_MEMORY))
    except BaseException as error:
        inside.send(LINE, {"broken": f"{type(error).__name__}: {error}"[:300]})
    finally:
        os._exit(70)


def _keep_only(line: int, ruleset: int | None) -> None:
    """Close every descriptor but the line and the ruleset; the line becomes ``LINE``."""
    os.dup2(line, LINE)
    kept = sorted({LINE, ruleset or LINE, _DESCRIPTORS})
    for low, high in pairwise(kept):
        os.closerange(low + 1, high)


def _reap(pid: int) -> bytes:
    """Waits for a child that the trusted process has killed, or seen die."""
    try:
        _, status, used = os.wait4(pid, 0)
    except ChildProcessError:
        return REAPED.pack(-1, 0.0, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return REAPED.pack(status, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


# ------------------------------------------------------------------- loading


def load(packages: Iterable[str]) -> None:
    """Import all that student code may import: afterwards no file need be readable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (*_STANDARD, *packages, *_submodules("numpy")):
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def _submodules(package: str) -> Iterator[str]:
    """The public modules of a package, however deep."""
    path = importlib.import_module(package).__path__
    for module in pkgutil.iter_modules(path, f"{package}."):
        name = module.name.rpartition(".")[2]
        if not name.startswith("_") and name not in _UNUSED:
            yield module.name
            if module.ispkg:
                yield from _submodules(module.name)


def readable(packages: Iterable[str], folder: Path) -> Iterator[Path]:
    """The files a child may open: standard library, declared packages, its empty folder.

    The standard library is named entry by entry, because other packages (our own
    answer keys among them) may be installed inside its folder.
    """
    yield folder
    for place in {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}:
        yield from (p for p in Path(place).glob("*") if not p.name.endswith("-packages"))
    for package in {"numpy", *(name.partition(".")[0] for name in packages)}:
        spec = importlib.util.find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            yield Path(place)
            libraries = Path(place).with_name(f"{package}.libs")
            if libraries.is_dir():
                yield libraries
