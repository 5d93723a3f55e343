"""What is asked of a submission by two keys, and how the answers are judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.grading.asking import Question
from autograder.judging.judge import judge
from autograder.judging.pairs import Named, Pair, Pairs, name_pairs
from autograder.judging.second_look import question
from autograder.model import Exercise, ExerciseKey, Inputs, Reply, Unit, UnitKey, Verdict

OUTCOMES = frozenset({"accuracy", "descended"})
"""Criteria that ask how far something came, not what was returned for given inputs."""


@dataclass(frozen=True)
class Bench:
    """A unit between two keys: ``hidden`` gives the marks, ``public`` the words.

    pairs: whoever can make two mistakes at once; asked at the end, for names only.

    A bench serves one submission: what was judged once is not judged again.
    """

    unit: Unit
    hidden: UnitKey
    public: UnitKey
    pairs: Pairs | None = None
    _judged: dict[tuple[ExerciseKey, int, tuple[str, ...]], tuple[object, Verdict]] = field(
        default_factory=dict, repr=False
    )

    def questions(self) -> dict[str, Question]:
        """What is asked about each exercise."""
        return {
            exercise.slug: Question(
                _inputs(self.hidden.exercises[exercise.slug]),
                _inputs(self.public.exercises[exercise.slug]),
                exercise.seconds,
                exercise.uses,
                exercise.needs,
                self._known(exercise),
            )
            for exercise in self.unit.exercises
        }

    def _known(self, exercise: Exercise) -> frozenset[str]:
        """The mistakes that are seen in what came back; none where only the outcome counts."""
        if any(output.criterion in OUTCOMES for output in exercise.outputs):
            return frozenset()
        return frozenset(self.hidden.exercises[exercise.slug].mistakes)

    def judge(
        self, slug: str, reading: int, replies: Sequence[Reply], before: Mapping[str, Verdict]
    ) -> Verdict:
        """The verdict by the hidden key on one reading of an exercise."""
        key = self.hidden.exercises[slug].readings[reading]
        return self.verdict(self.unit.exercise(slug), key, replies, before)

    def verdict(
        self,
        exercise: Exercise,
        key: ExerciseKey,
        replies: Sequence[Reply],
        before: Mapping[str, Verdict],
    ) -> Verdict:
        """The verdict by a key. Of the verdicts ``before`` only what is broken is said."""
        broken = tuple(s for s in exercise.uses if s in before and not before[s].passed)
        mark = key, id(replies), broken
        if mark not in self._judged:  # the replies are kept, so that no others get their id
            self._judged[mark] = replies, judge(exercise, key, replies, before)
        return self._judged[mark][1]

    def named(
        self,
        exercise: Exercise,
        key: ExerciseKey,
        replies: Sequence[Reply],
        before: Mapping[str, Verdict],
        among: Collection[Pair] | None = None,
    ) -> Named:
        """The verdict by a key, with two names where it takes two to explain an answer.

        among: the only two names to think of (default: any).
        """
        verdict = self.verdict(exercise, key, replies, before)
        if self.pairs is None:
            return Named(verdict)
        return name_pairs(verdict, exercise, key, replies, before, self.pairs, among)

    def more(self, slug: str, reading: int, replies: Sequence[Reply]) -> Sequence[Inputs]:
        """What else to ask after the notebook's own examples, for the numbers shown."""
        exercise, key = self.unit.exercise(slug), self.public.exercises[slug].readings[reading]
        return question(exercise, key, self.verdict(exercise, key, replies, {}))


def _inputs(key: ExerciseKey) -> tuple[tuple[Inputs, ...], ...]:
    """The inputs of each reading's cases."""
    return tuple(tuple(case.case.inputs for case in reading.cases) for reading in key.readings)
