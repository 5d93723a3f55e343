"""Notebooks in Gradescope's container: the marks of autograder grade, in its results.json."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.source import read_source
from autograder.exercises import load_unit
from autograder.grading.grade import Grader
from autograder.grading.replay import Times
from autograder.integrations.gradescope import run
from autograder.integrations.gradescope.build import build_autograder
from autograder.integrations.gradescope.contents import read_settings
from autograder.layout import Course
from autograder.sandbox import Limits
from tests.integrations.gradescope.mock import (
    ROOT,
    SEED,
    UNIT,
    Container,
    Ran,
    notebook,
    situation,
)
from tests.notebooks.write import CHECK_LOSS, FEATURES, FIRST, LOSS, SETUP, SITUATIONS, function

MOST = sum(exercise.max_points for exercise in load_unit(UNIT).exercises)
LANDLOCK_OFF = (sys.executable, str(Path(__file__).with_name("without_landlock.py")))


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    """What autograder grade grades with, by the same seed, made from the sources."""
    times = Times(cell=1.0, submission=20.0, exercise=1.0)
    with Grader(Course(ROOT), UNIT, SEED, times=times) as grader:
        yield grader


def cells(*sources: str) -> str:
    """A notebook whose check cells are written as in tests/notebooks/write.py."""
    spelled = [
        f'check("{s.removeprefix("check: ")}")' if s[:7] == "check: " else s for s in sources
    ]
    return notebook(*spelled)


def not_graded(ran: Ran) -> str:
    """What the teacher alone reads where nothing was graded; nothing else may be there."""
    (test,) = ran.results["tests"]
    assert (test["visibility"], test["score"], test["max_score"]) == ("hidden", 0, MOST)
    assert "score" not in ran.results and ran.results["visibility"] == "visible"
    assert "not your fault" in ran.told
    assert test["output"] not in ran.results["output"]
    return str(test["output"])


# ------------------------------------------------------------------ the same marks


@pytest.mark.parametrize(
    "name",
    [
        "all_right",
        "gradient_without_two",
        "syntax_error_in_one_cell",
        "raises_on_every_case",
        "not_written",
        "magics",
        "copied_cell",
        "exits",
        "no_cells",
    ],
)
def test_marks_and_words_are_those_of_grade(
    container: Container, grader: Grader, name: str
) -> None:
    """Do marks and words equal those of the same notebook graded by autograder grade?"""
    path = container.hand_in(f"{UNIT}.ipynb", situation(name))
    expected = grader.grade("ada", path).result
    ran = container.run()
    assert ran.marks == {v.exercise: v.points for v in expected.verdicts}
    assert ran.results["score"] == expected.points
    assert ran.marks["mse-loss"] == SITUATIONS[name].points
    for verdict in expected.verdicts:
        assert " ".join(verdict.message.split()) in " ".join(ran.outputs[verdict.exercise].split())


@pytest.mark.prove
def test_an_infinite_loop_costs_its_exercise(container: Container) -> None:
    """Does a loop without end cost its own exercise, and does the run end in time?"""
    container.hand_in(f"{UNIT}.ipynb", situation("infinite_loop"))
    started = time.monotonic()
    ran = container.run()
    assert (ran.marks["quadratic-features"], ran.marks["mse-loss"]) == (2, 0)
    assert "endless loop" in ran.outputs["mse-loss"]
    assert time.monotonic() - started < 60


TWO_SLIPS = LOSS.replace("2 * X.T", "X.T").replace("2 * np.mean(r)", "2 * np.sum(r)")
STEPS_UP = """\
def gradient_descent(X, y, learning_rate, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        loss, dw, db = mse_loss(w, b, X, y)
        losses.append(loss)
        w, b = w + learning_rate * dw, b + learning_rate * db
    return w, b, losses
"""


@pytest.mark.parametrize("slips", [(TWO_SLIPS,), (LOSS, STEPS_UP)], ids=["at once", "elsewhere"])
def test_marks_of_other_mistakes(
    container: Container, grader: Grader, slips: tuple[str, ...]
) -> None:
    """Do an answer with two slips, and one in another exercise, get the marks of grade?"""
    checks = (CHECK_LOSS, 'check("gradient-descent")')
    path = container.hand_in(f"{UNIT}.ipynb", cells(*FIRST, *slips, *checks))
    expected = grader.grade("ada", path).result
    ran = container.run()
    assert ran.marks == {v.exercise: v.points for v in expected.verdicts}
    wrong = "mse-loss" if len(slips) == 1 else "gradient-descent"
    assert 0 <= ran.marks[wrong] < load_unit(UNIT).exercise(wrong).max_points
    assert "✗" in ran.outputs[wrong]


def test_what_a_student_and_a_teacher_read(container: Container) -> None:
    """Are marks, mistake and questions told to the student, and the level to the teacher?"""
    container.hand_in(f"{UNIT}.ipynb", situation("gradient_without_two"))
    ran = container.run()
    test = ran.results["tests"][1]
    assert test["name"] == "The loss and its gradient (mse-loss)"
    assert (test["score"], test["max_score"], test["status"]) == (3, 6, "failed")
    assert "✓ loss   ✗ dw" in test["output"] and "factor 2" in test["output"]
    assert "worst entry dw" in test["output"] and "think about" in test["output"]
    assert [a["name"] for a in test["extra_data"]["aspects"]] == ["shape", "loss", "dw", "db"]
    assert "5 of 20 points" in ran.told
    assert "2 questions in words (4 points) are marked by your teacher" in ran.told
    assert "Sandbox: full." in ran.printed and ran.results["stdout_visibility"] == "hidden"


def test_what_the_teacher_chose(container: Container) -> None:
    """Is the visibility that the zip was built with that of every test?"""
    path = container.root / "source" / "settings.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"visibility": "after_published"}))
    container.hand_in(f"{UNIT}.ipynb", situation("all_right"))
    ran = container.run()
    assert {test["visibility"] for test in ran.results["tests"]} == {"after_published"}


@pytest.mark.parametrize(
    ("metadata", "warned"),
    [
        ('{"assignment": {"total_points": "20.0"}}', False),
        ('{"assignment": {"total_points": "10.0"}}', True),
        ("{", False),
        ("[]", False),
    ],
)
def test_a_total_that_does_not_fit(container: Container, metadata: str, warned: bool) -> None:
    """Is the teacher told that Gradescope's total is too small, and no other metadata a crash?"""
    (container.root / "submission_metadata.json").write_text(metadata)
    container.hand_in(f"{UNIT}.ipynb", situation("no_cells"))
    assert ("is worth 10 points on Gradescope" in container.run().printed) is warned


# ------------------------------------------------------------- what was handed in


def test_no_notebook(container: Container) -> None:
    """Is a submission without a notebook 0 of all, with a sentence to the student?"""
    container.hand_in("notes.txt", "hello")
    ran = container.run()
    assert set(ran.marks.values()) == {0.0} and ran.results["score"] == 0
    assert "There is no notebook in what you handed in, only notes.txt." in ran.told
    assert f"Hand in {UNIT}.ipynb." in ran.told
    assert sum(test["max_score"] for test in ran.results["tests"]) == MOST


@pytest.mark.parametrize(
    ("names", "points", "said"),
    [
        (["Copy of 01.ipynb"], 8, "Copy of 01.ipynb was graded as"),
        ([f"course/{UNIT}/{UNIT}.ipynb", "scratch.ipynb"], 8, f"course/{UNIT}/{UNIT}.ipynb was"),
        ([f"{UNIT} (1).ipynb", "scratch.ipynb"], 8, f"{UNIT} (1).ipynb was graded"),
        (["a.ipynb", "b.ipynb"], 0, "several notebooks"),
        ([f".ipynb_checkpoints/{UNIT}.ipynb"], 0, "There is no notebook"),
    ],
)
def test_other_names_and_several_notebooks(
    container: Container, names: list[str], points: float, said: str
) -> None:
    """Is the notebook found that must be meant, and is it said where none is?"""
    for name in names:
        good = name != "scratch.ipynb"
        container.hand_in(name, situation("all_right" if good else "no_cells"))
    ran = container.run()
    assert (ran.results["score"], said in ran.told) == (points, True)


def test_another_units_notebook(container: Container) -> None:
    """Is the notebook of another unit named as what it is?"""
    container.hand_in(f"{UNIT}.ipynb", notebook('start("03_softmax_classifier", version="0.1")'))
    ran = container.run()
    assert ran.results["score"] == 0
    assert "This looks like unit 03_softmax_classifier" in ran.told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ('{"cells": [', "is not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"worksheets": 3}', 'it has no "cells"'),
    ],
)
def test_a_damaged_notebook(container: Container, text: str, said: str) -> None:
    """Is a file that is no notebook 0 of all, said to the student without our folders?"""
    container.hand_in(f"{UNIT}.ipynb", text)
    ran = container.run()
    assert ran.results["score"] == 0 and said in ran.told
    assert "hand it in again" in ran.told
    assert "Ask the student" not in json.dumps(ran.results)
    assert str(container.root) not in json.dumps(ran.results)


