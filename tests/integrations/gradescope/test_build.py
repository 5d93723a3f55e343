"""The zip: what is in it, and what is not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.authoring.build import build_course
from autograder.authoring.proofs.files import hidden_lines
from autograder.authoring.source import read_source
from autograder.cli import run
from autograder.errors import AutograderError, UsageError
from autograder.exercises import load_unit
from autograder.grading.rules import make_rules
from autograder.grading.seed import fingerprint
from autograder.integrations.gradescope import build
from autograder.integrations.gradescope.build import build_autograder
from autograder.integrations.gradescope.contents import HIDDEN, read_rules, read_settings
from autograder.integrations.gradescope.lock import part_of_lock
from autograder.integrations.gradescope.package import runner_files
from autograder.judging.answer_key import to_json
from autograder.layout import Course
from tests.integrations.gradescope.mock import ROOT, SEED, UNIT, Container, situation

AT_THE_ROOT = {
    "LICENSE",
    "hidden_key.json",
    "not_graded.json",
    "points.json",
    "public_key.json",
    "released.ipynb",
    "requirements.txt",
    "run_autograder",
    "settings.json",
    "setup.sh",
}
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.mark.prove
def test_the_same_bytes_each_time(archive: Path, tmp_path: Path) -> None:
    """Is the zip byte for byte the same when it is built again, by another process?"""
    code = (
        "from pathlib import Path\n"
        "from autograder.integrations.gradescope.build import build_autograder\n"
        "from autograder.layout import Course\n"
        f"build_autograder(Course(Path({str(ROOT)!r})), {UNIT!r}, {SEED!r}, Path('again.zip'))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.zip"]


def test_no_more_than_needed(archive: Path) -> None:
    """Does the zip hold its two scripts, the rules and the modules that grading loads?"""
    with zipfile.ZipFile(archive) as opened:
        names = set(opened.namelist())
    assert {name for name in names if "/" not in name} == AT_THE_ROOT
    rooms = {name.split("/")[1] for name in names if name.count("/") > 1}
    assert rooms == {
        *("exercises", "grading", "integrations", "judging", "notebook", "reports", "sandbox")
    }
    assert "autograder/grading/run.py" not in names and "autograder/cli.py" not in names
    assert not any("authoring" in name or "keys/" in name for name in names)


def test_scripts_can_be_run(archive: Path) -> None:
    """Are both scripts programs, at the root of the zip, that bash can read?"""
    with zipfile.ZipFile(archive) as opened:
        for name in ("setup.sh", "run_autograder"):
            info = opened.getinfo(name)
            assert info.external_attr >> 16 == 0o100755
            text = opened.read(name)
            assert text.startswith(b"#!/usr/bin/env bash\n")
            assert subprocess.run(["bash", "-n"], input=text).returncode == 0


def test_neither_seed_nor_solution_is_in_it(archive: Path) -> None:
    """Does no file of the zip hold the seed, or a line of the unit's solution?"""
    source = read_source(ROOT / "solutions" / f"{UNIT}.py", load_unit(UNIT))
    secrets = [SEED, *(line for line, _ in hidden_lines(source))]
    with zipfile.ZipFile(archive) as opened:
        texts = {name: opened.read(name).decode("utf-8") for name in opened.namelist()}
    assert len(secrets) > 10
    assert [(n, s) for n, text in texts.items() for s in secrets if s in text] == []
    assert json.loads(texts["settings.json"])["seed"] == fingerprint(SEED)


