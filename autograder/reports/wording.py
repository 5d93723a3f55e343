"""What is said to the teacher, said to the student; and problems without the teacher's folders."""

from __future__ import annotations

import re

from autograder.results import SubmissionResult

_ASKED = (
    (
        re.compile(
            r"There is (?:[^/]*/)?(.+), but it belongs at (?:.*/)?([^/]+)/([^/]+?)\. "
            r"Move it and grade again\."
        ),
        lambda found: (
            f"It was handed in as {found[1]}, outside of its folder {found[2]}. "
            f"Hand it in again under its own name, {found[2]}/{found[3]}."
        ),
    ),
    (re.compile(r"Ask the student to (\w)"), lambda found: found[1].upper()),
    (re.compile(r" ?Grade this student again\."), lambda found: ""),
    (re.compile(r"Has the student handed"), lambda found: "Have you handed"),
    (re.compile(r"grade again"), lambda found: "hand it in again"),
)
"""What a sentence for the teacher asks for, and how a student is asked for it."""


def to_the_student(said: str) -> str:
    """A sentence for the teacher, said to the student."""
    for words, instead in _ASKED:
        said = words.sub(instead, said)
    return said


def without_folders(result: SubmissionResult) -> str:
    """What is wrong with a notebook, without where it lies on the teacher's machine."""
    before, name, after = result.problem.partition(f"{result.unit}.ipynb")
    if not name or before.startswith("There is "):  # in the student's own folder
        return result.problem
    return f"{name}{after}" if "/" in before or "\\" in before else result.problem
