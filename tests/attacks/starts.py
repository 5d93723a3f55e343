"""How the sandbox's server is started where one of the sandbox's rules is switched off."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import warnings
from collections.abc import Sequence
from dataclasses import fields, replace
from types import SimpleNamespace
from typing import Any, NoReturn

from autograder.sandbox import Rules, server

WALLS = frozenset(field.name for field in fields(Rules))
"""Rules that the sandbox itself can be started without."""


KEEP_ALL = """
import os, runpy, sys
os.environ["OPENBLAS_NUM_THREADS"] = "1"
start, descriptor, folder, config = sys.argv[1:]
boot = runpy.run_path(start)
boot["_find_package"](folder)
from autograder.sandbox import server
server._keep_only = lambda line, ruleset: os.dup2(line, server.LINE)
boot["_start"](descriptor, folder, config)
"""


class Forked:
    """A server that is forked from this process, in place of a program of its own."""

    def __init__(self, words: Sequence[str], **options: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # there are threads: the server does not need them
            self.pid = os.fork()
            if self.pid == 0:
                self._serve(words[-3:], options["cwd"])

    def _serve(self, words: Sequence[str], folder: str) -> NoReturn:
        try:
            quiet = os.open(os.devnull, os.O_RDWR)
            for standard in range(3):
                os.dup2(quiet, standard)
            os.chdir(folder)
            server.main(socket.socket(fileno=int(words[0])), json.loads(words[2]))
        finally:
            os._exit(0)

    def kill(self) -> None:
        os.kill(self.pid, 9)

    def wait(self) -> None:
        os.waitpid(self.pid, 0)


def started_without(rules: frozenset[str], planted: int, pipe: int) -> SimpleNamespace:
    """A ``subprocess`` for the sandbox that starts a server as these rules would have it not.

    planted: an open file that the server is handed in any case, as if by mistake;
    pipe: where it prints without ``silence``.
    """
    if "exec" in rules:
        return SimpleNamespace(Popen=Forked, DEVNULL=subprocess.DEVNULL)

    def popen(words: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
        options["pass_fds"] = (*options["pass_fds"], planted)
        if "environment" in rules:
            options["env"] = dict(os.environ)
        if "silence" in rules:
            options["stdout"] = pipe
        if "descriptors" in rules:
            words = [sys.executable, "-I", "-c", KEEP_ALL, *words[2:]]
        return subprocess.Popen(words, **options)

    return SimpleNamespace(Popen=popen, DEVNULL=subprocess.DEVNULL)


def walls_without(rules: frozenset[str]) -> Rules:
    """The sandbox's own rules but for these."""
    return replace(Rules(), **dict.fromkeys(WALLS & rules, False))
