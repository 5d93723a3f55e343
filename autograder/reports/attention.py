"""What needs a human eye: what could not be graded, remarks, and answers alike after renaming.

Each is a note and never a verdict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from autograder.model import Status, Verdict
from autograder.reports.figures import is_another_units
from autograder.reports.wording import without_folders
from autograder.results import SubmissionResult

Commonplace = Callable[[Iterable[str]], Mapping[str, frozenset[str]]]
"""Exercises of a unit → digests that say nothing: the reference, its styles, its known mistakes."""


@dataclass(frozen=True)
class Words:
    """What is said of one and of several."""

    one: str
    many: str
    advice: str = ""

    def count(self, number: int) -> str:
        return self.one if number == 1 else self.many


STATUSES: dict[Status, Words] = {
    "sandbox-broken": Words(
        "notebook could not be run here", "notebooks could not be run here", "Grade again."
    ),
    "unreadable": Words(
        "notebook could not be read",
        "notebooks could not be read",
        "Damaged, misplaced or no notebook: ask for it again before marks go out.",
    ),
    "crashed": Words(
        "answer ended the whole process",
        "answers ended the whole process",
        "Look at the code: a crash is rarely an honest slip.",
    ),
    "out-of-memory": Words("answer asked for too much memory", "answers asked for too much memory"),
    "timeout": Words(
        "answer did not end in time",
        "answers did not end in time",
        "An endless loop, or a slow machine: graded again at the next run.",
    ),
    "syntax-error": Words(
        "answer is not valid Python",
        "answers are not valid Python",
        "One bracket may have cost all of its points.",
    ),
}
"""What of the statuses needs a look, the most urgent first."""

OTHER_UNIT = Words(
    "notebook is another unit's", "notebooks are another unit's", "Ask for the right one."
)
REFUSED = Words(
    "answer tried to open what it may not",
    "answers tried to open what they may not",
    "A path from their own machine gives the same: ask what it was for.",
)
REMARKED = Words("answer has a remark for you alone", "answers have a remark for you alone")
ORDER: Mapping[str, Words] = {
    "other-unit": OTHER_UNIT,
    **{str(status): words for status, words in STATUSES.items()},
    "refused": REFUSED,
    "remark": REMARKED,
}
"""Every kind of notice by its key, the most urgent first."""
_NAMING = re.compile(r"[/\\'\"]|\.ipynb")
LONGEST_PATH = 200
_DENIED = re.compile(r"PermissionError: *(?:\[Errno \d+\] *)?(?:[\w ]+: *)?(.*)", re.DOTALL)
_OURS = re.compile(r"[^\s'\"]*\bsolutions/[^\s'\"]*")


@dataclass(frozen=True)
class Place:
    """Where something was met (``""``: the whole notebook), by whom, and what was said of each."""

    exercise: str
    students: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def said(self) -> str:
        """The words of one of them."""
        return self.sentences[0]


@dataclass(frozen=True)
class Notice:
    """One kind of thing to look at. ``key`` is its name in tables."""

    key: str
    words: Words
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many notebooks or answers."""
        return sum(len(place.students) for place in self.places)

    @property
    def students(self) -> tuple[str, ...]:
        return tuple(sorted({s for place in self.places for s in place.students}))


@dataclass(frozen=True)
class Alike:
    """Students whose answers are the same after renaming.

    exercises: where all of them agree; wrong: those of them that are wrong alike.
    """

    students: tuple[str, ...]
    exercises: tuple[str, ...]
    wrong: tuple[str, ...]


def notices(results: Sequence[SubmissionResult]) -> list[Notice]:
    """Everything that needs a look but likeness, the most urgent first."""
    met: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        for key, exercise, sentence in _met(result):
            met[key][exercise].append((result.student, sentence))
    return [Notice(key, words, _places(met[key])) for key, words in ORDER.items() if key in met]


