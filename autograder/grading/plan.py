"""What is to be run of a submission, and where to ask: pure functions of its cells.

Only the text of cells counts. Tags, ids and metadata of a submission change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

Asked = Callable[[str], tuple[str, ...]]
"""Which ``check("…")`` calls a cell's text holds."""


@dataclass(frozen=True)
class Released:
    """What we gave out: the code cells of our own notebook, by role."""

    demos: frozenset[str] = frozenset()
    """Cells that only train or plot; skipped at first."""
    given: tuple[str, ...] = ()
    """Locked helper cells; run first where a submission has lost or changed them."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Per exercise, the text of the cell the student was to fill."""


@dataclass(frozen=True)
class Step:
    """One cell to run, and the exercises to ask about after it.

    cell: its number among the code cells, counted from 1; 0 for a cell of ours
        that the submission lacks;
    given: whether it is a helper cell of ours, unchanged;
    towards: the exercise of the next check, here or below; empty if there is none.
    """

    cell: int
    source: str
    demo: bool = False
    asks: tuple[str, ...] = ()
    given: bool = False
    towards: str = ""


def same_text(source: str) -> str:
    """A cell's text as compared: white space at line ends and around it is nothing."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def plan(
    sources: Sequence[str], released: Released, slugs: Iterable[str], asked: Asked
) -> tuple[Step, ...]:
    """The code cells of a submission as steps, in document order."""
    known = set(slugs)
    texts = [same_text(source) for source in sources]
    given = frozenset(map(same_text, released.given))
    lost = [Step(0, s, given=True) for s in released.given if same_text(s) not in texts]
    own = [
        Step(
            cell=number,
            source=source,
            demo=text in released.demos,
            asks=tuple(dict.fromkeys(slug for slug in asked(source) if slug in known)),
            given=text in given,
        )
        for number, (source, text) in enumerate(zip(sources, texts, strict=True), start=1)
    ]
    return tuple(lost + first_and_last(with_directions(own)))


def with_directions(steps: Sequence[Step]) -> list[Step]:
    """The steps, each knowing the next check at or below it."""
    known, towards = list[Step](), ""
    for step in reversed(steps):
        towards = step.asks[0] if step.asks else towards
        known.append(replace(step, towards=towards))
    return known[::-1]


def first_and_last(steps: Sequence[Step]) -> list[Step]:
    """The steps, asking about each exercise at its first and its last check only."""
    places: dict[str, list[int]] = {}
    for i, step in enumerate(steps):
        for slug in step.asks:
            places.setdefault(slug, []).append(i)
    kept = {(slug, i) for slug, found in places.items() for i in (found[0], found[-1])}
    return [
        replace(step, asks=tuple(slug for slug in step.asks if (slug, i) in kept))
        for i, step in enumerate(steps)
    ]


def mentions(source: str, names: Iterable[str]) -> bool:
    """Whether a cell's text sets out to define one of these names."""
    return any(
        re.search(rf"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+{re.escape(name)}\b"
                  rf"|^{re.escape(name)}(?:\.\w+)?[ \t]*=(?!=)", source, re.MULTILINE)
        for name in names
    )  # fmt: skip


_DEFINES = re.compile(r"^(?:async[ \t]+def|def|class)[ \t]+(\w+)", re.MULTILINE)


def defined_names(source: str) -> list[str]:
    """The functions and classes that a cell's text sets out to define."""
    return _DEFINES.findall(source)


def untouched(sources: Iterable[str], answer: str | None, names: Iterable[str]) -> bool:
    """Whether an exercise was left as it was given out, and nothing else defines it."""
    if answer is None:
        return False
    defining = {same_text(source) for source in sources if mentions(source, names)}
    return defining == {same_text(answer)}
