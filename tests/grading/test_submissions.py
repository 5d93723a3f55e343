"""What was handed in, found without following links."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.submissions import (
    chosen_students,
    handed_in,
    looks_like,
    loose_notebooks,
    student_folders,
    twins,
    units_handed_in,
)

UNIT = "01_linear_regression"


def folder(root: Path, student: str = "ada") -> Path:
    """A student's folder for the unit."""
    path = root / student / UNIT
    path.mkdir(parents=True)
    return path


def test_students_are_the_visible_folders(tmp_path: Path) -> None:
    """Are files and hidden folders left out, and the rest sorted?"""
    for name in ("zoë", "ada", ".ipynb_checkpoints"):
        folder(tmp_path, name)
    (tmp_path / "notes.txt").touch()
    assert list(student_folders(tmp_path)) == ["ada", "zoë"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "There is no folder"),
        (lambda path: path.touch(), "autograder check NOTEBOOK"),
        (lambda path: path.mkdir(), "holds no submissions"),
    ],
)
def test_no_class(tmp_path: Path, make, said: str) -> None:
    """Is a folder that is missing, a file or empty refused, with what to do?"""
    make(tmp_path / "submitted")
    with pytest.raises(UsageError, match=said):
        student_folders(tmp_path / "submitted")


def test_a_student_who_is_not_there(tmp_path: Path) -> None:
    """Is a mistyped student refused, with a suggestion?"""
    folder(tmp_path, "grace")
    with pytest.raises(UsageError, match='Did you mean "grace"'):
        chosen_students(student_folders(tmp_path), ["grce"])


def test_units_are_those_somebody_handed_in(tmp_path: Path) -> None:
    """Are units found by their folders, and a class without any refused?"""
    folder(tmp_path)
    assert units_handed_in(student_folders(tmp_path)) == (UNIT,)
    (tmp_path / "ada" / UNIT).rename(tmp_path / "ada" / "homework")
    with pytest.raises(UsageError, match="Nobody handed in"):
        units_handed_in(student_folders(tmp_path))


def test_a_notebook_to_grade(tmp_path: Path) -> None:
    """Is a notebook in its place something to grade?"""
    (folder(tmp_path) / f"{UNIT}.ipynb").touch()
    handed = handed_in("ada", tmp_path / "ada", UNIT)
    assert (handed.status, handed.problem, handed.readable) == ("graded", "", True)


def test_nothing_handed_in(tmp_path: Path) -> None:
    """Is a student without the unit's folder absent, and one with an empty one not?"""
    (tmp_path / "ada").mkdir()
    assert handed_in("ada", tmp_path / "ada", UNIT).absent
    folder(tmp_path, "bob")
    handed = handed_in("bob", tmp_path / "bob", UNIT)
    assert (handed.status, handed.absent) == ("not-attempted", False)


def test_a_notebook_of_another_name(tmp_path: Path) -> None:
    """Is a renamed notebook pointed out?"""
    (folder(tmp_path) / "Untitled.ipynb").touch()
    handed = handed_in("ada", tmp_path / "ada", UNIT)
    assert handed.status == "unreadable"
    assert "Untitled.ipynb. Rename it" in handed.problem


@pytest.mark.parametrize("level", ["student", "unit", "notebook"])
def test_links_are_refused(tmp_path: Path, level: str) -> None:
    """Is a symbolic link at any level a status of that submission?"""
    secret = tmp_path / "elsewhere" / UNIT
    secret.mkdir(parents=True)
    (secret / f"{UNIT}.ipynb").write_text("{}")
    root = tmp_path / "submitted"
    places = {
        "student": (root / "ada", secret.parent),
        "unit": (root / "ada" / UNIT, secret),
        "notebook": (root / "ada" / UNIT / f"{UNIT}.ipynb", secret / f"{UNIT}.ipynb"),
    }
    link, target = places[level]
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    handed = handed_in("ada", root / "ada", UNIT)
    assert (handed.status, handed.readable) == ("unreadable", False)
    assert "symbolic link" in handed.problem


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """Is a folder's name in another encoding spelled out?"""
    os.mkdir(os.fsencode(tmp_path) + b"/caf\xe9")
    assert list(student_folders(tmp_path)) == ["caf\\xe9"]


