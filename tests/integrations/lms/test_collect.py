"""A class's downloads, collected: nobody is lost, nothing is replaced, all is said."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder import cli
from autograder.errors import UsageError
from autograder.grading.submissions import handed_in, student_folders
from autograder.integrations.lms.choosing import Row
from autograder.integrations.lms.collect import Collected, as_text, collect
from autograder.integrations.lms.roster import read_roster
from autograder.integrations.marks import submitted_at
from tests.integrations.lms.downloads_made import (
    OTHER,
    UNIT,
    download,
    moodle,
    notebook,
    yaml_of,
    zipped,
)
from tests.integrations.lms.rosters import CANVAS, WORKSHEET

ODD = (
    "Zoë", unicodedata.normalize("NFD", "Zoë"), "zoë", "ZOË", "CON",
    "con", "Nul.txt", "Ada.", "ada",
    "ADA", "李明", "Αδα", "=cmd()", "+1", "-rf", "@home", "a" * 180, "O'Neil", "Ada, Countess",
    "x\u202ey", "..", "...", "__MACOSX", "<b>", "🦊", "ﬁne", "fine", "Straße", "Strasse", "ＡＤＡ",
    "a b", "a  b", "a-b", "a_b", "new\nline", "\x1b[31mred", "%41da", "$HOME", "`id`", "*", "?", 
    "[x]",
)  # fmt: skip


def placed(to: Path, unit: str = UNIT) -> dict[str, bytes]:
    """Student → notebook."""
    paths = to.glob(f"*/{unit}/{unit}.ipynb")
    return {path.parents[1].name: path.read_bytes() for path in paths}


def outcomes(found: Collected) -> dict[tuple[str, str], str]:
    return {(row.student, row.outcome): row.said for row in found.rows}


def test_three_hundred_odd_names_lose_nobody(tmp_path: Path) -> None:
    """Is each of 300 people's work of a download in a folder of its own, and gradable there?"""
    rng = random.Random(1)
    letters = "".join(ODD) + "abcXYZ .-'é"
    names = [*ODD, *("".join(rng.choices(letters, k=rng.randint(1, 30))) for _ in range(400))]
    people = list(enumerate((n.replace("/", "-").replace("_", " ") or "x" for n in names), 1))[:300]
    path = tmp_path / "moodle.zip"
    download(path, [(moodle(n, i, "hw.ipynb"), notebook(mark=f"number {i};")) for i, n in people])
    found = collect([path], tmp_path / "submitted")
    assert [row for row in found.rows if row.outcome != "collected"] == []
    assert len(found.rows) == 300 and found.exit_code == 0
    work = placed(tmp_path / "submitted")
    assert {data for data in work.values()} == {notebook(mark=f"number {i};") for i, _ in people}
    folders = student_folders(tmp_path / "submitted")
    assert len(folders) == 300
    assert all(handed_in(s, folder, UNIT).status == "graded" for s, folder in folders.items())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="/\0"),
            min_size=1,
            max_size=40,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_names_lose_nobody(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    """Whatever people are called, is the work of each there, once, and the same the second time?"""
    folder = tmp_path_factory.mktemp("any")
    files = [(moodle(name, i, "u.ipynb"), notebook(mark=f"{i}!")) for i, name in enumerate(names)]
    readable = [
        (n, d) for n, d in files if not {"..", ".", ""} & set(n.replace("\\", "/").split("/"))
    ]
    path = download(folder / "m.zip", files)
    try:
        first = collect([path], folder / "submitted")
    except UsageError:
        assert not readable or all("_assignsubmission_" not in n for n, _ in readable)
        return
    again = collect([path], folder / "submitted")
    kept = [row for row in first.rows if row.outcome == "collected"]
    lost = [row for row in first.rows if row.outcome not in ("collected", "unchanged")]
    assert (
        len(kept) + len(lost)
        == len(first.rows)
        >= len([n for n, _ in files if not n.startswith((".", "__MACOSX"))])
        - sum("\\" in n for n, _ in files)
    )
    assert len(placed(folder / "submitted")) == len(kept)
    assert {row.outcome for row in again.rows} <= {"unchanged", *(row.outcome for row in lost)}


def canvas(tmp_path: Path) -> Path:
    """A class with everything that happens in one."""
    return download(
        tmp_path / "canvas.zip",
        [
            (f"lovelaceada_101_900_{UNIT}.ipynb", notebook(mark="first")),
            (f"lovelaceada_LATE_101_950_{UNIT}-1.ipynb", notebook(mark="second")),
            (f"lovelaceada_101_951_{OTHER}.ipynb", notebook(OTHER)),
            ("bbob_102_901_all.zip", zipped([("w/a.ipynb", notebook()), ("w/deep.zip", b"PK")])),
            ("nobodynina_103_902_essay.pdf", b"%PDF"),
            ("nobodynina_103_text.html", b"<p>see the PDF</p>"),
            ("studenttest_104_903_x.ipynb", b"{}"),
            ("stranger_105_904_x.ipynb", notebook()),
            ("../../climber_106_905_x.ipynb", notebook()),
            ("huge_107_906_x.ipynb", b"\0" * 20_000_001),
            ("readme.txt", b""),
            ("loose.ipynb", notebook()),
            ("__MACOSX/._lovelaceada_101_900_x.ipynb", b""),
        ],
    )


def test_canvas_with_its_roster(tmp_path: Path) -> None:
    """Is every file of a Canvas download accounted for, under the logins of the roster?"""
    to, roster = tmp_path / "submitted", read_roster(CANVAS, "canvas.csv")
    found = collect([canvas(tmp_path)], to, roster=roster)
    said = outcomes(found)
    assert placed(to) == {
        "ada@uni.edu": notebook(mark="second"), "bob": notebook(), "stranger_105": notebook()
    }  # fmt: skip
    assert placed(to, OTHER) == {"ada@uni.edu": notebook(OTHER)}
    assert f"{UNIT}.ipynb" in said["ada@uni.edu", "older"]
    assert "essay.pdf" in said["nina", "no notebook"]
    assert "archive in an archive" in said["bob", "refused"]
    assert "leads out" in said["climber_106", "refused"] and "20 MB" in said["huge_107", "refused"]
    assert "loose.ipynb" in said["", "unknown student"]
    assert [row.outcome for row in found.rows].count("unknown unit") == 1
    assert found.exit_code == 2
    assert any("not in canvas.csv: " in note and "stranger_105" in note for note in found.notes)
    assert any("Late, says Canvas: ada@uni.edu." in note for note in found.notes)
    assert submitted_at(to / "ada@uni.edu" / UNIT) is None


def test_without_a_roster_names_and_numbers_are_ids(tmp_path: Path) -> None:
    """Are the ids then Canvas's own names with the number that keeps them apart?"""
    collect([canvas(tmp_path)], tmp_path / "submitted")
    assert set(placed(tmp_path / "submitted")) == {"lovelaceada_101", "bbob_102", "stranger_105"}


def test_twice_is_once(tmp_path: Path) -> None:
    """Does the same download again change no byte on the disk?"""
    to, path = tmp_path / "submitted", canvas(tmp_path)
    collect([path], to)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in to.rglob("*") if p.is_file()}
    again = collect([path], to)
    assert {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in to.rglob("*") if p.is_file()
    } == before
    assert "collected" not in {row.outcome for row in again.rows}


