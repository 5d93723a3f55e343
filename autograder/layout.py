"""Where things are: the teacher's course root, and what it holds.

The layout below the root is nbgrader's, so that both tools find the same files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError

PUBLIC_KEYS = Path(__file__).parent / "keys"


@dataclass(frozen=True)
class Course:
    """A course root: the folder that holds ``solutions/`` and ``course/``."""

    root: Path

    @property
    def solutions(self) -> Path:
        return self.root / "solutions"

    @property
    def mistakes(self) -> Path:
        return self.solutions / "mistakes"

    @property
    def notebooks(self) -> Path:
        return self.root / "course"

    @property
    def instructor(self) -> Path:
        """nbgrader's ``source``: instructor notebooks, generated, never committed."""
        return self.root / "build" / "source"

    @property
    def seed_file(self) -> Path:
        return self.root / ".grading_seed"

    @property
    def settings_file(self) -> Path:
        """What a teacher sets without touching Python."""
        return self.root / "course.toml"

    @property
    def public_settings(self) -> Path:
        """The same as data for students, with the package of this checkout."""
        return self.root / "autograder" / "keys" / "settings.json"

    def source(self, unit: str) -> Path:
        return self.solutions / f"{unit}.py"

    def bank(self, unit: str) -> Path:
        return self.mistakes / f"{unit}.py"

    def strangers(self, unit: str) -> Path:
        """A unit's mistakes as written by people who have not seen its bank."""
        return self.solutions / "strangers" / f"{unit}.py"

    def notebook(self, unit: str) -> Path:
        return self.notebooks / unit / f"{unit}.ipynb"

    @property
    def syllabus(self) -> Path:
        """The page that lists the units."""
        return self.notebooks / "README.md"

    def picture(self, unit: str) -> Path:
        """A unit's picture on the syllabus page."""
        return self.notebooks / "pictures" / f"{unit}.png"

    def public_key(self, unit: str) -> Path:
        """The key that ships with the package of this checkout."""
        return self.root / "autograder" / "keys" / f"{unit}.json"


def find_course(start: Path | None = None) -> Course:
    """The course root at or above ``start`` (default: here); raises ``UsageError``."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "solutions").is_dir() and (folder / "course").is_dir():
            return Course(folder)
    raise UsageError(
        f"No course found at {here} or above it: a course root holds solutions/ and course/. "
        "Change into the repository and try again."
    )
