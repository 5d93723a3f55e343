"""Holes in the trusted side: each patches away one line of the product that is a rule."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
import pytest

from autograder.grading import asking, bench, replay, settle
from autograder.grading.rules import Rules as Key
from autograder.judging import compare, findings, judge, numerically
from autograder.model import Array, CaseKey, Inputs, Reply, UnitKey, Value
from autograder.sandbox import Child, client, link, wire
from tests.attacks.evidence import SLUG


class Hall(Protocol):
    """Where an attack is graded: what a patch may need of it."""

    key: Key

    def afterwards(self, do: Callable[[], None]) -> None: ...
    def sandbox_child(self) -> Any: ...
    def rekey(self, patch: pytest.MonkeyPatch, hidden: UnitKey) -> None: ...


def _case(hall: Hall, inputs: Inputs) -> CaseKey:
    """The answers to one case of the exercise, of whichever key it is."""
    keys = (hall.key.hidden, hall.key.public)
    cases = [case for key in keys for case in key.exercises[SLUG].cases]
    return next(case for case in cases if np.array_equal(case.case.inputs["X"], inputs["X"]))


ASSERTED = """
def _the_check(expected):
    import numpy as np
    case = {inputs}
    def compare():
        found = dict(zip(("loss", "dw", "db"), mse_loss(**case)))[{name!r}]
        if type(found) is np.ndarray:
            np.testing.assert_allclose(found, expected, rtol=1e-5)
        else:
            assert np.all(abs(found - expected) <= 1e-5 * abs(expected))
    compare()
import numpy as np
_the_check(np.array({expected}))
"""


def _literal(inputs: Inputs) -> str:
    parts = {n: f"np.array({np.asarray(x).tolist()!r})" for n, x in inputs.items()}
    return "{" + ", ".join(f"{name!r}: {text}" for name, text in parts.items()) + "}"


def judged_inside(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """The check is an assertion in a cell of the notebook, and its passing is believed."""
    ask = Child.ask

    def ask_and_assert(self: Child, slug: str, inputs: Sequence[Inputs], seconds: float) -> Any:
        replies = ask(self, slug, inputs, seconds)
        return replies if slug != SLUG else [_asserted(self, i, hall) for i in inputs]

    patch.setattr(Child, "ask", ask_and_assert)


def _asserted(child: Child, inputs: Inputs, hall: Hall) -> Reply:
    values = {}
    for name, right in _case(hall, inputs).expected.items():
        cell = ASSERTED.format(inputs=_literal(inputs), name=name, expected=right.tolist())
        passes = child.run(cell, 2.0).status == "ok"
        values[name] = Value(right if passes else np.full(right.shape, np.nan))
    return Reply(values)


def answers_inside(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """What is expected travels with the inputs, for whatever code inside may want it."""
    ask = Child.ask

    def ask_with_answers(self: Child, slug: str, inputs: Sequence[Inputs], seconds: float) -> Any:
        if slug == SLUG:
            inputs = [{**case, **_case(hall, case).expected} for case in inputs]
        return ask(self, slug, inputs, seconds)

    patch.setattr(Child, "ask", ask_with_answers)


def flags_believed(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """A reply that says of itself that it has passed is believed."""
    read = wire.read_answers

    def read_and_believe(
        header: wire.Header, body: memoryview, cases: Sequence[Inputs], outputs: Sequence[str]
    ) -> list[Reply]:
        rows = header.get("replies")
        ours = outputs == ["loss", "dw", "db"]
        if ours and isinstance(rows, list) and all("passed" in row for row in rows):
            expected = [_case(hall, case).expected for case in cases]
            return [Reply({n: Value(a) for n, a in row.items()}) for row in expected]
        return read(header, body, cases, outputs)

    patch.setattr(wire, "read_answers", read_and_believe)


def old_inputs(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """Grading asks what the notebook's check asks."""
    hall.rekey(patch, hall.key.public)


