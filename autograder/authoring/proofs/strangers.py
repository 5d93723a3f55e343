"""Mistakes as others would make them: written from their sentences alone, without the bank.

``solutions/strangers/UNIT.py`` holds, per exercise, right answers in three styles that the
authors of the bank did not write, and for each sentence of the bank that mistake in each of
the styles. What the judge calls them is not demanded but counted: code that made the
fingerprints proves only that labels do not collide.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.authoring.proofs.answers import judged, says
from autograder.authoring.proofs.subject import (
    FRESH_SEEDS,
    Confusion,
    Count,
    Finding,
    Subject,
    Yield,
)
from autograder.errors import SourceError
from autograder.judging.structure import is_fact
from autograder.model import Exercise, ExerciseKey, Verdict


def strangers_are_named(subject: Subject) -> Yield:
    """How often a stranger's mistake is named rightly, by a fact only, not at all, or wrongly."""
    path = subject.course.strangers(subject.unit.slug)
    if not path.is_file():
        return
    found = runpy.run_path(str(path))
    for slug, written in found["MISTAKES"].items():
        exercise = subject.unit.exercise(slug)
        key = subject.key(exercise, FRESH_SEEDS[0])
        for label, style, code in _codes(found["STYLES"][slug], written):
            if label not in key.mistakes:
                said = f'"{label}" of {slug} is no mistake of the bank any more.'
                yield Finding(str(path), 1, said, subject.verify)
                continue
            yield from _counted(subject, exercise, key, label, style, code)


def _codes(
    styles: Mapping[str, str], written: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    """Label, style and answer cell of everything that was written."""
    for label, by_style in written.items():
        for style, way in by_style.items():
            code = way if isinstance(way, str) else styles[style]
            for old, new in () if isinstance(way, str) else way:
                code = code.replace(old, new)
            yield label, style, code


def _counted(
    subject: Subject, exercise: Exercise, key: ExerciseKey, label: str, style: str, code: str
) -> Yield:
    try:
        names = subject.maker.reference.replaced(exercise.slug, code)
    except SourceError:
        return
    verdict = judged(exercise, names, key)
    kind, other = _kind(key, label, verdict)
    yield Count("strangers' mistakes")
    for name in KINDS:
        yield Count(f"... {name}", int(name == kind))
    if other:
        yield Confusion("strangers", exercise.slug, label, other, style)


KINDS = (
    "named rightly",
    "told a fact only (shape, nan, exception)",
    "told where it differs only",
    "called by another name",
    "not rejected",
)


def _kind(key: ExerciseKey, label: str, verdict: Verdict) -> tuple[str, str]:
    """What became of a mistake, and the other names it was given."""
    if verdict.passed:
        return KINDS[4], ""
    names = [name for name in verdict.labels if name in key.mistakes or not is_fact(name)]
    said = {says(key, name) if name in key.mistakes else name for name in names}
    if said == {says(key, label)}:
        return KINDS[0], ""
    if not said:
        facts = [name for name in verdict.labels if name != "unclassified"]
        return (KINDS[1] if facts or verdict.status != "graded" else KINDS[2]), ""
    others = [n for n in names if n not in key.mistakes or says(key, n) != says(key, label)]
    return KINDS[3], ", ".join(others)
