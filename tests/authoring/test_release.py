"""The release: what students get works alone, and holds no line of a solution."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest

from autograder.authoring import student_package
from autograder.authoring.build import build_course
from autograder.authoring.places import Places
from autograder.authoring.proofs.files import hidden_lines
from autograder.authoring.release import bundle, refuse_solutions, release
from autograder.authoring.source import read_source
from autograder.cli import run
from autograder.errors import AutograderError, UsageError
from autograder.exercises import load_unit
from autograder.layout import Course

ROOT = Path(__file__).resolve().parents[2]
UNIT = "01_linear_regression"
TEACHERS = ("authoring", "integrations", "reports", "solutions", "mistakes", "tests")


@pytest.fixture(scope="module", autouse=True)
def one_unit() -> Iterator[None]:
    """A course of one unit, so that these tests take no longer as the course grows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.authoring.release.unit_slugs", lambda: (UNIT,))
        yield


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The real unit, built in a folder of its own."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "solutions", root / "solutions")
    for file in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / file, root / file)
    shutil.copytree(ROOT / "docs", root / "docs")
    build_course(Course(root), [UNIT])
    return Course(root)


@pytest.fixture(scope="module")
def released(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that students get."""
    return release(course, tmp_path_factory.mktemp("out") / "release")


@pytest.fixture(scope="module")
def installed(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, as pip would lay them out, where no other autograder is."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(released.glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


def test_what_is_released(released: Path) -> None:
    """Are there notebooks, a wheel, and how to install it; and no folder of the teacher's?"""
    names = {str(path.relative_to(released)) for path in released.rglob("*") if path.is_file()}
    wheel = next(name for name in names if name.endswith(".whl"))
    notebooks = {f"course/{UNIT}/{UNIT}.ipynb"}
    texts = {"README.md", "requirements.txt", "environment.yml", "release.json", "LICENSE"}
    texts |= {"course/README.md", ".binder/requirements.txt", ".binder/runtime.txt"}
    texts |= {".vscode/extensions.json", "docs/students.md", "docs/terminal.md"}
    assert names == notebooks | texts | {wheel}
    assert (released / "requirements.txt").read_text() == f"./{wheel}\n"
    assert (released / ".binder" / "requirements.txt").read_text() == f"./{wheel}\n"


def test_the_wheel_has_no_room_of_the_teachers(installed: Path) -> None:
    """Is every file of the wheel one of the student's rooms, keys included?"""
    names = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}
    assert f"autograder/keys/{UNIT}.json" in names
    assert [name for name in names if any(f"/{room}" in f"/{name}" for room in TEACHERS)] == []
    assert not {"autograder/grading/run.py", "autograder/grading/rules.py"} & names


def test_a_student_module_must_not_import_the_teachers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a release refused when a module that students get would need a teacher's room?"""
    monkeypatch.setattr(student_package, "STUDENT_COMMANDS", ("grade",))
    with pytest.raises(AutograderError, match=r"would need .*integrations"):
        student_package.student_files()


def test_no_solution_line_is_released(course: Course, released: Path, installed: Path) -> None:
    """Does no file of the release or its wheel hold a line of a solution or marking guide?"""
    texts = [
        line.strip().strip('",').removesuffix("\\n").strip()
        for folder in (released, installed)
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".whl"
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    secrets = {line for line, _ in hidden_lines(read_source(course.source(UNIT)))}
    assert len(secrets) >= 10 and len(texts) > 1000
    assert secrets.isdisjoint(texts)


RUN = """
import json, sys
sys.path = [{site!r}, *(p for p in sys.path if p and p != {root!r})]
import autograder
assert autograder.__file__.startswith({site!r}), autograder.__file__
names = {{"__name__": "__main__"}}
cells = json.loads(sys.stdin.read())
marks = {{}}
for source in cells:
    exec(compile(source, "<cell>", "exec"), names)
    if source.startswith("check("):
        marks[source] = float(eval(source, names))
print("MARKS" + json.dumps(marks))
teachers = ("autograder.authoring", "nbgrader", "jupytext")
assert not any(name.startswith(teachers) for name in sys.modules)
"""


def marks(installed: Path, cells: list[str]) -> dict[str, float]:
    """What check() gives to cells run one after another, with the wheel alone."""
    code = RUN.format(site=str(installed), root=str(ROOT))
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(cells),
        capture_output=True,
        text=True,
        cwd=installed,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, float] = json.loads(done.stdout.split("MARKS")[1])
    return found


