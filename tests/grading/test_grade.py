"""One submission graded by the real thing: sandbox, reader, key and judge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import SandboxBroken, UsageError
from autograder.grading.grade import Grader, same_work, work_key
from autograder.grading.plan import Released
from autograder.grading.replay import Times
from autograder.grading.rules import make_rules, rules_version
from autograder.layout import Course
from autograder.results import from_lines, to_lines
from autograder.sandbox import Rules as Walls
from autograder.sandbox import Sandbox
from tests.grading.conftest import ROOT, UNIT
from tests.notebooks.write import CHECK_LOSS, FIRST, LOSS, Situation, answered, notebook


def written(folder: Path, situation: Situation) -> Path:
    """A situation as a file."""
    path = folder / f"{UNIT}.ipynb"
    path.write_text(notebook(situation), encoding="utf-8")
    return path


def loss(result) -> tuple[str, float]:
    """Status and points of ``mse-loss``."""
    return next((v.status, v.points) for v in result.verdicts if v.exercise == "mse-loss")


@pytest.fixture
def with_demo(grader: Grader) -> Iterator[Grader]:
    """The grader, for a course that has given out a demo cell."""
    rules = grader.rules
    grader.rules = replace(rules, released=Released(demos=frozenset({"scale = 2"})))
    yield grader
    grader.rules = rules


def test_an_answer_that_needs_a_demo_cell(with_demo: Grader, tmp_path: Path) -> None:
    """Does a function that uses a name of a demo cell get its marks?"""
    needs = "import numpy as np\n" + LOSS.replace("2 *", "scale *")
    path = written(tmp_path, Situation((*FIRST, "scale = 2", needs, CHECK_LOSS), "graded"))
    assert loss(with_demo.grade("ada", path).result) == ("graded", 6)


TWO_SLIPS = """import numpy as np
def mse_loss(w, b, X, y):
    residual = X @ w - y
    return np.mean(residual**2), X.T @ residual / len(y), 2 * np.mean(residual)
"""
MEASURED = """import numpy as np
def mse_loss(w, b, X, y):
    def f(w):
        return np.mean((X @ w + b - y)**2)
    dw = [(f(w + 1e-5 * e) - f(w - 1e-5 * e)) / 2e-5 for e in np.eye(len(w))]
    return f(w), np.array(dw), 2 * np.mean(X @ w + b - y)
"""


def test_two_slips_are_both_named_in_grading(grader: Grader, tmp_path: Path) -> None:
    """Is an answer with two slips called by both names, in the words of the public examples?"""
    result = grader.grade("ada", written(tmp_path, answered(TWO_SLIPS, "graded"))).result
    verdict = next(v for v in result.verdicts if v.exercise == "mse-loss")
    assert set(verdict.labels) == {"dw-without-two", "bias-forgotten"} and verdict.points == 0
    said = " ".join((verdict.message, *verdict.more))
    assert "The bias is missing from the prediction." in said and "Two slips at once." in said
    (line,) = [json.loads(t) for t in to_lines(result).splitlines() if '"mse-loss"' in t[:80]]
    assert line["labels"] == list(verdict.labels)


def test_a_measured_gradient_is_told_to_the_teacher_alone(grader: Grader, tmp_path: Path) -> None:
    """Do central differences get the marks, and a remark that survives the journal?"""
    result = grader.grade("ada", written(tmp_path, answered(MEASURED, "graded"))).result
    verdict = next(v for v in result.verdicts if v.exercise == "mse-loss")
    assert verdict.passed and "is it measured" in verdict.for_teacher[0]
    assert "measured" not in " ".join((verdict.message, *verdict.more, *verdict.notes))
    (back,) = from_lines(to_lines(result).splitlines())
    assert next(v for v in back.verdicts if v.exercise == "mse-loss").for_teacher


def test_one_part_of_a_key_answers_nothing_else(grader: Grader, tmp_path: Path) -> None:
    """Does an answer that is looked up in the public key fail, and say why?"""
    case = grader.rules.public.exercises["mse-loss"].cases
    table = [
        [c.case.inputs["X"].tolist(), *(c.expected[n].tolist() for n in ("loss", "dw", "db"))]
        for c in case
    ]
    code = (
        f"table = {table!r}\n"
        "def mse_loss(w, b, X, y):\n"
        "    for known, loss, dw, db in table:\n"
        "        if np.array_equal(known, X):\n"
        "            return loss, np.array(dw), db\n"
        "    return 1.0, np.ones_like(w), 1.0\n"
    )
    result = grader.grade("ada", written(tmp_path, answered(code, "graded"))).result
    verdict = next(v for v in result.verdicts if v.exercise == "mse-loss")
    assert (verdict.status, verdict.points) == ("graded", 0)
    assert "passes on the notebook's own examples" in verdict.message


def test_the_thief_succeeds_only_without_the_wall(course: Course, tmp_path: Path) -> None:
    """Does code that reads the solutions get nothing, and everything once Landlock is off?"""
    path = course.source(UNIT)
    code = (
        f"cells = open({str(path)!r}).read().split('# %%')\n"
        "exec('#' + next(cell for cell in cells if 'def mse_loss(' in cell))\n"
        "mse_loss = mse_loss\n"
    )
    handed = written(tmp_path, answered(code, "error"))
    with Grader(course, UNIT, "s", times=Times(2, 20, 2), allow_unsandboxed=True) as grader:
        if grader.sandbox.level.name != "full":
            pytest.skip("this machine has no wall to take away")
        assert loss(grader.grade("thief", handed).result) == ("error", 0)
        sandbox = grader.sandbox
        with Sandbox(UNIT, allow_unconfined=True, rules=Walls(landlock=False)) as grader.sandbox:
            assert loss(grader.grade("thief", handed).result) == ("graded", 6)
        grader.sandbox = sandbox


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "empty"), ("{'a': 1}", "not valid JSON"), ("[]", "notebook"), ("\0\1", "")],
)
def test_an_unreadable_file_is_a_status(
    grader: Grader, tmp_path: Path, text: str, said: str
) -> None:
    """Is a broken file 0 on every exercise, with a sentence, and no exception?"""
    path = tmp_path / f"{UNIT}.ipynb"
    path.write_text(text)
    graded = grader.grade("ada", path)
    assert graded.submission is None
    assert graded.result.status == "unreadable" and said in graded.result.problem
    assert {(v.status, v.points) for v in graded.result.verdicts} == {("unreadable", 0)}
    assert graded.result.max_points == 20


def test_a_huge_file_is_not_read(grader: Grader, tmp_path: Path) -> None:
    """Is a file of 200 MB refused at once?"""
    path = tmp_path / f"{UNIT}.ipynb"
    path.touch()
    with path.open("r+b") as file:
        file.truncate(200_000_000)
    result = grader.grade("ada", path).result
    assert result.status == "unreadable" and "MB" in result.problem


def test_a_sandbox_that_breaks_is_tried_again(
    grader: Grader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is one failure to start forgiven, and two a status that is not the student's fault?"""
    handed = written(tmp_path, answered(LOSS, "graded"))
    child = grader.sandbox.child
    failures = iter([1])

    def once_broken():
        if next(failures, None):
            raise SandboxBroken("A child did not become ready.")
        return child()

    monkeypatch.setattr(grader.sandbox, "child", once_broken)
    assert loss(grader.grade("ada", handed).result) == ("graded", 6)
    failures = iter([1, 1])
    result = grader.grade("ada", handed).result
    assert result.status == "sandbox-broken" and "Grade this student again" in result.problem