def alike(results: Sequence[SubmissionResult], commonplace: Commonplace) -> list[Alike]:
    """Groups of students who share long answers: two at least, or one that is wrong.

    Few long answers of people who work alone are the same after renaming, and those are
    nearly always what everybody would write; ``commonplace`` knows these. Who shares with
    two others that share nothing stands in two groups.
    """
    shared = _shared(results)
    if not shared:
        return []
    known = commonplace({slug for slug, _ in shared})
    kept = {p: who for p, who in shared.items() if p[1] not in known.get(p[0], ())}
    right = {(v.exercise, r.student) for r in results for v in r.verdicts if v.passed}
    wrong = {p for p, who in kept.items() if not any((p[0], s) in right for s in who)}
    links = dict.fromkeys([kept[place] for place in wrong] + _twice(kept))
    groups = [_group(students, kept, wrong) for students in links]
    return sorted(groups, key=lambda group: (-len(group.students), group.students))


def needs_an_eye(found: Iterable[Notice], groups: Iterable[Alike]) -> frozenset[str]:
    """The students with something to look at."""
    noticed = (student for notice in found for student in notice.students)
    return frozenset((*noticed, *(student for group in groups for student in group.students)))


def _met(result: SubmissionResult) -> Iterator[tuple[str, str, str]]:
    """What there is to look at in one submission: key, exercise, sentence."""
    if result.status in STATUSES:
        yield result.status, "", without_folders(result)
        return
    if is_another_units(result):
        yield "other-unit", "", result.problem
    yield from (("refused", *refused) for refused in _refused(result.verdicts))
    for verdict in result.verdicts:
        if verdict.status in STATUSES:
            yield verdict.status, verdict.exercise, verdict.message
        for said in verdict.for_teacher:
            yield "remark", verdict.exercise, said


def _refused(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, str]]:
    """Exercise and sentence of each thing that the walls kept closed, once a notebook."""
    told = set()
    for verdict in verdicts:
        for what in refused(verdict):
            if what not in told:
                told.add(what)
                yield verdict.exercise, f"tried to open {what}"


def refused(verdict: Verdict) -> list[str]:
    """What an answer tried to open and was not let."""
    said = (verdict.message, *(aspect.message for aspect in verdict.aspects))
    return [what for what in map(_opened, said) if what]


def _opened(said: str) -> str:
    """What an error's text says that student code tried to open; ``""`` if it says nothing."""
    denied, ours = _DENIED.search(said), _OURS.search(said)
    if denied:
        return denied[1].strip()[:LONGEST_PATH] or "something outside of its folder"
    return ours[0][:LONGEST_PATH] if ours else ""


def _places(met: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[Place, ...]:
    """A place an exercise and, of remarks, a kind of sentence."""
    places = [
        Place(exercise, *zip(*sorted(who.items()), strict=True))
        for exercise, every in met.items()
        for who in _by_sentence(every)
    ]
    return tuple(sorted(places, key=lambda place: (-len(place.students), place.exercise)))


def _by_sentence(every: Sequence[tuple[str, str]]) -> Iterable[Mapping[str, str]]:
    """What was said of students, those together whose sentences differ in numbers only.

    A sentence with a path or a name in it is true of its own student alone.
    """
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for student, said in every:
        alike = said if _NAMING.search(said) else " ".join(said.split()[:3])
        groups[alike].setdefault(student, said)
    return groups.values()


def _shared(results: Sequence[SubmissionResult]) -> dict[tuple[str, str], frozenset[str]]:
    """Exercise and digest → the students who share it, two at least."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for result in results:
        for verdict, digest in zip(result.verdicts, result.digests, strict=False):
            if digest:
                found[verdict.exercise, digest].add(result.student)
    return {place: frozenset(who) for place, who in found.items() if len(who) > 1}


def _twice(kept: Mapping[tuple[str, str], frozenset[str]]) -> list[frozenset[str]]:
    """The students who share answers to the same two exercises."""
    of: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, students in kept.items():
        for student in students:
            of[student].append(place)
    pairs: dict[Any, set[str]] = defaultdict(set)
    for student, places in of.items():
        for pair in combinations(places, 2):
            pairs[pair].add(student)
    return [frozenset(who) for who in pairs.values() if len(who) > 1]


def _group(
    students: frozenset[str],
    kept: Mapping[tuple[str, str], frozenset[str]],
    wrong: set[tuple[str, str]],
) -> Alike:
    """Students with what every one of them shares with every other."""
    here = [place for place, who in kept.items() if students <= who]
    return Alike(
        tuple(sorted(students)),
        tuple(dict.fromkeys(slug for slug, _ in here)),
        tuple(dict.fromkeys(place[0] for place in here if place in wrong)),
    )
