"""A unit as an exam: what students get holds nothing of its answers, and tells nothing of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder import cli
from autograder.authoring.build import build_course
from autograder.authoring.exam import notes, refuse_given_answers, without_worked_answers
from autograder.authoring.proofs.files import hidden_lines
from autograder.authoring.release import release
from autograder.authoring.source import UnitSource, read_source
from autograder.authoring.tailor import read_tailored
from autograder.errors import UsageError
from autograder.exercises import load_unit, unit_slugs
from autograder.judging.answer_key import encode
from autograder.layout import Course
from autograder.student.checking import load_public_key

ROOT = Path(__file__).resolve().parents[2]
OPEN, EXAM = "00_arrays_and_shapes", "01_linear_regression"
SET = f'[points]\nmse-loss = 9\n\n[exam]\nunits = ["{EXAM}"]\n'


@pytest.fixture(scope="module", autouse=True)
def two_units() -> Iterator[None]:
    """A course of two units, so that these tests take no longer as the course grows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.authoring.release.unit_slugs", lambda: (OPEN, EXAM))
        yield


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two real units in a folder of their own, the second one an exam."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "solutions", root / "solutions")
    for file in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / file, root / file)
    (root / "course.toml").write_text(SET)
    build_course(Course(root), [OPEN, EXAM])
    return Course(root)


