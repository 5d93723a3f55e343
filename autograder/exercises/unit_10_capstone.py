"""Unit 10: the student's own classifier, judged by its accuracy on stars it has not seen."""

from __future__ import annotations

from autograder.exercises import galaxies
from autograder.exercises.galaxies import STEPS
from autograder.model import Aspect, Exercise, Output, Unit, satisfies


def _judged(name: str, at_least: float) -> Output:
    return satisfies(
        name,
        "accuracy",
        at_least=at_least,
        truth="y_test",
        rows="X_test",
        of_seen="y",
        classes=galaxies.CLASSES,
        beside=("seen", "nearer"),
        shares=name == list(STEPS)[-1],
    )


UNIT = Unit(
    slug="10_capstone",
    title="Your own classifier",
    # Any part of units 04 to 09 may be used. scipy's own neighbours (scipy.spatial) come
    # with its optimiser, and do no harm: neighbours reach the first step only.
    packages=("numpy", "scipy.optimize", "autograd"),
    exercises=(
        Exercise(
            slug="capstone-accuracy",
            title="A classifier for galaxies",
            needs=galaxies.NEEDS,
            probe=galaxies.ask,
            cases=galaxies.cases,
            outputs=(
                *(_judged(name, at_least) for name, (at_least, _) in STEPS.items()),
                _judged("seen", 0.0),
                _judged("nearer", 0.0),
            ),
            aspects=tuple(
                Aspect(f"accuracy {at_least:.2f}", points, (name,))
                for name, (at_least, points) in STEPS.items()
            ),
            seconds=galaxies.KILLED_AFTER,
        ),
    ),
)
