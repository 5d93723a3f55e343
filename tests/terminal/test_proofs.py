"""``verify`` and ``doctor`` as tables."""

from __future__ import annotations

from autograder.authoring.proofs.subject import Confusion, Count, Finding
from autograder.authoring.verify import Proof
from autograder.sandbox.doctor import Checkup, head, meaning
from autograder.sandbox.doctor import Finding as Tried
from autograder.sandbox.records import Level
from autograder.terminal.proofs import checkup_table, proof_tables
from tests.terminal.test_cards import printed


def test_a_proof_at_a_terminal_says_what_its_text_says() -> None:
    """Is every word of the text in the tables?"""
    proof = Proof(
        (Finding("a.py", 3, "is [red]stale[/red]", "autograder build"),),
        (Count("mistakes planted", 4992.0), Count("weakest", 5.7e-3, "min", "unit 03")),
        (Confusion("named", "mse-loss", "plain", "a", "b"),),
    )
    said = printed(proof_tables(proof), color_system=None)
    assert [word for word in proof.as_text().split() if word not in said] == []
    good = Proof((), proof.counts)
    assert "The course is proved" in printed(proof_tables(good), color_system=None)


def test_a_checkup_at_a_terminal_says_what_was_not_stopped() -> None:
    """Are level, trials and meaning there, and what was not stopped in words?"""
    tried = (Tried("fork", True, "[bold]EPERM[/bold]"), Tried("read a file", False, ""))
    checkup = Checkup(Level("none", ("Landlock",)), tried)
    said = printed(checkup_table(checkup, [*head(checkup)], meaning(checkup)), color_system=None)
    assert "Sandbox: none." in said and "missing: Landlock" in said
    assert "[bold]EPERM[/bold]" in said and "✗ NOT STOPPED" in said
    assert meaning(checkup)[:40] in said
