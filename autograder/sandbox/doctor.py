"""What this machine's sandbox holds: a handful of attacks, each really tried.

The level that a kernel claims is a promise; here a confined child breaks out if it can.
"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SandboxError
from autograder.exercises import unit_slugs
from autograder.sandbox.client import Sandbox
from autograder.sandbox.records import Level, Limits, Rules

SECONDS = 3.0
_SECRET = "sings"
_LIMITS = Limits(memory=512 << 20)


@dataclass(frozen=True)
class Trial:
    """An attack: what it tries in words, and the cell that does not end well unless it succeeds.

    ``{file}`` and ``{folder}`` are a file and a folder that every user of this machine may
    read and write, ``{home}`` the home of whoever asks.
    """

    tries: str
    code: str


@dataclass(frozen=True)
class Finding:
    """What came of a trial."""

    tries: str
    stopped: bool
    how: str


TRIALS = (
    Trial("read a file of yours", "said = open({file!r}).read()"),
    Trial("change a file of yours", "open({file!r}, 'r+').write('x' * 9000)"),
    Trial("make a file", "open({folder!r} + '/new', 'x').close()"),
    Trial("list your home", "import os; os.listdir({home!r})"),
    Trial("reach the network", "import socket; socket.socket()"),
    Trial("start a program", "import subprocess; subprocess.run(['/bin/true'], check=True)"),
    Trial("fork", "import os\nif os.fork() == 0: os._exit(0)"),
    Trial("signal the grader", "import os; os.kill({grader}, 0)"),
    Trial(
        "start 600 threads",
        "import threading, time\nthreading.stack_size(1 << 16)\nfor _ in range(600):\n"
        "    threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
    ),
    Trial("take 3 GB of memory", "import numpy; taken = numpy.empty(3 << 30, 'u1')"),
    Trial("run for ever", "while True: pass"),
)


@dataclass(frozen=True)
class Checkup:
    """The level of this machine, and every trial with what came of it."""

    level: Level
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether children are fully confined, and nothing that was tried succeeded."""
        return self.level.name == "full" and all(finding.stopped for finding in self.findings)


def examine(rules: Rules | None = None) -> Checkup:
    """Start a sandbox and attack it; raises ``SandboxUnavailable`` where there can be none.

    rules: walls to leave out, to see what they stop (default: all stand).
    """
    with tempfile.TemporaryDirectory(prefix="doctor-") as folder:
        file = Path(folder) / "file"
        file.write_text(_SECRET, encoding="utf-8")
        os.chmod(folder, 0o777)
        os.chmod(file, 0o666)
        places = {
            "file": str(file),
            "folder": folder,
            "home": str(Path.home()),
            "grader": os.getpid(),
        }
        unit = unit_slugs()[0]
        with Sandbox(unit, _LIMITS, allow_unconfined=True, rules=rules) as sandbox:
            found = [_try(sandbox, trial, places) for trial in TRIALS]
            return Checkup(sandbox.level, tuple(found))


def as_text(checkup: Checkup) -> str:
    """The level, what is missing, the trials one a line, and what it means."""
    return "\n".join(_lines(checkup))


def _lines(checkup: Checkup) -> Iterator[str]:
    yield from head(checkup)
    yield ""
    yield "A cell tried to"
    width = max(len(finding.tries) for finding in checkup.findings)
    for finding in checkup.findings:
        mark = "✓ stopped " if finding.stopped else "✗ NOT STOPPED"
        yield f"  {finding.tries:<{width}}  {mark} {finding.how}".rstrip()
    yield ""
    yield meaning(checkup)


def head(checkup: Checkup) -> Iterator[str]:
    """The machine, its level, and what is missing, a line each."""
    yield f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield f"Sandbox: {checkup.level.name}."
    yield from (f"  missing: {said}" for said in checkup.level.missing)


def meaning(checkup: Checkup) -> str:
    """What it means for grading, in a sentence."""
    if checkup.holds:
        return "This machine can grade strangers' work."
    if checkup.level.name == "full":
        return "Something was not stopped: do not grade strangers' work here, and report this."
    return (
        "Students' code is a process of its own here, with the limits above, and no more. Grade on "
        "Linux 5.13 or newer, or with --allow-unsandboxed if you trust every submission."
    )


def _try(sandbox: Sandbox, trial: Trial, places: dict[str, object]) -> Finding:
    """Run one trial in a child of its own."""
    with sandbox.child() as child:
        try:
            outcome = child.run(trial.code.format(**places), SECONDS)
        except SandboxError as error:
            return Finding(trial.tries, True, str(error))
    if outcome.status == "ok":
        return Finding(trial.tries, False, "")
    return Finding(trial.tries, True, outcome.message)
