"""Our steps inside nbgrader: same notebooks, same sandbox, same marks as ``autograder``.

nbgrader names them in its configuration (see ``nbgrader_config.py``). A notebook
that is no unit of this course goes through nbgrader as it does without us.
"""

from __future__ import annotations

import atexit
import contextlib
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor, SaveCells
from traitlets import Bool, Unicode
from traitlets.config import Application

from autograder.authoring.passes import make_student_version
from autograder.errors import AutograderError
from autograder.exercises import unit_slugs
from autograder.grading.grade import Graded, Grader, unmarked
from autograder.grading.released import other_version
from autograder.grading.rules import rules_version
from autograder.grading.seed import grading_seed
from autograder.grading.submissions import handed_in
from autograder.integrations.autograded import autograded_notebook, read_notebook, result_of
from autograder.integrations.cells import save_cells
from autograder.integrations.database import open_gradebook
from autograder.integrations.gradebook import add_students, late_penalty, record
from autograder.integrations.guard import guard_folders, linked
from autograder.integrations.marks import read_marks, submitted_at
from autograder.integrations.settings import COURSE_ID, course_id, gradebook_url, nbgrader_settings
from autograder.integrations.side_files import side_files
from autograder.layout import Course, find_course

guard_folders()

Resources = dict[str, Any]
Step = tuple[NotebookNode, Resources]


def is_unit(resources: Resources) -> bool:
    """Whether nbgrader is at work on a notebook of this course."""
    here = resources["nbgrader"]
    return here["notebook"] == here["assignment"] and here["notebook"] in unit_slugs()


class ReleaseUnit(NbGraderPreprocessor):
    """Makes the student notebook of a unit as ``autograder build`` does, and records its cells.

    It stands for all of ``GenerateAssignment.preprocessors``.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The student's notebook."""
        if not is_unit(resources):
            return as_nbgrader_does(GenerateAssignment, "preprocessors", self, nb, resources)
        step: Step = SaveCells(parent=self.parent)(make_student_version(nb), resources)
        return step


class GradeInSandbox(NbGraderPreprocessor):
    """Grades the submission's file and puts our notebook with its marks in its place.

    It stands for all of ``Autograde.sanitize_preprocessors``: what nbgrader read of
    the submission is dropped.
    """

    seed = Unicode("", help="Seed of the hidden cases; the course's secret one if empty").tag(
        config=True
    )
    allow_unsandboxed = Bool(False, help="Grade also where student code cannot be confined").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The autograded notebook of the submission that nbgrader is at."""
        if not is_unit(resources):
            return as_nbgrader_does(Autograde, "sanitize_preprocessors", self, nb, resources)
        here = resources["nbgrader"]
        course = find_course(Path(coursedir_of(self).root))
        folder = Path(resources["metadata"]["path"])
        grader = _grader(course, here["notebook"], self.seed, self.allow_unsandboxed)
        graded = _graded(grader, here["student"], folder)
        if graded.result.status == "sandbox-broken":
            raise AutograderError(graded.result.problem)
        released = read_notebook(course.notebook(here["notebook"]))
        mine = () if linked(folder) else (folder,)
        made = {k: v.encode() for k, v in side_files(*mine).items()}
        resources["outputs"] = {**resources.get("outputs", {}), **made}
        said = f"{graded.result.points:g} of {graded.result.max_points:g}"
        self.log.info("%s: %s (%s)", here["student"], said, graded.result.status)
        return autograded_notebook(released, graded.submission, graded.result), resources


class RecordMarks(NbGraderPreprocessor):
    """Writes the marks of our notebook into the grade book, late penalty included.

    It stands for all of ``Autograde.autograde_preprocessors``: nothing is executed here.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Step:
        """The notebook, unchanged."""
        if not is_unit(resources):
            return as_nbgrader_does(Autograde, "autograde_preprocessors", self, nb, resources)
        here, coursedir = resources["nbgrader"], coursedir_of(self)
        result = result_of(nb)
        if result is None:
            raise AutograderError(f"The autograded notebook of {here['student']} has no result.")
        released = read_notebook(find_course(Path(coursedir.root)).notebook(here["notebook"]))
        folder = coursedir.format_path(
            coursedir.submitted_directory, here["student"], here["assignment"]
        )
        marks = read_marks(result, nb, timestamp=submitted_at(Path(folder)))
        with open_gradebook(here["db_url"], coursedir.course_id or COURSE_ID) as gradebook:
            session = gradebook.db()
            cells = save_cells(session, gradebook.course_id, here["assignment"], released)
            add_students(session, [marks.student])
            record(session, cells, [marks], late_penalty(self.config))
            session.commit()
        return nb, resources


def as_nbgrader_does(
    converter: type[BaseConverter],
    which: str,
    here: NbGraderPreprocessor,
    nb: NotebookNode,
    resources: Resources,
) -> Step:
    """What nbgrader does at this point without our configuration."""
    for kind in converter.class_traits()[which].default():
        nb, resources = kind(parent=here.parent)(nb, resources)
    return nb, resources


def coursedir_of(step: Any) -> CourseDirectory:
    """The course directory of the converter that a step or an exporter works for."""
    while not hasattr(step, "coursedir"):
        step = step.parent
    return step.coursedir


def record_cells(assignment: str, student: str, notebooks: list[str]) -> None:
    """A hook before ``autograde``: the unit is in the grade book, also without
    ``nbgrader generate_assignment``. In a batch ``student`` is ``"*"``."""
    if assignment not in unit_slugs():
        return
    course = find_course()
    settings = nbgrader_settings(course.root)
    app = Application.instance() if Application.initialized() else None
    coursedir = getattr(app, "coursedir", None)
    if app is not None and (said := other_version(course.notebook(assignment))):
        app.log.warning(said)
    url = coursedir.db_url if coursedir else settings.CourseDirectory.get("db_url", "")
    with open_gradebook(url or gradebook_url(course.root), course_id(settings)) as gradebook:
        released = read_notebook(course.notebook(assignment))
        save_cells(gradebook.db(), gradebook.course_id, assignment, released)
        gradebook.db.commit()


def _graded(grader: Grader, student: str, folder: Path) -> Graded:
    """The marks of what a student handed in, by the rules of the bulk command."""
    handed = handed_in(student, folder.parent, grader.rules.slug)
    if not handed.readable:
        return Graded(unmarked(grader.rules, student, handed.status, handed.problem), None)
    return grader.grade(student, handed.path)


_open: dict[tuple[Path, str, str, bool, str], Grader] = {}
"""At most one grader: nbgrader makes its steps anew for every notebook."""


def _grader(course: Course, unit: str, seed: str, allow_unsandboxed: bool) -> Grader:
    version = ""
    with contextlib.suppress(OSError):  # said by whoever makes the rules
        version = rules_version(course, unit)
    key = (course.root, unit, seed or grading_seed(course), allow_unsandboxed, version)
    if key not in _open:
        close_grader()
        grader = Grader(course, unit, key[2], allow_unsandboxed=allow_unsandboxed)
        _open[key] = grader.__enter__()
    return _open[key]


@atexit.register
def close_grader() -> None:
    """End the sandbox that was kept between notebooks, if there is one."""
    while _open:
        _open.popitem()[1].__exit__(None, None, None)