def test_a_solution_line_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is nothing written when a file of the zip would hold a line of the solution?"""
    source = read_source(ROOT / "solutions" / f"{UNIT}.py", load_unit(UNIT))
    line = next(line for line, cell in hidden_lines(source) if cell.role == "exercise")
    shutil.copytree(build.SCRIPTS, tmp_path / "scripts")
    with (tmp_path / "scripts" / "setup.sh").open("a") as script:
        script.write(f"    {line}\n")
    monkeypatch.setattr(build, "SCRIPTS", tmp_path / "scripts")
    with pytest.raises(AutograderError, match=r"setup.sh would hold a line of the exercise"):
        build_autograder(Course(ROOT), UNIT, SEED, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_rules_come_back_as_they_were(container: Container) -> None:
    """Are the keys in the zip those that grading makes from the same seed?"""
    settings = read_settings(container.root / "source")
    found, made = (
        read_rules(container.root / "source", settings),
        make_rules(Course(ROOT), UNIT, SEED),
    )
    assert to_json(found.hidden) == to_json(made.hidden) != to_json(found.public)
    assert to_json(found.public) == to_json(made.public)
    assert (found.released, found.version, found.seed) == (made.released, made.version, made.seed)
    assert (settings.questions, settings.question_points) == (2, 4.0)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("01_linear_regression", ["numpy"]),
        ("09_conjugate_gradient", ["numpy", "scipy"]),
        ("10_capstone", ["autograd", "numpy", "scipy"]),
    ],
)
def test_only_what_the_unit_needs_is_locked(unit: str, wanted: list[str]) -> None:
    """Does the container get the unit's packages with what they need, pinned and hashed?"""
    part = part_of_lock(LOCK, ("numpy", *load_unit(unit).packages))
    entries = part.replace("\\\n", "").splitlines()
    pin = re.compile(r"([a-z0-9-]+)==[^\s;]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    assert [found[1] for entry in entries if (found := pin.fullmatch(entry))] == wanted
    assert (len(entries) == len(wanted) and part in LOCK) or len(wanted) > 1


def test_what_a_package_needs_is_locked_too() -> None:
    """Are the needs of a package found, and those of its extras left out?"""
    part = part_of_lock(LOCK, ["sklearn"])
    names = re.findall(r"^([a-z0-9-]+)==", part, re.M)
    assert {"joblib", "numpy", "scikit-learn", "scipy", "threadpoolctl"} <= set(names)
    assert not {"pytest", "pandas", "matplotlib", "ruff"} & set(names)


def test_a_package_that_is_not_locked_is_said() -> None:
    """Is a package without a line in the lock a sentence with the command to run?"""
    with pytest.raises(UsageError, match=r"no line for numpy. Run: make lock"):
        part_of_lock("", ["numpy"])


def test_no_teachers_module_is_loaded() -> None:
    """Are the modules that the runner loads none that reads solutions or writes books?"""
    names = {str(file) for file in runner_files()}
    assert {"integrations/gradescope/run.py", "grading/grade.py", "sandbox/server.py"} <= names
    assert not any(name.startswith("authoring") for name in names)
    assert not names & {"cli.py", "grading/run.py", "integrations/gradescope/build.py"}


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    """Does the command write the zip with the course's seed, and say where it is?"""
    root = tmp_path / "course-root"
    for name in ("solutions", "course"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("requirements.lock", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    (root / ".grading_seed").write_text(f"{SEED}\n")
    monkeypatch.chdir(root)
    assert run(["gradescope", UNIT, "--visibility", "after_due_date", "--allow-unsandboxed"]) == 0
    assert capsys.readouterr().out == f"wrote dist/gradescope/{UNIT}.zip\n"
    with zipfile.ZipFile(root / "dist" / "gradescope" / f"{UNIT}.zip") as opened:
        settings = json.loads(opened.read("settings.json"))
        assert HIDDEN in opened.namelist()
    assert settings["seed"] == fingerprint(SEED) and settings["allow_unsandboxed"] is True
    assert settings["visibility"] == "after_due_date"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["01_linear_regresion"], 'Did you mean "01_linear_regression"?'),
        ([UNIT, "--seed", "public"], "is the one that students have"),
        ([UNIT, "--seed", "x", "--out", "/dev/null/x.zip"], "cannot be written"),
        ([UNIT, "--visibility", "hidden"], "is none of"),
    ],
)
def test_wrong_usage(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Is a wrong unit, seed, place or visibility one sentence and exit code 2?"""
    assert run(["gradescope", *words]) == 2
    assert said in capsys.readouterr().err


# ------------------------------------------------------------- points of course.toml


@pytest.fixture(scope="module")
def of_ten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of a course that gives mse-loss 10 points, built by the command."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "solutions", root / "solutions")
    for file in ("pyproject.toml", "LICENSE", "requirements.lock"):
        shutil.copy(ROOT / file, root / file)
    (root / "course.toml").write_text("[points]\nmse-loss = 10\n")
    build_course(Course(root), [UNIT])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert run(["gradescope", UNIT, "--seed", SEED, "--out", "x.zip"]) == 0
    return root / "x.zip"


def test_points_of_the_teacher_are_the_marks(of_ten: Path, tmp_path: Path) -> None:
    """Is mse-loss out of 10 in the container, and right work worth all of it?"""
    container = Container.made(tmp_path / "autograder", of_ten)
    container.hand_in(f"{UNIT}.ipynb", situation("all_right"))
    ran = container.run()
    most = {test["tags"][1]: test["max_score"] for test in ran.results["tests"]}
    assert (ran.marks["mse-loss"], most["mse-loss"]) == (10, 10)


def test_points_of_the_teacher_stand_where_nothing_was_graded(of_ten: Path, tmp_path: Path) -> None:
    """Is the hidden test, and the one for a killed grader, out of the set points?"""
    container = Container.made(tmp_path / "autograder", of_ten)
    most = 4 + sum(exercise.max_points for exercise in load_unit(UNIT).exercises)
    fallback = json.loads((container.root / "source" / "not_graded.json").read_text())
    assert fallback["tests"][0]["max_score"] == most
    container.hand_in(f"{UNIT}.ipynb", situation("all_right"))
    (container.root / "source" / HIDDEN).write_text("{")
    assert container.run().results["tests"][0]["max_score"] == most


@pytest.mark.parametrize("wrong", ["source", "settings"])
def test_what_a_teacher_wrote_wrongly_is_wrong_usage(
    of_ten: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    """Does the command end with 2 where course.toml or a source cannot be used?"""
    root = tmp_path / "course"
    shutil.copytree(of_ten.parent, root)
    if wrong == "settings":
        (root / "course.toml").write_text("[points]\nmse-los = 10\n")
    else:
        path = root / "solutions" / f"{UNIT}.py"
        path.write_text(path.read_text().replace('check="mse-loss" points=6', 'check="mse-loss"'))
    monkeypatch.chdir(root)
    assert run(["gradescope", UNIT, "--seed", SEED, "--out", "y.zip"]) == 2
    assert not (root / "y.zip").exists()


# -------------------------------------------------------------------- setup.sh


def set_up(container: Container, **programs: str) -> subprocess.CompletedProcess[str]:
    """Run setup.sh where only these programs (shell scripts) are on PATH, and a few tools."""
    folder = container.root / "bin"
    folder.mkdir()
    for tool in ("bash", "chmod", "env"):
        (folder / tool).symlink_to(shutil.which(tool) or "")
    for name, script in programs.items():
        (folder / name).write_text(f"#!{shutil.which('bash')}\n{script}\n")
        (folder / name).chmod(0o755)
    return subprocess.run(
        [str(folder / "bash"), str(container.root / "source" / "setup.sh")],
        env={"PATH": str(folder), "AUTOGRADER_ROOT": str(container.root)},
        capture_output=True,
        text=True,
    )


TOO_OLD = '[ "$1" = -c ] && exit 1\necho "$@"'
FINE = (
    'echo "$@" >> "$AUTOGRADER_ROOT/said"\n'
    'if [ "$1" = -m ] && [ "$2" = venv ]; then\n'
    '    [ -d "$4/bin" ] || PATH=/usr/bin:/bin mkdir -p "$4/bin"\n'
    '    PATH=/usr/bin:/bin cp "$0" "$4/bin/python"\nfi'
)


def test_set_up_takes_the_newest_python_that_is_supported(container: Container) -> None:
    """Does setup.sh make a venv by a supported Python, and install by hashes alone?"""
    done = set_up(container, **{"python3.13": TOO_OLD, "python3.12": FINE, "python3": TOO_OLD})
    assert done.returncode == 0, done.stderr
    said = (container.root / "said").read_text().splitlines()
    assert said[1] == f"-m venv --clear {container.root}/venv"
    assert said[2].startswith("-m pip install ") and "--require-hashes" in said[2]
    assert said[2].endswith(f"-r {container.root}/source/requirements.txt")
    assert (container.root / "source").stat().st_mode & 0o077 == 0
    assert (container.root / "source" / HIDDEN).stat().st_mode & 0o077 == 0


def test_set_up_installs_a_python_where_there_is_none(container: Container) -> None:
    """Are the distribution's Pythons tried, and the base image named, where none is there?"""
    apt = 'echo "$@" >> "$AUTOGRADER_ROOT/asked"\n[ "$1" = update ]'
    done = set_up(container, **{"apt-get": apt, "python3": TOO_OLD})
    asked = (container.root / "asked").read_text()
    assert "python3.12 python3.12-venv" in asked and "python3.11 python3.11-venv" in asked
    assert done.returncode == 1
    assert "Choose the base image Ubuntu 24.04 or 22.04" in done.stderr
