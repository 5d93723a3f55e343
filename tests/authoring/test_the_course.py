"""The course itself: what is committed is what its sources make, and it is proved."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.bank import load_bank
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


@pytest.mark.parametrize("unit", unit_slugs())
def test_strangers_speak_of_the_bank(unit: str) -> None:
    """Is every stranger's mistake one of the bank, and does every edit of it apply once?"""
    if not COURSE.strangers(unit).is_file():
        pytest.skip("no stranger has written this unit's mistakes yet")
    bank = load_bank(COURSE.bank(unit)).mistakes
    found = runpy.run_path(str(COURSE.strangers(unit)))
    assert found["MISTAKES"].keys() == bank.keys()
    for slug, written in found["MISTAKES"].items():
        assert written.keys() <= {mistake.label for mistake in bank[slug]}
        assert {m.says for m in bank[slug]} == {m.says for m in bank[slug] if m.label in written}
        styles = found["STYLES"][slug]
        for label, by_style in written.items():
            assert len(by_style) >= 2, f"{slug}: {label} was written in one style only"
            for style, way in by_style.items():
                told = styles[style] if isinstance(way, list) else way
                for old, new in way if isinstance(way, list) else ():
                    assert told.count(old) == 1, f"{slug}: {label}, {style}: {old!r}"
                    told = told.replace(old, new)
                assert told != styles[style]
                compile(told, label, "exec")


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
