"""Start a command that serves pages, wait until it answers, and stop it: ``serving.py COMMAND``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

SECONDS = 60


def serves(command: str) -> bool:
    """Whether a Jupyter server that the command starts answers in time."""
    runtime = Path(os.environ["JUPYTER_RUNTIME_DIR"])
    before = set(runtime.glob("jpserver-*.json"))
    server = subprocess.Popen(["bash", "-c", f"exec {command}"], start_new_session=True)
    try:
        began = time.monotonic()
        while time.monotonic() - began < SECONDS and server.poll() is None:
            if any(answers(record) for record in set(runtime.glob("jpserver-*.json")) - before):
                return True
            time.sleep(0.1)
        return False
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)


def answers(record: Path) -> bool:
    """Whether the server that wrote this record answers."""
    try:
        url = json.loads(record.read_text())["url"]
        with urllib.request.urlopen(f"{url}api", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(0 if serves(sys.argv[1]) else 1)
