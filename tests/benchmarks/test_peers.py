"""The benchmark beside the peers: what it says, when it refuses, and the class it grades."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.authoring.bank import load_bank
from autograder.authoring.source import read_source
from autograder.exercises import load_unit
from autograder.layout import Course
from benchmarks.rivals import classroom, otter
from benchmarks.rivals.environment import Environment, Refused, run
from benchmarks.rivals.table import (
    ALL_IN,
    AUTOGRADE,
    FLOOR,
    NBGRADER,
    RELEASED,
    RESULTS,
    Goal,
    Take,
    disagreements,
    marginal,
    ratio_table,
    ratios,
    report,
    spread,
    with_start_ups,
)

ROOT = Path(__file__).resolve().parents[2]
UNIT = "05_two_layer_net"
GOAL = Goal(NBGRADER, ALL_IN, least=100, aim=300)
MARKS = {"ada": {"softmax": 3.0, "loss": 1.5}, "bob": {"softmax": 0.0, "loss": 0.0}}


def take(contestant: str, seconds: float, graded: int = 1, unit: str = UNIT, turn: int = 0) -> Take:
    return Take(contestant, unit, turn, graded, seconds, 2 * seconds)


# -------------------------------------------------------------------------- ratios


def test_a_start_up_is_left_out() -> None:
    """If one submission takes 5 s and four take 11 s, is it 2 s each, and 3 s to start?"""
    found = marginal(take(NBGRADER, 5.0), take(NBGRADER, 11.0, graded=4))
    assert (found.each, found.fixed, found.each_processor) == (2.0, 3.0, 4.0)


def test_a_sample_of_one_counts_whole() -> None:
    """Is nothing left out where there is no second submission to tell by?"""
    assert marginal(take(NBGRADER, 5.0), take(NBGRADER, 5.0)).each == 5.0


def test_the_start_up_of_the_same_commands_is_used() -> None:
    """Does a run on one whole notebook get the start-up that was found without demonstrations?"""
    whole = Take(RELEASED, UNIT, 0, 1, 20.0, 20.0, fixed=None, fixed_processor=None)
    known = marginal(take(NBGRADER, 5.0), take(NBGRADER, 11.0, graded=4))
    assert with_start_ups([whole, known])[0].each == 17.0


def test_ratios_are_of_a_submission_in_the_same_round() -> None:
    """Are times divided by how many were graded, round by round, and units added up?"""
    takes = [
        *(take(NBGRADER, 20.0, graded=10), take(ALL_IN, 2.0, graded=100)),
        *(take(NBGRADER, 30.0, graded=10, turn=1), take(ALL_IN, 1.0, graded=100, turn=1)),
        *(take(NBGRADER, 2.0, unit="03"), take(ALL_IN, 0.02, unit="03")),
        *(take(NBGRADER, 3.0, unit="03", turn=1), take(ALL_IN, 0.01, unit="03", turn=1)),
    ]
    assert ratios(takes, GOAL, UNIT) == pytest.approx([100.0, 300.0])
    assert ratios(takes, GOAL, UNIT, "03") == pytest.approx([4 / 0.04, 6 / 0.02])
    rows = list(ratio_table(takes, [GOAL]))
    assert "200 (100–300)" in rows[1]
    assert rows[1].endswith("≥ 100, aim 300   met")
    assert rows[-1].startswith("  together")


def test_what_is_short_of_its_goal_is_said() -> None:
    """Does the table say so where we are too slow, or too far above the floor?"""
    takes = [take(NBGRADER, 99.0), take(ALL_IN, 1.0), take(RESULTS, 2.1), take(FLOOR, 1.0)]
    goals = [GOAL, Goal(RESULTS, FLOOR, most=2)]
    said = [row for row in ratio_table(takes, goals) if UNIT in row]
    assert [row.rpartition("  ")[2].strip() for row in said] == ["NOT MET", "NOT MET"]


def test_numbers_have_three_digits() -> None:
    """Is nothing printed more exactly than it was measured?"""
    assert spread([0.0123456, 1.0, 1234.5]) == "1.00 (0.0123–1234)"


# --------------------------------------------------------------------------- marks


def test_marks_that_agree_say_nothing() -> None:
    """Are equal marks of a sample equal, whatever else the others hold?"""
    theirs = {"ada": {"softmax": 3.0, "loss": 1.5000000001, "in-words": 0.0}}
    assert disagreements("otter", UNIT, MARKS, theirs) == []


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ({"ada": {"softmax": 3.0, "loss": 1.0}}, "ada, loss: otter gives 1, ours 1.5"),
        ({"ada": {"softmax": 3.0}}, "ada, loss: otter gives nothing, ours 1.5"),
        ({"eve": {"softmax": 3.0}}, "eve, everything: otter gives nothing, ours nothing"),
    ],
)
def test_marks_that_differ_are_named(theirs: dict[str, dict[str, float]], said: str) -> None:
    """Is it said who, where and how much, also where a mark or a student is missing?"""
    assert disagreements("otter", UNIT, MARKS, theirs) == [f"{UNIT}, {said}"]


def test_no_ratio_where_marks_differ() -> None:
    """Does one other mark take all ratios away, and leave the times?"""
    contestants = (RELEASED, NBGRADER, AUTOGRADE, "otter run", ALL_IN, RESULTS, FLOOR)
    takes = [take(contestant, 1.0) for contestant in contestants]
    good, bad = report(takes, []), report(takes, ["ada, loss: otter gives 1, ours 1.5"])
    assert "times as long" in good and f"{NBGRADER} : {ALL_IN}" in good
    assert "times as long" not in bad and " : " not in bad.replace("loss: ", "")
    assert "ada, loss: otter gives 1, ours 1.5" in bad
    assert "seconds a submission" in bad


# --------------------------------------------------------------------------- class


def test_everybody_is_in_the_sample_once() -> None:
    """Are samples of different students, and others in each turn?"""
    for size, count in ((100, 6), (14, 6), (4, 6), (1, 3)):
        drawn = [classroom.sample(size, count, turn) for turn in range(3)]
        assert all(len(set(one)) == min(count, size) for one in drawn)
        assert all(0 <= number < size for one in drawn for number in one)
    assert not set(classroom.sample(100, 6, 0)) & set(classroom.sample(100, 6, 1))


def test_the_class_is_the_same_each_time_and_no_two_are_the_same(tmp_path: Path) -> None:
    """Is the class made anew byte by byte, and does every answer differ from all others'?"""
    for name in ("one", "two"):
        classroom.write_class(Course(ROOT), UNIT, tmp_path / name, 4)
    one, two = (
        [classroom.handed_in(tmp_path / n, i, UNIT) for i in range(4)] for n in "one two".split()
    )
    texts = [path.read_text() for path in one]
    assert texts == [path.read_text() for path in two]
    assert len(set(texts)) == 4
    assert all(f"# {classroom.name(i)}" in text for i, text in enumerate(texts))


