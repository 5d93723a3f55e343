"""What the sandbox costs: ``python benchmarks/sandbox_cost.py`` prints medians in milliseconds.

The second table needs ``py-landlock`` and ``pyseccomp`` (and the C library
libseccomp) in some environment; it says so where they are not installed.
"""

from __future__ import annotations

import os
import resource
import statistics
import struct
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from autograder.exercises import load_unit
from autograder.sandbox import Sandbox, confine, syscalls
from autograder.sandbox.records import Limits, Rules
from autograder.sandbox.server import readable

UNIT = "01_linear_regression"
ANSWER = """
def mse_loss(w, b, X, y):
    error = X @ w + b - y
    return (error**2).mean(), 2 * X.T @ error / len(y), 2 * error.mean()
"""


def milliseconds(work: Callable[[], object], times: int = 200) -> float:
    """Median time of one call."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e3


def row(what: str, value: float) -> None:
    """Print one line of a table."""
    print(f"{what:<58}{value:8.3f} ms")


def whole_submission(sandbox: Sandbox, cases: list[dict[str, object]]) -> None:
    """What a small submission asks of the sandbox."""
    with sandbox.child() as child:
        child.run(ANSWER, 5)
        for _ in range(5):
            child.ask("mse-loss", cases, 5)


def life(sandbox: Sandbox) -> tuple[float, float]:
    """Seconds until a child is ready, and until it is gone again."""
    start = time.perf_counter()
    child = sandbox.child()
    ready = time.perf_counter()
    child.close()
    return ready - start, time.perf_counter() - ready


def sandbox_table() -> None:
    """The life of a child, step by step."""
    exercise = load_unit(UNIT).exercise("mse-loss")
    cases = [dict(case.inputs) for case in exercise.cases(np.random.default_rng(1))]
    start = time.perf_counter()
    with Sandbox(UNIT) as sandbox:
        row("server started, first child ready (once)", (time.perf_counter() - start) * 1e3)
        starting, ending = zip(*(life(sandbox) for _ in range(100)), strict=True)
        row("fork, confine, ready", statistics.median(starting) * 1e3)
        row("kill and collect", statistics.median(ending) * 1e3)
        child = sandbox.child()
        child.run(ANSWER, 5)
        row("run a cell of one line", milliseconds(lambda: child.run("x = 1", 5)))
        row("ask mse-loss on 4 cases", milliseconds(lambda: child.ask("mse-loss", cases, 5)))
        large = [{**cases[0], "X": np.ones((1000, 1000)), "w": np.ones(1000), "y": np.ones(1000)}]
        row("ask with 8 MB of inputs", milliseconds(lambda: child.ask("mse-loss", large, 5), 20))
        row(
            "a submission: child, 1 cell, 5 asks, kill",
            milliseconds(lambda: whole_submission(sandbox, cases), 100),
        )


# ------------------------------------------------------------------- neighbours

HOG = """
import threading, time
import numpy as np
threading.stack_size(1 << 18)
def burn():
    a, end = np.random.rand(300, 300), time.monotonic() + 8
    while time.monotonic() < end:
        a = np.tanh(a)
for _ in range(60):
    threading.Thread(target=burn, daemon=True).start()
"""
WORK = """
import numpy as np
a = np.random.rand(300, 300)
for _ in range(150):
    a = np.tanh(a @ a * 1e-3)
"""


def neighbour_table() -> None:
    """Honest work beside a child with sixty busy threads, and what it would be in one session."""
    print("\nhonest work beside a child with 60 busy threads, times as long as alone")
    for what, rules in (("with all walls", Rules()), ("no session each", Rules(limits=False))):
        with Sandbox(UNIT, rules=rules) as sandbox:
            alone = statistics.median(seconds_of_work(sandbox) for _ in range(3))
            with sandbox.child() as hog:
                hog.run(HOG, 5)
                beside = statistics.median(seconds_of_work(sandbox) for _ in range(3))
        print(f"{what:<58}{beside / alone:8.1f}")


def seconds_of_work(sandbox: Sandbox) -> float:
    """How long a fixed piece of work takes in a child."""
    with sandbox.child() as child:
        start = time.perf_counter()
        child.run(WORK, 60)
        return time.perf_counter() - start


# ----------------------------------------------- confinement, ready-made or own


def in_a_fork(work: Callable[[], None]) -> float:
    """How long ``work`` takes in a new process, in seconds (it confines it for good)."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            start = time.perf_counter()
            work()
            os.write(writing, struct.pack("<d", time.perf_counter() - start))
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(pid, 0)
    with open(reading, "rb") as pipe:
        (seconds,) = struct.unpack("<d", pipe.read(8))
    return float(seconds)


def median_in_forks(work: Callable[[], None], times: int = 100) -> float:
    """Median milliseconds of ``work`` in new processes."""
    return statistics.median(in_a_fork(work) for _ in range(times)) * 1e3


def packages(paths: list[Path]) -> None:
    """The same files and system calls with py-landlock and pyseccomp."""
    from py_landlock import AccessFs, Landlock
    from pyseccomp import ALLOW, EQ, ERRNO, KILL_PROCESS, Arg, SyscallFilter

    folders = [path for path in paths if path.is_dir()]
    files = [path for path in paths if not path.is_dir()]
    rules = Landlock().allow_read(*folders).add_path_rule(*files, access=AccessFs.READ_FILE)
    rules.apply()
    program = SyscallFilter(ERRNO(1))
    column = syscalls.MACHINES[os.uname().machine]
    for table, action in ((syscalls.ALLOWED, ALLOW), (syscalls.NEVER, KILL_PROCESS)):
        for numbers in table.values():
            if numbers[column] is not None:
                program.add_rule(action, numbers[column])
    for name in ("open", "openat"):
        program.add_rule(ALLOW, name)
    program.add_rule(ALLOW, "tgkill", Arg(0, EQ, os.getpid()))
    program.load()


def confinement_table() -> None:
    """Confinement alone: our own module, and ready-made packages where they are installed."""
    paths = list(readable(("numpy",), Path("/tmp")))

    def prepare() -> confine.Confinement:
        return confine.prepare(Limits(), Rules(user=False, limits=False), paths)

    print(f"\nconfinement alone, {len(paths)} readable paths")
    row("ours, prepared once in the server", median_in_forks(lambda: void(prepare()), 20))
    ready = prepare()
    row("ours, applied in each child", median_in_forks(ready.apply))
    if not (find_spec("py_landlock") and find_spec("pyseccomp")):
        print("py-landlock and pyseccomp are not installed here: not compared.")
        return
    import py_landlock  # noqa: F401  (imported once, as a server would)
    import pyseccomp  # noqa: F401

    row("py-landlock and pyseccomp, in each child", median_in_forks(lambda: packages(paths)))


def void(_: object) -> None:
    """Forget a result."""


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024))
    sandbox_table()
    neighbour_table()
    confinement_table()
