"""What make does before anything else: find a Python, fill .venv, say what is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOO_OLD = 'case "$*" in *version_info*) exit 1 ;; esac; echo Python 3.9.0'
WITHOUT_VENV = 'case "$*" in *ensurepip*) exit 1 ;; esac; exit 0'


def set_up(tmp_path: Path, **interpreters: str) -> subprocess.CompletedProcess[str]:
    """Runs tools/set_up.sh where only these interpreters (shell scripts) are on PATH."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in ("date", "rm", "sh"):
        (programs / tool).symlink_to(f"/bin/{tool}")
    for name, script in interpreters.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    command = ["/bin/sh", "tools/set_up.sh", str(tmp_path / "venv"), str(tmp_path / "stamp")]
    environment = {"PATH": str(programs), "HOME": str(tmp_path)}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)


def test_no_python_is_said(tmp_path: Path) -> None:
    """Is it said what is needed, and how to name an interpreter, where there is none?"""
    done = set_up(tmp_path)
    assert done.returncode == 2
    assert "No Python 3.11, 3.12 or 3.13 found" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_old_python_is_not_taken(tmp_path: Path) -> None:
    """Is a Python that is too old passed over, whatever its name?"""
    done = set_up(tmp_path, python3=TOO_OLD, python=TOO_OLD)
    assert done.returncode == 2
    assert "No Python 3.11, 3.12 or 3.13 found" in done.stderr


def test_missing_ensurepip_is_said(tmp_path: Path) -> None:
    """Does a Debian without python3-venv hear which package to install?"""
    done = set_up(tmp_path, python3=WITHOUT_VENV)
    assert done.returncode == 2
    assert "apt-get install python3-venv" in done.stderr


def test_no_stamp_is_left_by_a_failed_set_up(tmp_path: Path) -> None:
    """Does the next make try again after a set-up that failed?"""
    (tmp_path / "stamp").write_text("3")
    set_up(tmp_path)
    assert not (tmp_path / "stamp").exists()


def test_every_target_is_explained() -> None:
    """Does ``make`` alone name each target there is, and what it does?"""
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    explained = set(re.findall(r"^  make ([a-z-]+) +\S", done.stdout, re.M))
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert phony is not None
    assert explained == set(phony[1].split())
    promised = "demo test prove lab course verify lint bench release clean"
    assert set(promised.split()) <= explained


def enabled_extensions(*folders: Path) -> dict[str, bool]:
    """Jupyter's server extensions by these configuration folders, strongest first."""
    config = pytest.importorskip("jupyter_server.extension.config")
    manager = config.ExtensionConfigManager(read_config_path=[str(f) for f in folders])
    found: dict[str, bool] = manager.get_jpserver_extensions()
    return found


IN_PREFIX = Path(sys.prefix) / "etc" / "jupyter"


def test_student_lab_has_no_teacher_extension() -> None:
    """Does ``make lab`` switch off every server extension of jupytext and nbgrader?"""
    found = enabled_extensions(ROOT / "tools" / "student_lab", IN_PREFIX)
    teachers = {n: on for n, on in found.items() if "jupytext" in n or "nbgrader" in n}
    assert len(teachers) == 5
    assert not any(teachers.values())


@pytest.mark.skipif(
    not (Path(sys.prefix) / "set-up.seconds").exists(), reason="make did not make this environment"
)
def test_jupytext_extension_is_off() -> None:
    """Is jupytext's server extension off in every Jupyter of this environment?

    A submission's metadata could make it read and write other files.
    """
    assert enabled_extensions(IN_PREFIX)["jupyterlab_jupytext"] is False


@pytest.mark.parametrize("script", ["tools/set_up.sh", ".ci/run"])
def test_scripts_can_be_run(script: str) -> None:
    """Are the scripts executable as they are checked out?"""
    assert os.access(ROOT / script, os.X_OK)
