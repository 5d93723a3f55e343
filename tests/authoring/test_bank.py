"""The bank of mistakes: data that is checked when it is loaded."""

from __future__ import annotations

import pytest

from autograder.authoring.bank import Mistake, apply, load_bank, ways
from autograder.errors import SourceError

CELL = "def f(x):\n    y = 2 * x\n    return y\n"


def mistake(**changes: object) -> Mistake:
    """A good mistake but for the changes."""
    words = {"label": "sign", "says": "The sign is wrong.", "hint": "Look.", "path": "bank.py"}
    return Mistake(**{**words, "line": 7, **changes})  # type: ignore[arg-type]


def test_the_toy_bank(toy) -> None:
    """Are mistakes and styles read by exercise, each with the line it stands on?"""
    bank = load_bank(toy.bank)
    assert list(bank.mistakes) == [exercise.slug for exercise in toy.unit.exercises]
    lines = toy.bank.read_text().splitlines()
    for listed in bank.mistakes.values():
        for entry in listed:
            assert entry.path == "solutions/mistakes/00_toy.py"
            assert "Mistake(" in lines[entry.line - 1]
            assert f'label="{entry.label}"' in lines[entry.line]


def test_an_entry_made_by_a_helper(toy) -> None:
    """Does an entry that a helper makes say the line that calls the helper?"""
    helper = "def style(code):\n    return Style('sum', code)\n\n\nMISTAKES = {"
    toy.edit("MISTAKES = {", helper, toy.bank)
    line = toy.edit('Style("sum", "def', 'style("def', toy.bank)
    assert load_bank(toy.bank).correct["double-it"][0].line == line


def test_edits_are_applied() -> None:
    """Does a mistake change the cell as its edits say?"""
    assert apply(mistake(edits=(("2 * x", "-2 * x"),)), CELL) == CELL.replace("2 * x", "-2 * x")


def test_code_replaces_the_cell() -> None:
    """Does a mistake with code of its own replace the whole cell?"""
    assert apply(mistake(code="def f(x):\n    return x\n"), CELL).endswith("return x\n")


def test_a_mistake_can_be_made_in_several_ways() -> None:
    """Is each way a cell of its own, edits or whole, under a numbered name?"""
    whole = "def f(x):\n    return -x\n"
    made = ways(mistake(edits=(("2 * x", "-2 * x"),), also=((("2 * x", "x"),), whole)), CELL)
    assert list(made) == ["sign", "sign~2", "sign~3"]
    assert made["sign~2"] == CELL.replace("2 * x", "x") and made["sign~3"] == whole


def test_every_way_is_looked_at() -> None:
    """Is a second way that fits nowhere refused, as the first one is?"""
    with pytest.raises(SourceError, match="occurs 0 times"):
        ways(mistake(edits=(("2 * x", "x"),), also=((("3 * x", "x"),),)), CELL)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"edits": (("3 * x", "x"),)}, r"'3 \* x' occurs 0 times"),
        ({"edits": (("x", "z"),)}, "'x' occurs 2 times"),
        ({"edits": (("y = 2", "y = 2"),)}, "it changes nothing"),
        ({"edits": (("2 * x", "2 * ("),)}, "not valid Python"),
    ],
)
def test_edits_that_do_not_fit(changes: dict[str, object], said: str) -> None:
    """Does an edit that does not fit name file, line and label?"""
    with pytest.raises(SourceError, match=rf'^bank\.py:7: "sign": .*{said}'):
        apply(mistake(**changes), CELL)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('label="squared"', 'label="Squared It"', "lower case words joined by hyphens"),
        ("returns the square of x.", "returns the square of x", "one sentence"),
        ("returns the square of x.", "is wrong. It returns x squared.", "one sentence"),
        ('hint="Is 2 times 3 the same as 3 times 3?"', 'hint=""', "its hint is empty"),
        ('edits=(("2 * x", "x**2"),),', "", "give edits or code"),
        ('label="halved"', 'label="squared"', 'the label "squared" is given twice'),
        ('Style("sum", ', 'Style(nam="sum", code=', "it cannot be loaded: TypeError"),
        ('[Style("sum", "def double(x):\\n    return x + x\\n")]', '["sum"]', "is no Style"),
        ("CORRECT =", "RIGHT =", "it does not define CORRECT"),
        ("MISTAKES = {", "MISTAKES = {{", "toy.py"),
    ],
)
def test_a_fault_in_the_bank(toy, old: str, new: str, said: str) -> None:
    """Is every fault in the bank refused, with its file and a line?"""
    toy.edit(old, new, toy.bank)
    with pytest.raises(SourceError) as caught:
        load_bank(toy.bank)
    assert said in str(caught.value)
    assert str(caught.value).startswith("solutions/mistakes/00_toy.py:")


def test_a_missing_bank(toy) -> None:
    """Is a unit without a bank named with the path to write?"""
    toy.bank.unlink()
    with pytest.raises(SourceError, match=r"solutions/mistakes/00_toy\.py:1: there is no bank"):
        load_bank(toy.bank)
