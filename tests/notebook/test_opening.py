"""A submitted file is opened once, followed nowhere, and read only so far."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from autograder.errors import Unreadable
from autograder.notebook.opening import read_bytes


def test_a_file_is_read(tmp_path: Path) -> None:
    """Do its bytes come back?"""
    path = tmp_path / "a" / "b.ipynb"
    path.parent.mkdir()
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == read_bytes(path, 5, below=tmp_path) == b"12345"


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    """Is a file one byte too long refused, and a huge one without reading it?"""
    path = tmp_path / "b.ipynb"
    path.write_bytes(b"123456")
    with pytest.raises(Unreadable, match=r"at most 5e-06 MB are read\. Clear its outputs"):
        read_bytes(path, 5)
    os.truncate(path, 200_000_000_000)
    with pytest.raises(Unreadable, match=r"2e\+05 MB; at most 20 MB"):
        read_bytes(path, 20_000_000)


def test_a_file_without_a_length_is_read_only_so_far() -> None:
    """Is a file that reports no size still cut at the cap?"""
    with pytest.raises(Unreadable, match="at most"):
        read_bytes(Path("/proc/self/maps"), 100)


@pytest.mark.parametrize(
    ("kind", "says"),
    [("link", "a symbolic link"), ("folder", "a folder"), ("pipe", "a named pipe"),
     ("socket", "a socket"), ("missing", "does not exist"), ("dangling", "a symbolic link")],
)  # fmt: skip
def test_other_kinds_are_refused(tmp_path: Path, kind: str, says: str) -> None:
    """Is what is no regular file named, and never opened?"""
    path, target = tmp_path / "b.ipynb", tmp_path / "target"
    target.write_text("secret")
    match kind:
        case "link":
            path.symlink_to(target)
        case "dangling":
            path.symlink_to(tmp_path / "nothing")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as end:
                end.bind(str(path))
    with pytest.raises(Unreadable, match=says):
        read_bytes(path, 100)


def test_a_device_is_refused() -> None:
    """Is an endless device not read?"""
    with pytest.raises(Unreadable, match="a device"):
        read_bytes(Path("/dev/zero"), 100)


def test_links_below_the_folder_are_refused(tmp_path: Path) -> None:
    """Is a linked folder refused below the one handed in, and allowed above it?"""
    real = tmp_path / "real" / "ada"
    real.mkdir(parents=True)
    (real / "b.ipynb").write_text("{}")
    (tmp_path / "real" / "eve").symlink_to(real)
    (tmp_path / "submitted").symlink_to(tmp_path / "real")
    below = tmp_path / "submitted"
    assert read_bytes(below / "ada" / "b.ipynb", 9, below) == b"{}"
    with pytest.raises(Unreadable, match=r"behind a symbolic link \(eve\)"):
        read_bytes(below / "eve" / "b.ipynb", 9, below)


def test_a_path_must_lie_below(tmp_path: Path) -> None:
    """Is a path that leads out of the folder refused?"""
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.ipynb").write_text("{}")
    for path in (tmp_path / "sub" / ".." / "b.ipynb", tmp_path / "b.ipynb", tmp_path / "sub"):
        with pytest.raises(Unreadable, match=r"inside|below"):
            read_bytes(path, 9, tmp_path / "sub")


def test_a_file_may_be_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Are permissions and failing disks said in a sentence?"""
    path = tmp_path / "b.ipynb"
    path.write_text("{}")
    for error, says in ((13, "may not be read by you"), (5, "cannot be read: Input/output error")):

        def fails(*args: object, error: int = error, **kwargs: object) -> int:
            raise OSError(error, os.strerror(error))

        monkeypatch.setattr(os, "open", fails)
        with pytest.raises(Unreadable, match=says):
            read_bytes(path, 9)
