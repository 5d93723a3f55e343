"""One submission through a toy sandbox: what is run, what is asked, and when."""

from __future__ import annotations

import pytest

from autograder.errors import SandboxBroken
from autograder.grading import replay as replay_module
from autograder.grading.asking import END, Question
from autograder.grading.plan import Step
from autograder.grading.replay import Times, collect
from tests.grading.toys import EXAMPLES, HIDDEN, ToyChild, judge, marks, replay


def test_full_marks_take_one_child_and_one_ask_each() -> None:
    """Is a right notebook run once, and left as soon as everything is good?"""
    found, log = replay("a=6", "check a", "b=6", "check b", "hang")
    assert marks(found) == {"a": 6, "b": 6}
    assert log == ["fork", "a=6", "check a", "ask a hidden", "b=6", "check b", "ask b hidden"]


def test_an_exercise_without_a_check_is_asked_at_the_end() -> None:
    """Does a deleted check cost nothing?"""
    found, _ = replay("a=6", "b=6")
    assert marks(found) == {"a": 6, "b": 6}
    assert found.answers["a"].place == END


def test_the_better_of_check_and_end_counts() -> None:
    """Do what is mended below the check, and what is spoiled there, both keep their marks?"""
    found, _ = replay("a=3 b=5", "check a check b", "a=4 b=0")
    assert marks(found) == {"a": 4, "b": 5}


def test_equal_marks_are_those_at_the_check() -> None:
    """Is the words' place the check, where the end is no better?"""
    found, _ = replay("a=3 b=6", "check a", "a=3")
    assert found.answers["a"].place == 1


def test_a_cell_that_raises_or_does_not_parse_loses_itself_only() -> None:
    """Do the cells after a broken one run, and is what went wrong kept?"""
    found, log = replay("raise", "(", "a=6 b=6")
    assert marks(found) == {"a": 6, "b": 6}
    assert {i: t.status for i, t in found.cells.items()} == {0: "error", 1: "syntax-error"}
    assert log.count("fork") == 1


@pytest.mark.parametrize(("word", "status"), [("hang", "timeout"), ("crash", "crashed")])
def test_a_cell_that_kills_its_child_is_left_out_of_the_next(word: str, status: str) -> None:
    """Does a fresh child replay everything but the cell that killed the first?"""
    found, log = replay("a=6", "check a", word, "b=6", "check b")
    assert marks(found) == {"a": 6, "b": 6}
    assert found.cells[2].status == status
    assert log.count("fork") == 2 and log.count(word) == 1 and log.count("ask a hidden") == 1


def test_an_ask_that_hangs_costs_its_exercise_only() -> None:
    """Is the rest asked in a fresh child, and the hanging one again at the end, last?"""
    found, log = replay("a=hang", "check a", "b=6", "check b")
    assert marks(found) == {"b": 6}
    assert found.asks["a"].status == "timeout"
    assert [entry for entry in log if entry.startswith("ask")] == [
        "ask a hidden", "ask b hidden", "ask a hidden",
    ]  # fmt: skip


def test_what_hung_once_is_given_less_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the second ask of what hung wait for a fifth of the time, but at least 2 s?"""
    seconds = []
    ask = ToyChild.ask
    monkeypatch.setattr(ToyChild, "ask", lambda s, *a: (seconds.append(a[-1]), ask(s, *a))[1])
    replay("a=hang", "check a", slugs="a")
    assert seconds == [5.0, 2.0]


def test_demo_cells_are_run_only_before_a_mark_is_lost() -> None:
    """Is a demo cell skipped where all is good, and run where it may give a mark back?"""
    _, log = replay("demo=1", "a=6 b=6", demos=["demo=1"])
    assert "demo=1" not in log
    found, log = replay("demo=1", "if-demo a=6", "b=6", demos=["demo=1"])
    assert marks(found) == {"a": 6, "b": 6}
    assert "demo=1" in log and found.answers["a"].demos


def test_demo_cells_are_not_run_where_the_text_shows_that_they_change_nothing() -> None:
    """Is a wrong answer that reads nothing of a demo's settled without it?"""
    found, log = replay("demo=1", "a=3", "b=6", demos=["demo=1"])
    assert found.answers["a"].verdict.points == 3 and "demo=1" not in log


