"""A hall full of things to steal, in which attacks are graded by the real thing."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.grading.grade import Grader
from autograder.grading.replay import Times
from autograder.layout import Course
from autograder.model import UnitKey
from autograder.results import to_lines
from autograder.sandbox import Child, Sandbox, link, process, syscalls, wire
from tests.attacks.corpus import PATIENCE, filled
from tests.attacks.evidence import DONE, SLUG, Known, Marks, Seen, marks
from tests.attacks.rules import RULES
from tests.attacks.starts import started_without, walls_without
from tests.notebooks.write import CHECK_LOSS, FIRST, LOSS, Situation, notebook

ROOT = Path(__file__).resolve().parents[2]
UNIT = "01_linear_regression"
SEED = "a seed that no attack may find"
PLACES = "solutions keys gradebook submission home environment descriptor bait".split()
KEPT = 2
"""Sandboxes that stay open beside the one with every rule, and the newest."""
NO_RULES: frozenset[str] = frozenset()


def plant_course(root: Path, canaries: dict[str, str]) -> None:
    """A course root that may be read by everyone, with a canary in each thing worth reading."""
    for part in (f"solutions/{UNIT}.py", f"solutions/mistakes/{UNIT}.py", f"course/{UNIT}"):
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
        copy(ROOT / part, root / part)
    source = root / "solutions" / f"{UNIT}.py"
    begin = "### BEGIN SOLUTION\n"
    source.write_text(source.read_text().replace(begin, f"{begin}    # {canaries['solutions']}\n"))
    keys = root / "autograder" / "keys" / f"{UNIT}.json"
    keys.parent.mkdir(parents=True)
    whole = json.loads((ROOT / "autograder" / "keys" / f"{UNIT}.json").read_text())
    keys.write_text(json.dumps({"note": canaries["keys"], **whole}))
    handed = root / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
    handed.parent.mkdir(parents=True)
    work = LOSS.replace("    r =", f"    # {canaries['submission']}\n    r =")
    handed.write_text(notebook(Situation((*FIRST, work, CHECK_LOSS), "graded", 6)))
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute("create table grade (note text)")
        book.execute("insert into grade values (?)", (canaries["gradebook"],))
    book.close()
    (root / "home").mkdir()
    (root / "home" / ".netrc").write_text(f"password {canaries['home']}\n")
    (root / "planted").write_text(canaries["descriptor"])


def snapshot(folder: Path) -> dict[str, tuple[Any, ...]]:
    """Everything about the files below a folder that an attack might change."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        about = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        attributes = tuple(os.listxattr(path, follow_symlinks=False))
        found[str(path)] = (
            (about.st_mode, about.st_uid, about.st_gid, about.st_mtime_ns),
            content,
            attributes,
        )
    return found


def restore(before: dict[str, tuple[Any, ...]]) -> None:
    """Give files the owner, mode and times that they had; their content nobody can change."""
    for path, ((mode, user, group, changed), *_) in before.items():
        about = os.stat(path)
        if (about.st_mode, about.st_uid, about.st_gid, about.st_mtime_ns) != (
            mode,
            user,
            group,
            changed,
        ):
            os.chown(path, user, group)
            os.chmod(path, mode & 0o7777)
            os.utime(path, ns=(about.st_atime_ns, changed))


