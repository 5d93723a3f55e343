"""What the teacher set up for nbgrader: its configuration, its grade book, its own bin."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

CONFIG = "nbgrader_config.py"
COURSE_ID = "default_course"
"""nbgrader's own name for a course that has none."""

_RELATIVE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!/|:memory:|file:)(?=.)")


def nbgrader_settings(root: Path) -> Config:
    """The settings nbgrader would use in ``root``; its own file there wins."""
    settings = Config()
    for folder in (*reversed(jupyter_config_path()), str(root)):
        try:
            settings.merge(PyFileConfigLoader(CONFIG, path=folder).load_config())
        except ConfigFileNotFound:
            continue
    return settings


def course_id(settings: Config) -> str:
    """The course that new assignments belong to."""
    return str(settings.CourseDirectory.get("course_id", "") or COURSE_ID)


def configured_gradebook(root: Path) -> str:
    """The grade book that the teacher set for nbgrader (``db_url``), ``""`` if none was set.

    A relative SQLite path starts at the course root, where nbgrader's commands are run.
    """
    url = str(nbgrader_settings(root).CourseDirectory.get("db_url", "") or "")
    return _RELATIVE.sub(lambda found: f"{found[1]}{root.resolve()}/", url, count=1)


def gradebook_url(out: Path) -> str:
    """The URL of the SQLite grade book in a folder, as nbgrader names it."""
    return f"sqlite:///{(out / 'gradebook.db').resolve()}"


@contextmanager
def own_bin_first() -> Iterator[None]:
    """nbgrader calls the command ``alembic``: find the one installed beside this Python."""
    before = os.environ.get("PATH")
    own = str(Path(sys.executable).parent)
    os.environ["PATH"] = own if before is None else os.pathsep.join((own, before))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = before
