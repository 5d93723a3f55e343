"""What is asked of a submission, what was answered, and what to ask next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from autograder.grading.demos import cannot_matter
from autograder.grading.plan import Step
from autograder.judging.judge import better
from autograder.model import Inputs, Reply, Status, Value, Verdict

END = -1
"""The place after the last cell."""

Judge = Callable[[str, int, Sequence[Reply], Mapping[str, Verdict]], Verdict]
"""Slug, reading, replies, verdicts so far → verdict. Runs here, in the trusted process."""

More = Callable[[str, int, Sequence[Reply]], Sequence[Inputs]]
"""Slug, reading, replies to the examples → what else to ask, for the numbers shown."""


@dataclass(frozen=True)
class Question:
    """What is asked about one exercise: hidden cases, then the notebook's own.

    Both hold one set of cases for each of the exercise's readings.
    """

    hidden: tuple[tuple[Inputs, ...], ...]
    examples: tuple[tuple[Inputs, ...], ...]
    seconds: float
    uses: tuple[str, ...] = ()
    """Exercises whose functions this one calls."""
    needs: tuple[str, ...] = ()
    """Names that the notebook must define for it."""
    known: frozenset[str] = frozenset()
    """Mistakes that are seen in what comes back: an answer that is named after them alone has
    made just these on inputs nobody knew, so it lacked nothing that a demo cell makes."""


@dataclass(frozen=True)
class Answer:
    """The best answer to an exercise: replies to the hidden cases, and where they were given.

    reading: which of the exercise's sets of cases they answer;
    examples: replies to the notebook's own cases at the same place, where marks are short;
    more: replies to what was asked after those.
    """

    replies: tuple[Reply, ...]
    verdict: Verdict
    place: int
    demos: bool
    reading: int = 0
    examples: tuple[Reply, ...] | None = None
    more: tuple[Reply, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether there is nothing to speak about: not defined, or not written."""
        kinds = {reply.failure.kind if reply.failure else "" for reply in self.replies}
        return kinds <= {"not-found", "not-written"}

    @property
    def unwritten(self) -> bool:
        """Whether the code says everywhere that it is not written."""
        return all(r.failure is not None and r.failure.kind == "not-written" for r in self.replies)


@dataclass(frozen=True)
class Trouble:
    """Why a cell or an ask came to nothing."""

    status: Status
    message: str


