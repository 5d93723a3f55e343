"""One zip for all tests of Gradescope, and a container for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.integrations.gradescope.build import build_autograder
from autograder.layout import Course
from tests.integrations.gradescope.mock import ROOT, SEED, UNIT, Container


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of unit 01."""
    out = tmp_path_factory.mktemp("gradescope") / f"{UNIT}.zip"
    return build_autograder(Course(ROOT), UNIT, SEED, out)


@pytest.fixture
def container(archive: Path, tmp_path: Path) -> Container:
    """Gradescope's folder, nothing handed in yet."""
    return Container.made(tmp_path / "autograder", archive)
