"""What a large class costs: ``python benchmarks/load.py [SIZE]...`` (100 and 1000 by default).

For each size a class is made and graded by the real command, whose memory and whose
workers' memory is read from outside, in ``/proc``; and once more, with one new submission.
Then a class in which every tenth submission hangs: how long it took, what its limits allow,
how busy the workers were. No two submissions are the same: each has a comment of its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UNIT = "01_linear_regression"
SIZES = (100, 1000)
JOBS = os.cpu_count() or 1
EVERY = 0.1
"""Seconds between two looks."""
FLAT_WORKER_MB, FLAT_COMMAND_KB = 8.0, 20.0
"""What a worker may grow by in a whole run, and the command by each submission it remembers."""
HANGING, EACH = 40, 10
CELL_SECONDS = 10.0
"""The limit of one cell: what the hanging class waits for, once a submission."""

SETUP = "import numpy as np"
FEATURES = "def quadratic_features(x):\n    return np.column_stack([x, x**2])\n"
LOSS = """\
def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
"""
WRONG = LOSS.replace("2 * X.T", "X.T")
HANGS = "while True:\n    pass"


@dataclass
class Look:
    """What was seen at one moment: memory in KB, and how far the run was."""

    done: int
    command: int
    workers: dict[int, int]
    working: dict[int, bool]


@dataclass
class Seen:
    """A run as seen from outside."""

    seconds: float = 0.0
    code: int = 0
    looks: list[Look] = field(default_factory=list)
    peak_command: int = 0
    peak_worker: int = 0


def notebook(number: int, hangs: bool) -> str:
    """One submission as text."""
    sources = [SETUP, FEATURES, 'check("quadratic-features")']
    sources += [LOSS if number % 2 else WRONG, 'check("mse-loss")', f"# student {number}"]
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"c{n}",
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for n, source in enumerate([*sources[:1], HANGS, *sources[1:]] if hangs else sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def write_class(submitted: Path, size: int, hangs: Callable[[int], bool]) -> None:
    """Hand in a class."""
    for number in range(size):
        path = submitted / f"student{number:05d}" / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook(number, hangs(number)), encoding="utf-8")


def grade(folder: Path) -> Seen:
    """Grade a class by the real command, looking at it all the while."""
    out = folder / "out"
    words = ["grade", str(folder / "submitted"), "--out", str(out), "--seed", "load"]
    started = time.monotonic()
    seen = Seen()
    with (folder / "said").open("w") as said:
        command = subprocess.Popen(
            [sys.executable, "-m", "autograder", *words, "--jobs", str(JOBS)],
            cwd=ROOT,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        counter = Counter(out / "results.jsonl")
        while command.poll() is None:
            look(seen, command.pid, counter)
            time.sleep(EVERY)
    seen.seconds, seen.code = time.monotonic() - started, command.returncode
    return seen


class Counter:
    """Counts the submissions in a journal as it grows."""

    def __init__(self, path: Path) -> None:
        self._path, self._at, self._lines, self.exercises = path, 0, 0, 0

    def done(self) -> int:
        """How many submissions are in the journal."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._at)
                fresh = file.read()
        except FileNotFoundError:
            return 0
        whole = fresh.rfind(b"\n") + 1
        if whole and not self.exercises:
            self.exercises = json.loads(fresh[: fresh.index(b"\n")])["of"]
        self._at += whole
        self._lines += fresh.count(b"\n")
        return self._lines // self.exercises if self.exercises else 0


def look(seen: Seen, command: int, counter: Counter) -> None:
    """Add what is to be seen now."""
    workers = [child for child in children(command) if "spawn_main" in words_of(child)]
    memory = {worker: status(worker, "VmRSS") for worker in workers}
    seen.looks.append(
        Look(counter.done(), status(command, "VmRSS"), memory, {w: works(w) for w in workers})
    )
    seen.peak_command = max(seen.peak_command, status(command, "VmHWM"))
    seen.peak_worker = max([seen.peak_worker, *(status(w, "VmHWM") for w in workers)])


def works(worker: int) -> bool:
    """Whether a worker runs itself, or has a child of its sandbox that it waits for."""
    return state(worker) == "R" or any(map(children, children(worker)))


def children(pid: int) -> list[int]:
    """Processes that one has started."""
    return [int(word) for word in read(f"/proc/{pid}/task/{pid}/children").split()]


def words_of(pid: int) -> str:
    """The command line of a process."""
    return read(f"/proc/{pid}/cmdline")


def state(pid: int) -> str:
    """A process's state, in the kernel's letter."""
    return read(f"/proc/{pid}/stat").rpartition(")")[2].strip()[:1]