def test_a_name_that_is_markup(tmp_path: Path) -> None:
    """Is what formgrader would take for markup spelled out in an id, and the rest left alone?"""
    folder(tmp_path, '<img onerror="x">')
    folder(tmp_path, "O'Brien & Sons")
    spelled = "\\x3cimg onerror=\\x22x\\x22\\x3e"
    assert list(student_folders(tmp_path)) == [spelled, "O'Brien & Sons"]


def test_two_folders_of_one_id_are_told(tmp_path: Path) -> None:
    """Is a folder that would pass for another's named, and does the student's own count?"""
    (tmp_path / "a<b").mkdir()
    (tmp_path / "a\\x3cb").mkdir()
    (tmp_path / "c").mkdir()
    folders = student_folders(tmp_path)
    assert folders["a\\x3cb"].name == "a\\x3cb" and len(folders) == 2
    (said,) = twins(tmp_path, folders)
    assert "Rename the other, 'a<b'." in said


@pytest.mark.parametrize(
    "place",
    [
        f"{UNIT}.ipynb",
        f"homework/{UNIT}.ipynb",
        "Linear.ipynb",
        f"{UNIT}/{UNIT}/{UNIT}.ipynb",
        f"01_Linear_Regression/{UNIT}.ipynb",
        f"{UNIT} (1).ipynb",
        f"02_gradient_checking/{UNIT}.ipynb",
    ],
)
def test_work_in_the_wrong_place(tmp_path: Path, place: str) -> None:
    """Is a notebook elsewhere in the student's folder named with its place, and no absence?"""
    path = tmp_path / "ada" / place
    path.parent.mkdir(parents=True)
    path.touch()
    handed = handed_in("ada", tmp_path / "ada", UNIT)
    assert (handed.status, handed.absent) == ("unreadable", False)
    assert handed.problem == (
        f"There is ada/{place}, but it belongs at ada/{UNIT}/{UNIT}.ipynb. Move it and grade again."
    )


@pytest.mark.parametrize(
    "place",
    [
        "02_gradient_checking/02_gradient_checking.ipynb",
        "02_gradient_checking/mine.ipynb",
        "02_gradient_checking.ipynb",
        "midterm/midterm.ipynb",
        f".ipynb_checkpoints/{UNIT}.ipynb",
        f"__MACOSX/{UNIT}.ipynb",
        f"._{UNIT}.ipynb",
        f"a/b/c/{UNIT}.ipynb",
        f"{UNIT}.txt",
    ],
)
def test_what_is_no_work_of_this_unit(tmp_path: Path, place: str) -> None:
    """Are other units, other assignments, hidden files and deep folders left alone?"""
    path = tmp_path / "ada" / place
    path.parent.mkdir(parents=True)
    path.touch()
    assert handed_in("ada", tmp_path / "ada", UNIT).absent


def test_links_are_not_searched(tmp_path: Path) -> None:
    """Is no notebook found through a link, to a file or to a folder?"""
    (tmp_path / "elsewhere").mkdir()
    secret = tmp_path / "elsewhere" / f"{UNIT}.ipynb"
    secret.touch()
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "folder").symlink_to(secret.parent)
    (tmp_path / "class" / "ada" / secret.name).symlink_to(secret)
    assert handed_in("ada", tmp_path / "class" / "ada", UNIT).absent
    (tmp_path / "class" / "bob").symlink_to(secret.parent)
    with pytest.raises(UsageError, match=r"Nobody handed in a known unit\. A class"):
        units_handed_in(student_folders(tmp_path / "class"))


