"""Worker processes that may die: each task is tried twice, and the rest goes on.

Workers are spawned, never forked, and each has a pipe of its own, so one that dies
takes only its own task with it. A worker ends when its pipe closes: with the
command, however that ends.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, TypeVar

from autograder.errors import AutograderError, UsageError

Task = TypeVar("Task")

Main = Callable[[Connection, Any], None]
"""What a worker runs: a pipe and a set-up.

It sends ``Ready``, then one reply for each task it receives. A secret may come before a task.
"""

ATTEMPTS = 2
_SAFE_PATH = "PYTHONSAFEPATH"


@dataclass(frozen=True)
class Ready:
    """A worker has started; ``problem`` says why it never can."""

    level: str = ""
    problem: str = ""


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    ready: bool = False
    secret: Any = None
    task: Any = None
    since: float = 0.0


class Pool(Generic[Task]):
    """Runs ``main`` in ``jobs`` processes. A context manager that ends them.

    Args:
        main, setup: what each worker runs, and its (picklable) set-up.
        jobs: how many workers; they start when there is something to do, or by ``start``.
        patience: seconds after which a worker that has not replied is killed.
    """

    def __init__(self, main: Main, setup: Any, *, jobs: int, patience: float = 300.0) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._main, self._setup, self._secret = main, setup, None
        self._jobs, self._patience = jobs, patience
        self._workers: list[_Worker] = []
        self._stillborn = 0
        self.level = ""

    def __enter__(self) -> Pool[Task]:
        return self

    def start(self) -> None:
        """Start all workers, for work that is sure to come; meanwhile the caller goes on."""
        self._fill(self._jobs)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(0.0 if kind else 5.0)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def run(self, secret: Any, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Each task with its reply, as they come; the reply is None where two workers died.

        ``secret`` is what a worker is sent over its pipe before its first task; None: nothing.
        """
        self._secret = secret
        waiting = deque((task, 1) for task in tasks)
        left = len(waiting)
        while left:
            self._fill(min(self._jobs, left))
            self._hand_out(waiting)
            for worker in self._stirring():
                done = self._listen(worker)
                if done is None:
                    continue
                (task, attempt), reply = done
                if reply is None and attempt < ATTEMPTS:
                    waiting.append((task, attempt + 1))
                    continue
                left -= 1
                yield task, reply

    def _fill(self, count: int) -> None:
        while len(self._workers) < count:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(
                target=self._main, args=(theirs, self._setup), daemon=True
            )
            with _nothing_from_here():
                process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours, since=time.monotonic()))

    def _hand_out(self, waiting: deque[tuple[Task, int]]) -> None:
        for worker in self._workers:
            if waiting and worker.ready and worker.task is None:
                if worker.secret is not self._secret:
                    worker.secret = self._secret
                    self._send(worker, worker.secret)
                worker.task, worker.since = waiting.popleft(), time.monotonic()
                self._send(worker, worker.task[0])

    def _send(self, worker: _Worker, thing: Any) -> None:
        """Send to a worker; that it has died is found out when it is listened to."""
        with contextlib.suppress(OSError):
            worker.pipe.send(thing)

    def _stirring(self) -> list[_Worker]:
        """Workers that have said something, have died, or have been silent for too long."""
        heard = wait([w.pipe for w in self._workers], timeout=1.0)
        now = time.monotonic()
        for worker in self._workers:
            busy = worker.task is not None or not worker.ready
            if busy and now - worker.since > self._patience:
                worker.process.kill()
        return [worker for worker in self._workers if worker.pipe in heard]

    def _listen(self, worker: _Worker) -> tuple[tuple[Task, int], Any] | None:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            return self._buried(worker)
        if isinstance(said, Ready):
            if said.problem:
                raise UsageError(said.problem)
            worker.ready, self.level, self._stillborn = True, said.level, 0
            return None
        task, worker.task = worker.task, None
        return task, said

    def _buried(self, worker: _Worker) -> tuple[tuple[Task, int], Any] | None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn > ATTEMPTS:
                raise AutograderError("The grading processes die before they are ready.")
        return None if worker.task is None else (worker.task, None)


@contextlib.contextmanager
def _nothing_from_here() -> Iterator[None]:
    """Processes started now import nothing from the folder the command is called in.

    A spawned Python looks there first: in a student's folder, ``pickle.py`` would run
    with the teacher's rights.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before