def test_demo_cells_are_not_run_for_what_is_not_written() -> None:
    """Is the second pass saved where the code itself says that it is not written?"""
    _, log = replay("demo=1", "a=stub b=6", "check a", demos=["demo=1"])
    assert "demo=1" not in log


def test_a_demo_cell_that_hangs_is_left_out() -> None:
    """Does a hanging demo cell cost nothing but its time?"""
    found, _ = replay("hang", "if-demo a=6", "a=3 b=6", demos=["hang"])
    assert marks(found) == {"a": 3, "b": 6}


def test_words_come_from_children_that_saw_nothing_hidden() -> None:
    """Is no example asked of a child that was asked a hidden case?"""
    found, log = replay("a=3", "check a", "b=6", more=True)
    assert found.answers["a"].examples is not None and found.answers["a"].more
    children = "\n".join(log).split("fork")
    assert any("examples" in child for child in children)
    assert not any("hidden" in child and "examples" in child for child in children)
    assert children[-1].split("\n")[-2:] == ["ask a examples", "ask a more"]


def test_words_of_broken_cells_come_from_a_clean_child_too() -> None:
    """Is a cell's own message taken where nothing hidden was asked before it?"""
    found, log = replay("b=6", "check b", "raise")
    assert found.cells[2].message == "Code cell 3, line 2, stopped with ValueError: 3"
    children = "\n".join(log).split("fork")
    assert "raise" in children[-1] and "hidden" not in children[-1]


def test_the_whole_submission_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the replay stop when its time is up, with what it has?"""
    clock = iter(range(1000))
    monkeypatch.setattr(replay_module.time, "monotonic", lambda: float(next(clock)))
    found, _ = replay("a=6", "check a", *["c=1"] * 50, "b=6", times=Times(submission=20))
    assert found.out_of_time and marks(found) == {"a": 6}


def test_a_cell_cut_short_by_the_whole_limit_is_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the time of the whole, not the cell, said to be up where it was nearly used?"""
    clock = iter([0.0, 55.0, *[60.0] * 9])
    monkeypatch.setattr(replay_module.time, "monotonic", lambda: next(clock))
    found, _ = replay("hang", "a=6")
    assert found.out_of_time and found.cells == {}


def test_a_sandbox_that_does_not_start_is_no_fault_of_the_student() -> None:
    """Does a broken sandbox come through as what it is?"""

    def broken() -> None:
        raise SandboxBroken("no")

    question = Question((HIDDEN,), (EXAMPLES,), 1.0)
    with pytest.raises(SandboxBroken):
        collect(broken, [Step(1, "a=6")], {"a": question}, judge, lambda *_: (), Times())


def test_what_hung_twice_is_not_asked_with_the_demo_cells() -> None:
    """Is the second pass kept from waiting a third time?"""
    _, log = replay("demo=1", "a=hang b=3", "check a check b", demos=["demo=1"])
    assert "demo=1" in log and log.count("ask a hidden") == 2


def test_nothing_is_said_of_what_is_missing() -> None:
    """Are the examples left unasked where nothing is written?"""
    _, log = replay("a=stub b=3")
    assert "ask b examples" in log and "ask a examples" not in log


def test_a_cell_that_only_lacked_a_demo_is_not_broken() -> None:
    """Is a cell that ran in the end no trouble any more?"""
    found, _ = replay("demo=1", "if-demo a=3", "b=6", demos=["demo=1"])
    assert found.cells == {}


def test_words_of_a_child_that_saw_hidden_inputs_are_never_quoted() -> None:
    """Is an exception's text dropped where the child may have put hidden numbers into it?"""
    found, _ = replay("a=6", "check a", "b=6", "raise")
    assert found.cells[3].message == "Code cell 4 stopped with an error."
