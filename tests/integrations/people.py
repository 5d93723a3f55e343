"""People with accounts of their own on this machine, each with a Python environment.

The teacher's environment is this repository with all it needs; a student's holds the wheel
that ``autograder release`` wrote, what that wheel asks for, nbgrader, and nothing else.
"""

from __future__ import annotations

import contextlib
import functools
import os
import pwd
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import NEEDS_ROOT
from tests.integrations.making import ROOT

SITE = Path(sysconfig.get_path("purelib"))
DATA = Path(sysconfig.get_path("data"))
ACCOUNTS = "games man news mail uucp proxy backup list irc nobody".split()
"""Accounts that every Debian has and nobody works under: no test may add one."""


@dataclass(frozen=True)
class Person:
    """An account: its name, its ids, a home of its own, an environment."""

    name: str
    uid: int
    gid: int
    home: Path
    environment: Path

    def run(self, *words: str, cwd: Path | None = None, code: int | None = 0) -> str:
        """Run a command of this person's environment as this person; what it said."""
        program = self.environment / "bin" / words[0]
        done = subprocess.run(
            [str(program), *words[1:]],
            cwd=cwd or self.home,
            env={
                "HOME": str(self.home),
                "PATH": f"{self.environment}/bin:/usr/bin:/bin",
                "JUPYTER_PATH": str(DATA / "share" / "jupyter"),
                "JUPYTER_PLATFORM_DIRS": "1",
                "LANG": "C.UTF-8",
                "MPLBACKEND": "Agg",
            },
            user=self.uid,
            group=self.gid,
            extra_groups=[],
            umask=0o077,
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert code is None or done.returncode == code, f"{self.name}: {words}\n{said}"
        return said

    def own(self, path: Path) -> None:
        """Give a folder and all below it to this person."""
        for one in (path, *path.rglob("*")):
            os.chown(one, self.uid, self.gid, follow_symlinks=False)


def person(number: int, folder: Path, environment: Path) -> Person:
    """The account of this number, with a home in ``folder`` that nobody else enters."""
    known = {account.pw_name: account for account in pwd.getpwall()}
    accounts = [known[name] for name in ACCOUNTS if name in known]
    if number >= len(accounts):
        pytest.skip("not enough accounts in /etc/passwd")
    account = accounts[number]
    home = folder / account.pw_name
    home.mkdir(mode=0o700)
    os.chown(home, account.pw_uid, account.pw_gid)
    return Person(account.pw_name, account.pw_uid, account.pw_gid, home, environment)


@functools.cache
def python_for_all() -> str:
    """A Python of this version that other users may run, as they may read our packages."""
    if os.geteuid() != 0:
        pytest.skip(NEEDS_ROOT)
    if not all(_open_to_all(place) for place in (ROOT, SITE, *SITE.parents)):
        pytest.skip(f"other users may not enter {SITE}")
    version = f"python3.{sys.version_info.minor}"
    own = os.path.realpath(sys.executable)
    for program in (own, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        path = Path(program)
        if path.is_file() and all(_open_to_all(place) for place in (path, *path.parents)):
            return program
    pytest.skip(f"no {version} that other users may run")


def _open_to_all(path: Path) -> bool:
    return bool(path.stat().st_mode & stat.S_IXOTH)


def environment(place: Path, site: Iterable[str], *commands: str) -> Path:
    """An environment whose packages lie elsewhere: ``site``, folders for its path file.

    Each command is a module that is run.
    """
    subprocess.run([python_for_all(), "-m", "venv", "--without-pip", str(place)], check=True)
    packages = next(place.glob("lib/python*/site-packages"))
    (packages / "elsewhere.pth").write_text("".join(f"{folder}\n" for folder in site))
    for command in commands:
        name, _, module = command.partition("=")
        script = place / "bin" / name
        call = f"import runpy, sys; runpy.run_module({module or name!r}, run_name='__main__')"
        script.write_text(f'#!/bin/sh\nexec "{place}/bin/python" -c "{call}" "$@"\n')
        script.chmod(0o755)
    return place


def teachers_environment(place: Path, repository: Path) -> Path:
    """The teacher's clone, and every package that it is tested with."""
    commands = ("nbgrader", "autograder", "alembic=alembic.__main__")
    return environment(place, [str(repository), str(SITE)], *commands)


def students_environment(place: Path, wheel: Path) -> Path:
    """The wheel, installed by pip, the packages that it and nbgrader need, and no others."""
    environment(place, [], "nbgrader", "autograder")
    packages = next(place.glob("lib/python*/site-packages"))
    python = str(place / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True)
    (own,) = Distribution.discover(name="backprop-by-hand", path=[str(packages)])
    for needed in closure([*(own.requires or []), "nbgrader"]):
        _link(needed, packages)
    said = subprocess.run([*pip, "check"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    return place


def closure(requirements: Sequence[str]) -> list[Distribution]:
    """The installed distributions that these requirements lead to."""
    found: dict[tuple[str, str], Distribution] = {}
    left = [(Requirement(text), "") for text in requirements]
    while left:
        wanted, because = left.pop()
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": because}):
            continue
        for extra in ("", *wanted.extras):
            key = canonicalize_name(wanted.name), extra
            if key not in found:
                with contextlib.suppress(PackageNotFoundError):  # "pip check" says what is missing
                    found[key] = distribution(wanted.name)
                    left += [(Requirement(text), extra) for text in found[key].requires or ()]
    return list({name: one for (name, _), one in found.items()}.values())


def _link(needed: Distribution, packages: Path) -> None:
    """Put a distribution's files into another environment, by links."""
    tops = {file.parts[0] for file in needed.files or () if file.parts[0] not in ("..", "/")}
    for top in tops - {"__pycache__"}:
        place = packages / top
        if not place.exists() and (SITE / top).exists():
            place.symlink_to(SITE / top)
