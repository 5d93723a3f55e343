"""The places in which a page's commands are run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.release import release
from autograder.layout import Course
from tests.docs.classroom import UNIT, hand_in
from tests.docs.running import (
    ROOT,
    Place,
    copy_of_the_repository,
    fresh_clone,
    students_folder,
)

Places = Callable[[str], Place]


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What students are given: the first two units."""
    out = tmp_path_factory.mktemp("out") / "release"
    return release(Course(ROOT), out, ("00_arrays_and_shapes", UNIT))


@pytest.fixture
def places(tmp_path: Path, request: pytest.FixtureRequest) -> Places:
    """Makes a place by its name: the repository, with a class in it, or another."""

    def place(name: str) -> Place:
        folder, home = tmp_path / "place" / name.split()[-1], tmp_path / "home" / name.split()[-1]
        if name == "the students' folder":
            return students_folder(request.getfixturevalue("released"), folder, home)
        if name == "a fresh clone":
            return fresh_clone(folder, home)
        made = copy_of_the_repository(folder, home)
        hand_in(Course(made.folder))
        return made

    return place