def test_a_link_is_not_followed(container: Container) -> None:
    """Is a link, as a repository can hold one, never read?"""
    (container.root / "secret.ipynb").write_text(situation("all_right"))
    (container.root / "submission" / f"{UNIT}.ipynb").symlink_to(container.root / "secret.ipynb")
    ran = container.run()
    assert ran.results["score"] == 0


# ------------------------------------------------------------------- hostile code

REACHES = """\
from pathlib import Path
root = Path({root!r})
won = []
for reach in (
    lambda: (root / "source" / "hidden_key.json").read_text(),
    lambda: list((root / "source").iterdir()),
    lambda: (root / "results" / "results.json").write_text("{{}}"),
    lambda: (root / "results" / "mine").touch(exist_ok=False),
    lambda: (root / "results").chmod(0o777),
):
    try:
        reach()
        won.append(True)
    except OSError:
        pass
print("CANARY", root)
"""
PAID_IF_IT_WON = LOSS + "\nif not won:\n    mse_loss = lambda *_: (0.0, 0.0, 0.0)\n"


@pytest.fixture
def ways(container: Container) -> Iterator[None]:
    """Every user may pass through the folders above, as on Gradescope; pytest forbids it."""
    above = [p for p in container.root.parents if p.is_relative_to("/tmp") and p != Path("/tmp")]
    modes = {path: path.stat().st_mode for path in above}
    for path in above:
        path.chmod(0o755)
    yield
    for path, mode in modes.items():
        path.chmod(mode)