def status(pid: int, what: str) -> int:
    """KB of memory, as the kernel counts them."""
    for line in read(f"/proc/{pid}/status").splitlines():
        if line.startswith(what):
            return int(line.split()[1])
    return 0


def read(path: str) -> str:
    """The text of a file that may go away."""
    try:
        return Path(path).read_text()
    except (OSError, UnicodeDecodeError):
        return ""


# ------------------------------------------------------------------------------- tables


def growth(seen: Seen, size: int) -> tuple[float, float]:
    """KB a submission that the command grew by, and the most MB that one worker grew by.

    Both from when a tenth was done to when all was done.
    """
    grading = [one for one in seen.looks if size // 10 <= one.done < size]
    first, last = grading[0], grading[-1]
    command = (last.command - first.command) / max(last.done - first.done, 1)
    both = first.workers.keys() & last.workers.keys()
    return command, max((last.workers[w] - first.workers[w]) / 1024 for w in both)


def sizes_table(sizes: list[int]) -> bool:
    """One class a size; whether memory was flat in all of them."""
    print(f"{JOBS} workers, unit {UNIT}, five exercises, two of them answered")
    print(
        "   size  seconds  ms each   command: peak, KB each   worker: peak, growth MB   flat"
        "   one changed: seconds, beyond start-up, % of all"
    )
    flat = True
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="load-") as name:
            folder = Path(name)
            write_class(folder / "submitted", size, lambda _: False)
            seen = grade(folder)
            assert seen.code == 0, (folder / "said").read_text()[-2000:]
            results = (folder / "out" / "results.jsonl").read_text().count("\n")
            assert results == 5 * size, f"{results} lines for {size} submissions"
            again = statistics.median(one_changed(folder, size, turn) for turn in range(3))
            beyond = again - start_up()
        each, worker = growth(seen, size)
        good = each < FLAT_COMMAND_KB and worker < FLAT_WORKER_MB
        flat = flat and good
        print(
            f"{size:7d} {seen.seconds:8.0f} {seen.seconds / size * 1e3:8.0f}"
            f" {seen.peak_command / 1024:14.0f} {each:9.1f}"
            f" {seen.peak_worker / 1024:15.0f} {worker:11.1f}   {'yes' if good else 'NO'}"
            f" {again:18.1f} {beyond:18.1f} {100 * beyond / seen.seconds:9.1f}",
            flush=True,
        )
    return flat


def start_up() -> float:
    """Seconds of the same in a class of two: Python, nbgrader, a worker, the key."""
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder = Path(name)
        write_class(folder / "submitted", 2, lambda _: False)
        assert grade(folder).code == 0
        return statistics.median(one_changed(folder, 2, turn) for turn in range(3))


def one_changed(folder: Path, size: int, turn: int) -> float:
    """Seconds of a further run, in which one submission is new."""
    last = folder / "submitted" / f"student{size - 1:05d}" / UNIT / f"{UNIT}.ipynb"
    last.write_text(notebook(size + turn, hangs=False), encoding="utf-8")
    again = grade(folder)
    said = (folder / "said").read_text()
    assert again.code == 0 and f"{size - 1} had not changed" in said, said[-2000:]
    return again.seconds


def hanging_table() -> bool:
    """A class in which every tenth hangs; whether it took no longer than its limits allow."""
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder = Path(name)
        write_class(folder / "submitted", HANGING, lambda _: False)
        plain = grade(folder)
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder = Path(name)
        write_class(folder / "submitted", HANGING, lambda n: n % EACH == EACH - 1)
        seen = grade(folder)
    assert plain.code == seen.code == 0
    hung = HANGING // EACH
    # However work is handed out: all of it by all workers, and the longest at the end alone.
    allowed = 1.25 * plain.seconds + hung * CELL_SECONDS / JOBS + CELL_SECONDS
    grading = [one for one in seen.looks if 0 < one.done < HANGING]
    busy = statistics.mean(sum(one.working.values()) / JOBS for one in grading)
    print(f"\n{HANGING} submissions, {hung} of which hang for {CELL_SECONDS:g} s")
    print(f"  seconds: {seen.seconds:.0f}; without the hanging ones {plain.seconds:.0f}")
    print(f"  allowed: {allowed:.0f}; if each hung alone {plain.seconds + hung * CELL_SECONDS:.0f}")
    print(f"  workers at work while there was work: {busy:.0%}")
    return seen.seconds <= allowed


if __name__ == "__main__":
    good = sizes_table([int(word) for word in sys.argv[1:]] or list(SIZES))
    sys.exit(0 if hanging_table() and good else 1)
