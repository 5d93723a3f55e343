"""A course with points of its own, and an exam, through real nbgrader and through our command."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.build import build_course
from autograder.grading.run import Wishes, grade_class
from autograder.integrations.reading import read_marked
from autograder.layout import Course
from tests.integrations.conftest import Taught, make_course
from tests.integrations.making import SEED, UNIT
from tests.integrations.test_nbgrader_course import only

pytestmark = [pytest.mark.nbgrader, pytest.mark.filterwarnings("ignore")]

SET = f'[points]\nmse-loss = 9.5\nmean-or-sum = 4\n\n[exam]\nunits = ["{UNIT.slug}"]\n'


@pytest.mark.prove
def test_nbgrader_gives_the_same_marks(bare_book: Path, tmp_path: Path) -> None:
    """Do nbgrader autograde and the bulk command agree on new points, set after grading?"""
    from autograder.integrations.preprocessors import close_grader

    course: Taught = make_course(tmp_path / "course")
    only(course, "ada", "bob")
    build_course(Course(course.root), [UNIT.slug])
    (course.root / "gradebook.db").write_bytes(bare_book.read_bytes())
    try:
        course.nbgrader("generate_assignment", UNIT.slug)
        assert "ada: 20 of 20 (graded)" in course.nbgrader("autograde", UNIT.slug)
        (course.root / "course.toml").write_text(SET)
        build_course(Course(course.root), [UNIT.slug])
        course.nbgrader("generate_assignment", UNIT.slug, "--force")
        log = course.nbgrader("autograde", UNIT.slug, "--force")
        course.nbgrader("generate_feedback", UNIT.slug)
    finally:
        close_grader()
    assert "ada: 23.5 of 23.5 (graded)" in log
    out = tmp_path / "bulk"
    summary = grade_class(
        Course(course.root),
        Wishes(submitted=course.root / "submitted", out=out, seed=SEED, jobs=1),
    )
    assert summary.problems == []
    theirs, ours = (
        read_marked(u, UNIT.slug) for u in (course.url, f"sqlite:///{out}/gradebook.db")
    )
    assert theirs == ours
    assert theirs["ada"].cells["mse-loss"].max_points == 9.5
    assert theirs["ada"].cells["mean-or-sum"].max_points == 4
    assert {r.student: r.max_points for r in summary.results} == {"ada": 23.5, "bob": 23.5}
    page = course.unit("feedback", "bob") / f"{UNIT.slug}.html"
    assert page.read_text() == (out / "feedback/bob" / UNIT.slug / f"{UNIT.slug}.html").read_text()
    assert "This was an exam" in page.read_text() and "mse-loss 9.5 (the" in page.read_text()
