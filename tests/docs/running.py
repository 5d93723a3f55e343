"""Run the commands of a page, in order, in one shell, as a reader does."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.docs.blocks import Block

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 600
NOT_COPIED = (
    ".git", ".venv", "build", "dist", "demo-class", "submitted", "autograded", "feedback",
    "report", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis", "results.jsonl",
    "gradebook.db*", ".grading_seed",
)  # fmt: skip
SERVER = re.compile(r"(?:\S*/)?jupyter lab\b|make lab\b")
_PREAMBLE = """\
serve() { "$TEST_PYTHON" "$TEST_SERVING" "$1"; }
open() { test -f "$1"; }
"""
_STEP = """\
set {mode}
. {script} > {out} 2>&1
echo $? > {code}
"""


class Failed(Exception):
    """A block did not end as the page says; the message tells what was run and printed."""


@dataclass(frozen=True)
class Place:
    """A folder in which commands are run, and what they find on the way."""

    folder: Path
    programs: tuple[Path, ...]
    home: Path
    python_path: str = ""
    network: bool = False

    def environment(self) -> dict[str, str]:
        """What a reader's shell has, and no browser for Jupyter to open."""
        here = str(Path(sys.executable).parent)
        before = [part for part in os.environ["PATH"].split(os.pathsep) if part != here]
        path = [*map(str, self.programs), *([] if self.network else [here]), *before]
        ours = {
            "PATH": os.pathsep.join(path),
            "HOME": str(self.home),
            "JUPYTER_CONFIG_DIR": str(self.home / "jupyter"),
            "JUPYTER_RUNTIME_DIR": str(self.home / "runtime"),
            "TEST_PYTHON": sys.executable,
            "TEST_SERVING": str(Path(__file__).with_name("serving.py")),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        ours |= {} if self.network else {"PIP_NO_INDEX": "1"}
        return os.environ | ours | ({"PYTHONPATH": self.python_path} if self.python_path else {})


@dataclass(frozen=True)
class Step:
    """Commands that are run together, and what the page says they print."""

    block: Block
    commands: str
    shown: str | None = None


def steps(block: Block) -> Iterator[Step]:
    """A script is one step; of a console each command is one."""
    if block.language == "sh":
        yield Step(block, block.text)
        return
    for piece in filter(None, re.split(r"^(?=\$ )", block.text, flags=re.M)):
        command, _, shown = piece.partition("\n")
        if not command.startswith("$ "):
            raise Failed(f"{block}: a console block begins with a command: $ …")
        yield Step(block, command.removeprefix("$ "), shown)


def run(blocks: Sequence[Block], place: Place, log: Path, seconds: float = SECONDS) -> None:
    """Run blocks in one shell; raises ``Failed`` at the first that does not end as it should."""
    log.mkdir(parents=True)
    every = [step for block in blocks for step in steps(block)]
    script = [_PREAMBLE]
    for number, step in enumerate(every):
        refuse_installing(step, place)
        (log / f"{number}.sh").write_text(with_servers(step.commands) + "\n")
        files = {kind: log / f"{number}.{kind}" for kind in ("out", "code")}
        mode = "+e" if step.block.code else "-e"
        script.append(_STEP.format(mode=mode, script=log / f"{number}.sh", **files))
    (log / "all.sh").write_text("\n".join(script))
    in_time = _in_a_shell(log / "all.sh", place, seconds)
    for number, step in enumerate(every):
        _judge(step, log / f"{number}.out", log / f"{number}.code", in_time)


def _in_a_shell(script: Path, place: Place, seconds: float) -> bool:
    """Whether a script ended in time; whatever it has left running is ended with it."""
    shell = subprocess.Popen(
        ["bash", str(script)],
        cwd=place.folder,
        env=place.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            shell.wait(seconds)
            return True
        return False
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGKILL)
        shell.wait()


def _judge(step: Step, out: Path, code: Path, in_time: bool) -> None:
    printed = out.read_text(errors="replace") if out.exists() else ""
    ended = int(code.read_text()) if code.exists() and code.read_text().strip() else None
    if ended != step.block.code:
        unended = "did not end well" if in_time else "did not end in time"
        how = unended if ended is None else f"ended with {ended}"
        raise Failed(f"{step.block}: this {how}:\n{step.commands}\n\n{printed[-3000:]}")
    if step.shown is not None and step.shown.strip() and not prints(step.shown, printed):
        raise Failed(f"{step.block}: {step.commands}\nprints\n{printed}\nnot\n{step.shown}")


def prints(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; … stands for anything."""
    pattern = re.escape("\n".join(line.rstrip() for line in shown.strip().splitlines()))
    pattern = pattern.replace("…", ".*")
    told = "\n".join(line.rstrip() for line in printed.strip().splitlines())
    return bool(re.fullmatch(pattern, told, re.DOTALL))


def with_servers(commands: str) -> str:
    """The commands, where one that serves pages until it is stopped is stopped once it does."""
    lines = commands.split("\n")
    return "\n".join(
        f"serve {json.dumps(line.split('  #')[0].strip())}" if SERVER.match(line) else line
        for line in lines
    )


def refuse_installing(step: Step, place: Place) -> None:
    """No page may install into the environment that the tests run in."""
    if "pip install" in step.commands and place.python_path:
        raise Failed(f"{step.block}: it installs. Decide: run in the students' folder, or not run.")


def copy_of_the_repository(at: Path, home: Path) -> Place:
    """The repository as a reader has cloned it, set up, in a folder of its own."""
    shutil.copytree(ROOT, at, ignore=shutil.ignore_patterns(*NOT_COPIED))
    environment = Path(sys.prefix)
    (at / ".venv").mkdir()
    for path in environment.iterdir():
        if path.name != "pyvenv.cfg":
            (at / ".venv" / path.name).symlink_to(path)
    shutil.copy(environment / "pyvenv.cfg", at / ".venv")
    stamp = at / ".venv" / "set-up.seconds"  # newer than everything that make compares it with
    stamp.unlink(missing_ok=True)
    stamp.write_text("0\n")
    return Place(at, (at / ".venv" / "bin",), quiet_jupyter(home), str(at))


def fresh_clone(at: Path, home: Path) -> Place:
    """The repository as a reader has cloned it, with nothing set up; packages may be fetched."""
    shutil.copytree(ROOT, at, ignore=shutil.ignore_patterns(*NOT_COPIED))
    return Place(at, (), quiet_jupyter(home), network=True)


def quiet_jupyter(home: Path) -> Path:
    """A home in which Jupyter opens no browser, and takes any free port."""
    (home / "jupyter").mkdir(parents=True, exist_ok=True)
    settings = {"ServerApp": {"open_browser": False, "allow_root": True, "port": 0}}
    (home / "jupyter" / "jupyter_server_config.json").write_text(json.dumps(settings))
    return home


def students_folder(released: Path, at: Path, home: Path) -> Place:
    """A folder as a student has unpacked it, and an environment that lacks only our package."""
    shutil.copytree(released, at)
    environment = home / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    site = next((environment / "lib").glob("python*/site-packages"))
    for path in next((Path(sys.prefix) / "lib").glob("python*/site-packages")).iterdir():
        if "backprop" not in path.name and not (site / path.name).exists():
            (site / path.name).symlink_to(path)
    return Place(at, (environment / "bin",), quiet_jupyter(home))
