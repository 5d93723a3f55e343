"""The toy course with a ``course.toml``: what is built of it, and what verify says."""

from __future__ import annotations

import json

import nbformat

from autograder.authoring.tailor import OWN, read_tailored, tailor
from autograder.authoring.verify import prove
from autograder.settings import Settings, from_json

SET = "[points]\nsquare-loss = 6.5\nwhy-mean = 4\ndouble-it = 1\n"


def points(path) -> dict[str, float]:
    """Points by grade id in a notebook."""
    cells = [c.metadata.get("nbgrader", {}) for c in nbformat.read(path, 4).cells]
    return {cell["grade_id"]: cell["points"] for cell in cells if cell.get("grade")}


def test_nothing_set_changes_nothing(toy) -> None:
    """Is a source that no setting is about the very same, and no settings file written?"""
    source = toy.read()
    assert tailor(source, Settings({"other": 3.0}, ("01_other",))) is source
    assert tailor(source, Settings({"double-it": 1.0})) is source
    toy.build()
    assert not toy.course.public_settings.exists()


def test_points_are_built_into_the_notebooks(toy) -> None:
    """Do both notebooks say the new points, beside the old ones where they differ?"""
    toy.course.settings_file.write_text(SET)
    toy.build()
    wanted = {"double-it": 1, "square-loss": 6.5, "why-mean": 4, "cubic-bug-hunt": 2}
    instructor = toy.course.instructor / toy.unit.slug / f"{toy.unit.slug}.ipynb"
    assert points(toy.notebook) == points(instructor) == wanted
    assert all(type(points(toy.notebook)[slug]) is int for slug in ("double-it", "why-mean"))
    cells = nbformat.read(toy.notebook, 4).cells
    own = {
        c.id: c.metadata.autograder[OWN] for c in cells if OWN in c.metadata.get("autograder", {})
    }
    assert own == {"square-loss": 3, "why-mean": 2}
    assert from_json(toy.course.public_settings.read_text()).points["square-loss"] == 6.5


def test_the_marking_guide_says_what_it_is_out_of(toy) -> None:
    """Is a guide whose question has other points told apart, for the teacher alone?"""
    toy.course.settings_file.write_text(SET)
    toy.build()
    instructor = toy.course.instructor / toy.unit.slug / f"{toy.unit.slug}.ipynb"
    said = "Marks below are out of 2, the course's own; this course gives 4"
    assert instructor.read_text().count(said) == 1 and said not in toy.notebook.read_text()


def test_the_sources_sum_follows(toy) -> None:
    """Do exercises of the source, from which the syllabus is made, have the new points?"""
    toy.course.settings_file.write_text(SET)
    found = read_tailored(toy.course, toy.source, toy.unit)
    assert {e.slug: e.points for e in found.exercises} == {
        "double-it": 1.0, "square-loss": 6.5, "cubic-bug-hunt": 2.0,
    }  # fmt: skip
    assert [e.check.options["points"] for e in found.exercises] == [1, 6.5, 2]


def test_without_the_file_all_is_as_before(toy) -> None:
    """Are notebooks and keys byte for byte those of before, once the file is gone and built?"""
    toy.build()
    files = [p for p in toy.course.root.rglob("*") if p.is_file()]
    before = {path: path.read_bytes() for path in files}
    toy.course.settings_file.write_text(f'{SET}[exam]\nunits = ["00_toy"]\n')
    toy.build()
    assert toy.notebook.read_bytes() != before[toy.notebook]
    toy.course.settings_file.unlink()
    toy.build()
    assert {p: p.read_bytes() for p in toy.course.root.rglob("*") if p.is_file()} == before


def test_exam_mode_is_in_the_notebook(toy) -> None:
    """Does the notebook of an exam say so, and is nothing else of it changed?"""
    toy.build()
    before = nbformat.read(toy.notebook, 4)
    toy.course.settings_file.write_text('[exam]\nunits = ["00_toy"]\n')
    toy.build()
    after = nbformat.read(toy.notebook, 4)
    assert after.metadata.autograder.pop("exam") is True and after == before
    assert from_json(toy.course.public_settings.read_text()).is_exam("00_toy")


def test_verify_says_what_is_set(toy) -> None:
    """Is a course with settings proved, and is said what they are, as text and as JSON?"""
    toy.course.settings_file.write_text(f'{SET}[exam]\nunits = ["00_toy"]\n')
    toy.build()
    proof = prove(toy.course, [toy.unit])
    assert proof.findings == ()
    assert "square-loss 6.5 (own: 3), why-mean 4 (own: 2)." in proof.as_text()
    assert "exam mode for 00_toy" in json.loads(proof.as_json())["notes"][1]


def test_settings_that_are_not_built_are_found(toy) -> None:
    """Are notebook and students' settings stale when the file has changed since?"""
    toy.build()
    toy.course.settings_file.write_text(SET)
    problems = {(f.path.split("/")[-1], f.command) for f in prove(toy.course, [toy.unit]).findings}
    assert problems == {
        ("00_toy.ipynb", "autograder build 00_toy"),
        ("settings.json", "autograder build"),
    }