def test_a_search_that_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a student's folder of very many files given up on?"""
    monkeypatch.setattr("autograder.grading.submissions.MOST_ENTRIES", 5)
    (tmp_path / "ada" / "deep").mkdir(parents=True)
    for i in range(5):
        (tmp_path / "ada" / str(i)).touch()
    (tmp_path / "ada" / "deep" / f"{UNIT}.ipynb").touch()
    assert handed_in("ada", tmp_path / "ada", UNIT).absent


@pytest.mark.parametrize("inside", ["", f"{UNIT}.ipynb", "../Untitled.ipynb"])
def test_a_folder_in_place_of_the_notebook(tmp_path: Path, inside: str) -> None:
    """Is a folder under the notebook's name called a folder, with what to do?"""
    path = folder(tmp_path) / f"{UNIT}.ipynb"
    path.mkdir()
    if inside:
        (path / inside).touch()
    handed = handed_in("ada", tmp_path / "ada", UNIT)
    assert handed.status == "unreadable" and "Rename" not in handed.problem
    assert handed.problem.startswith(f"{UNIT}.ipynb is a folder, not a notebook. ")
    assert ("Move it" in handed.problem) == bool(inside)


def test_a_class_all_in_the_wrong_place(tmp_path: Path) -> None:
    """Is the unit known by the notebooks' names, and a notebook of no known name pointed at?"""
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "mine.ipynb").touch()
    with pytest.raises(UsageError, match=r"There is ada/mine\.ipynb, which names no unit"):
        units_handed_in(student_folders(tmp_path))
    (tmp_path / "ada" / f"{UNIT}.ipynb").touch()
    assert units_handed_in(student_folders(tmp_path)) == (UNIT,)


def test_loose_notebooks(tmp_path: Path) -> None:
    """Are notebooks in no student's folder said, one line for all, also where nothing else is?"""
    assert loose_notebooks(tmp_path) == []
    (tmp_path / "ada.ipynb").touch()
    (one,) = loose_notebooks(tmp_path)
    assert one.startswith("ada.ipynb in ") and "lies in no student's folder" in one
    with pytest.raises(UsageError, match=r"ada\.ipynb in"):
        student_folders(tmp_path)
    (tmp_path / "bob.ipynb").touch()
    (both,) = loose_notebooks(tmp_path)
    assert both.startswith("ada.ipynb and 1 more in ")


def test_archives_folders_are_no_students(tmp_path: Path) -> None:
    """Is what macOS puts into an archive nobody's work?"""
    folder(tmp_path, "__MACOSX")
    folder(tmp_path, "ada")
    assert list(student_folders(tmp_path)) == ["ada"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('start("02_gradient_checking")', "This looks like unit 02_gradient_checking"),
        ('{"source": "start(\\"02_gradient_checking\\", …"}', "unit 02_gradient_checking"),
        (f'start("02_gradient_checking") start("{UNIT}")', ""),
        ('start("99_unheard_of") restart("02_gradient_checking")', ""),
        ("", ""),
    ],
)
def test_a_notebook_of_another_unit(tmp_path: Path, text: str, said: str) -> None:
    """Is a notebook known by the unit it starts, unless it starts this one?"""
    path = folder(tmp_path) / "mine.ipynb"
    path.write_text(text)
    assert bool(looks_like(path, UNIT)) == bool(said) and said in looks_like(path, UNIT)
    assert said in handed_in("ada", tmp_path / "ada", UNIT).problem


def test_only_plain_files_are_looked_through(tmp_path: Path) -> None:
    """Is a link or a pipe not opened to see which unit it is?"""
    real = tmp_path / "real.ipynb"
    real.write_text('start("02_gradient_checking")')
    (tmp_path / "link.ipynb").symlink_to(real)
    os.mkfifo(tmp_path / "pipe.ipynb")
    assert looks_like(real, UNIT)
    assert not looks_like(tmp_path / "link.ipynb", UNIT)
    pipe = os.open(tmp_path / "pipe.ipynb", os.O_RDWR | os.O_NONBLOCK)
    os.write(pipe, real.read_bytes())
    assert not looks_like(tmp_path / "pipe.ipynb", UNIT)
    os.close(pipe)
