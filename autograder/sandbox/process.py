"""One fork server process, as the trusted side holds it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import autograder
from autograder.sandbox import protocol
from autograder.sandbox.deaths import Death
from autograder.sandbox.records import Level, Limits, Rules

START_SECONDS = 60.0


class ServerDied(Exception):
    """The fork server is gone."""


class Server:
    """One fork server process and the line to it."""

    def __init__(self, unit: str, limits: Limits, rules: Rules) -> None:
        self.folder = tempfile.mkdtemp(prefix="autograder-")
        os.chmod(self.folder, 0o555)
        ours, theirs = socket.socketpair()
        self._control = ours
        config = {"unit": unit, "limits": asdict(limits), "rules": asdict(rules)}
        package = Path(autograder.__file__).parent
        start = package / "sandbox" / "bootstrap.py"
        words = [str(start), str(theirs.fileno()), str(package), json.dumps(config)]
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
                cwd=self.folder,
                close_fds=True,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._control.settimeout(START_SECONDS)

    def hello(self) -> Level:
        """The level this machine reaches; raises ``ServerDied``."""
        (size,) = protocol.HELLO.unpack(self._read(protocol.HELLO.size))
        level = json.loads(self._read(size))
        return Level(level["name"], tuple(level["missing"]))

    def fork(self) -> tuple[socket.socket, int, int | None]:
        """A new child: our end of its line, its pid, and its pidfd where there is such a thing."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                request = protocol.REQUEST.pack(protocol.FORK, 0)
                socket.send_fds(self._control, [request], [theirs.fileno()])
            message, descriptors, _, _ = socket.recv_fds(
                self._control, protocol.FORKED.size, 1, protocol.CLOSE_ON_EXEC
            )
            (pid,) = protocol.FORKED.unpack(message)
        except Exception:
            ours.close()
            raise ServerDied from None
        return ours, pid, descriptors[0] if descriptors else None

    def reap(self, pid: int) -> Death:
        """How a dead child ended."""
        try:
            self._control.sendall(protocol.REQUEST.pack(protocol.REAP, pid))
            status, cpu, largest = protocol.REAPED.unpack(self._read(protocol.REAPED.size))
        except (OSError, ServerDied):
            return Death(None)
        return Death(status if status >= 0 else None, cpu, largest)

    def close(self) -> None:
        self._control.close()
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            try:
                more = self._control.recv(size - len(got))
            except OSError:
                raise ServerDied from None
            if not more:
                raise ServerDied
            got += more
        return got