@pytest.mark.parametrize("landlock", [True, False], ids=["with Landlock", "without"])
def test_hostile_code_reaches_nothing(container: Container, ways: None, landlock: bool) -> None:
    """Can student code neither read the answers nor write the results?

    Without Landlock, where the teacher allows that, another user's rights stand in the way.
    """
    if not landlock:
        if os.geteuid():
            pytest.skip("only root can become another user")
        path = container.root / "source" / "settings.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"allow_unsandboxed": True}))
    attack = REACHES.format(root=str(container.root))
    container.hand_in(f"{UNIT}.ipynb", cells(SETUP, FEATURES, attack, PAID_IF_IT_WON, CHECK_LOSS))
    ran = container.run(*(() if landlock else LANDLOCK_OFF))
    assert ran.marks["mse-loss"] == 0 and ran.marks["quadratic-features"] == 2
    assert "CANARY" not in json.dumps(ran.results) + ran.printed
    assert ("Sandbox: full" in ran.printed) is landlock
    exec(attack, names := {})  # the same lines, without any wall, reach it all
    assert len(names["won"]) == 5


def test_students_text_stays_text(container: Container) -> None:
    """Is markup in names and errors never more than text, and no control character left?"""
    evil = "<script>alert(1)</script>\x1b[31m\u202e"
    body = function(f"raise ValueError({evil!r})")
    container.hand_in("<b>*x*\x07.ipynb", cells(*FIRST, body, CHECK_LOSS))
    ran = container.run()
    assert "<script>alert(1)</script>" in ran.outputs["mse-loss"]
    formats = [ran.results[f] for f in ("output_format", "test_output_format", "test_name_format")]
    for test in ran.results["tests"]:
        formats += [test["output_format"], test["name_format"]]
    assert set(formats) == {"text"}
    whole = json.dumps(ran.results, ensure_ascii=False) + ran.printed
    assert not any(c in whole for c in ("\x1b", "\\u001b", "\x07", "\\u0007", "\u202e"))


# ---------------------------------------------------------------- when we fail


def test_below_the_floor(container: Container) -> None:
    """Is nothing graded where the container cannot confine, and the teacher alone told why?"""
    container.hand_in(f"{UNIT}.ipynb", situation("all_right"))
    ran = container.run(*LANDLOCK_OFF)
    said = not_graded(ran)
    assert "Landlock: any file the user may read can be read" in " ".join(said.split())
    assert "--allow-unsandboxed" in said and "docs/gradescope.md" in said


def test_a_fault_of_ours(container: Container) -> None:
    """Does a crash of ours leave a result that says so, and the traceback to the teacher?"""
    (container.root / "source" / "hidden_key.json").write_text("{}")
    container.hand_in(f"{UNIT}.ipynb", situation("all_right"))
    ran = container.run()
    assert "the autograder's fault" in not_graded(ran)
    assert "Traceback" in ran.printed


