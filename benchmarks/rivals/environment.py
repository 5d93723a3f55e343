"""The peers' own environment, made once from ``benchmarks/peers.lock``, and commands run in it.

The lock is resolved by uv from our students' packages and the peers, with the versions of
``requirements.lock`` where both need the same package::

    printf 'nbgrader\\notter-grader==7.*\\n' | uv pip compile --universal --python-version 3.11 \\
        --generate-hashes --no-header --no-annotate --fork-strategy fewest \\
        --constraint requirements.lock pyproject.toml - --output-file benchmarks/peers.lock

Our own package is installed as students get it: the wheel of ``autograder release``.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.authoring.release import build_wheel
from autograder.layout import Course

LOCK = Path(__file__).resolve().parents[1] / "peers.lock"
NAMED = ("nbgrader", "otter-grader", "nbconvert", "ipykernel", "numpy", "matplotlib")

KERNEL = """\
import json, nbformat, sys
from nbclient import NotebookClient
asked = '''
import importlib.metadata as about, json, sys, autograder
named = {named!r}
print(json.dumps([sys.prefix, autograder.__file__, {{n: about.version(n) for n in named}}]))
'''
cell = nbformat.v4.new_code_cell(asked)
kernel = {{"name": "python3", "display_name": "Python 3", "language": "python"}}
book = nbformat.v4.new_notebook(cells=[cell], metadata={{"kernelspec": kernel}})
print(NotebookClient(book).execute().cells[0].outputs[0].text)
"""


class Refused(Exception):
    """Why nothing can be measured, in a sentence or two."""


@dataclass(frozen=True)
class Ran:
    """A command that ended well: what it took, and what it said."""

    seconds: float
    processor: float
    """Seconds of all its processes on all cores."""
    said: str


@dataclass(frozen=True)
class Environment:
    """A folder with the peers in it; ``home`` is where Jupyter may leave its things."""

    folder: Path
    home: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def variables(self) -> dict[str, str]:
        """The caller's, with this environment first and without settings of Python or Jupyter."""
        strange = ("PYTHON", "JUPYTER", "IPYTHON", "VIRTUAL_ENV", "MPL", "OMP_", "OPENBLAS_")
        kept = {name: x for name, x in os.environ.items() if not name.startswith(strange)}
        places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        own = {place: str(self.home / place.lower()) for place in places}
        path = os.pathsep.join((str(self.folder / "bin"), os.environ.get("PATH", os.defpath)))
        return {**kept, **own, "PATH": path}

    def run(self, *words: str | Path, cwd: Path) -> Ran:
        """A command of this environment, measured; raises ``Refused`` where it fails."""
        return run(self.folder / "bin" / words[0], *words[1:], cwd=cwd, env=self.variables())

    def versions(self) -> dict[str, str]:
        """What a kernel of this environment imports; raises ``Refused`` if it is another's."""
        asked = KERNEL.format(named=NAMED)
        said = self.run("python", "-c", asked, cwd=self.home).said.splitlines()
        prefix, package, versions = json.loads(next(s for s in said if s.startswith("[")))
        for what, place in (("kernel runs", prefix), ("notebooks import autograder", package)):
            if not Path(place).resolve().is_relative_to(self.folder.resolve()):
                raise Refused(f"The peers' {what} from {place}, not from {self.folder}.")
        found: dict[str, str] = versions
        return found


def run(*words: str | Path, cwd: Path, env: dict[str, str] | None = None) -> Ran:
    """Run and measure a command, all it starts included; raises ``Refused`` where it fails."""
    before, started = _processor(), time.perf_counter()
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=env, capture_output=True, text=True
    )
    seconds, busy = time.perf_counter() - started, _processor() - before
    if done.returncode:
        command = " ".join(map(str, words[:4]))
        said = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
        raise Refused(f"{command} … ended with {done.returncode}:\n{said}")
    return Ran(seconds, busy, done.stdout)


def _processor() -> float:
    """Seconds that all commands so far have used on all cores."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def make(course: Course, folder: Path, home: Path) -> Environment:
    """The environment, made where it is not there or the lock has changed."""
    environment = Environment(folder, home)
    stamp = folder / "made-from"
    lock = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    made = stamp.read_text().splitlines() if stamp.is_file() else []
    if made[:1] != [lock]:
        print(f"Installing what {LOCK.name} names in {folder} …", file=sys.stderr)
        run(sys.executable, "-m", "venv", "--clear", folder, cwd=course.root)
        _install(environment, "--require-hashes", "-r", LOCK)
        made = [lock]
        stamp.write_text(lock)
    with tempfile.TemporaryDirectory() as name:
        wheel = build_wheel(course, Path(name) / "staging", Path(name) / "wheel")
        ours = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if made[1:] != [ours]:
            _install(environment, "--no-deps", "--no-index", "--force-reinstall", wheel)
            stamp.write_text(f"{lock}\n{ours}")
    return environment


def _install(environment: Environment, *words: str | Path) -> None:
    pip: Sequence[Any] = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(environment.python, *pip, *words, cwd=environment.folder)
