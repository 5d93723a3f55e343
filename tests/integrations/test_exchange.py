"""nbgrader's exchange, from release to release_feedback, between three accounts of one machine."""

from __future__ import annotations

import json
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from tests.integrations.making import ROOT, SEED, UNIT, solutions
from tests.integrations.people import (
    Person,
    person,
    python_for_all,
    students_environment,
    teachers_environment,
)

pytestmark = [pytest.mark.prove, pytest.mark.nbgrader, pytest.mark.filterwarnings("ignore")]

COURSE = "backprop-by-hand"
NOTEBOOK = f"{UNIT.slug}.ipynb"
HUB = """c = get_config()
c.Exchange.root = {exchange!r}
c.CourseDirectory.course_id = "{course}"
"""


@dataclass(frozen=True)
class Hub:
    """A machine with a teacher and two students; ``root`` is the course root."""

    teacher: Person
    ada: Person
    bob: Person
    root: Path
    exchange: Path

    def teach(self, *words: str, code: int = 0) -> str:
        """A command of the teacher's, from the course root."""
        return self.teacher.run(*words, cwd=self.root, code=code)

    def inbound(self) -> list[Path]:
        return sorted((self.exchange / COURSE / "inbound").iterdir())

    def graded(self, student: Person, step: str = "autograded", name: str = NOTEBOOK) -> Path:
        return self.root / step / student.name / UNIT.slug / name


