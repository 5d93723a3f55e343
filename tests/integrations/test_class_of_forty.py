"""The sample class of forty: every way to its marks says the same."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from autograder.authoring.sample_class import STUDENTS, write_class
from autograder.integrations.database import open_gradebook
from autograder.integrations.settings import COURSE_ID
from autograder.layout import Course
from tests.integrations.making import ROOT, UNIT

pytestmark = [pytest.mark.prove, pytest.mark.nbgrader]
SEED = "demo"
NOT_LOADED = ("joan", "olga")
"""No notebook, and no notebook's JSON: nbgrader has nothing to grade."""


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two course roots with the same class: graded by ``autograder``, and by ``nbgrader``."""
    ours, theirs = (tmp_path_factory.mktemp(name) for name in ("ours", "theirs"))
    for root in (ours, theirs):
        for name in ("solutions", "course", "autograder/keys"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "nbgrader_config.py", root)
        write_class(Course(root), UNIT.slug, root / "submitted")
    _run(ours, "autograder", "grade", "submitted", "--unit", UNIT.slug, "--seed", SEED)
    return ours, theirs


def _run(root: Path, *command: str) -> str:
    words = [sys.executable, "-m", *command]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def results(root: Path) -> dict[str, float]:
    """Points by student, from ``results.jsonl``."""
    points: dict[str, float] = defaultdict(float)
    for line in (root / "results.jsonl").read_text().splitlines():
        row = json.loads(line)
        points[row["student"]] += row["points"]
    return dict(points)


def code_scores(root: Path) -> dict[str, float]:
    """Automatic points by student, from the grade book."""
    with open_gradebook(f"sqlite:///{root / 'gradebook.db'}", COURSE_ID) as book:
        return {s.student_id: s.code_score for s in book.assignment_submissions(UNIT.slug)}


def test_results_grade_book_export_and_pages_agree(roots: tuple[Path, Path]) -> None:
    """Does each of the forty have one mark wherever one looks?"""
    root = roots[0]
    marks = results(root)
    assert sorted(marks) == sorted(STUDENTS)
    assert code_scores(root) == pytest.approx(marks)
    _run(root, "nbgrader", "export", "--to", "grades.csv")
    with (root / "grades.csv").open(newline="", encoding="utf-8") as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert {name: exported[name] for name in marks} == pytest.approx(marks)
    for student, points in marks.items():
        page = root / "feedback" / student / UNIT.slug / f"{UNIT.slug}.html"
        found = re.search(r'<span class="total">\s*([\d.]+) /', page.read_text(encoding="utf-8"))
        assert found and float(found[1]) == pytest.approx(points), student


def test_nbgrader_autograde_gives_the_same_marks(roots: tuple[Path, Path]) -> None:
    """Does nbgrader's own command, without grade book and results, grade all and skip none?"""
    ours, theirs = roots
    log = _run(
        theirs, "nbgrader", "autograde", UNIT.slug, "--create", f"--GradeInSandbox.seed={SEED}"
    )
    assert "Skipping" not in log and "ERROR" not in log
    marks, scores = results(ours), code_scores(theirs)
    graded = {name: points for name, points in marks.items() if name not in NOT_LOADED}
    assert {name: scores[name] for name in graded} == pytest.approx(graded)