def test_no_answer_touches_its_neighbours() -> None:
    """Are answers left out that define another cell's function, and is enough left?"""
    course = Course(ROOT)
    source, bank = read_source(course.source(UNIT)), load_bank(course.bank(UNIT))
    kept = classroom.neighbourly(bank, source)
    slug = "two-layer-net-forward"
    left_out = set(bank.correct[slug]) - set(kept.correct[slug])
    assert any("TwoLayerNet.loss" in classroom.defined(style.code) for style in left_out)
    assert all(len(kept.mistakes[s]) > 5 and len(kept.correct[s]) > 5 for s in bank.mistakes)


def test_what_a_cell_defines_is_found() -> None:
    """Are functions, variables, methods and what is hung on a class found by their names?"""
    code = "def f(): pass\nclass A(A):\n    loss = f\n    def g(self): pass\nA.h = f\n"
    assert classroom.defined(code) == {"f", "A.loss", "A.g", "A.h"}


def test_demonstrations_are_emptied() -> None:
    """Does a notebook without demonstrations keep every other cell, and the original all?"""
    demo = new_code_cell("plots.draw()", metadata={"autograder": {"role": "demo"}})
    notebook = new_notebook(cells=[demo, new_code_cell("x = 1")])
    assert [cell.source for cell in classroom.without_demos(notebook).cells] == ["", "x = 1"]
    assert demo.source == "plots.draw()"


