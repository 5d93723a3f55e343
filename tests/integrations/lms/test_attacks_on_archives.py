"""A student makes the archive in the archive: does it cost time, memory or the batch?"""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from autograder.errors import Unreadable
from autograder.integrations.lms import collect as collecting
from autograder.integrations.lms.archives import nested
from autograder.integrations.lms.choosing import MOST_REFUSED, Chosen, choose
from autograder.integrations.lms.collect import as_text, collect
from autograder.integrations.lms.roster import read_roster
from tests.integrations.lms.downloads_made import UNIT, download, notebook, zipped
from tests.integrations.lms.rosters import CANVAS
from tests.integrations.lms.test_collect import outcomes, placed


def packed(names: list[str], how: int, data: bytes = b"{}", mode: int = 0o100644) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.external_attr, info.compress_type = mode << 16, how
            archive.writestr(info, data)
    return out.getvalue()


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused_unread(tmp_path: Path, how: int) -> None:
    """Is what could swell without bound not decompressed, and the others collected?"""
    bad = packed([f"{UNIT}.ipynb"], how, notebook())
    files = {"mal_1_2_w.zip": bad, "ada_3_4_u.ipynb": notebook()}
    found = collect([download(tmp_path / "c.zip", files)], tmp_path / "s")
    assert "packed in an unknown way" in outcomes(found)["mal_1", "refused"]
    assert set(placed(tmp_path / "s")) == {"ada_3"}


def test_what_says_it_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a file that declares more than the limit refused before it is opened?"""
    members = nested(packed(["a.ipynb"], zipfile.ZIP_DEFLATED, b"\0" * 2_000_000))

    def never(*args: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    with pytest.raises(Unreadable, match="more than 1 MB"):
        members[0].read(1_000_000)


def test_no_students_memory_ends_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a student for whom there is too little memory a row, and the next collected?"""

    def scarce(student: str, *rest: object) -> Chosen:
        if student == "ada_1":
            raise MemoryError
        return choose(student, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting, "choose", scarce)
    files = {f"{who}_2_u.ipynb": notebook() for who in ("ada_1", "bob_2")}
    found = collect([download(tmp_path / "c.zip", files)], tmp_path / "s")
    assert "memory" in outcomes(found)["ada_1", "refused"] and found.exit_code == 2
    assert set(placed(tmp_path / "s")) == {"bob_2"}


def test_memory_that_a_file_needs_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a file for which there is too little memory unreadable, no crash?"""
    members = nested(packed(["a.ipynb"], zipfile.ZIP_DEFLATED))

    def scarce(*args: object) -> None:
        raise MemoryError

    monkeypatch.setattr(zipfile.ZipFile, "open", scarce)
    with pytest.raises(Unreadable, match="more memory"):
        members[0].read(1_000_000)


def test_long_names_cost_no_time(tmp_path: Path) -> None:
    """Are names that would take minutes to bring into one spelling refused at once?"""
    marks = "\u0301\u0323" * 16_000
    inner = packed([f"{i}{marks}.ipynb" for i in range(10)], zipfile.ZIP_DEFLATED)
    path = download(tmp_path / "c.zip", {"mal_1_2_w.zip": inner})
    begun = time.process_time()
    found = collect([path], tmp_path / "s")
    assert time.process_time() - begun < 5
    assert {row.outcome for row in found.rows} == {"refused"}
    assert all("letters" in row.said and len(row.said) < 300 for row in found.rows)


def test_many_bad_files_are_counted_not_listed(tmp_path: Path) -> None:
    """Is the table short, whatever one student puts into an archive?"""
    links = [f"{i}{'x' * 900}.ipynb" for i in range(1910)]
    inner = packed(links, zipfile.ZIP_DEFLATED, b"/etc/passwd", 0o120777)
    found = collect([download(tmp_path / "c.zip", {"mal_1_2_w.zip": inner})], tmp_path / "s")
    assert len(found.rows) == MOST_REFUSED + 1 and found.rows[-1].said == "and 1 890 more."
    assert max(map(len, as_text(found, tmp_path).splitlines())) < 300


def test_a_damaged_notebook_is_collected_and_told(tmp_path: Path) -> None:
    """Does work that nobody can open stand in the table, before it is graded?"""
    files = {"ada_1_2_u.ipynb": notebook()[:-30], "bob_3_4_u.ipynb": notebook()}
    found = collect([download(tmp_path / "c.zip", files)], tmp_path / "s")
    said = outcomes(found)
    assert ("ada_1", "collected") in said and ("bob_3", "damaged") not in said
    assert said["ada_1", "damaged"].startswith("u.ipynb is not valid JSON")
    assert found.exit_code == 2


def test_what_needs_the_teacher_stands_last(tmp_path: Path) -> None:
    """Are problems apart from the many rows that are well, and is it said who sent nothing?"""
    files = {
        "aa_1_2_u.ipynb": b"{}",
        "bbob_102_3_u.ipynb": notebook(),
        "zz_4_5_w.zip": zipped([("a.zip", b"")]),
    }
    path = download(tmp_path / "c.zip", files)
    found = collect([path], tmp_path / "s", roster=read_roster(CANVAS, "c.csv"))
    lines = as_text(found, tmp_path).splitlines()
    at = lines.index("To be looked at:")
    assert [line.split()[0] for line in lines if line][:1] == ["bob"] and at == 2
    assert "aa_1" in lines[at + 1] and "zz_4" in lines[at + 2]
    absent = next(note for note in found.notes if "handed in nothing" in note)
    assert "ada@uni.edu" in absent and "nina" in absent and "bob" not in absent


def test_a_notebook_of_no_unit_is_no_matter_of_all(tmp_path: Path) -> None:
    """Is the advice for one notebook not an option that holds for everybody's?"""
    path = download(tmp_path / "c.zip", {"ada_1_2_x.ipynb": b"{}"})
    said = outcomes(collect([path], tmp_path / "s"))["ada_1", "unknown unit"]
    assert "--unit" not in said and "ada_1/UNIT/UNIT.ipynb" in said
