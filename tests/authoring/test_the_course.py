"""The course itself: what is committed is what its sources make, and it is proved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autograder.authoring.verify import prove
from autograder.layout import Course

ROOT = Path(__file__).resolve().parents[2]


def test_the_course_is_proved(at_the_end: Callable[[str], None]) -> None:
    """Does autograder verify find nothing, having looked at every kind of thing?"""
    proof = prove(Course(ROOT))
    assert proof.findings == (), proof.as_text()
    seen = {count.name: count.value for count in proof.counts}
    assert seen["mistakes rejected"] == seen["mistakes named rightly"] == seen["mistakes × seeds"]
    assert seen["notebooks graded in the sandbox"] == 2 * seen["notebooks"] > 0
    at_the_end(proof.as_text())
