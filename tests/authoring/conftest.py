"""A toy course in a folder of its own, to be broken at will."""

from __future__ import annotations

import runpy
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.authoring.build import build_course
from autograder.authoring.source import UnitSource, read_source
from autograder.layout import Course
from autograder.model import Unit

GOLDENS = Path(__file__).resolve().parents[1] / "goldens" / "toy"


@dataclass(frozen=True)
class Toy:
    """A copy of the toy course, and what its exercises module declares."""

    course: Course
    unit: Unit

    @property
    def source(self) -> Path:
        return self.course.source(self.unit.slug)

    @property
    def bank(self) -> Path:
        return self.course.bank(self.unit.slug)

    @property
    def notebook(self) -> Path:
        return self.course.notebook(self.unit.slug)

    def read(self) -> UnitSource:
        return read_source(self.source, self.unit)

    def build(self) -> list[Path]:
        return build_course(self.course, [self.unit])

    def edit(self, old: str, new: str, path: Path | None = None) -> int:
        """Replace text that stands in the source once; the line where it stood."""
        path = path or self.source
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """The toy course, not built yet; messages name its files from its root."""
    root = tmp_path / "toy"
    shutil.copytree(GOLDENS / "solutions", root / "solutions")
    (root / "course").mkdir()
    monkeypatch.chdir(root)
    return Toy(Course(root), runpy.run_path(str(GOLDENS / "unit.py"))["UNIT"])