def test_a_later_download_replaces_only_when_told(tmp_path: Path) -> None:
    """Is work of last week kept until --force, and both downloads at once the later?"""
    old = download(tmp_path / "1.zip", {f"ada_1_10_{UNIT}.ipynb": notebook(mark="old")})
    new = download(tmp_path / "2.zip", {f"ada_1_11_{UNIT}.ipynb": notebook(mark="new")})
    to = tmp_path / "submitted"
    collect([old], to)
    found = collect([new], to)
    assert found.exit_code == 2 and placed(to) == {"ada_1": notebook(mark="old")}
    assert collect([new], to, force=True).exit_code == 0
    assert placed(to) == {"ada_1": notebook(mark="new")}
    collect([new, old], tmp_path / "both")
    assert placed(tmp_path / "both") == {"ada_1": notebook(mark="new")}


def test_moodle_with_two_of_one_name(tmp_path: Path) -> None:
    """Do namesakes get their own logins with the worksheet, and own folders without?"""
    files = [(moodle("Ada Lovelace", n, "u.ipynb"), notebook(mark=f"{n}")) for n in (11, 12)]
    files.append((moodle("Bob Builder", 13, "onlinetext.html", "onlinetext"), b"<p>"))
    path, to = download(tmp_path / "m.zip", files), tmp_path / "submitted"
    found = collect([path], to, roster=read_roster(WORKSHEET, "w.csv"))
    assert placed(to) == {"ada": notebook(mark="11"), "lovelace": notebook(mark="12")}
    assert outcomes(found)["bob", "no notebook"] == "Handed in: onlinetext."
    found = collect([path], tmp_path / "other")
    assert len(placed(tmp_path / "other")) == 2 and len(found.notes) == 2


