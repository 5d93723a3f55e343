"""Which mistakes a class makes: counted by student, grouped by misconception, with an example.

Examples and sentences are anonymous: ids in a sentence are masked.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.grading.settle import ELSEWHERE
from autograder.model import Location, Verdict
from autograder.rendering import entry, number
from autograder.reports.attention import refused
from autograder.reports.kinds import Kind, kind_of
from autograder.results import SubmissionResult

UNNAMED, RAISES = "unclassified", "raises"
NO_NAME = "Wrong in a way that has no name yet."
SAID_ELSEWHERE = "What was said of it stands on the feedback pages."
STOPS_THERE = "It stops with an error on the hidden examples only."
GIVES_NOTHING = "What it returns on the hidden examples is not of the kind asked for."
LONGEST_QUOTE = 300
"""Characters of a sentence that is quoted: an exception's text may be of any length."""
SHORTEST_ID = 3
"""Ids that are shorter stand in every sentence."""


@dataclass(frozen=True)
class Mistake:
    """A mistake in one exercise.

    says: what was said of it most often; hint: what was asked of those who made it;
    students: who made it; attempted: how many wrote the exercise at all;
    example: the numbers of one of them.
    """

    exercise: str
    label: str
    says: str
    hint: str
    students: tuple[str, ...]
    attempted: int
    example: str = ""


@dataclass(frozen=True)
class Misconception:
    """Mistakes that come of one thing misunderstood.

    show: what may help in the next lecture; sections: where the notebook explains it;
    attempted: how many wrote one of the exercises at least.
    """

    name: str
    show: str
    mistakes: tuple[Mistake, ...]
    students: tuple[str, ...]
    attempted: int
    sections: tuple[str, ...] = ()
    named: bool = True

    @property
    def example(self) -> str:
        """The example of the most frequent mistake that has one."""
        return next((m.example for m in self.mistakes if m.example), "")

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mistake.exercise for mistake in self.mistakes))


