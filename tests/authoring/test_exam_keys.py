"""Which keys students have during an exam: none that judges the exam's answers in disguise."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.authoring.exam import notes, units_with_keys
from autograder.authoring.release import build_wheel
from autograder.exercises import load_unit, unit_slugs
from autograder.layout import Course
from autograder.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
EXAM = "05_two_layer_net"
RELEASED = ("00_arrays_and_shapes", "04_chain_rule", EXAM)
LATER = unit_slugs()[unit_slugs().index(EXAM) + 1 :]
SLUGS = [load_unit(unit).exercises[0].slug for unit in LATER]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The real course, unit 05 an exam."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "solutions", root / "solutions")
    shutil.copytree(ROOT / "autograder" / "keys", root / "autograder" / "keys")
    for file in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / file, root / file)
    (root / "course.toml").write_text(f'[exam]\nunits = ["{EXAM}"]\n')
    return Course(root)


@pytest.fixture(scope="module")
def wheel(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What students install during the exam."""
    folder = tmp_path_factory.mktemp("wheel")
    return build_wheel(course, folder / "out", folder / "staging", RELEASED)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its files as pip would lay them out."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(folder)
    return folder


def run(installed: Path, code: str) -> str:
    """What Python says with the wheel alone."""
    head = f"import sys; sys.path = [{str(installed)!r}, *(p for p in sys.path if p)]\n"
    head += f"sys.path = [p for p in sys.path if p != {str(ROOT)!r}]\n"
    head += "import numpy as np\nfrom autograder import check, example, hint, progress\n"
    command = [sys.executable, "-c", head + code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=installed)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def test_only_keys_of_what_comes_before_the_exam_are_in_the_wheel(wheel: Path) -> None:
    """Are the keys those of the released units before the exam, and of no later unit?"""
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    keys = [Path(name).stem for name in names if name.startswith("autograder/keys/0")]
    assert sorted(keys) == ["00_arrays_and_shapes", "04_chain_rule"]
    assert not any(name.startswith("autograder/keys/1") for name in names)


def test_worked_answers_go_with_the_keys(installed: Path) -> None:
    """Do worked answers stay where there is a key, and nowhere else?"""
    code = "from autograder.exercises import load_unit, unit_slugs\n"
    code += "print([u for u in unit_slugs() if any(e.by_hand for e in load_unit(u).exercises)])"
    had = {u for u in unit_slugs() if any(e.by_hand for e in load_unit(u).exercises)}
    assert run(installed, code).strip() == str(sorted(had & {*RELEASED} - {EXAM}))
    assert had - {*RELEASED}


@pytest.mark.parametrize("call", ["check", "hint", "example"])
def test_a_later_unit_is_not_handed_out_yet(installed: Path, call: str) -> None:
    """Is each later unit answered with one kind sentence, and no number of its key?"""
    code = f"for slug in {SLUGS!r}: {call}(slug)"
    lines = run(installed, code).splitlines()
    assert [line.split(" is not handed out yet")[0] for line in lines] == [
        f"Unit {unit}" for unit in LATER
    ]
    assert all(f"while {EXAM} is an exam" in line for line in lines)


def test_the_exams_answer_in_a_later_units_clothes_is_not_judged(installed: Path) -> None:
    """Does the check by which unit 08 compares gradients by hand say nothing of right or wrong?"""
    code = "def manual_gradients(*given): return tuple(np.zeros(2) for _ in range(4))\n"
    code += 'print(float(check("manual-against-autograd"))); hint("manual-against-autograd")'
    said = run(installed, code)
    assert "0.0\n" in said and said.count("is not handed out yet") == 2
    assert "expected" not in said and "✗" not in said


def test_progress_counts_what_it_can(installed: Path) -> None:
    """Does progress() show the course from an open unit, and a sentence for a later one?"""
    said = run(installed, 'progress("04_chain_rule")')
    assert "the course: 0 / " in said and "· 10 0 / " in said
    assert "is not handed out yet" in run(installed, f'progress("{LATER[0]}")')


@pytest.mark.parametrize("unit", [LATER[0]])
def test_autograder_check_says_so_too(installed: Path, unit: str) -> None:
    """Does the command end with the same sentence and 2?"""
    notebook = ROOT / "course" / unit / f"{unit}.ipynb"
    code = f"from autograder import cli; print(cli.run(['check', {str(notebook)!r}]))"
    head = f"import sys; sys.path = [{str(installed)!r}, *(p for p in sys.path if p)]\n"
    head += f"sys.path = [p for p in sys.path if p != {str(ROOT)!r}]\n"
    done = subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, cwd=installed
    )
    assert done.stdout.splitlines()[-1] == "2" and "is not handed out yet" in done.stderr


@pytest.mark.parametrize(
    ("exam", "released", "keyed"),
    [
        ((), ("b",), ["a", "b", "c", "d"]),
        (("c",), (), ["a", "b"]),
        (("c",), ("b", "c", "d"), ["b"]),
        (("d", "b"), (), ["a"]),
        (("a",), (), []),
    ],
)
def test_which_units_have_keys(exam: tuple[str, ...], released: tuple[str, ...], keyed: list[str]):
    """Are they all where there is no exam, else those handed out before the earliest?"""
    assert units_with_keys(Settings(exam=exam), ("a", "b", "c", "d"), released) == keyed


def test_wheels_with_other_keys_have_other_versions(
    course: Course, wheel: Path, tmp_path: Path
) -> None:
    """Does pip see a new wheel where one more unit was handed out during the exam?"""
    other = build_wheel(course, tmp_path / "out", tmp_path / "staging", unit_slugs())
    assert other.name != wheel.name


def test_the_teacher_is_told_what_has_keys(course: Course, tmp_path: Path) -> None:
    """Does the command say for which units there are checks, and that a later key was out?"""
    said = "\n".join(notes(course, tmp_path, RELEASED))
    assert "for 00_arrays_and_shapes, 04_chain_rule alone" in said and "held the key" not in said
    with zipfile.ZipFile(tmp_path / "older.whl", "w") as opened:
        opened.writestr(f"autograder/keys/{LATER[0]}.json", "{}")
    assert f"held the key of {LATER[0]}" in notes(course, tmp_path, RELEASED)[-1]