def test_gradescope_groups_and_times(tmp_path: Path) -> None:
    """Does each of a group get the work, with the time in UTC?"""
    people = [("Ada", "s1", "ada@uni.edu"), ("Bob", "s2", "bob@uni.edu")]
    about = yaml_of({"submission_5": ("2026-01-31 23:59:00 +01:00", people)})
    files = {"e/submission_metadata.yml": about, "e/submission_5/w.ipynb": notebook()}
    to = tmp_path / "submitted"
    found = collect([download(tmp_path / "g.zip", files)], to)
    assert placed(to) == {"s1": notebook(), "s2": notebook()}
    assert str(submitted_at(to / "s2" / UNIT)) == "2026-01-31 22:59:00"
    assert found.notes == ["Handed in together, and collected for each: s1, s2."]


def test_the_unit_that_was_asked_for(tmp_path: Path) -> None:
    """Does --unit take notebooks that say nothing, and leave another where there is a right one?"""
    files = {
        "ada_1_10_x.ipynb": b"{}",
        "bob_2_20_x.ipynb": notebook(),
        "bob_2_21_y.ipynb": notebook(OTHER),
        "cyd_3_30_y.ipynb": notebook(OTHER),
    }
    found = collect([download(tmp_path / "c.zip", files)], tmp_path / "s", unit=UNIT)
    assert placed(tmp_path / "s") == {"ada_1": b"{}", "bob_2": notebook(), "cyd_3": notebook(OTHER)}
    said = outcomes(found)
    assert OTHER in said["bob_2", "left out"] and OTHER in said["cyd_3", "collected"]


def test_a_folder_spelled_otherwise_is_the_same_students(tmp_path: Path) -> None:
    """Is work put into the folder that is there, if only capitals or accents differ?"""
    to = tmp_path / "submitted"
    (to / "BOB").mkdir(parents=True)
    files = {"bbob_102_1_u.ipynb": notebook()}
    collect([download(tmp_path / "c.zip", files)], to, roster=read_roster(CANVAS, "c"))
    assert list(placed(to)) == ["BOB"]
    (to / "bob").mkdir()
    collect([download(tmp_path / "c.zip", files)], to, roster=read_roster(CANVAS, "c"))
    assert set(placed(to)) == {"BOB", "bob"}  # of two, the one that is spelled alike


@pytest.mark.parametrize(
    ("files", "said"),
    [({"x.ipynb": b"{}"}, "looks like no download"), ({}, "looks like no download")],
)
def test_what_is_no_download(tmp_path: Path, files: dict[str, bytes], said: str) -> None:
    """Is another archive a sentence, and nothing written?"""
    good = download(tmp_path / "c.zip", {f"ada_1_10_{UNIT}.ipynb": notebook()})
    with pytest.raises(UsageError, match=said):
        collect([good, download(tmp_path / "d.zip", files)], tmp_path / "submitted")
    assert not (tmp_path / "submitted").exists()


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the command print a line a student and a count, safe for a terminal?"""
    path = download(tmp_path / "c.zip", {"a_1_2_\x1b[31m.ipynb": notebook(), "b_2_text.html": b""})
    assert cli.run(["collect", str(path), "--to", str(tmp_path / "s"), "--unit", UNIT]) == 0
    out = capsys.readouterr().out
    assert "1 collected, 1 no notebook" in out and "\x1b" not in out
    assert cli.run(["collect", str(path), "--to", str(tmp_path / "s"), "--unit", "01_linier"]) == 2
    assert cli.run(["collect", str(tmp_path / "none.zip"), "--to", str(tmp_path)]) == 2
    assert "Did you mean" not in capsys.readouterr().out


def test_the_table_counts_every_row() -> None:
    """Is an empty download said, and every outcome counted?"""
    assert as_text(Collected(), Path("s")) == "nothing to collect; in s"
    rows = [Row("a", "u", "collected"), Row("b", "u", "kept"), Row("c", "u", "kept")]
    assert as_text(Collected(rows), Path("s")).endswith("1 collected, 2 kept; in s")
