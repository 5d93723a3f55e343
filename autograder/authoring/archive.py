"""Zip archives that are the same bytes each time."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_FILE, _PROGRAM = 0o100644, 0o100755


@dataclass(frozen=True)
class Entry:
    """One file of an archive."""

    data: bytes
    is_program: bool = False


def write_zip(path: Path, entries: Mapping[str, Entry]) -> Path:
    """Write an archive in one step; its bytes follow from names and contents alone.

    Args:
        entries: files by their path in the archive, with ``/`` between folders.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(unfinished, "w") as archive:
            for name, entry in sorted(entries.items()):
                archive.writestr(_info(name, entry), entry.data, zipfile.ZIP_DEFLATED, 9)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _info(name: str, entry: Entry) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.create_system = _UNIX
    info.external_attr = (_PROGRAM if entry.is_program else _FILE) << 16
    return info
