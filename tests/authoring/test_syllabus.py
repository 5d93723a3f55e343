"""The syllabus page: what it says of a unit is what the unit says of itself."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from autograder.authoring.pictures import thumbnail
from autograder.authoring.proofs import files
from autograder.authoring.proofs.subject import Finding
from autograder.authoring.source import UnitSource, read_source
from autograder.authoring.syllabus import WIDTH, row, syllabus_page, words_of
from autograder.errors import SourceError
from autograder.exercises import load_unit, unit_slugs
from autograder.layout import Course

COURSE = Course(Path(__file__).resolve().parents[2])
UNIT = "01_linear_regression"
LARGEST = 40_000


@pytest.fixture
def source(tmp_path: Path) -> UnitSource:
    """A unit's source, in a folder where it may be edited."""
    path = tmp_path / "solutions" / f"{UNIT}.py"
    path.parent.mkdir()
    shutil.copy(COURSE.source(UNIT), path)
    return read_source(path)


def edited(source: UnitSource, old: str, new: str) -> UnitSource:
    """The source with one text in place of another."""
    text = source.path.read_text()
    assert old in text
    source.path.write_text(text.replace(old, new, 1))
    return read_source(source.path)


def test_a_row_says_what_the_unit_says(source: UnitSource, tmp_path: Path) -> None:
    """Are title, goals, time, what comes before and points those of the notebook?"""
    found = row(source, tmp_path / "none.png")
    assert found.title == "Linear regression with squared features"
    assert [goal.split()[0] for goal in found.goals] == ["bend", "write", "see"]
    assert found.minutes == 60 and found.before.startswith("Python functions, derivatives")
    assert found.exercises == len(load_unit(UNIT).exercises) == 5
    questions = [c for c in source.cells if c.role == "question"]
    worth = sum(float(c.options["points"]) for c in questions)
    assert found.points == sum(e.max_points for e in load_unit(UNIT).exercises) + worth


def test_hours_are_minutes(source: UnitSource, tmp_path: Path) -> None:
    """Is a time in hours counted in minutes?"""
    longer = edited(source, "about 60 minutes", "about 2 hours")
    assert row(longer, tmp_path / "none.png").minutes == 120


@pytest.mark.parametrize("left_out", ["**Time:**", "**You will:**", "# Linear regression"])
def test_a_first_cell_that_says_too_little(source: UnitSource, left_out: str) -> None:
    """Is it an error with file and line, where title, goals or time are missing?"""
    poorer = edited(source, left_out, "")
    with pytest.raises(SourceError, match=r"01_linear_regression.py:1: the first cell should hold"):
        row(poorer, Path("none.png"))


def test_the_page_of_the_course() -> None:
    """Is every unit there with a link, a picture with words, and is the page on file fresh?"""
    found = list(files.syllabus_is_fresh(COURSE, unit_slugs()))
    assert [str(f) for f in found if isinstance(f, Finding)] == []
    page = COURSE.syllabus.read_text()
    for slug in unit_slugs():
        assert f"]({slug}/{slug}.ipynb)" in page and f'src="pictures/{slug}.png"' in page
        assert len(words_of(COURSE.picture(slug))) > 20
        assert COURSE.picture(slug).stat().st_size < LARGEST


def test_a_stale_page_and_a_missing_picture_are_found(source: UnitSource) -> None:
    """Does verify name the command that makes the page, or the picture, anew?"""
    course = Course(source.path.parents[1])
    problems = [str(f) for f in files.syllabus_is_fresh(course, [UNIT]) if isinstance(f, Finding)]
    assert len(problems) == 2
    assert "make pictures" in problems[0] and "autograder build" in problems[1]
    course.syllabus.parent.mkdir()
    course.syllabus.write_text(syllabus_page(course, [source]))
    problems = [str(f) for f in files.syllabus_is_fresh(course, [UNIT]) if isinstance(f, Finding)]
    assert len(problems) == 1 and "make pictures" in problems[0]


def test_a_picture_carries_its_words(tmp_path: Path) -> None:
    """Is a thumbnail as wide as two columns, and does it tell what it shows?"""
    with io.BytesIO() as drawn:
        Image.new("RGB", (1200, 600), "white").save(drawn, "png")
        (tmp_path / "p.png").write_bytes(thumbnail(drawn.getvalue(), "white, β and all"))
    assert words_of(tmp_path / "p.png") == "white, β and all"
    with Image.open(tmp_path / "p.png") as picture:
        assert picture.size == (2 * WIDTH, WIDTH)
