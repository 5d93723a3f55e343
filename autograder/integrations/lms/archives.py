"""The files of a download, from a ZIP archive or a folder. Untrusted, and read so.

A name is looked at and never used as a path; nothing is unpacked to the disk. Each file is
read by itself, up to a limit that holds for what comes out of the compression.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import Unreadable, UsageError
from autograder.grading.submissions import hidden, shown
from autograder.integrations.lms.names import nfc
from autograder.notebook.opening import read_bytes

MOST_FILES = 50_000
MOST_NESTED_FILES = 2_000
NESTED_LIMIT = 20_000_000
"""Bytes of an archive in the archive, which a student made."""
DEPTH = 12
LONGEST_NAME = 1_000
"""Letters: to bring more into one spelling takes time that grows with the square."""
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What is decompressed: the other ways make gigabytes of a block before a limit is asked."""
_ENTRY = b"PK\x01\x02"
_MOODLE = "_assignsubmission_"
_ENCRYPTED, _UTF8 = 0x1, 0x800
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True)
class Member:
    """A file of a download: ``path`` with ``/`` between its parts, and how to read it.

    problem: why it may not be read, as the end of a sentence; then ``read`` is not called.
    """

    path: str
    read: Callable[[int], bytes]
    problem: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for part in self.path.split("/") if part)

    @property
    def name(self) -> str:
        return self.parts[-1] if self.parts else ""


@contextmanager
def open_download(path: Path) -> Iterator[list[Member]]:
    """The files of an archive or a folder; raises ``UsageError`` where it is neither."""
    if path.is_dir():
        yield list(_in_folder(path))
        return
    with _opened(path) as archive:
        if len(archive.infolist()) > MOST_FILES:
            raise UsageError(f"{path} holds more than {MOST_FILES} files. Split it.")
        yield list(_in_archive(archive))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise UsageError(f"There is no {path}. Give the ZIP archive that was downloaded.") from None
    except (zipfile.BadZipFile, OSError) as error:
        raise UsageError(
            f"{path} is no ZIP archive, or not whole ({error}). Download it again."
        ) from None


def nested(data: bytes) -> list[Member]:
    """The files of an archive that lies in a download; raises ``Unreadable``."""
    if data.count(_ENTRY) > MOST_NESTED_FILES:
        raise Unreadable(f"holds more than {MOST_NESTED_FILES} files")
    try:
        return list(_in_archive(zipfile.ZipFile(io.BytesIO(data))))
    except (*_DAMAGED, MemoryError):
        raise Unreadable("is no ZIP archive, or not whole") from None


def _in_archive(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        path = _spelled(info)
        if not info.is_dir() and not path.endswith("/") and not _is_noise(path):
            yield Member(path, _reader(archive, info), _problem(info, path))


def _spelled(info: zipfile.ZipInfo) -> str:
    """A name as text: UTF-8 that does not say so was read as the old code page of DOS."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 100]}…{name[-80:]}"
    return nfc(name.replace("\\", "/"))


def _problem(info: zipfile.ZipInfo, path: str) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a symbolic link, which is not followed"
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        return "has a path that leads out of the archive"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if info.compress_type not in PACKED:
        return "is packed in an unknown way; only what ZIP archives use by default is read"
    if len(info.filename) > LONGEST_NAME:
        return f"has a name of more than {LONGEST_NAME} letters"
    return ""


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        if info.file_size > limit:
            raise Unreadable(f"has more than {limit // 1_000_000} MB")
        try:
            with archive.open(info) as file:
                data = file.read(limit + 1)
        except (*_DAMAGED, RuntimeError):
            raise Unreadable("is damaged in the archive, or packed in an unknown way") from None
        except MemoryError:
            raise Unreadable("needs more memory than there is") from None
        if len(data) > limit:
            raise Unreadable(f"has more than {limit // 1_000_000} MB")
        return data

    return read


def _in_folder(folder: Path) -> Iterator[Member]:
    count = 0
    for here, folders, files in os.walk(folder):
        depth = len(Path(here).relative_to(folder).parts)
        folders[:] = sorted(f for f in folders if not hidden(f)) if depth < DEPTH else []
        links = [f for f in folders if os.path.islink(os.path.join(here, f))]
        for name in sorted([*files, *links]):
            path = Path(here, name)
            said = nfc(shown(path.relative_to(folder).as_posix()))
            if (count := count + 1) > MOST_FILES:
                raise UsageError(f"{folder} holds more than {MOST_FILES} files. Split it.")
            if not _is_noise(said):
                link = "is a symbolic link, which is not followed" if path.is_symlink() else ""
                yield Member(said, _file_reader(path, folder), link)


def _file_reader(path: Path, folder: Path) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        try:
            return read_bytes(path, limit, below=folder)
        except Unreadable as error:
            raise Unreadable(str(error).removeprefix(f"{path} ").rstrip(".")) from None

    return read


def _is_noise(path: str) -> bool:
    """What macOS, Jupyter and editors leave beside the work; no student of Moodle's, though."""
    parts = [part for part in path.split("/") if part not in ("", "..")]
    return any(hidden(part) and _MOODLE not in part for part in parts)