@dataclass
class Replayed:
    """What was found out: answers, and what went wrong with cells and asks."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asks: dict[str, Trouble] = field(default_factory=dict)
    """Per exercise: the first ask that was not answered."""
    cells: dict[int, Trouble] = field(default_factory=dict)
    """Per index in the steps: what went wrong there."""
    out_of_time: bool = False

    @property
    def interrupted(self) -> bool:
        """Whether a child was lost or time was short, as may come of a machine's bad moment.

        What is missing then can show elsewhere: an exercise raises ``NameError`` because a
        cell above it was lost.
        """
        troubles = (*self.cells.values(), *self.asks.values())
        return self.out_of_time or any(trouble.status in LOST for trouble in troubles)

    def good(self, slug: str) -> bool:
        """Whether an exercise has all its marks."""
        answer = self.answers.get(slug)
        return answer is not None and answer.verdict.passed


_SAYING = ("error", "syntax-error")
"""Cells that broke with words of their own."""
LOST = ("timeout", "crashed", "out-of-memory")
"""What a child died of."""


class Asker(Protocol):
    """What a pass wants to know; ``hidden``: its children see hidden inputs."""

    demos: bool
    hidden: bool

    def done(self) -> bool: ...
    def wanted(self, place: int) -> Sequence[str]: ...
    def inputs(self, slug: str, place: int) -> tuple[Sequence[Inputs], float]: ...
    def take(self, slug: str, place: int, replies: tuple[Reply, ...]) -> None: ...
    def died(self, slug: str, place: int) -> None: ...


class Marks:
    """Asks the hidden cases, at every place where they may still give marks."""

    hidden = True

    def __init__(
        self,
        found: Replayed,
        steps: Sequence[Step],
        questions: Mapping[str, Question],
        judge: Judge,
    ) -> None:
        self.found, self.steps, self.questions, self.judge = found, steps, questions, judge
        self.demos = False
        self.tried: dict[tuple[str, int, bool], int] = {}
        """Per exercise, place and run: how many of its readings were asked there."""
        self.deaths = dict.fromkeys(questions, 0)

    def done(self) -> bool:
        return not any(map(self._hopeful, self.questions))

    def wanted(self, place: int) -> Sequence[str]:
        """The slugs to ask here; those that killed a child come last."""
        every = sorted(self.deaths, key=lambda slug: self.deaths[slug])
        here = every if place == END else self.steps[place].asks
        return [slug for slug in here if self._hopeful(slug) and not self._asked(slug, place)]

    def _reading(self, slug: str, place: int) -> int:
        return self.tried.get((slug, place, self.demos), 0)

    def _asked(self, slug: str, place: int) -> bool:
        return self._reading(slug, place) >= len(self.questions[slug].hidden)

    def _no_more(self, slug: str, place: int) -> None:
        self.tried[slug, place, self.demos] = len(self.questions[slug].hidden)

    def _hopeful(self, slug: str) -> bool:
        if self.found.good(slug):
            return False
        return not (self.demos and (self.deaths[slug] > 1 or self._sure(slug)))

    def _sure(self, slug: str) -> bool:
        """Whether the answer would be as wrong once the demo cells have run."""
        if slug not in self.found.answers:
            return False
        return self._explained(slug) or self._demos_cannot_matter

    @cached_property
    def _demos_cannot_matter(self) -> bool:
        if any(self.steps[i].given for i in self.found.cells):
            return False  # one of our own cells broke: it may lack what a demo makes
        names = (name for question in self.questions.values() for name in question.needs)
        return cannot_matter(self.steps, names)

    def _explained(self, slug: str) -> bool:
        """Whether the answer is wrong in a way that is known by its values."""
        answer = self.found.answers.get(slug)
        if answer is None or answer.verdict.status != "graded":
            return False
        wrong = (aspect for aspect in answer.verdict.aspects if not aspect.passed)
        labels = {label for aspect in wrong for label in aspect.labels}
        return bool(labels) and labels <= self.questions[slug].known

    def inputs(self, slug: str, place: int) -> tuple[Sequence[Inputs], float]:
        """What to send, and the seconds allowed: fewer for what has hung, or calls what has."""
        question = self.questions[slug]
        seconds = question.seconds
        if any(self.deaths.get(name) for name in (slug, *question.uses)):
            seconds = min(seconds, max(2.0, seconds / 5))
        return question.hidden[self._reading(slug, place)], seconds

    def take(self, slug: str, place: int, replies: tuple[Reply, ...]) -> None:
        reading = self._reading(slug, place)
        self.tried[slug, place, self.demos] = reading + 1
        old = self.found.answers.get(slug)
        if old is not None and old.reading == reading and alike(old.replies, replies):
            verdict = old.verdict
        else:
            before = {name: answer.verdict for name, answer in self.found.answers.items()}
            verdict = self.judge(slug, reading, replies, before)
            if better(verdict, old.verdict if old else None):
                self.found.answers[slug] = Answer(replies, verdict, place, self.demos, reading)
        if verdict.status == "not-attempted":
            self._no_more(slug, place)

    def died(self, slug: str, place: int) -> None:
        self._no_more(slug, place)
        self.deaths[slug] += 1

    def hopeful(self) -> bool:
        """Whether demo cells might give a mark back: not to what is unwritten, hung twice or is
        sure to be as wrong after them."""
        answers = self.found.answers
        short = [slug for slug in self.questions if not self.found.good(slug)]
        written = (s for s in short if not (s in answers and answers[s].unwritten))
        return any(self.deaths[slug] < 2 and not self._sure(slug) for slug in written)


def alike(one: Sequence[Reply], other: Sequence[Reply]) -> bool:
    """Whether two sets of replies are the same to the bit, and so get the same verdict."""
    return len(one) == len(other) and all(map(_alike, one, other))


def _alike(one: Reply, other: Reply) -> bool:
    if replace(one, values={}) != replace(other, values={}):
        return False
    return one.values.keys() == other.values.keys() and all(
        _same(value, other.values[name]) for name, value in one.values.items()
    )


def _same(one: Value, other: Value) -> bool:
    a, b = one.array, other.array
    if a is None or b is None:
        return a is b and one.type_name == other.type_name
    return (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())


class Words:
    """Asks the notebook's own examples where the best answer fell short.

    cells: run every cell once more for what it says when it breaks.
    """

    hidden = False

    def __init__(
        self,
        found: Replayed,
        questions: Mapping[str, Question],
        more: More,
        demos: bool,
        cells: bool,
    ) -> None:
        self.found, self.questions, self.more, self.demos = found, questions, more, demos
        short = [slug for slug in questions if not found.good(slug)]
        broken = any(trouble.status in _SAYING for trouble in found.cells.values())
        self.cells = cells and broken and bool(short)
        answered = {slug: found.answers[slug] for slug in short if slug in found.answers}
        self.places = {
            slug: answer.place
            for slug, answer in answered.items()
            if not answer.missing and answer.demos == demos
        }

    def needed(self) -> bool:
        return self.cells or bool(self.places)

    def done(self) -> bool:
        return not self.needed()

    def wanted(self, place: int) -> Sequence[str]:
        return [slug for slug, where in self.places.items() if where == place]

    def inputs(self, slug: str, place: int) -> tuple[Sequence[Inputs], float]:
        answer, question = self.found.answers[slug], self.questions[slug]
        if answer.examples is None:
            return question.examples[answer.reading], question.seconds
        return self.more(slug, answer.reading, answer.examples), question.seconds

    def take(self, slug: str, place: int, replies: tuple[Reply, ...]) -> None:
        answer = self.found.answers[slug]
        if answer.examples is not None:
            self.found.answers[slug] = replace(answer, more=replies)
            del self.places[slug]
            return
        self.found.answers[slug] = replace(answer, examples=replies)
        if not self.more(slug, answer.reading, replies):
            del self.places[slug]

    def died(self, slug: str, place: int) -> None:
        del self.places[slug]
