"""What nbgrader does with a submission's folder, made safe for the units of this course.

``autograde`` and ``generate_feedback`` copy every file beside a notebook, through
symbolic links too: a link to the teacher's seed would end in the student's feedback.
nbgrader offers no setting for that, so its one method that copies is replaced.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, BaseConverter, GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.errors import UsageError
from autograder.exercises import unit_slugs
from autograder.grading import submissions
from autograder.integrations.marks import read_small, submitted_at
from autograder.integrations.side_files import SECRET, TIMESTAMP

_copy_all = BaseConverter.init_assignment


def guard_folders() -> None:
    """From now on nbgrader takes nothing but what we made out of a submission's folder."""
    BaseConverter.init_assignment = _init_assignment
    CourseDirectory.get_existing_timestamp = _existing_timestamp


def _init_assignment(self: Any, assignment_id: str, student_id: str) -> None:
    """As nbgrader; but of a unit's folder only the two small files of the exchange are copied."""
    if assignment_id not in unit_slugs() or not isinstance(self, (Autograde, GenerateFeedback)):
        _copy_all(self, assignment_id, student_id)
        return
    if student_id != submissions.student_id(student_id):
        raise UsageError(f"{student_id!r} cannot be the name of a student's folder. Rename it.")
    source = Path(self._format_source(assignment_id, student_id))
    place = Path(self._format_dest(assignment_id, student_id))
    place.mkdir(parents=True, exist_ok=True)
    for name in (TIMESTAMP, SECRET):
        text = None if linked(source) else read_small(source / name)
        if text is not None:
            (place / name).unlink(missing_ok=True)
            (place / name).write_text(text, encoding="utf-8")


def linked(folder: Path) -> bool:
    """Whether a submission's folder is a link, perhaps to another student's."""
    return folder.is_symlink() or folder.parent.is_symlink()


def _existing_timestamp(self: Any, folder: str) -> datetime | None:
    """When a submission was handed in; None where its file is a link, no file or no time."""
    return submitted_at(Path(os.fspath(folder)))
