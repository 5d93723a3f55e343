"""``autograder verify`` and ``doctor`` at a terminal: what they print, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.terminal import screen

if TYPE_CHECKING:
    from rich.console import Group

    from autograder.authoring.verify import Proof
    from autograder.sandbox.doctor import Checkup


def proof_tables(proof: Proof) -> Group:
    """Findings first, then what was looked at, what was called by another name, and the result."""
    from rich.console import Group

    findings = [screen.said(f"✗ {finding}", screen.BAD) for finding in proof.findings]
    counts = screen.table("looked at", "count", "where", right=("count",))
    for name, value, where in proof.rows():
        counts.add_row(screen.said(name), screen.said(value, "bold"), screen.said(where))
    confused = [screen.said(line) for line in proof.confused()]
    end = screen.said(proof.conclusion(), screen.BAD if proof.findings else screen.GOOD)
    return Group(*findings, counts, *confused, end)


def checkup_table(checkup: Checkup, head: Sequence[str], meaning: str) -> Group:
    """The level, every attack with what came of it, and what that means."""
    from rich.console import Group

    tried = screen.table("a cell tried to", "", "how")
    for finding in checkup.findings:
        mark = ("✓ stopped", screen.GOOD) if finding.stopped else ("✗ NOT STOPPED", "bold red")
        tried.add_row(screen.said(finding.tries), screen.said(*mark), screen.said(finding.how))
    end = screen.said(meaning, screen.GOOD if checkup.holds else "bold red")
    return Group(*(screen.said(line) for line in head), tried, end)
