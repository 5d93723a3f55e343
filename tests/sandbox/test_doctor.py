"""The doctor: what it tries is stopped here, and it says so where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder import cli
from autograder.sandbox import Rules
from autograder.sandbox.doctor import TRIALS, Checkup, as_text, examine

ALL = Rules()


def not_stopped(checkup: Checkup) -> set[str]:
    """What succeeded."""
    return {finding.tries for finding in checkup.findings if not finding.stopped}


def test_everything_is_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    """Does the command try all, stop all, and end with 0?"""
    assert cli.run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "Sandbox: full." in said and "can grade strangers' work" in said
    assert all(trial.tries in said for trial in TRIALS) and said.count("✓ stopped") == len(TRIALS)


@pytest.mark.parametrize(
    ("rules", "through"),
    [
        (replace(ALL, landlock=False), {"read a file of yours"}),
        pytest.param(
            replace(ALL, seccomp=False), {"reach the network", "fork"}, marks=pytest.mark.prove
        ),
        pytest.param(
            replace(ALL, limits=False),
            {"start 600 threads", "take 3 GB of memory"},
            marks=pytest.mark.prove,
        ),
    ],
)
def test_a_missing_wall_is_seen(rules: Rules, through: set[str]) -> None:
    """Is what gets through a missing wall reported, and is the machine called unfit?"""
    checkup = examine(rules)
    assert through <= not_stopped(checkup) and not checkup.holds
    assert "NOT STOPPED" in as_text(checkup)
    assert "can grade strangers" not in as_text(checkup)
