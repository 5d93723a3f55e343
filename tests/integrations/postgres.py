"""A PostgreSQL server of the tests' own: a cluster in a folder, reached by its socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

PLACES = "/usr/lib/postgresql"
"""Debian keeps the server's programs off PATH, a folder a version."""
WANTED = ("initdb", "pg_ctl")
NEEDED = "no PostgreSQL server here (Debian: apt-get install postgresql)"
QUIET = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=30"


@dataclass(frozen=True)
class Server:
    """A running server; each test takes a database of its own."""

    folder: Path
    programs: Path
    owner: dict[str, Any]
    numbers: Iterator[int] = field(default_factory=count)

    def new_database(self) -> str:
        """The address of an empty database, as a teacher would write it."""
        name = f"book{next(self.numbers)}"
        self.run("createdb", "-h", str(self.folder), "-U", "teacher", "-T", "template0", name)
        return f"postgresql://teacher@/{name}?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """One of the server's programs, as the user who owns the cluster."""
        # The server outlives pg_ctl and would hold a pipe open: a file it is.
        with (self.folder / "said").open("a+") as said:
            command = [str(self.programs / program), *arguments]
            done = subprocess.run(command, stdout=said, stderr=said, cwd="/", **self.owner)
            said.seek(0)
            assert done.returncode == 0, said.read()


def programs() -> Path | None:
    """The folder of the server's programs, the newest version's."""
    folders = sorted(Path(PLACES).glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    found = shutil.which("initdb")
    beside = [Path(found).resolve().parent] if found else []
    return next((f for f in (*folders, *beside) if all((f / p).exists() for p in WANTED)), None)


def owner() -> dict[str, Any]:
    """Who runs the server: it refuses root, who becomes Debian's ``postgres``, or nobody."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def running_server() -> Iterator[Server]:
    """A new cluster that is gone afterwards; skips the test where there is no server."""
    found = programs()
    if found is None:
        pytest.skip(NEEDED)
    # Not in pytest's folder: another user may not enter it, and a socket's path is short.
    with tempfile.TemporaryDirectory(prefix="backprop-tests-pg-") as name:
        folder, who = Path(name), owner()
        if who:
            os.chown(folder, who["user"], who["group"])
        server, data = Server(folder, found, who), str(folder / "data")
        made = ("-U", "teacher", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        server.run("initdb", "-D", data, *made)
        options = f"{QUIET} -c unix_socket_directories={folder}"
        log = str(folder / "log")
        server.run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield server
        finally:
            server.run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
