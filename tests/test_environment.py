"""One list of packages, said three times: pyproject.toml, environment.yml, requirements.lock."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
ON_CONDA_ONLY = {"pip"}
CONDA_NAMES = {"playwright-python": "playwright"}
"""Packages that conda-forge calls otherwise than the Python index does."""

STUDENT_ROOMS = {"exercises", "judging", "student", "notebook", "cli", "rendering", "errors"}
STUDENT_ROOMS |= {"model", "layout", "results", "__init__", "__main__"}


def project() -> dict[str, object]:
    """The [project] table of pyproject.toml."""
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"])


def declared(*extras: str) -> dict[str, Requirement]:
    """What pyproject.toml asks for by name: the student's packages, and those of the extras."""
    table = project()
    lines = [*table["dependencies"]]  # type: ignore[misc]
    for extra in extras:
        lines += table["optional-dependencies"][extra]  # type: ignore[index]
    found = {canonicalize_name(r.name): r for r in map(Requirement, lines)}
    found.pop("backprop-by-hand", None)
    return found


EVERYTHING = ("teacher", "cluster", "postgresql", "docs", "test", "dev")


def conda() -> dict[str, Requirement]:
    """What environment.yml asks for, under the names of the Python index; pip has the last word."""
    lines = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    plain = [line for line in lines if isinstance(line, str)]
    nested = [line for part in lines if isinstance(part, dict) for line in part["pip"]]
    found = {}
    for requirement in map(Requirement, plain + nested):
        name = canonicalize_name(requirement.name)
        found[CONDA_NAMES.get(name, name)] = requirement
    return found


def locked() -> dict[str, str]:
    """Name and version of everything in requirements.lock."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = (re.match(r"([a-z0-9-]+)==(\S+)", line) for line in lines)
    return {pin[1]: pin[2] for pin in pins if pin}


def test_conda_names_the_same_packages() -> None:
    """Does environment.yml hold exactly what pyproject.toml holds?"""
    assert conda().keys() - ON_CONDA_ONLY - {"python"} == declared(*EVERYTHING).keys()


def test_conda_has_the_same_bounds() -> None:
    """Is every bound in environment.yml the one in pyproject.toml?"""
    ours, theirs = declared(*EVERYTHING), conda()
    assert {name: str(theirs[name].specifier) for name in ours} == {
        name: str(requirement.specifier) for name, requirement in ours.items()
    }
    assert theirs["python"].specifier == SpecifierSet(str(project()["requires-python"]))


def test_every_conda_line_has_a_reason() -> None:
    """Does each package in environment.yml say what it is for?"""
    lines = (ROOT / "environment.yml").read_text().split("dependencies:")[1].splitlines()
    packages = [line for line in lines if line.strip().startswith("- ") and "- pip:" not in line]
    assert len(packages) > 20
    assert [line for line in packages if not re.search(r"  # \w", line)] == []


@pytest.mark.parametrize("name", ["numpy", "jupyter", "matplotlib", "nbgrader", "pytest"])
def test_conda_names_what_was_promised(name: str) -> None:
    """Are the packages that every reader expects there by name?"""
    assert name in conda()


def test_lock_covers_pyproject() -> None:
    """Is everything that pyproject.toml asks for locked, at a version within its bounds?"""
    pins = locked()
    wanted = declared(*EVERYTHING)
    assert wanted.keys() - pins.keys() == set()
    assert {n: pins[n] for n, r in wanted.items() if not r.specifier.contains(pins[n])} == {}


def test_lock_covers_the_build_backend() -> None:
    """Can the package be built from the lock alone?"""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    pins = locked()
    assert [r for r in build if not satisfied(Requirement(r), pins)] == []


def satisfied(requirement: Requirement, pins: dict[str, str]) -> bool:
    """Whether the lock holds a version that the requirement allows."""
    return requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))


@pytest.mark.parametrize("lock", ["requirements.lock", "tools/installer.lock"])
def test_lock_has_hashes_and_no_addresses(lock: str) -> None:
    """Is every line of a lock a pin or a hash, each pin with at least one hash?"""
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|--(extra-)?index-url|--find-links", text)
    entries = text.replace("\\\n", "").splitlines()
    pin = re.compile(r"[a-z0-9-]+==[^\s;]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    assert [entry for entry in entries if not pin.fullmatch(entry)] == []


@pytest.mark.parametrize("package", ["uv"])
def test_installer_is_locked_alone(package: str) -> None:
    """Does the installer's lock hold the installer and nothing else?"""
    pins = re.findall(r"^([a-z0-9-]+)==", (ROOT / "tools/installer.lock").read_text(), re.M)
    assert pins == [package]


@pytest.mark.parametrize("version", PYTHONS)
def test_python_version_is_declared(version: str) -> None:
    """Is each version that is tested allowed, and named in the classifiers?"""
    assert SpecifierSet(str(project()["requires-python"])).contains(version)
    assert f"Programming Language :: Python :: {version}" in project()["classifiers"]  # type: ignore[operator]


def test_no_other_python_version_is_declared() -> None:
    """Is no version allowed that is not tested?"""
    allowed = SpecifierSet(str(project()["requires-python"]))
    assert [v for v in ("3.9", "3.10", "3.14", "3.15") if allowed.contains(v)] == []


# --------------------------------------------------- what the code really imports


def imports_of(path: Path) -> Iterator[str]:
    """Top-level names of everything a module imports, wherever it does so."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def distributions(paths: Iterable[Path]) -> set[str]:
    """The distributions that these modules import, without the standard library and ours."""
    names = {name for path in paths for name in imports_of(path)}
    names -= {*sys.stdlib_module_names, "autograder"}
    owners = packages_distributions()
    return {canonicalize_name(owners.get(name, [name])[0]) for name in names}


def sources(student: bool) -> list[Path]:
    """The modules that a student uses, or the others."""
    package = ROOT / "autograder"
    paths = sorted(package.rglob("*.py"))
    rooms = [(path, path.relative_to(package).parts[0].removesuffix(".py")) for path in paths]
    return [path for path, room in rooms if (room in STUDENT_ROOMS) is student]


def test_student_rooms_import_what_a_student_has() -> None:
    """Does ``pip install backprop-by-hand`` suffice for what a notebook imports?"""
    assert distributions(sources(student=True)) - declared().keys() == set()


def test_teacher_rooms_import_what_a_teacher_has() -> None:
    """Is every package that the teacher's rooms import named in pyproject.toml?"""
    assert distributions(sources(student=False)) - declared("teacher", "cluster").keys() == set()


def test_teacher_extra_holds_nothing_unused() -> None:
    """Is every package of the teacher's extra imported somewhere?"""
    extra = declared("teacher").keys() - declared().keys()
    used = distributions([*sources(student=False), ROOT / "nbgrader_config.py"])
    assert extra - used == set()
