"""Downloads are read with care: whatever lies in them, nothing leaves its place."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from autograder.errors import Unreadable, UsageError
from autograder.integrations.lms import archives
from autograder.integrations.lms.archives import Member, nested, open_download
from tests.integrations.lms.downloads_made import download, zipped


def members(path: Path) -> dict[str, Member]:
    with open_download(path) as found:
        return {member.path: member for member in found}


def test_files_are_read_by_name(tmp_path: Path) -> None:
    """Do the files of an archive come with their bytes, folders and leavings without?"""
    files = [("a/x.ipynb", b"1"), ("a/", b""), ("__MACOSX/a/._x.ipynb", b"2"), (".DS_Store", b"3"),
             ("a/.ipynb_checkpoints/x-checkpoint.ipynb", b"4")]  # fmt: skip
    with open_download(download(tmp_path / "d.zip", files)) as found:
        assert [(m.path, m.read(9)) for m in found] == [("a/x.ipynb", b"1")]


def test_a_name_that_stands_twice_is_two_files(tmp_path: Path) -> None:
    """Are both files of one name read, each with its own bytes?"""
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = download(tmp_path / "d.zip", [("x.ipynb", b"1"), ("x.ipynb", b"2")])
    with open_download(path) as found:
        assert [m.read(9) for m in found] == [b"1", b"2"]


@pytest.mark.parametrize(
    "name", ["/etc/x.ipynb", "../x.ipynb", "a/../../x.ipynb", "..\\x.ipynb", "C:\\x.ipynb"]
)
def test_paths_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    """Is a path out of the archive a problem of that file alone?"""
    (member,) = members(download(tmp_path / "d.zip", [(name, b"1")])).values()
    assert "leads out" in member.problem


def test_links_in_an_archive_are_refused(tmp_path: Path) -> None:
    """Is a symbolic link in an archive a problem, not a file?"""
    link = zipfile.ZipInfo("x.ipynb")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "symbolic link" in members(tmp_path / "d.zip")["x.ipynb"].problem


def test_encrypted_entries_are_refused(tmp_path: Path) -> None:
    """Is an entry with a password a problem, and read by nobody?"""
    data = bytearray(zipped([("x.ipynb", b"1")]))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    (tmp_path / "d.zip").write_bytes(data)
    assert members(tmp_path / "d.zip")["x.ipynb"].problem == "is encrypted"


def test_a_bomb_is_read_up_to_the_limit(tmp_path: Path) -> None:
    """Does an entry of a gigabyte in a megabyte cost no more than the limit?"""
    path = tmp_path / "d.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x.ipynb", "w") as f,
    ):
        for _ in range(200):
            f.write(bytes(1_000_000))
    with open_download(path) as (member,), pytest.raises(Unreadable, match="more than 20 MB"):
        member.read(20_000_000)


def test_damage_is_a_sentence(tmp_path: Path) -> None:
    """Is a torn entry a problem of that file, and a torn archive one of the download?"""
    data = zipped([("x.ipynb", os.urandom(500))])
    torn = data[:60] + b"\0\0\0\0" + data[64:]
    (tmp_path / "torn.zip").write_bytes(torn)
    with (
        open_download(tmp_path / "torn.zip") as (member,),
        pytest.raises(Unreadable, match="damaged"),
    ):
        member.read(1000)
    (tmp_path / "half.zip").write_bytes(data[:100])
    with pytest.raises(UsageError, match="no ZIP archive"), open_download(tmp_path / "half.zip"):
        pass
    with pytest.raises(UsageError, match="There is no"), open_download(tmp_path / "none.zip"):
        pass


def test_names_without_the_sign_of_utf8_are_read_as_such(tmp_path: Path) -> None:
    """Is a name right that an archiver wrote as UTF-8 without saying so?"""
    data = zipped([("zoë_1.ipynb", b"1")]).replace("zoë".encode(), b"\xff\xff\xff\xff")
    info = bytearray(data.replace(b"\xff\xff\xff\xff", "zoë".encode()))
    for sign, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        info[info.index(sign) + at] &= ~0x08
    (tmp_path / "d.zip").write_bytes(info)
    assert list(members(tmp_path / "d.zip")) == ["zoë_1.ipynb"]


def test_a_folder_is_a_download_too(tmp_path: Path) -> None:
    """Are files of an unpacked download read, and links in it refused?"""
    (tmp_path / "d" / "a").mkdir(parents=True)
    (tmp_path / "d" / "a" / "x.ipynb").write_bytes(b"1")
    (tmp_path / "d" / "link.ipynb").symlink_to("/etc/passwd")
    (tmp_path / "d" / "away").symlink_to("/etc")
    found = members(tmp_path / "d")
    assert found["a/x.ipynb"].read(9) == b"1" and len(found) == 3
    assert "symbolic link" in found["link.ipynb"].problem and "symbolic" in found["away"].problem


def test_an_archive_in_the_archive_has_limits_of_its_own() -> None:
    """Are a student's archive of many entries, and a file that is none, refused?"""
    assert [m.path for m in nested(zipped([("a/x.ipynb", b"")]))] == ["a/x.ipynb"]
    many = zipped((f"{n}", b"") for n in range(archives.MOST_NESTED_FILES + 1))
    with pytest.raises(Unreadable, match="more than 2000 files"):
        nested(many)
    for data in (b"", b"PK", many[:-30]):
        with pytest.raises(Unreadable):
            nested(data)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a download with more files than any class sends refused before it is looked at?"""
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    path = download(tmp_path / "d.zip", [(str(n), b"") for n in range(3)])
    with pytest.raises(UsageError, match="more than 2 files"), open_download(path):
        pass
    assert io.BytesIO(path.read_bytes())
