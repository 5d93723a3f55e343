"""The trusted side: have a server fork children, ask them, kill them."""

from __future__ import annotations

import os
import secrets
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from autograder.errors import (
    ChildCrashed,
    ChildOutOfMemory,
    ChildTimeout,
    SandboxBroken,
    SandboxError,
    SandboxUnavailable,
)
from autograder.exercises import load_unit
from autograder.model import Boundary, Inputs, Reply
from autograder.sandbox import wire
from autograder.sandbox.deaths import Death, explain
from autograder.sandbox.link import LineClosed, LineSilent, Link
from autograder.sandbox.process import Server, ServerDied
from autograder.sandbox.records import CellOutcome, Level, Limits, Rules

READY_SECONDS = 20.0
_LAST_BREATH = 0.2
_KEPT = 64
"""Questions that are kept as they were written; a unit's keys ask some thirty."""
_Answer = TypeVar("_Answer")


class Sandbox:
    """Forks confined children that have loaded what one unit needs.

    Use as a context manager. Entering raises ``SandboxUnavailable`` where this
    machine cannot confine children fully, unless ``allow_unconfined``, and
    ``SandboxBroken`` where the server or a trial child does not start.
    """

    def __init__(
        self,
        unit_slug: str,
        limits: Limits | None = None,
        allow_unconfined: bool = False,
        *,
        rules: Rules | None = None,
    ) -> None:
        self._unit = load_unit(unit_slug)
        self._limits = limits or Limits()
        self._rules = rules or Rules()
        self._allow_unconfined = allow_unconfined
        self._server: Server | None = None
        self._lock = threading.Lock()
        self._questions: dict[tuple[str | int, ...], wire.Question] = {}
        self.level = Level("none", ("the sandbox has not been started",))

    def __enter__(self) -> Sandbox:
        if not hasattr(os, "fork"):
            raise SandboxUnavailable(
                "This system cannot fork processes, so student code cannot be kept apart. "
                "Grade on Linux (or in WSL 2)."
            )
        try:
            self._start()
            if self.level.name != "full" and not self._allow_unconfined:
                raise SandboxUnavailable(_below_the_floor(self.level))
            with self.child():  # the level is a claim until one child has kept it
                pass
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server, and with it every child. May be called twice."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def child(self) -> Child:
        """A confined child that has run nothing yet; raises ``SandboxBroken``."""
        with self._lock:
            server, (line, pid, handle) = self._fork()
        child = Child(self, server, Link(line), pid, handle)
        try:
            child._await_ready()
        except BaseException:
            child.close()
            raise
        return child

    def _fork(self) -> tuple[Server, tuple[socket.socket, int, int | None]]:
        if self._server is None:
            raise SandboxBroken("The sandbox is not open: use it as a context manager.")
        try:
            return self._server, self._server.fork()
        except ServerDied:
            self._start()
        try:
            return self._server, self._server.fork()
        except ServerDied:
            raise SandboxBroken("The sandbox's server died twice in a row.") from None

    def _question(self, do: str, slug: str, inputs: Sequence[Inputs]) -> wire.Question:
        """A question to a probe; those of a key are asked of every submission."""
        mark: tuple[str | int, ...] = (do, slug, *map(id, inputs))
        if mark not in self._questions:  # the inputs are kept, so that no others get their id
            if len(self._questions) >= _KEPT:
                self._questions.clear()
            self._questions[mark] = wire.Question({"do": do, "slug": slug}, tuple(inputs))
        return self._questions[mark]

    def _reap(self, server: Server, pid: int) -> Death:
        with self._lock:
            return server.reap(pid)

    def _start(self) -> None:
        self.close()
        self._server = Server(self._unit.slug, self._limits, self._rules)
        try:
            self.level = self._server.hello()
        except ServerDied:
            raise SandboxBroken(
                "The sandbox's server did not start. Does `python -c 'import numpy'` work here?"
            ) from None


