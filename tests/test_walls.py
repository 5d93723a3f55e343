"""The walls between the rooms, read by import-linter and in a live process."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = {"errors", "model"}

LOADED = "import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"


def contracts() -> dict[str, dict[str, Any]]:
    """import-linter's contracts in pyproject.toml, by id."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def rooms() -> set[str]:
    """Everything that stands directly in the package, by its dotted name."""
    paths = (ROOT / "autograder").iterdir()
    names = {p.stem for p in paths if p.suffix == ".py" or (p / "__init__.py").exists()}
    return {f"autograder.{name}" for name in names if not name.startswith("__")}


def loaded_by(module: str) -> set[str]:
    """What a fresh interpreter holds after importing ``module``."""
    command = [sys.executable, "-I", "-c", LOADED.format(module=module)]
    out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(out.stdout))


def modules_of(room: str) -> list[str]:
    """Every module of a room, dotted."""
    folder = ROOT / "autograder" / room
    parts = [path.relative_to(ROOT).with_suffix("").parts for path in sorted(folder.rglob("*.py"))]
    return [".".join(p[:-1] if p[-1] == "__init__" else p) for p in parts]


def test_contracts_are_kept() -> None:
    """Does import-linter find every contract kept?"""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ["exercises", "judging"])
def test_a_new_room_is_forbidden_too(room: str) -> None:
    """Do the contracts of exercises and judging name every other room there is?"""
    forbidden = set(contracts()[f"{room}-alone"]["forbidden_modules"])
    others = rooms() - {f"autograder.{name}" for name in SHARED | {room}}
    assert others - forbidden == set()


def test_nbgrader_contract_names_every_room() -> None:
    """Is every room but integrations and authoring kept from importing nbgrader?"""
    kept = set(contracts()["nbgrader-at-the-edge"]["source_modules"])
    assert rooms() - kept == {"autograder.authoring", "autograder.integrations"}


@pytest.mark.parametrize("module", modules_of("sandbox"))
def test_sandbox_carries_no_answer(module: str) -> None:
    """Importing any sandbox module brings in nothing that knows an answer or a mark."""
    rooms = ("judging", "student", "keys", "grading", "authoring", "integrations", "reports")
    walled = (*(f"autograder.{room}" for room in rooms), "autograder.rendering", "nbgrader")
    loaded = loaded_by(module)
    assert module in loaded
    assert [name for name in loaded if name.startswith(walled)] == []


def test_package_itself_is_lazy() -> None:
    """Does ``import autograder`` load nothing else of ours, and no numpy?"""
    loaded = loaded_by("autograder")
    ours = {name for name in loaded if name.startswith("autograder.")}
    assert ours == set()
    assert "numpy" not in loaded


def test_student_needs_no_teacher_package() -> None:
    """Can a notebook import everything a student uses without the teacher's packages?"""
    loaded = loaded_by("autograder.student")
    assert loaded.isdisjoint({"nbgrader", "jupytext", "nbconvert", "nh3", "sqlalchemy"})
