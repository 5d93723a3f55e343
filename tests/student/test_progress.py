"""Where a student is in the course: the bar, what is next, and what is remembered."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.exercises import load_unit, unit_slugs
from autograder.model import AspectResult, Verdict
from autograder.student import checking, remembered
from autograder.student.progress import Course, worth
from autograder.student.remembered import FILE, course_folder, open_course, reached, remember

UNIT = load_unit("01_linear_regression")
OTHERS = {e.slug: worth(e) for u in unit_slugs() for e in load_unit(u).exercises}


def verdicts(right: int) -> list[Verdict]:
    """So many right exercises of unit 01, then one that is wrong, the others untouched."""
    found = []
    for n, exercise in enumerate(UNIT.exercises):
        most, passed = worth(exercise), n < right
        aspect = AspectResult("all", most if passed else 0.0, most, passed)
        status = "graded" if n <= right else "not-attempted"
        found.append(Verdict(exercise.slug, status, aspect.points, most, (aspect,), "", ""))  # type: ignore[arg-type]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A course's folder, in which unit 01 is open."""
    here = tmp_path / "course" / UNIT.slug
    here.mkdir(parents=True)
    open_course(UNIT.slug, here)
    yield here.parent
    remembered._place.clear()


def test_every_part_of_the_bar_has_its_words() -> None:
    """Does the page say each unit's and each exercise's state in signs and numbers?"""
    page = Course(UNIT, verdicts(2), {"one-hot": 1.0}).as_html()
    assert "◐ 01" in page and "· 02" in page and 'aria-label="unit 00: 1 / ' in page
    assert "✓ <a" in page and "✗ <a" in page and "· <a" in page
    assert 'href="01_linear_regression.ipynb#cell-id=gradient-descent-answer"' in page


def test_what_is_next() -> None:
    """Is it the first open exercise, then the next open unit, then nothing?"""
    assert Course(UNIT, verdicts(1), {}).next().startswith("next: mse-loss (")
    done = verdicts(len(UNIT.exercises))
    assert Course(UNIT, done, {}).next().startswith("next: unit 02_gradient_checking")
    later = {s: n for s, n in OTHERS.items() if s not in ("one-hot",)}
    assert Course(UNIT, done, later).next().startswith("next: unit 00_arrays_and_shapes")
    assert "All exercises of the course are right" in Course(UNIT, done, OTHERS).as_html()
    assert Course(UNIT, done, OTHERS).whole.done


def test_the_next_notebook_is_a_link_where_it_is_there(folder: Path) -> None:
    """Does the link lead to the next unit's file, and is there none to a file that is missing?"""
    course = Course(UNIT, verdicts(9), {}, folder)
    assert '<a href="../02' not in course.as_html()
    done = Course(UNIT, verdicts(len(UNIT.exercises)), {}, folder)
    assert done.next() == "next: what your teacher hands out next. All that is here is right."
    path = folder / "02_gradient_checking" / "02_gradient_checking.ipynb"
    path.parent.mkdir()
    path.touch()
    course = Course(UNIT, verdicts(9), {}, folder)
    assert 'href="../02_gradient_checking/02_gradient_checking.ipynb"' in course.as_html()


def test_the_bar_has_what_is_handed_out(folder: Path) -> None:
    """Where the folder is known: are units left out that are not there and never were begun?"""
    (folder / "03_softmax_classifier.ipynb").touch()
    course = Course(UNIT, verdicts(1), {"one-hot": 1.0}, folder)
    assert [part.name[:2] for part in course.units] == ["00", "01", "03"]
    assert len(Course(UNIT, verdicts(1), {}).units) == len(unit_slugs())


