"""``course.toml``: what it sets, and what is refused with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course_file import in_words, own_points, read_settings
from autograder.errors import UsageError
from autograder.exercises import load_unit
from autograder.layout import Course
from autograder.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
UNIT = "01_linear_regression"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of two real sources, where nothing is set."""
    (tmp_path / "solutions").mkdir()
    for unit in (UNIT, "05_two_layer_net"):
        shutil.copy(ROOT / "solutions" / f"{unit}.py", tmp_path / "solutions")
    return Course(tmp_path)


def test_this_repository_sets_nothing() -> None:
    """Is the committed course the course as it comes?"""
    assert not Course(ROOT).settings_file.exists() and not Course(ROOT).public_settings.exists()
    assert read_settings(Course(ROOT)) == Settings() and in_words(Course(ROOT)) == []


def test_own_points_are_those_of_the_exercises() -> None:
    """Do points read off the source's lines agree with the aspects, and name questions too?"""
    found = own_points(ROOT / "solutions" / f"{UNIT}.py")
    declared = {e.slug: e.max_points for e in load_unit(UNIT).exercises}
    assert found == declared | {"mean-or-sum": 2.0, "which-rate": 2.0}


def test_what_is_set(course: Course) -> None:
    """Are points of exercises and questions read, and units in exam mode?"""
    course.settings_file.write_text(
        "# ours\n[points]\nmse-loss = 10 # more\n'mean-or-sum' = 2.5\n\n"
        '[exam]\nunits = ["05_two_layer_net"]\n'
    )
    found = read_settings(course)
    assert found == Settings({"mse-loss": 10.0, "mean-or-sum": 2.5}, ("05_two_layer_net",))
    assert found.is_exam("05_two_layer_net") and not found.is_exam(UNIT)


@pytest.mark.parametrize("text", ["", "# nothing\n", "[points]\n[exam]\n", "[exam]\nunits = []\n"])
def test_an_empty_file_sets_nothing(course: Course, text: str) -> None:
    """Is an empty file the course as it comes?"""
    course.settings_file.write_text(text)
    assert read_settings(course).is_default


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[pionts]\nmse-loss = 3", 1, 'no table [pionts]. Did you mean "points"?'),
        ("\nmse-loss = 3", 2, "no table [mse-loss]. There are: points, exam."),
        ("points = 3", 1, "points is a table: write [points] above."),
        ("[points]\n\nmse-los = 3", 3, 'called "mse-los". Did you mean "mse-loss"?'),
        ("[points]\nmean-or-sun = 3", 2, 'Did you mean "mean-or-sum"?'),
        ("[points]\nmse-loss = 0", 2, "points of mse-loss are a number above 0"),
        ("[points]\nmse-loss = -4", 2, "are a number above 0"),
        ("[points]\nmse-loss = 2.3", 2, "in quarters: write 4, 2.5 or 0.75."),
        ("[points]\nmse-loss = nan", 2, "are a number"),
        ("[points]\nmse-loss = inf", 2, "are a number"),
        ("[points]\nmse-loss = true", 2, "are a number"),
        ('[points]\nmse-loss = "4"', 2, "are a number"),
        ("[points]\nmse-loss = 1001", 2, "at most 1000"),
        ("[points]\nmse-loss = 0.5", 2, "each gets a quarter of a point or more"),
        ("[exam]\nunit = []", 2, 'unknown key "unit". Did you mean "units"?'),
        ('[exam]\nunits = "01_linear_regression"', 2, "units is a list of names"),
        ("[exam]\nunits = [1]", 2, "units is a list of names"),
        ('[exam]\nunits = ["05_two_layr_net"]', 2, 'Did you mean "05_two_layer_net"?'),
        ("[points]\nmse-loss = ", 2, "Invalid value. Mend it"),
        ("[points]\nmse-loss = ?\n", 2, "Invalid value. Mend it"),
        ("[points]\nmse-loss = 3\nmse-loss = 4", 3, "Cannot overwrite a value"),
    ],
)
def test_what_is_refused(course: Course, text: str, line: int, said: str) -> None:
    """Is what cannot be meant refused with file, line, and what to do?"""
    course.settings_file.write_text(text)
    with pytest.raises(UsageError) as error:
        read_settings(course)
    assert str(error.value).startswith(f"{course.settings_file}:{line}: "), error.value
    assert said in str(error.value) and error.value.exit_code == 2


def test_a_file_that_is_no_text(course: Course) -> None:
    """Is a file that cannot be read a sentence?"""
    course.settings_file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"course\.toml cannot be read"):
        read_settings(course)


def test_in_words(course: Course) -> None:
    """Is said what differs from the course's own, of the units asked for, and nothing else?"""
    course.settings_file.write_text(
        "[points]\nmse-loss = 10\nstable-rate = 4\nmean-or-sum = 2.5\n"
        '[exam]\nunits = ["05_two_layer_net"]\n'
    )
    points, exam = in_words(course)
    assert points.endswith("own: mse-loss 10 (own: 6), mean-or-sum 2.5 (own: 2).")
    assert "exam mode for 05_two_layer_net" in exam
    assert in_words(course, [UNIT]) == [points] and in_words(course, ["05_two_layer_net"]) == [exam]


def test_the_example_of_the_documentation_is_read(course: Course) -> None:
    """Does the file that docs/settings.md shows set what it says?"""
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    course.settings_file.write_text(page.split("```toml\n")[1].split("```")[0])
    wanted = Settings({"mse-loss": 10.0, "mean-or-sum": 4.0}, ("05_two_layer_net",))
    assert read_settings(course) == wanted
    shares = [a.points for a in wanted.of(load_unit(UNIT)).exercise("mse-loss").aspects]
    assert "that is 1.75, 3.25, 3.25 and 1.75" in page and shares == [1.75, 3.25, 3.25, 1.75]