class Hall:
    """One grader, a course root of its own, and sandboxes without a rule or two.

    key: the rules of grading; planted: an open file that a server is handed by mistake;
    pipe: where a server prints that is started without ``silence``.
    """

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.canaries = {place: f"canary-{place}-{secrets.token_hex(8)}" for place in PLACES}
        self.root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hall-")))
        plant_course(self.root, self.canaries)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("COURSE_TOKEN", self.canaries["environment"])
        patch.setenv("HOME", str(self.root / "home"))
        for path in (self.root, *self.root.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        self.planted = self._open_planted()
        self.printed = 0
        self.pipe = self._drained_pipe()
        self._victim: subprocess.Popen[bytes] | None = None
        self._honest_without: dict[frozenset[str], Seen] = {}
        self._later: list[Callable[[], None]] = []
        self._sandboxes: dict[frozenset[str], Sandbox] = {}
        (self.root / ".grading_seed").write_text(SEED)
        (self.root / ".grading_seed").chmod(0o600)
        self.canaries["seed"] = SEED
        with self._starting(NO_RULES):
            grader = Grader(Course(self.root), UNIT, SEED, allow_unsandboxed=True)
            self.grader = stack.enter_context(grader)
        self.key = self.grader.rules
        self._sandboxes[NO_RULES] = self._sandbox = self.grader.sandbox
        patch.setattr(self.grader, "sandbox", _Forwarding(self))

    def _open_planted(self) -> int:
        low = os.open(self.root / "planted", os.O_RDONLY)
        high = fcntl.fcntl(low, fcntl.F_DUPFD, 90)
        os.close(low)
        self._stack.callback(os.close, high)
        return high

    def _drained_pipe(self) -> int:
        out, into = os.pipe()

        def drain() -> None:
            while part := os.read(out, 1 << 16):
                self.printed += len(part)
            os.close(out)

        threading.Thread(target=drain, daemon=True).start()
        self._stack.callback(os.close, into)
        return into

    def _starting(self, without: frozenset[str]) -> Any:
        patch = pytest.MonkeyPatch()
        patch.setattr(process, "subprocess", started_without(without, self.planted, self.pipe))
        stack = ExitStack()
        stack.callback(patch.undo)
        return stack

    def sandbox(self, without: frozenset[str] = NO_RULES) -> Sandbox:
        """A sandbox that was started without some rules; the last few stay open."""
        without = frozenset(name for name in without if RULES[name].off is None)
        if without not in self._sandboxes:
            for old in [*self._sandboxes][1:-KEPT]:
                self._sandboxes.pop(old).close()
            with self._starting(without):
                made = Sandbox(UNIT, allow_unconfined=True, rules=walls_without(without))
                self._sandboxes[without] = self._stack.enter_context(made)
        return self._sandboxes[without]

    def sandbox_child(self) -> Child:
        """A child of the sandbox that is in use; what grading calls."""
        return self._sandbox.child()

    def afterwards(self, do: Callable[[], None]) -> None:
        """Do this once the attack is over."""
        self._later.append(do)

    def rekey(self, patch: pytest.MonkeyPatch, hidden: UnitKey) -> None:
        """Grade by another key."""
        patch.setattr(self.grader, "rules", replace(self.grader.rules, hidden=hidden))

    @property
    def victim(self) -> subprocess.Popen[bytes]:
        """A process of the grader's user that stands by."""
        if self._victim is None or self._victim.poll() is not None:
            self._victim = subprocess.Popen(["sleep", "600"])
            self._stack.callback(self._victim.wait)
            self._stack.callback(self._victim.kill)
        return self._victim

    @cached_property
    def table(self) -> str:
        """The public key to the exercise as a student could write it down."""
        rows = [
            [c.case.inputs["X"].tolist(), *(c.expected[n].tolist() for n in ("loss", "dw", "db"))]
            for c in self.key.public.exercises[SLUG].cases
        ]
        return repr(rows)

    def places(self, bait: Path) -> dict[str, str]:
        """What the {placeholders} of an attack stand for."""
        column = syscalls.MACHINES[os.uname().machine]
        tables = (syscalls.NEVER, {"clone": syscalls.CLONE, "clone3": syscalls.CLONE3})
        calls = {name: str(n[column]) for table in tables for name, n in table.items()}
        return calls | {
            "root": str(self.root),
            "folder": str(bait),
            "canary": str(bait / "canary"),
            "parent": str(os.getpid()),
            "victim": str(self.victim.pid),
            "done": DONE,
            "table": self.table,
        }

    def known(self) -> Known:
        """What may stand in no output, beside what honest work gets."""
        cases = self.key.hidden.exercises[SLUG].cases
        arrays = [x for c in cases for x in (*c.case.inputs.values(), *c.expected.values())]
        numbers = {repr(x)[:12] for a in arrays for x in np.ravel(a).tolist()}
        numbers |= {f"exit status {int(100 * case.case.inputs['b'])})" for case in cases}
        return Known(self.honest, self.canaries, frozenset(numbers))

    @cached_property
    def honest(self) -> Seen:
        """What honest work leaves behind."""
        return self.grade((LOSS,), following=True)

    def honest_without(self, rules: frozenset[str]) -> Seen:
        """What honest work leaves behind where some rules are off; graded once."""
        if rules not in self._honest_without:
            self._honest_without[rules] = self.grade((LOSS,), rules)
        return self._honest_without[rules]

    def grade(
        self,
        cells: tuple[str, ...],
        off: frozenset[str] = NO_RULES,
        *,
        seconds: float = PATIENCE,
        following: bool = False,
    ) -> Seen:
        """Grade a notebook with these cells as the answer, and see what it leaves behind.

        seconds: for a cell, and for an exercise; following: grade honest work after it, too.
        """
        with (
            tempfile.TemporaryDirectory(prefix="bait-") as folder,
            pytest.MonkeyPatch.context() as patch,
        ):
            bait = Path(folder)
            bait.chmod(0o777)
            (bait / "canary").write_text(self.canaries["bait"])
            (bait / "canary").chmod(0o666)
            filled_cells = [filled(cell, self.places(bait)) for cell in cells]
            patch.setattr(self, "_sandbox", self.sandbox(off))
            times = Times(cell=seconds, submission=60.0, exercise=seconds)
            patch.setattr(self.grader, "rules", replace(self.key, times=times))
            watch = _Watch(patch)
            for name in sorted(off):
                if switch := RULES[name].off:
                    switch(self, patch)
            try:
                return self._grade(filled_cells, bait, watch, following)
            finally:
                while self._later:
                    self._later.pop()()

    def _grade(self, cells: list[str], bait: Path, watch: _Watch, following: bool) -> Seen:
        before, printed = (snapshot(bait), snapshot(self.root)), self.printed
        result, stopped = None, ""
        try:
            path = _written(bait.with_name(f"{bait.name}.ipynb"), cells)
            result = self.grader.grade("eve", path).result
        except Exception as error:
            stopped = f"{type(error).__name__}: {error}"
        after = (snapshot(bait), snapshot(self.root))
        pairs = [(old, new) for old, new in zip(before, after, strict=True)]
        touched = set(os.listdir(self._sandbox._server.folder)) if self._sandbox._server else set()
        touched |= {p for a, b in pairs for p in a.keys() | b.keys() if a.get(p) != b.get(p)}
        restore(before[1])
        after_it = self._next(path) if following else None
        alive = watch.alive()
        path.unlink()
        return Seen(
            result=result,
            stopped=stopped,
            lines=to_lines(result) if result else "",
            touched=tuple(sorted(touched)),
            alive=alive,
            printed=self.printed - printed,
            largest=watch.largest,
            victim=self.victim_lives(),
            following=after_it,
        )

    def victim_lives(self) -> bool:
        """Whether the process that stands by still does."""
        with suppress(subprocess.TimeoutExpired):
            if self._victim is not None:
                self._victim.wait(0)
        return self._victim is None or self._victim.poll() is None

    def _next(self, path: Path) -> Marks:
        """What honest work gets now, by a patient grader."""
        self.grader.rules = replace(self.grader.rules, times=self.key.times)
        try:
            return marks(self.grader.grade("ada", _written(path, [LOSS])).result)
        except Exception as error:
            return ((type(error).__name__, str(error), 0.0),)


def _written(path: Path, cells: list[str]) -> Path:
    answer, *below = cells
    situation = Situation((*FIRST, answer, CHECK_LOSS, *below), "graded")
    path.write_text(notebook(situation), encoding="utf-8")
    return path


class _Forwarding:
    """Stands where the grader has its sandbox: gives children of the one that is in use."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self.level = hall._sandboxes[NO_RULES].level

    def child(self) -> Child:
        return self._hall.sandbox_child()


class _Watch:
    """Notes every child that is forked, and the largest frame that is to be read."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.largest = 0
        self._children: list[int] = []
        ready, read = Child._await_ready, link.Link._read

        def noted(child: Child) -> None:
            self._children.append(child.pid)
            ready(child)

        def measured(line: link.Link, size: int) -> memoryview:
            self.largest = max(self.largest, size)
            if size > 1 << 30:  # this machine has other work
                raise wire.OutOfTurn("more than this test can hold")
            return read(line, size)

        patch.setattr(Child, "_await_ready", noted)
        patch.setattr(link.Link, "_read", measured)

    def alive(self) -> tuple[int, ...]:
        """Children that still run a moment after grading; they are ended now."""
        found = []
        for child in self._children:
            if _runs_after(child, 0.3):
                found.append(child)
                os.kill(child, signal.SIGKILL)
        return tuple(found)


def _runs_after(pid: int, seconds: float) -> bool:
    """Whether a process still runs after so long; a zombie does not run."""
    deadline = time.monotonic() + seconds
    while (running := _runs(pid)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return running


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
