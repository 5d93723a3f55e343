"""The wheel of the whole package: all of autograder/, and nothing else of the repository."""

from __future__ import annotations

import zipfile
from email import message_from_string
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import autograder

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel that pip would build from this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(out), versions=["standard"])
    return zipfile.ZipFile(path)


def test_package_is_whole(wheel: zipfile.ZipFile) -> None:
    """Is every module and every public key of the checkout in the wheel?"""
    package = ROOT / "autograder"
    wanted = {str(p.relative_to(ROOT)) for ext in ("py", "json") for p in package.rglob(f"*.{ext}")}
    assert "autograder/keys/01_linear_regression.json" in wanted
    assert wanted - set(wheel.namelist()) == set()


def test_nothing_else_is_in_it(wheel: zipfile.ZipFile) -> None:
    """Does the wheel hold nothing of solutions/, tests/ or course/?"""
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"autograder", f"backprop_by_hand-{autograder.__version__}.dist-info"}


def test_metadata_is_true(wheel: zipfile.ZipFile) -> None:
    """Do the wheel's name, version, command and licence agree with the package?"""
    info = f"backprop_by_hand-{autograder.__version__}.dist-info"
    metadata = message_from_string(wheel.read(f"{info}/METADATA").decode())
    assert metadata["Name"] == "backprop-by-hand"
    assert metadata["Version"] == autograder.__version__
    assert metadata["License-Expression"] == "BSD-3-Clause"
    assert "autograder = autograder.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
