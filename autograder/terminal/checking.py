"""``autograder check``: once, or again and again."""

from __future__ import annotations

import json
from contextlib import nullcontext

import click

from autograder.grading.own import OwnNotebook
from autograder.results import verdict_line
from autograder.terminal import cards, screen


def check_once(own: OwnNotebook, as_json: bool) -> int:
    """Show how each exercise stands; 0 if everything is right, else 1."""
    with nullcontext() if as_json else screen.busy("checking …"):
        verdicts = own.verdicts()
    if as_json:
        click.echo(json.dumps([verdict_line(verdict) for verdict in verdicts], indent=2))
    else:
        cards.show(verdicts)
        cards.show_sum(verdicts)
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def check_on(own: OwnNotebook, as_json: bool) -> int:
    """Show it again whenever the notebook has changed, until Ctrl-C."""
    from autograder.terminal.watching import watch

    return watch(own.path, own.verdicts, as_json=as_json)
