"""What the workers of a test pool do: tasks are words."""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from autograder.grading.pool import Ready


def obeying(pipe: Connection, setup: Any) -> None:
    """Replies with set-up, secret and task; dies or sleeps where the task says so."""
    pipe.send(Ready("full"))
    secret = pipe.recv()
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        with Path(setup).open("a") as log:
            log.write(f"{task}\n")
        if task == "die":
            os._exit(1)
        if task == "sleep":
            time.sleep(60)
        pipe.send((secret, task, os.getpid()))


def unable(pipe: Connection, setup: Any) -> None:
    """Cannot start, and says why."""
    pipe.send(Ready(problem="no sandbox here"))


def stillborn(pipe: Connection, setup: Any) -> None:
    """Dies before it is ready."""
    os._exit(1)