class Child:
    """One confined process. It answers until it is killed; after an error it is dead."""

    def __init__(
        self, sandbox: Sandbox, server: Server, link: Link, pid: int, handle: int | None
    ) -> None:
        self._sandbox, self._server = sandbox, server
        self._link, self._pid, self._handle = link, pid, handle
        self._limits = sandbox._limits
        self._alive = True

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        return self._pid

    def run(self, source: str, seconds: float) -> CellOutcome:
        """Run one cell. Raises ``ChildTimeout``, ``ChildCrashed`` or ``ChildOutOfMemory``."""
        question = wire.Question({"do": "run", "source": source})
        return self._ask(question, seconds, lambda header, body: wire.read_outcome(header))

    def ask(self, slug: str, inputs: Sequence[Inputs], seconds: float) -> list[Reply]:
        """Ask the probe of exercise ``slug`` on each case; raises as ``run`` does."""
        outputs = [output.name for output in self._sandbox._unit.exercise(slug).outputs]
        return self._ask(
            self._sandbox._question("ask", slug, inputs),
            seconds,
            lambda header, body: wire.read_answers(header, body, inputs, outputs),
        )

    def draw(self, slug: str, inputs: Inputs, seconds: float) -> Reply:
        """Ask what the classifier of exercise ``slug`` makes of the plane; raises as ``run``."""
        (reply,) = self._ask(
            self._sandbox._question("draw", slug, [inputs]),
            seconds,
            lambda header, body: wire.read_answers(header, body, [inputs], Boundary.OUTPUTS),
        )
        return reply

    def close(self) -> None:
        """Kill the process, whatever it does, and collect it. May be called twice."""
        if self._alive:
            self._kill()
            self._collect()

    def _ask(
        self,
        question: wire.Question,
        seconds: float,
        read: Callable[[dict[str, Any], memoryview], _Answer],
    ) -> _Answer:
        """Send one question and believe nothing of the answer that ``read`` does not accept."""
        if not self._alive:
            raise ChildCrashed("This child has ended already; ask a new one.")
        number = secrets.token_hex(8)
        self._link.allow(seconds)
        try:
            self._link.send(question.frame(number))
            header, body = self._link.receive(self._limits.answer)
            if header.get("out_of_memory") is True:
                raise MemoryError
            if header.get("number") != number:
                raise wire.OutOfTurn("an answer to nothing that was asked")
            return read(header, body)
        except LineSilent:
            self.close()
            raise ChildTimeout(f"The code did not answer within {seconds:g} s.") from None
        except LineClosed:
            raise self._death() from None
        except wire.OutOfTurn as error:
            self.close()
            raise ChildCrashed(f"The code spoke out of turn: {error}.") from None
        except MemoryError:
            self.close()
            raise ChildOutOfMemory("The code left no memory to answer with.") from None

    def _await_ready(self) -> None:
        """Until here only our own code ran: what goes wrong is the sandbox's fault."""
        self._link.allow(READY_SECONDS)
        try:
            header, _ = self._link.receive(0)
        except (LineClosed, LineSilent, wire.OutOfTurn):
            raise SandboxBroken("A child of the sandbox did not become ready.") from None
        if header != {"ready": True}:
            raise SandboxBroken(f"A child of the sandbox did not start: {header.get('broken')}")

    def _death(self) -> SandboxError:
        """The line is closed: wait a moment for the end that is under way, then make sure."""
        by_us = False
        if self._handle is None:
            time.sleep(_LAST_BREATH)
        else:
            poll = select.poll()
            poll.register(self._handle, select.POLLIN)
            by_us = not poll.poll(_LAST_BREATH * 1000)
        self._kill()
        return explain(self._collect(), self._limits, by_us=by_us)

    def _kill(self) -> None:
        """By pidfd, which cannot hit another process; the pid is ours until it is collected."""
        try:
            if self._handle is None:
                os.kill(self._pid, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def _collect(self) -> Death:
        self._alive = False
        self._link.close()
        if self._handle is not None:
            os.close(self._handle)
        return self._sandbox._reap(self._server, self._pid)


def _below_the_floor(level: Level) -> str:
    return (
        f"This machine cannot confine student code fully. Missing: {'; '.join(level.missing)}. "
        "Use Linux 5.13 or newer with Landlock and seccomp, "
        "or grade with --allow-unsandboxed if you trust every submission."
    )
