"""What students get: notebooks, a wheel without the teacher's rooms, and how to install it.

``release`` may write into a folder that holds other things (a git repository): it
removes what the last release wrote there, by its manifest, and touches nothing else.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import autograder
from autograder.authoring import exam
from autograder.authoring.archive import Entry, write_zip
from autograder.authoring.build import build_unit, notebook_text
from autograder.authoring.colab import with_colab_cell
from autograder.authoring.places import Places
from autograder.authoring.proofs.files import leaks
from autograder.authoring.readme import readme
from autograder.authoring.solutions import refuse_to_join_solutions
from autograder.authoring.source import UnitSource
from autograder.authoring.student_package import PACKAGE, student_files
from autograder.authoring.syllabus import syllabus_page
from autograder.authoring.tailor import read_tailored
from autograder.course_file import read_settings
from autograder.errors import AutograderError, UsageError
from autograder.exercises import unit_slugs
from autograder.layout import Course
from autograder.settings import Settings, digest, to_json

MANIFEST = "release.json"
BUNDLE = "backprop-by-hand"
"""The folder in the zip."""
BINDER_RUNTIME = "python-3.12"
"""Binder prefers ``.binder/`` to ``environment.yml``, and pip is much quicker there than conda."""
STUDENTS_PAGES = ("students.md", "terminal.md")
"""Pages of the course's documentation that students get with the notebooks; none while there is
an exam: they show a card, with a mistake by its name."""
MORE = ("More, and what to do if something goes wrong: [docs/students.md](docs/students.md).",)
VS_CODE = {"recommendations": ["ms-python.python", "ms-toolsai.jupyter"]}
"""Without these two, VS Code shows a notebook's cells and cannot run them."""


def release(
    course: Course, out: Path, units: Sequence[str] = (), places: Places | None = None
) -> Path:
    """Write the students' folder to ``out``; raises ``UsageError`` where it must not.

    Args:
        units: those handed out so far (default: all); the wheel serves every unit of the course,
            and while one is an exam only those handed out before it.
        places: where the release will lie, for links and Colab (default: not known).
    """
    course_sources = [read_tailored(course, course.source(unit)) for unit in unit_slugs()]
    sources = [source for source in course_sources if not units or source.slug in units]
    refuse_to_join_solutions(out)
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / "release"
        wheel = build_wheel(course, staged, Path(folder) / "wheel", units)
        _stage(course, staged, sources, wheel.name, places or Places())
        refuse_solutions(staged, course_sources)
        exam.refuse_given_answers(staged.rglob("*.ipynb"), course_sources)
        _replace(staged, out)
    return out


def bundle(out: Path) -> Path:
    """Zip a release, for upload anywhere: its own files alone, in one folder. Beside ``out``."""
    names = [*_last_release(out), MANIFEST]
    entries = {f"{BUNDLE}/{name}": Entry((out / name).read_bytes()) for name in names}
    return write_zip(out.with_name(f"{out.name}.zip"), entries)


def _stage(
    course: Course, staged: Path, sources: Sequence[UnitSource], wheel: str, places: Places
) -> None:
    """Write everything but the wheel, which lies there already."""
    project = _project(course)
    address = places.wheel(wheel)
    for source in sources:
        text = _fresh(course, source)
        if address:
            notebook = with_colab_cell(build_unit(source).student, address, project["dependencies"])
            text = notebook_text(notebook)
        _write(staged / "course" / source.slug / f"{source.slug}.ipynb", text)
        if course.picture(source.slug).is_file():
            _copy(course.picture(source.slug), staged / "course" / "pictures")
    _write(staged / "course" / "README.md", syllabus_page(course, sources))
    pages = [
        page for page in map((course.root / "docs").joinpath, STUDENTS_PAGES) if page.is_file()
    ]
    pages = [] if read_settings(course).exam else pages
    for page in pages:
        _write(staged / "docs" / page.name, for_students(page.read_text(encoding="utf-8")))
    _write(staged / "requirements.txt", f"./{wheel}\n")
    _write(staged / "environment.yml", _environment(project, wheel))
    _write(staged / ".binder" / "requirements.txt", f"./{wheel}\n")
    _write(staged / ".binder" / "runtime.txt", f"{BINDER_RUNTIME}\n")
    _write(staged / ".vscode" / "extensions.json", json.dumps(VS_CODE, indent=2) + "\n")
    units = [source.slug for source in sources]
    notes = [*(MORE if pages else ()), *exam.readme_lines(sources)]
    _write(staged / "README.md", readme(units, project, places, notes))
    for licence in _licences(course):
        _copy(licence, staged)


def for_students(page: str) -> str:
    """A page of the documentation without notes to its tests and links to pages of teachers'."""
    page = re.sub(r"^<!--.*-->\n", "", page, flags=re.MULTILINE)
    return re.sub(r": \[[^\]]*\]\(students-tools\.md\)", "", page)


