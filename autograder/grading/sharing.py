"""A large class in little memory: what many submissions have in common is kept once.

A run remembers every result until its report is written. Most say the same things of
the same exercises, but each comes over a pipe as objects of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from autograder.model import Verdict
from autograder.results import SubmissionResult

if TYPE_CHECKING:
    from autograder.integrations.marks import Marks

Thing = TypeVar("Thing")


@dataclass
class Shared:
    """Verdicts, comments and marks seen so far; equal ones become one object."""

    _seen: dict[Any, Any] = field(default_factory=dict)

    def result(self, result: SubmissionResult) -> SubmissionResult:
        """An equal result that shares its parts with those before it."""
        verdicts = self._one(tuple(map(self._verdict, result.verdicts)))
        return replace(result, verdicts=verdicts, seed=self._one(result.seed))

    def _verdict(self, verdict: Verdict) -> Verdict:
        """The picture of the reference is the same for the whole class."""
        if verdict.plane is not None:
            plane = replace(verdict.plane, reference=self._one(verdict.plane.reference))
            verdict = replace(verdict, plane=plane)
        return self._one(verdict)

    def marks(self, marks: Marks) -> Marks:
        """Equal marks that share their parts with those before them."""
        scores = self._mapping(marks.scores)
        return replace(marks, scores=scores, comments=self._mapping(marks.comments))

    def _mapping(self, items: Any) -> Any:
        key = tuple((name, self._one(value)) for name, value in items.items())
        return self._seen.setdefault(("mapping", key), items)

    def _one(self, thing: Thing) -> Thing:
        found: Thing = self._seen.setdefault((type(thing), thing), thing)
        return found
