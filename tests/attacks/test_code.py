"""Every attack is graded by the real thing: with all rules, and without the one that stops it."""

from __future__ import annotations

import ast
import os
from dataclasses import replace

import pytest

from tests.attacks.corpus import FOLDER, NEEDS, Attack, BadFile, read_attack, read_attacks
from tests.attacks.evidence import WINS, harm, marks_of
from tests.attacks.hall import Hall
from tests.attacks.rules import RULES
from tests.notebooks.write import LOSS

ATTACKS = read_attacks()
COUNTED = {name: attack for name, attack in ATTACKS.items() if attack.walls}
ALONE = {name: attack for name, attack in COUNTED.items() if not attack.behind}
ENOUGH, ENOUGH_ALONE = 110, 90
ALL_OFF = frozenset({"landlock", "seccomp", "user", "limits"})


def off(attack: Attack) -> frozenset[str]:
    """What is switched off to let an attack win: its one rule, or all walls of the kernel's."""
    walls = frozenset(attack.walls)
    return ALL_OFF if attack.behind and walls <= ALL_OFF else walls


@pytest.mark.parametrize("name", ATTACKS)
def test_is_it_stopped(name: str, hall: Hall) -> None:
    """Does the attack earn what it must, tell nothing, touch nothing and harm nobody?"""
    attack = ATTACKS[name]
    if attack.needs == "x86_64" and not NEEDS["x86_64"]():
        pytest.skip("the code is another machine's")
    seen = hall.grade(attack.cells, seconds=attack.seconds, following=True)
    assert harm(seen, hall.known(), attack.required) == []


@pytest.mark.parametrize("name", sorted(COUNTED, key=lambda name: sorted(off(COUNTED[name]))))
def test_does_it_win_without_its_rule(name: str, hall: Hall) -> None:
    """Would the same attack succeed, and only it, if what stops it were switched off?"""
    attack = COUNTED[name]
    if attack.needs and not NEEDS[attack.needs]():
        pytest.skip(f"this machine has no {attack.needs}: nothing is there to stop")
    following = attack.wins == "next"
    seen = hall.grade(attack.cells, off(attack), seconds=attack.seconds, following=following)
    assert WINS[attack.wins](seen, hall.known()), seen
    assert harm(seen, hall.known(), attack.required), "the test above would not have seen it"
    assert marks_of(hall.honest_without(off(attack))) == marks_of(hall.honest)


BEHIND = [(name, wall) for name, a in COUNTED.items() if a.behind for wall in a.walls]
UNSEEN = {"truncating": ("empties_a_file",), "signals": ("kills_", "signals_")}
"""What older versions of Landlock do not see, and the attacks that they so do not stop."""


@pytest.mark.parametrize(("name", "wall"), sorted(BEHIND, key=lambda pair: pair[1]))
def test_does_each_wall_alone_stop_it(name: str, wall: str, hall: Hall) -> None:
    """Where several walls stand, does each of them stop the attack by itself?"""
    gaps = [g for g in UNSEEN if any(g in text for text in hall.grader.sandbox.level.missing)]
    old = wall == "landlock" and any(name.startswith(UNSEEN[gap]) for gap in gaps)
    if old or (wall == "user" and os.geteuid() != 0):
        pytest.skip(f"this machine has no such wall: {wall}")
    attack = COUNTED[name]
    seen = hall.grade(attack.cells, off(attack) - {wall})
    assert not WINS[attack.wins](seen, hall.known()), seen


def test_the_corpus_is_large_and_whole() -> None:
    """Are there enough attacks that count, one at least for each rule, and is each file read?"""
    assert len(COUNTED) >= ENOUGH and len(ALONE) >= ENOUGH_ALONE
    assert {wall for attack in COUNTED.values() for wall in attack.walls} == RULES.keys()
    only_behind = RULES.keys() - {attack.rule for attack in ALONE.values()}
    assert only_behind == {"user", "count", "judge-counts", "unquoted", "second-pass"}
    assert {attack.wins for attack in COUNTED.values()} == WINS.keys()
    files = {path.name for path in FOLDER.iterdir()} - {"__pycache__"}
    assert files == {f"{name}.py" for name in ATTACKS}


def test_what_honest_work_gets(hall: Hall) -> None:
    """Does the honest notebook, beside which all others are laid, get full marks of both?"""
    assert harm(hall.honest, hall.known(), "same-marks") == []
    assert {(name, points) for name, _, points in marks_of(hall.honest) if points} == {
        ("mse-loss", 6.0),
        ("quadratic-features", 2.0),
    }


