"""What is asked of a submission by two keys, and how the answers are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.grading.asking import Question
from autograder.judging.judge import judge
from autograder.judging.numerical import question
from autograder.model import ExerciseKey, Inputs, Reply, Unit, UnitKey, Verdict


@dataclass(frozen=True)
class Bench:
    """A unit between two keys: ``hidden`` gives the marks, ``public`` the words."""

    unit: Unit
    hidden: UnitKey
    public: UnitKey

    def questions(self) -> dict[str, Question]:
        """What is asked about each exercise."""
        return {
            exercise.slug: Question(
                _inputs(self.hidden.exercises[exercise.slug]),
                _inputs(self.public.exercises[exercise.slug]),
                exercise.seconds,
                exercise.uses,
            )
            for exercise in self.unit.exercises
        }

    def judge(
        self, slug: str, reading: int, replies: Sequence[Reply], before: Mapping[str, Verdict]
    ) -> Verdict:
        """The verdict by the hidden key on one reading of an exercise."""
        key = self.hidden.exercises[slug].readings[reading]
        return judge(self.unit.exercise(slug), key, replies, before)

    def more(self, slug: str, reading: int, replies: Sequence[Reply]) -> Sequence[Inputs]:
        """What else to ask after the notebook's own examples, for the numbers shown."""
        exercise, key = self.unit.exercise(slug), self.public.exercises[slug].readings[reading]
        return question(exercise, key, judge(exercise, key, replies))


def _inputs(key: ExerciseKey) -> tuple[tuple[Inputs, ...], ...]:
    """The inputs of each reading's cases."""
    return tuple(tuple(case.case.inputs for case in reading.cases) for reading in key.readings)
