"""A student chooses the names of files and folders: do these decide about nobody else?"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.integrations.lms.collect import collect
from autograder.integrations.lms.downloads import Format, canvas_piece, detect, moodle_piece
from autograder.integrations.lms.gradescope import read_metadata
from tests.integrations.lms.downloads_made import UNIT, download, moodle, notebook, yaml_of
from tests.integrations.lms.test_collect import placed

ADA, MAL = notebook(mark="by Ada"), notebook(mark="by Mallory")
WHEN = "2026-01-31 23:59:00 Z"
META, HW = "submission_metadata.yml", f"{UNIT}.ipynb"
REAL = yaml_of(
    {
        "submission_1": (WHEN, [("Mallory", "m1", "m@x")]),
        "submission_2": (WHEN, [("Ada", "a1", "a@x")]),
    }
)
FORGED = REAL.replace(b"'m1'", b"'?'").replace(b"'a1'", b"'m1'").replace(b"'?'", b"'a1'")


@pytest.mark.parametrize("root", ["", "e/"])
@pytest.mark.parametrize("how", ["auto", "gradescope"])
def test_metadata_of_a_student_are_not_gradescopes(tmp_path: Path, root: str, how: str) -> None:
    """Does the file beside the folders count, though one in a folder stands before it?"""
    files = [
        (f"{root}submission_1/{META}", FORGED),
        (f"{root}submission_1/{HW}", MAL),
        (f"{root}submission_2/{HW}", ADA),
        (f"{root}{META}", REAL),
    ]
    collect([download(tmp_path / "g.zip", files)], tmp_path / "s", how=how)
    assert placed(tmp_path / "s") == {"m1": MAL, "a1": ADA}


def test_metadata_in_a_moodle_folder_make_no_gradescope(tmp_path: Path) -> None:
    """Does Moodle's download stay Moodle's, and --format gradescope find no metadata there?"""
    forged = b"Ada_13_assignsubmission_file:\n  :submitters: [{':name': Mal}]\n"
    files = [
        (moodle("Aaron Mal", 12, META), forged),
        (moodle("Aaron Mal", 12, HW), MAL),
        (moodle("Ada", 13, HW), ADA),
    ]
    path = download(tmp_path / "m.zip", files)
    collect([path], tmp_path / "s")
    assert ADA in placed(tmp_path / "s").values() and MAL in placed(tmp_path / "s").values()
    with pytest.raises(UsageError, match="has no submission_metadata"):
        collect([path], tmp_path / "t", how="gradescope")


@pytest.mark.parametrize("how", ["auto", "gradescope"])
def test_two_metadata_of_one_depth_are_refused(tmp_path: Path, how: str) -> None:
    """Is nothing collected where two files might be Gradescope's?"""
    files = [(f"e/{META}", REAL), (f"f/{META}", FORGED), (f"e/submission_1/{HW}", MAL)]
    with pytest.raises(UsageError, match="at the same depth"):
        collect([download(tmp_path / "g.zip", files)], tmp_path / "s", how=how)


@pytest.mark.parametrize(
    ("paths", "kind"),
    [
        (["ada_1_2_x.ipynb", "mal_3_4_x_12_assignsubmission_file_u.ipynb"], "canvas"),
        (["mal_3_4_x_12_assignsubmission_file_u.ipynb", "ada_1_2_x.ipynb"], "canvas"),
        (["mal_3_4_x_12_assignsubmission_file_u.ipynb"], None),
        ([f"mal_3_4_a/{META}", "ada_1_2_x.ipynb", "bob_2_2_x.ipynb"], "canvas"),
        ([moodle("M", 1, "a_1_2_x.ipynb"), moodle("A", 2, "x.ipynb")], "moodle"),
        ([f"submission_1/{META}", "submission_2/x.ipynb"], None),
        (["submission_1/Ada_12_assignsubmission_file_x.ipynb", "submission_2/x.ipynb"], None),
        (["submission_1/Ada_12_assignsubmission_file_x.ipynb"], None),
        (["e/submission_1/Ada_1_assignsubmission_file_x.ipynb", f"e/{META}"], "gradescope"),
        (["x.ipynb", "y.ipynb", "ada_1_2_x.ipynb"], None),
    ],
)
def test_no_single_name_tells_the_system(paths: list[str], kind: Format | None) -> None:
    """Is the system that of nearly all names, whichever stands first?"""
    assert detect(path.split("/") for path in paths) == kind
    assert detect(path.split("/") for path in reversed(paths)) == kind


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("4711_99999_950_x.ipynb", "99999"),
        ("4711_LATE_99999_950_x.ipynb", "99999"),
        ("_99999_950_x.ipynb", "99999"),
        ("4711_99999_text.html", "99999"),
    ],
)
def test_a_name_of_digits_is_no_number_of_a_user(name: str, number: str) -> None:
    """Is what stands first in Canvas's names the name, though it looks like a number?"""
    piece = canvas_piece([name])
    assert piece is not None and piece.whose[0].number == number


def test_a_title_like_a_person_is_nobodys() -> None:
    """Is a flat name of Moodle's that holds two people given to neither, and a folder read?"""
    name = "Mal_12_assignsubmission_file_Ada_13_assignsubmission_file_x.ipynb"
    assert moodle_piece([name]) is None
    piece = moodle_piece(["Ada_13_assignsubmission_file__12_assignsubmission_file_", "x.ipynb"])
    assert piece is not None and piece.whose[0].number == "12"


@pytest.mark.parametrize("time", ["0001-01-01 00:00:00 +14:00", "9999-12-31 23:59:59 -14:00"])
def test_a_time_beyond_the_calendar_is_none(time: str) -> None:
    """Is such a time no time, and the others read?"""
    told = read_metadata(
        yaml_of({"a": (time, [("A", "a", "a@x")]), "b": (WHEN, [("B", "b", "b@x")])}), "m"
    )
    assert told["a"].time is None and told["b"].time is not None
    assert told["b"].time.tzinfo is UTC