@dataclass
class _Met:
    """What was met under one label of one exercise."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    said: Counter[str] = field(default_factory=Counter)


def mistakes(results: Sequence[SubmissionResult]) -> list[Mistake]:
    """The mistakes of a class in one unit, the most frequent first. Not writing is none."""
    met: dict[tuple[str, str], _Met] = defaultdict(_Met)
    attempted: Counter[str] = Counter()
    for result in results:
        for verdict in result.verdicts:
            attempted[verdict.exercise] += verdict.status in ("graded", "error")
            for label, sentence in _labels(verdict):
                met[verdict.exercise, label].verdicts[result.student] = verdict
                met[verdict.exercise, label].said[sentence] += 1
    names = _Names(result.student for result in results)
    found = [_mistake(*place, one, attempted[place[0]], names) for place, one in met.items()]
    return sorted(found, key=lambda m: (m.label == UNNAMED, -len(m.students), m.exercise, m.label))


def misconceptions(
    found: Sequence[Mistake],
    results: Sequence[SubmissionResult],
    sections: Mapping[str, str] | None = None,
) -> list[Misconception]:
    """Mistakes grouped by what they come of, the most frequent first; without a name last.

    sections: by exercise, the section of the notebook that explains it.
    """
    groups: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for mistake in found:
        groups[_group(mistake)].append(mistake)
    made = [_misconception(group, results, sections or {}) for group in groups.values()]
    return sorted(made, key=lambda m: (not m.named, -len(m.students), m.name))


def share(part: int, whole: int) -> str:
    """``7 of 34 (21 %)``, on one line; without a percentage where the whole is small."""
    percent = f" ({100 * part / whole:.0f}\u00a0%)" if whole >= 10 else ""
    return f"{part} of {whole}{percent}"


def _group(mistake: Mistake) -> tuple[str, str]:
    """What mistakes have in common: the kind, having no name, or label and sentence."""
    kind = kind_of(mistake.label)
    if mistake.label == UNNAMED:
        return UNNAMED, ""
    return (kind.name, "") if kind else (mistake.label, mistake.says)


def _misconception(
    group: Sequence[Mistake], results: Sequence[SubmissionResult], sections: Mapping[str, str]
) -> Misconception:
    first = group[0]
    kind = None if first.label == UNNAMED else kind_of(first.label)
    exercises = {mistake.exercise for mistake in group}
    wrote = {
        result.student
        for result in results
        for verdict in result.verdicts
        if verdict.exercise in exercises and verdict.status in ("graded", "error")
    }
    return Misconception(
        name=kind.name if kind else NO_NAME if first.label == UNNAMED else first.says,
        show=_show(kind, first),
        mistakes=tuple(group),
        students=tuple(sorted({student for mistake in group for student in mistake.students})),
        attempted=len(wrote),
        sections=tuple(dict.fromkeys(sections[e] for m in group if (e := m.exercise) in sections)),
        named=first.label != UNNAMED,
    )


def _show(kind: Kind | None, mistake: Mistake) -> str:
    if kind is not None:
        return kind.show
    if mistake.label == UNNAMED:
        return (
            "Open one of these answers: what the numbers say stands on its feedback page. "
            "A mistake that many make deserves a name."
        )
    return f"Ask the class: {mistake.hint}" if mistake.hint else ""


def _mistake(exercise: str, label: str, met: _Met, attempted: int, names: _Names) -> Mistake:
    hints = Counter(verdict.hint for verdict in met.verdicts.values())
    quoted = (_example(v, names) for _, v in sorted(met.verdicts.items(), key=_by_lot))
    return Mistake(
        exercise=exercise,
        label=label,
        says=_most_said(met.said, names) or ("" if label == UNNAMED else SAID_ELSEWHERE),
        hint=_most_said(hints, names),
        students=tuple(sorted(met.verdicts)),
        attempted=max(attempted, len(met.verdicts)),
        example=next(filter(None, quoted), ""),
    )


def _most_said(sentences: Counter[str], names: _Names) -> str:
    """The sentence said most often, rather one that names nobody; ids in it are masked."""
    spoken = [said for said, _ in sentences.most_common() if said]
    best = next(filter(names.are_not_in, spoken), next(iter(spoken), ""))
    return _cut(names.masked(best))


def _by_lot(pair: tuple[str, Verdict]) -> str:
    """An order that tells nothing of the students, and is the same every time."""
    return hashlib.sha256(pair[0].encode("utf-8", "surrogatepass")).hexdigest()


def _example(verdict: Verdict, names: _Names) -> str:
    """What the numbers of one answer say, where it names one mistake only."""
    place = verdict.location
    if place is None or len(verdict.labels) > 1 or not names.are_not_in(place.case):
        return ""
    yours, right = _two(place)
    where = f" ({place.case})" if place.case else ""
    return f"{entry(place)} is {yours} where {right} is right{where}"


def _two(place: Location) -> tuple[str, str]:
    """Both numbers, with digits enough to see that they differ."""
    shown = ((number(place.yours, d), number(place.expected, d)) for d in (4, 8, 12, 17))
    return next((pair for pair in shown if pair[0] != pair[1]), ("nearly", number(place.expected)))


class _Names:
    """The ids of a class, none of which may stand in what is quoted."""

    def __init__(self, students: Iterable[str]) -> None:
        ids = sorted({re.escape(s) for s in students if len(s) >= SHORTEST_ID})
        self._any = re.compile(rf"(?<!\w)(?:{'|'.join(ids) or '(?!)'})(?!\w)", re.IGNORECASE)

    def masked(self, said: str) -> str:
        """The same with ``…`` for each id: an id may be a word of every sentence."""
        return self._any.sub("…", said)

    def are_not_in(self, said: str) -> bool:
        return self._any.search(said) is None


def _cut(said: str) -> str:
    return said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE]} …"


def _labels(verdict: Verdict) -> list[tuple[str, str]]:
    if verdict.status not in ("graded", "error") or verdict.passed:
        return []
    if refused(verdict):
        return []  # for a human eye, and no example for a lecture
    # Last, so that they count: sentences about one mistake only.
    aspects = sorted(verdict.aspects, key=lambda aspect: -len(aspect.labels))
    named = {name: a.message or verdict.message for a in aspects for name in a.labels}
    if len(named) > 1:
        named.pop(UNNAMED, None)
    stopped = verdict.status == "error"  # a cell did, not the function that was asked
    found = list(named.items()) or [(RAISES, verdict.message) if stopped else (UNNAMED, NO_NAME)]
    return [(name, _not_passing(name) if said == ELSEWHERE else said) for name, said in found]


def _not_passing(label: str) -> str:
    """What is said where only the hidden examples show a mistake, below what it is called."""
    if label == RAISES:
        return STOPS_THERE
    kind = kind_of(label)
    return GIVES_NOTHING if kind and kind.pattern.search(RAISES) else ELSEWHERE