def test_a_renamed_notebook_is_linked_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do links lead to the file that is open, whatever is in its name?"""
    monkeypatch.setenv("JPY_SESSION_NAME", '/x/my "copy".ipynb')
    page = Course(UNIT, verdicts(1), {}).as_html()
    assert 'href="my%20%22copy%22.ipynb#cell-id=mse-loss-answer"' in page


def test_a_unit_is_remembered_in_the_next(folder: Path) -> None:
    """Are points of one notebook there in another, and the latest of each exercise?"""
    remember(verdicts(2))
    remember([replace(verdicts(2)[0], points=1.0)])
    open_course("02_gradient_checking", folder / "02_gradient_checking")
    assert (reached()["quadratic-features"], reached()["mse-loss"]) == (1.0, 6.0)
    assert [path.name for path in folder.iterdir() if path.is_file()] == [FILE]
    course = Course(load_unit("02_gradient_checking"), [], reached())
    assert course.units[1].marks == "7 / 20"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"points": 3}', '{"points": {"mse-loss": "6"}}', "[" * 90_000,
     '{"points": {"mse-loss": NaN}}', "x" * 200_000, "\\ud800"],
)  # fmt: skip
def test_a_damaged_memory_is_no_memory(folder: Path, text: str) -> None:
    """Is whatever else stands in the file taken for nothing, and written over?"""
    (folder / FILE).write_text(text)
    assert reached() == {}
    remember(verdicts(1))
    assert reached()["quadratic-features"] == 2.0


def test_a_memory_is_not_believed_beyond_what_there_is(folder: Path) -> None:
    """Do forged points change nothing but the bar, and that within its ends?"""
    points = {"one-hot": 1e9, "standardize": -5, "no-such": 7}
    (folder / FILE).write_text(json.dumps({"points": points}))
    course = Course(UNIT, verdicts(0), reached())
    assert course.units[0].got == OTHERS["one-hot"]
    assert "no-such" not in course.as_html()


def test_where_nothing_can_be_written_nothing_is_remembered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is a full or read-only disk no error?"""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", fail)
    remember(verdicts(1))
    assert reached() == {}
    monkeypatch.undo()
    monkeypatch.setattr(os, "replace", fail)
    remember(verdicts(1))
    assert reached() == {}


def test_where_no_marks_are_told_none_are_remembered(folder: Path) -> None:
    """Does a verdict without points leave the memory alone, and stand in the page by its sign?"""
    silent = [replace(v, points=0.0, max_points=0.0) for v in verdicts(2)]
    remember(silent)
    assert reached() == {}
    course = Course(UNIT, silent, {})
    assert "0 / 0" not in course.as_text().splitlines()[0] and "✓ mse-loss" in course.as_text()
    assert not course.units[1].done and course.units[1].share == 0.0


def test_which_folder_is_a_course(tmp_path: Path) -> None:
    """Is it the one above the unit's, or the one with all notebooks, and else none?"""
    assert course_folder(UNIT.slug, tmp_path / UNIT.slug) == tmp_path
    assert course_folder(UNIT.slug, tmp_path) is None
    (tmp_path / f"{UNIT.slug}.ipynb").touch()
    assert course_folder(UNIT.slug, tmp_path) == tmp_path


def test_a_check_is_remembered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Does check() write what it found, so that the next notebook knows?"""
    wrong = {"check": checking.check, "__name__": "__main__"}
    exec('def mse_loss(*given):\n    return 0, 0, 0\ncheck("mse-loss")', wrong)
    assert reached() == {"mse-loss": 0.0}


def test_a_check_of_what_has_not_run_forgets_nothing(folder: Path) -> None:
    """Do points stand where the kernel was started anew and the cell has not run?"""
    remember(verdicts(2))
    checking.check("mse-loss")
    assert reached()["mse-loss"] == 6.0


def test_outside_a_course_nothing_is_written(tmp_path: Path, monkeypatch) -> None:
    """Does a notebook elsewhere leave no file behind?"""
    monkeypatch.chdir(tmp_path)
    open_course(UNIT.slug)
    remember(verdicts(1))
    assert list(tmp_path.iterdir()) == [] and reached() == {}
