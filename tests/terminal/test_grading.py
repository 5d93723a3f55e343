"""Grading at a terminal: a bar while it runs, tables when it is done, lines in a pipe."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.rendering import escaped
from autograder.results import SubmissionResult
from autograder.terminal import grading
from autograder.terminal.grading import Lines, summary, wants_a_look
from tests.grading.conftest import UNIT
from tests.terminal.pseudo import ROOT, terminal
from tests.terminal.test_cards import HOSTILE, printed
from tests.test_rendering import VERDICT

RESULT = SubmissionResult("ada", "unit", "graded", (VERDICT,), "seed", 0.1, "work")


def many(count: int, **other: object) -> list[SubmissionResult]:
    return [replace(RESULT, student=f"s{n:03}", **other) for n in range(count)]  # type: ignore[arg-type]


def shown(results: list[SubmissionResult], width: int = 100) -> str:
    view = summary(results, ["report    here"], lambda result: result.problem or "dW")
    return printed(view, width, color_system=None)


def test_a_small_class_is_listed_and_summed() -> None:
    """Is each student a row with marks and reason, and each unit one with its mean?"""
    other = replace(RESULT, student="bob", verdicts=(replace(VERDICT, points=1.0),))
    rows = [row.split() for row in shown([RESULT, other]).splitlines()]
    assert ["ada", "4", "/", "6", "dW"] in rows and ["bob", "1", "/", "6", "dW"] in rows
    assert ["unit", "2", "2.5", "6", "–"] in rows
    assert rows[-1] == ["report", "here"]


def test_of_a_large_class_those_who_want_a_look() -> None:
    """Are only they listed, most of them counted, and is what to look for said?"""
    odd = [
        replace(RESULT, student="eve", status="unreadable", problem="torn"),
        replace(RESULT, student="bob", verdicts=(replace(VERDICT, status="timeout"),)),
        replace(RESULT, student="kim", verdicts=(replace(VERDICT, for_teacher=("hm",)),)),
    ]
    said = shown([*many(60), *odd])
    assert "Look at these 3" in said and "s001" not in said
    assert "unreadable, torn" in said and "a remark" in said
    assert "1 unreadable" in said and "1 timeout" in said
    said = shown(many(100, status="crashed"))
    assert said.count("crashed") == grading.LISTED + 1 and "… and 60 more" in said


def test_nobody_need_look_at_what_is_missing() -> None:
    """Is work that was not handed in no reason to look, and not part of the mean?"""
    absent = replace(RESULT, student="joe", status="not-attempted", verdicts=(VERDICT,))
    assert wants_a_look(absent) == []
    assert ["unit", "1", "4.0", "6", "–"] in [
        row.split() for row in shown([RESULT, absent]).splitlines()
    ]


def test_what_students_write_is_text() -> None:
    """Is markup shown as written, and is what a terminal obeys spelled out?"""
    result = replace(RESULT, student=HOSTILE, status="unreadable", problem=HOSTILE + "\nada 20")
    for results in ([result], [*many(60), result]):
        said = shown(results, 400)
        assert said.count("[bold red]all[/bold red]") == 2 and "\\u001b[2J" in said
        assert said.isprintable() or all(c.isprintable() for c in said if c != "\n")
        assert not [line for line in said.splitlines() if line.startswith("ada")]


def test_a_run_in_a_pipe_says_now_and_then_how_far_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Is there a line every half minute, with rate and time left, and none at the end?"""
    now = [0.0]
    lines = Lines(clock=lambda: now[0])
    lines.start(91)
    for second in range(91):
        now[0] = float(second)
        lines.step(RESULT)
    out, err = capsys.readouterr()
    assert out == "" and err.splitlines() == [
        "graded 31 of 91 (34%), 1.0 a second, 58 s left",
        "graded 61 of 91 (67%), 1.0 a second, 30 s left",
    ]
    lines.close()


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    """Two students, one of them with a strange name."""
    for student in ("ada", "eve\x1b]0;pwned\x07[bold]"):
        path = tmp_path / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes((ROOT / "tests" / "notebooks" / "all_right.ipynb").read_bytes())
    return tmp_path / "submitted"


def test_a_class_is_graded_at_a_terminal(submitted: Path, tmp_path: Path) -> None:
    """Is there a bar, are there tables, and does no name command the terminal?"""
    words = ["grade", str(submitted), "--out", str(tmp_path / "out"), "--seed", "s"]
    with terminal(*words, "--results-only", "--allow-unsandboxed") as at:
        assert at.end() == 0, at.text
    assert "/s " in at.text and "0/2" in at.text
    assert " ada " in at.text and escaped("eve\x1b]0;pwned\x07[bold]") in at.text
    assert "\x1b]0;" not in at.raw and "\x07" not in at.raw


def test_json_stays_pure_while_the_bar_moves(submitted: Path, tmp_path: Path) -> None:
    """Is stdout JSON alone where stderr shows a bar?"""
    words = ["grade", str(submitted), "--out", str(tmp_path / "out"), "--seed", "s", "--json"]
    with (
        tempfile.TemporaryFile() as err,
        terminal(*words, "--results-only", "--allow-unsandboxed", err=err) as at,
    ):
        assert at.end() == 0, at.text
    assert len(json.loads(at.raw)["submissions"]) == 2


def test_a_run_that_is_stopped_leaves_the_terminal_as_it_was(
    submitted: Path, tmp_path: Path
) -> None:
    """Is the cursor back after Ctrl-C, and is one sentence said?"""
    words = ["grade", str(submitted), "--out", str(tmp_path / "out"), "--seed", "s"]
    with terminal(*words, "--results-only", "--allow-unsandboxed") as at:
        at.wait_for("Grading")
        at.interrupt()
        assert at.end() == 130
    assert at.raw.rindex("\x1b[?25h") > at.raw.rindex("\x1b[?25l")
    assert "Stopped. What was done is kept" in at.text and "Traceback" not in at.text
