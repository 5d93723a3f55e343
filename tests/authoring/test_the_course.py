"""The course itself: what is committed is what its sources make, and it is proved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.build import as_unit, open_unit
from autograder.authoring.proofs import answers, files
from autograder.authoring.proofs.subject import Count, Finding, Subject
from autograder.authoring.verify import prove
from autograder.exercises import unit_slugs
from autograder.layout import Course

COURSE = Course(Path(__file__).resolve().parents[2])

QUICK = (
    answers.exercises_have_mistakes,
    files.notebook_is_fresh,
    files.key_is_fresh,
    files.notebook_keeps_secrets,
)


@pytest.mark.parametrize("unit", unit_slugs())
def test_what_is_committed_is_fresh(unit: str) -> None:
    """Is the notebook, and its key, what the source makes, and without a line of a solution?"""
    subject = Subject(COURSE, open_unit(COURSE, as_unit(unit)))
    found = [yielded for proof in QUICK for yielded in proof(subject)]
    assert [str(f) for f in found if isinstance(f, Finding)] == []
    assert {"exercises", "notebooks", "public keys"} <= {
        c.name for c in found if isinstance(c, Count)
    }


def test_nothing_is_stray() -> None:
    """Does every file of the course belong to a unit?"""
    found = list(files.nothing_is_stray(COURSE, unit_slugs()))
    assert [str(f) for f in found if isinstance(f, Finding)] == []
    assert len(found) >= 4


def test_students_files_keep_secrets() -> None:
    """Does no module that students install, and no earlier notebook, hold a solution's line?"""
    found = list(files.package_keeps_secrets(COURSE, [as_unit(unit) for unit in unit_slugs()]))
    assert [str(f) for f in found if isinstance(f, Finding)] == []
    assert len(found) > 80


@pytest.mark.prove
def test_the_course_is_proved(at_the_end: Callable[[str], None]) -> None:
    """Does autograder verify find nothing, having looked at every kind of thing?"""
    proof = prove(COURSE)
    assert proof.findings == (), proof.as_text()
    seen = {count.name: count.value for count in proof.counts}
    assert seen["mistakes rejected"] == seen["mistakes named rightly"] == seen["mistakes × seeds"]
    assert seen["notebooks graded in the sandbox"] == 2 * seen["notebooks"] > 0
    at_the_end(proof.as_text())