# --------------------------------------------------------------------------- otter


@pytest.mark.parametrize(
    ("points", "step"), [([1, 2], 1.0), ([0.5, 1.5, 1], 0.5), ([3, 6], 3.0), ([0.25, 1], 0.25)]
)
def test_steps_reach_every_mark(points: list[float], step: float) -> None:
    """Is the step the largest of which all points are multiples?"""
    assert otter.step_of(points) == step


def test_a_question_is_worth_its_exercise() -> None:
    """Do the test cases of a question, a step each, add up to the exercise's points?"""
    for exercise in load_unit(UNIT).exercises:
        text = otter.questions(exercise)
        compile(text, exercise.slug, "exec")
        cases = re.search(r"at_least\(n \* ([\d.]+)\) for n in range\(1, (\d+) \+ 1\)", text)
        assert cases and float(cases[1]) * int(cases[2]) == exercise.max_points


def test_otter_is_asked_where_our_check_stands() -> None:
    """Does every check become otter's, and is otter there before the first?"""
    notebook = otter.for_otter(new_notebook(cells=[new_code_cell('check("mse-loss")')]))
    first, second = (cell.source for cell in notebook.cells)
    assert "grader = otter.Notebook" in first and second == 'grader.check("mse-loss")'


# ------------------------------------------------------------------------ commands


def test_a_command_is_measured(tmp_path: Path) -> None:
    """Is processor time counted of what a command starts, and what it says kept?"""
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7))'])"
    ran = run(sys.executable, "-c", f"{work}; print('done')", cwd=tmp_path)
    assert ran.said == "done\n"
    assert ran.seconds > 0.05 and ran.processor > 0.05


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    """Does a failure end the run, with what the command said?"""
    with pytest.raises(Refused, match=r"ended with 3:\nno kernel here"):
        run(sys.executable, "-c", "print('no kernel here'); raise SystemExit(3)", cwd=tmp_path)


def test_the_peers_see_no_settings_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do commands of the peers run without the caller's Python paths, Jupyter and threads?"""
    for name in ("PYTHONPATH", "JUPYTER_PATH", "OMP_NUM_THREADS", "MPLBACKEND"):
        monkeypatch.setenv(name, "1")
    seen = Environment(tmp_path / "env", tmp_path / "home").variables()
    assert not {"PYTHONPATH", "JUPYTER_PATH", "OMP_NUM_THREADS", "MPLBACKEND"} & seen.keys()
    assert seen["PATH"].startswith(str(tmp_path / "env" / "bin"))
    assert seen["JUPYTER_DATA_DIR"].startswith(str(tmp_path / "home"))


# ---------------------------------------------------------------------------- lock


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_peers_run_on_our_versions() -> None:
    """Does the peers' lock hold nbgrader and otter, and of what we use too the same versions?"""
    theirs, ours = locked("benchmarks/peers.lock"), locked("requirements.lock")
    assert theirs["otter-grader"].startswith("7.")
    assert {"nbgrader", "numpy", "matplotlib", "ipykernel", "scikit-learn"} <= theirs.keys()
    assert {n: v for n, v in theirs.items() if ours.get(n, v) != v} == {}


def test_the_peers_lock_has_hashes_and_no_addresses() -> None:
    """Can it be installed from any mirror, and only what was locked?"""
    text = (ROOT / "benchmarks" / "peers.lock").read_text()
    assert "://" not in text and "--index-url" not in text
    assert all("--hash=sha256:" in part for part in re.split(r"\n(?=[a-z])", text.strip()))
