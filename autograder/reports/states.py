"""How an exercise or a submission stands, as a symbol and words: never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.model import Status, Verdict


@dataclass(frozen=True)
class State:
    """``name`` is for the style sheet; symbol and words are for the reader."""

    name: str
    symbol: str
    words: str


PASSED = State("passed", "✓", "all right")
PARTLY = State("partly", "◐", "partly right")
MISSED = State("missed", "✗", "not right yet")
NOT_STARTED = State("unstarted", "○", "not written yet")
WAITING = State("waiting", "…", "to be marked by your teacher")
MARKED = State("marked", "✎", "marked by your teacher")
BLANK = State("unstarted", "○", "no response")
UNREAD = State("unstarted", "○", "nobody could read it")

TROUBLE: dict[Status, str] = {
    "sandbox-broken": "could not be run here",
    "unreadable": "could not be read",
    "crashed": "ended the whole process",
    "out-of-memory": "asked for too much memory",
    "timeout": "did not end in time",
    "syntax-error": "not valid Python",
    "error": "stopped with an error",
    "not-attempted": "not written yet",
}
"""Every status but ``graded`` in words, the most urgent for a teacher first."""

OF_SUBMISSION: dict[Status, str] = {**TROUBLE, "not-attempted": "was not handed in"}
"""The same said of a whole notebook."""


def state_of(verdict: Verdict) -> State:
    """How one exercise stands."""
    if verdict.status == "not-attempted":
        return NOT_STARTED
    if verdict.passed:
        return PASSED
    if verdict.status != "graded":
        return State("missed", "✗", TROUBLE[verdict.status])
    return PARTLY if verdict.points else MISSED
