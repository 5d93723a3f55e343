"""What lies in the zip beside the package: the unit's rules, as files and back.

Answers are arrays. Neither the seed they were drawn from nor a solution is among them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from autograder.errors import AutograderError
from autograder.grading.released import read_released
from autograder.grading.rules import Rules
from autograder.judging.answer_key import from_json, to_json
from autograder.settings import Settings as CourseSettings
from autograder.settings import from_json as settings_from_json
from autograder.settings import to_json as settings_json

Visibility = Literal["visible", "after_due_date", "after_published"]
"""When Gradescope shows a test to students (its specification has ``hidden`` besides)."""

SETTINGS, HIDDEN, PUBLIC = "settings.json", "hidden_key.json", "public_key.json"
POINTS, NOTEBOOK, FALLBACK = "points.json", "released.ipynb", "not_graded.json"


@dataclass(frozen=True)
class Settings:
    """What the teacher chose, and what is known of the unit.

    seed: a fingerprint, never the seed;
    questions, question_points: what is answered in words, and left to a person.
    """

    unit: str
    version: str
    seed: str
    questions: int
    question_points: float
    visibility: Visibility = "visible"
    allow_unsandboxed: bool = False


def files_of(rules: Rules, settings: Settings, notebook: bytes) -> dict[str, bytes]:
    """The files that hold these rules, by name."""
    return {
        SETTINGS: (json.dumps(asdict(settings), indent=1) + "\n").encode(),
        HIDDEN: to_json(rules.hidden).encode(),
        PUBLIC: to_json(rules.public).encode(),
        POINTS: settings_json(rules.settings).encode(),
        NOTEBOOK: notebook,
    }


def read_settings(folder: Path) -> Settings:
    """The settings among the files in ``folder``; raises ``AutograderError``."""
    try:
        found: Mapping[str, Any] = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        return Settings(**found)
    except (OSError, ValueError, TypeError) as error:
        raise AutograderError(f"{folder / SETTINGS} cannot be read: {error}.") from error


def read_rules(folder: Path, settings: Settings) -> Rules:
    """The rules among the files in ``folder``; raises ``AutograderError``."""
    try:
        hidden, public = (
            from_json((folder / name).read_text(encoding="utf-8")) for name in (HIDDEN, PUBLIC)
        )
    except (OSError, ValueError) as error:
        raise AutograderError(f"The answers in {folder} cannot be read: {error}.") from error
    return Rules(
        slug=settings.unit,
        hidden=hidden,
        public=public,
        released=read_released(folder / NOTEBOOK),
        version=settings.version,
        seed=settings.seed,
        settings=read_points(folder),
    )


def read_points(folder: Path) -> CourseSettings:
    """What the teacher set when the zip was built; raises ``AutograderError``."""
    try:
        return settings_from_json((folder / POINTS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AutograderError(f"{folder / POINTS} cannot be read: {error}.") from error