@pytest.fixture(scope="module")
def released(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that students get during the exam."""
    return release(course, tmp_path_factory.mktemp("out") / "release")


@pytest.fixture(scope="module")
def installed(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, as pip would lay them out, where no other autograder is."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(released.glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


def texts(released: Path, installed: Path) -> dict[str, str]:
    """Everything that a student can open and read, with what JSON escapes written out."""
    paths = [p for folder in (released, installed) for p in folder.rglob("*") if p.is_file()]
    read = {p: p.read_text(encoding="utf-8") for p in paths if p.suffix not in (".whl", ".png")}
    return {str(path): text + "\n" + _plain(text) for path, text in read.items()}


def _plain(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def test_no_key_of_the_exam_is_released(released: Path, installed: Path) -> None:
    """Is the exam's key nowhere in wheel or folder, and the other unit's where it was?"""
    with zipfile.ZipFile(next(released.glob("*.whl"))) as wheel:
        keys = [name for name in wheel.namelist() if "/keys/" in name and name.endswith(".json")]
    assert keys == [f"autograder/keys/{OPEN}.json", "autograder/keys/settings.json"]
    assert [p for p in released.rglob(f"{EXAM}.json")] == []
    settings = json.loads((installed / "autograder" / "keys" / "settings.json").read_text())
    assert settings == {"points": {"mse-loss": 9.0}, "exam": [EXAM]}


def _strings(thing: Any) -> Iterator[str]:
    """Every text in what JSON holds: two units may share a sentence."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict | list):
        for part in thing.values() if isinstance(thing, dict) else thing:
            yield from _strings(part)


def secrets() -> dict[str, list[str]]:
    """What the exam's key holds, by kind: words, and numbers as JSON writes them."""
    key = load_public_key(EXAM)
    found: dict[str, list[str]] = {"hint": [], "mistake": [], "number": []}
    for slug, part in key.exercises.items():
        found["hint"] += [*part.hints, *(m.hint for m in part.mistakes.values() if m.hint)]
        found["mistake"] += [m.says for m in part.mistakes.values()]
        found["hint"] += filter(None, [load_unit(EXAM).exercise(slug).by_hand])
        for case in part.cases:
            arrays: list[Any] = [*case.expected.values()]
            arrays += [a for prints in case.mistakes.values() for a in prints.values()]
            numbers = re.findall(r"-?\d+\.\d{6,}", json.dumps([encode(a) for a in arrays]))
            found["number"] += numbers
    return found


@pytest.mark.parametrize("kind", ["hint", "mistake", "number"])
def test_nothing_of_the_key_can_be_read(released: Path, installed: Path, kind: str) -> None:
    """Does no file that students can open hold a hint, a mistake's words or an expected number?"""
    wanted, every = secrets()[kind], texts(released, installed)
    assert len(wanted) > 20 and len(every) > 60
    joined = "\n".join(every.values())
    shared = set(_strings(json.loads((ROOT / "autograder/keys" / f"{OPEN}.json").read_text())))
    assert [secret for secret in wanted if secret in joined and secret not in shared] == []


def test_the_search_finds_what_is_there(released: Path, installed: Path) -> None:
    """Would the same search find the key of a unit that is no exam?"""
    joined = "\n".join(texts(released, installed).values())
    part = load_public_key(OPEN).exercises["one-hot"]
    assert all(hint in joined for hint in part.hints)
    assert all(words.says in joined for words in part.mistakes.values())


def test_solutions_are_in_no_file(course: Course, released: Path, installed: Path) -> None:
    """Is no line of the exam's solutions in any file, as ever?"""
    lines = {
        line.strip().strip('",').removesuffix("\\n").strip()
        for text in texts(released, installed).values()
        for line in text.splitlines()
    }
    found = {line for line, _ in hidden_lines(read_source(course.source(EXAM)))}
    assert len(found) >= 10 and found.isdisjoint(lines)


@pytest.mark.parametrize("unit", unit_slugs())
def test_worked_answers_are_taken_out_and_nothing_else(unit: str, tmp_path: Path) -> None:
    """Is a module without worked answers the same unit but for these?"""
    import ast

    path = ROOT / "autograder" / "exercises" / f"unit_{unit}.py"
    text = without_worked_answers(path.read_text(encoding="utf-8"))
    names: dict[str, Any] = {"__name__": "stripped"}
    exec(compile(ast.parse(text), "stripped", "exec"), names)
    stripped, whole = names["UNIT"], load_unit(unit)
    assert [e.by_hand for e in stripped.exercises] == [""] * len(whole.exercises)
    assert all(e.by_hand not in text for e in whole.exercises if e.by_hand)
    for one, other in zip(stripped.exercises, whole.exercises, strict=True):
        assert (one.slug, one.needs, one.outputs, one.aspects) == (
            other.slug, other.needs, other.outputs, other.aspects,
        )  # fmt: skip


def run(installed: Path, code: str) -> str:
    """What Python says with the released wheel alone; the repository is out of reach."""
    head = "import sys\n" + f"sys.path = [{str(installed)!r}, *(p for p in sys.path if p)]\n"
    head += f"sys.path = [p for p in sys.path if p != {str(ROOT)!r}]\n"
    head += "import autograder\n" + f"assert autograder.__file__.startswith({str(installed)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, cwd=installed
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


WRONG = """
import numpy as np
from autograder import check, example, hint, progress
def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return (r**2).mean(), X.T @ r, r.sum()
def quadratic_features(x):
    raise ValueError("oh")
"""
RIGHT = WRONG.replace("X.T @ r, r.sum()", "2 * X.T @ r / len(y), 2 * r.mean()")


def test_a_check_says_only_that_an_answer_was_received(installed: Path) -> None:
    """Does a check say the same of a right and of a wrong answer, and is it worth nothing?"""
    right, wrong = (
        re.sub(r"shape \(\d+,\)", "shape", run(installed, f'{code}print(float(check("mse-loss")))'))
        for code in (RIGHT, WRONG)
    )
    assert right == wrong and right.endswith("0.0\n")
    assert right.splitlines()[:2] == ["mse-loss", "  ✓ received"]
    assert (
        "Received. It ran on an example. What it gave back: loss, a number; dw, an array" in right
    )
    assert not re.search(r"/ 9|/ 6|worst|expected|✗", right)


def test_a_check_says_what_was_not_received(installed: Path) -> None:
    """Does a check say that there is no such function, and that a function stops?"""
    said = run(installed, f'{WRONG}check("stable-rate"); check("quadratic-features")')
    assert "Not received yet. largest_stable_learning_rate is not in the notebook yet" in said
    assert "Not received yet. quadratic_features stopped at line" in said and "oh" in said


@pytest.mark.parametrize("what", ["hint", "example"])
def test_there_are_no_hints_and_no_examples(installed: Path, what: str) -> None:
    """Are hint() and example() a sentence in the exam, and as ever in the other unit?"""
    said = run(installed, f'{WRONG}assert {what}("mse-loss") is None')
    assert said == f"There are no {what}s for unit {EXAM} now: it is an exam.\n"
    assert "exam" not in run(installed, f'{WRONG}{what}("one-hot")')


def test_progress_says_received_or_not(installed: Path) -> None:
    """Does progress() list what was received, without marks?"""
    said = run(installed, f'{WRONG}progress("{EXAM}")').splitlines()
    assert said[:2] == ["· quadratic-features: not received yet", "✓ mse-loss: received"]
    assert len(said) == len(load_unit(EXAM).exercises) + 1 and "This is an exam" in said[-1]
    assert "/" in run(installed, f'{WRONG}progress("{OPEN}")')


def solved(course: Course, path: Path) -> None:
    """Fill a released notebook with the reference."""
    notebook = nbformat.read(path, 4)
    answers = {
        f"{e.slug}-answer": e.answer.source for e in read_source(course.source(EXAM)).exercises
    }
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    nbformat.write(notebook, path)


@pytest.mark.parametrize("is_solved", [True, False])
def test_autograder_check_says_the_same(course, released, installed, tmp_path, is_solved) -> None:
    """Does ``autograder check`` say of each exercise whether it was received, and no marks?"""
    path = tmp_path / f"{EXAM}.ipynb"
    shutil.copy(released / "course" / EXAM / path.name, path)
    if is_solved:
        solved(course, path)
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "check", str(path)],
        capture_output=True,
        text=True,
        cwd=installed,
        env={"PYTHONPATH": str(installed), "PATH": ""},
    )
    assert (done.returncode, done.stderr) == (0 if is_solved else 1, "")
    count = len(load_unit(EXAM).exercises)
    assert done.stdout.count("✓ received") == (count if is_solved else 0)
    assert done.stdout.count("Not received yet.") == (0 if is_solved else count)
    assert "in all" not in done.stdout and " / " not in done.stdout


