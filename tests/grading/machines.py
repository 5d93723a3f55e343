"""A real Dask scheduler and real workers on this machine, over loopback TCP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Machines:
    """A scheduler and its workers, of one thread each. A context manager."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder, self._count = folder, workers
        self._processes: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return str(json.loads(self._file.read_text())["address"])

    @property
    def _file(self) -> Path:
        return self._folder / "scheduler.json"

    def __enter__(self) -> Machines:
        try:
            self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
            end = time.monotonic() + 60
            while not self._file.exists() and time.monotonic() < end:
                time.sleep(0.1)
            for _ in range(self._count):
                self.worker()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def worker(self) -> subprocess.Popen[bytes]:
        """Start one worker more."""
        process = self._start(
            "dask_worker", "--no-nanny", "--nthreads", "1", "--no-dashboard",
            "--host", "127.0.0.1", "--local-directory", str(self._folder),
        )  # fmt: skip
        self.workers.append(process)
        return process

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}"]
        process = subprocess.Popen(
            [*command, "--scheduler-file", str(self._file), *options],
            env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process
