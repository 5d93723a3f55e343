"""Answers that many would write alone, and how often strangers write the same."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator

import pytest

from autograder.authoring.commonplace import commonplace
from autograder.authoring.proofs.strangers import _codes
from autograder.authoring.sample_habits import by_heart, together
from autograder.authoring.source import read_source
from autograder.exercises import load_unit, unit_slugs
from autograder.grading.alike import digest
from autograder.layout import Course
from tests.integrations.making import COURSE, UNIT, solutions


def test_reference_and_known_mistakes_are_commonplace() -> None:
    """Is the reference known, a way to get it wrong, too, and an own way not?"""
    found = commonplace(COURSE, UNIT.slug, ["mse-loss"])
    reference = solutions()["mse-loss-answer"]
    assert list(found) == ["mse-loss"]
    known = found["mse-loss"]
    assert digest((reference,), ("mse_loss",)) in known
    wrong = reference.replace("2 * X.T @ residual / N", "2 * X.T @ residual")
    assert wrong != reference and digest((wrong,), ("mse_loss",)) in known
    own = together(reference, renamed=False)
    assert digest((own,), ("mse_loss",)) not in known


def test_renamed_work_has_one_digest_and_its_own() -> None:
    """In every exercise that is long enough: is renamed work the same, and nobody else's?"""
    tried = 0
    for unit in unit_slugs():
        about = load_unit(unit)
        source = read_source(COURSE.source(unit))
        for answer in source.exercises:
            needs = about.exercise(answer.slug).needs
            mine, theirs = (
                digest((together(answer.answer.source, renamed=renamed),), needs)
                for renamed in (False, True)
            )
            assert mine == theirs, answer.slug
            tried += bool(mine)
            assert mine != digest((answer.answer.source,), needs) or not mine
    assert tried >= 40


def strangers(course: Course, unit: str) -> Iterator[tuple[str, bool, str]]:
    """Exercise, whether it is right, and digest of all that strangers wrote of a unit."""
    found = runpy.run_path(str(course.strangers(unit)))
    for slug, styles in found["STYLES"].items():
        needs = load_unit(unit).exercise(slug).needs
        for code in styles.values():
            yield slug, True, digest((code,), needs)
        for _, _, code in _codes(styles, found["MISTAKES"].get(slug, {})):
            yield slug, False, digest((code,), needs)


@pytest.mark.prove
def test_strangers_seldom_write_the_same(at_the_end: Callable[[str], None]) -> None:
    """Of long answers by people who saw neither the bank nor the reference: how many are alike?

    Those that are, are like the reference or its mistakes, and so are left out.
    """
    long = {True: 0, False: 0}
    same = {True: 0, False: 0}
    for unit in unit_slugs():
        known = commonplace(COURSE, unit, [e.slug for e in load_unit(unit).exercises])
        for slug, right, found in strangers(COURSE, unit):
            long[right] += bool(found)
            same[right] += bool(found) and found in known[slug]
    at_the_end(
        f"long answers of strangers that are, after renaming, like one of ours: "
        f"{same[True]} of {long[True]} right ones, {same[False]} of {long[False]} wrong ones"
    )
    assert long[True] > 80 and long[False] > 2000
    assert same[True] / long[True] < 0.05 and same[False] / long[False] < 0.03


def test_by_heart_is_right_on_the_examples_alone() -> None:
    """Does the answer learned by heart know the notebook's numbers and no others?"""
    import numpy as np

    from autograder.judging.answer_key import from_json

    text = by_heart(solutions()["mse-loss-answer"], UNIT.exercise("mse-loss"), COURSE, UNIT.slug)
    names = {"np": np}
    exec(text, names)
    key = from_json(COURSE.public_key(UNIT.slug).read_text(encoding="utf-8"))
    inputs = key.exercises["mse-loss"].cases[0].case.inputs
    loss, _, _ = names["mse_loss"](*inputs.values())
    assert np.isclose(loss, key.exercises["mse-loss"].cases[0].expected["loss"])
    assert names["mse_loss"](*(np.asarray(v) + 1 for v in inputs.values())) is None
