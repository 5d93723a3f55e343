"""A tiny unit, written as the authors' page says and from the page alone, is accepted."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.docs.blocks import blocks
from tests.docs.classroom import write
from tests.docs.running import ROOT, Place, copy_of_the_repository
from tests.docs.test_commands import write_files

PAGE = ROOT / "docs" / "authors.md"
UNIT, SLUG = "11_momentum", "momentum-step"
ANSWER = f"{SLUG}-answer"
MODULE = f"autograder/exercises/unit_{UNIT}.py"
SOURCE = f"solutions/{UNIT}.py"
BANK = f"solutions/mistakes/{UNIT}.py"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The repository with the page's three files in it, built."""
    folder = tmp_path_factory.mktemp("authors")
    place = copy_of_the_repository(folder / "repository", folder / "home")
    write_files(blocks(PAGE), place.folder)
    done = autograder(place, "build", UNIT)
    assert done.returncode == 0, done.stderr
    return place


def autograder(place: Place, *words: str) -> subprocess.CompletedProcess[str]:
    """The command, in the repository of ``place``."""
    return subprocess.run(
        ["autograder", *words],
        cwd=place.folder,
        env=place.environment(),
        capture_output=True,
        text=True,
    )


def solution() -> str:
    """The answer cell of the page, as a student would write it."""
    text = "\n".join(b.text for b in blocks(PAGE) if b.file == SOURCE)
    cell = text.split(f'# %% exercise="{SLUG}"')[1].split("# %%")[0]
    lines = cell.split("\n")[1:]
    return "\n".join(line for line in lines if "SOLUTION" not in line).strip()


def notebook(place: Place, answer: str = "") -> str:
    """The students' notebook of the new unit, with an answer if there is one."""
    found = nbformat.read(place.folder / "course" / UNIT / f"{UNIT}.ipynb", as_version=4)
    for cell in found.cells:
        if cell.id == ANSWER and answer:
            cell.source = answer
    text: str = nbformat.writes(found)
    return text


def test_three_files_are_enough() -> None:
    """Does the page ask for the three files that it promises, and for no other?"""
    assert {b.file for b in blocks(PAGE) if b.file} == {MODULE, SOURCE, BANK}


def test_verify_accepts_it(repository: Place) -> None:
    """Is nothing found in the new unit, after everything was looked at?"""
    done = autograder(repository, "verify", UNIT, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    proof = json.loads(done.stdout)
    counts = {count["name"]: count["value"] for count in proof["counts"]}
    assert proof["findings"] == [] and proof["confusions"] == []
    assert counts["mistakes × seeds"] == counts["mistakes named rightly"] == 18
    assert counts["notebooks graded in the sandbox"] == 2


def test_three_students_are_graded(repository: Place) -> None:
    """Does the solved notebook get all, the untouched none, and the mistaken its mistake's name?"""
    uphill = solution().replace("- learning_rate", "+ learning_rate")
    assert uphill != solution()
    answers = {"solved": solution(), "untouched": "", "uphill": uphill}
    for student, answer in answers.items():
        write(repository.folder, student, UNIT, notebook(repository, answer))
    done = autograder(repository, "grade", "submitted", "--results-only", "--seed", "a seed")
    assert done.returncode == 0, done.stdout + done.stderr
    verdicts = graded(repository.folder / "results.jsonl")
    assert {student: verdict["points"] for student, verdict in verdicts.items()} == {
        "solved": 3.0,
        "untouched": 0.0,
        "uphill": 0.0,
    }
    assert verdicts["untouched"]["status"] == "not-attempted"
    labels = {aspect["label"] for aspect in verdicts["uphill"]["aspects"]}
    assert "rolls-uphill" in labels
    assert verdicts["uphill"]["message"].startswith("The velocity grows along the gradient")


def graded(path: Path) -> dict[str, Any]:
    """The verdict on the one exercise, by student."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["student"]: line for line in lines if line["exercise"] == SLUG}


def test_students_see_no_answer(repository: Place) -> None:
    """Does the built notebook hold a stub, the hints' number, and no line of the solution?"""
    text = notebook(repository)
    assert "momentum_step is not written yet" in text and "Marking guide" not in text
    assert "momentum * v" not in text


@pytest.mark.prove
def test_the_courses_own_tests_take_it_in(repository: Place) -> None:
    """Do the tests that go through all units accept it, but for those that measure a page?"""
    subprocess.run(
        ["make", "pictures", f"ARGS={UNIT}"],
        cwd=repository.folder,
        env=repository.environment(),
        check=True,
    )
    files = "authoring/test_the_course authoring/test_exercise_files authoring/test_syllabus"
    files += " authoring/test_declared judging/test_told grading/test_demos"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *(f"tests/{file}.py" for file in files.split())],
        cwd=repository.folder,
        env=repository.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]


SLIPS = {
    "no module": (MODULE, None, "", "To write it, begin with autograder/exercises/unit_11"),
    "syntax": (MODULE, "def _steps(", "def _steps((", f"{MODULE}:11: it cannot be loaded"),
    "a name": (MODULE, "import calls", "import cals", f"{MODULE}:7: it cannot be loaded"),
    "no source": (SOURCE, None, "", f"{SOURCE}:1: there is no such source. Write it first"),
    "no bank": (BANK, None, "", f"{BANK}:1: there is no bank of mistakes"),
    "an input": (MODULE, '"w v gradient ', '"w v gradients ', 'Did you mean "gradient"?'),
}


@pytest.mark.prove
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_a_new_author(repository: Place, slip: str) -> None:
    """Does verify say which file and line, and what to do, where an author slips?"""
    file, old, new, said = SLIPS[slip]
    path = repository.folder / file
    text = path.read_text(encoding="utf-8")
    try:
        if old is None:
            path.unlink()
        else:
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8")
        done = autograder(repository, "verify", UNIT)
    finally:
        path.write_text(text, encoding="utf-8")
    told = done.stdout + done.stderr
    assert done.returncode in (1, 2) and said in told, told
    assert "our fault" not in told and not re.search(r"Traceback|\S+Error: \S+Error", told)
