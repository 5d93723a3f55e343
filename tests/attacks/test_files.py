"""Hostile files: none wins, and each would without the one rule that stops it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.attacks.classroom import Classroom, Graded
from tests.attacks.file_corpus import DUE, HERE, HONEST, Attack, corpus
from tests.attacks.page_evidence import NEEDS_THE_PROCESS, WINS, booked
from tests.attacks.page_rules import RULES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ATTACKS = {attack.name: attack for attack in corpus()}
BEHIND = [attack for attack in corpus() if attack.behind]
AT_LEAST = 50

every_attack = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)


@pytest.fixture(scope="module")
def room() -> Iterator[Classroom]:
    """One course and one grader for all attacks."""
    with ExitStack() as stack:
        yield Classroom(stack)


@pytest.fixture(scope="module")
def graded(room: Classroom) -> Graded:
    """One class of all attackers and the honest students, graded by the command."""
    return room.by_command(corpus())


def test_the_corpus_is_whole() -> None:
    """Are there attacks enough, each with known words, and does every rule stop one?"""
    assert len(list(HERE.glob("*.py"))) - 1 == len(ATTACKS) >= AT_LEAST
    for attack in ATTACKS.values():
        assert attack.required in DUE and attack.wins in WINS, attack.name
    stopped_by = {attack.rule for attack in ATTACKS.values()} | {a.behind for a in BEHIND}
    assert stopped_by == RULES.keys()


def test_the_class_is_graded(graded: Graded) -> None:
    """Among so many attackers: have the honest students their marks, in both books?"""
    for student, due in zip(HONEST, (8.0, 5.0), strict=True):
        assert booked(graded.out, student) == due
    assert graded.touched == ()


@every_attack
def test_with_every_rule(attack: Attack, room: Classroom, graded: Graded) -> None:
    """Does the attacker get what honest work gets, or the loss that is due, and nothing else?"""
    here = attack.wins in NEEDS_THE_PROCESS
    outcome = room.grade(attack) if here else graded.outcome(attack)
    assert (outcome.points(), outcome.status()) == DUE[attack.required]
    assert booked(outcome.out, outcome.student) == outcome.points()
    if attack.wins == "beside":
        room.hand_in([attack])
    assert not WINS[attack.wins](outcome, room.honest)


def some_every_day() -> Iterator[Any]:
    """The attacks: of each rule one every day, the others in make prove."""
    seen: set[str] = set()
    for attack in ATTACKS.values():
        marks = (pytest.mark.prove,) if attack.rule in seen else ()
        seen.add(attack.rule)
        yield pytest.param(attack, id=attack.name, marks=marks)


@pytest.mark.parametrize("attack", list(some_every_day()))
def test_without_its_one_rule(attack: Attack, room: Classroom) -> None:
    """Does the attack win where the one rule (and a wall behind it) is off?"""
    room.honest  # noqa: B018 graded before anything is off
    off = [name for name in (attack.rule, attack.behind) if name]
    with pytest.MonkeyPatch.context() as patch:
        outcome = room.grade(attack, off)
        if attack.wins == "beside":
            RULES[attack.rule].off(patch, room)
        assert WINS[attack.wins](outcome, room.honest)


@pytest.mark.parametrize("attack", BEHIND, ids=[attack.name for attack in BEHIND])
@pytest.mark.parametrize("which", ["rule", "behind"])
def test_either_wall_is_enough(attack: Attack, which: str, room: Classroom) -> None:
    """Where there are two walls, does each alone stop the attack?"""
    outcome = room.grade(attack, [getattr(attack, which)])
    assert not WINS[attack.wins](outcome, room.honest)