@pytest.mark.parametrize("program", ["#!/bin/sh\nkill -9 $$\n", "#!/bin/sh\nexit 3\n"])
def test_a_grader_that_is_killed(container: Container, tmp_path: Path, program: str) -> None:
    """Does a grader that dies at once, or never starts, leave a valid result?"""
    dying = tmp_path / "python"
    dying.write_text(program)
    dying.chmod(0o755)
    container.hand_in(f"{UNIT}.ipynb", situation("all_right"))
    ran = container.run(AUTOGRADER_PYTHON=str(dying))
    assert "more memory than the container has" in " ".join(not_graded(ran).split())
    assert "Nothing was graded" in ran.printed


@pytest.mark.parametrize("damage", ["settings.json", "released.ipynb"])
def test_a_zip_that_is_not_whole(container: Container, damage: str) -> None:
    """Is a missing file of ours no crash without results?"""
    (container.root / "source" / damage).unlink()
    container.hand_in(f"{UNIT}.ipynb", situation("all_right"))
    not_graded(container.run())


def test_time_is_up(container: Container, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a run that takes too long ended before Gradescope ends it, with a valid result?"""
    monkeypatch.setattr(run, "SECONDS", 1)
    monkeypatch.setattr(run, "_grade", lambda *_: time.sleep(30))
    started, before = time.monotonic(), signal.getsignal(signal.SIGALRM)
    try:
        run.main(str(container.root))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - started < 5
    results = json.loads((container.root / "results" / "results.json").read_text())
    assert "took more than 1 seconds" in results["tests"][0]["output"]


@pytest.mark.parametrize(
    ("files", "memory"),
    [
        ({"memory.max": "max"}, 2048),
        ({"memory.max": str(768 << 20)}, 384),
        ({"memory.max": str(64 << 20)}, 256),
        ({"memory/memory.limit_in_bytes": str(1536 << 20)}, 1152),
        ({"memory.max": str(1 << 40)}, 2048),
        ({}, 2048),
    ],
)
def test_memory_fits_the_container(tmp_path: Path, files: dict[str, str], memory: int) -> None:
    """Does a child get what the container has left, and never more than usual?"""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{text}\n")
    assert run.limits(tmp_path) == Limits(memory=memory << 20)


def test_the_zips_own_package_runs(container: Container) -> None:
    """Is every module of ours that grading loads the zip's, and NumPy the only other package?"""
    assert read_settings(container.root / "source").unit == UNIT
    spy = container.root / "source" / "autograder" / "integrations" / "gradescope" / "run.py"
    spy.write_text(
        spy.read_text()
        + "\n_main = main\ndef main(root):\n    _main(root)\n    import sys\n"
        + "    ours = [m for n, m in sys.modules.items() if n.split('.')[0] == 'autograder']\n"
        + "    print('FOREIGN', [m.__file__ for m in ours if not m.__file__.startswith(root)])\n"
        + "    tops = {n.split('.')[0] for n in sys.modules} - set(sys.stdlib_module_names)\n"
        + "    print('TOPS', sorted(t for t in tops if not t.startswith('_')))\n"
    )
    container.hand_in(f"{UNIT}.ipynb", situation("all_right"))
    ran = container.run()
    assert ran.results["score"] == 8
    assert "FOREIGN []" in ran.printed
    tops = ran.printed.partition("TOPS ")[2].splitlines()[0]
    assert set(json.loads(tops.replace("'", '"'))) <= {"autograder", "cython_runtime", "numpy"}


@pytest.mark.prove
@pytest.mark.parametrize("unit", ["01_linear_regression", "09_conjugate_gradient"])
def test_in_an_environment_of_its_own(tmp_path: Path, unit: str) -> None:
    """Does setup.sh really make the environment by hashes, and grade a notebook in it?"""
    archive = build_autograder(Course(ROOT), unit, SEED, tmp_path / "x.zip")
    container = Container.made(tmp_path / "autograder", archive)
    subprocess.run(
        ["bash", str(container.root / "source" / "setup.sh")],
        env=os.environ | {"AUTOGRADER_ROOT": str(container.root)},
        check=True,
    )
    solved = notebook_text(build_unit(read_source(Course(ROOT).source(unit))).instructor)
    container.hand_in(f"{unit}.ipynb", solved)
    ran = container.run(AUTOGRADER_PYTHON=str(container.root / "venv" / "bin" / "python"))
    assert all(test["score"] == test["max_score"] for test in ran.results["tests"])