def any_number(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """Every question has the same number."""
    patch.setattr(client.secrets, "token_hex", lambda size: "0" * 2 * size)


def no_caps(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """A frame may be as long as it says."""
    patch.setattr(wire, "MAX_HEADER", 1 << 60)
    receive = link.Link.receive
    patch.setattr(link.Link, "receive", lambda self, limit: receive(self, 1 << 60))


class _Everything(frozenset[str]):
    def __contains__(self, thing: object) -> bool:
        return True


def any_dtype(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """An array may be of any type that NumPy knows."""
    patch.setattr(wire, "DTYPES", _Everything())


def bytes_unmeasured(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """An array's bytes are taken to be as many as its shape says."""

    def array(self: Any, dtype: str, shape: Sequence[int]) -> Array:
        start, size = self._at, math.prod(shape) * np.dtype(dtype).itemsize
        self._at += size
        return np.frombuffer(self._body[start : start + size], dtype).reshape(shape)

    patch.setattr(wire._Taken, "array", array)


def any_input_name(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """What a reply calls an overwritten argument is taken for its name."""
    reply = wire._reply

    def believed(row: Any, taken: Any, inputs: set[str], outputs: Sequence[str]) -> Reply:
        return reply(row, taken, inputs | set(row["changed"]), outputs)

    patch.setattr(wire, "_reply", believed)


def fewer_replies(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """The reader of replies does not count them."""
    read = wire.read_answers

    def uncounted(header: Any, body: Any, cases: Sequence[Inputs], outputs: Sequence[str]) -> Any:
        replies = len(header["replies"])
        return read(header, body, (list(cases) * replies)[:replies], outputs)

    patch.setattr(wire, "read_answers", uncounted)


class _Claimed(tuple[Reply, ...]):
    """Replies that claim to be as many as are asked for."""

    claim = 0

    def __len__(self) -> int:
        return self.claim


def replies_uncounted(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """The judge does not count replies."""

    def uncounted(exercise: Any, key: Any, replies: Any, before: Any = None) -> Any:
        claimed = _Claimed(replies)
        claimed.claim = len(key.cases)
        return judge.judge(exercise, key, claimed, before)

    patch.setattr(bench, "judge", uncounted)


def clock_inside(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """Nobody outside looks at the clock."""
    patch.setattr(link.Link, "_left", lambda self: 30.0)


def asked_to_stop(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """A child is interrupted and left to itself, in place of being killed."""

    def interrupt(self: Child) -> None:
        if self._alive:
            self._alive = False
            os.kill(self._pid, 2)
            self._link.close()
            if self._handle is not None:
                os.close(self._handle)

    patch.setattr(Child, "close", interrupt)


class _Never(Exception):
    """What nothing raises."""


def deaths_uncaught(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """A child that ends is an error like any other."""
    patch.setattr(replay, "SandboxError", _Never)


def one_child_for_all(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """The child of one submission serves the next."""
    kept: list[Child] = []
    child = hall.sandbox_child
    patch.setattr(Child, "__exit__", lambda self, *exc: None)

    def again() -> Child:
        if not kept or not kept[0]._alive:
            kept[:] = [child()]
            hall.afterwards(kept[0].close)
        return kept[0]

    patch.setattr(hall, "sandbox_child", again)


def hidden_words(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """What is said of an answer is said of the hidden cases."""
    patch.setattr(settle, "for_student", lambda hidden, shown: hidden)


def own_last_words(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """How a child ended is told as it ended."""
    died = replay._died

    def quoted(error: Exception, what: str, limit: float) -> asking.Trouble:
        return replace(died(error, what, limit), message=str(error))  # type: ignore[arg-type]

    patch.setattr(replay, "_died", quoted)


def always_quoted(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """What a cell says when it breaks is quoted, whatever its child has seen."""
    trouble = replay._trouble
    patch.setattr(replay, "_trouble", lambda step, said, quoted: trouble(step, said, quoted=True))


def never_again(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """What broke is not run once more in a child that has seen nothing."""
    patch.setattr(asking.Words, "needed", lambda self: False)


def raw_text(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """Text from a child is told as it came."""
    patch.setattr(wire, "clean", lambda text: text)


def no_requirements(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """A shape pays by itself."""
    patch.setattr(judge, "_pay", lambda exercise, key, results: tuple(results))


def nan_agrees(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """An answer is right unless it is known to be wrong."""

    def agrees(value: Value, expected: Array, output: Any) -> bool:
        array = None if value.array is None else compare.fit(value.array, expected)
        if value.array is None or array is None:
            return False
        return not compare.relative_error(array, expected) > compare.rtol(output, value.array)

    patch.setattr(findings, "agrees", agrees)


def signed_errors(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """An answer that is too small has no error."""

    def error(array: Array, expected: Array) -> float:
        return float(np.max(array - expected) / (np.abs(expected).max() or 1.0))

    patch.setattr(compare, "relative_error", error)


def errors_by_answer(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """The largest error allowed grows with the numbers of the answer."""

    def error(array: Array, expected: Array) -> float:
        with np.errstate(all="ignore"):
            difference = np.abs(array - expected)
            return float(difference.max() / np.square(array).max())

    patch.setattr(compare, "relative_error", error)


def any_shape(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """Arrays are compared without a look at their shapes."""
    patch.setattr(compare, "fit", lambda array, expected: array)


def failures_skipped(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """A case without an answer is no case."""
    pairs = findings.Bench.pairs

    def answered(self: findings.Bench, group: str) -> list[tuple[CaseKey, Reply]]:
        return [(case, reply) for case, reply in pairs(self, group) if reply.failure is None]

    patch.setattr(findings.Bench, "pairs", answered)


def no_remarks(hall: Hall, patch: pytest.MonkeyPatch) -> None:
    """Nobody asks whether a gradient was measured."""
    patch.setattr(numerically, "remarks", lambda exercise, key, replies: ())
