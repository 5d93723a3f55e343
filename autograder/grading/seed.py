"""The secret seed from which the hidden cases of a class are drawn.

It is kept in the course root, readable by the teacher only. Whoever knows it can
make the grading key, so results carry only a fingerprint of it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from autograder.errors import UsageError
from autograder.layout import Course

PUBLIC_SEED = "public"
"""The seed of the key that students have."""


def grading_seed(course: Course, new: bool = False) -> str:
    """The course's secret seed, made on first use; ``new`` replaces it."""
    path = course.seed_file
    if new:
        return _replace(path)
    try:
        return _read(path)
    except FileNotFoundError:
        return _create(path)


def fingerprint(seed: str) -> str:
    """What may be written of a seed: enough to tell two apart, useless to guess one."""
    return hashlib.sha256(b"grading seed:" + seed.encode()).hexdigest()[:12]


def _read(path: Path) -> str:
    text = path.read_text(encoding="utf-8").strip()
    if not text:
        raise UsageError(f"{path} is empty. Draw a new seed with: autograder grade … --new-seed")
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return text


def _create(path: Path) -> str:
    seed = secrets.token_hex(16)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another command made it in this moment
        return _read(path)
    except OSError as error:
        raise UsageError(
            f"The grading seed cannot be kept in {path}: {error.strerror}. "
            "Make the folder writable, or grade with --seed."
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(seed + "\n")
    return seed


def _replace(path: Path) -> str:
    """A new seed under a new file: never a moment without one, or with half of one."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    seed = _create(fresh)
    fresh.replace(path)
    return seed