def cells_of(course: Course, released: Path, *, solved: bool) -> list[str]:
    """The code cells of the released notebook that are no demo, solved or as released."""
    answers = {e.answer.slug: e.answer.source for e in read_source(course.source(UNIT)).exercises}
    found = []
    for cell in nbformat.read(released / "course" / UNIT / f"{UNIT}.ipynb", 4).cells:
        role = cell.metadata.get("autograder", {}).get("role", "")
        if role in ("given", "check", "exercise"):
            answer = answers.get(cell.id.removesuffix("-answer"), cell.source)
            found.append(answer if solved and role == "exercise" else cell.source)
    return found


def test_the_stub_earns_nothing_with_the_wheel(course, released, installed) -> None:
    """Does the released notebook, checked with the released wheel, earn nothing?"""
    found = marks(installed, cells_of(course, released, solved=False))
    assert found == {f'check("{e.slug}")': 0.0 for e in load_unit(UNIT).exercises}


def test_the_solved_notebook_earns_all_with_the_wheel(course, released, installed) -> None:
    """Does the solved notebook, checked with the released wheel, earn everything?"""
    found = marks(installed, cells_of(course, released, solved=True))
    assert found == {f'check("{e.slug}")': e.max_points for e in load_unit(UNIT).exercises}


def test_autograder_check_works_with_the_wheel(released: Path, installed: Path) -> None:
    """Does ``autograder check NOTEBOOK`` answer with nothing but the released files?"""
    notebook = released / "course" / UNIT / f"{UNIT}.ipynb"
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "check", str(notebook), "--json"],
        capture_output=True,
        text=True,
        cwd=installed,
        env={"PYTHONPATH": str(installed), "PATH": ""},
    )
    assert (done.returncode, done.stderr) == (1, "")
    verdicts = json.loads(done.stdout)
    assert [v["status"] for v in verdicts] == ["not-attempted"] * len(verdicts) and verdicts


def test_a_second_release_is_the_same(course: Course, released: Path) -> None:
    """Does a release over the last one give the same bytes, and remove what is no longer made?"""
    before = {path: path.read_bytes() for path in released.rglob("*") if path.is_file()}
    manifest = released / "release.json"
    (released / "old.txt").write_text("of an older release")
    raw = json.loads(manifest.read_text())
    (released.parent / "outside.txt").write_text("not ours either")
    files = [*raw["files"], "old.txt", "../outside.txt"]
    manifest.write_text(json.dumps({**raw, "files": files}))
    (released / "kept.txt").write_text("not ours")
    release(course, released)
    assert (released / "kept.txt").read_text() == "not ours"
    assert (released.parent / "outside.txt").read_text() == "not ours either"
    (released / "kept.txt").unlink()
    assert {path: path.read_bytes() for path in released.rglob("*") if path.is_file()} == before


