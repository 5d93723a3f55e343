"""Every classifier that feedback pages draw can be drawn, whatever a student does to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.authoring.proofs.subject import Count, Subject, Yield
from autograder.exercises.asking import draw
from autograder.judging.boundaries import labels_in
from autograder.model import Boundary, Exercise, Reply

LEAST_AGREEMENT = 0.85
"""Of right answers that draw their batches or their start in another way."""


def classifiers_are_drawn(subject: Subject) -> Yield:
    """The reference's plane has every class, and right answers written another way agree with it.

    A named mistake is drawn too, or stops in a way that is the student's.
    """
    for exercise in subject.unit.exercises:
        if exercise.boundary is not None:
            yield from _right_ones(subject, exercise, exercise.boundary)
            yield from _mistaken_ones(subject, exercise, exercise.boundary)


def _right_ones(subject: Subject, exercise: Exercise, boundary: Boundary) -> Yield:
    names = subject.maker.reference.namespace(exercise.slug)
    reference = labels_in(boundary, _drawn(boundary, names))
    if reference is None or len(np.unique(reference["regions"])) < boundary.classes:
        yield subject.at_source(exercise.slug, _said(exercise, "the reference", "every class"))
        return
    for style in subject.maker.bank.correct.get(exercise.slug, ()):
        reply = _drawn(boundary, subject.maker.reference.styled(exercise.slug, style))
        labels = labels_in(boundary, reply)
        yield Count("right classifiers drawn", int(labels is not None))
        if labels is None and not _stops(reply):
            yield subject.at_bank(style.line, _said(exercise, style.name, "classes"))
        elif labels and np.mean(labels["regions"] == reference["regions"]) < LEAST_AGREEMENT:
            yield subject.at_bank(style.line, _said(exercise, style.name, "the reference's plane"))


def _mistaken_ones(subject: Subject, exercise: Exercise, boundary: Boundary) -> Yield:
    for mistake in subject.maker.bank.mistakes.get(exercise.slug, ()):
        reply = _drawn(boundary, subject.maker.reference.mistaken(exercise.slug, mistake))
        labels = labels_in(boundary, reply)
        yield Count("mistaken classifiers drawn", int(labels is not None))
        yield Count("classifiers that stop", int(_stops(reply)))
        if labels is None and not _stops(reply):
            said = _said(exercise, mistake.label, "classes, nor a reason for it")
            yield subject.at_bank(mistake.line, said)


def _stops(reply: Reply) -> bool:
    """Whether it is the student's own code that stopped, not the probe's.

    Right answers do so too: functions that are right by themselves need not fit together.
    """
    failure = reply.failure
    return failure is not None and (failure.kind == "wrong-return" or failure.line is not None)


def _drawn(boundary: Boundary, names: Mapping[str, Any]) -> Reply:
    return draw(boundary, names, boundary.inputs())


def _said(exercise: Exercise, whose: str, lacks: str) -> str:
    return f"the boundary of {exercise.slug}, drawn for {whose}, has not {lacks}."
