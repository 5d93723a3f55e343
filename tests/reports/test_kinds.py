"""Misconceptions, and the labels that show them."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

import pytest

from autograder.judging.structure import FACTS
from autograder.layout import PUBLIC_KEYS
from autograder.reports.kinds import KINDS, kind_of


@cache
def labels() -> frozenset[str]:
    """Every label of the bank."""
    keys = [json.loads(path.read_text()) for path in PUBLIC_KEYS.glob("*.json")]
    exercises = [e for key in keys for e in key["exercises"].values()]
    return frozenset(label for exercise in exercises for label in exercise["mistakes"])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_met(kind) -> None:
    """Does a label of the bank or of the judge lead to each kind, so that none is dead text?"""
    met = [label for label in labels() | FACTS if kind_of(label) is kind]
    assert met, kind.labels


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("not-divided-by-n", "Not divided by N"),
        ("gradient-not-averaged", "Not divided by N"),
        ("sum-convention", "Not divided by N"),
        ("divided-by-c", "Averaged twice, or over the wrong count"),
        ("averaged-again", "Averaged twice, or over the wrong count"),
        ("price-gradient-doubled", "The price for large weights: its factor"),
        ("ridge-regularisation-doubled", "The price for large weights: its factor"),
        ("price-missing-from-loss", "The price for large weights: missing"),
        ("biases-pay-too", "The price for large weights: missing"),
        ("price-slope-squared", "The price for large weights: another formula"),
        ("db-wrong-axis", "Wrong axis"),
        ("sum-over-everything", "Wrong axis"),
        ("broadcast-to-square", "Broadcasting"),
        ("uphill", "Sign"),
        ("data-gradient-sign", "Sign"),
        ("onehot-missing", "The right class"),
        ("picks-whole-columns", "The right class"),
        ("no-shift", "Overflow"),
        ("shift-by-the-global-maximum", "Overflow"),
        ("mask-missing", "Chain rule"),
        ("upstream-forgotten", "Chain rule"),
        ("slope-at-the-activation", "Derivative taken"),
        ("returns-in-the-loop", "A loop"),
        ("not-from-rng", "Random draws"),
        ("dw-transposed", "Shape"),
        ("raises", "The code stops"),
    ],
)
def test_what_people_do_is_in_its_kind(label: str, name: str) -> None:
    """Are the mistakes that are made most in the kind that they come of?"""
    kind = kind_of(label)
    assert kind is not None and kind.name.startswith(name)


@pytest.mark.parametrize(
    "label", ["constant-column-nan", "softmax-forgotten", "no-sort", "quite-its-own", ""]
)
def test_what_stands_for_itself_has_no_kind(label: str) -> None:
    """Is a mistake that is like no other left with its own hint?"""
    assert kind_of(label) is None


def test_no_kind_swallows_the_bank() -> None:
    """Do the patterns part the labels: most have a kind, and no kind has a tenth of all?"""
    found = Counter(kind.name for label in labels() if (kind := kind_of(label)))
    assert 0.6 < found.total() / len(labels()) < 0.9
    assert max(found.values()) < 0.1 * len(labels())