def test_a_file_in_the_way(course: Course, tmp_path: Path) -> None:
    """Is a file that no release wrote left alone, with a sentence?"""
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(UsageError, match="is in the way: no release wrote it"):
        release(course, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"


def test_a_stale_notebook_is_not_released(course: Course, tmp_path: Path) -> None:
    """Is a release refused, with the command to run, where a notebook is stale?"""
    other = Course(tmp_path / "course")
    shutil.copytree(course.root, other.root)
    other.notebook(UNIT).write_text("{}")
    with pytest.raises(UsageError, match="Run autograder build first"):
        release(other, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_leak_stops_the_release(course: Course, tmp_path: Path) -> None:
    """Is nothing written when a file of the release would hold a line of a solution?"""
    other = Course(tmp_path / "course")
    shutil.copytree(course.root, other.root)
    source = read_source(course.source(UNIT))
    line = next(line for line, cell in hidden_lines(source) if cell.role == "exercise")
    (other.root / "LICENSE-of-a-friend").write_text(f"See:\n  {line}\n")
    with pytest.raises(AutograderError, match="LICENSE-of-a-friend would hold a line"):
        release(other, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["notes.md", "course/x.ipynb", "x.whl"])
def test_a_solution_line_stops_the_release(course: Course, tmp_path: Path, name: str) -> None:
    """Is a solution line found in a text, in a notebook and inside a wheel?"""
    source = read_source(course.source(UNIT))
    line = next(line for line, cell in hidden_lines(source) if cell.role == "exercise")
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr("autograder/x.py", f"def f():\n    {line}\n")
    else:
        path.write_text(json.dumps([f"    {line}\n"], indent=1) if "ipynb" in name else line)
    with pytest.raises(AutograderError, match=r"would hold a line of the exercise at line \d+"):
        refuse_solutions(tmp_path, [source])


@pytest.mark.parametrize(
    ("asked", "given", "fine"),
    [("03_softmax_classifier", "04_chain_rule", True), ("04_chain_rule", UNIT, False)],
)
def test_what_was_asked_may_be_given_later(
    tmp_path: Path, asked: str, given: str, fine: bool
) -> None:
    """May a later notebook give an earlier unit's answer, and an earlier one not a later's?"""
    sources = [read_source(ROOT / "solutions" / f"{slug}.py") for slug in sorted((asked, given))]
    line = next(
        line
        for source in sources
        for line, cell in hidden_lines(source)
        if source.slug == asked and cell.role == "exercise"
    )
    (tmp_path / f"{given}.ipynb").write_text(json.dumps([f"    {line}\n"], indent=1))
    if fine:
        refuse_solutions(tmp_path, sources)
    else:
        with pytest.raises(AutograderError, match=f"of {asked}.py"):
            refuse_solutions(tmp_path, sources)


def test_units_are_handed_out_one_by_one(course: Course, tmp_path: Path) -> None:
    """Does a release of no unit but one hold that notebook only, and the whole wheel?"""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "autograder.authoring.release.unit_slugs", lambda: ("00_arrays_and_shapes", UNIT)
        )
        build_course(course, ["00_arrays_and_shapes"])
        out = release(course, tmp_path / "out", [UNIT])
    assert [p.stem for p in out.rglob("*.ipynb")] == [UNIT]
    with zipfile.ZipFile(next(out.glob("*.whl"))) as wheel:
        assert "autograder/keys/00_arrays_and_shapes.json" in wheel.namelist()


# ------------------------------------------------------------ where it will lie

PLACES = Places.of("ada/nets", "", "https://hub.example.edu", "")
LINK = re.compile(r"(?<!!)\[(!?\[[^]]*\]\([^)]*\)|[^]]*)\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def placed(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release whose repository and hub are known."""
    return release(course, tmp_path_factory.mktemp("placed") / "nets", places=PLACES)


def links(readme: Path) -> dict[str, str]:
    """Words and addresses of all links of a page in Markdown."""
    return {words: address for words, address in LINK.findall(readme.read_text())}


def test_the_readme_links_to_what_is_there(placed: Path) -> None:
    """Do the links to Binder, Colab and the hub name files of the release, by their formats?"""
    found = links(placed / "README.md")
    badge = "[![Launch on Binder](https://mybinder.org/badge_logo.svg)]"
    assert badge in (placed / "README.md").read_text()
    binder, colab, hub = (urlsplit(found[words]) for words in ("Binder", "Colab", "hub"))
    (path,) = parse_qs(binder.query)["labpath"]
    assert (placed / path).is_file() and binder.path == "/v2/gh/ada/nets/main"
    assert colab.path == f"/github/ada/nets/blob/main/{path}"
    asked = parse_qs(hub.query)
    assert asked["urlpath"] == [f"lab/tree/nets/{path}"]
    assert asked["repo"] == ["https://github.com/ada/nets"]
    everything = [urlsplit(address) for address in found.values()]
    assert {a.netloc for a in everything if a.scheme} == {
        *("mybinder.org", "colab.research.google.com", "hub.example.edu")
    }
    assert all((placed / a.path).is_file() for a in everything if not a.scheme)


def test_colab_fetches_the_wheel_of_this_release(placed: Path) -> None:
    """Does the notebook's first code cell name the wheel that lies in the release?"""
    nb = nbformat.read(placed / "course" / UNIT / f"{UNIT}.ipynb", 4)
    first = next(cell for cell in nb.cells if cell.cell_type == "code")
    (wheel,) = (path.name for path in placed.glob("*.whl"))
    assert f"'https://raw.githubusercontent.com/ada/nets/main/{wheel}'" in first.source


def test_without_a_place_there_is_no_link_and_no_cell(released: Path) -> None:
    """Does a release that lies nowhere in particular link nowhere, and lack the Colab cell?"""
    assert [address for address in links(released / "README.md").values() if "://" in address] == []
    assert "google.colab" not in (released / "course" / UNIT / f"{UNIT}.ipynb").read_text()


def test_a_wheel_url_alone_is_enough_for_colab(course: Course, tmp_path: Path) -> None:
    """Does --wheel-url without a repository write the cell and no link?"""
    wheel = "https://example.edu/backprop_by_hand-0.1.0-py3-none-any.whl"
    out = release(course, tmp_path / "out", places=Places.of("", "", "", wheel))
    assert wheel in (out / "course" / UNIT / f"{UNIT}.ipynb").read_text()
    assert "mybinder" not in (out / "README.md").read_text()


def test_binder_finds_a_supported_python(released: Path) -> None:
    """Is Binder's Python one that the package is declared for?"""
    (asked,) = (released / ".binder" / "runtime.txt").read_text().split()
    assert f"Programming Language :: Python :: {asked.removeprefix('python-')}" in str(
        tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["classifiers"]
    )


def test_the_bundle(course: Course, released: Path, tmp_path: Path) -> None:
    """Does the zip hold the release in one folder, nothing else, and the same bytes each time?"""
    out = tmp_path / "my.course"
    shutil.copytree(released, out)
    (out / "notes.txt").write_text("the teacher's")
    first = bundle(out)
    before = first.read_bytes()
    assert first == tmp_path / "my.course.zip" and bundle(out).read_bytes() == before
    shutil.unpack_archive(first, tmp_path / "there")
    (folder,) = (tmp_path / "there").iterdir()
    files = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    (out / "notes.txt").unlink()
    assert files == {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_in_a_git_repository(course: Course, tmp_path: Path) -> None:
    """Does a second release into a clone change only what changed, hidden files included?

    nbgitpuller and Binder fetch what is committed there.
    """

    def git(*words: str) -> str:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.edu"]
        command = ["git", "-C", str(tmp_path / "nets"), *who, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    release(course, tmp_path / "nets")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "one")
    assert {".binder/runtime.txt", ".vscode/extensions.json"} <= set(git("ls-files").split())
    release(course, tmp_path / "nets")
    assert git("status", "--porcelain") == ""
    release(course, tmp_path / "nets", places=PLACES)
    changed = {line.split()[1] for line in git("status", "--porcelain").splitlines()}
    assert changed == {"README.md", f"course/{UNIT}/{UNIT}.ipynb"}


def test_the_command_with_places(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    """Does the command take zip and places, and refuse a hub without a repository?"""
    monkeypatch.chdir(course.root)
    out = tmp_path / "out"
    assert run(["release", UNIT, "--out", str(out), "--zip", "--repository", "ada/nets"]) == 0
    assert capsys.readouterr().out.count("wrote ") == 2 and (tmp_path / "out.zip").is_file()
    assert run(["release", "--out", str(out), "--hub", "https://hub.example.edu"]) == 2
    assert "give --repository, too" in capsys.readouterr().err


def test_students_pages_lead_nowhere_else(released: Path) -> None:
    """Are the pages handed out without notes to tests, and does each of their links stay there?"""
    for page in (released / "docs").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert "<!--" not in text and "students-tools" not in text
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert (page.parent / target).exists(), target