@pytest.fixture(scope="module")
def machine() -> Iterator[Path]:
    """A folder that other users can enter, as they cannot pytest's own."""
    with tempfile.TemporaryDirectory(prefix="backprop-exchange-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def course_root(root: Path) -> None:
    """What a teacher has cloned, and the seed of the tests."""
    root.mkdir(mode=0o700)
    for name in ("autograder", "course", "solutions"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (*ROOT.glob("LICENSE*"), ROOT / "pyproject.toml", ROOT / "nbgrader_config.py"):
        shutil.copy(path, root)
    (root / ".grading_seed").write_text(SEED)
    (root / ".grading_seed").chmod(0o600)


@pytest.fixture(scope="module")
def hub(machine: Path) -> Hub:
    """The department has set up exchange and environments, and the teacher released the unit."""
    python_for_all()
    exchange, root = machine / "exchange", machine / "course"
    exchange.mkdir()
    exchange.chmod(0o777)
    course_root(root)
    homes = machine / "home"
    homes.mkdir()
    teacher = person(0, homes, teachers_environment(machine / "teachers", root))
    configure(teacher.environment, exchange)
    teacher.own(root)
    teacher.run("autograder", "build", UNIT.slug, cwd=root)
    teacher.run("autograder", "release", UNIT.slug, cwd=root)
    (wheel,) = (root / "dist" / "release").glob("*.whl")
    image = students_environment(machine / "students", wheel)
    configure(image, exchange)
    ada, bob = (person(number, homes, image) for number in (1, 2))
    hub = Hub(teacher, ada, bob, root, exchange)
    hub.teach("nbgrader", "generate_assignment", UNIT.slug)
    hub.teach("nbgrader", "release_assignment", UNIT.slug)
    return hub


def configure(environment: Path, exchange: Path) -> None:
    """What the department writes once: the exchange and the course, for everyone's nbgrader."""
    config = environment / "etc" / "jupyter" / "nbgrader_config.py"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(HUB.format(exchange=str(exchange), course=COURSE))


def notebook_of(student: Person) -> Path:
    """The student's own copy, as fetched."""
    return student.home / UNIT.slug / NOTEBOOK


def edit(student: Person, change: Callable[[NotebookNode], None]) -> None:
    """The student changes the notebook and saves it."""
    notebook = nbformat.read(notebook_of(student), as_version=4)
    change(notebook)
    nbformat.write(notebook, notebook_of(student))


def solve(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.source = solutions().get(cell.id, cell.source)
        if cell.id == "mean-or-sum":
            cell.source = "A mean does not grow with N."


def forget_the_two(notebook: NotebookNode) -> None:
    """The factor 2 is missing from dw: a named mistake."""
    solve(notebook)
    (answer,) = (cell for cell in notebook.cells if cell.id == "mse-loss-answer")
    assert "2 * X.T" in answer.source
    answer.source = answer.source.replace("2 * X.T", "X.T")


@pytest.fixture(scope="module")
def returned(hub: Hub) -> Hub:
    """Both students have fetched, worked, submitted; all is graded, and feedback released."""
    for student, change in ((hub.ada, solve), (hub.bob, forget_the_two)):
        student.run("nbgrader", "fetch_assignment", UNIT.slug)
        edit(student, change)
        student.run("nbgrader", "submit", UNIT.slug)
    hub.teach("nbgrader", "collect", UNIT.slug)
    hub.teach("autograder", "grade", "submitted")
    hub.teach("nbgrader", "release_feedback", UNIT.slug)
    for student in (hub.ada, hub.bob):
        student.run("nbgrader", "fetch_feedback", UNIT.slug)
    return hub


def pages(student: Person) -> list[Path]:
    """The feedback that a student has fetched, oldest first."""
    return sorted((student.home / UNIT.slug / "feedback").glob(f"*/{UNIT.slug}.html"))


def total(page: Path) -> str:
    found = re.search(r'<span class="total">\s*([\d.]+ / [\d.]+)', page.read_text())
    assert found
    return found[1]


def results(hub: Hub) -> dict[str, float]:
    points: dict[str, float] = {}
    for line in (hub.root / "results.jsonl").read_text().splitlines():
        row = json.loads(line)
        points[row["student"]] = points.get(row["student"], 0) + row["points"]
    return points


def test_what_students_install_is_enough(returned: Hub) -> None:
    """With the released wheel and what it asks for alone: does a student's check name the slip?"""
    packages = next(returned.bob.environment.glob("lib/python*/site-packages"))
    assert not (packages / "autograder" / "integrations").exists()
    assert not any(packages.glob("jupytext*")) and not any(packages.glob("hypothesis*"))
    said = returned.bob.run(
        "autograder", "check", NOTEBOOK, cwd=notebook_of(returned.bob).parent, code=1
    )
    assert "mse-loss   4 / 6" in said and "The factor 2 of the square is missing from dw" in said
    said = returned.ada.run("autograder", "check", NOTEBOOK, cwd=notebook_of(returned.ada).parent)
    assert "in all   20 / 20" in said


def test_marks_reach_the_right_student(returned: Hub) -> None:
    """Does each student hold the own page, the very one that the teacher wrote?"""
    ada, bob = returned.ada, returned.bob
    assert results(returned) == {ada.name: 20, bob.name: 18}
    for student, points in ((ada, "20 / 22"), (bob, "18 / 22")):
        (page,) = pages(student)
        assert total(page) == points
        assert (
            page.read_bytes()
            == returned.graded(student, "feedback", f"{UNIT.slug}.html").read_bytes()
        )
        assert f"– {student.name}</title>" in page.read_text()
        other = bob if student is ada else ada
        assert not re.search(rf"\b{other.name}\b", page.read_text())
    assert "The factor 2 of the square is missing from dw" in pages(bob)[0].read_text()


def test_nobody_reads_what_is_not_theirs(returned: Hub) -> None:
    """Can a student list feedback or submissions, or open the course, the seed, another's home?"""
    exchange, bob = returned.exchange / COURSE, returned.bob
    for closed in (
        exchange / "feedback",
        exchange / "inbound",
        returned.root,
        returned.root / ".grading_seed",
        returned.root / "gradebook.db",
        returned.ada.home,
        pages(returned.ada)[0],
    ):
        look = (
            "import os, sys; p = sys.argv[1]; print((os.listdir if os.path.isdir(p) else open)(p))"
        )
        assert "PermissionError" in bob.run("python", "-c", look, str(closed), code=1), closed
    released = exchange / "outbound" / UNIT.slug / NOTEBOOK
    assert "BEGIN SOLUTION" not in released.read_text()
    assert stat.S_IMODE(released.stat().st_mode) == 0o644


def test_exchange_is_as_nbgrader_leaves_it(returned: Hub) -> None:
    """Are modes, owners, times and names those that nbgrader's own tools look for?"""
    from nbgrader.utils import notebook_hash

    course = returned.exchange / COURSE
    modes = {
        name: stat.S_IMODE((course / name).stat().st_mode)
        for name in ("inbound", "outbound", "feedback")
    }
    assert modes == {"inbound": 0o2733, "outbound": 0o755, "feedback": 0o711}
    for student in (returned.ada, returned.bob):
        handed = returned.graded(student, "submitted", "timestamp.txt").read_text()
        assert returned.graded(student, "autograded", "timestamp.txt").read_text() == handed
        assert returned.graded(student, "feedback", "timestamp.txt").read_text() == handed
        secret = returned.graded(student, "submitted", "submission_secret.txt").read_text()
        page = course / "feedback" / f"{notebook_hash(secret=secret, notebook_id=UNIT.slug)}.html"
        assert (
            stat.S_IMODE(page.stat().st_mode) == 0o644
            and page.stat().st_uid == returned.teacher.uid
        )


def test_second_submission_is_graded_alone(returned: Hub) -> None:
    """A later hand-in: is it collected, graded alone, and its feedback fetched beside the first?"""
    ada, bob = returned.ada, returned.bob
    before = {s: returned.graded(s).stat().st_mtime_ns for s in (ada, bob)}
    first = returned.graded(bob, "submitted", "timestamp.txt").read_text()
    edit(bob, solve)
    bob.run("nbgrader", "submit", UNIT.slug)
    returned.teach("nbgrader", "collect", UNIT.slug, "--update")
    assert returned.graded(bob, "submitted", "timestamp.txt").read_text() > first
    returned.teach("autograder", "grade", "submitted")
    assert results(returned) == {ada.name: 20, bob.name: 20}
    after = {s: returned.graded(s).stat().st_mtime_ns for s in (ada, bob)}
    assert after[ada] == before[ada] and after[bob] > before[bob]
    returned.teach("nbgrader", "release_feedback", UNIT.slug)
    bob.run("nbgrader", "fetch_feedback", UNIT.slug)
    assert [total(page) for page in pages(bob)] == ["18 / 22", "20 / 22"]
    exported = returned.teach("nbgrader", "export", "--to", "grades.csv")
    assert "Exporting" in exported or (returned.root / "grades.csv").is_file()


def test_old_wheel_says_so_in_one_sentence(returned: Hub) -> None:
    """A notebook of a newer course version with the wheel in the image: what does it say first?"""
    bob = returned.bob
    notebook = nbformat.read(notebook_of(bob), as_version=4)
    (set_up,) = (cell for cell in notebook.cells if cell.id == "setup")
    assert 'version="0.1"' in set_up.source
    set_up.source = set_up.source.replace('version="0.1"', 'version="0.2"')
    notebook.cells = [set_up]
    newer = bob.home / "newer.ipynb"
    nbformat.write(notebook, newer)
    bob.own(newer)
    bob.run(
        "python",
        "-m",
        "nbconvert",
        "--to",
        "notebook",
        "--execute",
        "newer.ipynb",
        "--output",
        "ran.ipynb",
    )
    (cell,) = nbformat.read(bob.home / "ran.ipynb", as_version=4).cells
    (output,) = cell.outputs
    said = output["data"]["text/html"] if "data" in output else output["text"]
    assert "course version 0.2, but version 0.1 of backprop-by-hand is installed" in said
    assert "Traceback" not in said
