"""Names of people as names of folders: the same on every system, one for each person.

A folder's name is the student's id in the grade book. It stays below nbgrader's 128
characters, means the same on a disk that ignores case or spells letters otherwise, begins
no formula and leads nowhere.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import groupby

from autograder.exercises import unit_slugs

MOST_BYTES = 60
RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?")
"""Names of devices on Windows, with any ending."""
_OUTER = ".-@ "


def nfc(text: str) -> str:
    """The one spelling of a text of which Unicode has several."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """What two names have in common that a disk may take for one."""
    return nfc(nfc(text).casefold())


def folder_name(identity: str) -> str:
    """A safe folder for whoever is called so: itself if it is one, else with a hash behind.

    Two identities never share a folder, not even on a disk without case; to write the
    letters of one in another way of Unicode's is no other identity.
    """
    name = nfc(identity)
    base = _slug(name)
    if base and base == name:
        return base
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{base or 'student'}-{digest}"


def plain_id(identity: str) -> str:
    """An id as the learning platform writes it, capitals too, where it is a safe folder."""
    name = nfc(identity)
    return name if name and _slug(name) == nfc(name.lower()) else folder_name(name)


def _slug(name: str) -> str:
    """Small letters, digits and marks of any script, and ``._@-`` between them."""
    small = nfc(name.lower())
    runs = ("".join(run) if kept else "-" for kept, run in groupby(small, _kept))
    base = "".join(runs).strip(_OUTER)
    base = base.encode("utf-8")[:MOST_BYTES].decode("utf-8", "ignore").strip(_OUTER)
    taken = RESERVED.fullmatch(base) or base in unit_slugs()
    return f"student-{base}" if taken else nfc(base)


def _kept(letter: str) -> bool:
    return letter in "._@-" or unicodedata.category(letter)[0] in "LMN"