def test_canaries_sing(hall: Hall) -> None:
    """Is every canary where it is said to be, and heard by what listens for it?"""
    known = hall.known()
    planted = "".join(p.read_text("latin-1") for p in hall.root.rglob("*") if p.is_file())
    for place, text in hall.canaries.items():
        assert text in planted or place in ("environment", "bait")
        assert WINS["canary"](replace(hall.honest, lines=f'{{"said": "{text}"}}'), known)
    assert len(known.hidden) > 40


def test_a_file_must_say_what_it_is() -> None:
    """Is a file that lacks a field, or has a strange one, refused by name?"""
    good = '"""Tries.\n\nRule: landlock\nRequired: same-marks\nWins: said\n"""\n1\n# %%\n2\n'
    attack = read_attack("good", good)
    assert (attack.tries, attack.walls, len(attack.cells)) == ("Tries.", ("landlock",), 2)
    for old, new in (
        ("Rule: landlock\n", ""),
        ("Wins: said\n", ""),
        ("same-marks", "more-marks"),
        ("landlock", "kernel"),
    ):
        with pytest.raises(BadFile, match=r"bad\.py"):
            read_attack("bad", good.replace(old, new))


SEARCH = """
import re
import numpy as np

def occurs(*inverted):
    found = set()
    for line in open("/proc/self/maps"):
        place = line.split()
        if place[1][0] != "r" or place[-1] in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
            continue
        start, end = (int(part, 16) for part in place[0].split("-"))
        with open("/proc/self/mem", "rb", buffering=0) as memory:
            for at in range(start, end, 1 << 24):
                memory.seek(at)
                try:
                    part = memory.read(min((1 << 24) + 64, end - at))
                except OSError:
                    break
                turned = np.bitwise_xor(np.frombuffer(part, "u1"), 255).tobytes()
                found |= {i for i, needle in enumerate(inverted) if needle in turned}
    return sorted(found)
"""


def inverted(secret: bytes) -> bytes:
    """The same with every bit turned, so that searching for it does not put it there."""
    return bytes(255 - byte for byte in secret)


def secrets_of(hall: Hall) -> list[bytes]:
    """What the trusted process holds: canary, seed, expected arrays, hidden inputs, source."""
    cases = hall.key.hidden.exercises["mse-loss"].cases
    arrays = [x for c in cases for x in (c.expected["dw"], c.case.inputs["X"]) if x.size > 1]
    texts = (hall.canaries["environment"], hall.canaries["seed"], hall.canaries["solutions"])
    return [text.encode() for text in texts] + [array.tobytes() for array in arrays]


def found_in_memory(hall: Hall, without: frozenset[str], needles: list[bytes]) -> list[int]:
    """Which of these a child finds in its own memory when nothing confines it."""
    with hall.sandbox(without).child() as child:
        assert child.run(SEARCH, 10).status == "ok"
        words = ", ".join(repr(inverted(needle)) for needle in needles)
        said = child.run(f"raise ValueError(occurs({words}))", 60).message
    assert said.startswith("ValueError: ["), said
    return list(ast.literal_eval(said.removeprefix("ValueError: ")))


def test_a_child_has_never_held_a_secret(hall: Hall) -> None:
    """Does a child that reads all of its own memory find no answer, no seed and no canary?"""
    known = b"What crosses the wall: a short JSON header and raw arrays"
    needles = [*secrets_of(hall), known]
    assert found_in_memory(hall, ALL_OFF, needles) == [len(needles) - 1]


def test_a_forked_child_holds_them_all(hall: Hall) -> None:
    """Would it find them if the server were forked from the grader?"""
    needles = secrets_of(hall)
    found = found_in_memory(hall, ALL_OFF | {"exec"}, needles)
    assert found == [*range(len(needles))]


def test_every_rule_stands_again(hall: Hall) -> None:
    """Is what was switched off for one attack on again for the next?"""
    trusted = frozenset(name for name, rule in RULES.items() if rule.off is not None)
    hall.grade((LOSS,), trusted)
    assert hall.grader.rules is hall.key
    again = hall.grade(ATTACKS["zeros"].cells, following=True)
    assert harm(again, hall.known(), ATTACKS["zeros"].required) == []