def test_points_travel_to_students(course: Course, tmp_path: Path) -> None:
    """After the exam, is a check out of the points that the teacher set, and key and hints back?"""
    other = Course(tmp_path / "course")
    shutil.copytree(course.root, other.root)
    other.settings_file.write_text("[points]\nmse-loss = 9\n")
    build_course(other, [EXAM])
    out = release(other, tmp_path / "out")
    with zipfile.ZipFile(next(out.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    said = run(tmp_path / "site", f'{RIGHT}print(float(check("mse-loss"))); hint("mse-loss")')
    assert "mse-loss   9 / 9" in said and "9.0\n" in said and "hint 1 of" in said


def test_pip_takes_each_wheel_for_another(course: Course, released: Path, tmp_path: Path) -> None:
    """Do wheels of other settings have other versions, and one of none the package's own?"""
    other = Course(tmp_path / "course")
    shutil.copytree(course.root, other.root)
    names = {next(released.glob("*.whl")).name}
    for text in ("[points]\nmse-loss = 9\n", ""):
        other.settings_file.write_text(text)
        build_course(other, [EXAM])
        names.add(next(release(other, tmp_path / "out").glob("*.whl")).name)
    versions = sorted(name.split("-")[1] for name in names)
    assert len(versions) == 3 and versions[0] == "0.1.0"
    assert all(re.fullmatch(r"0\.1\.0\+course\.[0-9a-f]{8}", version) for version in versions[1:])


def test_the_students_readme_says_it_is_an_exam(released: Path) -> None:
    """Does the README that students get say what a check does in the exam?"""
    said = (released / "README.md").read_text()
    assert f"Exam: `{EXAM}`. There a check says only that your answer was received" in said


def test_an_exam_that_is_not_built_is_not_released(course: Course, tmp_path: Path) -> None:
    """Is a release refused where course.toml was edited and nothing built since?"""
    other = Course(tmp_path / "course")
    shutil.copytree(course.root, other.root)
    other.settings_file.write_text(SET.replace(EXAM, OPEN))
    with pytest.raises(UsageError, match="Run autograder build first"):
        release(other, tmp_path / "out")


@cache
def every_source() -> tuple[UnitSource, ...]:
    """All of this repository's course; reading it takes a while."""
    return tuple(read_source(ROOT / "solutions" / f"{unit}.py") for unit in unit_slugs())


def sources_and_notebooks(exam: str) -> tuple[list[UnitSource], list[Path]]:
    """All of this repository's course, one unit of it an exam."""
    sources = [replace(source, exam=source.slug == exam) for source in every_source()]
    return sources, [ROOT / "course" / unit / f"{unit}.ipynb" for unit in unit_slugs()]


def test_a_later_notebook_must_not_give_the_exams_answers() -> None:
    """Is a course refused whose later notebook gives the exam's answers, until it is left out?"""
    sources, notebooks = sources_and_notebooks("03_softmax_classifier")
    with pytest.raises(UsageError) as error:
        refuse_given_answers(notebooks, sources)
    assert "Release without 04_chain_rule until the exam is over" in str(error.value)
    refuse_given_answers(notebooks[:4], sources)


@pytest.mark.parametrize("unit", unit_slugs())
def test_what_comes_before_an_exam_can_be_released(unit: str) -> None:
    """Can each unit be an exam, with all units before it handed out?"""
    sources, notebooks = sources_and_notebooks(unit)
    refuse_given_answers([path for path in notebooks if path.stem <= unit], sources)


def test_a_release_that_gives_the_answers_is_refused(course: Course, tmp_path: Path) -> None:
    """Is nothing written where a later unit's source now gives a line of the exam's solution?"""
    other = Course(tmp_path / "course")
    shutil.copytree(course.root, other.root)
    other.settings_file.write_text(f'[exam]\nunits = ["{OPEN}"]\n')
    line = next(line for line, cell in hidden_lines(read_source(course.source(OPEN))))
    text = other.source(EXAM).read_text()
    other.source(EXAM).write_text(f"{text}\n# %% demo\nif False:\n    {line}\n")
    build_course(other, [OPEN, EXAM])
    with pytest.raises(UsageError, match=f"Release without {EXAM} until the exam is over"):
        release(other, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    release(other, tmp_path / "out", [OPEN])


def test_no_exam_refuses_nothing() -> None:
    """May later notebooks give what earlier ones asked for, where there is no exam?"""
    sources, notebooks = sources_and_notebooks("none")
    refuse_given_answers(notebooks, sources)


def test_the_teacher_is_told(course, released, tmp_path, monkeypatch, capsys) -> None:
    """Does the command say that it is an exam, and that an earlier release held the key?"""
    monkeypatch.chdir(course.root)
    out = tmp_path / "out"
    assert cli.run(["release", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "mse-loss 9 (own: 6)" in said and f"exam mode for {EXAM}" in said
    assert f"The wheel holds no key and no hint of {EXAM}." in said
    assert "can still check" not in said
    with zipfile.ZipFile(out / "older.whl", "w") as wheel:
        wheel.writestr(f"autograder/keys/{EXAM}.json", "{}")
    assert "held the key of 01_linear_regression" in notes(course, out)[-1]
    (out / "older.whl").write_text("no zip")
    assert len(notes(course, out)) == 3


def test_the_notebook_says_it_is_an_exam(course: Course, released: Path) -> None:
    """Does the released notebook carry the mode and the points, and the source the same?"""
    notebook = nbformat.read(released / "course" / EXAM / f"{EXAM}.ipynb", 4)
    assert notebook.metadata.autograder.exam is True
    check = next(cell for cell in notebook.cells if cell.id == "mse-loss")
    assert check.metadata.nbgrader.points == 9
    assert read_tailored(course, course.source(EXAM)).exam