def build_wheel(course: Course, out: Path, staging: Path, units: Sequence[str] = ()) -> Path:
    """The student's wheel of the package, written to ``out``. The same bytes each time.

    units: those handed out (default: all); while one is an exam, only they have keys.
    """
    try:
        from hatchling.builders.wheel import WheelBuilder
    except ImportError:
        raise UsageError(
            "A release needs hatchling to make the wheel. Run: pip install hatchling"
        ) from None
    settings = read_settings(course)
    for file in student_files():
        _copy(PACKAGE / file, (staging / "autograder" / file).parent)
    keyed = exam.units_with_keys(settings, unit_slugs(), units)
    for unit in unit_slugs():
        if unit not in keyed:
            module = staging / "autograder" / "exercises" / f"unit_{unit}.py"
            _write(module, exam.without_worked_answers(module.read_text(encoding="utf-8")))
        else:
            _copy(course.public_key(unit), staging / "autograder" / "keys")
    if not settings.is_default:
        _write(staging / "autograder" / "keys" / "settings.json", to_json(settings))
    for licence in _licences(course):
        _copy(licence, staging)
    _write(staging / "README.md", "Backprop by Hand: what the course's notebooks import.\n")
    _write(staging / "pyproject.toml", _student_project(_project(course), settings, keyed))
    builder = WheelBuilder(str(staging))
    return Path(next(builder.build(directory=str(out), versions=["standard"])))


def refuse_solutions(folder: Path, sources: list[UnitSource]) -> None:
    """Raise if any file below ``folder``, or in a wheel there, holds a line of a solution."""
    for leak in leaks(_texts(folder), sources):
        raise AutograderError(
            f"{leak.name} would hold a line of the {leak.cell.role} at line {leak.cell.line} of "
            f"{leak.source.path.name}: {leak.text!r}. Nothing was released."
        )


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                for name in wheel.namelist():
                    yield f"{path.name}/{name}", wheel.read(name).decode("utf-8")
        elif path.suffix != ".png":
            yield str(path.relative_to(folder)), path.read_text(encoding="utf-8")


def _fresh(course: Course, source: UnitSource) -> str:
    """The notebook on file, if it is what the source makes."""
    path = course.notebook(source.slug)
    text = notebook_text(build_unit(source).student)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        raise UsageError(f"{path} is not what its source makes. Run autograder build first.")
    return text


def _licences(course: Course) -> list[Path]:
    return sorted(course.root.glob("LICENSE*"))


def _project(course: Course) -> dict[str, Any]:
    path = course.root / "pyproject.toml"
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} does not say what the package is called: {error}.") from None
    return found


def _student_project(project: dict[str, Any], settings: Settings, keyed: Sequence[str]) -> str:
    """The package's pyproject.toml without tests and the teacher's extras.

    pip takes two wheels of one version for the same: the version tells the settings and, while
    there is an exam, the units with keys.
    """
    version = autograder.__version__
    if not settings.is_default:
        version += f"+course.{digest(settings, keyed if settings.exam else ())}"
    lines = [
        "[build-system]",
        'requires = ["hatchling"]',
        'build-backend = "hatchling.build"',
        "[project]",
        f"name = {json.dumps(project['name'])}",
        f"version = {json.dumps(version)}",
        f"description = {json.dumps(project['description'])}",
        'readme = "README.md"',
        f"requires-python = {json.dumps(project['requires-python'])}",
        f"license = {json.dumps(project['license'])}",
        'license-files = ["LICENSE*"]',
        f"dependencies = {json.dumps(project['dependencies'])}",
        "[project.scripts]",
        'autograder = "autograder.cli:main"',
        "[tool.hatch.build.targets.wheel]",
        'packages = ["autograder"]',
    ]
    return "\n".join(lines) + "\n"


def _environment(project: dict[str, Any], wheel: str) -> str:
    listed = [f"python{project['requires-python']}", *project["dependencies"], "pip"]
    lines = ["name: backprop-by-hand", "channels:", "  - conda-forge", "dependencies:"]
    lines += [f"  - {json.dumps(needed)}" for needed in listed]
    lines += ["  - pip:", f"      - ./{wheel}"]
    return "\n".join(lines) + "\n"


def _replace(staged: Path, out: Path) -> None:
    """Put the staged files in place of those of the last release."""
    new = [str(p.relative_to(staged)) for p in sorted(staged.rglob("*")) if p.is_file()]
    old = _last_release(out)
    for name in new:
        if (out / name).exists() and name not in old:
            raise UsageError(
                f"{out / name} is in the way: no release wrote it. Move it, or give another --out."
            )
    for name in old:
        (out / name).unlink(missing_ok=True)
    for name in new:
        _copy(staged / name, (out / name).parent)
    _write(out / MANIFEST, json.dumps({"version": autograder.__version__, "files": new}, indent=1))


def _last_release(out: Path) -> list[str]:
    """The files of the last release, as its manifest lists them."""
    path = out / MANIFEST
    if not path.is_file():
        return []
    try:
        names = [str(name) for name in json.loads(path.read_text(encoding="utf-8"))["files"]]
    except (ValueError, KeyError, TypeError):
        raise UsageError(
            f"{path} cannot be read. Remove it and its release, then try again."
        ) from None
    inside = [name for name in names if (out / name).resolve().is_relative_to(out.resolve())]
    return inside


def _copy(path: Path, folder: Path) -> None:
    if not path.is_file():
        raise UsageError(f"{path} is missing. Run autograder build first.")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, folder / path.name)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