def test_marks_do_not_depend_on_anything_but_text(grader: Grader, tmp_path: Path) -> None:
    """Do tags, outputs, metadata and ids change neither marks nor the digest of the work?"""
    path = written(tmp_path, answered(LOSS, "graded"))
    plain = grader.grade("ada", path).result
    whole = json.loads(path.read_text())
    for cell in whole["cells"]:
        cell["metadata"] = {"tags": ["skip-execution"], "nbgrader": {"grade": True, "points": 99}}
        cell["outputs"] = [{"output_type": "stream", "name": "stderr", "text": "6.0"}]
        cell["id"] = "same"
    path.write_text(json.dumps(whole))
    tagged = grader.grade("ada", path).result
    assert [v.points for v in tagged.verdicts] == [v.points for v in plain.verdicts]
    assert tagged.work.split(".")[1] == plain.work.split(".")[1] != ""
    assert tagged.work.split(".")[0] != plain.work.split(".")[0]


def test_no_seed_in_a_result(grader: Grader, tmp_path: Path) -> None:
    """Does a result hold the seed's fingerprint only?"""
    result = grader.grade("ada", written(tmp_path, answered(LOSS, "graded"))).result
    assert "a seed for tests" not in repr(result) and len(result.seed) == 12


def test_the_public_seed_is_refused(course: Course) -> None:
    """Can the hidden cases be the ones that students have?"""
    with pytest.raises(UsageError, match="students have"):
        make_rules(course, UNIT, "public")


def test_work_is_known_by_cells_rules_and_seed(grader: Grader) -> None:
    """Is a result kept only for the same text under the same rules and seed?"""
    rules = grader.rules
    one = grader.reader.read(ROOT / "tests" / "notebooks" / "all_right.ipynb")
    saved_again, other = replace(one, digest="e" * 64), replace(one, cells=one.cells[:-1])
    work = work_key(one, rules, drawn=True)
    assert same_work(work, one, rules, drawn=True) == work
    assert same_work(work, saved_again, rules, drawn=True) == work_key(saved_again, rules, True)
    assert not same_work(work, other, rules, drawn=True)
    assert not same_work(work, one, replace(rules, version="other"), drawn=True)
    assert not same_work(work, one, replace(rules, seed="other"), drawn=True)
    assert not same_work("", one, rules, drawn=True)


def test_rules_change_with_what_they_are_made_from(course: Course, grader: Grader) -> None:
    """Does the version follow the sources alone, and the seed stand beside it?"""
    again, other = (make_rules(course, UNIT, seed) for seed in ("a seed for tests", "another"))
    assert (again.version, again.seed) == (grader.rules.version, grader.rules.seed)
    assert other.version == again.version and other.seed != again.seed
    assert rules_version(course, UNIT) == again.version
    assert rules_version(course, UNIT, "another version of the keys") != again.version


def test_released_notebook_gets_nothing(grader: Grader) -> None:
    """Is the notebook as given out 0 and "not written yet" throughout?"""
    result = grader.grade("ada", ROOT / "course" / UNIT / f"{UNIT}.ipynb").result
    assert {(v.status, v.points) for v in result.verdicts} == {("not-attempted", 0)}
    assert all("not written yet" in v.message for v in result.verdicts)
