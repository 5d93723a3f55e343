"""A course in which hostile submissions are graded: by the command, and with rules off, here."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.source import read_source
from autograder.errors import AutograderError
from autograder.grading import command, pool, run, worker
from autograder.grading.grade import Grader
from autograder.grading.submissions import student_id
from autograder.integrations.database import open_gradebook
from autograder.layout import Course
from autograder.notebook import Reader
from autograder.sandbox import Rules, Sandbox
from autograder.terminal import screen
from tests.attacks.file_corpus import CANARY, NOTEBOOK, ROOT, UNIT, Attack, honest_class
from tests.attacks.page_evidence import LARGE, Outcome
from tests.attacks.page_rules import RULES
from tests.grading import pool_mains

SEED = f"{CANARY}-seed"


class Here:
    """A pool whose one worker is this process: what is patched here holds there."""

    def __init__(self, grader: Grader, main: object, setup: worker.Setup, *, jobs: int) -> None:
        self._grader, self._setup = grader, setup
        self.level = grader.sandbox.level.words

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def start(self) -> None:
        """As ``Pool.start``: the grader is here already."""

    def run(self, rules: object, jobs: Sequence[worker.Job]) -> Iterator[tuple[Any, Any]]:
        """As ``Pool.run``."""
        for job in jobs:
            yield job, worker._done(self._grader, self._setup, job)


def plant_course(root: Path) -> None:
    """A course with a canary in the seed and in the home, and a notebook with the solutions."""
    for name in ("solutions", "course"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / ".grading_seed").write_text(SEED)
    solved = root / "build" / "source" / UNIT / NOTEBOOK
    solved.parent.mkdir(parents=True)
    built = build_unit(read_source(Course(ROOT).source(UNIT)))
    solved.write_text(notebook_text(built.instructor))
    (root / "home").mkdir()
    (root / "home" / ".netrc").write_text(f"password {CANARY}")


def snapshot(folder: Path) -> dict[str, object]:
    """Every file below a folder with its content and the time it was last written."""
    return {
        str(path): (path.lstat().st_mtime_ns, path.stat().st_size, path.read_bytes()[:LARGE])
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class Graded:
    """A class graded by the command: its folder, what was printed, the exit code."""

    root: Path
    out: Path
    said: str
    code: int
    touched: tuple[str, ...]

    def outcome(self, attack: Attack) -> Outcome:
        """What the class's grading left behind of one attack."""
        return Outcome(attack, student_id(attack.student), self.root, self.out, self.said)


