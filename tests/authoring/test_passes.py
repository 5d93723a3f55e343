"""The passes: what becomes of a solution cell, a starter, a question, a teacher's cell."""

from __future__ import annotations

import copy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.nbgraderformat import MetadataValidator, ValidationError

from autograder.authoring.build import build_unit
from autograder.authoring.passes import make_student_version, region_names


def cell(nb: NotebookNode, name: str) -> NotebookNode:
    """The cell of that id."""
    return next(cell for cell in nb.cells if cell.id == name)


@pytest.fixture
def student(toy) -> NotebookNode:
    """The student's notebook of the toy course."""
    return build_unit(toy.read()).student


def test_stub_names_its_function(student) -> None:
    """Does a TODO and an error that names the function stand where the solution was?"""
    lines = cell(student, "double-it-answer").source.split("\n")
    assert lines[-2:] == [
        "    # TODO: write your code here, in place of the next line",
        '    raise NotImplementedError("double is not written yet")',
    ]


def test_stub_keeps_indentation(student) -> None:
    """Does a stub inside an if block stand inside it, with the lines after it kept?"""
    source = cell(student, "square-loss-answer").source
    assert '\n        raise NotImplementedError("square_loss is not written yet")\n' in source
    assert source.endswith("    return loss, dw")
    compile(source, "cell", "exec")


def test_stub_runs_to_not_implemented(student) -> None:
    """Does calling a stub raise the error that says what is not written yet?"""
    names: dict[str, object] = {}
    exec(cell(student, "double-it-answer").source, names)
    with pytest.raises(NotImplementedError, match=r"^double is not written yet$"):
        names["double"](1)  # type: ignore[operator]


TWO = """\
def a(x):
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION

class Net:
    def loss(self):
        def inner():
            ### BEGIN SOLUTION
            return 2
            ### END SOLUTION
        return inner

### BEGIN SOLUTION
z = 3
### END SOLUTION"""


def test_each_region_is_named_for_its_own_function() -> None:
    """Is each region named after the function or method that the student knows?"""
    assert region_names(TWO) == ["a", "Net.loss", ""]


def test_two_regions_in_one_cell(toy) -> None:
    """Does a cell with two solutions get two stubs, each with its own name?"""
    nb = build_unit(toy.read()).instructor
    cell(nb, "double-it-answer").source = TWO
    source = cell(make_student_version(nb), "double-it-answer").source
    for name in ("a", "Net.loss", "double-it-answer"):
        assert source.count(f'NotImplementedError("{name} is not written yet")') == 1
    assert "return 1" not in source and "z = 3" not in source


def test_starter_is_shown(student) -> None:
    """Does a bug hunt show its starter, and keep no copy of it in the metadata?"""
    found = cell(student, "cubic-bug-hunt-answer")
    assert found.source.endswith("return 3 * x**3")
    assert found.metadata.autograder == {"role": "exercise"}


def test_question(student) -> None:
    """Is a question a locked prompt and an empty answer with its points?"""
    prompt, answer = cell(student, "why-mean-question"), cell(student, "why-mean")
    assert prompt.source == "Why a mean, and not a sum?"
    assert prompt.metadata.nbgrader.locked and not prompt.metadata.editable
    assert answer.source == "*Your answer here.*"
    mark = answer.metadata.nbgrader
    assert (mark.grade, mark.solution, mark.points, mark.locked) == (True, True, 2, False)


def test_check_cells(student) -> None:
    """Do check cells have the slug for id and grade id, and are they locked?"""
    found = cell(student, "square-loss")
    mark = found.metadata.nbgrader
    found_marks = (mark.grade_id, mark.grade, mark.solution, mark.points)
    assert found_marks == ("square-loss", True, False, 3)
    assert (found.metadata.deletable, found.metadata.editable) == (False, False)


def test_demo_and_text_have_no_nbgrader_metadata(student) -> None:
    """Do demo cells say only that they are demos, and text cells nothing?"""
    demo = next(c for c in student.cells if "arange" in c.source)
    assert demo.metadata == {"autograder": {"role": "demo"}}
    assert student.cells[0].metadata == {}


def test_teachers_cells_are_gone(toy) -> None:
    """Does a cell tagged solution stand in the teacher's notebook only?"""
    built = build_unit(toy.read())
    assert [len(built.instructor.cells) - len(built.student.cells)] == [1]
    assert "teacher alone" in str(built.instructor) and "teacher alone" not in str(built.student)


def test_nothing_of_the_answers_remains(toy, student) -> None:
    """Is no solution line, marking guide or hint in the student's notebook?"""
    text = str(student)
    for secret in ("doubled_entries", "np.mean(product", "One mark", "Which operation", "SOLUTION"):
        assert secret in toy.source.read_text() and secret not in text


def test_the_instructors_notebook_is_left_alone(toy) -> None:
    """Does making the student's version change nothing in the teacher's?"""
    instructor = build_unit(toy.read()).instructor
    before = copy.deepcopy(instructor)
    make_student_version(instructor)
    assert instructor == before


def test_outputs_of_the_teacher_are_cleared(toy) -> None:
    """Does what the teacher's notebook showed when it was run stay with the teacher?"""
    instructor = build_unit(toy.read()).instructor
    found = cell(instructor, "double-it-answer")
    found.outputs = [new_output("stream", text="2 * x")]
    found.execution_count = 3
    student = cell(make_student_version(instructor), "double-it-answer")
    assert (student.outputs, student.execution_count) == ([], None)


def test_metadata_that_nbgrader_would_refuse(toy) -> None:
    """Is a grade id that stands twice found while the notebook is built?"""
    instructor = build_unit(toy.read()).instructor
    cell(instructor, "setup").metadata.nbgrader.grade_id = "double-it"
    with pytest.raises(ValidationError):
        make_student_version(instructor)


def test_metadata_is_nbgraders(toy) -> None:
    """Does nbgrader accept the metadata of both notebooks, and no extra key inside its own?"""
    built = build_unit(toy.read())
    for notebook in (built.student, built.instructor):
        MetadataValidator().validate_nb(notebook)
    known = {"schema_version", "grade_id", "grade", "solution", "locked", "task", "points"}
    for found in built.student.cells:
        assert set(found.metadata.get("nbgrader", {})) <= known | {"checksum", "cell_type"}
