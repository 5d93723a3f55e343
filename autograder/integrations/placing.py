"""Where a submission's cells belong in the notebook that we released.

A submission is kinds and texts. Cells that we gave out are known by their text and
serve as landmarks; what stands between two of them belongs there. This only helps
to show work in its place: marks do not depend on it. What fits nowhere is kept as
an extra cell where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from nbformat import NotebookNode

from autograder.grading.plan import mentions, same_text
from autograder.model import Unit

ANSWER = "-answer"


class SubmittedCell(Protocol):
    """A cell of a submission: its kind and text."""

    @property
    def kind(self) -> str: ...

    @property
    def source(self) -> str: ...


@dataclass(frozen=True)
class Placement:
    """The text for each answer cell by grade id (untouched ones left out), and the rest.

    extras: per released cell (its index, -1 for the very start) the submission's
        cells that follow it and are not ours, in document order.
    """

    answers: dict[str, str] = field(default_factory=dict)
    extras: dict[int, list[SubmittedCell]] = field(default_factory=dict)


def is_solution(cell: NotebookNode) -> bool:
    """Whether a released cell is one that students fill."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution", False))


def grade_id(cell: NotebookNode) -> str:
    """The name nbgrader knows a cell by, ``""`` if it knows it not."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def place(released: NotebookNode, cells: Sequence[SubmittedCell], unit: Unit) -> Placement:
    """Find for every answer cell what the student wrote there."""
    return _Placer(released, cells, unit).place()


class _Placer:
    """One pass over a submission. ``taken``: submitted cells that have found an answer cell."""

    def __init__(self, released: NotebookNode, cells: Sequence[SubmittedCell], unit: Unit) -> None:
        self.released, self.cells = list(released.cells), list(cells)
        self.texts = [same_text(cell.source) for cell in cells]
        self.given = [same_text(cell.source) for cell in self.released]
        self.needs = {f"{e.slug}{ANSWER}": e.needs for e in unit.exercises}
        self.answers = {grade_id(c): i for i, c in enumerate(self.released) if is_solution(c)}
        self.landmarks = list(self._landmarks())
        self.windows = list(_windows(self.landmarks, len(self.released)))
        self.taken: dict[int, str] = {}

    def place(self) -> Placement:
        for find in (self._code_here, self._code_elsewhere, self._words, self._untouched):
            for name in self.answers:
                if name not in self.taken.values():
                    self.taken.update(dict.fromkeys(find(name), name))
        return Placement(self._written(), self._extras())

    def _landmarks(self) -> Iterator[int]:
        """Per submitted cell: the released cell that it is, -1 where it is the student's own."""
        known: dict[tuple[str, str], list[int]] = {}
        for i, cell in enumerate(self.released):
            if not is_solution(cell):
                known.setdefault((cell.cell_type, self.given[i]), []).append(i)
        last = -1
        for cell, text in zip(self.cells, self.texts, strict=True):
            places = known.get((cell.kind, text), [])
            here = next((i for i in places if i > last), places[-1] if places else -1)
            last = max(last, here)
            yield here

    def _own(self, name: str, kinds: tuple[str, ...]) -> Iterator[int]:
        """Cells of the student's own that an answer cell may take, but for untouched ones."""
        for n, cell in enumerate(self.cells):
            free = self.landmarks[n] < 0 and n not in self.taken
            if free and cell.kind in kinds and self.texts[n] not in ("", self._stub(name)):
                yield n

    def _stub(self, name: str) -> str:
        return self.given[self.answers[name]]

    def _inside(self, name: str, n: int) -> bool:
        before, after = self.windows[n]
        return before < self.answers[name] < after

    def _code_here(self, name: str) -> list[int]:
        """The last cell between the answer's landmarks that defines what is asked for."""
        return [n for n in self._defining(name) if self._inside(name, n)][-1:]

    def _code_elsewhere(self, name: str) -> list[int]:
        return self._defining(name)[-1:]

    def _defining(self, name: str) -> list[int]:
        needs = self.needs.get(name, ())
        return [n for n in self._own(name, ("code",)) if mentions(self.cells[n].source, needs)]

    def _words(self, name: str) -> list[int]:
        """All that the student wrote between a question's landmarks, code or not."""
        if self.released[self.answers[name]].cell_type != "markdown":
            return []
        return [n for n in self._own(name, ("markdown", "raw", "code")) if self._inside(name, n)]

    def _untouched(self, name: str) -> list[int]:
        return [n for n, text in enumerate(self.texts) if text == self._stub(name)][:1]

    def _written(self) -> dict[str, str]:
        written: dict[str, list[str]] = {}
        for n in sorted(self.taken):
            if self.texts[n] != self._stub(self.taken[n]):
                written.setdefault(self.taken[n], []).append(self._text(n))
        return {name: "\n\n".join(texts) for name, texts in written.items()}

    def _text(self, n: int) -> str:
        """Code in an answer in words is shown as code."""
        cell, answer = self.cells[n], self.released[self.answers[self.taken[n]]]
        if answer.cell_type == "markdown" and cell.kind != "markdown":
            return "\n" + "\n".join(f"    {line}" for line in cell.source.split("\n"))
        return cell.source

    def _extras(self) -> dict[int, list[SubmittedCell]]:
        extras: dict[int, list[SubmittedCell]] = {}
        after = -1
        stubs = {self._stub(name) for name in self.answers}
        for n, cell in enumerate(self.cells):
            name = self.taken.get(n)
            here = self.answers[name] if name is not None else self.landmarks[n]
            after = max(after, here)
            if here < 0 and self.texts[n] and self.texts[n] not in stubs:
                extras.setdefault(after, []).append(cell)
        return extras


def _windows(landmarks: Sequence[int], end: int) -> Iterable[tuple[int, int]]:
    """Per submitted cell the released cells just before and just after it."""
    before, so_far = [], -1
    for here in landmarks:
        so_far = max(so_far, here)
        before.append(so_far)
    after, so_far = [], end
    for here in reversed(landmarks):
        so_far = min(so_far, here) if here >= 0 else so_far
        after.append(so_far)
    return zip(before, reversed(after), strict=True)
