"""Many machines: submissions go to Dask workers in parcels, results come back.

Stands where ``Pool`` stands, and keeps its promises: each submission is answered, one that
kills its workers costs itself only. The coordinator alone reads what was handed in and
writes what comes of it; a worker needs this package and no disk of ours. Parcels hold
answers, so they go to other machines over TLS only.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from autograder.errors import Unreadable, UsageError
from autograder.grading import remote
from autograder.grading.outputs import Outputs
from autograder.grading.rules import Rules
from autograder.grading.worker import Job, Parcel, Report, Setup
from autograder.notebook.opening import read_bytes
from autograder.notebook.reading import LIMIT

SIZE, AHEAD = 20, 3
"""Submissions in a parcel, and parcels a worker may have before it: memory stays flat."""
PATIENCE = 60.0
"""Seconds without any worker after which a run gives up; what was graded is kept."""
CONNECT = 20
FETCHED = 5.0
"""Seconds in which a finished parcel can be had from the worker that holds it."""

TRIES = 3
"""How often a submission is sent, the last times alone, while its workers die."""

Reply = tuple[Job, "Report | None"]
Parcels = list[tuple[Job, int]]
"""Jobs that travel together, each with how often it has been sent."""


class Cluster:
    """Grades on the workers of a Dask scheduler. A context manager.

    ``start``, or the first ``run``, raises ``UsageError`` where the scheduler cannot be reached,
    a worker runs another version of this package, or answers would travel unencrypted.
    """

    def __init__(self, address: str, setup: Setup) -> None:
        check_address(address, "The scheduler")
        self._address, self._setup = address, setup
        self._client: Any = None
        self.level = ""

    def __enter__(self) -> Cluster:
        return self

    def start(self) -> None:
        """Look for the scheduler and its workers, for work that is sure to come."""
        try:
            from distributed import Client
        except ImportError:
            raise UsageError(
                "--scheduler needs Dask. Install it with: pip install 'distributed'"
            ) from None
        try:
            self._client = Client(self._address, timeout=CONNECT, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                f"The scheduler at {self._address} does not answer ({type(error).__name__}). "
                "Start it with: dask scheduler"
            ) from error
        self._check_workers()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            self._client.close()

    def run(self, rules: Rules, jobs: Sequence[Job]) -> Iterator[Reply]:
        """Each job with its report, as they come; the report is None where its workers died."""
        if self._client is None:
            self.start()
        try:
            secret = remote.packed(rules, self._setup.outputs.released)
            yield from _Flow(self._client, self._setup, secret, list(jobs), self._hear).run()
        except UsageError:
            raise
        except (OSError, TimeoutError) as error:
            raise _lost() from error

    def _hear(self, level: str) -> None:
        self.level = level or self.level

    def _check_workers(self) -> None:
        """Every worker is near or speaks TLS, and runs what we run."""
        self._client.wait_for_workers(1, timeout=CONNECT)
        workers(self._client)
        ours = remote.version()
        for address, theirs in self._client.run(remote.version, on_error="return").items():
            if theirs != ours:
                raise UsageError(
                    f"The worker at {address} runs another version of the autograder. Install "
                    "the same one there, and start it again."
                )


class _Flow:
    """One run: a few parcels under way for each worker, the next made as answers come."""

    def __init__(
        self,
        client: Any,
        setup: Setup,
        secret: bytes,
        jobs: list[Job],
        hear: Callable[[str], None],
    ) -> None:
        self._client, self._setup, self._secret, self._hear = client, setup, secret, hear
        self._waiting = jobs[::-1]
        self._size = _size(len(jobs), workers(client))
        self._under_way: dict[Any, Parcels] = {}
        self._alone: list[tuple[Job, int]] = []
        self._done: SimpleQueue[Any] = SimpleQueue()
        self._seen = time.monotonic()

    def run(self) -> Iterator[Reply]:
        try:
            while self._fill():
                yield from self._heard()
        finally:
            self._client.cancel(list(self._under_way))

    def _fill(self) -> bool:
        """Send parcels on their way; whether any are."""
        most = max(1, AHEAD * workers(self._client))
        while len(self._under_way) < most and (parcel := self._next()):
            packed = [packed_job(job, self._setup.outputs) for job, _ in parcel]
            future = self._client.submit(
                remote.grade, self._setup, self._secret, packed, pure=False
            )
            self._under_way[future] = parcel
            future.add_done_callback(self._done.put)
        return bool(self._under_way)

    def _next(self) -> Parcels:
        if self._alone:
            return [self._alone.pop()]
        return [(self._waiting.pop(), 1) for _ in range(min(self._size, len(self._waiting)))]

    def _heard(self) -> Iterator[Reply]:
        """What has come, after waiting a moment for it."""
        try:
            future = self._done.get(timeout=1.0)
        except Empty:
            future = None
        if self._client.status != "running":
            raise _lost()
        if workers(self._client):
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > PATIENCE:
            raise _lost()
        if future is not None:
            yield from self._opened(future, self._under_way.pop(future))

    def _opened(self, future: Any, parcel: Parcels) -> Iterator[Reply]:
        """The reports of a parcel; where it killed its workers, each of its jobs goes alone."""
        if future.status == "finished":
            try:
                level, reports = future.result(timeout=FETCHED)
            except TimeoutError:
                self._await(future, parcel)
                return
            self._hear(level)
            yield from zip((job for job, _ in parcel), reports, strict=True)
            return
        if future.status == "pending":
            self._await(future, parcel)
            return
        error = future.exception() if future.status == "error" else None
        if isinstance(error, UsageError):
            raise error
        for job, tries in parcel:
            if tries < TRIES:
                self._alone.append((job, tries + 1))
            else:
                yield job, None

    def _await(self, future: Any, parcel: Parcels) -> None:
        """The worker that held these reports is gone, and another grades the parcel again."""
        self._under_way[future] = parcel
        future.add_done_callback(self._done.put)


def packed_job(job: Job, outputs: Outputs) -> Job:
    """A job with all that lies on our disk for it; what cannot be read is its status."""
    handed, data = job.handed, b""
    if handed.status == "graded":
        try:
            data = read_bytes(handed.path, LIMIT, below=handed.path.parents[2])
        except Unreadable as error:
            handed = replace(handed, status="unreadable", problem=str(error))
    parcel = Parcel(data, outputs.beside(job.handed, job.booked))
    return replace(job, handed=handed, parcel=parcel)


def workers(client: Any) -> int:
    """How many there are; raises ``UsageError`` where one would be sent answers in the open."""
    addresses = client.scheduler_info(n_workers=-1)["workers"]
    for address in addresses:
        check_address(address, "A worker")
    return len(addresses)


def check_address(address: str, what: str) -> None:
    """Refuse an address that answers would reach unencrypted; raises ``UsageError``."""
    parts = urlsplit(address)
    if parts.scheme == "tls" or (parts.scheme == "tcp" and _is_near(parts.hostname or "")):
        return
    if parts.scheme == "tcp":
        raise UsageError(
            f"{what} at {address} is on another machine, and tcp:// is not encrypted: the answers "
            "would travel in the open. Use tls:// (see docs/cluster.md)."
        )
    raise UsageError(f"{what}'s address {address!r} should begin with tls:// (or tcp://127.0.0.1).")


def _is_near(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _size(count: int, workers: int) -> int:
    """Parcels small enough that all workers are busy until the end."""
    return max(1, min(SIZE, count // (4 * max(workers, 1))))


def _lost() -> UsageError:
    return UsageError(
        "The cluster is gone: no scheduler or worker answers. What was graded is kept; start them "
        "and run the same command again."
    )