class Classroom:
    """One course, one grader, an empty grade book to copy."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="class-")))
        self.scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scratch-")))
        plant_course(self.root)
        for folder in (self.root, *(p for p in self.root.rglob("*") if p.is_dir())):
            folder.chmod(0o755)  # only the sandbox keeps student code out
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("HOME", str(self.root / "home"))
        self.submitted = self.root / "submitted"
        self._book = self.scratch / "gradebook.db"
        with open_gradebook(f"sqlite:///{self._book}", "course"):
            pass
        self.course = Course(self.root)
        self.grader = stack.enter_context(Grader(self.course, UNIT, SEED, allow_unsandboxed=True))
        self._sandboxes: dict[Rules, Sandbox] = {}

    def sandbox_without(self, rules: Rules) -> Sandbox:
        """A sandbox with other rules; opened once."""
        if rules not in self._sandboxes:
            made = Sandbox(UNIT, allow_unconfined=True, rules=rules)
            self._sandboxes[rules] = self._stack.enter_context(made)
        return self._sandboxes[rules]

    def opened(self, reader: Reader) -> Reader:
        """A reader that is closed in the end."""
        return self._stack.enter_context(reader)

    def new_out(self) -> Path:
        """A folder for results, with an empty grade book: nbgrader takes seconds to make one."""
        out = Path(tempfile.mkdtemp(dir=self.scratch))
        shutil.copy(self._book, out)
        return out

    def hand_in(self, attacks: Iterable[Attack]) -> None:
        """A new class: the honest students, and these."""
        shutil.rmtree(self.submitted, ignore_errors=True)
        (self.root / "ran").unlink(missing_ok=True)
        shutil.rmtree(self.root / "autograded", ignore_errors=True)
        honest_class(self.root)
        for attack in attacks:
            attack.hand_in(self.root)

    def by_command(self, attacks: Sequence[Attack]) -> Graded:
        """Grade a class with all these in it, by the command in a process of its own."""
        self.hand_in(attacks)
        out = self.new_out()
        before = snapshot(self.root)
        words = ["grade", str(self.submitted), "--out", str(out), "--seed", SEED]
        done = subprocess.run(
            [sys.executable, "-m", "autograder", *words, "--allow-unsandboxed"],
            cwd=self.root,
            capture_output=True,
            env=os.environ | {"HOME": str(self.root / "home"), "PYTHONPATH": str(ROOT)},
        )
        said = (done.stdout + done.stderr).decode("utf-8", "surrogateescape")
        after = snapshot(self.root)
        touched = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
        return Graded(self.root, out, said, done.returncode, tuple(sorted(touched)))

    def grade(self, attack: Attack, off: Iterable[str] = ()) -> Outcome:
        """Grade one attack among the honest students in this process, without some rules."""
        self.hand_in([attack])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run, "make_rules", lambda *about, **how: self.grader.rules)
            patch.setattr(run, "Pool", lambda *a, **k: Here(self.grader, *a, **k))
            for name in off:
                RULES[name].off(patch, self)
            return self._grade(attack)

    def _grade(self, attack: Attack) -> Outcome:
        """Only the process can tell how long it took and what it held; else ada is there too."""
        from autograder.grading import submissions

        student = submissions.student_id(attack.student)
        out, said = self.new_out(), io.StringIO()
        alone = (student,) if attack.wins in ("memory", "slow") else ()
        with (
            _measured(attack.wins == "memory") as used,
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            self._command(out, alone)
        if attack.wins == "ran-here":
            self._work_there(attack)
        outcome = Outcome(attack, student, self.root, out, said.getvalue())
        return replace(outcome, seconds=used[0], peak=int(used[1]))

    def _command(self, out: Path, students: tuple[str, ...]) -> None:
        """What ``autograder grade`` does, and says."""
        wishes = run.Wishes(
            self.submitted, out, SEED, students=students, jobs=1, allow_unsandboxed=True
        )
        summary = run.grade_class(self.course, wishes)
        print(command.as_text(summary, wishes))
        screen.console().print(command.as_tables(summary, wishes))
        for problem in summary.problems:
            print(command.escaped(problem))

    def _work_there(self, attack: Attack) -> None:
        """A teacher who works in the attacker's folder: starts workers there, and a sandbox."""
        there = self.submitted / attack.student / UNIT
        with pytest.MonkeyPatch.context() as patch, contextlib.chdir(there):
            log, obeying = str(self.scratch / "log"), pool_mains.obeying
            with contextlib.suppress(AutograderError), pool.Pool(obeying, log, jobs=1) as workers:
                list(workers.run("", ["work"]))
            patch.setenv("PYTHONPATH", str(there))
            with contextlib.suppress(AutograderError), Sandbox(UNIT, allow_unconfined=True):
                pass

    @cached_property
    def honest(self) -> Outcome:
        """What the honest students' grading leaves behind; ada's."""
        ada = Attack("ada", "", "", "same-marks", "marks", "", "ada", lambda desk: None)
        return self.grade(ada)


@contextlib.contextmanager
def _measured(memory: bool) -> Iterator[list[float]]:
    """Seconds of the processor, and the most bytes held, of what is done within."""
    used = [0.0, 0.0]
    started = time.process_time()
    if memory:
        tracemalloc.start()
    try:
        yield used
    finally:
        used[0] = time.process_time() - started
        if memory:
            used[1] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
