"""Whose a file of a bulk download is, from its name. Pure.

* Canvas (canvas-lms, lib/content_zipper.rb): ``name_LATE_user_file_title``, flat: the
  sortable name in small letters and nothing else, ``LATE`` where it was, the user's id, the
  attachment's, and the title, which Canvas ends in ``-1``, ``-2`` for later versions; the
  number of the attachment grows with time. ``anon_…`` where marking is anonymous; texts and
  links are ``name_user_text.html`` and ``…_link.html``.
* Moodle (mod/assign/classes/downloader.php): ``Full Name_number_assignsubmission_file``, as a
  folder (older versions with ``_`` behind it) or before a file's name; ``…_onlinetext`` for
  texts. The number is a participant's in this one assignment.
* Gradescope: ``submission_…`` folders, told by ``submission_metadata.yml`` beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal

Format = Literal["canvas", "moodle", "gradescope"]
METADATA = "submission_metadata.yml"

CANVAS_TEXTS = ("text.html", "link.html")
ANONYMOUS = "anon"
_MOODLE = re.compile(
    r"(?P<name>.*)_(?P<number>\d{1,19})_assignsubmission_(?P<plugin>[a-z]+)_?(?P<rest>.*)",
    re.DOTALL,
)
_SUBMISSION = re.compile(r"submission_\d+")
WORK = (".ipynb", ".zip")
NEARLY_ALL = 0.8
_AGAIN = re.compile(r"(?:-| ?\()(\d{1,3})\)?$")


@dataclass(frozen=True)
class Who:
    """Somebody as a download names them.

    identity: what they are called where no roster knows better.
    number: Canvas's id of the user, Moodle's of the participant, Gradescope's student number.
    """

    name: str
    identity: str
    number: str = ""
    email: str = ""


@dataclass(frozen=True)
class Piece:
    """A file of a download: whose it is, what they called it, and what is known of when.

    version: grows with time (Canvas's attachment), then how often it was handed in again.
    """

    whose: tuple[Who, ...]
    title: str
    version: tuple[int, int] = (0, 0)
    time: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class Told:
    """What Gradescope's metadata say of one folder."""

    whose: tuple[Who, ...]
    time: datetime | None = None


def detect(paths: Iterable[Sequence[str]]) -> Format | None:
    """Which system a download is of, from the parts of all its files' paths.

    Students choose the names of their files, so no single name decides: nearly all that
    may hold work must be named as the system names them, and more so than another's.
    """
    files = list(paths)
    if _is_gradescope(files):
        return "gradescope"
    canvas = [canvas_piece(parts) is not None for parts in files]
    moodle = [_is_moodle(parts) for parts in files]
    counted = [
        c or m or (bool(parts) and parts[-1].lower().endswith(WORK))
        for parts, c, m in zip(files, canvas, moodle, strict=True)
    ]
    most: Format = "canvas" if sum(canvas) > sum(moodle) else "moodle"
    fits = max(sum(canvas), sum(moodle))
    clear = sum(canvas) != sum(moodle) and fits >= NEARLY_ALL * sum(counted)
    return most if clear else None


def metadata_places(paths: Iterable[Sequence[str]]) -> list[int]:
    """Which files may be Gradescope's own metadata: the shallowest, in no folder of a student."""
    found = {i: len(parts) for i, parts in enumerate(paths) if _may_be_metadata(parts)}
    return [i for i, depth in found.items() if depth == min(found.values())]


def _may_be_metadata(parts: Sequence[str]) -> bool:
    if not parts or parts[-1] != METADATA or len(parts) > 2:
        return False
    return len(parts) == 1 or not (
        _SUBMISSION.fullmatch(parts[0]) or _MOODLE.fullmatch(parts[0]) or canvas_piece(parts[:1])
    )


def _is_gradescope(files: Sequence[Sequence[str]]) -> bool:
    """Whether everything lies in folders beside the metadata."""
    places = metadata_places(files)
    if not places:
        return False
    root = tuple(files[places[0]][:-1])
    others = [parts for i, parts in enumerate(files) if i not in places]
    below = [tuple(p[: len(root)]) == root and len(p) > len(root) + 1 for p in others]
    return sum(below) >= NEARLY_ALL * len(others)


def _is_moodle(parts: Sequence[str]) -> bool:
    """What a student named within Gradescope's folder of theirs does not count."""
    return moodle_piece(parts) is not None and not any(map(_SUBMISSION.fullmatch, parts[:2]))


def canvas_piece(parts: Sequence[str]) -> Piece | None:
    """A file of Canvas's download; None where its name is no such."""
    words = (parts[-1] if parts else "").split("_")
    for i, word in enumerate(words[1:-1], start=1):  # the first is of the name, digits or not
        is_user = _is_number(word) or (words[i - 1] == ANONYMOUS and word.isalnum())
        if is_user and "_".join(words[i + 1 :]) in CANVAS_TEXTS:
            return _of_canvas(words[:i], word, words[-1], 0)
        if is_user and _is_number(words[i + 1]) and len(words) > i + 2:
            return _of_canvas(words[:i], word, "_".join(words[i + 2 :]), int(words[i + 1]))
    return None


def _of_canvas(before: list[str], user: str, title: str, file: int) -> Piece:
    """``before``: what stands before the user's id."""
    late = "LATE" in before
    name = "_".join(word for word in before if word != "LATE")
    return Piece((Who(name, f"{name}_{user}", user),), title, (file, again(title)), late=late)


def moodle_piece(parts: Sequence[str]) -> Piece | None:
    """A file of Moodle's download; None where no part of its path is such a name."""
    for i, part in enumerate(parts):
        found = _MOODLE.fullmatch(part)
        if found and i == len(parts) - 1 and part.count("_assignsubmission_") > 1:
            return None  # the name of a person, or that of a file: it cannot be told
        if found:
            title = "/".join(parts[i + 1 :]) or found["rest"]
            title = found["plugin"] if found["plugin"] == "onlinetext" else title
            name, number = found["name"], found["number"]
            identity = f"{name}_{number}" if is_anonymous(name) else name
            return Piece((Who(name, identity, number),), title, (0, again(title)))
    return None


def gradescope_piece(parts: Sequence[str], told: Mapping[str, Told]) -> Piece | None:
    """A file of Gradescope's export; None where the metadata do not name its folder."""
    for i, part in enumerate(parts[:-1]):
        if part in told:
            title = "/".join(parts[i + 1 :])
            return Piece(told[part].whose, title, (0, again(title)), told[part].time)
    return None


def again(title: str) -> int:
    """How many times a file of this name was there before: 2 of ``unit-2.ipynb``."""
    found = _AGAIN.search(PurePosixPath(title).stem)
    return int(found[1]) if found else 0


def is_anonymous(name: str) -> bool:
    """Whether Moodle marks anonymously, and calls everybody so."""
    return name.casefold() == "participant"


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 20
