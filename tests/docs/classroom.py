"""A class of three in unit 01: one right, one mistaken, one half finished."""

from __future__ import annotations

import copy
import random
from pathlib import Path

from autograder.authoring.bank import load_bank
from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.sample_class import Deed, Draft, finished, half_finished, mistaken
from autograder.authoring.source import read_source
from autograder.exercises import load_unit
from autograder.layout import Course

UNIT = "01_linear_regression"
STUDENTS: dict[str, Deed] = {"ada": finished, "alan": mistaken, "grace": half_finished}


def hand_in(course: Course) -> None:
    """Put the class's notebooks into ``submitted/``."""
    source, bank = read_source(course.source(UNIT)), load_bank(course.bank(UNIT))
    given_out = build_unit(source).student
    for student, deed in STUDENTS.items():
        notebook, rng = copy.deepcopy(given_out), random.Random(student)
        deed(Draft(load_unit(UNIT), source, bank, course, notebook, rng))
        write(course.root, student, UNIT, notebook_text(notebook))


def write(root: Path, student: str, unit: str, text: str) -> None:
    """A submission in nbgrader's layout."""
    path = root / "submitted" / student / unit / f"{unit}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    stamp = "2026-03-02 08:00:00.000000 UTC"
    path.with_name("timestamp.txt").write_text(stamp, encoding="utf-8")
