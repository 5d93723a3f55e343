"""What the toy course asks: small, but with one exercise of every kind."""

from __future__ import annotations

import numpy as np

from autograder.exercises.probes import calls
from autograder.model import Aspect, Case, Exercise, Unit, derivative, equals

Rng = np.random.Generator


def _numbers(rng: Rng) -> list[Case]:
    return [Case(f"{n} numbers", {"x": rng.normal(0, 1, n)}) for n in (3, 5)]


def _weights(rng: Rng) -> list[Case]:
    return [
        Case(f"N = {n}", {"w": rng.normal(0, 1, n), "x": rng.normal(0, 1, n)}) for n in (3, 4, 6)
    ]


UNIT = Unit(
    slug="00_toy",
    title="A toy",
    exercises=(
        Exercise(
            slug="double-it",
            title="Twice",
            needs=("double",),
            probe=calls("double", "x", "doubled"),
            cases=_numbers,
            outputs=(equals("doubled"),),
            aspects=(Aspect("values", 1, ("doubled",)),),
        ),
        Exercise(
            slug="square-loss",
            title="A loss and its gradient",
            needs=("square_loss",),
            probe=calls("square_loss", "w x", "loss dw"),
            cases=_weights,
            outputs=(equals("loss"), derivative("dw", of="loss", wrt="w")),
            aspects=(
                Aspect("shape", 0.5, ("loss", "dw"), kind="shape", requires=("dw",)),
                Aspect("loss", 1, ("loss",)),
                Aspect("dw", 1.5, ("dw",)),
            ),
        ),
        Exercise(
            slug="cubic-bug-hunt",
            title="Repair the gradient",
            needs=("cubic_gradient",),
            probe=calls("cubic_gradient", "x", "gradient"),
            cases=_numbers,
            outputs=(equals("gradient"),),
            aspects=(Aspect("values", 2, ("gradient",)),),
        ),
    ),
)
